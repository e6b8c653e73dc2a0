import { SingleBar } from 'cli-progress';
import { ApiClient } from '../client/api-client.ts';
import { UserError } from '../user-error.ts';
import { type Events, openEvents } from './read-events.ts';

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
  readonly errors: readonly RefusedLine[];
}
interface RefusedLine {
  readonly line: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

const linesPerRequest = 500;
const shownErrors = 20;

/** Sends one event given as JSON text, or every event of a file, and prints what became of them. */
export async function send(source: string, options: SendOptions): Promise<void> {
  const client = ApiClient.fromEnvironment();
  if (source.trimStart().startsWith('{')) {
    const answer = await client.postText<object>('/api/v1/events', lineOf(source, 'The event', options));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    return;
  }
  const { accepted, duplicates, ignored, refused, errors } = await sendAll(client, await openEvents(source), options);
  process.stdout.write(`${accepted} accepted, ${duplicates} duplicates, ${ignored} ignored, ${refused} refused\n`);
  if (ignored > 0)
    process.stdout.write('  ignored: they satisfy no event; look at --schema and at the rules of the events\n');
  for (const refusedLine of errors.slice(0, shownErrors)) process.stdout.write(describe(refusedLine));
  if (refused > 0) process.exitCode = 1;
}

function describe({ line, detail, errors = [] }: RefusedLine): string {
  const rules = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return `  event ${line}: ${rules === '' ? detail : rules}\n`;
}

/** Batch after batch: the next one is sent when the one before is stored. */
async function sendAll(client: ApiClient, { texts, total }: Events, options: SendOptions): Promise<BatchAnswer> {
  const bar = new SingleBar({ format: barFormat, stream: process.stderr, clearOnComplete: true });
  bar.start(total ?? 0, 0);
  let sum: BatchAnswer = { accepted: 0, duplicates: 0, ignored: 0, refused: 0, errors: [] };
  let sent = 0;
  try {
    for await (const batch of batchesOf(texts, options)) {
      sum = add(sum, await sendBatch(client, batch, sent), sent);
      sent += batch.length;
      if (total === null) bar.setTotal(sent);
      bar.update(sent);
    }
  } finally {
    bar.stop();
  }
  return sum;
}

const barFormat = '{bar} {value}/{total} events, {duration_formatted}';

async function* batchesOf(texts: AsyncIterable<string>, options: SendOptions): AsyncGenerator<string[]> {
  let batch: string[] = [];
  let count = 0;
  for await (const text of texts) {
    count += 1;
    batch.push(lineOf(text, `Event ${count}`, options));
    if (batch.length < linesPerRequest) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function sendBatch(client: ApiClient, batch: readonly string[], sentBefore: number): Promise<BatchAnswer> {
  try {
    return await client.postLines<BatchAnswer>('/api/v1/events', batch);
  } catch (error) {
    if (!(error instanceof UserError) || sentBefore === 0) throw error;
    const where = `${sentBefore} events were sent before this; lines are counted from there.`;
    throw new UserError(`${error.message}\n${where}`, { cause: error });
  }
}

function add(sum: BatchAnswer, answer: BatchAnswer, sentBefore: number): BatchAnswer {
  return {
    accepted: sum.accepted + answer.accepted,
    duplicates: sum.duplicates + answer.duplicates,
    ignored: sum.ignored + answer.ignored,
    refused: sum.refused + answer.refused,
    errors: [...sum.errors, ...answer.errors.map((error) => ({ ...error, line: error.line + sentBefore }))],
  };
}

/**
 * One line of the inlet: the event under `data`, unless it already is an envelope `{data, schema?, id?}`. The event's
 * own text is passed on, so that numbers keep all their digits.
 */
function lineOf(text: string, name: string, { schema, idField }: SendOptions): string {
  const event = parseObject(text, name);
  if (typeof event.data === 'object' && event.data !== null && schema === undefined) return text;
  const id = idField === undefined ? undefined : memberAt(event, idField);
  const members = [
    ...(schema === undefined ? [] : [`"schema":${JSON.stringify(schema)}`]),
    ...(id === undefined ? [] : [`"id":${JSON.stringify(String(id))}`]),
    `"data":${text}`,
  ];
  return `{${members.join(',')}}`;
}

function parseObject(text: string, name: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${name} is not JSON: ${(cause as Error).message}`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError(`${name} is not a JSON object.`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function memberAt(event: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>> | null | undefined)?.[name], event);
}
