import { Agent } from 'undici';
import type { Sink } from './sink.ts';

/** Ceiling: raw undici POSTs to the sink over as many connections as the load generator uses, per second. */
export async function measureRawPost(
  sink: Sink,
  sinkPort: number,
  connections: number,
  durationMs: number,
): Promise<number> {
  sink.reset();
  const agent = new Agent({ connections, pipelining: 1 });
  const startedAt = performance.now();
  let count = 0;
  const drive = async (): Promise<void> => {
    while (performance.now() - startedAt < durationMs) {
      count += 1;
      const body = JSON.stringify({ personId: `person-${count}`, delay: 61, reason: 'long delay' });
      const answer = await agent.request({
        origin: `http://127.0.0.1:${sinkPort}`,
        path: '/',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      await answer.body.dump();
    }
  };
  await Promise.all(Array.from({ length: connections }, drive));
  const perSecond = (count * 1_000) / (performance.now() - startedAt);
  await agent.close();
  sink.reset();
  return perSecond;
}
