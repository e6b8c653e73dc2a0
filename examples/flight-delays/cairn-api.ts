/** The public HTTP API of a Cairn, as another system would use it. Every method throws what the server refuses. */
export class CairnApi {
  readonly #address: string;
  readonly #key: string;

  constructor(address: string, key: string) {
    this.#address = address;
    this.#key = key;
  }

  get<Body>(path: string): Promise<Body> {
    return this.#json<Body>('GET', path);
  }

  post<Body>(path: string, body?: unknown): Promise<Body> {
    return this.#json<Body>('POST', path, body === undefined ? undefined : JSON.stringify(body));
  }

  /** All items of a list, page by page. */
  async *list<Item>(path: string): AsyncGenerator<Item> {
    let cursor: string | null = null;
    do {
      const query: URLSearchParams = new URLSearchParams({ limit: '500', ...(cursor === null ? {} : { cursor }) });
      const page: Page<Item> = await this.get<Page<Item>>(`${path}?${query}`);
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  /**
   * Sends events as one request of newline-delimited JSON. When Cairn has enough for now (429 or 503) the same lines
   * are sent again after the seconds it asks for: their ids keep them from counting twice.
   */
  async sendLines(lines: string): Promise<void> {
    for (;;) {
      const answer = await this.#request('POST', '/api/v1/events', lines, 'application/x-ndjson');
      if (answer.status === 202) return void (await answer.arrayBuffer());
      if (answer.status !== 429 && answer.status !== 503) throw await refusal(answer);
      await answer.arrayBuffer();
      const seconds = Number(answer.headers.get('retry-after') ?? 1);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    }
  }

  async #json<Body>(method: string, path: string, body?: string): Promise<Body> {
    const answer = await this.#request(method, path, body, 'application/json');
    if (!answer.ok) throw await refusal(answer);
    return (await answer.json()) as Body;
  }

  #request(method: string, path: string, body: string | undefined, type: string): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.#key}` };
    if (body !== undefined) headers['content-type'] = type;
    return fetch(`${this.#address}${path}`, { method, headers, body });
  }
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

async function refusal(answer: Response): Promise<Error> {
  return new Error(`Cairn answered ${answer.status}: ${await answer.text()}`);
}
