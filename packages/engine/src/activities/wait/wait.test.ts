import { end, event, eventSource, externalSource, JourneyRun, journeySource, wait, waitUntil } from '@cairn/testkit';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../ports.ts';

const hour = 3_600_000;
const landed = event('landed', 'Landed');

function waiting(...activities: object[]) {
  const ids = activities.map((activity) => (activity as { id: string }).id);
  return {
    activities: [landed, ...activities, ...ids.map((id) => end(`after_${id}`)), end('error')],
    arrows: [
      ...ids.map((id) => `landed -> ${id}`),
      ...ids.map((id) => `${id} -> after_${id}`),
      ...ids.map((id) => `${id} -error-> error`),
    ],
    events: [eventSource('Landed', { at: { type: 'dateTimeOnly' } })],
  };
}

const inTokyo: Profile = { attributes: {}, timeZone: 'Asia/Tokyo', history: new Map() };

describe('waits', () => {
  it('hold the instance for their duration and then go on', () => {
    const run = new JourneyRun(journeySource(waiting(wait('pause', 'P1DT2H'))));
    run.enter('Landed');
    expect(run.instance?.wakeAt).toBe(run.now + 26 * hour);
    run.now += 26 * hour;
    run.timer();
    expect(run.path).toEqual(['landed:next', 'pause:next']);
    expect(run.status).toBe('completed');
  });

  it('J176 of 1 h (upper) and 30 min (lower) run the lower branch at 30 min', () => {
    const run = new JourneyRun(journeySource(waiting(wait('long', 'PT1H'), wait('short', 'PT30M'))));
    run.enter('Landed');
    expect(run.instance?.wakeAt).toBe(run.now + hour / 2);
    run.now += hour / 2;
    run.timer();
    expect(run.path).toEqual(['landed:next', 'short:next']);
  });

  it('run the shorter branch also when both are overdue', () => {
    const run = new JourneyRun(journeySource(waiting(wait('long', 'PT1H'), wait('short', 'PT30M'))));
    run.enter('Landed');
    run.now += 24 * hour;
    run.timer();
    expect(run.path).toEqual(['landed:next', 'short:next']);
  });

  it('J177 of equal time run the upper branch', () => {
    const run = new JourneyRun(journeySource(waiting(wait('upper', 'PT1H'), wait('lower', 'PT60M'))));
    run.enter('Landed');
    run.now += hour;
    run.timer();
    expect(run.path).toEqual(['landed:next', 'upper:next']);
  });

  it('are entered only if enough life remains', () => {
    const source = journeySource(waiting(wait('pause', 'PT2H')));
    const run = new JourneyRun(source, { globalTimeoutMs: hour });
    run.enter('Landed');
    expect(run.status).toBe('error');
    expect(run.steps.at(-1)).toMatchObject({ nodeId: 'pause', stepStatus: 'error', instanceStatus: 'error' });
    const fits = new JourneyRun(source, { globalTimeoutMs: 2 * hour });
    fits.enter('Landed');
    expect(fits.status).toBe('running');
  });
});

describe('custom waits', () => {
  const until = waitUntil('until', '@{Landed.at}');
  const at = (zone: { timeZone: string; useProfileTimeZone?: boolean }, profile: Profile | null = null) => {
    const run = new JourneyRun(journeySource({ ...waiting(until), definition: zone }), { profile });
    run.enter('Landed', { id: 'p1', at: '2030-01-12T17:00:00' });
    return run.instance?.wakeAt;
  };

  it('J183 resolve in the journey zone, or in the profile zone when the option is on and set', () => {
    expect(at({ timeZone: 'Europe/Paris' })).toBe(Date.parse('2030-01-12T17:00:00+01:00'));
    expect(at({ timeZone: 'Europe/Paris' }, inTokyo)).toBe(Date.parse('2030-01-12T17:00:00+01:00'));
    const own = { timeZone: 'Europe/Paris', useProfileTimeZone: true };
    expect(at(own, inTokyo)).toBe(Date.parse('2030-01-12T17:00:00+09:00'));
    expect(at(own, { ...inTokyo, timeZone: null })).toBe(Date.parse('2030-01-12T17:00:00+01:00'));
    expect(at(own, { ...inTokyo, timeZone: 'Mars/Olympus' })).toBe(Date.parse('2030-01-12T17:00:00+01:00'));
  });

  it('J183 whose date is past already continue at once', () => {
    const run = new JourneyRun(journeySource(waiting(until)));
    run.enter('Landed', { id: 'p1', at: '2029-12-31T23:59:59' });
    expect(run.path).toEqual(['landed:next', 'until:next']);
    expect(run.status).toBe('completed');
  });

  it('move a time that a clock change skips forward, and take the earlier of two equal times', () => {
    const paris = (text: string) => {
      const source = journeySource({ ...waiting(until), definition: { timeZone: 'Europe/Paris' } });
      const run = new JourneyRun(source, { globalTimeoutMs: 400 * 24 * hour });
      run.enter('Landed', { id: 'p1', at: text });
      return run.instance?.wakeAt;
    };
    expect(paris('2030-03-31T02:30:00')).toBe(Date.parse('2030-03-31T03:30:00+02:00'));
    expect(paris('2030-10-27T02:30:00')).toBe(Date.parse('2030-10-27T02:30:00+02:00'));
  });

  it('without a date end in error, or take the alternative path', () => {
    const run = new JourneyRun(journeySource(waiting(until)));
    run.enter('Landed', { id: 'p1' });
    expect(run.status).toBe('error');
    const saved = new JourneyRun(
      journeySource(waiting(waitUntil('until', '@{Landed.at}', { hasAlternativePath: true }))),
    );
    saved.enter('Landed', { id: 'p1' });
    expect(saved.path).toEqual(['landed:next', 'until:error']);
    expect(saved.status).toBe('completed');
  });

  it('fetch what their expression reads before they are armed with their siblings', () => {
    const opening = externalSource('Shop', { Hours: { fields: { opens: { type: 'dateTimeOnly' } } } });
    const source = journeySource({
      ...waiting(wait('pause', 'P9D'), waitUntil('open', '#{Shop.Hours.opens}'), event('paid', 'Paid')),
      dataSources: [opening],
    });
    const run = new JourneyRun(source);
    run.enter('Landed');
    expect(run.calls).toMatchObject([{ kind: 'fetch', group: 'Hours', activityId: 'open' }]);
    run.answer({ response: { opens: '2030-01-02T09:00:00' } });
    expect(run.waitsAt).toEqual(['pause', 'open', 'paid']);
    expect(run.instance?.wakeAt).toBe(Date.parse('2030-01-02T09:00:00Z'));
    run.now = run.instance?.wakeAt ?? 0;
    run.timer();
    expect(run.path).toEqual(['landed:next', 'open:next']);
  });

  it('take the alternative path when that fetch fails', () => {
    const opening = externalSource('Shop', { Hours: { fields: { opens: { type: 'dateTimeOnly' } } } });
    const until = waitUntil('open', '#{Shop.Hours.opens}', { hasAlternativePath: true });
    const run = new JourneyRun(journeySource({ ...waiting(until), dataSources: [opening] }));
    run.enter('Landed');
    run.answer({ outcome: 'http', httpStatus: 404, statusCode: 'http_404', response: null });
    expect(run.path).toEqual(['landed:next', 'open:error']);
    expect(run.instance?.state.properties.lastErrorCode).toBe('404');
  });
});
