import type { TestDatabase } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEventLog } from '../log/event-log.ts';
import { createRunReader } from '../readers/run-reader.ts';
import { createRunStore } from '../run/run-store.ts';
import { makeCall, makeInstance, makeStep, makeTurn, waitingFor } from '../run/turn-fixture.ts';
import { eraseDiscards, eraseHistory, eraseLogEntries, eraseMessageIds } from './erase-intake.ts';
import { vacuumEmbedded } from './vacuum-embedded.ts';

await describeOnStores('Retention', (fresh) => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await fresh();
  });
  afterAll(() => store.close());
  const count = async (table: string) => (await store.pool.query(`select count(*) as n from ${table}`)).rows[0].n;

  it('J187 erases what an instance that timed out carried and sent, and still counts it as an error', async () => {
    const runs = createRunStore({ pool: store.pool, loadSources: async () => ({ events: [], journeys: [] }) });
    const leases = await runs.claimLeases('worker', 60_000);
    const over = ['i1', 'i2', 'i3'].map((id, index) =>
      makeInstance(id, { status: 'timedOut', endedAt: 1_000 + index, key: `secret of ${id}` }),
    );
    const created = [...over, makeInstance('i4', { state: waitingFor('call of i4') })];
    const steps = over.flatMap((instance) => [
      makeStep(`${instance.id} in`, instance, { entrance: true, details: { eventID: 'secret' } }),
      makeStep(`${instance.id} out`, instance, { stepStatus: 'instanceTimedout', instanceStatus: 'timedOut' }),
    ]);
    const calls = created.map((instance) => makeCall(`call of ${instance.id}`, instance));
    await runs.commitTurn(makeTurn(leases, { created, calls, steps }));

    expect(await runs.eraseEnded(1_000, 10)).toBe(0);
    expect(await runs.eraseEnded(2_000, 2)).toBe(2);
    expect(await runs.eraseEnded(2_000, 2)).toBe(1);

    expect((await runs.loadInstances(['i1', 'i2', 'i3', 'i4'])).map(({ id }) => id)).toEqual(['i4']);
    expect((await runs.loadPendingCalls([0], null, 10)).calls.map(({ id }) => id)).toEqual(['call of i4']);
    expect(JSON.stringify((await store.pool.query('select * from step_events')).rows)).not.toContain('secret');
    const statistics = await createRunReader(store.pool).loadStatistics('version');
    expect(statistics).toEqual({ entered: 3, completed: 0, error: 3, running: 1 });
  });

  it('erases log entries that are old and behind the cursor, and no others', async () => {
    const log = createEventLog(store.pool);
    const entries = Array.from({ length: 6 }, (_, index) => ({
      ...{ sandbox: 'prod', partition: 2, eventId: 'e', key: 'k', namespace: null, messageId: `m${index}` },
      ...{ payload: '{}', receivedAt: 1_000 + index },
    }));
    await log.append(entries, []);
    await store.pool.query('update partitions set cursor = 4 where partition = 2');
    expect(await eraseLogEntries(store.pool, 1_003, 2)).toBe(2);
    expect(await eraseLogEntries(store.pool, 1_003, 2)).toBe(1);
    expect(await eraseLogEntries(store.pool, 9_999, 9)).toBe(1);
    expect((await log.read(new Map([[2, 0]]), 9)).map(({ offset }) => offset)).toEqual([5, 6]);
    expect(await eraseMessageIds(store.pool, 1_004, 9)).toBe(4);
    expect(await count('message_ids')).toBe(2);
  });

  it('erases old discards and history in bounded batches', async () => {
    await store.pool.query(`
      insert into discards (sandbox, at, code) select 'prod', n, 'internal' from generate_series(1, 5) n;
      insert into profile_events (sandbox, namespace, key, schema_id, occurred_at, payload)
      select 'prod', 'email', 'k', 's', n, '{}' from generate_series(1, 5) n`);
    expect(await eraseDiscards(store.pool, 4, 2)).toBe(2);
    expect(await eraseDiscards(store.pool, 4, 2)).toBe(1);
    expect(await eraseHistory(store.pool, 4, 9)).toBe(3);
    expect([await count('discards'), await count('profile_events')]).toEqual([2, 2]);
  });

  it('gives space back without a server’s autovacuum', async () => {
    await vacuumEmbedded(store.pool);
    const counted = await store.pool.query(`select reltuples as n from pg_class where relname = 'partitions'`);
    expect(counted.rows[0].n).toBe(16);
  });
});
