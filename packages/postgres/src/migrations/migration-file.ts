import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

/** One numbered file of `sql/`. */
export interface Migration {
  /** File name, `NNNN_name.sql`: migrations are applied in the order of their names. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file in hex, kept with the database to notice an edit of what was already applied. */
  readonly checksum: string;
  /** Marked `--! breaking`: a process that does not know this migration must not use the database. */
  readonly isBreaking: boolean;
}

const migrationDirectory = new URL('../../sql/', import.meta.url);
const migrationName = /^\d{4}_[a-z0-9_]+\.sql$/;

/** Loads the migrations this release knows, in order. */
export async function loadMigrations(directory: URL = migrationDirectory): Promise<readonly Migration[]> {
  const names = (await readdir(directory)).filter((name) => migrationName.test(name)).sort();
  return Promise.all(names.map((name) => loadMigration(directory, name)));
}

async function loadMigration(directory: URL, name: string): Promise<Migration> {
  const sql = await readFile(new URL(name, directory), 'utf8');
  return {
    name,
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
    isBreaking: /^--! breaking$/m.test(sql),
  };
}
