import {
  action,
  actionSource,
  condition,
  end,
  event,
  eventSource,
  externalSource,
  JourneyRun,
  journeySource,
  wait,
  when,
} from '@cairn/testkit';
import { describe, expect, it } from 'vitest';
import { advance, failInstance } from './advance.ts';

const day = 24 * 3_600_000;
const landed = event('landed', 'Landed', { label: 'arrival' });
const late = condition('late', [{ ...when('yes', '@{Landed.delay} > 60'), label: 'very late' }]);
const events = [eventSource('Landed', { delay: { type: 'integer' } })];
const actions = [actionSource('Pay')];

const compensation = journeySource({
  activities: [landed, late, action('pay', 'Pay')],
  arrows: ['landed -> late', 'late -yes-> pay'],
  events,
  actions,
});

function compensated() {
  const run = new JourneyRun(compensation);
  run.enter('Landed', { id: 'p1', delay: 90 }, { receivedAt: run.now - 5 });
  run.now += 30;
  run.answer();
  return run;
}

describe('step events', () => {
  it('J211 of a journey of event, condition, action are three, with parent step and transition ids', () => {
    const [entry, choice, payment, ...none] = compensated().steps;
    expect(none).toEqual([]);
    expect(entry).toMatchObject({
      nodeId: 'landed',
      nodeName: 'Landed-arrival',
      nodeType: 'start',
      stepType: 'Event',
      stepStatus: 'ended',
      details: { eventID: 'event-Landed' },
    });
    expect(entry).not.toHaveProperty('parentStepId');
    expect(choice).toMatchObject({
      nodeId: 'late',
      nodeType: 'condition',
      stepType: 'Condition',
      branch: 'yes',
      parentStepId: entry?.stepId,
      parentStepName: 'Landed-arrival',
      parentTransitionId: 't1',
      parentTransitionName: 'next',
    });
    expect(payment).toMatchObject({
      nodeId: 'pay',
      nodeType: 'action',
      stepType: 'Action',
      parentStepId: choice?.stepId,
      parentStepName: 'Condition',
      parentTransitionId: 't2',
      parentTransitionName: 'very late',
    });
    expect(new Set([entry, choice, payment].map((step) => step?.stepId)).size).toBe(3);
  });

  it('J213 carry entrance on the first only and instanceEnded on the last', () => {
    const { steps } = compensated();
    expect(steps.map((step) => step.entrance ?? false)).toEqual([true, false, false]);
    expect(steps.map((step) => step.instanceEnded ?? false)).toEqual([false, false, true]);
    expect(steps.at(-1)?.instanceStatus).toBe('completed');
  });

  it('mark a re-entrance on the first only', () => {
    const run = new JourneyRun(compensation);
    run.enter('Landed', { id: 'p1', delay: 90 }, { isReentrance: true });
    expect(run.steps.map((step) => step.reentrance ?? false)).toEqual([true, false]);
  });

  it('J215 have times in milliseconds that are never negative, also when clocks disagree', () => {
    const run = new JourneyRun(compensation);
    run.enter('Landed', { id: 'p1', delay: 90 }, { receivedAt: run.now + 50 });
    run.now -= 1_000;
    run.answer({ elapsedMs: -3 });
    expect(run.steps.map((step) => step.processingTimeMs)).toEqual([0, 0, 0]);
    expect(run.steps[2]?.details?.actionExecutionTime).toBe(0);
    const source = externalSource('Weather', { Now: { fields: { wind: { type: 'integer' } } } });
    const fetching = new JourneyRun(
      journeySource({
        activities: [landed, condition('windy', [when('yes', '#{Weather.Now.wind} > 1')])],
        arrows: ['landed -> windy'],
        dataSources: [source],
      }),
    );
    fetching.enter('Landed');
    fetching.answer({ elapsedMs: -3, response: { wind: 2 } });
    expect(fetching.steps[1]?.details).toEqual({
      fetchCount: 1,
      fetchTotalTime: 0,
      fetchCustomCount: 1,
      fetchCustomTotalTime: 0,
    });
    const [entry, , payment] = compensated().steps;
    expect([entry?.processingTimeMs, payment?.processingTimeMs]).toEqual([5, 30]);
  });

  it('say that the step before waits for an event', () => {
    const listening = (...next: object[]) => {
      const ids = next.map((activity) => (activity as { id: string }).id);
      const run = new JourneyRun(
        journeySource({ activities: [landed, ...next], arrows: ids.map((id) => `landed -> ${id}`) }),
      );
      run.enter('Landed');
      return run.steps[0]?.stepStatus;
    };
    expect(listening(event('paid', 'Paid'), wait('pause', 'PT1H'))).toBe('transitions');
    expect(listening(wait('pause', 'PT1H'))).toBe('ended');
  });

  it('count no step for an end mark', () => {
    const run = new JourneyRun(journeySource({ activities: [landed, end('done')], arrows: ['landed -> done'] }));
    run.enter('Landed');
    expect(run.steps).toHaveLength(1);
    expect(run.steps[0]).toMatchObject({ entrance: true, instanceEnded: true, instanceStatus: 'completed' });
  });
});

describe('the life of an instance', () => {
  const waiting = journeySource({
    activities: [landed, wait('pause', 'P20D'), wait('more', 'P5D'), action('pay', 'Pay'), event('paid', 'Paid')],
    arrows: ['landed -> pause', 'pause -> more', 'more -> pay', 'pay -> paid'],
    events,
    actions,
  });

  function insidePaid() {
    const run = new JourneyRun(waiting);
    run.enter('Landed', { id: 'p1', delay: 90 });
    run.now += 20 * day;
    run.timer();
    run.now += 5 * day;
    run.timer();
    run.answer({ response: { secret: 'answer' } });
    return run;
  }

  it('J187 ends 30 days after entry: stopped, its data erased, counted as an error of time', () => {
    const run = insidePaid();
    expect(run.waitsAt).toEqual(['paid']);
    expect(run.instance?.wakeAt).toBe((run.instance?.enteredAt ?? 0) + 30 * day);
    run.now = run.instance?.wakeAt ?? 0;
    run.timer();
    expect(run.status).toBe('timedOut');
    expect(run.instance).toMatchObject({ endedAt: run.now, wakeAt: null });
    expect(run.instance?.state).toMatchObject({ blocked: null, events: {}, responses: {}, properties: {} });
    expect(run.steps.at(-1)).toMatchObject({
      nodeId: 'paid',
      stepStatus: 'instanceTimedout',
      instanceEnded: true,
      instanceStatus: 'timedOut',
    });
  });

  it('J187 is not prolonged by an event or a result that comes too late', () => {
    const run = insidePaid();
    run.now += 6 * day;
    run.event('Paid');
    expect(run.status).toBe('timedOut');
    expect(run.path.at(-1)).toBe('paid');
  });

  it('wakes nothing after the end', () => {
    const run = compensated();
    for (const stimulus of [
      { kind: 'timer' } as const,
      { kind: 'event', eventName: 'Landed', eventId: 'e', payload: {} } as const,
    ]) {
      expect(run.apply(stimulus).outcome).toBe('stale');
    }
    expect(run.instance?.wakeAt).toBeNull();
  });

  it('ends at once when the journey was stopped, and sends nothing', () => {
    const run = new JourneyRun(waiting);
    const { instance } = run.enter('Landed');
    const stopped = advance(instance, { kind: 'timer' }, run.journey, {
      now: run.now + 20 * day,
      profile: null,
      isStopped: true,
    });
    expect(stopped.instance).toMatchObject({ status: 'stopped', wakeAt: null });
    expect(stopped.calls).toEqual([]);
    expect(stopped.steps).toMatchObject([{ nodeId: 'pause', instanceEnded: true, instanceStatus: 'stopped' }]);
  });

  it('ends in error above 1 MB of data, which is not kept', () => {
    const run = new JourneyRun(waiting);
    run.enter('Landed', { id: 'p1', text: 'x'.repeat(1_048_000) });
    expect(run.status).toBe('running');
    const large = new JourneyRun(waiting);
    large.enter('Landed', { id: 'p1', text: 'x'.repeat(1_048_576) });
    expect(large.status).toBe('error');
    expect(large.instance?.state.events).toEqual({});
    expect(large.steps.at(-1)).toMatchObject({ stepStatus: 'error', instanceStatus: 'error' });
  });

  it('counts the bytes of a text, not its characters', () => {
    const large = new JourneyRun(waiting);
    large.enter('Landed', { id: 'p1', text: 'é'.repeat(600_000) });
    expect(large.status).toBe('error');
  });

  it('ends in error instead of going round for ever', () => {
    const run = new JourneyRun(
      journeySource({
        activities: [landed, late, { ...late, id: 'again' }],
        arrows: ['landed -> late', 'late -yes-> again', 'again -yes-> late'],
        events,
      }),
    );
    run.enter('Landed', { id: 'p1', delay: 90 });
    expect(run.status).toBe('error');
    expect(run.steps.length).toBeLessThanOrEqual(101);
  });

  it('ends in error where it stands after a defect', () => {
    const run = insidePaid();
    const { instance, steps } = failInstance(run.instance!, run.journey, run.now);
    expect(instance.status).toBe('error');
    expect(steps).toMatchObject([{ nodeId: 'paid', stepStatus: 'error', instanceEnded: true }]);
  });
});

describe('replay', () => {
  it('of the same stimuli at the same times gives the same instance, calls and steps', () => {
    const [first, second] = [compensated(), compensated()];
    expect(second.instance).toEqual(first.instance);
    expect(second.calls).toEqual(first.calls);
    expect(second.steps).toEqual(first.steps);
  });

  it('J184 gives the same on a server in another zone', () => {
    const before = process.env.TZ;
    try {
      process.env.TZ = 'Pacific/Kiritimati';
      const far = compensated();
      process.env.TZ = 'America/Los_Angeles';
      expect(compensated().steps).toEqual(far.steps);
    } finally {
      process.env.TZ = before;
    }
  });

  it('draws random values and UUIDs anew for each person, and the same again for the same one', () => {
    const source = journeySource({
      activities: [landed, action('pay', 'Draw', { parameters: { id: 'uuid()', chance: 'random()' } })],
      arrows: ['landed -> pay'],
      actions: [
        actionSource('Draw', {
          body: [
            { name: 'id', type: 'string', mode: 'variable', label: 'id' },
            { name: 'chance', type: 'decimal', mode: 'variable', label: 'chance' },
          ],
        }),
      ],
    });
    const drawn = (offset: number) => {
      const run = new JourneyRun(source);
      run.enter('Landed', { id: 'p1' }, { offset });
      const [call] = run.calls;
      return call?.kind === 'action' ? call.values.parameters : null;
    };
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
    expect(drawn(1)?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('uniqueness', () => {
  it('J166 an entry event for a person inside creates nothing', () => {
    const run = new JourneyRun(compensation);
    run.enter('Landed', { id: 'p1', delay: 90 });
    run.now += 10;
    expect(run.event('Landed', { id: 'p1', delay: 91 })).toMatchObject({
      outcome: 'notListening',
      calls: [],
      steps: [],
    });
  });

  it('an event that is both entry and awaited advances the instance', () => {
    const run = new JourneyRun(
      journeySource({
        activities: [landed, event('again', 'Landed'), end('done')],
        arrows: ['landed -> again', 'again -> done'],
      }),
    );
    run.enter('Landed');
    expect(run.event('Landed').outcome).toBe('advanced');
    expect(run.status).toBe('completed');
  });

  it('two entries of one person in one millisecond have different ids', () => {
    const run = new JourneyRun(compensation);
    const first = run.enter('Landed', { id: 'p1' }, { offset: 1 });
    const second = run.enter('Landed', { id: 'p1' }, { offset: 2 });
    expect(first.instance.id).not.toBe(second.instance.id);
  });
});
