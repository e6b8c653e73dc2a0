import { randomUUID } from 'node:crypto';
import { migrate, type OpenStore, openStore } from '@cairn/postgres';
import { getSchemaFingerprint } from './schema-fingerprint.ts';
import type { TestDatabase } from './test-database.ts';
import { getTestServerUrl } from './test-server.ts';

const templateLock = 7_219_999;

/** A database on the test server, copied from a migrated template. */
export async function openServerCopy(): Promise<TestDatabase> {
  const name = `cairn_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(async ({ pool }) => {
    const template = await ensureTemplate(pool);
    await pool.query(`create database ${name} template ${template}`);
  });
  const url = getDatabaseUrl(name);
  const store = await open(url);
  const close = async () => {
    await store.close();
    await onServer(({ pool }) => pool.query(`drop database if exists ${name} with (force)`));
  };
  return { ...store, url, close };
}

async function ensureTemplate(pool: OpenStore['pool']): Promise<string> {
  const name = `cairn_template_${await getSchemaFingerprint()}`;
  const client = await pool.connect();
  try {
    // Of test processes that start together one makes the template, the others wait for it.
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await makeTemplate(client, name);
    return name;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [templateLock]);
    client.release();
  }
}

/** Migrated under another name first: a template that exists is complete. */
async function makeTemplate(client: Pick<OpenStore['pool'], 'query'>, name: string): Promise<void> {
  const draft = `${name}_draft`;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft}`);
  const store = await open(getDatabaseUrl(draft));
  try {
    await migrate(store.pool);
  } finally {
    await store.close();
  }
  await client.query(`alter database ${draft} rename to ${name}`);
  await dropOtherTemplates(client, name);
}

/** Templates of schemas that were; one that is being copied at this moment stays for the next time. */
async function dropOtherTemplates(client: Pick<OpenStore['pool'], 'query'>, current: string): Promise<void> {
  const others = await client.query<{ name: string }>(
    `select datname as name from pg_database where datname like 'cairn\\_template\\_%' and datname <> $1`,
    [current],
  );
  for (const { name } of others.rows) await client.query(`drop database if exists ${name}`).catch(() => {});
}

async function onServer(work: (store: OpenStore) => Promise<unknown>): Promise<void> {
  const store = await open(getTestServerUrl());
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

function getDatabaseUrl(name: string): string {
  const url = new URL(getTestServerUrl());
  url.pathname = `/${name}`;
  return url.href;
}

function open(databaseUrl: string): Promise<OpenStore> {
  return openStore({ databaseUrl, dataDir: '', poolSize: 4 });
}
