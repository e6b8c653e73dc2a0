import type { Instance } from '../instance.ts';
import {
  type Clock,
  type EventLog,
  type Lease,
  type LogEntry,
  type Outbound,
  type RunStore,
  type TurnCommit,
  TurnRefused,
} from '../ports.ts';
import { CallDispatcher } from './call-dispatcher.ts';
import { Gate } from './gate.ts';
import { Inbox } from './inbox.ts';
import type { RoutingHolder } from './routing-holder.ts';
import { Turn } from './turn.ts';
import { loadKnowledge } from './turn-knowledge.ts';
import { firstOf, sizeOf, type TurnWork } from './turn-work.ts';

export interface WorkerOptions {
  readonly id: string;
  readonly store: RunStore;
  readonly log: EventLog;
  readonly outbound: Outbound;
  readonly routing: RoutingHolder;
  readonly clock: Clock;
  readonly observer: WorkerObserver;
  /** Life of a lease without renewal, ms; renewed at a third of it. */
  readonly leaseMs: number;
  /** Stimuli of one kind in one turn. */
  readonly maxBatch: number;
  /** Entries of the log kept in memory. */
  readonly maxInbox: number;
  /** Calls kept in memory. */
  readonly maxInFlight: number;
  /** Life of an instance, ms (30 days). */
  readonly globalTimeoutMs: number;
}

/** What the process that runs the worker wants to know of it. */
export interface WorkerObserver {
  onTurn(turn: TurnCommit, durationMs: number): void;
  /** A store failure (the worker goes on trying) or a defect that cost one person's stimulus. */
  onFault(fault: unknown): void;
  onLeases(count: number): void;
}

const retryAfterFaultMs = 500;

/**
 * The loop that makes the engine durable: one turn after the other over all partitions this worker owns.
 *
 * A turn peeks at log entries, call results and due timers, loads what they touch, computes in memory and commits once.
 * Only after the commit are they taken from the queues and new calls sent, so that a failed commit repeats the turn
 * and a crash leaves nothing half done.
 *
 * States: *idle* (sleeping at the gate until an append, a result, a deadline or the renewal), *turning*, *recovering*
 * (a store failure; sleeps `retryAfterFaultMs`), *stopping* (no new entries and timers; results of calls already sent are
 * still committed), *stopped*. Invariants: at most one commit is under way; after a commit whose outcome is not known
 * nothing is computed from memory before the leases were taken anew.
 */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #gate = new Gate();
  readonly #inbox: Inbox;
  readonly #dispatcher: CallDispatcher;
  /** Instances blocked on a call that is out, as committed: spares a load when the result comes back. */
  readonly #blocked = new Map<string, Instance>();
  /** Lower bound of the next wakeAt in the store, epoch ms; null = none. */
  #nextWakeAt: number | null = 0;
  #nextRenewAt = 0;
  /** Stimuli in one turn: fewer while one that cannot be committed is looked for. */
  #maxStimuli: number;
  #mustRefresh = false;
  /** What is in memory may not be what is stored: a commit ended without a clear answer. */
  #isInDoubt = false;
  #phase: 'running' | 'stopping' | 'stopped' = 'running';
  #done: Promise<void> = Promise.resolve();

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#inbox = new Inbox(options.maxInbox);
    this.#maxStimuli = options.maxBatch * 3;
    this.#dispatcher = new CallDispatcher({
      ...options,
      isWanted: ({ versionId }) => options.routing.current.byVersion.has(versionId),
      onResult: () => this.#gate.open(),
    });
    options.routing.onReload(() => {
      this.#blocked.clear();
      this.#dispatcher.dropUnwanted();
      // A version that compiles again may have calls that were dropped before.
      this.#dispatcher.markSpilled();
    });
  }

  /** Figures for metrics. */
  get load(): { readonly inbox: number; readonly inFlight: number; readonly partitions: number } {
    return { inbox: this.#inbox.size, inFlight: this.#dispatcher.inFlight, partitions: this.#inbox.leases.length };
  }

  start(): void {
    this.#done = this.#loop();
  }

  /**
   * Stops taking work, waits up to `graceMs` for calls that are out, and gives the leases back. What is still out
   * after that is sent again by the next owner, with the same key.
   */
  async stop(graceMs: number): Promise<void> {
    if (this.#phase !== 'running') return this.#done;
    this.#phase = 'stopping';
    this.#dispatcher.close();
    const cancel = this.#options.clock.wakeAt(this.#options.clock.now() + graceMs, () => this.#end());
    this.#gate.open();
    await this.#done;
    cancel();
    await this.#options.store.releaseLeases(this.#options.id).catch(this.#options.observer.onFault);
  }

  /** Entries this process has just appended. */
  handOn(entries: readonly LogEntry[]): void {
    this.#inbox.offer(entries);
    this.#gate.open();
  }

  /** Another process appended to the log. */
  onAppendedElsewhere(): void {
    this.#inbox.markBehind();
    this.#gate.open();
  }

  /** A publish, close, stop or edit happened. */
  onRoutingChanged(): void {
    this.#mustRefresh = true;
    this.#gate.open();
  }

  #end(): void {
    this.#phase = 'stopped';
    this.#gate.open();
  }

  async #loop(): Promise<void> {
    while (this.#phase !== 'stopped') {
      try {
        await this.#maintain();
        if (await this.#turn()) continue;
        if (this.#phase === 'stopping' && this.#dispatcher.inFlight === 0) return;
        await this.#sleepUntil(this.#nextDeadline());
      } catch (fault) {
        this.#options.observer.onFault(fault);
        await this.#recover();
      }
    }
  }

  /** While stopping no timer is looked at, so none may keep the loop awake. */
  #nextDeadline(): number {
    const wakeAt = this.#phase === 'running' ? this.#nextWakeAt : null;
    return Math.min(this.#nextRenewAt, wakeAt ?? Number.POSITIVE_INFINITY);
  }

  /** Sleeps its time whoever knocks meanwhile: a store in trouble is not helped by more load. */
  async #recover(): Promise<void> {
    const until = this.#options.clock.now() + retryAfterFaultMs;
    while (this.#options.clock.now() < until && this.#phase !== 'stopped') await this.#sleepUntil(until);
  }

  async #sleepUntil(at: number): Promise<void> {
    const cancel = this.#options.clock.wakeAt(at, () => this.#gate.open());
    await this.#gate.pass();
    cancel();
  }

  async #maintain(): Promise<void> {
    if (this.#isInDoubt) await this.#startAfresh();
    if (this.#options.clock.now() >= this.#nextRenewAt) await this.#renew();
    if (this.#mustRefresh) await this.#refreshRouting();
    if (this.#phase === 'running') await this.#readLog();
    if (this.#dispatcher.wantsMore) await this.#readPendingCalls();
  }

  /** Also the moment to notice, without signals, what other processes appended or published. */
  async #renew(): Promise<void> {
    const { store, id, leaseMs, clock, observer } = this.#options;
    const leases = await store.claimLeases(id, leaseMs);
    this.#nextRenewAt = clock.now() + leaseMs / 3;
    const fresh = this.#inbox.assign(leases);
    this.#dispatcher.keepPartitions((partition) => this.#inbox.owns(partition));
    this.#inbox.markBehind();
    this.#mustRefresh = true;
    if (fresh.length === 0) return;
    this.#blocked.clear();
    this.#dispatcher.markSpilled();
    this.#nextWakeAt = 0;
    observer.onLeases(leases.length);
  }

  /**
   * Gives the leases back and takes them again under new epochs, so that everything is loaded anew and a commit that
   * may still be on its way to the store comes too late.
   */
  async #startAfresh(): Promise<void> {
    await this.#options.store.releaseLeases(this.#options.id);
    this.#isInDoubt = false;
    this.#nextRenewAt = 0;
  }

  async #refreshRouting(): Promise<void> {
    this.#mustRefresh = false;
    try {
      await this.#options.routing.refresh();
    } catch (fault) {
      this.#mustRefresh = true;
      throw fault;
    }
  }

  async #readLog(): Promise<void> {
    const cursors = this.#inbox.beginRead();
    if (cursors.size === 0) return;
    const limit = this.#options.maxBatch * 2;
    const readAt = this.#options.clock.now();
    try {
      const entries = await this.#options.log.read(cursors, limit);
      this.#inbox.fill(cursors, entries, entries.length < limit, readAt);
    } catch (fault) {
      this.#inbox.abandonRead(cursors);
      throw fault;
    }
  }

  async #readPendingCalls(): Promise<void> {
    const limit = Math.min(this.#options.maxBatch, this.#dispatcher.room);
    const partitions = this.#inbox.leases.map((lease) => lease.partition);
    const page = await this.#options.store.loadPendingCalls(partitions, this.#dispatcher.beginRefill(), limit);
    this.#dispatcher.refill(page);
  }

  /** Returns false when there was nothing to do. */
  async #turn(): Promise<boolean> {
    const work = firstOf(await this.#takeWork(), this.#maxStimuli);
    if (sizeOf(work) === 0) return false;
    try {
      await this.#process(work, (turn) => turn.run(work, this.#leaseOf));
      this.#maxStimuli = Math.min(this.#maxStimuli * 2, this.#options.maxBatch * 3);
    } catch (fault) {
      if (!(fault instanceof TurnRefused)) throw fault;
      await this.#onRefused(work, fault);
    }
    return true;
  }

  async #process(work: TurnWork, compute: (turn: Turn) => TurnCommit): Promise<void> {
    const { store, routing, clock, globalTimeoutMs, observer } = this.#options;
    const table = routing.current;
    const startedAt = clock.now();
    const knowledge = await loadKnowledge(store, work, table, this.#blocked);
    const turn = new Turn(table, knowledge, { now: clock.now(), globalTimeoutMs });
    const commit = orRefuse(() => compute(turn));
    turn.faults.forEach(observer.onFault);
    const outcome = await this.#commit(commit);
    if (outcome === 'routingChanged') await routing.reload();
    else if (outcome === 'leaseLost') await this.#onLeaseLost();
    else this.#afterCommit(work, commit, startedAt);
  }

  /** One stimulus must not hold up all others for ever: turns of half the size find it, and it is given up. */
  async #onRefused(work: TurnWork, fault: TurnRefused): Promise<void> {
    this.#options.observer.onFault(fault);
    if (sizeOf(work) > 1) this.#maxStimuli = Math.ceil(sizeOf(work) / 2);
    else await this.#process(work, (turn) => turn.giveUp(work, this.#leaseOf));
  }

  /** The pause keeps a store that refuses turn after turn from being asked without end. */
  async #onLeaseLost(): Promise<void> {
    this.#isInDoubt = true;
    await this.#recover();
  }

  /** A commit without an answer may have happened: to repeat it from what is in memory could take a step twice. */
  async #commit(turn: TurnCommit): ReturnType<RunStore['commitTurn']> {
    try {
      return await this.#options.store.commitTurn(turn);
    } catch (fault) {
      this.#isInDoubt = !(fault instanceof TurnRefused);
      throw fault;
    }
  }

  readonly #leaseOf = (partition: number): Lease | undefined => this.#inbox.leaseOf(partition);

  async #takeWork(): Promise<TurnWork> {
    const { maxBatch, store, clock } = this.#options;
    const results = this.#dispatcher.peekResults(maxBatch);
    if (this.#phase !== 'running') return { entries: [], results, due: [] };
    const entries = this.#inbox.peek(maxBatch);
    const due = await this.#takeDue(clock.now(), entries, store);
    return { entries, results, due };
  }

  /** No timer may overtake an event that was received before its deadline and has not had its turn yet. */
  async #takeDue(now: number, entries: readonly LogEntry[], store: RunStore): Promise<readonly Instance[]> {
    const until = this.#inbox.horizon(entries, now);
    if (this.#nextWakeAt === null || this.#nextWakeAt > until) return [];
    const partitions = this.#inbox.leases.map((lease) => lease.partition);
    if (partitions.length === 0) {
      this.#nextWakeAt = null;
      return [];
    }
    const due = await store.loadDueInstances(partitions, until, this.#options.maxBatch);
    if (due.length < this.#options.maxBatch) this.#nextWakeAt = await store.loadNextWakeAt(partitions);
    return due;
  }

  #afterCommit(work: TurnWork, commit: TurnCommit, startedAt: number): void {
    this.#inbox.advance(commit.leases);
    this.#dispatcher.commitResults(work.results);
    // Since the commit a stop may have ended these people: what is known of them is true for its routing only.
    const isCurrent = commit.routingEpoch === this.#options.routing.current.epoch;
    for (const instance of [...commit.created, ...commit.updated]) this.#follow(instance, isCurrent);
    this.#dispatcher.dispatch(commit.calls);
    this.#options.observer.onTurn(commit, this.#options.clock.now() - startedAt);
  }

  #follow(instance: Instance, isCurrent: boolean): void {
    this.#blocked.delete(instance.id);
    if (instance.status !== 'running') return;
    if (isCurrent && instance.state.blocked?.on === 'call') this.#blocked.set(instance.id, instance);
    if (instance.wakeAt !== null) this.#nextWakeAt = Math.min(this.#nextWakeAt ?? instance.wakeAt, instance.wakeAt);
  }
}

/** A defect outside of what is caught for each person: the turn as a whole cannot be computed. */
function orRefuse(compute: () => TurnCommit): TurnCommit {
  try {
    return compute();
  } catch (cause) {
    throw new TurnRefused(cause);
  }
}
