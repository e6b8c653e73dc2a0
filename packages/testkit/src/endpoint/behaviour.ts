import type { ServerResponse } from 'node:http';
import type { RecordedRequest } from './recorded-request.ts';

/** A complete answer. */
export interface ScriptedAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless `body` is given. Default `{}`. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string;
  /** Time before the answer, on the clock of the machine: for benches and samples. Default 0. */
  readonly delayMs?: number;
}

/** What the endpoint does with a request. */
export type Behaviour =
  | { readonly kind: 'answer'; readonly answer: ScriptedAnswer }
  /** The answer depends on the request, as that of a token endpoint does. */
  | { readonly kind: 'respond'; readonly respond: (request: RecordedRequest) => ScriptedAnswer }
  /** Answers when the test says `release()`. */
  | { readonly kind: 'hold'; readonly answer: ScriptedAnswer }
  /** Accepts the request and never says anything. */
  | { readonly kind: 'silence' }
  /** A status line, then header after header and no end: one every `intervalMs`. */
  | { readonly kind: 'endlessHeaders'; readonly intervalMs: number }
  /** A body of which every `intervalMs` some bytes come, without end. */
  | { readonly kind: 'endlessBody'; readonly intervalMs: number }
  /** So many bytes, with or without a Content-Length that says so. */
  | { readonly kind: 'largeBody'; readonly bytes: number; readonly isAnnounced: boolean }
  /** Cuts the connection with a TCP reset before any answer. */
  | { readonly kind: 'reset' }
  /** Answers with something that is not HTTP. */
  | { readonly kind: 'garbage' };

export const answer = (scripted: ScriptedAnswer = {}): Behaviour => ({ kind: 'answer', answer: scripted });
export const status = (code: number, headers?: Readonly<Record<string, string>>): Behaviour =>
  answer({ status: code, headers });
export const respond = (make: (request: RecordedRequest) => ScriptedAnswer): Behaviour => ({
  kind: 'respond',
  respond: make,
});
export const hold = (scripted: ScriptedAnswer = {}): Behaviour => ({ kind: 'hold', answer: scripted });
export const silence = (): Behaviour => ({ kind: 'silence' });
export const endlessHeaders = (intervalMs = 5): Behaviour => ({ kind: 'endlessHeaders', intervalMs });
export const endlessBody = (intervalMs = 5): Behaviour => ({ kind: 'endlessBody', intervalMs });
export const largeBody = (bytes: number, isAnnounced = false): Behaviour => ({ kind: 'largeBody', bytes, isAnnounced });
export const reset = (): Behaviour => ({ kind: 'reset' });
export const garbage = (): Behaviour => ({ kind: 'garbage' });
export const redirect = (location: string, code = 302): Behaviour => status(code, { location });

/** Waits until the test lets held answers go. */
type Gate = () => Promise<void>;

/** Carries a behaviour out on one response. */
export async function perform(
  behaviour: Behaviour,
  request: RecordedRequest,
  response: ServerResponse,
  gate: Gate,
): Promise<void> {
  switch (behaviour.kind) {
    case 'answer':
      return sendAnswer(response, behaviour.answer);
    case 'respond':
      return sendAnswer(response, behaviour.respond(request));
    case 'hold':
      await gate();
      return sendAnswer(response, behaviour.answer);
    case 'silence':
      return;
    case 'endlessHeaders':
      response.socket?.write('HTTP/1.1 200 OK\r\n');
      return drip(response, behaviour.intervalMs, (count) => response.socket?.write(`X-Filler-${count}: x\r\n`));
    case 'endlessBody':
      response.writeHead(200, { 'content-type': 'application/json' });
      return drip(response, behaviour.intervalMs, () => response.write('[1,'));
    case 'largeBody':
      return sendLargeBody(response, behaviour.bytes, behaviour.isAnnounced);
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'garbage':
      response.socket?.end('this is not HTTP\r\n\r\n');
  }
}

function sendAnswer(response: ServerResponse, scripted: ScriptedAnswer): void {
  if (scripted.delayMs) {
    setTimeout(() => sendAnswer(response, { ...scripted, delayMs: 0 }), scripted.delayMs);
    return;
  }
  const body = scripted.body ?? JSON.stringify(scripted.json ?? {});
  response.writeHead(scripted.status ?? 200, { 'content-type': 'application/json', ...scripted.headers });
  response.end(body);
}

function drip(response: ServerResponse, intervalMs: number, write: (count: number) => void): void {
  let count = 0;
  const timer = setInterval(() => write(count++), intervalMs);
  response.once('close', () => clearInterval(timer));
}

async function sendLargeBody(response: ServerResponse, bytes: number, isAnnounced: boolean): Promise<void> {
  const chunk = Buffer.alloc(65_536, 'x');
  response.writeHead(200, isAnnounced ? { 'content-length': String(bytes) } : {});
  for (let left = bytes; left > 0 && !response.destroyed; left -= chunk.byteLength) {
    const hasRoom = response.write(left < chunk.byteLength ? chunk.subarray(0, left) : chunk);
    if (!hasRoom) await drained(response);
  }
  response.end();
}

/** Until there is room to write, or nobody reads any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}
