/** Who must act: the author of the target (`user`), nobody, it will pass (`operational`), or us (`bug`). */
export type ErrorFamily = 'user' | 'operational' | 'bug';

type Params = Readonly<Record<string, string | number>>;

interface ErrorEntry {
  readonly family: ErrorFamily;
  /** Whether the pipeline may try again inside the deadline. */
  readonly retryable: boolean;
  readonly message: (params: Params) => string;
}

const entry = (family: ErrorFamily, retryable: boolean, message: (params: Params) => string): ErrorEntry => ({
  family,
  retryable,
  message,
});

/**
 * Everything that can go wrong on the way out. Messages name hosts, statuses, field names and foreign error codes,
 * never a secret, a computed value, a path or a body: they are stored with the instance and shown to people.
 */
export const outboundErrors = {
  OUTBOUND_TARGET_MISSING: entry('user', false, () => 'The action or data source of this call no longer exists.'),
  OUTBOUND_GROUP_MISSING: entry('user', false, (p) => `The data source has no field group ${p.group}.`),
  OUTBOUND_URL_INVALID: entry(
    'user',
    false,
    () => 'The URL is not a valid http or https address without user and password; correct it in the configuration.',
  ),
  OUTBOUND_ADDRESS_REFUSED: entry(
    'user',
    false,
    (p) =>
      `${p.host} is refused: ${p.reason}. Use a public host name on port 80 or 443, or have the operator allow it.`,
  ),
  OUTBOUND_PATH_INVALID: entry(
    'user',
    false,
    () => 'The computed path holds a "." or ".." segment, which would leave the static URL; correct the expression.',
  ),
  OUTBOUND_HEADER_INVALID: entry(
    'user',
    false,
    (p) =>
      `Header ${p.name} is not valid: names are RFC 7230 tokens, values may not hold line breaks or control codes.`,
  ),
  OUTBOUND_REQUEST_INVALID: entry('user', false, (p) => `The request to ${p.host} is not valid HTTP (${p.cause}).`),
  OUTBOUND_AUTHENTICATION_INVALID: entry('user', false, (p) => `The authentication is incomplete: ${p.member}.`),
  OUTBOUND_TOKEN_REFUSED: entry('operational', true, (p) => `The token endpoint ${p.host} failed: ${p.reason}`),
  OUTBOUND_TOKEN_ABSENT: entry(
    'user',
    false,
    (p) => `The answer of the token endpoint ${p.host} holds no token at ${p.place}.`,
  ),
  OUTBOUND_CAPPED: entry(
    'operational',
    false,
    (p) => `The call was not made: the limit of ${p.limit} calls per ${p.windowMs} ms is used up.`,
  ),
  OUTBOUND_TIMED_OUT: entry('operational', false, (p) => `No success within the deadline of ${p.timeoutMs} ms.`),
  OUTBOUND_CANCELLED: entry('operational', false, () => 'The call was cut short because the worker is stopping.'),
  OUTBOUND_HTTP_STATUS: entry('operational', true, (p) => `${p.host} answered ${p.status}.`),
  OUTBOUND_CONNECTION_FAILED: entry('operational', true, (p) => `The connection to ${p.host} failed (${p.cause}).`),
  OUTBOUND_RESPONSE_TOO_LARGE: entry(
    'user',
    false,
    (p) => `The answer of ${p.host} is larger than the limit of ${p.limit} bytes.`,
  ),
  OUTBOUND_INTERNAL: entry('bug', false, () => 'The call failed for a reason that was not foreseen; see the log.'),
} as const satisfies Record<string, ErrorEntry>;

export type OutboundErrorCode = keyof typeof outboundErrors;

interface OutboundErrorOptions {
  readonly cause?: unknown;
  /** Overrides the catalogue where the situation decides, such as a status that is never retried. */
  readonly retryable?: boolean;
}

/** A failure of the way out; `code`, `family` and `retryable` decide, the message is for people. */
export class OutboundError extends Error {
  override readonly name: string = 'OutboundError';
  readonly code: OutboundErrorCode;
  readonly family: ErrorFamily;
  readonly retryable: boolean;

  constructor(code: OutboundErrorCode, params: Params = {}, options: OutboundErrorOptions = {}) {
    const known = outboundErrors[code];
    super(known.message(params), { cause: options.cause });
    this.code = code;
    this.family = known.family;
    this.retryable = options.retryable ?? known.retryable;
  }
}
