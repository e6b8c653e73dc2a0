import type pg from 'pg';
import { bumpRoutingEpoch } from './routing-epoch.ts';

const cancelCalls = `
  insert into passages (sandbox, instance_id, version_id, steps, calls)
  select i.sandbox, i.id, i.version_id, '[]', (
    select json_agg(json_build_object('id', c.id, 'journeyId', i.journey_id, 'activityId', c."activityId",
      'kind', c.kind, 'targetId', c."targetId", 'timeoutMs', c."timeoutMs", 'status', 'cancelled',
      'finishedAt', epoch_ms()))
    from json_to_recordset(i.pending_calls) as c(id text, "activityId" text, kind text, "targetId" text,
      "timeoutMs" integer)
  )
  from instances i
  where i.version_id = $1 and i.status = 'running' and i.pending_calls is not null`;

const endInstances = `
  with ended as (
    update instances set status = 'stopped', ended_at = epoch_ms(), wake_at = null, pending_calls = null,
      pending_requests = null
    where version_id = $1 and status = 'running'
    returning partition
  ), counted as (
    insert into instance_counts as c (version_id, shard, what, count)
    select $1, min(partition), 'stopped', count(*) from ended having count(*) > 0
    on conflict (version_id, shard, what) do update set count = c.count + excluded.count
  )
  select count(*)::int as count from ended`;

/**
 * Ends everybody inside a journey version and cancels their calls not yet sent, as part of the caller's transaction
 * (which also marks the version stopped). No turn computed before can be committed after it.
 *
 * @returns how many instances ended.
 */
export async function stopInstancesOfVersion(client: Pick<pg.Pool, 'query'>, versionId: string): Promise<number> {
  await bumpRoutingEpoch(client);
  await client.query(cancelCalls, [versionId]);
  const ended = await client.query<{ count: number }>(endInstances, [versionId]);
  return ended.rows[0]!.count;
}

/** The same in a transaction of its own. */
export async function stopJourneyVersion(pool: pg.Pool, versionId: string): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const count = await stopInstancesOfVersion(client, versionId);
    await client.query('commit');
    return count;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
