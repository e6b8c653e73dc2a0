import type { OutboundError } from '../outbound-error.ts';
import type { Answer, WireRequest } from '../transport/wire-request.ts';

/** Whether a request obtains a token or is the call itself. */
export type Purpose = 'token' | 'call';

/** Watches one call on the wire, for test requests. */
export interface CallObserver {
  /** A request goes out, redirects included; the returned function is told once what became of it. */
  sent(purpose: Purpose, request: WireRequest): (answer: Answer | null, error: OutboundError | null) => void;
  /** A token is about to be used. */
  tokenObtained(value: string): void;
}
