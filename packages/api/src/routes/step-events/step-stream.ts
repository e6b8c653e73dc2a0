import type { RunReader } from '@cairn/engine';
import type { AppDeps } from '../../deps.ts';

const pollEveryMs = 500;
const pageSize = 500;
const keepAliveEveryPolls = 30;

/** Which steps to follow, after which place. */
export interface StreamFilter {
  readonly sandbox: string;
  readonly instanceId?: string | undefined;
  readonly versionId?: string | undefined;
  readonly afterSeq: number;
}

/**
 * Steps as server-sent events, as they happen, until `signal` aborts. The store is asked every half second, so a
 * stream costs the same however much happens, and a slow reader slows only itself. A comment every 15 seconds lets a
 * lost connection be noticed.
 */
export async function* streamSteps(
  reader: RunReader,
  clock: AppDeps['clock'],
  { afterSeq, ...filter }: StreamFilter,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let last = afterSeq;
  let idlePolls = 0;
  yield ': connected\n\n';
  while (!signal.aborted) {
    const { items } = await reader.listSteps({ ...filter, afterSeq: last, limit: pageSize, cursor: null });
    if (items.length > 0) yield items.map((item) => `id: ${item.seq}\ndata: ${JSON.stringify(item)}\n\n`).join('');
    else if (++idlePolls % keepAliveEveryPolls === 0) yield ': still here\n\n';
    last = items.at(-1)?.seq ?? last;
    if (items.length < pageSize) await pause(clock, signal);
  }
}

function pause(clock: AppDeps['clock'], signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      signal.removeEventListener('abort', finish);
      cancel();
      resolve();
    };
    const cancel = clock.wakeAt(clock.now() + pollEveryMs, finish);
    signal.addEventListener('abort', finish);
  });
}
