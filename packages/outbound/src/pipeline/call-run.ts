import type { CallResult } from '@cairn/engine';
import type { Credentials } from '../authentication/credentials.ts';
import type { TokenSource } from '../authentication/token-source.ts';
import { OutboundError } from '../outbound-error.ts';
import { type Answer, type WireRequest, withQuery } from '../transport/wire-request.ts';
import type { CallObserver } from './call-observer.ts';
import type { CallPlan } from './call-plan.ts';
import { type CallTrace, failureResult, successResult } from './call-result.ts';
import type { Deadline } from './deadline.ts';
import { asOutboundError, chooseSlot, type Errand, type ExchangeParts, exchange, takeSlot } from './exchange.ts';
import { HttpStatusError } from './http-status-error.ts';
import { retryDelayMs } from './retry-policy.ts';

export interface CallParts extends ExchangeParts {
  readonly tokens: TokenSource;
  /** From 0 (inclusive) to 1, for jitter. */
  readonly random: () => number;
}

/**
 * One call from its plan to its result. Each try takes a slot, then a token where one is needed, then sends; a try
 * that fails retryably is followed by a wait and another, at most four in all, until the deadline ends whatever is
 * under way.
 *
 * Decided: a wait that would outlast the deadline is not begun, the call has then timed out, with the failure as its
 * origin; a retry without a free slot ends the call as capped, with the failure as its origin.
 */
export class CallRun {
  readonly #parts: CallParts;
  readonly #deadline: Deadline;
  readonly #observer: CallObserver | null;
  readonly #startedAt: number;
  readonly #timeoutMs: number;
  #attempts = 0;
  #httpStatus: number | null = null;
  #origin: OutboundError | null = null;
  #failure: OutboundError | null = null;

  constructor(parts: CallParts, deadline: Deadline, observer: CallObserver | null = null) {
    this.#parts = parts;
    this.#deadline = deadline;
    this.#observer = observer;
    this.#startedAt = parts.clock.now();
    this.#timeoutMs = deadline.at - this.#startedAt;
  }

  /** Why the call failed, with its cause; null before its end and after a success. */
  get failure(): OutboundError | null {
    return this.#failure;
  }

  /** Never rejects: whatever goes wrong, the making of the plan included, is a result. */
  async run(makePlan: () => CallPlan | Promise<CallPlan>): Promise<CallResult> {
    try {
      const plan = makePlan();
      const answer = await this.#tries(plan instanceof Promise ? await this.#deadline.waitForPromise(plan) : plan);
      return successResult(answer, this.#trace());
    } catch (error) {
      this.#failure = asOutboundError(error);
      return failureResult(this.#failure, this.#trace());
    }
  }

  async #tries(plan: CallPlan): Promise<Answer> {
    for (let retriesMade = 0; ; retriesMade += 1) {
      try {
        return await this.#try(plan);
      } catch (error) {
        await this.#waitForRetry(asOutboundError(error), retriesMade);
      }
    }
  }

  /** Returns when another try is due; throws the failure when it is final, or that the time is over. */
  async #waitForRetry(failure: OutboundError, retriesMade: number): Promise<void> {
    const { clock, random } = this.#parts;
    const delayMs = retryDelayMs(failure, retriesMade, random, clock.now());
    if (delayMs === null) throw failure;
    this.#origin = failure;
    if (clock.now() + delayMs >= this.#deadline.at) {
      throw new OutboundError('OUTBOUND_TIMED_OUT', { timeoutMs: this.#timeoutMs });
    }
    await this.#deadline.sleep(delayMs);
  }

  async #try({ owner, request, credentials }: CallPlan): Promise<Answer> {
    const errand: Errand = { purpose: 'call', owner, deadline: this.#deadline, observer: this.#observer };
    const slot = chooseSlot(this.#parts, errand, request);
    await takeSlot(this.#parts, errand, slot);
    const token = credentials.kind === 'token' ? await this.#obtainToken(errand, credentials) : null;
    const authenticated = withCredentials(request, credentials, token);
    this.#attempts += 1;
    try {
      const answer = await exchange(this.#parts, errand, slot, authenticated);
      this.#httpStatus = answer.status;
      return answer;
    } catch (error) {
      this.#noteStatus(error);
      if (credentials.kind === 'token' && token !== null) this.#dropRefused(errand, credentials, token, error);
      throw error;
    }
  }

  async #obtainToken(errand: Errand, credentials: Extract<Credentials, { kind: 'token' }>): Promise<string> {
    const token = this.#parts.tokens.obtain(errand.owner, credentials, this.#observer);
    const value = typeof token === 'string' ? token : await this.#deadline.waitForPromise(token);
    this.#observer?.tokenObtained(value);
    return value;
  }

  #noteStatus(error: unknown): void {
    if (error instanceof HttpStatusError) this.#httpStatus = error.answer.status;
  }

  /** 401 is final for this call; the next one asks for a new token instead of failing until the old one expires. */
  #dropRefused(
    { owner }: Errand,
    credentials: Extract<Credentials, { kind: 'token' }>,
    token: string,
    error: unknown,
  ): void {
    const isRefused = error instanceof HttpStatusError && error.answer.status === 401;
    if (isRefused) this.#parts.tokens.drop(owner, credentials, token);
  }

  #trace(): CallTrace {
    return {
      attempts: this.#attempts,
      elapsedMs: this.#parts.clock.now() - this.#startedAt,
      httpStatus: this.#httpStatus,
      origin: this.#origin,
    };
  }
}

function withCredentials(request: WireRequest, credentials: Credentials, token: string | null): WireRequest {
  const placement = credentials.kind === 'fixed' ? credentials.placement : credentials.call.place(token ?? '');
  if (placement.headers.length === 0 && placement.query === '') return request;
  return { ...request, path: withQuery(request.path, placement.query), credentialHeaders: placement.headers };
}
