import { OutboundError } from '../outbound-error.ts';
import { type Answer, type FlatHeaders, headerValue, type WireRequest } from './wire-request.ts';

/** Redirects followed for one request; the next one is the answer. */
export const maxRedirects = 5;

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
/** Describe a body, so they go with it. */
const bodyHeaders = new Set(['content-type', 'content-encoding', 'content-language', 'content-location', 'charset']);

/** Where an answer sends us: null when it does not redirect. Throws OUTBOUND_URL_INVALID for a broken Location. */
export function redirectUrl(request: WireRequest, answer: Answer): URL | null {
  if (!redirectStatuses.has(answer.status)) return null;
  const location = headerValue(answer, 'location');
  if (location === undefined) return null;
  const url = URL.parse(location, request.origin + request.path);
  if (!url) throw new OutboundError('OUTBOUND_URL_INVALID');
  return url;
}

/**
 * The request after a redirect (RFC 9110, section 15.4): 303 becomes GET; 301 and 302 turn POST into GET, as user
 * agents do, and keep PUT; 307 and 308 keep method and body. Credentials stay behind when the origin changes.
 */
export function redirectedRequest(request: WireRequest, status: number, url: URL): WireRequest {
  const becomesGet = status === 303 || ((status === 301 || status === 302) && request.method === 'POST');
  return {
    method: becomesGet ? 'GET' : request.method,
    origin: url.origin,
    path: url.pathname + url.search,
    headers: becomesGet ? withoutHeaders(request.headers, bodyHeaders) : request.headers,
    credentialHeaders: url.origin === request.origin ? request.credentialHeaders : [],
    body: becomesGet ? null : request.body,
  };
}

function withoutHeaders(headers: FlatHeaders, names: ReadonlySet<string>): FlatHeaders {
  return headers.filter((_, index) => !names.has(headers[index - (index % 2)]?.toLowerCase() ?? ''));
}
