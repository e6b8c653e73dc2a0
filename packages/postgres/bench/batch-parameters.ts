// Which way a batch should travel to SQL: one array for each column, or one JSON text for all rows.
// node packages/postgres/bench/batch-parameters.ts <data directory> [database url]
import type pg from 'pg';
import { openStore } from '../src/open-store.ts';

const [dataDir = '', databaseUrl] = process.argv.slice(2);
const columns = 'id text, journey_id text, key text, status text, entered_at bigint, wake_at bigint, state json'.split(
  ', ',
);
const names = columns.map((column) => column.split(' ')[0]!);
const types = columns.map((column) => column.split(' ')[1]!);
const tables = ['instance', 'call', 'step_1', 'step_2', 'step_3'];
const state = JSON.stringify({
  events: { landed: { flight: 'x"y'.repeat(20), delay: 71, list: [1, 2, 3] } },
  text: 'a'.repeat(200),
});

function makeRow(): unknown[] {
  const now = Date.now();
  return [crypto.randomUUID(), 'journey', `person ${Math.random()}`, 'running', now, now + 1000, state];
}

function insertArrays(pool: pg.Pool, rows: unknown[][]): Promise<unknown> {
  let place = 0;
  const ctes = tables.map((table, index) => {
    const list = types.map((type) => `$${++place}::${type}[]`).join(', ');
    return `t${index} as (insert into try_${table} select * from unnest(${list}) returning 1)`;
  });
  const one = names.map((_, column) => rows.map((row) => row[column]));
  return pool.query({ name: 'arrays', text: `with ${ctes.join(', ')} select 1`, values: tables.flatMap(() => one) });
}

function insertJson(pool: pg.Pool, rows: unknown[][]): Promise<unknown> {
  const ctes = tables.map((table, index) =>
    `t${index} as (insert into try_${table} select * from json_to_recordset($${index + 1}::json) as r(${columns.map((c) => c.replace('json', 'text')).join(', ')}) returning 1)`.replace(
      'select *',
      `select ${names.map((name) => (name === 'state' ? 'state::json' : name)).join(', ')}`,
    ),
  );
  const text = () => JSON.stringify(rows.map((row) => Object.fromEntries(row.map((value, at) => [names[at], value]))));
  return pool.query({ name: 'json', text: `with ${ctes.join(', ')} select 1`, values: tables.map(text) });
}

const store = await openStore({ dataDir, databaseUrl });
for (const table of tables) {
  await store.pool.query(
    `drop table if exists try_${table}; create table try_${table} (${columns.join(', ')}, primary key (id))`,
  );
}
for (const size of [100, 1000]) {
  for (const [label, insert] of [
    ['arrays', insertArrays],
    ['json', insertJson],
  ] as const) {
    const times: number[] = [];
    const cpuBefore = process.threadCpuUsage();
    for (let round = 0; round < 20; round++) {
      const rows = Array.from({ length: size }, makeRow);
      const startedAt = performance.now();
      await insert(store.pool, rows);
      times.push(performance.now() - startedAt);
    }
    const cpu = process.threadCpuUsage(cpuBefore);
    times.sort((a, b) => a - b);
    console.log(
      store.kind,
      size,
      label,
      `median ${times[10]!.toFixed(1)} ms, main thread ${(cpu.user / 20_000).toFixed(1)} ms`,
    );
  }
}
for (const table of tables) await store.pool.query(`drop table try_${table}`);
await store.close();
