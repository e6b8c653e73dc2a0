import type { JsonValue } from '@cairn/expression';

/** What moves an instance. */
export type Stimulus =
  | { readonly kind: 'event'; readonly eventName: string; readonly eventId: string; readonly payload: JsonValue }
  | { readonly kind: 'timer' }
  | { readonly kind: 'callResult'; readonly callId: string; readonly result: CallResult };

/** How a call ended (section 7). */
export interface CallResult {
  readonly outcome: 'success' | 'http' | 'timedout' | 'capped' | 'error';
  /** Status of the last answer, if any came. */
  readonly httpStatus: number | null;
  /** `http_<n>`, `timedout`, `capped` or `internalError`. */
  readonly statusCode: string;
  /** Parsed JSON answer (success or failure), or null. */
  readonly response: JsonValue;
  /** Number of tries that were sent, 0 to 4. */
  readonly attempts: number;
  readonly elapsedMs: number;
  /** One line for people: never a secret, never a body. */
  readonly message: string | null;
  /** The failure of the try before a timed-out retry; absent if the first try timed out. */
  readonly originError: string | null;
  readonly originErrorCode: string | null;
}
