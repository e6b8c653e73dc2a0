import type { Lease, RunStore } from '@cairn/engine';
import type { TestDatabase } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createRunStore } from './run-store.ts';
import { stopJourneyVersion } from './stop-journey-version.ts';
import { makeCall, makeInstance, makeStep, makeTurn, success, waitingFor } from './turn-fixture.ts';

await describeOnStores('A turn', (fresh) => {
  let store: TestDatabase;
  let runs: RunStore;
  let leases: readonly Lease[];
  beforeAll(async () => {
    store = await fresh();
    runs = createRunStore({ pool: store.pool, loadSources: async () => ({ events: [], journeys: [] }) });
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.pool.query(`truncate instances, passages, step_counts, instance_counts, discards, profile_events, profiles, workers;
      update partitions set owner = null, lease_until = 0, epoch = 0, cursor = 0; update routing set epoch = 1`);
    leases = await runs.claimLeases('worker', 60_000);
  });

  const countRows = async () => {
    const tables = ['instances', 'calls', 'step_events', 'discards', 'profile_events'];
    const counts = tables.map((table) => `(select count(*) from ${table})`);
    return Number((await store.pool.query(`select ${counts.join(' + ')} as n`)).rows[0].n);
  };

  const pendingIds = async (partitions: readonly number[]) =>
    (await runs.loadPendingCalls(partitions, null, 9)).calls.map(({ id }) => id);

  it('writes all it carries and gives instances back as they were', async () => {
    const state = {
      ...waitingFor('c1'),
      events: { landed: { b: 1, a: ['é', null], big: 2n ** 62n, text: '\0 \ud800' } },
    };
    const instance = makeInstance('i1', { state, wakeAt: 5_000, partition: 3 });
    const turn = makeTurn(leases, {
      created: [instance],
      calls: [makeCall('c1', instance)],
      steps: [makeStep('s1', instance, { entrance: true, details: { eventID: 'e' } })],
      discards: [{ sandbox: 'prod', at: 1, code: 'notListening', eventId: 'e', journeyId: 'journey', key: 'k' }],
      history: [{ sandbox: 'prod', namespace: 'email', key: 'k', schemaId: 's', occurredAt: 1, payload: '{}' }],
    });
    expect(await runs.commitTurn(turn)).toBe('committed');
    expect(await runs.loadInstances(['i1', 'i2'])).toEqual([instance]);
    expect((await runs.loadPendingCalls([3], null, 10)).calls).toEqual([makeCall('c1', instance)]);
    expect(await countRows()).toBe(5);
  });

  it('keeps the order of keys in what an instance carries', async () => {
    const state = { ...makeInstance('x').state, events: { b: 1, a: 2, 'a b': 3 } };
    await runs.commitTurn(makeTurn(leases, { created: [makeInstance('i1', { state })] }));
    const [found] = await runs.loadInstances(['i1']);
    expect(Object.keys(found!.state.events)).toEqual(['b', 'a', 'a b']);
  });

  it('moves the cursors of all its partitions', async () => {
    const moved = leases.map((lease) => ({ ...lease, cursor: lease.partition + 10 }));
    await runs.commitTurn(makeTurn(moved));
    expect(await runs.claimLeases('worker', 60_000)).toEqual(moved);
  });

  it('writes nothing when one of its leases was lost', async () => {
    await store.pool.query(`update partitions set epoch = epoch + 1, owner = 'other' where partition = 7`);
    const moved = leases.map((lease) => ({ ...lease, cursor: 5 }));
    const turn = makeTurn(moved, { created: [makeInstance('i1')] });
    expect(await runs.commitTurn(turn)).toBe('leaseLost');
    expect(await countRows()).toBe(0);
    expect((await store.pool.query('select sum(cursor) as cursors from partitions')).rows[0].cursors).toBe(0);
  });

  it('writes nothing when what is live has changed since it was computed', async () => {
    await store.pool.query('update routing set epoch = 2');
    expect(await runs.commitTurn(makeTurn(leases, { created: [makeInstance('i1')] }))).toBe('routingChanged');
    expect(await countRows()).toBe(0);
    expect(await runs.loadRouting()).toEqual({ epoch: 2, events: [], journeys: [] });
  });

  it('J166 refuses a second running instance of one person in one journey, whatever the version', async () => {
    const first = makeInstance('i1', { key: 'same' });
    await runs.commitTurn(makeTurn(leases, { created: [first] }));
    const second = makeInstance('i2', { key: 'same', versionId: 'version 2' });
    expect(await runs.commitTurn(makeTurn(leases, { created: [second] }))).toBe('leaseLost');
    const insert = `insert into instances select 'i3', sandbox, journey_id, version_id, partition, key, namespace,
      status, entered_at, ended_at, wake_at, state from instances`;
    await expect(store.pool.query(insert)).rejects.toMatchObject({ constraint: 'instances_running' });
    expect(await runs.loadInstances(['i1', 'i2', 'i3'])).toEqual([first]);
  });

  it('ends one instance of a person and starts the next in the same turn', async () => {
    const first = makeInstance('i1', { key: 'same' });
    await runs.commitTurn(makeTurn(leases, { created: [first] }));
    const ended = { ...first, status: 'completed', endedAt: 2_000 } as const;
    const second = makeInstance('i2', { key: 'same', enteredAt: 2_000 });
    expect(await runs.commitTurn(makeTurn(leases, { updated: [ended], created: [second] }))).toBe('committed');
    expect(await runs.loadLatestInstances([{ journeyId: 'journey', key: 'same' }])).toEqual([second]);
    expect(await runs.loadInstances(['i1'])).toEqual([ended]);
  });

  it('does not wake an instance that has ended', async () => {
    const instance = makeInstance('i1', { status: 'stopped', endedAt: 2_000 });
    await runs.commitTurn(makeTurn(leases, { created: [instance] }));
    await runs.commitTurn(makeTurn(leases, { updated: [{ ...instance, status: 'running' }] }));
    expect(await runs.loadInstances(['i1'])).toEqual([instance]);
  });

  it('finishes calls, which then are pending no more, while others of their step stay', async () => {
    const instance = makeInstance('i1', { state: waitingFor('c1', 'c2') });
    const calls = ['c1', 'c2'].map((id) => makeCall(id, instance));
    await runs.commitTurn(makeTurn(leases, { created: [instance], calls }));
    expect(await pendingIds([0])).toEqual(['c1', 'c2']);
    const stillWaiting = { ...instance, state: waitingFor('c2') };
    const first = { call: calls[0]!, result: success, arrivedAt: 3_000 };
    await runs.commitTurn(makeTurn(leases, { updated: [stillWaiting], finishedCalls: [first] }));
    expect(await pendingIds([0])).toEqual(['c2']);
    const second = { call: calls[1]!, result: success, arrivedAt: 4_000 };
    await runs.commitTurn(makeTurn(leases, { updated: [makeInstance('i1')], finishedCalls: [second] }));
    expect(await pendingIds([0])).toEqual([]);
  });

  it('pages through pending calls by the instances that wait for them', async () => {
    const created = ['i1', 'i2', 'i3'].map((id) => makeInstance(id, { state: waitingFor(`call of ${id}`) }));
    const calls = created.map((instance) => makeCall(`call of ${instance.id}`, instance));
    await runs.commitTurn(makeTurn(leases, { created, calls }));
    const first = await runs.loadPendingCalls([0, 1], null, 2);
    expect(first.calls.map(({ id }) => id)).toEqual(['call of i1', 'call of i2']);
    const second = await runs.loadPendingCalls([0, 1], first.next, 2);
    expect(second).toEqual({ calls: [calls[2]], next: null });
    expect(await pendingIds([1])).toEqual([]);
  });

  it('J173 a stop ends every instance of the version, cancels its calls and refuses turns computed before', async () => {
    const inside = [makeInstance('i1', { wakeAt: 9_000, state: waitingFor('c1') }), makeInstance('i2')];
    const elsewhere = makeInstance('i3', { versionId: 'version 2', state: waitingFor('c2') });
    const calls = [makeCall('c1', inside[0]!), makeCall('c2', elsewhere)];
    await runs.commitTurn(makeTurn(leases, { created: [...inside, elsewhere], calls }));

    expect(await stopJourneyVersion(store.pool, 'version')).toBe(2);

    const late = makeTurn(leases, { updated: [inside[1]!], calls: [makeCall('c4', inside[1]!)] });
    expect(await runs.commitTurn(late)).toBe('routingChanged');
    const after = await runs.loadInstances(['i1', 'i2', 'i3']);
    expect(Object.fromEntries(after.map(({ id, status }) => [id, status]))).toEqual({
      i1: 'stopped',
      i2: 'stopped',
      i3: 'running',
    });
    expect(await runs.loadDueInstances([0], 1e12, 9)).toEqual([]);
    expect(await pendingIds([0])).toEqual(['c2']);
  });

  it('finds due instances earliest first and the next moment anything is due', async () => {
    const at = (id: string, partition: number, wakeAt: number | null) => makeInstance(id, { partition, wakeAt });
    const created = [at('i1', 0, 300), at('i2', 1, 100), at('i3', 2, 50), at('i4', 0, 200), at('i5', 0, null)];
    await runs.commitTurn(makeTurn(leases, { created }));
    expect((await runs.loadDueInstances([0, 1], 250, 9)).map(({ id }) => id)).toEqual(['i2', 'i4']);
    expect((await runs.loadDueInstances([0, 1], 300, 2)).map(({ id }) => id)).toEqual(['i2', 'i4']);
    expect(await runs.loadNextWakeAt([0])).toBe(200);
    expect(await runs.loadNextWakeAt([5])).toBeNull();
  });

  it('finds the newest instance of each pair asked for, ended or running', async () => {
    const old = makeInstance('i1', { key: 'k', status: 'completed', endedAt: 1_500 });
    const newer = makeInstance('i2', { key: 'k', enteredAt: 2_000, status: 'error', endedAt: 2_500 });
    await runs.commitTurn(makeTurn(leases, { created: [newer, old, makeInstance('i3', { journeyId: 'other' })] }));
    const pairs = [
      { journeyId: 'journey', key: 'k' },
      { journeyId: 'other', key: 'k' },
    ];
    expect(await runs.loadLatestInstances(pairs)).toEqual([newer]);
  });
});
