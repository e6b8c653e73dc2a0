import type { CallResult } from '@cairn/engine';
import type { Authentication } from '@cairn/model';
import { TokenCache } from '../authentication/token-cache.ts';
import { TokenSource } from '../authentication/token-source.ts';
import type { CallInput, CallOwner, CallPlanner } from '../pipeline/call-plan.ts';
import { type CallParts, CallRun } from '../pipeline/call-run.ts';
import { Deadline } from '../pipeline/deadline.ts';
import { asOutboundError } from '../pipeline/exchange.ts';
import type { RateService } from '../rate/rate-rule.ts';
import { secretValues } from '../redaction/secret-values.ts';
import { ExchangeLog, type ExchangeReport } from './exchange-report.ts';

interface ProbeTarget {
  readonly sandbox: string;
  /** Id of the saved object, whose slots the probe draws on, or any text for one not saved yet. */
  readonly targetId: string;
  /** Deadline in milliseconds over all tries. */
  readonly timeoutMs: number;
}

/** One call to a target as it stands in the editor, saved or not. */
export type TestRequest = ProbeTarget & { readonly callId: string; readonly input: CallInput };

export interface TestReport {
  /** As a journey would have seen it; the body is in `exchanges`. */
  readonly result: Omit<CallResult, 'response'>;
  /** Token requests, tries and redirects in the order they were sent. */
  readonly exchanges: readonly ExchangeReport[];
}

/** The authentication of a target as it stands in the editor. */
export type AuthenticationCheck = ProbeTarget & {
  readonly service: RateService;
  readonly authentication: Authentication;
};

export interface AuthenticationReport {
  readonly isValid: boolean;
  /** Whether anything was called: only custom authentication can be checked without calling the target. */
  readonly isChecked: boolean;
  readonly message: string;
  readonly exchanges: readonly ExchangeReport[];
}

/**
 * The same way out as every call, watched: same guard, slots, tries and deadline. Tokens are requested afresh and not
 * kept, so that the exchange is whole. Everything returned is redacted.
 */
export class Probe {
  readonly #parts: CallParts;
  readonly #planner: CallPlanner;

  constructor(parts: CallParts, planner: CallPlanner) {
    this.#parts = parts;
    this.#planner = planner;
  }

  async testRequest({ sandbox, targetId, timeoutMs, callId, input }: TestRequest): Promise<TestReport> {
    const target = input.kind === 'action' ? input.action : input.source;
    const log = new ExchangeLog(this.#parts.clock, secretValues(target.authentication));
    const service: RateService = input.kind === 'action' ? 'action' : 'dataSource';
    const owner: CallOwner = { service, sandbox, targetId };
    const result = await this.#within(timeoutMs, (deadline) => {
      const run = new CallRun({ ...this.#parts, tokens: this.#freshTokens() }, deadline, log);
      return run.run(() => this.#planner.plan(owner, callId, input));
    });
    const { response: _, message, ...rest } = result;
    return { result: { ...rest, message: message && log.redact(message) }, exchanges: log.report() };
  }

  async checkAuthentication(check: AuthenticationCheck): Promise<AuthenticationReport> {
    const log = new ExchangeLog(this.#parts.clock, secretValues(check.authentication));
    try {
      const isChecked = await this.#authenticate(check, log);
      const message = isChecked
        ? 'The token endpoint answered with a token.'
        : 'Nothing to check: these credentials are sent with the call itself.';
      return { isValid: true, isChecked, message, exchanges: log.report() };
    } catch (error) {
      const message = log.redact(asOutboundError(error).message);
      return { isValid: false, isChecked: true, message, exchanges: log.report() };
    }
  }

  /** Whether a token was requested; throws why none came. */
  async #authenticate(check: AuthenticationCheck, log: ExchangeLog): Promise<boolean> {
    const credentials = this.#planner.credentials(check.authentication);
    if (credentials.kind !== 'token') return false;
    const { service, sandbox, targetId } = check;
    await this.#within(check.timeoutMs, async (deadline) => {
      const token = this.#freshTokens().obtain({ service, sandbox, targetId }, credentials, log);
      const value = typeof token === 'string' ? token : await deadline.waitForPromise(token);
      log.tokenObtained(value);
      credentials.call.place(value);
    });
    return true;
  }

  #freshTokens(): TokenSource {
    const { clock } = this.#parts;
    return new TokenSource(this.#parts, new TokenCache(() => clock.now()));
  }

  async #within<T>(timeoutMs: number, work: (deadline: Deadline) => Promise<T>): Promise<T> {
    const deadline = new Deadline(this.#parts.clock, timeoutMs);
    try {
      return await work(deadline);
    } finally {
      deadline.dispose();
    }
  }
}
