import { OutboundError } from '../outbound-error.ts';
import type { PoolChoice } from '../transport/transport.ts';
import { type RateRule, RateRuleIndex, type RateSubject } from './rate-rule.ts';
import type { RateSlots } from './rate-slots.ts';
import { ResponsePace } from './response-pace.ts';

/** So many calls within any window of so long. */
export interface RateLimit {
  readonly maxCalls: number;
  readonly windowMs: number;
}

/** Limits that hold where no rule is deployed (section 7). */
export interface DefaultCaps {
  /** Per host and sandbox. Default 300,000 calls per 60 s. */
  readonly action: RateLimit;
  /** Instead of `action`, for hosts whose answers take longer than `slowAboveMs` on average. Default 150,000 per 30 s. */
  readonly slowAction: RateLimit;
  /** Default 750 ms. */
  readonly slowAboveMs: number;
  /** Per external source, and once more for its token endpoint. Default 15 calls per second. */
  readonly dataSource: RateLimit;
}

export const defaultCaps: DefaultCaps = {
  action: { maxCalls: 300_000, windowMs: 60_000 },
  slowAction: { maxCalls: 150_000, windowMs: 30_000 },
  slowAboveMs: 750,
  dataSource: { maxCalls: 15, windowMs: 1_000 },
};

export interface RateLimiterOptions {
  readonly slots: RateSlots;
  /** The rules in force; a new list replaces the old one at the next try. */
  readonly rules: () => readonly RateRule[];
  readonly caps: DefaultCaps;
}

/** What a try asks a slot for. */
export interface SlotRequest extends RateSubject {
  /** Host and port. */
  readonly host: string;
  /** Names the default slots of a data source: its id, or that of its token endpoint. */
  readonly sourceKey: string;
}

/** The slots a try draws on, found once per request. */
export interface SlotChoice {
  readonly key: string;
  readonly limit: RateLimit;
  readonly pool: PoolChoice | null;
}

/** Finds the one limit a request falls under (the deployed rule that fits best, else the default cap) and takes slots. */
export class RateLimiter {
  readonly #options: RateLimiterOptions;
  readonly #pace: ResponsePace;
  #rules: readonly RateRule[] = [];
  #index = new RateRuleIndex([]);

  constructor(options: RateLimiterOptions) {
    this.#options = options;
    this.#pace = new ResponsePace(options.caps.slowAboveMs);
  }

  choose(request: SlotRequest): SlotChoice {
    const rule = this.#currentIndex().find(request);
    const allowance = rule?.services[request.service];
    if (!rule || !allowance) return this.#defaultChoice(request);
    const key = `rule ${rule.id} ${request.service}`;
    const { maxHttpConnections: connections = -1, rating } = allowance;
    return {
      key,
      limit: { maxCalls: rating.maxCallsCount, windowMs: rating.periodInMs },
      pool: connections < 1 ? null : { key, connections },
    };
  }

  /** Throws OUTBOUND_CAPPED, at once or later, when no slot is free. Without a wait where the slots are in memory. */
  take(choice: SlotChoice, now: number): Promise<void> | undefined {
    const { maxCalls, windowMs } = choice.limit;
    const taken = this.#options.slots.tryTake(choice.key, maxCalls, windowMs, now);
    if (typeof taken !== 'boolean') return taken.then((isTaken) => requireSlot(isTaken, choice));
    requireSlot(taken, choice);
    return undefined;
  }

  /** Tells how long an endpoint took, which may move it to the pool of slow ones. */
  recordPace(request: SlotRequest, elapsedMs: number): void {
    if (request.service === 'action') this.#pace.record(`${request.sandbox} ${request.host}`, elapsedMs);
  }

  #currentIndex(): RateRuleIndex {
    const rules = this.#options.rules();
    if (rules !== this.#rules) {
      this.#index = new RateRuleIndex(rules);
      this.#rules = rules;
    }
    return this.#index;
  }

  #defaultChoice(request: SlotRequest): SlotChoice {
    const { caps } = this.#options;
    const { sandbox, host } = request;
    if (request.service === 'dataSource') {
      return { key: `source ${sandbox} ${request.sourceKey}`, limit: caps.dataSource, pool: null };
    }
    const place = `${sandbox} ${host}`;
    if (this.#pace.isSlow(place)) return { key: `slow ${place}`, limit: caps.slowAction, pool: null };
    return { key: `action ${place}`, limit: caps.action, pool: null };
  }
}

function requireSlot(isTaken: boolean, { limit }: SlotChoice): void {
  if (!isTaken) throw new OutboundError('OUTBOUND_CAPPED', { limit: limit.maxCalls, windowMs: limit.windowMs });
}
