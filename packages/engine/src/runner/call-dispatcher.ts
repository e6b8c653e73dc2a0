import type { Call } from '../effect.ts';
import type { Clock, Outbound, PendingPage } from '../ports.ts';
import type { ArrivedResult } from './turn-work.ts';

export interface CallDispatcherOptions {
  readonly outbound: Outbound;
  readonly clock: Clock;
  /** Calls held in memory, out or waiting for their result to be committed; more stay in the table until there is room. */
  readonly maxInFlight: number;
  /** Whether a call may still be sent: its version has not been stopped since the call was committed. */
  readonly isWanted: (call: Call) => boolean;
  readonly onResult: () => void;
}

/** A call in memory: sent, or answered and waiting for the commit that makes its result durable. */
interface Held {
  readonly call: Call;
  readonly abort: AbortController;
}

/**
 * Sends committed calls and collects their results for the next turn.
 *
 * A call is held from its dispatch to the commit of its result: while it is held, a re-read of the pending calls
 * (after a restart, or when memory was full) does not send it a second time. Calls that found no room are only in
 * the table; `wantsMore` says when to read them back.
 */
export class CallDispatcher {
  readonly #options: CallDispatcherOptions;
  readonly #held = new Map<string, Held>();
  #arrived: ArrivedResult[] = [];
  /** The table may hold calls that neither memory nor the scan under way knows. */
  #hasSpilled = false;
  #isScanning = false;
  #scanAfter: string | null = null;
  #isClosed = false;

  constructor(options: CallDispatcherOptions) {
    this.#options = options;
  }

  get inFlight(): number {
    return this.#held.size;
  }

  get hasResults(): boolean {
    return this.#arrived.length > 0;
  }

  /** True when pending calls of the table should be read back and there is room for them. */
  get wantsMore(): boolean {
    return (this.#hasSpilled || this.#isScanning) && !this.#isClosed && this.#held.size < this.#options.maxInFlight / 2;
  }

  get room(): number {
    return Math.max(0, this.#options.maxInFlight - this.#held.size);
  }

  /** Calls that find no room stay in the table. */
  dispatch(calls: readonly Call[]): void {
    if (!this.#sendAll(calls)) this.#hasSpilled = true;
  }

  /** Sends nothing more: what is committed from here on is for the next owner. Results still come in. */
  close(): void {
    this.#isClosed = true;
  }

  /** The table holds calls this process does not know: after a claim, or a restart. */
  markSpilled(): void {
    this.#hasSpilled = true;
  }

  /**
   * Where the next page of pending calls starts: after this instance. What spills from the first page on may lie before
   * the place of the scan, so another scan follows then.
   */
  beginRefill(): string | null {
    if (!this.#isScanning) this.#hasSpilled = false;
    this.#isScanning = true;
    return this.#scanAfter;
  }

  /** Takes a page of pending calls. A page that found no room is read again; the last one ends the scan. */
  refill({ calls, next }: PendingPage): void {
    if (!this.#sendAll(calls)) return;
    this.#isScanning = next !== null;
    this.#scanAfter = next;
  }

  /** Results in order of arrival, at most `limit`, without removing them. */
  peekResults(limit: number): readonly ArrivedResult[] {
    return this.#arrived.slice(0, limit);
  }

  /** These results are durable. By identity: some may have been dropped since they were peeked at. */
  commitResults(committed: readonly ArrivedResult[]): void {
    const durable = new Set(committed);
    this.#arrived = this.#arrived.filter((arrived) => !durable.has(arrived));
    for (const { call } of committed) this.#held.delete(call.id);
  }

  /** Drops everything of partitions that are no longer owned: their new owner sends those calls again, with the same key. */
  keepPartitions(owns: (partition: number) => boolean): void {
    this.#drop((call) => !owns(call.partition));
  }

  /** Cancels calls that are no longer wanted: a stopped journey sends nothing more. */
  dropUnwanted(): void {
    this.#drop((call) => !this.#options.isWanted(call));
  }

  /** Returns false when memory was full for some of them. */
  #sendAll(calls: readonly Call[]): boolean {
    let hadRoom = true;
    for (const call of calls) {
      if (this.#isClosed || this.#held.has(call.id) || !this.#options.isWanted(call)) continue;
      if (this.#held.size < this.#options.maxInFlight) this.#send(call);
      else hadRoom = false;
    }
    return hadRoom;
  }

  #drop(matches: (call: Call) => boolean): void {
    this.#arrived = this.#arrived.filter(({ call }) => !matches(call));
    for (const [id, held] of this.#held) {
      if (!matches(held.call)) continue;
      this.#held.delete(id);
      held.abort.abort();
    }
  }

  #send(call: Call): void {
    const held: Held = { call, abort: new AbortController() };
    this.#held.set(call.id, held);
    void this.#options.outbound.perform(call, held.abort.signal).then((result) => {
      if (this.#held.get(call.id) !== held) return;
      this.#arrived.push({ call, result, arrivedAt: this.#options.clock.now() });
      this.#options.onResult();
    });
  }
}
