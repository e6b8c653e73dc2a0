import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseJson, stringifyJson } from '@cairn/expression';
import { UserError } from '../user-error.ts';

/** Events as JSON text, one after the other. */
export interface Events {
  readonly texts: AsyncIterable<string>;
  /** Null when it is not known beforehand. */
  readonly total: number | null;
}

/** Opens a file of events, or standard input for `-`. A JSON array is read whole, NDJSON line by line. Throws UserError. */
export async function openEvents(source: string): Promise<Events> {
  if (source === '-') return { texts: linesOf(process.stdin), total: null };
  const found = await stat(source).catch((cause: Error) => {
    throw new UserError(`${source} cannot be read: ${cause.message}`, { cause });
  });
  if (!found.isFile()) throw new UserError(`${source} is not a file.`);
  return (await startsWithArray(source))
    ? readArray(source)
    : { texts: linesOf(createReadStream(source)), total: null };
}

async function startsWithArray(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1_024 })) {
    const text = String(chunk).trimStart();
    if (text !== '') return text.startsWith('[');
  }
  return false;
}

/** Numbers keep all their digits. */
async function readArray(path: string): Promise<Events> {
  try {
    const events = parseJson(await readFile(path, 'utf8')) as readonly Parameters<typeof stringifyJson>[0][];
    const texts = (async function* () {
      for (const event of events) yield stringifyJson(event);
    })();
    return { texts, total: events.length };
  } catch (cause) {
    throw new UserError(`${path} is not a JSON array: ${(cause as Error).message}`, { cause });
  }
}

async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
    if (line.trim() !== '') yield line;
}
