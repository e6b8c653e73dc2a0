import { OutboundError } from '../outbound-error.ts';
import type { CallObserver } from '../pipeline/call-observer.ts';
import type { CallOwner } from '../pipeline/call-plan.ts';
import { Deadline } from '../pipeline/deadline.ts';
import {
  asOutboundError,
  chooseSlot,
  type Errand,
  type ExchangeParts,
  exchange,
  takeSlot,
} from '../pipeline/exchange.ts';
import { HttpStatusError } from '../pipeline/http-status-error.ts';
import type { Credentials } from './credentials.ts';
import type { TokenCache } from './token-cache.ts';
import type { Token, TokenCall } from './token-call.ts';

type TokenCredentials = Extract<Credentials, { kind: 'token' }>;

/** A token request serves every call that waits for it, so it has a time of its own: the longest deadline of a call. */
const tokenTimeoutMs = 30_000;

/** Obtains tokens, one per target and authentication, and forgets those a target refuses. */
export class TokenSource {
  readonly #parts: ExchangeParts;
  readonly #cache: TokenCache;

  constructor(parts: ExchangeParts, cache: TokenCache) {
    this.#parts = parts;
    this.#cache = cache;
  }

  /**
   * The token, at once when it is cached. Rejects with OUTBOUND_TOKEN_REFUSED (retryable as the status of the token
   * endpoint is), OUTBOUND_TOKEN_ABSENT or OUTBOUND_CAPPED.
   */
  obtain(owner: CallOwner, credentials: TokenCredentials, observer: CallObserver | null): string | Promise<string> {
    return this.#cache.obtain(cacheKey(owner, credentials), () => this.#request(owner, credentials.call, observer));
  }

  drop(owner: CallOwner, credentials: TokenCredentials, token: string): void {
    this.#cache.drop(cacheKey(owner, credentials), token);
  }

  async #request(owner: CallOwner, call: TokenCall, observer: CallObserver | null): Promise<Token> {
    const deadline = new Deadline(this.#parts.clock, tokenTimeoutMs);
    const errand: Errand = { purpose: 'token', owner, deadline, observer };
    const slot = chooseSlot(this.#parts, errand, call.request);
    try {
      await takeSlot(this.#parts, errand, slot);
      return call.readToken(await exchange(this.#parts, errand, slot, call.request));
    } catch (error) {
      throw tokenFailure(asOutboundError(error), slot.subject.host);
    } finally {
      deadline.dispose();
    }
  }
}

function cacheKey({ service, sandbox, targetId }: CallOwner, { fingerprint }: TokenCredentials): string {
  return `${service} ${sandbox} ${targetId} ${fingerprint}`;
}

/** A failed token call is an error of the call it was for, but never that call's own HTTP status or timeout. */
function tokenFailure(failure: OutboundError, host: string): OutboundError {
  const isOwn = failure.code === 'OUTBOUND_TOKEN_ABSENT' || failure.code === 'OUTBOUND_CAPPED';
  if (isOwn) return failure;
  const { message, retryable } = failure;
  const reason = failure instanceof HttpStatusError ? `it answered ${failure.answer.status}.` : message;
  return new OutboundError('OUTBOUND_TOKEN_REFUSED', { host, reason }, { cause: failure, retryable });
}
