// Writes packages/postgres/schema.sql anew from the migrations; with --check compares it and exits 1 when it is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { openMemoryStore } from '../src/embedded/open-memory-store.ts';
import { migrate } from '../src/migrations/migrate.ts';
import { describeSchema } from '../src/schema/describe-schema.ts';

const file = new URL('../schema.sql', import.meta.url);
const store = await openMemoryStore(null);
await migrate(store.pool);
const schema = await describeSchema(store.pool);
await store.close();

if (!process.argv.includes('--check')) {
  await writeFile(file, schema);
} else if ((await readFile(file, 'utf8')) !== schema) {
  console.error('packages/postgres/schema.sql is stale; run node packages/postgres/scripts/dump-schema.ts');
  process.exitCode = 1;
}
