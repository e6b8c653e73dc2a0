/** Every error this package answers by itself; all are for the caller to mend. */
export const accessErrors = {
  ACCESS_SETUP_TOKEN_INVALID: {
    family: 'user',
    httpStatus: 410,
    retryable: false,
    title: 'The link is no longer valid',
    remedy: 'Links work once and for 24 hours. As long as there is no administrator, each start prints a new one.',
    message: 'this link is unknown, was used, or is older than 24 hours',
  },
  ACCESS_API_KEY_NOT_FOUND: {
    family: 'user',
    httpStatus: 404,
    retryable: false,
    title: 'No such API key',
    remedy: 'Look at the list of your keys.',
    message: 'you have no API key of this id',
  },
} as const;
export type AccessErrorCode = keyof typeof accessErrors;

export class AccessError extends Error {
  readonly code: AccessErrorCode;
  readonly httpStatus: number;
  readonly title: string;

  constructor(code: AccessErrorCode) {
    super(accessErrors[code].message);
    this.name = 'AccessError';
    this.code = code;
    this.httpStatus = accessErrors[code].httpStatus;
    this.title = accessErrors[code].title;
  }
}
