/** One broken rule of a refused body: where (dotted path), which rule, in words. */
export interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

interface CatalogueEntry {
  readonly family: 'user' | 'operational' | 'bug';
  readonly httpStatus: number;
  readonly retryable: boolean;
}

/** Every way an authoring use case refuses. */
export const authoringErrors = {
  AUTHORING_INVALID: { family: 'user', httpStatus: 400, retryable: false },
  AUTHORING_NOT_FOUND: { family: 'user', httpStatus: 404, retryable: false },
  AUTHORING_REVISION_CONFLICT: { family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_NAME_TAKEN: { family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_LOCKED: { family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_IN_USE: { family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_BUILT_IN: { family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_WRONG_STATUS: { family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_NOT_LATEST: { family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_NOT_CONFIRMED: { family: 'user', httpStatus: 400, retryable: false },
  AUTHORING_LIVE_QUOTA: { family: 'user', httpStatus: 409, retryable: false },
  AUTHORING_JOURNEY_INVALID: { family: 'user', httpStatus: 422, retryable: false },
  AUTHORING_SECRET_MISSING: { family: 'user', httpStatus: 400, retryable: false },
  AUTHORING_SECRET_UNREADABLE: { family: 'bug', httpStatus: 500, retryable: false },
} as const satisfies Record<string, CatalogueEntry>;

export type AuthoringErrorCode = keyof typeof authoringErrors;

/** What a refusal carries besides its text. */
export interface AuthoringErrorDetails {
  /** Broken rules, for AUTHORING_INVALID, AUTHORING_LOCKED and AUTHORING_JOURNEY_INVALID. */
  readonly errors?: readonly Problem[];
  /** Further members of the answer, such as the journeys that use an object. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The one error that authoring throws on purpose; decisions read `code`, never the text. */
export class AuthoringError extends Error {
  readonly code: AuthoringErrorCode;
  readonly family: CatalogueEntry['family'];
  readonly httpStatus: number;
  readonly retryable: boolean;
  readonly errors: readonly Problem[];
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: AuthoringErrorCode, message: string, details: AuthoringErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'AuthoringError';
    this.code = code;
    const { family, httpStatus, retryable } = authoringErrors[code];
    this.family = family;
    this.httpStatus = httpStatus;
    this.retryable = retryable;
    this.errors = details.errors ?? [];
    this.members = details.members ?? {};
  }
}
