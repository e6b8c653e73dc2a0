import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { migrate, openMemoryStore } from '@cairn/postgres';
import { getSchemaFingerprint } from './schema-fingerprint.ts';
import type { TestDatabase } from './test-database.ts';

const cacheDirectory = new URL('../../../../.cache/', import.meta.url);

/** A PGlite in memory, started from the dump of a migrated one. */
export async function openEmbeddedCopy(): Promise<TestDatabase> {
  return { ...(await openMemoryStore(await loadTemplate())), url: null };
}

/** The dump is kept in the clone's `.cache`: making a cluster takes seconds, loading one a fraction. */
async function loadTemplate(): Promise<Uint8Array> {
  const file = new URL(`test-database-${await getSchemaFingerprint()}.tar`, cacheDirectory);
  return readFile(file).catch(() => makeTemplate(file));
}

async function makeTemplate(file: URL): Promise<Uint8Array> {
  const store = await openMemoryStore(null);
  await migrate(store.pool);
  const template = await store.dump();
  await store.close();
  await mkdir(cacheDirectory, { recursive: true });
  // Renamed into place, so that a test process beside this one never reads half a file.
  const draft = new URL(`${file.href}.${process.pid}`);
  await writeFile(draft, template);
  await removeOtherTemplates();
  await rename(draft, file);
  return template;
}

/** Templates of schemas that were. */
async function removeOtherTemplates(): Promise<void> {
  const files = await readdir(cacheDirectory);
  const others = files.filter((name) => /^test-database-\w+\.tar$/.test(name));
  for (const name of others) await rm(new URL(name, cacheDirectory), { force: true });
}
