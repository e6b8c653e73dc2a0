import { EventSourceParserStream } from 'eventsource-parser/stream';
import { ApiClient } from '../client/api-client.ts';
import { moment, onOneLine } from '../client/table.ts';
import { UserError } from '../user-error.ts';
import { findVersion } from './find-version.ts';

interface Step {
  readonly at: number;
  readonly key: string;
  readonly nodeName: string;
  readonly nodeType: string;
  readonly stepStatus: string;
  readonly branch?: string;
  readonly instanceStatus?: string;
  readonly details?: { readonly reason?: string };
}

export interface TailOptions {
  readonly key?: string;
  readonly journey?: string;
  readonly json?: boolean;
}

/** Prints step events as they happen, until Ctrl-C. */
export async function tail(options: TailOptions): Promise<void> {
  const client = ApiClient.fromEnvironment();
  const ending = new AbortController();
  process.once('SIGINT', () => ending.abort());
  const versionId = options.journey === undefined ? undefined : (await findVersion(client, options.journey)).id;
  const query = versionId === undefined ? '' : `?${new URLSearchParams({ versionId })}`;
  try {
    const stream = await client.stream(`/api/v1/step-events/stream${query}`, ending.signal);
    for await (const data of messagesOf(stream)) {
      const step = JSON.parse(data) as Step;
      if (options.key !== undefined && step.key !== options.key) continue;
      process.stdout.write(`${options.json ? data : lineOf(step)}\n`);
    }
  } catch (cause) {
    if (ending.signal.aborted) return;
    if (cause instanceof UserError) throw cause;
    throw new UserError(`The connection to Cairn broke: ${(cause as Error).message}.`, { cause });
  }
  if (!ending.signal.aborted) throw new UserError('Cairn closed the stream: it is stopping.');
}

async function* messagesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const text = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>);
  for await (const { data } of text.pipeThrough(new EventSourceParserStream())) yield data;
}

function lineOf(step: Step): string {
  const outcome = step.instanceStatus ? `${step.stepStatus}, ${step.instanceStatus}` : step.stepStatus;
  const branch = step.branch ? `  -> ${step.branch}` : '';
  const reason = step.details?.reason ? `  (${step.details.reason})` : '';
  return onOneLine(
    `${moment(step.at)}  ${step.key.padEnd(20)}  ${step.nodeName.padEnd(32)}  ${outcome}${branch}${reason}`,
  );
}
