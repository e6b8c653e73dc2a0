import type { AuthoringStore, AuthoringWrites } from '@cairn/authoring';
import type pg from 'pg';
import { lockKeys } from '../lock-keys.ts';
import { bumpRoutingEpoch } from '../run/routing-epoch.ts';
import { stopInstancesOfVersion } from '../run/stop-journey-version.ts';
import { objectQueries } from './object-queries.ts';
import type { Queryable } from './queryable.ts';
import { versionReads } from './version-queries.ts';
import { versionWrites } from './version-writes.ts';

/** The store of what people author, on tables authored_objects and journey*. */
export function createAuthoringStore(pool: pg.Pool): AuthoringStore {
  return {
    ...objectQueries(pool),
    ...versionReads(pool),
    change: (sandbox, work) => change(pool, sandbox, work),
  };
}

async function change<T>(pool: pg.Pool, sandbox: string, work: (tx: AuthoringWrites) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [lockKeys.authoring, sandbox]);
    const result = await work(writes(client));
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot roll back is broken: releasing it with the error discards it.
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}

function writes(client: pg.PoolClient): AuthoringWrites {
  const db: Queryable = client;
  return {
    ...objectQueries(db),
    ...versionReads(db),
    ...versionWrites(db),
    endInstances: async (versionId) => void (await stopInstancesOfVersion(client, versionId)),
    bumpRoutingEpoch: () => bumpRoutingEpoch(client),
  };
}
