import { parseJson } from '@cairn/expression';
import { admit } from '../admission.ts';
import { type Advanced, advance, type EnterEvent, enter, failInstance } from '../advance.ts';
import type { CompiledJourney } from '../compile-journey.ts';
import type { Call, StepEvent } from '../effect.ts';
import type { Instance } from '../instance.ts';
import type { Discard, DiscardCode, FinishedCall, Lease, LogEntry, Profile, TurnCommit } from '../ports.ts';
import type { Stimulus } from '../stimulus.ts';
import type { RoutingTable } from './routing-table.ts';
import { type ArrivedResult, inOrder, movedLeases, type TurnWork } from './turn-work.ts';

/** What the store answered for the turn's stimuli. */
export interface TurnKnowledge {
  readonly instances: readonly Instance[];
  /** By `personKey`. */
  readonly profiles: ReadonlyMap<string, Profile>;
}

export interface TurnContext {
  readonly now: number;
  readonly globalTimeoutMs: number;
}

/** A due timer that moves nobody is tried again after this. */
const stuckTimerMs = 5_000;

export function personKey(sandbox: string, namespace: string | null, key: string): string {
  return `${sandbox}\n${namespace ?? ''}\n${key}`;
}

/**
 * Computes one turn in memory: every stimulus in the order in which it happened (results by arrival, timers by their
 * deadline, events by reception), so that a deadline that passed before an event was received wins over it even when
 * both are handled late. Nothing is written here; the outcome is one commit.
 */
export class Turn {
  readonly #routing: RoutingTable;
  readonly #context: TurnContext;
  readonly #profiles: ReadonlyMap<string, Profile>;
  readonly #instances = new Map<string, Instance>();
  /** Newest instance of each (journey, key). */
  readonly #latest = new Map<string, string>();
  readonly #created = new Set<string>();
  readonly #updated = new Set<string>();
  readonly #calls: Call[] = [];
  readonly #steps: StepEvent[] = [];
  readonly #discards: Discard[] = [];
  readonly #history: TurnCommit['history'][number][] = [];
  /** Defects met on the way: each cost one person's stimulus, never the turn. */
  readonly faults: unknown[] = [];

  constructor(routing: RoutingTable, knowledge: TurnKnowledge, context: TurnContext) {
    this.#routing = routing;
    this.#context = context;
    this.#profiles = knowledge.profiles;
    for (const instance of knowledge.instances) this.#remember(instance);
  }

  run(work: TurnWork, leaseOf: (partition: number) => Lease | undefined): TurnCommit {
    const finishedCalls = this.#finishedCalls(work);
    for (const { timer, arrived, entry } of inOrder(work)) {
      if (timer) this.#deliverTimer(timer.id);
      else if (arrived) this.#deliverResult(arrived);
      else if (entry) this.#deliverEntry(entry);
    }
    return this.#commit(work, finishedCalls, leaseOf);
  }

  /** Ends what stimuli that cannot be committed were to move: events are discarded, people end in error. */
  giveUp(work: TurnWork, leaseOf: (partition: number) => Lease | undefined): TurnCommit {
    const finishedCalls = this.#finishedCalls(work);
    for (const entry of work.entries) this.#discard(entry, null, 'internal');
    for (const { id } of work.due) this.#fail(id);
    for (const { call } of work.results) this.#fail(call.instanceId);
    return this.#commit(work, finishedCalls, leaseOf);
  }

  #commit(
    work: TurnWork,
    finishedCalls: readonly FinishedCall[],
    leaseOf: (partition: number) => Lease | undefined,
  ): TurnCommit {
    return {
      leases: movedLeases(work, leaseOf),
      routingEpoch: this.#routing.epoch,
      created: [...this.#created].map((id) => this.#instances.get(id) as Instance),
      updated: [...this.#updated].map((id) => this.#instances.get(id) as Instance),
      calls: this.#calls,
      finishedCalls,
      steps: this.#steps,
      discards: this.#discards,
      history: this.#history,
    };
  }

  /** Asked before anybody moves: a result that comes a second time, or after a stop, ends no call. */
  #finishedCalls({ results }: TurnWork): readonly FinishedCall[] {
    return results.filter(({ call }) => this.#awaits(call));
  }

  #awaits(call: Call): boolean {
    const instance = this.#instances.get(call.instanceId);
    const blocked = instance?.status === 'running' ? instance.state.blocked : null;
    return blocked?.on === 'call' && blocked.callIds.includes(call.id);
  }

  #deliverTimer(instanceId: string): void {
    if (this.#advance(instanceId, { kind: 'timer' }) === 'advanced') return;
    const instance = this.#instances.get(instanceId);
    if (instance?.status !== 'running' || instance.wakeAt === null || instance.wakeAt > this.#context.now) return;
    // Nothing moves it now (its version does not compile): put off, or the earliest due would be the same for ever.
    this.#remember({ ...instance, wakeAt: this.#context.now + stuckTimerMs });
    if (!this.#created.has(instanceId)) this.#updated.add(instanceId);
  }

  #deliverResult({ call, result }: ArrivedResult): void {
    this.#advance(call.instanceId, { kind: 'callResult', callId: call.id, result });
  }

  #deliverEntry(entry: LogEntry): void {
    const event = this.#routing.eventsById.get(entry.eventId);
    if (!event) return;
    if (event.isKeptAsHistory && entry.namespace !== null) this.#keepAsHistory(entry, entry.namespace, event.schemaId);
    const journeyIds = this.#routing.journeysByEvent.get(entry.eventId);
    if (!journeyIds) {
      this.#discard(entry, null, 'eventWithoutJourney');
      return;
    }
    const received: EnterEvent = {
      key: entry.key,
      namespace: entry.namespace,
      partition: entry.partition,
      offset: entry.offset,
      eventName: event.name,
      eventId: event.id,
      payload: parseJson(entry.payload),
      receivedAt: entry.receivedAt,
    };
    for (const journeyId of journeyIds) this.#offer(journeyId, received, entry);
  }

  /** An event that is both entry and awaited advances the instance inside; otherwise it may let the person in. */
  #offer(journeyId: string, event: EnterEvent, entry: LogEntry): void {
    let inside = this.#latestOf(journeyId, event.key);
    if (inside?.status === 'running' && inside.wakeAt !== null && inside.wakeAt <= event.receivedAt) {
      this.#deliverTimer(inside.id);
      inside = this.#latestOf(journeyId, event.key);
    }
    const live = this.#routing.liveByJourney.get(journeyId);
    const isEntry = live?.entryEvents.has(event.eventName) ?? false;
    if (inside?.status === 'running') {
      const { eventName, eventId, payload } = event;
      const outcome = this.#advance(inside.id, { kind: 'event', eventName, eventId, payload });
      if (outcome === 'notListening') this.#discard(entry, journeyId, isEntry ? 'instanceDuplicate' : 'notListening');
      return;
    }
    if (!live || !isEntry) {
      this.#discard(entry, journeyId, 'notListening');
      return;
    }
    const verdict = admit(live, inside ?? null, event.receivedAt);
    if (verdict === 'enter' || verdict === 'reenter') this.#enter(live, event, verdict === 'reenter', entry);
    else if (verdict !== 'advance') this.#discard(entry, journeyId, verdict);
  }

  #enter(journey: CompiledJourney, event: EnterEvent, isReentrance: boolean, entry: LogEntry): void {
    try {
      const entered = enter(journey, { ...event, isReentrance }, this.#contextFor(journey, event.namespace, event.key));
      this.#created.add(entered.instance.id);
      this.#apply(entered);
    } catch (fault) {
      this.faults.push(fault);
      this.#discard(entry, journey.source.journeyId, 'internal');
    }
  }

  #advance(instanceId: string, stimulus: Stimulus): Advanced['outcome'] | 'unknown' {
    const instance = this.#instances.get(instanceId);
    if (instance?.status !== 'running') return 'unknown';
    const journey = this.#routing.byVersion.get(instance.versionId);
    if (!journey) return 'unknown';
    try {
      const context = this.#contextFor(journey, instance.namespace, instance.key);
      return this.#apply(advance(instance, stimulus, journey, context));
    } catch (fault) {
      this.faults.push(fault);
      return this.#apply(failInstance(instance, journey, this.#context.now));
    }
  }

  #fail(instanceId: string): void {
    const instance = this.#instances.get(instanceId);
    const journey = instance && this.#routing.byVersion.get(instance.versionId);
    if (instance?.status === 'running' && journey) this.#apply(failInstance(instance, journey, this.#context.now));
  }

  #apply(advanced: Advanced): Advanced['outcome'] {
    if (advanced.outcome !== 'advanced') return advanced.outcome;
    this.#remember(advanced.instance);
    if (!this.#created.has(advanced.instance.id)) this.#updated.add(advanced.instance.id);
    this.#calls.push(...advanced.calls);
    this.#steps.push(...advanced.steps);
    return 'advanced';
  }

  #contextFor(journey: CompiledJourney, namespace: string | null, key: string) {
    const person = journey.needsProfile ? personKey(journey.source.sandbox, namespace, key) : null;
    return { ...this.#context, profile: person === null ? null : (this.#profiles.get(person) ?? null) };
  }

  #latestOf(journeyId: string, key: string): Instance | undefined {
    const id = this.#latest.get(`${journeyId}\n${key}`);
    return id === undefined ? undefined : this.#instances.get(id);
  }

  /** Who is inside comes before who has left, whatever the times: the clocks of two doors may differ. */
  #remember(instance: Instance): void {
    this.#instances.set(instance.id, instance);
    const pair = `${instance.journeyId}\n${instance.key}`;
    const known = this.#instances.get(this.#latest.get(pair) ?? '');
    if (!known || known.id === instance.id || isLater(instance, known)) this.#latest.set(pair, instance.id);
  }

  #keepAsHistory(entry: LogEntry, namespace: string, schemaId: string): void {
    const { sandbox, key, payload, receivedAt } = entry;
    this.#history.push({ sandbox, namespace, key, schemaId, occurredAt: receivedAt, payload });
  }

  #discard(entry: LogEntry, journeyId: string | null, code: DiscardCode): void {
    const { sandbox, eventId, key } = entry;
    this.#discards.push({ sandbox, at: this.#context.now, code, eventId, journeyId, key });
  }
}

function isLater(instance: Instance, known: Instance): boolean {
  const isInside = instance.status === 'running';
  return isInside === (known.status === 'running') ? known.enteredAt <= instance.enteredAt : isInside;
}
