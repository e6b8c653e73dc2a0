/** `user`: fix the request. `operational`: will pass, send again. `bug`: ours, in the log under the request's id. */
export type ErrorFamily = 'user' | 'operational' | 'bug';

/** One code of a package's catalogue. Codes are stable; titles and messages may be reworded. */
export interface CatalogueEntry<Params> {
  readonly family: ErrorFamily;
  readonly httpStatus: number;
  readonly retryable: boolean;
  /** The same for every occurrence. */
  readonly title: string;
  /** What the reader can do about it, for the docs page. */
  readonly remedy: string;
  /** This occurrence: what happened and with which name or bound; never a value somebody sent. */
  message(params: Params): string;
}

function userError<Params>(
  httpStatus: number,
  title: string,
  remedy: string,
  message: (params: Params) => string,
): CatalogueEntry<Params> {
  return { family: 'user', httpStatus, retryable: false, title, remedy, message };
}

function operationalError<Params>(
  httpStatus: number,
  title: string,
  remedy: string,
  message: (params: Params) => string,
): CatalogueEntry<Params> {
  return { family: 'operational', httpStatus, retryable: true, title, remedy, message };
}

/** Every error this package answers by itself. */
export const catalogue = {
  API_VALIDATION: userError(
    400,
    'The request breaks a rule',
    'Each item of `errors` names a field and the rule it breaks. Nothing was stored.',
    ({ where }: { where: string }) => `the ${where} breaks a rule, see errors`,
  ),
  API_BATCH_REFUSED: userError(
    400,
    'No message of the batch can be taken',
    'Each item of `errors` names a message and the rule it breaks. Nothing was stored.',
    (_: Record<string, never>) => 'every message of the batch breaks a rule, see errors',
  ),
  API_MALFORMED_JSON: userError(
    400,
    'The body is not JSON',
    'Send one JSON document in UTF-8 (RFC 8259).',
    ({ reason }: { reason: string }) => `the body is not JSON: ${reason}`,
  ),
  API_NESTING_TOO_DEEP: userError(
    400,
    'The body is nested too deeply',
    'Flatten the document.',
    ({ maxDepth }: { maxDepth: number }) => `the body is nested more than ${maxDepth} levels deep`,
  ),
  API_FORBIDDEN_KEY: userError(
    400,
    'The body holds a forbidden key',
    'Rename the key. `__proto__`, and `prototype` inside `constructor`, are refused wherever they stand.',
    ({ key }: { key: string }) => `the body holds the key ${key}`,
  ),
  API_BAD_REQUEST: userError(
    400,
    'The request is not valid HTTP',
    'Check request line, headers and content length.',
    ({ reason }: { reason: string }) => reason,
  ),
  API_UNAUTHENTICATED: userError(
    401,
    'Sign in first',
    'Sign in, or send an API key as `Authorization: Bearer cairn_...` or `x-api-key`.',
    (_: Record<string, never>) => 'this needs a session or an API key, and the request has no valid one',
  ),
  API_FORBIDDEN: userError(
    403,
    'Not allowed',
    'Ask an administrator for the right, or use a key with the scope.',
    ({ verb, object }: { verb: string; object: string }) => `you may not ${verb} ${object}`,
  ),
  API_FORBIDDEN_ORIGIN: userError(
    403,
    'Not from this page',
    'Sign in from a page of this server, or name the address people use in its settings.',
    (_: Record<string, never>) => 'sign-in was asked for by a page of another origin',
  ),
  API_SIGN_IN_REFUSED: userError(
    401,
    'Sign-in refused',
    'Check email address and password.',
    (_: Record<string, never>) => 'email address or password is wrong, or the session has ended',
  ),
  API_SIGN_IN_SLOWED: {
    family: 'user',
    httpStatus: 429,
    retryable: true,
    title: 'Too many tries to sign in',
    remedy: 'Wait a minute.',
    message: (_: Record<string, never>) => 'too many tries to sign in from this address, wait a minute',
  } satisfies CatalogueEntry<Record<string, never>>,
  API_NOT_FOUND: userError(
    404,
    'Not found',
    'Check the address and the id.',
    ({ what }: { what: string }) => `there is no ${what}`,
  ),
  API_REQUEST_TIMEOUT: userError(
    408,
    'The request came in too slowly',
    'Send the whole request within the time limit.',
    (_: Record<string, never>) => 'the request was not complete within the time limit',
  ),
  API_BODY_TOO_LARGE: userError(
    413,
    'The body is too large',
    'Send less at once. NDJSON has no limit on the whole body, only on each line.',
    ({ maxBytes }: { maxBytes: number }) => `the body is larger than ${maxBytes} bytes`,
  ),
  API_UNSUPPORTED_MEDIA_TYPE: userError(
    415,
    'Unsupported content type',
    'Send `content-type: application/json` (or application/x-ndjson where it says so).',
    (_: Record<string, never>) => 'this route does not take this content type',
  ),
  API_HEADERS_TOO_LARGE: userError(
    431,
    'The headers are too large',
    'Send fewer or shorter headers.',
    (_: Record<string, never>) => 'the headers are larger than the server takes',
  ),
  API_OVERLOADED: operationalError(
    503,
    'The intake queue is full',
    'Send the same again after the seconds in Retry-After; nothing of it was stored.',
    ({ retryAfterSeconds }: { retryAfterSeconds: number }) =>
      `nothing was stored, send again in ${retryAfterSeconds} s`,
  ),
  API_OVERLOADED_PARTWAY: operationalError(
    503,
    'The intake queue stayed full',
    'Send the lines after the named one again, after the seconds in Retry-After.',
    ({ storedLine, retryAfterSeconds }: { storedLine: number; retryAfterSeconds: number }) =>
      `lines up to ${storedLine} are stored, send the rest again in ${retryAfterSeconds} s`,
  ),
  API_TOO_MANY_STREAMS: operationalError(
    503,
    'Too many open streams',
    'Close streams that nobody reads, or come again later.',
    ({ maxStreams }: { maxStreams: number }) => `this process has ${maxStreams} streams open already`,
  ),
  API_RATE_EXCEEDED: operationalError(
    429,
    'The rate limit is reached',
    'Send the same again after the seconds in Retry-After; nothing of it was stored.',
    ({ retryAfterSeconds }: { retryAfterSeconds: number }) =>
      `nothing was stored, send again in ${retryAfterSeconds} s`,
  ),
  API_INTERNAL: {
    family: 'bug',
    httpStatus: 500,
    retryable: true,
    title: 'Something broke on our side',
    remedy: 'Look for the request id in the server log. Sending the same again is safe.',
    message: ({ requestId }: { requestId: string }) => `the server log has the cause under request ${requestId}`,
  } satisfies CatalogueEntry<{ requestId: string }>,
} as const;

export type ApiErrorCode = keyof typeof catalogue;
export type ParamsOf<Code extends ApiErrorCode> = Parameters<(typeof catalogue)[Code]['message']>[0];
