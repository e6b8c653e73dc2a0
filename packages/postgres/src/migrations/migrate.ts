import type pg from 'pg';
import { lockKeys } from '../lock-keys.ts';
import { StoreError } from '../store-error.ts';
import { loadMigrations, type Migration } from './migration-file.ts';

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly is_breaking: boolean;
}

/**
 * Brings the database to this release's schema; safe to call from several processes at once and when nothing is to do.
 * Each file runs in a transaction of its own, so a failure leaves the database at the file before.
 *
 * @returns names of the files applied by this call.
 * @throws StoreError STORE_MIGRATION_CHANGED (a file was edited or removed after it was applied),
 *   STORE_MIGRATION_FAILED (its SQL failed; the cause says why), STORE_SCHEMA_TOO_NEW (a newer release made a
 *   breaking change).
 */
export async function migrate(pool: pg.Pool, directory?: URL): Promise<readonly string[]> {
  const migrations = await loadMigrations(directory);
  const client = await pool.connect();
  try {
    const appliedNow: string[] = [];
    for (let name = await applyNext(client, migrations); name; name = await applyNext(client, migrations)) {
      appliedNow.push(name);
    }
    return appliedNow;
  } finally {
    client.release();
  }
}

/** Applies the first file the database lacks, under the lock that keeps two processes from applying it both. */
async function applyNext(client: pg.PoolClient, migrations: readonly Migration[]): Promise<string | null> {
  await client.query('begin');
  try {
    const next = firstMissing(await lockAndLoadApplied(client), migrations);
    if (next) await apply(client, next);
    await client.query('commit');
    return next?.name ?? null;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function lockAndLoadApplied(client: pg.PoolClient): Promise<readonly AppliedMigration[]> {
  await client.query('select pg_advisory_xact_lock($1)', [lockKeys.migration]);
  await client.query(`create table if not exists schema_migrations (
    name text primary key,
    checksum text not null,
    is_breaking boolean not null,
    applied_at timestamptz not null default now()
  )`);
  const applied = await client.query<AppliedMigration>(
    'select name, checksum, is_breaking from schema_migrations order by name',
  );
  return applied.rows;
}

function firstMissing(applied: readonly AppliedMigration[], migrations: readonly Migration[]): Migration | undefined {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, is_breaking } of applied) {
    const file = known.get(name);
    if (!file && is_breaking) throw tooNew(name);
    if (file && file.checksum !== checksum) throw changed(name);
  }
  const present = new Set(applied.map(({ name }) => name));
  return migrations.find(({ name }) => !present.has(name));
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
  } catch (error) {
    throw new StoreError('STORE_MIGRATION_FAILED', `Migration ${migration.name} failed: ${error}`, error);
  }
  await client.query('insert into schema_migrations (name, checksum, is_breaking) values ($1, $2, $3)', [
    migration.name,
    migration.checksum,
    migration.isBreaking,
  ]);
}

function tooNew(name: string): StoreError {
  return new StoreError(
    'STORE_SCHEMA_TOO_NEW',
    `The database was changed by a newer release (${name}) in a way this release cannot work with. Start the newer release.`,
  );
}

function changed(name: string): StoreError {
  return new StoreError(
    'STORE_MIGRATION_CHANGED',
    `The file ${name} differs from what was applied to this database. Restore the file; put changes in a new one.`,
  );
}
