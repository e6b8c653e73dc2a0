import { TurnRefused } from '@cairn/engine';
import { partitionOf } from '@cairn/engine/runner';
import { action, actionSource, condition, event, journeySource, type TestDatabase, wait, when } from '@cairn/testkit';
import { describeOnStores } from '@cairn/testkit/on-stores';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../harness/until.ts';
import { WorkerRig } from '../harness/worker-rig.ts';

const leaseMs = 60_000;
const minuteMs = 60_000;

/** A call, a wait of ten minutes, another call. */
const claims = journeySource({
  activities: [event('landed', 'Landed'), action('claim', 'Claim'), wait('pause', 'PT10M'), action('notify', 'Notify')],
  arrows: ['landed -> claim', 'claim -> pause', 'pause -> notify'],
  actions: [actionSource('Claim'), actionSource('Notify')],
});

/** Waits for an event for ten minutes. */
const offer = journeySource({
  activities: [
    event('offered', 'Offered'),
    event('accepted', 'Accepted', { timeout: { duration: 'PT10M', hasPath: true } }),
    wait('thank', 'PT1S'),
    wait('remind', 'PT1S'),
  ],
  arrows: ['offered -> accepted', 'accepted -> thank', 'accepted -timeout-> remind'],
});

await describeOnStores('The worker', (fresh) => {
  let database: TestDatabase;
  let rig: WorkerRig;
  beforeEach(async () => {
    database = await fresh();
    rig = new WorkerRig(database);
  });
  afterEach(async () => {
    await rig.stop();
    await database.close();
  });

  it('takes an event through call, wait and call', async () => {
    await rig.open(claims);
    rig.worker.start();
    await rig.send('Landed', 'ann');
    await rig.untilCalls(1);
    rig.calls[0]?.answer();
    await rig.untilPath('ann', 'landed', 'claim');
    await rig.clock.untilArmedAt(rig.clock.now() + leaseMs / 3);
    rig.clock.advance(10 * minuteMs);
    await rig.untilCalls(2);
    rig.calls[1]?.answer();
    await rig.untilPath('ann', 'landed', 'claim', 'pause', 'notify');
    expect(await rig.instances('ann')).toMatchObject([{ status: 'completed' }]);
    expect(rig.faults).toEqual([]);
  });

  it('takes no step twice when the answer to a commit is lost', async () => {
    await rig.open(claims);
    let isLost = true;
    rig.store.commitTurn = async (turn) => {
      const outcome = await rig.plain.commitTurn(turn);
      if (!isLost || turn.finishedCalls.length === 0) return outcome;
      isLost = false;
      throw new Error('the connection broke after the commit');
    };
    rig.worker.start();
    await rig.send('Landed', 'ann');
    await rig.untilCalls(1);
    rig.calls[0]?.answer();
    await until('the answer is lost', () => rig.faults.length === 1);
    await rig.clock.untilArmed(1);
    rig.clock.advance(1_000);
    await rig.send('Landed', 'bob');
    await rig.untilCalls(2);
    expect(await rig.path('ann')).toEqual(['landed', 'claim']);
    const { rows } = await database.pool.query(`select status from calls where instance_id in
      (select id from instances where key = 'ann')`);
    expect(rows).toEqual([{ status: 'finished' }]);
    expect(rig.faults).toHaveLength(1);
  });

  it('takes an event once when the answer to its commit is lost', async () => {
    await rig.open(claims);
    let isLost = true;
    rig.store.commitTurn = async (turn) => {
      const outcome = await rig.plain.commitTurn(turn);
      if (!isLost) return outcome;
      isLost = false;
      throw new Error('the connection broke after the commit');
    };
    rig.worker.start();
    await rig.send('Landed', 'ann');
    await until('the answer is lost', () => rig.faults.length === 1);
    await rig.clock.untilArmed(1);
    rig.clock.advance(1_000);
    await rig.untilCalls(1);
    expect(await rig.path('ann')).toEqual(['landed']);
    expect(await rig.discards()).toEqual([]);
  });

  it('repeats a turn whose commit failed, without loss and without doubles', async () => {
    await rig.open(claims);
    let failures = 2;
    rig.store.commitTurn = async (turn) => {
      if (failures-- > 0) throw new Error('no connection');
      return rig.plain.commitTurn(turn);
    };
    rig.worker.start();
    await rig.send('Landed', 'ann');
    for (const count of [1, 2]) {
      await until(`failure ${count}`, () => rig.faults.length === count);
      await rig.clock.untilArmed(1);
      rig.clock.advance(500);
    }
    await rig.untilCalls(1);
    expect(await rig.path('ann')).toEqual(['landed']);
    expect(await rig.instances('ann')).toHaveLength(1);
  });

  it('sends the calls it took over although the store failed right after', async () => {
    await rig.open(claims);
    rig.worker.start();
    await rig.send('Landed', 'ann');
    await rig.untilCalls(1);
    await rig.stop();

    const heir = new WorkerRig(database);
    await heir.publish(claims);
    await heir.routing.reload();
    heir.store.loadRoutingEpoch = async () => {
      heir.store.loadRoutingEpoch = heir.plain.loadRoutingEpoch;
      throw new Error('no connection');
    };
    heir.worker.start();
    await until('the failure', () => heir.faults.length === 1);
    await heir.clock.untilArmed(1);
    heir.clock.advance(500);
    await heir.untilCalls(1);
    expect(heir.calls[0]?.call.id).toBe(rig.calls[0]?.call.id);
    await heir.stop();
  });

  it('sleeps until its next claim while it owns no partition', async () => {
    await rig.open(claims);
    await rig.plain.claimLeases('another worker', leaseMs);
    await rig.plain.claimLeases('a third worker', leaseMs);
    rig.store.claimLeases = async () => [];
    rig.worker.start();
    await rig.clock.untilArmedAt(rig.clock.now() + leaseMs / 3);
    expect(rig.clock.armed).toBe(1);
  });

  it('writes nothing of a partition that another worker has taken, and goes on with what it owns', async () => {
    await rig.open(claims);
    const taken = partitionOf('prod', null, 'ann');
    rig.worker.start();
    await rig.send('Landed', 'bob');
    await rig.untilCalls(1);
    await database.pool.query(
      `update partitions set owner = 'thief', epoch = epoch + 1, lease_until = 9e15 where partition = $1`,
      [taken],
    );
    await rig.send('Landed', 'ann');
    await rig.clock.untilArmedAt(rig.clock.now() + 500);
    rig.clock.advance(500);
    await rig.send('Landed', 'dan');
    await rig.untilPath('dan', 'landed');
    expect(await rig.instances('ann')).toEqual([]);
    expect(rig.worker.load.partitions).toBe(15);
  });

  it('J173 sends nothing of a version that was stopped between the commit of a call and its sending', async () => {
    await rig.open(claims);
    rig.store.commitTurn = async (turn) => {
      const outcome = await rig.plain.commitTurn(turn);
      await rig.stopVersion('version-1');
      await rig.routing.refresh();
      return outcome;
    };
    rig.worker.start();
    await rig.send('Landed', 'ann');
    await until('the turn is over', () => rig.turns.length === 1);
    await rig.clock.untilArmedAt(rig.clock.now() + leaseMs / 3);
    expect(rig.calls).toEqual([]);
    expect(await rig.instances('ann')).toMatchObject([{ status: 'stopped' }]);
  });

  it('J173 commits nothing of a turn during which the journey was stopped', async () => {
    await rig.open(claims);
    rig.store.commitTurn = async (turn) => {
      rig.store.commitTurn = rig.plain.commitTurn;
      await rig.stopVersion('version-1');
      return rig.plain.commitTurn(turn);
    };
    rig.worker.start();
    await rig.send('Landed', 'ann');
    await until('the event is handled', () => rig.turns.length === 1);
    expect(await rig.instances('ann')).toEqual([]);
    expect(rig.calls).toEqual([]);
    expect(await rig.discards()).toEqual([{ code: 'eventWithoutJourney', key: 'ann' }]);
  });

  it('keeps the result of a live journey that came while a stopped one was dropped', async () => {
    const other = journeySource({ ...claimsOf('Paid'), journeyId: 'journey-2', versionId: 'version-2' });
    await rig.open(claims, other);
    rig.worker.start();
    await rig.send('Landed', 'ann');
    await rig.send('Paid', 'bob');
    await rig.untilCalls(2);
    rig.store.loadInstances = rig.plain.loadInstances;
    rig.store.commitTurn = async (turn) => {
      rig.store.commitTurn = rig.plain.commitTurn;
      rig.calls.find(({ call }) => call.versionId === 'version-2')?.answer();
      await rig.stopVersion('version-1');
      await rig.routing.refresh();
      return rig.plain.commitTurn(turn);
    };
    rig.calls.find(({ call }) => call.versionId === 'version-1')?.answer();
    await rig.untilPath('bob', 'landed', 'claim');
    expect(await rig.path('ann')).toEqual(['landed']);
  });

  it('lets an event that was received before a deadline win over it, whatever waits in other partitions', async () => {
    await rig.open(offer);
    const person = keyIn(9);
    await rig.append('Offered', person);
    rig.worker.start();
    await rig.untilPath(person, 'offered');
    await rig.stop();

    const start = rig.clock.now();
    for (const partition of [1, 2, 3]) await rig.append('Offered', keyIn(partition), start + 40 * minuteMs);
    await rig.append('Accepted', person, start + 9 * minuteMs);
    const heir = new WorkerRig(database, 1);
    heir.clock.advance(60 * minuteMs);
    await heir.publish(offer);
    await heir.routing.reload();
    heir.worker.start();
    await heir.untilPath(person, 'offered', 'accepted');
    const { rows } = await database.pool.query(`select branch from step_events where node_id = 'accepted'`);
    expect(rows[0]).toEqual({ branch: 'next' });
    await heir.stop();
  });

  it('lets a deadline that passed during a downtime win over an event that came after it', async () => {
    await rig.open(offer);
    rig.worker.start();
    await rig.send('Offered', 'ann');
    await rig.untilPath('ann', 'offered');
    await rig.stop();

    const heir = new WorkerRig(database);
    heir.clock.advance(60 * minuteMs);
    await heir.publish(offer);
    await heir.routing.reload();
    await heir.append('Accepted', 'ann', rig.clock.now() + 11 * minuteMs);
    heir.worker.start();
    await heir.untilPath('ann', 'offered', 'accepted');
    const { rows } = await database.pool.query(`select branch from step_events where node_id = 'accepted'`);
    expect(rows).toEqual([{ branch: 'timeout' }]);
    await heir.stop();
  });

  it('lets people of a version that does not compile wait without holding up the timers of others', async () => {
    rig = new WorkerRig(database, 2);
    const broken = journeySource({ ...claimsOf('Paid'), journeyId: 'journey-2', versionId: 'version-2' });
    await rig.open(offer, broken);
    rig.worker.start();
    for (const key of ['u', 'v', 'w', 'x']) await rig.send('Paid', key);
    await rig.untilCalls(4);
    for (const { answer } of rig.calls) answer();
    for (const key of ['u', 'v', 'w', 'x']) await rig.untilPath(key, 'landed', 'claim');
    rig.clock.advance(1_000);
    await rig.send('Offered', 'ann');
    await rig.untilPath('ann', 'offered');
    await rig.publish(offer, { ...broken, events: [] });
    rig.worker.onRoutingChanged();
    await until('the version is broken', () => !rig.routing.current.byVersion.has('version-2'));
    rig.clock.advance(11 * minuteMs);
    await rig.untilPath('ann', 'offered', 'accepted');
    await rig.publish(offer, broken);
    rig.worker.onRoutingChanged();
    rig.clock.advance(10_000);
    await rig.untilPath('u', 'landed', 'claim', 'pause');
  });

  it('lets nobody in twice although the clocks of two doors differ', async () => {
    const open = { isAllowed: true, waitPeriodSeconds: 0 };
    const short = journeySource({
      activities: [event('offered', 'Offered'), condition('known', [when('no', '1 > 2')], { hasOtherPath: true })],
      arrows: ['offered -> known'],
      definition: { reentrance: open },
    });
    await rig.open(short);
    rig.worker.start();
    await rig.send('Offered', 'ann');
    await rig.untilPath('ann', 'offered', 'known');

    await rig.publish({ ...offer, journeyId: short.journeyId, definition: { ...offer.definition, reentrance: open } });
    rig.worker.onRoutingChanged();
    for (const _ of [1, 2, 3]) rig.worker.handOn(await rig.append('Offered', 'ann', rig.clock.now()));
    await until('all are handled', async () => (await rig.discards()).length === 2);
    const early = await database.pool.query(
      `update instances set entered_at = entered_at - 5 where status = 'running'`,
    );
    expect(early.rowCount).toBe(1);
    await rig.send('Offered', 'ann');
    await until('all are handled', async () => (await rig.discards()).length === 3);
    expect(rig.faults).toEqual([]);
    expect(await rig.instances('ann')).toHaveLength(2);
  });

  it('takes a wait of a fraction of a millisecond', async () => {
    await rig.open(
      journeySource({
        activities: [event('landed', 'Landed'), wait('blink', 'PT1.00005S'), wait('pause', 'PT1M')],
        arrows: ['landed -> blink', 'blink -> pause'],
      }),
    );
    rig.worker.start();
    await rig.send('Landed', 'ann');
    await rig.untilPath('ann', 'landed');
    expect(rig.faults).toEqual([]);
  });

  it('gives up the one event whose turn the store cannot hold, and takes all others', async () => {
    await rig.open(claims);
    rig.store.commitTurn = (turn) => {
      const created = turn.created.map((instance) =>
        instance.key === 'poison' ? { ...instance, enteredAt: 0.5 } : instance,
      );
      return rig.plain.commitTurn({ ...turn, created });
    };
    for (const key of ['a', 'b', 'poison', 'c', 'd', 'e']) await rig.append('Landed', key);
    rig.worker.start();
    await rig.untilCalls(5);
    await until('the event is given up', async () => (await rig.discards()).length === 1);
    expect(await rig.discards()).toEqual([{ code: 'internal', key: 'poison' }]);
    expect(rig.faults.every((fault) => fault instanceof TurnRefused)).toBe(true);
    expect(new Set(rig.calls.map(({ call }) => call.id)).size).toBe(5);
  });

  it('ends in error the one person whose result the store cannot hold', async () => {
    await rig.open(claims);
    rig.store.commitTurn = (turn) => {
      const updated = turn.updated.map((instance) =>
        instance.key === 'poison' && instance.wakeAt !== null ? { ...instance, wakeAt: 0.5 } : instance,
      );
      return rig.plain.commitTurn({ ...turn, updated });
    };
    rig.worker.start();
    for (const key of ['a', 'poison', 'b']) await rig.send('Landed', key);
    await rig.untilCalls(3);
    for (const { answer } of rig.calls) answer();
    for (const key of ['a', 'poison', 'b']) await rig.untilPath(key, 'landed', 'claim');
    const statuses = (await Promise.all(['a', 'poison', 'b'].map((key) => rig.instances(key)))).flat();
    expect(statuses.map(({ status }) => status)).toEqual(['running', 'error', 'running']);
  });

  it('commits results that come while it stops, sends nothing more, and leaves the rest to the next worker', async () => {
    await rig.open(twoCalls);
    rig.worker.start();
    await rig.send('Landed', 'ann');
    await rig.untilCalls(1);
    const stopping = rig.worker.stop(5_000);
    rig.calls[0]?.answer();
    await stopping;
    expect(await rig.path('ann')).toEqual(['landed', 'first']);
    expect(rig.calls).toHaveLength(1);

    const heir = new WorkerRig(database);
    await heir.publish(twoCalls);
    await heir.routing.reload();
    heir.worker.start();
    await heir.untilCalls(1);
    expect(heir.calls[0]?.call.activityId).toBe('second');
    await heir.stop();
  });

  it('stops after the grace period though a call is still out, and the next worker sends it with the same key', async () => {
    await rig.open(claims);
    rig.worker.start();
    await rig.send('Landed', 'ann');
    await rig.untilCalls(1);
    const stopping = rig.worker.stop(5_000);
    rig.clock.advance(5_000);
    await stopping;

    const heir = new WorkerRig(database);
    await heir.publish(claims);
    await heir.routing.reload();
    heir.worker.start();
    await heir.untilCalls(1);
    expect(heir.calls[0]?.call.id).toBe(rig.calls[0]?.call.id);
    await heir.stop();
  });

  it('does not keep itself awake for timers while it stops', async () => {
    await rig.open(claims, journeySource({ ...claimsOf('Paid'), journeyId: 'journey-2', versionId: 'version-2' }));
    rig.worker.start();
    await rig.send('Landed', 'ann');
    await rig.untilCalls(1);
    rig.calls[0]?.answer();
    await rig.untilPath('ann', 'landed', 'claim');
    await rig.send('Paid', 'bob');
    await rig.untilCalls(2);
    const renewal = rig.clock.now() + leaseMs / 3;
    await rig.clock.untilArmedAt(renewal);
    const stopping = rig.worker.stop(30 * minuteMs);
    rig.clock.advance(11 * minuteMs);
    await rig.clock.untilArmedAt(rig.clock.now() + leaseMs / 3);
    rig.clock.advance(30 * minuteMs);
    await stopping;
  });
});

const twoCalls = journeySource({
  activities: [event('landed', 'Landed'), action('first', 'Claim'), action('second', 'Notify')],
  arrows: ['landed -> first', 'first -> second'],
  actions: [actionSource('Claim'), actionSource('Notify')],
});

/** A person of this partition. */
function keyIn(partition: number): string {
  for (let number = 0; ; number += 1)
    if (partitionOf('prod', null, `person-${number}`) === partition) return `person-${number}`;
}

/** The claims journey, entered by another event. */
function claimsOf(eventName: string) {
  return {
    activities: [
      event('landed', eventName),
      action('claim', 'Claim'),
      wait('pause', 'PT10M'),
      action('notify', 'Notify'),
    ],
    arrows: ['landed -> claim', 'claim -> pause', 'pause -> notify'],
    actions: [actionSource('Claim'), actionSource('Notify')],
  };
}
