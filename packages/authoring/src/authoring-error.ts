/** One broken rule of a refused body: where (dotted path), which rule, in words. */
export interface Problem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

interface CatalogueEntry {
  /** The same for every occurrence. */
  readonly title: string;
  /** What the reader can do about it, for the docs page. */
  readonly remedy: string;
  readonly family: 'user' | 'operational' | 'bug';
  readonly httpStatus: number;
  readonly retryable: boolean;
}

/** Every way an authoring use case refuses. */
export const authoringErrors = {
  AUTHORING_INVALID: {
    title: 'The object breaks a rule',
    remedy: 'Each item of `errors` names a field and the rule it breaks. Nothing was stored.',
    family: 'user',
    httpStatus: 400,
    retryable: false,
  },
  AUTHORING_NOT_FOUND: {
    title: 'Not found',
    remedy: 'Check the id; somebody may have deleted the object.',
    family: 'user',
    httpStatus: 404,
    retryable: false,
  },
  AUTHORING_REVISION_CONFLICT: {
    title: 'Changed by somebody else',
    remedy: 'Read the object again and make the change on its newest revision.',
    family: 'user',
    httpStatus: 409,
    retryable: false,
  },
  AUTHORING_NAME_TAKEN: {
    title: 'The name is taken',
    remedy: 'Choose another name.',
    family: 'user',
    httpStatus: 409,
    retryable: false,
  },
  AUTHORING_LOCKED: {
    title: 'The object is in use, this change is not allowed',
    remedy: '`errors` names what cannot change. Duplicate the object and change the copy.',
    family: 'user',
    httpStatus: 409,
    retryable: false,
  },
  AUTHORING_IN_USE: {
    title: 'The object is in use',
    remedy: '`errors` names the journeys that use it.',
    family: 'user',
    httpStatus: 409,
    retryable: false,
  },
  AUTHORING_BUILT_IN: {
    title: 'The object is built in',
    remedy: 'The profile source belongs to Cairn; only the fields of its group can be chosen.',
    family: 'user',
    httpStatus: 409,
    retryable: false,
  },
  AUTHORING_WRONG_STATUS: {
    title: 'Not in this status',
    remedy: 'Look at the status of the version: somebody may have published, closed or stopped it.',
    family: 'user',
    httpStatus: 409,
    retryable: false,
  },
  AUTHORING_NOT_LATEST: {
    title: 'Not the latest version',
    remedy: 'Use the latest version.',
    family: 'user',
    httpStatus: 409,
    retryable: false,
  },
  AUTHORING_NOT_CONFIRMED: {
    title: 'Not confirmed',
    remedy: 'Send `{"confirm": true}`: this cannot be undone.',
    family: 'user',
    httpStatus: 400,
    retryable: false,
  },
  AUTHORING_LIVE_QUOTA: {
    title: 'The quota of live journeys is reached',
    remedy: 'Close or stop a journey, or ask the operator for a higher quota.',
    family: 'user',
    httpStatus: 409,
    retryable: false,
  },
  AUTHORING_JOURNEY_INVALID: {
    title: 'The journey has errors',
    remedy: '`errors` has the errors of the journey; mend them and publish again.',
    family: 'user',
    httpStatus: 422,
    retryable: false,
  },
  AUTHORING_SECRET_MISSING: {
    title: 'A secret is missing',
    remedy: '`errors` names the places; enter the secrets and send again.',
    family: 'user',
    httpStatus: 400,
    retryable: false,
  },
  AUTHORING_SECRET_UNREADABLE: {
    title: 'A stored secret cannot be read',
    remedy: 'The secret key of the process is not the one that sealed it. Restore the key, or enter the secret anew.',
    family: 'bug',
    httpStatus: 500,
    retryable: false,
  },
} as const satisfies Record<string, CatalogueEntry>;

export type AuthoringErrorCode = keyof typeof authoringErrors;

/** Rules of this package that one field of a body can break, besides those of the model; codes of `Problem`. */
export const authoringRules = {
  AUTHORING_DUPLICATE: 'Another object of the imported document has the same id or name.',
  AUTHORING_UNKNOWN_SCHEMA: 'There is no schema of this id.',
} as const;

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
