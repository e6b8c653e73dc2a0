import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestDatabase } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { migrate } from './migrate.ts';

await describeOnStores('Migrations', (fresh) => {
  let store: TestDatabase;
  let directory: URL;
  beforeAll(async () => {
    store = await fresh();
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    directory = pathToFileURL(`${await mkdtemp(path.join(os.tmpdir(), 'cairn-migrations-'))}/`);
    await store.pool.query('drop table schema_migrations; drop table if exists fruit, nuts');
  });
  afterEach(() => rm(directory, { recursive: true }));
  const write = (name: string, sql: string) => writeFile(new URL(name, directory), sql);

  it('are applied once, in the order of their numbers', async () => {
    await write('0002_more.sql', 'alter table fruit add column name text; insert into fruit values (1, $$apple;$$);');
    await write('0001_fruit.sql', 'create table fruit (id integer);');
    await write('notes.txt', 'not a migration');
    expect(await migrate(store.pool, directory)).toEqual(['0001_fruit.sql', '0002_more.sql']);
    expect(await migrate(store.pool, directory)).toEqual([]);
    expect((await store.pool.query('select * from fruit')).rows).toEqual([{ id: 1, name: 'apple;' }]);
  });

  it('are applied once when two processes start together', async () => {
    await write('0001_fruit.sql', 'create table fruit (id integer);');
    const applied = await Promise.all([migrate(store.pool, directory), migrate(store.pool, directory)]);
    expect(applied.flat()).toEqual(['0001_fruit.sql']);
  });

  it('refuse to go on when an applied file was edited', async () => {
    await write('0001_fruit.sql', 'create table fruit (id integer);');
    await migrate(store.pool, directory);
    await write('0001_fruit.sql', 'create table fruit (id bigint);');
    await expect(migrate(store.pool, directory)).rejects.toMatchObject({ code: 'STORE_MIGRATION_CHANGED' });
  });

  it('leave the database at the file before when one fails', async () => {
    await write('0001_fruit.sql', 'create table fruit (id integer);');
    await write('0002_nuts.sql', 'create table nuts (id integer); select 1 / 0;');
    await expect(migrate(store.pool, directory)).rejects.toMatchObject({
      code: 'STORE_MIGRATION_FAILED',
      message: expect.stringContaining('0002_nuts.sql failed: error: division by zero'),
    });
    expect((await store.pool.query(`select to_regclass('nuts') as nuts`)).rows).toEqual([{ nuts: null }]);
    expect((await store.pool.query('select name from schema_migrations')).rows).toEqual([{ name: '0001_fruit.sql' }]);
  });

  it('of a newer release stop an older one only when they break it', async () => {
    await write('0001_fruit.sql', 'create table fruit (id integer);');
    await write('0002_index.sql', 'create index fruit_id on fruit (id);');
    await migrate(store.pool, directory);
    await rm(new URL('0002_index.sql', directory));
    expect(await migrate(store.pool, directory)).toEqual([]);

    await write('0003_drop.sql', '--! breaking\ndrop table fruit;');
    await migrate(store.pool, directory);
    await rm(new URL('0003_drop.sql', directory));
    await expect(migrate(store.pool, directory)).rejects.toMatchObject({ code: 'STORE_SCHEMA_TOO_NEW' });
  });
});
