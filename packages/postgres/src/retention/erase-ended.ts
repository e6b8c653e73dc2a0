import type pg from 'pg';

const erase = `
  with ended as materialized (
    select id from instances where status <> 'running' and ended_at < $1 order by ended_at limit $2
  ), gone_calls as (
    delete from calls where instance_id in (select id from ended)
  ), counted_steps as (
    update step_events set key = '', namespace = null, details = null where instance_id in (select id from ended)
  )
  delete from instances where id in (select id from ended)`;

/**
 * Erases instances that ended before `before` (epoch milliseconds) with their calls, at most `limit` instances; call
 * again while it returns `limit`. Their step events stay to be counted, without person and details.
 */
export async function eraseEnded(pool: pg.Pool, before: number, limit: number): Promise<number> {
  return (await pool.query(erase, [before, limit])).rowCount ?? 0;
}
