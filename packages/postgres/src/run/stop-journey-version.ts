import type pg from 'pg';
import { bumpRoutingEpoch } from './routing-epoch.ts';

const endInstances = `
  update instances set status = 'stopped', ended_at = epoch_ms(), wake_at = null
  where version_id = $1 and status = 'running'`;

const cancelCalls = `
  update calls set status = 'cancelled', finished_at = epoch_ms()
  where status = 'pending' and version_id = $1`;

/**
 * Ends everybody inside a journey version and cancels their calls not yet sent, as part of the caller's transaction
 * (which also marks the version stopped). No turn computed before can be committed after it.
 *
 * @returns how many instances ended.
 */
export async function stopInstancesOfVersion(client: Pick<pg.Pool, 'query'>, versionId: string): Promise<number> {
  await bumpRoutingEpoch(client);
  const ended = await client.query(endInstances, [versionId]);
  await client.query(cancelCalls, [versionId]);
  return ended.rowCount ?? 0;
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
