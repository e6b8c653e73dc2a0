import { migrate, openStore } from '@cairn/postgres';
import { readSettings } from '../settings/settings.ts';

/** Brings the database up to date and ends. */
export async function runMigrations(): Promise<void> {
  const settings = readSettings(process.env);
  const store = await openStore({ databaseUrl: settings.databaseUrl, dataDir: settings.dataDir });
  try {
    await migrate(store.pool);
    process.stdout.write('The database is up to date.\n');
  } finally {
    await store.close();
  }
}
