import type { Instance, RunStore } from '@cairn/engine';
import type pg from 'pg';
import { type InstanceRow, instanceColumns, toInstance } from './instance-row.ts';

type InstanceLoaders = Pick<RunStore, 'loadLatestInstances' | 'loadInstances' | 'loadDueInstances' | 'loadNextWakeAt'>;

const latestOfPairs = {
  name: 'latest_instances',
  text: `select ${instanceColumns} from latest_instances($1, $2) i`,
};

const byIds = `select ${instanceColumns} from instances i where i.id = any($1::text[])`;

// One index range for each partition, then the earliest of all: a scan over all partitions would have to sort.
const due = `
  select ${instanceColumns}
  from unnest($1::smallint[]) as p(partition)
  cross join lateral (
    select * from instances i
    where i.partition = p.partition and i.status = 'running' and i.wake_at is not null and i.wake_at <= $2
    order by i.wake_at limit $3
  ) i
  order by i.wake_at limit $3`;

const nextWakeAt = `
  select min(first.wake_at) as "wakeAt"
  from unnest($1::smallint[]) as p(partition)
  cross join lateral (
    select wake_at from instances i
    where i.partition = p.partition and i.status = 'running' and i.wake_at is not null
    order by i.wake_at limit 1
  ) first`;

/** The queries a turn starts with. */
export function createInstanceLoaders(pool: pg.Pool): InstanceLoaders {
  // Unnamed, so planned for the tables' size of the moment: a kept plan would scan what was small when it was made.
  const load = async (text: string, values: unknown[]): Promise<readonly Instance[]> =>
    (await pool.query<InstanceRow>(text, values)).rows.map(toInstance);
  return {
    loadLatestInstances: async (pairs) => {
      const values = [pairs.map(({ journeyId }) => journeyId), pairs.map(({ key }) => key)];
      return (await pool.query<InstanceRow>({ ...latestOfPairs, values })).rows.map(toInstance);
    },
    loadInstances: (ids) => load(byIds, [ids]),
    loadDueInstances: (partitions, now, limit) => load(due, [partitions, now, limit]),
    loadNextWakeAt: async (partitions) => {
      const answer = await pool.query<{ wakeAt: number | null }>(nextWakeAt, [partitions]);
      return answer.rows[0]!.wakeAt;
    },
  };
}
