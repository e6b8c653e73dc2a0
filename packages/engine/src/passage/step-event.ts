import type { Arrow, CompiledActivity } from '../compile/compiled-activity.ts';
import type { StepEvent } from '../effect.ts';
import type { Passage } from './passage.ts';

/** The last step can still learn how the instance ended. */
export type OpenStepEvent = { -readonly [K in keyof StepEvent]: StepEvent[K] };

/** One processed step, as the activity that took it describes it. */
export interface StepTaken {
  readonly activity: CompiledActivity;
  /** Arrow by which the activity was reached; null for an entry. */
  readonly arrow: Arrow | null;
  readonly status: StepEvent['stepStatus'];
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly branch?: string;
  readonly details?: StepEvent['details'];
}

/** The step event of section 17; must be made before the position moves, because its parent is the step before. */
export function stepEvent(passage: Passage, stepId: string, taken: StepTaken): OpenStepEvent {
  const { instance, context, state } = passage;
  const step: OpenStepEvent = {
    stepId,
    sandbox: instance.sandbox,
    instanceId: instance.id,
    journeyId: instance.journeyId,
    versionId: instance.versionId,
    key: instance.key,
    namespace: instance.namespace,
    at: context.now,
    nodeId: taken.activity.id,
    nodeName: taken.activity.name,
    nodeType: taken.activity.nodeType,
    stepType: stepTypes[taken.activity.kind],
    stepStatus: taken.status,
    processingTimeMs: Math.max(0, context.now - taken.startedAt),
  };
  if (taken.branch !== undefined) step.branch = taken.branch;
  if (taken.details !== undefined) step.details = taken.details;
  if (state.stepCount === 0) {
    step.entrance = true;
    if (passage.isReentrance) step.reentrance = true;
  }
  if (state.lastStep) {
    step.parentStepId = state.lastStep.stepId;
    step.parentStepName = state.lastStep.name;
  }
  if (taken.arrow) {
    step.parentTransitionId = taken.arrow.id;
    step.parentTransitionName = taken.arrow.name;
  }
  return step;
}

const stepTypes: Readonly<Record<CompiledActivity['kind'], string>> = {
  event: 'Event',
  condition: 'Condition',
  wait: 'Timer',
  action: 'Action',
  end: 'End',
};
