import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { csvParse } from 'd3-dsv';
import { dataPath } from './flights.ts';
import { behaviourFor } from './service-behaviour.ts';

/** The client the journey's custom authentication signs in as. */
export const sampleClient = { id: 'cairn-sample', secret: 'only-for-the-sample' } as const;

export interface ServiceOptions {
  /** 0 = any free port of 127.0.0.1. */
  readonly port: number;
  /** Requests accepted in any one second, over all paths that need a token; more answer 429 with Retry-After. */
  readonly maxPerSecond: number;
}

/** What the service has seen, for comparison with what Cairn believes. */
export interface ServiceStats {
  readonly tokens: number;
  readonly weatherLookUps: number;
  /** Per path: calls by distinct Idempotency-Key, those that succeeded, those with a try answered 500, and tries. */
  readonly paths: Readonly<Record<string, PathStats>>;
}
export interface PathStats {
  readonly succeeded: number;
  readonly calls: number;
  readonly failedOnceOrMore: number;
  readonly tries: number;
  /** Answered 429. */
  readonly limitedTries: number;
}

interface Ledger {
  readonly tries: Map<string, number>;
  readonly succeeded: Set<string>;
  /** Calls with a try that was answered 500. */
  readonly failed: Set<string>;
  limitedTries: number;
}

const tokenLifeSeconds = 3_600;
const longestBody = 64 * 1_024;

/**
 * A small compensation service that behaves like a real one: a token endpoint (client credentials, form or JSON), two
 * POST resources that honour Idempotency-Key, a GET on the weather of 2012 to 2015, some 500s, some slow answers, and a
 * limit per second. `GET /stats` tells what it has seen.
 */
export class CompensationService {
  readonly #options: ServiceOptions;
  readonly #server: Server;
  readonly #tokens = new Set<string>();
  readonly #ledgers = new Map<string, Ledger>();
  readonly #weather = loadWeather();
  #second = 0;
  #usedInSecond = 0;
  #weatherLookUps = 0;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#route(request, response).catch((error: Error) => answer(response, 400, { error: error.message }));
    });
    this.#server.keepAliveTimeout = 30_000;
  }

  /** Resolves with the base URL once it listens. */
  async start(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#options.port, '127.0.0.1', resolve);
    });
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get stats(): ServiceStats {
    const paths = [...this.#ledgers].map(([path, ledger]): [string, PathStats] => [
      path,
      {
        succeeded: ledger.succeeded.size,
        calls: ledger.tries.size,
        failedOnceOrMore: ledger.failed.size,
        tries: [...ledger.tries.values()].reduce((sum, tries) => sum + tries, 0),
        limitedTries: ledger.limitedTries,
      },
    ]);
    return { tokens: this.#tokens.size, weatherLookUps: this.#weatherLookUps, paths: Object.fromEntries(paths) };
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://service');
    const route = `${request.method} ${url.pathname}`;
    if (route === 'GET /stats') return answer(response, 200, this.stats);
    if (route === 'POST /oauth/token') return this.#issueToken(await readBody(request), response);
    if (route === 'GET /v1/weather') return this.#answerWeather(url, response);
    if (route === 'POST /v1/compensations' || route === 'POST /v1/messages') {
      return this.#accept(url.pathname, request, response);
    }
    return answer(response, 404, { error: `there is nothing at ${route}` });
  }

  #issueToken(body: string, response: ServerResponse): void {
    const form = new URLSearchParams(body);
    if (form.get('client_id') !== sampleClient.id || form.get('client_secret') !== sampleClient.secret) {
      return answer(response, 401, { error: 'invalid_client' });
    }
    const token = randomBytes(24).toString('base64url');
    this.#tokens.add(token);
    return answer(response, 200, { access_token: token, token_type: 'Bearer', expires_in: tokenLifeSeconds });
  }

  #answerWeather(url: URL, response: ServerResponse): void {
    this.#weatherLookUps += 1;
    const day = this.#weather.get(`${url.searchParams.get('city')}|${url.searchParams.get('date')}`);
    answer(response, 200, day ?? { weather: 'unknown', temperatureMax: null, precipitation: null });
  }

  async #accept(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = String(request.headers['idempotency-key'] ?? '');
    const ledger = this.#ledgerOf(path);
    const text = await readBody(request);
    if (!this.#tokens.has((request.headers.authorization ?? '').replace(/^Bearer /, ''))) {
      return answer(response, 401, { error: 'a bearer token of /oauth/token is needed' });
    }
    if (key === '') return answer(response, 400, { error: 'the header Idempotency-Key is needed' });
    const tries = (ledger.tries.get(key) ?? 0) + 1;
    ledger.tries.set(key, tries);
    if (!this.#hasRoom()) {
      ledger.limitedTries += 1;
      response.setHeader('Retry-After', '1');
      return answer(response, 429, { error: 'too many requests in this second' });
    }
    const { passengerId = '' } = JSON.parse(text) as { passengerId?: string };
    return this.#serve(path, passengerId, key, tries, ledger, response);
  }

  #serve(
    path: string,
    passengerId: string,
    key: string,
    tries: number,
    ledger: Ledger,
    response: ServerResponse,
  ): void {
    const behaviour = behaviourFor(passengerId);
    // Messages always arrive: only compensations are unreliable, as with a busy back office.
    const isUnreliable = path === '/v1/compensations';
    const reply = (): void => {
      if (isUnreliable && (behaviour.failsAlways || (behaviour.failsOnce && tries === 1))) {
        ledger.failed.add(key);
        return answer(response, 500, { error: 'the booking system did not answer' });
      }
      ledger.succeeded.add(key);
      return answer(response, 201, { reference: `C-${passengerId}`, status: 'accepted' });
    };
    if (isUnreliable && behaviour.latencyMs > 0) setTimeout(reply, behaviour.latencyMs);
    else reply();
  }

  #hasRoom(): boolean {
    const second = Math.floor(Date.now() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#usedInSecond = 0;
    }
    this.#usedInSecond += 1;
    return this.#usedInSecond <= this.#options.maxPerSecond;
  }

  #ledgerOf(path: string): Ledger {
    const known = this.#ledgers.get(path);
    if (known) return known;
    const ledger: Ledger = { tries: new Map(), succeeded: new Set(), failed: new Set(), limitedTries: 0 };
    this.#ledgers.set(path, ledger);
    return ledger;
  }
}

/** `city|YYYY-MM-DD` -> the day's weather. */
function loadWeather(): ReadonlyMap<string, object> {
  const days = csvParse(readFileSync(dataPath('weather.csv'), 'utf8'));
  return new Map(
    days.map((day) => [
      `${day.location}|${day.date}`,
      { weather: day.weather, temperatureMax: Number(day.temp_max), precipitation: Number(day.precipitation) },
    ]),
  );
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > longestBody) throw new Error(`the body is longer than ${longestBody} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
