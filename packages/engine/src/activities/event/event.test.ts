import { action, actionSource, end, event, JourneyRun, journeySource, wait } from '@cairn/testkit';
import { describe, expect, it } from 'vitest';

const hour = 3_600_000;
const day = 24 * hour;
const landed = event('landed', 'Landed');

function parallel(...activities: object[]) {
  const ids = activities.map((activity) => (activity as { id: string }).id);
  return journeySource({
    activities: [landed, ...activities, ...ids.map((id) => action(`after_${id}`, 'Notify'))],
    arrows: [...ids.map((id) => `landed -> ${id}`), ...ids.map((id) => `${id} -> after_${id}`)],
    actions: [actionSource('Notify')],
  });
}

describe('events', () => {
  it('with a timeout and a path take the timeout path when the duration is over', () => {
    const paid = event('paid', 'Paid', { timeout: { duration: 'P1D', hasPath: true } });
    const run = new JourneyRun(
      journeySource({
        activities: [landed, paid, end('thanks'), action('remind', 'Notify')],
        arrows: ['landed -> paid', 'paid -> thanks', 'paid -timeout-> remind'],
        actions: [actionSource('Notify')],
      }),
    );
    run.enter('Landed');
    expect(run.instance?.wakeAt).toBe(run.now + day);
    run.now += day;
    run.timer();
    expect(run.path).toEqual(['landed:next', 'paid:timeout']);
    expect(run.waitsAt).toEqual(['remind']);
  });

  it('J178 with a timeout and no path continue on the event branch at the deadline', () => {
    const paid = event('paid', 'Paid', { timeout: { duration: 'PT1H', hasPath: false } });
    const run = new JourneyRun(parallel(paid));
    run.enter('Landed');
    run.now += hour - 1;
    expect(run.timer().outcome).toBe('stale');
    run.now += 1;
    run.timer();
    expect(run.path).toEqual(['landed:next', 'paid:next']);
    expect(run.waitsAt).toEqual(['after_paid']);
  });

  it('in time take the event branch, and the timeout never strikes', () => {
    const paid = event('paid', 'Paid', { timeout: { duration: 'PT1H', hasPath: true } });
    const run = new JourneyRun(parallel(paid));
    run.enter('Landed');
    run.now += hour - 1;
    run.event('Paid', { id: 'p1', amount: 3 });
    expect(run.path).toEqual(['landed:next', 'paid:next']);
    expect(run.instance?.state.events).toEqual({ Landed: { id: 'p1' }, Paid: { id: 'p1', amount: 3 } });
    run.now += hour;
    expect(run.timer().outcome).toBe('stale');
  });

  it('in parallel are governed by the one timeout set on one of them', () => {
    const run = new JourneyRun(
      parallel(event('paid', 'Paid'), event('left', 'Left', { timeout: { duration: 'PT2H', hasPath: false } })),
    );
    run.enter('Landed');
    run.now += 2 * hour;
    run.timer();
    expect(run.path).toEqual(['landed:next', 'left:next']);
    expect(run.event('Paid').outcome).toBe('notListening');
  });

  it('J174 beside a 6-hour wait: the event at 5 h takes its branch and the wait never fires', () => {
    const run = new JourneyRun(parallel(event('ate', 'Ate'), wait('six', 'PT6H')));
    run.enter('Landed');
    run.now += 5 * hour;
    run.event('Ate');
    expect(run.path).toEqual(['landed:next', 'ate:next']);
    run.now += hour;
    expect(run.timer().outcome).toBe('stale');
    expect(run.waitsAt).toEqual(['after_ate']);
    expect(run.calls).toHaveLength(1);
  });

  it('J174 beside a 6-hour wait: without the event the wait takes its branch at 6 h', () => {
    const run = new JourneyRun(parallel(event('ate', 'Ate'), wait('six', 'PT6H')));
    run.enter('Landed');
    run.now += 6 * hour;
    run.timer();
    expect(run.path).toEqual(['landed:next', 'six:next']);
    expect(run.event('Ate').outcome).toBe('notListening');
  });

  it('J175 of two parallel events arriving together run exactly one branch', () => {
    const run = new JourneyRun(parallel(event('ate', 'Ate'), event('left', 'Left')));
    run.enter('Landed');
    run.event('Left');
    expect(run.event('Ate').outcome).toBe('notListening');
    expect(run.path).toEqual(['landed:next', 'left:next']);
    expect(run.calls).toHaveLength(1);
  });

  it('that nobody waits for leave the instance untouched', () => {
    const run = new JourneyRun(parallel(event('ate', 'Ate')));
    const { instance } = run.enter('Landed');
    const dropped = run.event('Landed', { id: 'p1', other: true });
    expect(dropped).toEqual({ instance, calls: [], steps: [], outcome: 'notListening' });
  });

  it('start a journey through any of several first events', () => {
    const source = journeySource({ activities: [landed, event('booked', 'Booked')] });
    const run = new JourneyRun(source);
    expect([...run.journey.entryEvents]).toEqual(['Landed', 'Booked']);
    run.enter('Booked');
    expect(run.path).toEqual(['booked:next']);
    expect(run.status).toBe('completed');
  });
});
