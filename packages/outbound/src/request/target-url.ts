import { OutboundError } from '../outbound-error.ts';

/** The static part of a target's address, taken apart once. */
export interface TargetUrl {
  readonly origin: string;
  /** Host and port. */
  readonly host: string;
  readonly pathname: string;
  /** Query written into the static URL, without `?`; usually empty. */
  readonly query: string;
}

/** Throws OUTBOUND_URL_INVALID. */
export function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (!url) throw new OutboundError('OUTBOUND_URL_INVALID');
  return url;
}

export function targetUrl(url: URL): TargetUrl {
  return { origin: url.origin, host: url.host, pathname: url.pathname, query: url.search.slice(1) };
}

/**
 * The static path with a computed one behind it, joined by exactly one slash. Every segment is URL-encoded as data
 * (`%2e`, `?`, `#`, backslashes included), so it cannot change the host; the two segments that no encoding can keep
 * from being read as steps, `.` and `..`, throw OUTBOUND_PATH_INVALID. Leading slashes are dropped.
 */
export function joinPath(staticPath: string, computed: string | null): string {
  const relative = computed === null ? '' : computed.replace(/^\/+/, '');
  if (relative === '') return staticPath;
  const segments = relative.split('/').map(encodeSegment);
  return `${staticPath.endsWith('/') ? staticPath : `${staticPath}/`}${segments.join('/')}`;
}

function encodeSegment(segment: string): string {
  if (segment === '.' || segment === '..') throw new OutboundError('OUTBOUND_PATH_INVALID');
  return encodeText(segment);
}

/** One `name=value`, URL-encoded (space as `%20`). */
export function encodeParameter(name: string, value: string): string {
  return `${encodeText(name)}=${encodeText(value)}`;
}

function encodeText(text: string): string {
  // Lone surrogates, which encodeURIComponent refuses, become U+FFFD as in any UTF-8 text.
  return encodeURIComponent(text.toWellFormed());
}

/** Joins encoded query parts, leaving out empty ones. */
export function joinQuery(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('&');
}
