import { partitionOf } from '@cairn/engine/runner';
import {
  action,
  actionSource,
  event,
  eventSource,
  journeySource,
  profileSource,
  type TestDatabase,
} from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type HeldCall, WorkerRig } from '../harness/worker-rig.ts';

/** Calls an action with everything the person's history of flights holds. */
const recall = journeySource({
  activities: [
    event('landed', 'Landed'),
    action('tell', 'Tell', { parameters: { flights: '#{ProfileStore.Flights.experienceevent.all().number}' } }),
  ],
  arrows: ['landed -> tell'],
  events: [eventSource('Landed', {}, { namespace: 'Passenger' })],
  actions: [
    actionSource('Tell', {
      body: [{ name: 'flights', type: 'listInteger', mode: 'variable', label: 'Flights' }],
    }),
  ],
  dataSources: [profileSource({}, { Flights: { number: { type: 'integer' } } })],
});

await describeOnStores('The history of a person', (fresh: () => Promise<TestDatabase>) => {
  let database: TestDatabase;
  let rig: WorkerRig;
  beforeAll(async () => {
    database = await fresh();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    rig = new WorkerRig(database);
    await database.pool.query('truncate profile_events');
    await rig.open(recall);
    rig.worker.start();
  });
  afterEach(() => rig.worker.stop(0));

  it('J100 gives a group on an event schema at most 1,000 events, newest first', async () => {
    // In an order that is neither that of the flights nor its reverse.
    await remember('ann', '(n * 7919) % 1005 + 1', 1_005);
    expect(await recalled('ann')).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
  });

  it('J100 gives a group on an event schema no event older than a year, and none of another person or schema', async () => {
    const day = 1_440;
    await remember('cid', `(array[1, ${364 * day}, ${367 * day}])[n::int]`, 3);
    await remember('bob', '2', 1);
    await remember('cid', '3', 1, 'schema-Other');
    expect(await recalled('cid')).toEqual([1, 364 * day]);
  });

  /** Keeps flights of a person whose number is the minutes since then; `minutes` is an expression of n = 1, 2, ... */
  async function remember(key: string, minutes: string, count: number, schemaId = 'schema-Flights'): Promise<void> {
    await database.pool.query(
      `insert into profile_events (sandbox, namespace, key, schema_id, occurred_at, payload)
       select 'prod', 'Passenger', $1, $3, epoch_ms() - minutes * 60000::bigint, json_build_object('number', minutes)
       from generate_series(1, $2::int) n, lateral (select ${minutes} as minutes) m`,
      [key, count, schemaId],
    );
  }

  async function recalled(key: string): Promise<unknown> {
    const namespace = 'Passenger';
    const entry = {
      sandbox: 'prod',
      partition: partitionOf('prod', namespace, key),
      eventId: eventSource('Landed').id,
      key,
      namespace,
      messageId: null,
      payload: JSON.stringify({ id: key }),
      receivedAt: rig.clock.now(),
    };
    const [offset] = await rig.log.append([entry], []);
    rig.worker.handOn([{ ...entry, offset: offset as number }]);
    await rig.untilCalls(1);
    const [{ call, answer }] = rig.calls as [HeldCall];
    answer();
    await rig.untilPath(key, 'landed', 'tell');
    return call.kind === 'action' ? call.values.parameters.flights : undefined;
  }
});
