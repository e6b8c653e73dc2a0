import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Behaviour, perform } from './behaviour.ts';
import { type RecordedRequest, recordRequest } from './recorded-request.ts';

export interface EndpointOptions {
  /** Port of 127.0.0.1; default a free one. */
  readonly port?: number;
  /** Whether every request is kept for `requests()`; benches only count. Default true. */
  readonly keepsRequests?: boolean;
}

/** Starts an endpoint; `close()` it at the end. */
export async function startEndpoint(options: EndpointOptions = {}): Promise<Endpoint> {
  const endpoint = new Endpoint(options.keepsRequests ?? true);
  await endpoint.listen(options.port ?? 0);
  return endpoint;
}

interface Script {
  readonly behaviours: readonly Behaviour[];
  served: number;
}

/**
 * A real HTTP server on loopback that behaves as badly as it is told, path by path, and writes down all it received.
 * A path without a script answers 404.
 */
export class Endpoint {
  readonly #server: Server;
  readonly #keepsRequests: boolean;
  readonly #scripts = new Map<string, Script>();
  readonly #requests: RecordedRequest[] = [];
  readonly #countByKey = new Map<string, number>();
  #received = 0;
  #mostConnections = 0;
  #connections = 0;
  #waiters: { readonly count: number; readonly resolve: () => void }[] = [];
  #held: (() => void)[] = [];

  constructor(keepsRequests: boolean) {
    this.#keepsRequests = keepsRequests;
    this.#server = createServer((message, response) => void this.#serve(message, response));
    this.#server.on('connection', (socket) => this.#countConnection(socket));
  }

  /** Requests received in all. */
  get received(): number {
    return this.#received;
  }

  /** The largest number of connections open at one time. */
  get mostConnections(): number {
    return this.#mostConnections;
  }

  /** `127.0.0.1:port`, as the setting of allowed hosts takes it. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  url(path: string): string {
    return `http://${this.host}${path}`;
  }

  /** What requests to a path get, in order; the last behaviour repeats. A path that ends in `*` stands for all below it. */
  script(path: string, ...behaviours: readonly Behaviour[]): void {
    this.#scripts.set(path, { behaviours, served: 0 });
  }

  /** Requests in the order they came, of one path or all. */
  requests(path?: string): readonly RecordedRequest[] {
    return path === undefined ? this.#requests : this.#requests.filter((request) => request.path === path);
  }

  /** How often each Idempotency-Key came. */
  countsByKey(): ReadonlyMap<string, number> {
    return this.#countByKey;
  }

  /** Resolves as soon as so many requests have come in all. */
  untilReceived(count: number): Promise<void> {
    if (this.#received >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ count, resolve }));
  }

  /** Lets all held answers go. */
  release(): void {
    for (const letGo of this.#held.splice(0)) letGo();
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }

  /** Ends every connection, answered or not. */
  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const request = await recordRequest(message);
      const behaviour = this.#nextBehaviour(request.path);
      this.#record(request);
      if (behaviour) await perform(behaviour, request, response, () => this.#gate());
      else response.writeHead(404).end();
    } catch {
      // The caller went away in the middle: nobody is left to answer.
      response.destroy();
    }
  }

  #countConnection(socket: Socket): void {
    this.#connections += 1;
    this.#mostConnections = Math.max(this.#mostConnections, this.#connections);
    socket.once('close', () => {
      this.#connections -= 1;
    });
  }

  #nextBehaviour(path: string): Behaviour | undefined {
    const script = this.#scripts.get(path) ?? this.#scriptAbove(path);
    if (!script) return undefined;
    const behaviour = script.behaviours[Math.min(script.served, script.behaviours.length - 1)];
    script.served += 1;
    return behaviour;
  }

  #scriptAbove(path: string): Script | undefined {
    for (const [pattern, script] of this.#scripts) {
      if (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1))) return script;
    }
    return undefined;
  }

  #record(request: RecordedRequest): void {
    this.#received += 1;
    if (this.#keepsRequests) this.#requests.push(request);
    const key = request.headers['idempotency-key'];
    if (typeof key === 'string') this.#countByKey.set(key, (this.#countByKey.get(key) ?? 0) + 1);
    this.#waiters = this.#waiters.filter(({ count, resolve }) => {
      const isMet = this.#received >= count;
      if (isMet) resolve();
      return !isMet;
    });
  }

  #gate(): Promise<void> {
    return new Promise((resolve) => this.#held.push(resolve));
  }
}
