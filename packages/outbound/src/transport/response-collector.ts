import type { Dispatcher } from 'undici';
import { OutboundError } from '../outbound-error.ts';
import type { Answer } from './wire-request.ts';

type Done = (error: unknown, answer: Answer | null) => void;

/**
 * Gathers one response, up to `maxBytes` of body. Exceeding it, or `abort`, closes the connection at once.
 * undici calls it in the order start, response start, data, end or error; a request still in the queue when it is
 * aborted is stopped as soon as it would start, and never reaches the wire.
 */
export class ResponseCollector implements Dispatcher.DispatchHandler {
  readonly #host: string;
  readonly #maxBytes: number;
  readonly #done: Done;
  #controller: Dispatcher.DispatchController | null = null;
  #aborted: Error | null = null;
  #status = 0;
  #headers: Answer['headers'] = {};
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(host: string, maxBytes: number, done: Done) {
    this.#host = host;
    this.#maxBytes = maxBytes;
    this.#done = done;
  }

  abort(error: Error): void {
    this.#aborted = error;
    this.#chunks = [];
    this.#controller?.abort(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#aborted) controller.abort(this.#aborted);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    if (Number(headers['content-length'] ?? 0) > this.#maxBytes) this.#refuseSize();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.byteLength;
    if (this.#bytes > this.#maxBytes) return this.#refuseSize();
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#done(null, { status: this.#status, headers: this.#headers, body: this.#text() });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#done(error, null);
  }

  #refuseSize(): void {
    this.abort(new OutboundError('OUTBOUND_RESPONSE_TOO_LARGE', { host: this.#host, limit: this.#maxBytes }));
  }

  #text(): string {
    const [first] = this.#chunks;
    if (!first) return '';
    return (this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks)).toString('utf8');
  }
}
