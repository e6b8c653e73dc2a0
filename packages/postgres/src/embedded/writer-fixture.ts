// Run by ../open-store.test.ts in a process of its own, which it kills.
import { openStore } from '../open-store.ts';

const { pool } = await openStore({ dataDir: process.argv[2] ?? '' });
await pool.query('create table written (id integer primary key)');
for (let id = 1; ; id++) {
  await pool.query('insert into written values ($1)', [id]);
  process.send?.(id);
}
