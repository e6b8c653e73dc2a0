/** Keys of the advisory locks, in one list so that no two purposes share one. */
export const lockKeys = {
  /** Held while migrations are looked through and applied. */
  migration: 7_210_001,
  /** Held by an append until its commit; keeps offsets without gaps. The number is repeated in 0001_runtime.sql. */
  append: 7_210_002,
  /** Held shared by a turn's commit and exclusively by a change of what is live. Repeated in 0001_runtime.sql. */
  routing: 7_210_003,
  /** Held while a worker claims leases, so that shares are counted one worker at a time. Repeated in 0001_runtime.sql. */
  leases: 7_210_004,
  /** First key of the pair that an authoring change of a sandbox holds; the second is a hash of the sandbox. */
  authoring: 7_210_005,
} as const;
