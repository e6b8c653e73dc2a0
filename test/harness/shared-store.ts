import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openStore } from '@cairn/postgres';
import { freshDatabase, type TestDatabase } from '@cairn/testkit';

type Pool = TestDatabase['pool'];

/** A store that child processes of a test open one after the other or, on a server, together. */
export interface SharedStore {
  /** Settings that make a process use it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Looks into the store; the embedded one only while no process has it open. */
  inspect<T>(look: (pool: Pool) => Promise<T>): Promise<T>;
  /** Removes it with everything in it. */
  remove(): Promise<void>;
}

export async function createSharedStore(kind: 'embedded' | 'postgres'): Promise<SharedStore> {
  const cache = resolve(import.meta.dirname, '../../.cache');
  mkdirSync(cache, { recursive: true });
  const dataDir = mkdtempSync(join(cache, 'chaos-'));
  const database = kind === 'postgres' ? await freshDatabase('postgres') : null;
  return {
    environment: {
      CAIRN_DATA_DIR: dataDir,
      CAIRN_PORT: '0',
      CAIRN_SAMPLE: 'off',
      DATABASE_URL: database?.url ?? '',
    },
    inspect: async (look) => {
      if (database) return look(database.pool);
      const store = await openStore({ dataDir });
      return look(store.pool).finally(() => store.close());
    },
    remove: async () => {
      await database?.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
