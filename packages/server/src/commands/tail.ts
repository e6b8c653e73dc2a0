import { EventSourceParserStream } from 'eventsource-parser/stream';
import { ApiClient } from '../client/api-client.ts';
import { moment } from '../client/table.ts';

interface Step {
  readonly at: number;
  readonly key: string;
  readonly nodeName: string;
  readonly nodeType: string;
  readonly stepStatus: string;
  readonly branch?: string;
  readonly instanceStatus?: string;
}

/** Prints step events as they happen, until Ctrl-C. */
export async function tail(options: { readonly key?: string; readonly json?: boolean }): Promise<void> {
  const client = ApiClient.fromEnvironment();
  const ending = new AbortController();
  process.once('SIGINT', () => ending.abort());
  const query = options.key ? `?${new URLSearchParams({ key: options.key })}` : '';
  const stream = await client.stream(`/api/v1/step-events/stream${query}`, ending.signal);
  try {
    const text = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>);
    const messages = text.pipeThrough(new EventSourceParserStream());
    for await (const { data } of messages) {
      process.stdout.write(`${options.json ? data : lineOf(JSON.parse(data) as Step)}
`);
    }
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  }
}

function lineOf(step: Step): string {
  const outcome = step.instanceStatus ? `${step.stepStatus}, ${step.instanceStatus}` : step.stepStatus;
  return `${moment(step.at)}  ${step.key.padEnd(20)}  ${step.nodeName.padEnd(32)}  ${outcome}${step.branch ? `  -> ${step.branch}` : ''}`;
}
