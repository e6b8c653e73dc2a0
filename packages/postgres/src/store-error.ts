interface CatalogueEntry {
  readonly family: 'user' | 'operational' | 'bug';
  readonly retryable: boolean;
  /** The same for every occurrence. */
  readonly title: string;
  /** What the operator can do about it. */
  readonly remedy: string;
}

/** What went wrong with the store, as stable codes. Operational faults pass or are mended by the operator. */
export const storeErrors = {
  STORE_DATA_DIRECTORY_IN_USE: {
    family: 'operational',
    retryable: false,
    title: 'The data directory is in use by another process',
    remedy: 'Stop that process, or name another directory.',
  },
  STORE_DATA_DIRECTORY_UNWRITABLE: {
    family: 'operational',
    retryable: false,
    title: 'The data directory cannot be written',
    remedy: 'Give this user write access, or name another directory.',
  },
  STORE_DATA_DIRECTORY_UNREADABLE: {
    family: 'operational',
    retryable: false,
    title: 'The embedded database cannot be opened',
    remedy: 'If it was damaged, restore a copy of the directory.',
  },
  STORE_UNREACHABLE: {
    family: 'operational',
    retryable: true,
    title: 'The database server cannot be used',
    remedy: 'Check that it runs, its address, user and password.',
  },
  STORE_SERVER_TOO_OLD: {
    family: 'operational',
    retryable: false,
    title: 'The database server is too old',
    remedy: 'Use PostgreSQL 15 or newer.',
  },
  STORE_MIGRATION_CHANGED: {
    family: 'bug',
    retryable: false,
    title: 'A migration differs from what was applied',
    remedy: 'Restore the file; put changes in a new one.',
  },
  STORE_MIGRATION_FAILED: {
    family: 'bug',
    retryable: false,
    title: 'A migration failed',
    remedy: 'Nothing of it was applied. The message has the cause.',
  },
  STORE_SCHEMA_TOO_NEW: {
    family: 'operational',
    retryable: false,
    title: 'A newer release changed the database',
    remedy: 'Start the newer release.',
  },
  STORE_CURSOR_INVALID: {
    family: 'user',
    retryable: false,
    title: 'The cursor is not one this list gave',
    remedy: 'Start from the first page.',
  },
} as const satisfies Record<string, CatalogueEntry>;

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
