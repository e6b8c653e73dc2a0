import {
  type AdvanceContext,
  type Advanced,
  advance,
  type Call,
  type CallResult,
  type CompiledJourney,
  compileJourney,
  type EnterEvent,
  enter,
  type Instance,
  type JourneySource,
  type StepEvent,
  type Stimulus,
} from '@cairn/engine';
import type { JsonValue } from '@cairn/expression';
import { publishedAt } from './journey-source.ts';

/** A successful answer of an endpoint; members given replace the usual ones. */
export function callResult(more: Partial<CallResult> = {}): CallResult {
  return {
    outcome: 'success',
    httpStatus: 200,
    statusCode: 'http_200',
    response: {},
    attempts: 1,
    elapsedMs: 12,
    message: null,
    originError: null,
    originErrorCode: null,
    ...more,
  };
}

/**
 * One person on the way through one journey, without store or clock: stimuli go in, and everything that came out so far
 * can be looked at. The instance passes through JSON between two stimuli, as it does through the store.
 */
export class JourneyRun {
  readonly journey: CompiledJourney;
  /** Epoch milliseconds; moved by the author of the test. */
  now = publishedAt;
  instance: Instance | null = null;
  readonly calls: Call[] = [];
  readonly steps: StepEvent[] = [];
  readonly #context: Partial<AdvanceContext>;

  constructor(source: JourneySource, context: Partial<AdvanceContext> = {}) {
    this.journey = compileJourney(source);
    this.#context = context;
  }

  /** What the instance waits for: ids of the activities listening, or of the one calling. */
  get waitsAt(): readonly string[] {
    const blocked = this.instance?.state.blocked ?? null;
    if (blocked === null) return [];
    return blocked.on === 'call' ? [blocked.activityId] : blocked.listeners.map(({ activityId }) => activityId);
  }

  /** Ids of the nodes whose step was processed, with the branch taken: `late:yes`. */
  get path(): readonly string[] {
    return this.steps.map(({ nodeId, branch }) => (branch === undefined ? nodeId : `${nodeId}:${branch}`));
  }

  get status(): Instance['status'] | null {
    return this.instance?.status ?? null;
  }

  enter(eventName: string, payload: JsonValue = { id: 'p1' }, more: Partial<EnterEvent> = {}): Advanced {
    const event: EnterEvent = {
      key: 'p1',
      namespace: null,
      partition: 3,
      offset: 1,
      eventName,
      eventId: `event-${eventName}`,
      payload,
      receivedAt: this.now,
      ...more,
    };
    return this.#take(enter(this.journey, event, this.#contextNow()));
  }

  event(eventName: string, payload: JsonValue = { id: 'p1' }): Advanced {
    return this.apply({ kind: 'event', eventName, eventId: `event-${eventName}`, payload });
  }

  timer(): Advanced {
    return this.apply({ kind: 'timer' });
  }

  /** Answers the call made last, or the given one. */
  answer(more: Partial<CallResult> = {}, call: Call | undefined = this.calls.at(-1)): Advanced {
    if (!call) throw new Error('no call was made yet');
    return this.apply({ kind: 'callResult', callId: call.id, result: callResult(more) });
  }

  apply(stimulus: Stimulus): Advanced {
    if (!this.instance) throw new Error('nobody entered yet');
    return this.#take(advance(this.instance, stimulus, this.journey, this.#contextNow()));
  }

  #contextNow(): AdvanceContext {
    return { profile: null, ...this.#context, now: this.now };
  }

  #take(advanced: Advanced): Advanced {
    this.instance = JSON.parse(JSON.stringify(advanced.instance)) as Instance;
    this.calls.push(...advanced.calls);
    this.steps.push(...advanced.steps);
    return advanced;
  }
}
