/** One broken rule of a refused body: where (dotted path), which rule, in words. */
export interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

interface CatalogueEntry {
  /** The same for every occurrence. */
  readonly title: string;
  readonly family: 'user' | 'operational' | 'bug';
  readonly httpStatus: number;
  readonly retryable: boolean;
}

/** Every way an authoring use case refuses. */
export const authoringErrors = {
  AUTHORING_INVALID: { title: 'The object breaks a rule', family: 'user', httpStatus: 400, retryable: false },
  AUTHORING_NOT_FOUND: { title: 'Not found', family: 'user', httpStatus: 404, retryable: false },
  AUTHORING_REVISION_CONFLICT: { title: 'Changed by somebody else', family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_NAME_TAKEN: { title: 'The name is taken', family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_LOCKED: {
    title: 'The object is in use, this change is not allowed',
    family: 'user',
    httpStatus: 409,
    retryable: false,
  },
  AUTHORING_IN_USE: { title: 'The object is in use', family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_BUILT_IN: { title: 'The object is built in', family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_WRONG_STATUS: { title: 'Not in this status', family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_NOT_LATEST: { title: 'Not the latest version', family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_NOT_CONFIRMED: { title: 'Not confirmed', family: 'user', httpStatus: 400, retryable: false },
  AUTHORING_LIVE_QUOTA: {
    title: 'The quota of live journeys is reached',
    family: 'user',
    httpStatus: 409,
    retryable: false,
  },
  AUTHORING_JOURNEY_INVALID: { title: 'The journey has errors', family: 'user', httpStatus: 422, retryable: false },
  AUTHORING_SECRET_MISSING: { title: 'A secret is missing', family: 'user', httpStatus: 400, retryable: false },
  AUTHORING_SECRET_UNREADABLE: {
    title: 'A stored secret cannot be read',
    family: 'bug',
    httpStatus: 500,
    retryable: false,
  },
} as const satisfies Record<string, CatalogueEntry>;

export type AuthoringErrorCode = keyof typeof authoringErrors;

/** What a refusal carries besides its text. */
export interface AuthoringErrorDetails {
  /** The broken rules; for AUTHORING_IN_USE the journeys that use the object. */
  readonly errors?: readonly Problem[];
  readonly cause?: unknown;
}

/** The one error that authoring throws on purpose; decisions read `code`, never the text. */
export class AuthoringError extends Error {
  readonly code: AuthoringErrorCode;
  readonly family: CatalogueEntry['family'];
  readonly httpStatus: number;
  readonly retryable: boolean;
  readonly title: string;
  readonly errors: readonly Problem[];

  constructor(code: AuthoringErrorCode, message: string, details: AuthoringErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'AuthoringError';
    this.code = code;
    const { title, family, httpStatus, retryable } = authoringErrors[code];
    this.title = title;
    this.family = family;
    this.httpStatus = httpStatus;
    this.retryable = retryable;
    this.errors = details.errors ?? [];
  }
}
