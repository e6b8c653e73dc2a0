import type { JsonValue } from '@cairn/expression';
import type { CompiledActivity, Outlet } from '../compile/compiled-activity.ts';
import type { CompiledJourney } from '../compile/compiled-journey.ts';
import type { Call } from '../effect.ts';
import { timeOrderedId } from '../identity/ids.ts';
import { type Hash128, type HashKey, hashKeyOf, sipHash } from '../identity/sip-hash.ts';
import type { Blocked, Instance, InstanceState, InstanceStatus } from '../instance.ts';
import { isLargerThan } from '../json/json-size.ts';
import { type AdvanceContext, defaultGlobalTimeoutMs, maxStateBytes } from './context.ts';
import { type OpenStepEvent, type StepTaken, stepEvent } from './step-event.ts';
import { timeZoneOf } from './time-zone.ts';

/**
 * The working copy of an instance while one stimulus is applied to it; `settle` makes the new instance of it.
 * It lives for one `advance` and is the only mutable thing of the pure engine.
 */
export class Passage {
  readonly journey: CompiledJourney;
  readonly context: AdvanceContext;
  readonly instance: Instance;
  readonly calls: Call[] = [];
  readonly steps: OpenStepEvent[] = [];
  /** Epoch milliseconds at which the global timeout strikes. */
  readonly lifeEndsAt: number;
  state: { -readonly [K in keyof InstanceState]: InstanceState[K] };
  isReentrance = false;
  #status: InstanceStatus;
  #hasGrown = false;
  #timeZone: string | null = null;
  #hashKey: HashKey | null = null;

  constructor(instance: Instance, journey: CompiledJourney, context: AdvanceContext) {
    this.instance = instance;
    this.journey = journey;
    this.context = context;
    this.state = { ...instance.state };
    this.#status = instance.status;
    this.lifeEndsAt = instance.enteredAt + (context.globalTimeoutMs ?? defaultGlobalTimeoutMs);
  }

  /** The profile's own zone when the journey says so and it has a known one, else the journey's (section 11). */
  get timeZone(): string {
    this.#timeZone ??= timeZoneOf(this.journey.source.definition, this.context.profile);
    return this.#timeZone;
  }

  /** A hash that belongs to the current step of this instance; the same step gives the same again. */
  hash(purpose: string): Hash128 {
    // The instance's id is hashed once: what is left to hash for each step is short.
    this.#hashKey ??= hashKeyOf(this.instance.id, this.journey.hashKey);
    return sipHash(this.#hashKey, `${this.state.stepCount}\n${purpose}`);
  }

  /** An id for something of the current step. */
  id(atMs: number, purpose: string): string {
    return timeOrderedId(atMs, this.hash(purpose));
  }

  receive(eventName: string, payload: JsonValue): void {
    this.state.events = withMember(this.state.events, eventName, payload);
    this.#hasGrown = true;
  }

  keepResponse(actionName: string, response: JsonValue): void {
    this.state.responses = withMember(this.state.responses, actionName, response);
    this.#hasGrown = true;
  }

  setProperties(properties: Readonly<Record<string, string | number>>): void {
    this.state.properties = { ...this.state.properties, ...properties };
  }

  /** Writes one step event and moves the position. */
  record(taken: StepTaken): void {
    const { activity } = taken;
    const stepId = this.id(this.context.now, 'step');
    this.steps.push(stepEvent(this, stepId, taken));
    this.state.lastStep = { stepId, activityId: activity.id, name: activity.name };
    this.state.stepCount += 1;
  }

  block(blocked: Blocked): null {
    this.state.blocked = blocked;
    if (blocked.on === 'call') this.#hasGrown = true;
    return null;
  }

  /** Ends the instance; the step taken last carries how. Returns null: there is no outlet to follow. */
  end(status: Exclude<InstanceStatus, 'running'>): null {
    this.#status = status;
    this.state.blocked = null;
    const last = this.steps.at(-1);
    if (last) {
      last.instanceEnded = true;
      last.instanceStatus = status;
    }
    return null;
  }

  /** Forgets what the person sent and what endpoints answered. */
  erase(): void {
    this.state = { ...this.state, blocked: null, events: {}, responses: {}, properties: {} };
  }

  /** Nothing more happens now: the new instance. */
  settle(): Instance {
    if (this.#status === 'running' && this.#hasGrown && isLargerThan(carriedData(this.state), maxStateBytes)) {
      this.#endTooLarge();
    }
    const isRunning = this.#status === 'running';
    return {
      ...this.instance,
      status: this.#status,
      endedAt: isRunning ? null : this.context.now,
      wakeAt: isRunning ? this.#wakeAt() : null,
      state: this.state,
    };
  }

  #endTooLarge(): void {
    this.calls.length = 0;
    const last = this.steps.at(-1);
    if (last) last.stepStatus = 'error';
    this.end('error');
    this.erase();
  }

  #wakeAt(): number {
    const blocked = this.state.blocked;
    if (blocked?.on !== 'listeners') return this.lifeEndsAt;
    return blocked.listeners.reduce(
      (earliest, { deadline }) => Math.min(earliest, deadline ?? earliest),
      this.lifeEndsAt,
    );
  }
}

/** The outlet of an activity's branch; empty when nothing is drawn there. */
export function outletOf(activity: CompiledActivity, branch: string): Outlet {
  return activity.outlets.get(branch) ?? nothingDrawn;
}
const nothingDrawn: Outlet = [];

function carriedData(state: InstanceState): JsonValue {
  const fetched = state.blocked?.on === 'call' ? state.blocked.fetched : {};
  return [state.events, state.responses, fetched];
}

/** A copy with one own member more or replaced, also for the name `__proto__`. */
export function withMember(
  record: Readonly<Record<string, JsonValue>>,
  name: string,
  value: JsonValue,
): Readonly<Record<string, JsonValue>> {
  return { ...record, [name]: value };
}
