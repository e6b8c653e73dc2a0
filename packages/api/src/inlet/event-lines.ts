import { type InboundMessage, IntakeOverloaded, type IntakeResult } from '@cairn/engine';
import { z } from 'zod';
import type { AppDeps } from '../deps.ts';
import { ApiError } from '../errors/api-error.ts';
import { ndjsonTally, takeNdjson } from './ndjson.ts';
import { toPlainMessage } from './plain-event.ts';

export const eventLinesResult = ndjsonTally.extend({
  accepted: z.number().int(),
  duplicates: z.number().int(),
  ignored: z.number().int(),
});
export type EventLinesResult = z.infer<typeof eventLinesResult>;

/** How long a batch waits for a full queue, before the sender is told to. */
const maxWaitSeconds = 30;

/** Takes plain events, one a line (`takeNdjson`). Throws API_OVERLOADED_PARTWAY when the queue stays full. */
export async function takeEventLines(deps: AppDeps, body: AsyncIterable<Buffer>): Promise<EventLinesResult> {
  const counts = { accepted: 0, duplicates: 0, ignored: 0 };
  const tally = await takeNdjson(deps.limits, body, {
    read: (line) => toPlainMessage(line, deps.sandbox, deps.clock.now()),
    store: async (messages, storedLine) => {
      for (const result of await acceptPatiently(deps, messages, storedLine)) counts[counterOf(result)]++;
    },
  });
  return { ...tally, ...counts };
}

function counterOf({ status }: IntakeResult): 'accepted' | 'duplicates' | 'ignored' {
  return status === 'duplicate' ? 'duplicates' : status;
}

/** Nothing is read while a batch waits, so a full queue slows the sender down instead of turning it away. */
async function acceptPatiently(
  { intake, clock }: AppDeps,
  messages: readonly InboundMessage[],
  storedLine: number,
): Promise<readonly IntakeResult[]> {
  for (let waitedSeconds = 0; ; ) {
    try {
      return await intake.acceptBatch(messages);
    } catch (error) {
      if (!(error instanceof IntakeOverloaded)) throw error;
      const { retryAfterSeconds } = error;
      waitedSeconds += retryAfterSeconds;
      if (waitedSeconds > maxWaitSeconds) {
        throw new ApiError('API_OVERLOADED_PARTWAY', { storedLine, retryAfterSeconds }, { retryAfterSeconds });
      }
      await new Promise<void>((resolve) => clock.wakeAt(clock.now() + retryAfterSeconds * 1_000, resolve));
    }
  }
}
