import type { Lease, RunStore } from '@cairn/engine';
import type pg from 'pg';
import { lockKeys } from '../lock-keys.ts';

/** Ownership of partitions; the database's clock decides what has expired, so workers' clocks may differ. */
export function createLeases(pool: pg.Pool): Pick<RunStore, 'claimLeases' | 'releaseLeases'> {
  return {
    claimLeases: async (workerId, leaseMs) => {
      const answer = await pool.query<Lease>({
        name: 'claim_leases',
        text: `select leased_partition as partition, leased_epoch as epoch, leased_cursor as cursor
          from claim_leases($1, $2)`,
        values: [workerId, leaseMs],
      });
      return answer.rows;
    },
    releaseLeases: async (workerId) => {
      await pool.query(
        `with locked as materialized (select pg_advisory_xact_lock($2)),
          gone as (delete from workers where id = $1 and exists (select from locked))
        update partitions set owner = null, lease_until = 0, epoch = epoch + 1
        where owner = $1 and exists (select from locked)`,
        [workerId, lockKeys.leases],
      );
    },
  };
}

/**
 * Takes the leases of all workers away. For a store that one process has to itself: whoever held them before is gone,
 * and its heir need not wait for their end.
 */
export async function endAllLeases(pool: pg.Pool): Promise<void> {
  await pool.query(`with gone as (delete from workers)
    update partitions set owner = null, lease_until = 0, epoch = epoch + 1 where owner is not null`);
}
