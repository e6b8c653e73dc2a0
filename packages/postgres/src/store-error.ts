/** What went wrong with the store, as stable codes. Operational faults pass or are mended by the operator. */
export const storeErrors = {
  STORE_DATA_DIRECTORY_IN_USE: { family: 'operational', retryable: false },
  STORE_DATA_DIRECTORY_UNWRITABLE: { family: 'operational', retryable: false },
  STORE_DATA_DIRECTORY_UNREADABLE: { family: 'operational', retryable: false },
  STORE_UNREACHABLE: { family: 'operational', retryable: true },
  STORE_SERVER_TOO_OLD: { family: 'operational', retryable: false },
  STORE_MIGRATION_CHANGED: { family: 'bug', retryable: false },
  STORE_MIGRATION_FAILED: { family: 'bug', retryable: false },
  STORE_SCHEMA_TOO_NEW: { family: 'operational', retryable: false },
  STORE_CURSOR_INVALID: { family: 'user', retryable: false },
} as const satisfies Record<string, { family: 'user' | 'operational' | 'bug'; retryable: boolean }>;

export type StoreErrorCode = keyof typeof storeErrors;

/** A fault of the store. Decide by `code` and `retryable`; the message is for people. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  readonly family: 'user' | 'operational' | 'bug';
  readonly retryable: boolean;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.family = storeErrors[code].family;
    this.retryable = storeErrors[code].retryable;
  }
}
