import type { RecordedStep } from '@cairn/engine';

export const selectSteps = `
  select seq, sandbox, instance_id as "instanceId", version_id as "versionId", at, members
  from steps`;

/** A row as selected; `members` is JSON text of everything else. */
export interface StepRow extends Pick<RecordedStep, 'seq' | 'sandbox' | 'instanceId' | 'versionId' | 'at'> {
  readonly members: string;
}

export function toRecordedStep({ members, ...row }: StepRow): RecordedStep {
  return { ...row, ...JSON.parse(members) };
}
