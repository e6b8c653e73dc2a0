import { type InboundMessage, IntakeOverloaded, type IntakeResult } from '@cairn/engine';
import { z } from 'zod';
import type { AppDeps } from '../deps.ts';
import { ApiError } from '../errors/api-error.ts';
import { type Line, readLines } from './lines.ts';
import { toPlainMessage } from './plain-event.ts';
import { readBody } from './read-body.ts';
import { fieldErrorsAt, type Refusal, refusal, refusalOr } from './refusal.ts';

export const ndjsonResult = z.object({
  /** Lines that are not empty. */
  received: z.number().int(),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  ignored: z.number().int(),
  refused: z.number().int(),
  /** The first 1,000 refused lines; the others are only counted. */
  errors: z.array(refusal.extend({ line: z.number().int() })),
});
export type NdjsonResult = z.infer<typeof ndjsonResult>;

const maxReportedErrors = 1_000;
/** How long a batch waits for a full queue, before the sender is told to. */
const maxWaitSeconds = 30;

/**
 * Takes a stream of plain events, one a line. Each chunk's lines are one batch, so memory does not grow with the
 * upload, and a full queue slows the sender down: nothing is read while a batch waits. Refused lines do not stop the
 * rest. Throws API_BATCH_REFUSED when every line was refused, API_OVERLOADED_PARTWAY when the queue stayed full.
 */
export async function takeNdjson(deps: AppDeps, body: AsyncIterable<Buffer>): Promise<NdjsonResult> {
  const tally = { received: 0, accepted: 0, duplicates: 0, ignored: 0, refused: 0, errors: [] as LineError[] };
  let storedLine = 0;
  for await (const lines of readLines(body, deps.limits.bodyBytes)) {
    const messages = readMessages(deps, lines, (line, refused) => noteRefusal(tally, line, refused));
    tally.received += lines.length;
    if (messages.length > 0)
      for (const result of await acceptPatiently(deps, messages, storedLine)) count(tally, result);
    storedLine = lines.at(-1)?.number ?? storedLine;
  }
  if (tally.received > 0 && tally.refused === tally.received) {
    const errors = tally.errors.flatMap(({ line, ...refused }) => fieldErrorsAt(`line ${line}`, refused));
    throw new ApiError('API_BATCH_REFUSED', {}, { errors });
  }
  return tally;
}

type LineError = NdjsonResult['errors'][number];

function readMessages(
  { limits, sandbox, clock }: AppDeps,
  lines: readonly Line[],
  onRefused: (line: number, refused: Refusal) => void,
): readonly InboundMessage[] {
  const receivedAt = clock.now();
  const messages: InboundMessage[] = [];
  for (const { number, bytes } of lines) {
    const read = refusalOr(() => {
      if (bytes === null) throw new ApiError('API_BODY_TOO_LARGE', { maxBytes: limits.bodyBytes });
      return toPlainMessage(readBody(bytes, limits.nestingDepth), sandbox, receivedAt);
    });
    if ('value' in read) messages.push(read.value);
    else onRefused(number, read.refused);
  }
  return messages;
}

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

function noteRefusal(tally: NdjsonResult, line: number, refused: Refusal): void {
  tally.refused++;
  if (tally.errors.length < maxReportedErrors) tally.errors.push({ line, ...refused });
}

function count(tally: NdjsonResult, { status }: IntakeResult): void {
  if (status === 'accepted') tally.accepted++;
  else if (status === 'duplicate') tally.duplicates++;
  else tally.ignored++;
}
