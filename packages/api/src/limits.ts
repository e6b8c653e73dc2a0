/** Bounds of what the API takes in. */
export interface ApiLimits {
  /** Of one body, and of one line of NDJSON. */
  readonly bodyBytes: number;
  /** Levels of objects and lists in one JSON document. */
  readonly nestingDepth: number;
  /** Messages in one batch of the streaming inlet. */
  readonly batchMessages: number;
  /** Time to receive a whole request; NDJSON uploads included. */
  readonly requestTimeoutMs: number;
  /** Time to receive the headers. */
  readonly headersTimeoutMs: number;
}

export const defaultLimits: ApiLimits = {
  bodyBytes: 1_048_576,
  nestingDepth: 64,
  batchMessages: 1_000,
  requestTimeoutMs: 300_000,
  headersTimeoutMs: 10_000,
};
