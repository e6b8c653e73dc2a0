import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The third-party endpoint: takes the action's POST, answers 200 at once, and notes when each person arrived. */
export class Sink {
  readonly #server: Server;
  /** Person number -> `performance.now()` of the first receipt. */
  readonly arrivals = new Map<number, number>();
  /** Receipts beyond the first of a person. */
  repeats = 0;
  #onArrival: () => void = () => {};

  constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.setEncoding('latin1');
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        this.#note(body);
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '2' });
        response.end('{}');
      });
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  start(): Promise<number> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  reset(): void {
    this.arrivals.clear();
    this.repeats = 0;
  }

  /** Resolves once `count` people have arrived; gives up after `quietMs` without any arrival. */
  async waitFor(count: number, quietMs: number): Promise<void> {
    while (this.arrivals.size < count) {
      const hasArrived = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), quietMs);
        this.#onArrival = () => {
          clearTimeout(timer);
          resolve(true);
        };
      });
      if (!hasArrived) return;
    }
  }

  #note(body: string): void {
    const at = body.indexOf('person-');
    const person = Number.parseInt(body.slice(at + 7), 10);
    if (at < 0 || Number.isNaN(person)) throw new Error(`the sink received a body without a person: ${body}`);
    if (this.arrivals.has(person)) this.repeats += 1;
    else this.arrivals.set(person, performance.now());
    this.#onArrival();
  }
}
