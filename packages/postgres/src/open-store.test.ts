import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from './open-store.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'cairn-store-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Another process that opens the directory, writes rows and tells of each after its commit. */
function startWriter() {
  const writer = fork(new URL('./embedded/writer-fixture.ts', import.meta.url), [dataDir], { execArgv: [] });
  const acknowledged: number[] = [];
  writer.on('message', (row: number) => acknowledged.push(row));
  return { writer, acknowledged };
}

describe('The embedded store', () => {
  it('refuses a directory that another process uses, naming it', async () => {
    const { writer } = startWriter();
    await once(writer, 'message');
    await expect(openStore({ dataDir })).rejects.toMatchObject({
      code: 'STORE_DATA_DIRECTORY_IN_USE',
      message: expect.stringContaining(`in use by process ${writer.pid}`),
    });
    writer.kill('SIGKILL');
    await once(writer, 'exit');
  });

  it('has every acknowledged row after a kill, and needs no help to start again', async () => {
    const { writer, acknowledged } = startWriter();
    while (acknowledged.length < 50) await once(writer, 'message');
    writer.kill('SIGKILL');
    await once(writer, 'exit');

    const store = await openStore({ dataDir });
    const { rows } = await store.pool.query<{ id: number }>('select id from written order by id');
    await store.close();
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged));
  });

  it('takes over a lock whose pid now belongs to another process, and one cut short', async () => {
    const stranger = spawn('sleep', ['60']);
    for (const left of [JSON.stringify({ pid: stranger.pid, start: 'another boot:1' }), '{"pi']) {
      await writeFile(path.join(dataDir, 'cairn.lock'), left);
      await (await openStore({ dataDir })).close();
    }
    stranger.kill();
  });

  it('refuses to be opened twice in one process, and lets go when closed', async () => {
    const store = await openStore({ dataDir });
    await expect(openStore({ dataDir })).rejects.toMatchObject({ code: 'STORE_DATA_DIRECTORY_IN_USE' });
    await store.close();
    await expect(readFile(path.join(dataDir, 'cairn.lock'))).rejects.toMatchObject({ code: 'ENOENT' });
    await (await openStore({ dataDir })).close();
  });

  it('serves on a loopback port where the path is too long for a socket', async () => {
    const store = await openStore({ dataDir: path.join(dataDir, 'x'.repeat(90)) });
    expect((await store.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await store.close();
  });

  it('goes on after a failed query', async () => {
    const store = await openStore({ dataDir });
    const ask = () => store.pool.query({ name: 'one', text: 'select 1 as one' });
    await ask();
    await expect(store.pool.query('select nothing')).rejects.toThrow('column "nothing" does not exist');
    expect((await ask()).rows).toEqual([{ one: 1 }]);
    await store.close();
  });

  it('says which directory it cannot write to', async () => {
    const file = path.join(dataDir, 'file');
    await writeFile(file, '');
    await expect(openStore({ dataDir: path.join(file, 'data') })).rejects.toMatchObject({
      code: 'STORE_DATA_DIRECTORY_UNWRITABLE',
      message: expect.stringContaining(`Cannot write to the data directory ${file}/data: ENOTDIR`),
    });
  });

  it('gives up on a file system that lets nobody create anything', async () => {
    await expect(openStore({ dataDir: '/proc/cairn/data' })).rejects.toMatchObject({
      code: 'STORE_DATA_DIRECTORY_UNWRITABLE',
    });
  });

  it('says that a server cannot be reached', async () => {
    const databaseUrl = 'postgres://cairn@127.0.0.1:1/cairn';
    await expect(openStore({ databaseUrl, dataDir })).rejects.toMatchObject({
      code: 'STORE_UNREACHABLE',
      retryable: true,
      message: expect.stringContaining('connect ECONNREFUSED 127.0.0.1:1'),
    });
  });
});
