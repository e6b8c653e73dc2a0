import type { IncomingMessage } from 'node:http';

/** A request as the endpoint received it. */
export interface RecordedRequest {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Path and query as they came over the wire. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** Reads the whole request; rejects when the sender goes away before its end. */
export async function recordRequest(message: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const target = message.url ?? '/';
  const [path = '/', query = ''] = target.split('?', 2);
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    target,
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
    receivedAt: Date.now(),
  };
}
