import type { JsonValue } from '@cairn/expression';
import type { CompiledJourney } from './compile/compiled-journey.ts';
import type { Call, StepEvent } from './effect.ts';
import { timeOrderedId } from './identity/ids.ts';
import { sipHash } from './identity/sip-hash.ts';
import type { Instance } from './instance.ts';
import type { AdvanceContext } from './passage/context.ts';
import { cutShort } from './passage/cut-short.ts';
import { fire, listenerDue, listenerFor } from './passage/fire-listener.ts';
import { outletOf, Passage } from './passage/passage.ts';
import { resumeCall } from './passage/resume-call.ts';
import { walk } from './passage/walk.ts';
import type { Stimulus } from './stimulus.ts';

export type { AdvanceContext } from './passage/context.ts';

/** The new instance and everything that must be made durable with it, in one commit. */
export interface Advanced {
  readonly instance: Instance;
  readonly calls: readonly Call[];
  readonly steps: readonly StepEvent[];
  /**
   * `notListening`: an event the instance does not wait for at this moment. `stale`: a timer that is not due, a result
   * nobody waits for, anything after the end. Both leave the instance untouched.
   */
  readonly outcome: 'advanced' | 'notListening' | 'stale';
}

/** An event that lets a person in. */
export interface EnterEvent {
  readonly key: string;
  readonly namespace: string | null;
  readonly partition: number;
  /** Place of the event in the log of its partition; with the partition it makes the instance's id unique. */
  readonly offset: number;
  readonly eventName: string;
  /** Id of the event definition. */
  readonly eventId: string;
  readonly payload: JsonValue;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** The person was inside before. */
  readonly isReentrance?: boolean;
}

/** Creates the instance of an event that `admit` let in, and advances it until it blocks or ends. */
export function enter(journey: CompiledJourney, event: EnterEvent, context: AdvanceContext): Advanced {
  const activity = journey.entries.get(event.eventName);
  if (!activity) throw new Error(`event ${event.eventName} does not start journey ${journey.source.journeyId}`);
  const passage = new Passage(newInstance(journey, event), journey, context);
  passage.isReentrance = event.isReentrance ?? false;
  passage.receive(event.eventName, event.payload);
  passage.record({
    activity,
    arrow: null,
    status: 'ended',
    startedAt: event.receivedAt,
    branch: 'next',
    details: { eventID: event.eventId },
  });
  if (context.isStopped) passage.end('stopped');
  else walk(passage, outletOf(activity, 'next'));
  return advanced(passage);
}

/**
 * Applies one stimulus. Pure: the same arguments give the same ids, draws, calls and step events again.
 * Stimuli must come in the order in which they happened: an event is taken to have come before any deadline that has
 * not been delivered as a timer yet.
 */
export function advance(
  instance: Instance,
  stimulus: Stimulus,
  journey: CompiledJourney,
  context: AdvanceContext,
): Advanced {
  if (instance.status !== 'running') return untouched(instance, 'stale');
  const passage = new Passage(instance, journey, context);
  if (context.isStopped) return endedEarly(passage, 'stopped');
  if (context.now >= passage.lifeEndsAt) return endedEarly(passage, 'timedOut');
  switch (stimulus.kind) {
    case 'event':
      return onEvent(passage, stimulus);
    case 'timer':
      return onTimer(passage);
    case 'callResult':
      return onCallResult(passage, stimulus);
  }
}

/** Ends an instance in error after a defect, so that one person's trouble stays theirs. */
export function failInstance(instance: Instance, journey: CompiledJourney, now: number): Advanced {
  return endedEarly(new Passage(instance, journey, { now, profile: null }), 'error');
}

function onEvent(passage: Passage, stimulus: Extract<Stimulus, { kind: 'event' }>): Advanced {
  const listener = listenerFor(passage, stimulus.eventName);
  if (!listener) return untouched(passage.instance, 'notListening');
  passage.receive(stimulus.eventName, stimulus.payload);
  walk(passage, fire(passage, listener, 'event', { eventID: stimulus.eventId }));
  return advanced(passage);
}

function onTimer(passage: Passage): Advanced {
  const listener = listenerDue(passage);
  if (!listener) return untouched(passage.instance, 'stale');
  walk(passage, fire(passage, listener, 'deadline'));
  return advanced(passage);
}

function onCallResult(passage: Passage, stimulus: Extract<Stimulus, { kind: 'callResult' }>): Advanced {
  const outlet = resumeCall(passage, stimulus.callId, stimulus.result);
  if (outlet === 'stale') return untouched(passage.instance, 'stale');
  walk(passage, outlet);
  return advanced(passage);
}

function endedEarly(passage: Passage, status: 'stopped' | 'timedOut' | 'error'): Advanced {
  cutShort(passage, status);
  return advanced(passage);
}

function advanced(passage: Passage): Advanced {
  return { instance: passage.settle(), calls: passage.calls, steps: passage.steps, outcome: 'advanced' };
}

function untouched(instance: Instance, outcome: 'notListening' | 'stale'): Advanced {
  return { instance, calls: [], steps: [], outcome };
}

function newInstance(journey: CompiledJourney, event: EnterEvent): Instance {
  const { sandbox, journeyId, versionId } = journey.source;
  const { key, namespace, partition, offset, receivedAt } = event;
  const hash = sipHash(journey.hashKey, `${journeyId}\n${partition}\n${offset}\n${key}`);
  return {
    id: timeOrderedId(receivedAt, hash),
    sandbox,
    journeyId,
    versionId,
    partition,
    key,
    namespace,
    status: 'running',
    enteredAt: receivedAt,
    endedAt: null,
    wakeAt: null,
    state: { blocked: null, events: {}, responses: {}, properties: {}, stepCount: 0, lastStep: null },
  };
}
