import { createPool, embeddedPool, type OpenStore } from '../open-store.ts';
import { startEmbeddedServer } from './server.ts';

export interface MemoryStore extends OpenStore {
  /** The whole database as a tar file: the `template` of others. */
  dump(): Promise<Uint8Array>;
}

/** The embedded database without a data directory, for tests; empty, or a copy of `template`. */
export async function openMemoryStore(template: Uint8Array | null): Promise<MemoryStore> {
  const server = await startEmbeddedServer({ pgDataDir: null, template, socketDir: null });
  const pool = createPool({ ...server.connection, ...embeddedPool });
  const close = async () => {
    await pool.end();
    await server.stop();
  };
  return { pool, kind: 'embedded', dump: server.dump, close };
}
