import type pg from 'pg';
import { lockKeys } from '../lock-keys.ts';

type Queryable = Pick<pg.Pool, 'query'>;

/**
 * Says that what is live has changed: turns computed before will not be committed after. Call it first thing in the
 * transaction that makes the change (publish, close, stop, edit of an event): it waits for turns being committed and
 * holds back others until the transaction ends.
 */
export async function bumpRoutingEpoch(client: Queryable): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [lockKeys.routing]);
  await client.query('update routing set epoch = epoch + 1');
}

export async function loadRoutingEpoch(pool: Queryable): Promise<number> {
  const answer = await pool.query<{ epoch: number }>({ name: 'routing_epoch', text: 'select epoch from routing' });
  return answer.rows[0]!.epoch;
}
