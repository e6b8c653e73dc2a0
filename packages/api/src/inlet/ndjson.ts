import { z } from 'zod';
import type { AppDeps } from '../deps.ts';
import { ApiError } from '../errors/api-error.ts';
import { type Line, readLines } from './lines.ts';
import { type InletBody, readBody } from './read-body.ts';
import { fieldErrorsAt, type Refusal, refusal, refusalOr } from './refusal.ts';

/** What is common to the answers to NDJSON uploads. */
export const ndjsonTally = z.object({
  received: z.number().int().describe('Lines that are not empty'),
  refused: z.number().int(),
  errors: z.array(refusal.extend({ line: z.number().int() })).describe('The first 1,000 refused lines'),
});
export type NdjsonTally = z.infer<typeof ndjsonTally>;

const maxReportedErrors = 1_000;

/** What to do with the lines of an upload. */
export interface LineUse<Item> {
  /** Throws an ApiError to refuse the line. */
  read(line: InletBody): Item;
  /** Takes the good lines of one chunk, in order; `storedLine` is the last line stored before them. */
  store(items: readonly Item[], storedLine: number): Promise<void>;
}

/**
 * Takes a stream of JSON documents, one a line. The lines of a chunk are stored before more is read, so memory does not
 * grow with the upload and a slow store slows the sender down. Refused lines do not stop the rest. Throws
 * API_BATCH_REFUSED when every line was refused.
 */
export async function takeNdjson<Item>(
  limits: AppDeps['limits'],
  body: AsyncIterable<Buffer>,
  use: LineUse<Item>,
): Promise<NdjsonTally> {
  const tally: NdjsonTally = { received: 0, refused: 0, errors: [] };
  let storedLine = 0;
  for await (const lines of readLines(body, limits.bodyBytes)) {
    const items = readItems(limits, lines, use, tally);
    if (items.length > 0) await use.store(items, storedLine);
    storedLine = lines.at(-1)?.number ?? storedLine;
  }
  if (tally.received > 0 && tally.refused === tally.received) {
    const errors = tally.errors.flatMap(({ line, ...refused }) => fieldErrorsAt(`line ${line}`, refused));
    throw new ApiError('API_BATCH_REFUSED', {}, { errors });
  }
  return tally;
}

function readItems<Item>(
  { bodyBytes, nestingDepth }: AppDeps['limits'],
  lines: readonly Line[],
  use: LineUse<Item>,
  tally: NdjsonTally,
): readonly Item[] {
  const items: Item[] = [];
  for (const { number, bytes } of lines) {
    const read = refusalOr(() => {
      if (bytes === null) throw new ApiError('API_BODY_TOO_LARGE', { maxBytes: bodyBytes });
      return use.read(readBody(bytes, nestingDepth));
    });
    if ('value' in read) items.push(read.value);
    else noteRefusal(tally, number, read.refused);
  }
  tally.received += lines.length;
  return items;
}

function noteRefusal(tally: NdjsonTally, line: number, refused: Refusal): void {
  tally.refused++;
  if (tally.errors.length < maxReportedErrors) tally.errors.push({ line, ...refused });
}
