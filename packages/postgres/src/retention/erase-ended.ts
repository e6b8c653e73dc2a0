import type pg from 'pg';

const erase = `
  with ended as materialized (
    select id from instances where status <> 'running' and ended_at < $1 limit $2
  ), gone_passages as (
    delete from passages where instance_id in (select id from ended)
  )
  delete from instances where id in (select id from ended)`;

/**
 * Erases instances that ended before `before` (epoch milliseconds) with their calls and steps, at most `limit`
 * instances; call again while it returns `limit`. What they add up to stays in the counts of their version.
 */
export async function eraseEnded(pool: pg.Pool, before: number, limit: number): Promise<number> {
  return (await pool.query(erase, [before, limit])).rowCount ?? 0;
}
