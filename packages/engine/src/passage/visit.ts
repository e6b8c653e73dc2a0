import type { JsonValue, Scope, SegmentStatus } from '@cairn/expression';
import { historyMember } from '@cairn/model';
import type { Arrow, CompiledActivity, Outlet } from '../compile/compiled-activity.ts';
import type { StepEvent } from '../effect.ts';
import { randomUuid, unitInterval } from '../identity/ids.ts';
import type { Blocked } from '../instance.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { memberOf } from '../json/json-path.ts';
import type { Failure } from './failure.ts';
import { journeyProperty } from './journey-property.ts';
import { outletOf, type Passage } from './passage.ts';

type BlockedOnCall = Extract<Blocked, { on: 'call' }>;
/** Fetches made for a step so far. */
export type FetchCount = NonNullable<BlockedOnCall['fetches']>;
const noFetches: FetchCount = { count: 0, elapsedMs: 0 };
const noAnswers: BlockedOnCall['fetched'] = {};

type Params = Readonly<Record<string, JsonValue>>;

/**
 * One instance at one activity: what the activity's expressions see, and how the activity is left.
 * The clock stands still at `startedAt` for the whole visit, also when answers of other systems come in between, so
 * that parameters evaluated before a fetch and after it name the same fetch.
 */
export class Visit implements Scope {
  readonly passage: Passage;
  readonly activity: CompiledActivity;
  readonly arrow: Arrow | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Answers of external field groups, by id of their call. */
  readonly fetched: Params;
  readonly fetches: FetchCount;
  /** Source and group -> values of the parameters given in the editor's tabs. */
  readonly tabParams = new Map<string, Params>();
  #now: Temporal.Instant | null = null;
  #wallClock: Temporal.ZonedDateTime | null = null;
  #draws = 0;

  constructor(passage: Passage, activity: CompiledActivity, arrow: Arrow | null, resumed?: BlockedOnCall) {
    this.passage = passage;
    this.activity = activity;
    this.arrow = arrow;
    this.startedAt = resumed?.startedAt ?? passage.context.now;
    this.fetched = resumed?.fetched ?? noAnswers;
    this.fetches = resumed?.fetches ?? noFetches;
  }

  get now(): Temporal.Instant {
    this.#now ??= Temporal.Instant.fromEpochMilliseconds(this.startedAt);
    return this.#now;
  }

  get timeZone(): string {
    return this.passage.timeZone;
  }

  /** Date and time on the wall of the instance's zone. */
  get wallClock(): Temporal.ZonedDateTime {
    this.#wallClock ??= this.now.toZonedDateTimeISO(this.timeZone);
    return this.#wallClock;
  }

  /** Epoch milliseconds of a wall-clock time in the instance's zone: a skipped time moves forward, a doubled one is the earlier. */
  instantOf(local: Temporal.PlainDateTime): number {
    return local.toZonedDateTime(this.timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
  }

  event(name: string): JsonValue | undefined {
    return memberOf(this.passage.state.events, name);
  }

  action(name: string): JsonValue | undefined {
    return memberOf(this.passage.state.responses, name);
  }

  property(name: string): JsonValue | undefined {
    return journeyProperty(name, this.passage, this.activity);
  }

  group(source: string, group: string, params: Params | undefined): JsonValue | undefined {
    const binding = this.passage.journey.dataSources.get(source);
    if (binding?.kind !== 'profile')
      return this.fetched[this.fetchId(source, group, params ?? this.tabParams.get(`${source}.${group}`))];
    const { profile } = this.passage.context;
    const history = binding.historyGroups.get(group);
    return history ? { [historyMember]: profile?.history.get(history.schemaId) ?? [] } : profile?.attributes;
  }

  /** Nobody is a member until segments are kept. */
  segmentStatus(): SegmentStatus | undefined {
    return undefined;
  }

  random(): number {
    return unitInterval(this.#nextDraw());
  }

  uuid(): string {
    return randomUuid(this.#nextDraw());
  }

  /** The draw of a percentage split, in [0, 1): one per visit, the same for all its paths. */
  draw(): number {
    return unitInterval(this.#hash('split'));
  }

  /** Id of the call that fetches a group with these parameters: equal parameters, one fetch per step (J109). */
  fetchId(source: string, group: string, params: Params | undefined): string {
    return this.passage.id(this.startedAt, `fetch\n${source}\n${group}\n${canonicalJson(params ?? {})}`);
  }

  /** Takes a branch: writes the step and says where it leads. */
  leave(branch: string, details?: StepEvent['details']): Outlet {
    this.#record('ended', branch, details);
    return outletOf(this.activity, branch);
  }

  /** Writes the step and goes nowhere: the instance completes. */
  leaveNowhere(details?: StepEvent['details']): Outlet {
    this.#record('ended', undefined, details);
    return [];
  }

  /** The alternative path takes it from here, or the instance ends in error. */
  fail(failure: Failure, details?: StepEvent['details']): Outlet | null {
    const { activity, passage } = this;
    passage.setProperties({
      ...failure.properties,
      lastErrorCode: failure.lastErrorCode,
      lastNodeUIDInError: activity.id,
      lastNodeNameInError: activity.name,
      lastNodeTypeInError: activity.kind,
    });
    const told = failure.reason === undefined ? details : { ...details, reason: failure.reason };
    this.#record(failure.stepStatus, activity.hasAlternativePath ? 'error' : undefined, told);
    return activity.hasAlternativePath ? outletOf(activity, 'error') : passage.end('error');
  }

  #record(
    status: StepEvent['stepStatus'],
    branch: string | undefined,
    details: StepEvent['details'] | undefined,
  ): void {
    const { activity, arrow, startedAt } = this;
    this.passage.record({
      activity,
      arrow,
      startedAt,
      status,
      ...(branch === undefined ? {} : { branch }),
      ...(details === undefined ? {} : { details }),
    });
  }

  #nextDraw() {
    this.#draws += 1;
    return this.#hash(`draw ${this.#draws}`);
  }

  #hash(purpose: string) {
    return this.passage.hash(`${this.activity.id}\n${purpose}`);
  }
}
