import type { StepEvent, TurnCommit } from '@cairn/engine';

export interface StepCountRow {
  readonly versionId: string;
  readonly shard: number;
  readonly nodeId: string;
  readonly stepStatus: StepEvent['stepStatus'];
  /** Empty for none. */
  readonly branch: string;
  count: number;
}

export interface InstanceCountRow {
  readonly versionId: string;
  readonly shard: number;
  /** `entered`, or how an instance ended. */
  readonly what: 'entered' | NonNullable<StepEvent['instanceStatus']>;
  count: number;
}

/** What a turn's steps add to the counts of their versions. */
export function countTurn({ leases, steps }: Pick<TurnCommit, 'leases' | 'steps'>): {
  readonly steps: readonly StepCountRow[];
  readonly instances: readonly InstanceCountRow[];
} {
  const shard = Math.min(...leases.map(({ partition }) => partition), lastShard);
  const stepRows = new Map<string, StepCountRow>();
  const instanceRows = new Map<string, InstanceCountRow>();
  const countInstance = (versionId: string, what: InstanceCountRow['what']) => {
    const row = instanceRows.get(`${versionId} ${what}`);
    if (row) row.count += 1;
    else instanceRows.set(`${versionId} ${what}`, { versionId, shard, what, count: 1 });
  };
  for (const { versionId, nodeId, stepStatus, branch = '', entrance, instanceStatus } of steps) {
    const key = `${versionId} ${nodeId} ${stepStatus} ${branch}`;
    const row = stepRows.get(key);
    if (row) row.count += 1;
    else stepRows.set(key, { versionId, shard, nodeId, stepStatus, branch, count: 1 });
    if (entrance) countInstance(versionId, 'entered');
    if (instanceStatus) countInstance(versionId, instanceStatus);
  }
  return { steps: [...stepRows.values()], instances: [...instanceRows.values()] };
}

/** For a turn that touches no partition, which only a test makes. */
const lastShard = 32_767;
