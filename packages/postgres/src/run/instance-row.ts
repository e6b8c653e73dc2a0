import type { Instance, InstanceState } from '@cairn/engine';
import { parseJson } from '@cairn/expression';

/** Columns of `instances i` under the engine's names. */
export const instanceColumns = `
  i.id, i.sandbox, i.journey_id as "journeyId", i.version_id as "versionId", i.partition, i.key, i.namespace, i.status,
  i.entered_at as "enteredAt", i.ended_at as "endedAt", i.wake_at as "wakeAt", i.state`;

export type InstanceRow = Omit<Instance, 'state'> & { readonly state: string };

export function toInstance(row: InstanceRow): Instance {
  return { ...row, state: parseJson(row.state) as unknown as InstanceState };
}
