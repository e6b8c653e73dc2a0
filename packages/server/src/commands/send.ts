import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseJson, stringifyJson } from '@cairn/expression';
import { SingleBar } from 'cli-progress';
import { ApiClient } from '../client/api-client.ts';
import { UserError } from '../user-error.ts';

export interface SendOptions {
  readonly schema?: string;
  readonly idField?: string;
}

/** The inlet's answer to a batch of lines. */
interface BatchAnswer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly ignored: number;
  readonly refused: number;
  readonly errors: readonly { readonly line: number; readonly code: string; readonly detail?: string }[];
}

const linesPerRequest = 500;

/** Sends one event given as JSON text, or every event of a file, and prints what became of them. */
export async function send(source: string, options: SendOptions): Promise<void> {
  const client = ApiClient.fromEnvironment();
  if (source.trimStart().startsWith('{')) {
    const answer = await client.post<object>('/api/v1/events', JSON.parse(lineOf(source, options)) as object);
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    return;
  }
  const events = await openEvents(source);
  const totals = await sendAll(client, events, options);
  const { accepted, duplicates, ignored, refused } = totals;
  process.stdout.write(`${accepted} accepted, ${duplicates} duplicates, ${ignored} ignored, ${refused} refused\n`);
  for (const error of totals.errors.slice(0, 20))
    process.stdout.write(`  line ${error.line}: ${error.code} ${error.detail ?? ''}\n`);
  if (refused > 0) process.exitCode = 1;
}

interface Events {
  readonly texts: AsyncIterable<string>;
  /** Null when it is not known beforehand. */
  readonly total: number | null;
}

async function sendAll(client: ApiClient, { texts, total }: Events, options: SendOptions): Promise<BatchAnswer> {
  const bar = new SingleBar({
    format: '{bar} {value}/{total} events, {duration_formatted}',
    stream: process.stderr,
    clearOnComplete: true,
  });
  bar.start(total ?? 0, 0);
  const sum = { accepted: 0, duplicates: 0, ignored: 0, refused: 0, errors: [] as BatchAnswer['errors'][number][] };
  let sent = 0;
  let batch: string[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const answer = await client.postLines<BatchAnswer>('/api/v1/events', batch);
    sum.accepted += answer.accepted;
    sum.duplicates += answer.duplicates;
    sum.ignored += answer.ignored;
    sum.refused += answer.refused;
    sum.errors.push(...answer.errors.map((error) => ({ ...error, line: error.line + sent })));
    sent += batch.length;
    batch = [];
    if (total === null) bar.setTotal(sent);
    bar.update(sent);
  };
  for await (const text of texts) {
    batch.push(lineOf(text, options));
    if (batch.length === linesPerRequest) await flush();
  }
  await flush();
  bar.stop();
  return sum;
}

/** A JSON array is read whole; NDJSON and standard input line by line. */
async function openEvents(source: string): Promise<Events> {
  if (source === '-') return { texts: linesOf(process.stdin), total: null };
  const size = await stat(source).catch((cause: Error) => {
    throw new UserError(`${source} cannot be read: ${cause.message}`, { cause });
  });
  if (!size.isFile()) throw new UserError(`${source} is not a file.`);
  if (!(await startsWithArray(source))) return { texts: linesOf(createReadStream(source)), total: null };
  const events = parseJson(await readFile(source, 'utf8'));
  if (!Array.isArray(events)) throw new UserError(`${source} starts with [ but is not a JSON array.`);
  const texts = (async function* () {
    for (const event of events) yield stringifyJson(event);
  })();
  return { texts, total: events.length };
}

async function startsWithArray(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1_024 })) {
    const text = String(chunk).trimStart();
    if (text !== '') return text.startsWith('[');
  }
  return false;
}

async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
    if (line.trim() !== '') yield line;
}

/** One line of the inlet: the event under `data`, unless it already is an envelope `{data, schema?, id?}`. */
function lineOf(text: string, { schema, idField }: SendOptions): string {
  const event = JSON.parse(text) as Record<string, unknown>;
  if (typeof event.data === 'object' && event.data !== null && schema === undefined) return text;
  const id =
    idField === undefined
      ? undefined
      : idField.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], event);
  const members = [
    ...(schema === undefined ? [] : [`"schema":${JSON.stringify(schema)}`]),
    ...(id === undefined ? [] : [`"id":${JSON.stringify(String(id))}`]),
    `"data":${text}`,
  ];
  return `{${members.join(',')}}`;
}
