export type HttpMethod = 'GET' | 'POST' | 'PUT';

/** Header names and values in turn, as undici takes them: `[name, value, name, value...]`. */
export type FlatHeaders = readonly string[];

/** One request, ready to be sent but for its credentials. */
export interface WireRequest {
  readonly method: HttpMethod;
  /** `https://host:port`, as URL.origin. */
  readonly origin: string;
  /** Path and query, URL-encoded, starting with `/`. */
  readonly path: string;
  readonly headers: FlatHeaders;
  /** Headers that only the origin of the target may see: dropped when a redirect leads elsewhere. */
  readonly credentialHeaders: FlatHeaders;
  readonly body: string | null;
}

/** What came back: status below 200 never appears; `body` is decoded as UTF-8. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Adds an encoded query (`a=1&b=2`, possibly empty) to a path that may have one already. */
export function withQuery(path: string, query: string): string {
  if (query === '') return path;
  return path + (path.includes('?') ? '&' : '?') + query;
}

/** First value of a response header; name in lower case. */
export function headerValue(answer: Answer, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
