import type { RecordedStep } from '@cairn/engine';

export const selectSteps = `
  select seq, step_id as "stepId", sandbox, instance_id as "instanceId", journey_id as "journeyId",
    version_id as "versionId", key, namespace, at, node_id as "nodeId", node_name as "nodeName",
    node_type as "nodeType", step_type as "stepType", step_status as "stepStatus", entrance, reentrance,
    instance_ended as "instanceEnded", instance_status as "instanceStatus", parent_step_id as "parentStepId",
    parent_step_name as "parentStepName", parent_transition_id as "parentTransitionId",
    parent_transition_name as "parentTransitionName", branch, processing_time_ms as "processingTimeMs", details
  from step_events`;

/** A row as selected: members that do not apply are null, details are JSON text. */
export type StepRow = Omit<RecordedStep, 'details'> & { readonly details: string | null };

/** Members that do not apply are left out, as in the engine's own; only `namespace` may be null. */
export function toRecordedStep({ details, ...row }: StepRow): RecordedStep {
  const members = Object.entries(row).filter(([name, value]) => value !== null || name === 'namespace');
  const step = Object.fromEntries(members) as unknown as RecordedStep;
  return details === null ? step : { ...step, details: JSON.parse(details) };
}
