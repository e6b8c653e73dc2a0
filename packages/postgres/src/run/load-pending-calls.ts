import type { Call } from '@cairn/engine';
import { parseJson } from '@cairn/expression';
import type pg from 'pg';

// Ids grow with time, so that their order is that of the calls.
const pendingCalls = `
  select c.id, c.sandbox, c.partition, c.instance_id as "instanceId", c.journey_id as "journeyId",
    c.version_id as "versionId", c.activity_id as "activityId", c.timeout_ms as "timeoutMs", c.kind,
    c.target_id as "targetId", c.request
  from calls c
  where c.partition = any($1::smallint[]) and c.status = 'pending'
    and c.id > coalesce($2, '')
  order by c.id limit $3`;

/** Calls without a result, oldest first; `afterId` is the last call of the page before. */
export async function loadPendingCalls(
  pool: pg.Pool,
  partitions: readonly number[],
  afterId: string | null,
  limit: number,
): Promise<readonly Call[]> {
  const answer = await pool.query<{ request: string }>(pendingCalls, [partitions, afterId, limit]);
  return answer.rows.map(({ request, ...address }) => ({ ...address, ...(parseJson(request) as object) }) as Call);
}
