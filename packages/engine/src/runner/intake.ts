import type { InboundMessage, Intake, IntakeResult } from '../intake-port.ts';
import { IntakeOverloaded } from '../intake-port.ts';
import type { MatchResult } from '../matching.ts';
import type { Clock, Discard, EventLog, LogEntry, NewLogEntry } from '../ports.ts';
import { IntakeQueue } from './intake-queue.ts';
import { partitionOf } from './partition.ts';
import { RateWindow } from './rate-window.ts';
import type { RoutingHolder } from './routing-holder.ts';
import type { RoutingTable } from './routing-table.ts';

export interface IntakeOptions {
  readonly routing: RoutingHolder;
  readonly log: EventLog;
  readonly clock: Clock;
  /** Entries that may wait for their append before senders are told to come back (503). */
  readonly maxQueued: number;
  /** Entries in one append. */
  readonly maxBatch: number;
  /** Qualified rule-based events per second and organisation (429 above); section 2 says 5,000. */
  readonly maxRuleEventsPerSecond: number;
  readonly onAppended: (entries: readonly LogEntry[]) => void;
}

interface Share {
  readonly entries: NewLogEntry[];
  readonly discards: Discard[];
  ruleBased: number;
}

/** Matches, keys and logs inbound messages; an answer means durable. */
export class JourneyIntake implements Intake {
  readonly #options: IntakeOptions;
  readonly #queue: IntakeQueue;
  readonly #rates = new Map<string, RateWindow>();

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#queue = new IntakeQueue({ log: options.log, maxBatch: options.maxBatch, onAppended: options.onAppended });
  }

  /** Entries accepted but not yet durable. */
  get depth(): number {
    return this.#queue.depth;
  }

  async accept(message: InboundMessage): Promise<IntakeResult> {
    const share = this.#shareOf(message);
    this.#admit(message, share);
    const offsets = await this.#store(share);
    return resultOf(share, offsets);
  }

  async acceptBatch(messages: readonly InboundMessage[]): Promise<readonly IntakeResult[]> {
    const shares = messages.map((message) => this.#shareOf(message));
    const first = messages[0];
    if (!first) return [];
    const whole = merge(shares);
    this.#admit(first, whole);
    const offsets = await this.#store(whole);
    let at = 0;
    return shares.map((share) => {
      const own = offsets.slice(at, at + share.entries.length);
      at += share.entries.length;
      return resultOf(share, own);
    });
  }

  #shareOf(message: InboundMessage): Share {
    const share: Share = { entries: [], discards: [], ruleBased: 0 };
    const table = this.#options.routing.current;
    for (const match of table.matcher.match(message)) {
      if (match.key === null) share.discards.push(discardOf(message, match));
      else share.entries.push(entryOf(message, match, match.key));
      if (isRuleBased(table, match)) share.ruleBased += 1;
    }
    return share;
  }

  /** Refuses before anything is queued, so that memory does not grow with the load. */
  #admit(message: InboundMessage, share: Share): void {
    if (this.#queue.depth + share.entries.length > this.#options.maxQueued) {
      throw new IntakeOverloaded('INTAKE_QUEUE_FULL', 1);
    }
    if (share.ruleBased === 0) return;
    const organization = message.organizationId ?? message.sandbox;
    if (!this.#rateOf(organization).tryTake(share.ruleBased, this.#options.clock.now())) {
      throw new IntakeOverloaded('INTAKE_RATE_EXCEEDED', 1);
    }
  }

  #rateOf(organization: string): RateWindow {
    const known = this.#rates.get(organization);
    if (known) return known;
    // Senders choose the organisation id: a bound keeps a stream of invented ones from growing memory.
    if (this.#rates.size >= maxOrganizations) this.#rates.clear();
    const window = new RateWindow(this.#options.maxRuleEventsPerSecond);
    this.#rates.set(organization, window);
    return window;
  }

  #store({ entries, discards }: Share): Promise<readonly (number | null)[]> | readonly (number | null)[] {
    return entries.length + discards.length === 0 ? [] : this.#queue.append(entries, discards);
  }
}

const maxOrganizations = 10_000;

function isRuleBased(table: RoutingTable, match: MatchResult): boolean {
  return table.eventsById.get(match.eventId)?.type === 'ruleBased';
}

function entryOf(message: InboundMessage, match: MatchResult, key: string): NewLogEntry {
  return {
    sandbox: message.sandbox,
    partition: partitionOf(message.sandbox, match.namespace, key),
    eventId: match.eventId,
    key,
    namespace: match.namespace,
    messageId: message.messageId,
    payload: message.entityText,
    receivedAt: message.receivedAt,
  };
}

function discardOf(message: InboundMessage, match: MatchResult): Discard {
  return {
    sandbox: message.sandbox,
    at: message.receivedAt,
    code: 'keyNotComputable',
    eventId: match.eventId,
    journeyId: null,
    key: null,
  };
}

function merge(shares: readonly Share[]): Share {
  return {
    entries: shares.flatMap((share) => share.entries),
    discards: shares.flatMap((share) => share.discards),
    ruleBased: shares.reduce((total, share) => total + share.ruleBased, 0),
  };
}

function resultOf(share: Share, offsets: readonly (number | null)[]): IntakeResult {
  const matched = share.entries.length + share.discards.length;
  if (matched === 0) return { status: 'ignored', matched: 0, discarded: 0, keys: [] };
  const isDuplicate = offsets.length > 0 && offsets.every((offset) => offset === null);
  return {
    status: isDuplicate ? 'duplicate' : 'accepted',
    matched,
    discarded: share.discards.length,
    keys: share.entries.map(({ key }) => key),
  };
}
