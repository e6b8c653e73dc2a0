import { openStore } from '@cairn/postgres';

/** URL of the server whose databases tests may create and drop: CAIRN_TEST_DATABASE_URL, or the local one. */
export function getTestServerUrl(): string {
  return process.env.CAIRN_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
}

let found: Promise<boolean> | undefined;

/** Whether the test server answers; asked once. */
export function hasTestServer(): Promise<boolean> {
  found ??= openStore({ databaseUrl: getTestServerUrl(), dataDir: '', poolSize: 1 }).then(
    async (store) => {
      await store.close();
      return true;
    },
    () => false,
  );
  return found;
}
