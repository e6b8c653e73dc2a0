import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { migrate, openStore } from '@cairn/postgres';

const rowsPerBatch = 1_000;

const insert = {
  name: 'bench_insert',
  text: `with rows as (select $1 || n as id, n from generate_series(1, $2::int) n),
    log as (insert into event_log (partition, "offset", sandbox, event_id, key, received_at, payload)
      select 0, $3::bigint + n, 'prod', 'event', id, 0, '{"personId":"' || id || '","delayMinutes":61,"flight":"FL-1"}' from rows),
    people as (insert into instances (id, sandbox, journey_id, version_id, partition, key, status, entered_at, wake_at, state)
      select id, 'prod', 'journey', 'version', 0, id, 'running', 0, 0, '{"events":{}}' from rows)
    insert into passages (sandbox, instance_id, version_id, steps)
      select 'prod', id, 'version', '[{"nodeId":"landed","nodeName":"Landed"}]' from rows`,
};

/** Ceiling: the rows of an event (log, instance with its call, passage) inserted in batches of 1,000, events per second. */
export async function measureBatchInsert(databaseUrl: string | undefined, durationMs: number): Promise<number> {
  const dataDir = mkdtempSync(join(resolve(import.meta.dirname, '../../.cache'), 'bench-insert-'));
  const store = await openStore({ databaseUrl, dataDir });
  try {
    await migrate(store.pool);
    const startedAt = performance.now();
    let batches = 0;
    while (performance.now() - startedAt < durationMs) {
      await store.pool.query({ ...insert, values: [`b${batches}-`, rowsPerBatch, batches * rowsPerBatch] });
      batches += 1;
    }
    const perSecond = (batches * rowsPerBatch * 1_000) / (performance.now() - startedAt);
    await store.pool.query('truncate event_log, instances, passages');
    return perSecond;
  } finally {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
