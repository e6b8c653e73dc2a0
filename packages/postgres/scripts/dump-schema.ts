// Writes packages/postgres/schema.sql anew from the migrations.
import { writeFile } from 'node:fs/promises';
import { openMemoryStore } from '../src/embedded/open-memory-store.ts';
import { migrate } from '../src/migrations/migrate.ts';
import { describeSchema } from '../src/schema/describe-schema.ts';

const store = await openMemoryStore(null);
await migrate(store.pool);
await writeFile(new URL('../schema.sql', import.meta.url), await describeSchema(store.pool));
await store.close();
