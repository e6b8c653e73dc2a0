import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { TestDatabase } from '@cairn/testkit';
import { pino } from 'pino';
import { type Cairn, startCairn } from '../../packages/server/src/composition/cairn.ts';
import { readSettings } from '../../packages/server/src/settings/settings.ts';
import { until } from './until.ts';

/** What came back for a request. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the route answers and compares it.
  json(): any;
}

export interface Sending {
  /** Sent as JSON, unless it is a text or bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default the operator's key; null sends none. */
  readonly key?: string | null;
}

/** A whole Cairn in this process, from nothing, spoken to over real HTTP. Keeps every answer and every line of its log. */
export class LiveCairn implements AsyncDisposable {
  readonly answers: string[] = [];
  readonly log: string[];
  readonly cairn: Cairn;
  readonly #parts: AsyncDisposableStack;

  private constructor(cairn: Cairn, log: string[], parts: AsyncDisposableStack) {
    this.cairn = cairn;
    this.log = log;
    this.#parts = parts;
  }

  /**
   * Hosts below `corp.example` are internal to the operator.
   * @param allowedHosts Private addresses that actions and data sources may call.
   */
  static async start(fresh: () => Promise<TestDatabase>, allowedHosts: readonly string[]): Promise<LiveCairn> {
    await using parts = new AsyncDisposableStack();
    const database = parts.adopt(await fresh(), (opened) => opened.close());
    const dataDir = parts.adopt(newDirectory(), (made) => rmSync(made, { recursive: true, force: true }));
    const settings = readSettings({
      CAIRN_DATA_DIR: dataDir,
      // Sign-in compares the page's origin with the address of the settings, so the port has to be known before.
      CAIRN_PORT: String(await freePort()),
      CAIRN_SAMPLE: 'off',
      CAIRN_ALLOWED_HOSTS: allowedHosts.join(','),
      CAIRN_INTERNAL_HOSTS: '.corp.example',
      DATABASE_URL: database.url ?? '',
    });
    const log: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line) => void log.push(line) });
    const cairn = await startCairn({ settings, logger });
    parts.defer(() => cairn.stop());
    return new LiveCairn(cairn, log, parts.move());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#parts.disposeAsync();
  }

  get address(): string {
    return this.cairn.address ?? '';
  }

  async send(method: string, path: string, { body, headers, key = this.cairn.localKey }: Sending = {}): Promise<Reply> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const answer = await fetch(`${this.address}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...headers,
      },
      ...(body !== undefined && { body: isRaw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    this.answers.push(text);
    return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) };
  }

  /** Makes an object and returns its id; rejects with the problem when it is refused. */
  async create(path: string, body: object, sending: Sending = {}): Promise<string> {
    const reply = await this.send('POST', path, { ...sending, body });
    if (reply.status !== 201) throw new Error(`${path} answered ${reply.status}: ${reply.text}`);
    return reply.json().id;
  }

  /** Reads a list until the condition holds for it. */
  async listUntil<Item>(what: string, path: string, isMet: (items: readonly Item[]) => boolean, sending: Sending = {}) {
    let items: readonly Item[] = [];
    await until(what, async () => {
      items = (await this.send('GET', path, sending)).json().items;
      return isMet(items);
    });
    return items;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function newDirectory(): string {
  const cache = resolve(import.meta.dirname, '../../.cache');
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(join(cache, 'story-'));
}
