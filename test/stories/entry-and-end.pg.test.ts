import { action, actionSource, event, journeySource, type TestDatabase, wait } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { until } from '../harness/until.ts';
import { WorkerRig } from '../harness/worker-rig.ts';

const leaseMs = 60_000;
const minuteMs = 60_000;

const drawing = {
  activities: [event('landed', 'Landed'), wait('pause', 'PT10M'), action('tell', 'Tell')],
  arrows: ['landed -> pause', 'pause -> tell'],
  actions: [actionSource('Tell')],
};

await describeOnStores('Who enters and who stays', (fresh: () => Promise<TestDatabase>) => {
  let database: TestDatabase;
  let rig: WorkerRig;
  beforeAll(async () => {
    database = await fresh();
  });
  afterAll(() => database.close());
  beforeEach(() => {
    rig = new WorkerRig(database);
  });
  afterEach(() => rig.worker.stop(0));

  it('J166 creates one instance of two entry events for one key 10 ms apart, in one turn or in two', async () => {
    await rig.open(journeySource(drawing));
    rig.clock.advance(minuteMs);
    const now = rig.clock.now();
    await rig.append('Landed', 'together', now - 10);
    await rig.append('Landed', 'together', now);
    await rig.append('Landed', 'apart', now - 10);
    rig.worker.start();
    await rig.untilPath('together', 'landed');
    await rig.untilPath('apart', 'landed');
    await rig.send('Landed', 'apart');
    await until('both second events are told', async () => (await rig.discards()).length === 2);
    for (const key of ['together', 'apart']) {
      expect(await rig.instances(key)).toMatchObject([{ status: 'running' }]);
      expect(await rig.path(key)).toEqual(['landed']);
    }
    expect(rig.faults).toEqual([]);
  });

  it('J171 lets people inside go on to the end when their journey has closed, and lets nobody in', async () => {
    await rig.open(journeySource(drawing));
    rig.worker.start();
    await rig.send('Landed', 'inside');
    await rig.untilPath('inside', 'landed');
    await rig.publish(journeySource({ ...drawing, status: 'closed' }));
    await rig.routing.refresh();
    await rig.send('Landed', 'late');
    await rig.clock.untilArmedAt(rig.clock.now() + leaseMs / 3);
    rig.clock.advance(10 * minuteMs);
    await rig.untilCalls(1);
    rig.calls[0]?.answer();
    await rig.untilPath('inside', 'landed', 'pause', 'tell');
    expect(await rig.instances('inside')).toMatchObject([{ status: 'completed' }]);
    expect(await rig.instances('late')).toEqual([]);
    expect(rig.faults).toEqual([]);
  });
});
