import path from 'node:path';
import pg from 'pg';
import { lockDataDirectory } from './embedded/data-directory-lock.ts';
import { startEmbeddedServer } from './embedded/server.ts';
import { StoreError } from './store-error.ts';
import { valueParsers } from './value-parsers.ts';

export interface OpenStoreOptions {
  /** URL of a PostgreSQL server, 15 or newer; without it the embedded database is started in `dataDir`. */
  readonly databaseUrl?: string;
  /** Directory of the embedded database, created if needed. */
  readonly dataDir: string;
  /** Connections to a server, 10 if absent. The embedded database has one. */
  readonly poolSize?: number;
  /** Called once if the store breaks for good while open: the process can only end and start again. */
  readonly onFailure?: (error: StoreError) => void;
}

export interface OpenStore {
  /**
   * The embedded database has a single connection: code that holds a client and asks the pool for a second one waits
   * for ever, so pass the client on.
   */
  readonly pool: pg.Pool;
  readonly kind: 'embedded' | 'postgres';
  /** Waits for running queries, then lets go of connections, database and lock. */
  close(): Promise<void>;
}

/**
 * Opens the store; migrating it is the caller's next step.
 *
 * @throws StoreError STORE_UNREACHABLE, STORE_SERVER_TOO_OLD for a server; STORE_DATA_DIRECTORY_IN_USE,
 *   STORE_DATA_DIRECTORY_UNWRITABLE, STORE_DATA_DIRECTORY_UNREADABLE for the embedded database.
 */
export function openStore(options: OpenStoreOptions): Promise<OpenStore> {
  return options.databaseUrl ? openServer(options.databaseUrl, options.poolSize ?? 10) : openEmbedded(options);
}

async function openServer(databaseUrl: string, poolSize: number): Promise<OpenStore> {
  const pool = createPool({ connectionString: databaseUrl, max: poolSize, connectionTimeoutMillis: 10_000 });
  try {
    await checkServerVersion(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { pool, kind: 'postgres', close: () => pool.end() };
}

const oldestServerVersion = 150_000;

async function checkServerVersion(pool: pg.Pool): Promise<void> {
  const { number, text } = await loadServerVersion(pool);
  if (number >= oldestServerVersion) return;
  throw new StoreError('STORE_SERVER_TOO_OLD', `The database server is PostgreSQL ${text}; Cairn needs 15 or newer.`);
}

async function loadServerVersion(pool: pg.Pool): Promise<{ number: number; text: string }> {
  try {
    const answer = await pool.query<{ number: number; text: string }>(
      `select current_setting('server_version_num')::int as number, current_setting('server_version') as text`,
    );
    return answer.rows[0]!;
  } catch (error) {
    const reason = (error as Error).message || (error as NodeJS.ErrnoException).code;
    throw new StoreError(
      'STORE_UNREACHABLE',
      `Cannot use the database server of DATABASE_URL: ${reason}. Check that it runs, its address, user and password.`,
      error,
    );
  }
}

async function openEmbedded({ dataDir, onFailure }: OpenStoreOptions): Promise<OpenStore> {
  const lock = lockDataDirectory(dataDir);
  const server = await startOn(dataDir).catch((error) => {
    lock.release();
    throw error;
  });
  server.failed.then((error) => onFailure?.(unusable(dataDir, error)));
  const pool = createPool({ ...server.connection, ...embeddedPool });
  const close = async () => {
    await pool.end();
    await server.stop();
    lock.release();
  };
  return { pool, kind: 'embedded', close };
}

/**
 * PGlite is one session: the protocol messages of two connections would share unnamed statements and be interleaved
 * between Parse and Sync, so there is one connection. `pg` drops it after a failed query; its successor finds the
 * session as the former left it, and clears it of prepared statements.
 */
export const embeddedPool = {
  user: 'postgres',
  database: 'postgres',
  max: 1,
  idleTimeoutMillis: 0,
  onConnect: (client: pg.ClientBase) => client.query('discard all'),
} satisfies pg.PoolConfig;

async function startOn(dataDir: string) {
  try {
    return await startEmbeddedServer({ pgDataDir: path.join(dataDir, 'pglite'), template: null, socketDir: dataDir });
  } catch (error) {
    throw unusable(dataDir, error);
  }
}

function unusable(dataDir: string, cause: unknown): StoreError {
  return new StoreError(
    'STORE_DATA_DIRECTORY_UNREADABLE',
    `The embedded database in ${dataDir} failed: ${(cause as Error).message}. If it was damaged, restore a copy of the directory.`,
    cause,
  );
}

/** A pool that reads columns as this package expects them. */
export function createPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, types: valueParsers });
  // An idle connection that breaks is replaced by the pool; the query that meets a broken one reports the fault.
  pool.on('error', () => {});
  return pool;
}
