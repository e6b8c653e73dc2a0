import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localKeyFile } from '../composition/local-key.ts';
import { readSettings } from '../settings/settings.ts';
import { UserError } from '../user-error.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly path?: string; readonly message?: string }[];
}

/**
 * A running Cairn as the command line sees it. Address: CAIRN_URL, else the public address of the settings. Key:
 * CAIRN_API_KEY, else the local key in the data directory.
 */
export class ApiClient {
  readonly #baseUrl: string;
  readonly #key: string;

  constructor(baseUrl: string, key: string) {
    this.#baseUrl = baseUrl.replace(/\/$/, '');
    this.#key = key;
  }

  static fromEnvironment(): ApiClient {
    const settings = readSettings(process.env);
    const key = process.env.CAIRN_API_KEY ?? readLocalKey(settings.dataDir);
    return new ApiClient(process.env.CAIRN_URL ?? settings.publicUrl, key);
  }

  async get<Body>(path: string): Promise<Body> {
    return (await this.#request('GET', path)).json() as Promise<Body>;
  }

  /** All items of a list, page by page. */
  async *list<Item>(path: string, query: Readonly<Record<string, string>> = {}): AsyncGenerator<Item> {
    let cursor: string | null = null;
    do {
      const all: URLSearchParams = new URLSearchParams({ limit: '100', ...query, ...(cursor ? { cursor } : {}) });
      const page: Page<Item> = await this.get<Page<Item>>(`${path}?${all}`);
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  post<Body>(path: string, body?: unknown): Promise<Body> {
    return this.postText(path, body === undefined ? undefined : JSON.stringify(body));
  }

  /** @param json sent as it is, so that numbers keep all their digits. */
  async postText<Body>(path: string, json: string | undefined): Promise<Body> {
    return (await this.#request('POST', path, json)).json() as Promise<Body>;
  }

  /** One request of newline-delimited JSON. */
  async postLines<Body>(path: string, lines: readonly string[]): Promise<Body> {
    const answer = await this.#request('POST', path, `${lines.join('\n')}\n`, 'application/x-ndjson');
    return answer.json() as Promise<Body>;
  }

  /** An open stream of server-sent events; ends with the signal. */
  async stream(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const answer = await this.#request('GET', path, undefined, undefined, signal);
    if (!answer.body) throw new UserError('the server sent no stream');
    return answer.body;
  }

  async #request(
    method: string,
    path: string,
    body?: string,
    type = 'application/json',
    signal?: AbortSignal,
  ): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.#key}` };
    if (body !== undefined) headers['content-type'] = type;
    const answer = await fetch(`${this.#baseUrl}${path}`, { method, headers, body, signal }).catch((cause: Error) => {
      if (signal?.aborted) throw cause;
      throw new UserError(`No Cairn answers at ${this.#baseUrl}. Start one with npm start, or set CAIRN_URL.`, {
        cause,
      });
    });
    if (!answer.ok) throw new UserError(await describe(answer));
    return answer;
  }
}

async function describe(answer: Response): Promise<string> {
  const problem = (await answer.json().catch(() => ({}))) as Problem;
  const lines = [
    `${answer.status} ${problem.title ?? answer.statusText}${problem.detail ? `: ${problem.detail}` : ''}`,
  ];
  for (const { path, message = '' } of problem.errors ?? []) lines.push(`  ${path ? `${path}: ` : ''}${message}`);
  if (answer.status === 401)
    lines.push('Set CAIRN_API_KEY, or run this in the folder whose data directory Cairn uses.');
  return lines.join('\n');
}

function readLocalKey(dataDir: string): string {
  try {
    return readFileSync(join(dataDir, localKeyFile), 'utf8').trim();
  } catch {
    throw new UserError(
      `There is no API key: set CAIRN_API_KEY, or start Cairn once so that it leaves one in ${dataDir}.`,
    );
  }
}
