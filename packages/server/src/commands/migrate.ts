import { migrate, openStore } from '@cairn/postgres';
import { readSettings, type Settings } from '../settings/settings.ts';
import { explainFailure } from './explain-failure.ts';

/** Brings the database up to date and ends. */
export async function runMigrations(): Promise<void> {
  const settings = readSettings(process.env);
  await migrateStore(settings).catch((error) => {
    throw explainFailure(error, settings);
  });
  process.stdout.write('The database is up to date.\n');
}

async function migrateStore({ databaseUrl, dataDir }: Settings): Promise<void> {
  await using closing = new AsyncDisposableStack();
  const { pool, close } = await openStore({ databaseUrl, dataDir });
  closing.defer(close);
  await migrate(pool);
}
