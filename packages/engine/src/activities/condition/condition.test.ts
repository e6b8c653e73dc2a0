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
  profileSource,
  split,
  when,
} from '@cairn/testkit';
import { describe, expect, it } from 'vitest';
import type { JourneySource } from '../../journey-source.ts';
import type { Profile } from '../../ports.ts';

const landed = event('landed', 'Landed');
const landedEvent = eventSource('Landed', { delay: { type: 'integer' }, port: { type: 'string' } });

/** A condition whose branches all lead to an end of their own. */
function choosing(activity: object, more: Partial<Parameters<typeof journeySource>[0]> = {}): JourneySource {
  const { id, paths } = activity as { id: string; paths: { id: string }[] };
  const branches = [...paths.map((path) => path.id), 'other', 'error'];
  return journeySource({
    activities: [landed, activity, ...branches.map((branch) => end(`to_${branch}`))],
    arrows: [`landed -> ${id}`, ...branches.map((branch) => `${id} -${branch}-> to_${branch}`)],
    events: [landedEvent],
    ...more,
  });
}

function branchOf(source: JourneySource, payload: Record<string, string | number>, at?: number, profile?: Profile) {
  const run = new JourneyRun(source, profile ? { profile } : {});
  if (at !== undefined) run.now = at;
  run.enter('Landed', { id: 'p1', ...payload });
  return run.steps[1]?.branch ?? run.status;
}

describe('data conditions', () => {
  const late = condition('late', [when('long', '@{Landed.delay} > 60'), when('short', '@{Landed.delay} > 15')]);

  it('J179 take the upper of two true paths only', () => {
    expect(branchOf(choosing(late), { delay: 90 })).toBe('long');
    expect(branchOf(choosing(late), { delay: 30 })).toBe('short');
    const run = new JourneyRun(choosing(late));
    run.enter('Landed', { id: 'p1', delay: 90 });
    expect(run.path).toEqual(['landed:next', 'late:long']);
  });

  it('J180 without a true path and without other path end the instance, which counts as completed', () => {
    const run = new JourneyRun(choosing(late));
    run.enter('Landed', { id: 'p1', delay: 5 });
    expect(run.status).toBe('completed');
    expect(run.steps.at(-1)).toMatchObject({ nodeId: 'late', instanceEnded: true, instanceStatus: 'completed' });
    expect(run.steps.at(-1)?.branch).toBeUndefined();
  });

  it('take the other path when no path is true', () => {
    expect(branchOf(choosing({ ...late, hasOtherPath: true }), { delay: 5 })).toBe('other');
  });

  it('count a null result as false', () => {
    expect(branchOf(choosing({ ...late, hasOtherPath: true }), {})).toBe('other');
  });

  it('that fail take the alternative path, or end the instance in error', () => {
    const bad = condition('bad', [when('yes', 'toInteger(@{Landed.port}) > 1')]);
    expect(branchOf(choosing({ ...bad, hasAlternativePath: true }), { port: 'SFO' })).toBe('error');
    expect(branchOf(choosing(bad), { port: 'SFO' })).toBe('error');
    const run = new JourneyRun(choosing(bad));
    run.enter('Landed', { id: 'p1', port: 'SFO' });
    expect(run.status).toBe('error');
    expect(run.instance?.state.properties).toEqual({
      lastErrorCode: 'error',
      lastNodeUIDInError: 'bad',
      lastNodeNameInError: 'Condition',
      lastNodeTypeInError: 'condition',
    });
    expect(run.steps.at(-1)?.details).toEqual({ reason: expect.stringContaining('"SFO" is no integer') });
  });

  it('read profile attributes and the history of events without any call', () => {
    const source = choosing(
      condition('known', [
        when('often', '#{ProfileStore.Flights.experienceevent.first().delay} > 60'),
        when('gold', '#{ProfileStore.Profile.tier} == "gold"'),
      ]),
      {
        dataSources: [profileSource({ tier: { type: 'string' } }, { Flights: { delay: { type: 'integer' } } })],
      },
    );
    const profile = (tier: string, delays: number[]): Profile => ({
      attributes: { tier },
      timeZone: null,
      history: new Map([['schema-Flights', delays.map((delay) => ({ delay }))]]),
    });
    expect(branchOf(source, {}, undefined, profile('gold', [90, 1]))).toBe('often');
    expect(branchOf(source, {}, undefined, profile('gold', [1, 90]))).toBe('gold');
    expect(branchOf(source, {}, undefined, profile('gold', []))).toBe('gold');
    expect(branchOf(source, {})).toBe('completed');
    const run = new JourneyRun(source);
    expect(run.journey.needsProfile).toBe(true);
    expect(run.journey.historySchemaIds).toEqual(['schema-Flights']);
  });

  it('read the properties of the journey', () => {
    const property = (name: string, value: string) =>
      branchOf(choosing(condition('ask', [when('yes', `@{JourneyProperties.${name}} == "${value}"`)])), {});
    expect(property('journeyUID', 'journey-1')).toBe('yes');
    expect(property('journeyVersionUID', 'version-1')).toBe('yes');
    expect(property('journeyVersionName', 'Journey')).toBe('yes');
    expect(property('journeyVersion', '1.0')).toBe('yes');
    expect(property('externalKey', 'p1')).toBe('yes');
    expect(property('organizationId', 'org-1')).toBe('yes');
    expect(property('sandboxName', 'prod')).toBe('yes');
    expect(property('currentNodeId', 'ask')).toBe('yes');
    expect(property('currentNodeName', 'Condition')).toBe('yes');
    expect(property('previousNodeId', 'landed')).toBe('yes');
    expect(property('previousNodeName', 'Landed')).toBe('yes');
    expect(property('lastErrorCode', 'x')).toBe('completed');
  });
});

describe('percentage splits', () => {
  const halves = choosing(condition('half', [split('a', 50), split('b', 50)]));

  it('J181 of 50/50 give each side 4,800 to 5,200 of 10,000 passages', () => {
    const taken = new Map<string, number>();
    const run = new JourneyRun(halves);
    for (let person = 0; person < 10_000; person++) {
      const { steps } = run.enter('Landed', { id: `p${person}` }, { key: `p${person}`, offset: person });
      const branch = steps[1]?.branch ?? 'none';
      taken.set(branch, (taken.get(branch) ?? 0) + 1);
    }
    expect([...taken.keys()].sort()).toEqual(['a', 'b']);
    expect(taken.get('a')).toBeGreaterThanOrEqual(4_800);
    expect(taken.get('a')).toBeLessThanOrEqual(5_200);
  });

  it('draw again for each passage of the same person, and the same again when replayed', () => {
    const draws = Array.from({ length: 64 }, (_, offset) => {
      const first = new JourneyRun(halves).enter('Landed', { id: 'p1' }, { offset });
      const replayed = new JourneyRun(halves).enter('Landed', { id: 'p1' }, { offset });
      expect(replayed).toEqual(first);
      return first.steps[1]?.branch;
    });
    expect(new Set(draws)).toEqual(new Set(['a', 'b']));
  });
});

describe('time and date conditions', () => {
  const evening = { id: 'yes', label: '', type: 'time' as const, hours: { from: '20:00', to: '23:00' } };
  const inZone = (timeZone: string, useProfileTimeZone = false, path: object = evening) =>
    choosing(condition('when', [path as typeof evening], { hasOtherPath: true }), {
      definition: { timeZone, useProfileTimeZone },
    });
  const utc = (text: string) => Date.parse(`2030-07-12T${text}Z`);

  it('J182 of 20:00 to 23:00 use the journey zone, or the profile zone when the option is on and set', () => {
    const inTokyo: Profile = { attributes: {}, timeZone: 'Asia/Tokyo', history: new Map() };
    expect(branchOf(inZone('Europe/Paris'), {}, utc('17:59:59'))).toBe('other');
    expect(branchOf(inZone('Europe/Paris'), {}, utc('18:00:00'))).toBe('yes');
    expect(branchOf(inZone('Europe/Paris'), {}, utc('20:59:59'))).toBe('yes');
    expect(branchOf(inZone('Europe/Paris'), {}, utc('21:00:00'))).toBe('other');
    expect(branchOf(inZone('Europe/Paris', true), {}, utc('11:30:00'), inTokyo)).toBe('yes');
    expect(branchOf(inZone('Europe/Paris', true), {}, utc('18:30:00'), inTokyo)).toBe('other');
    expect(branchOf(inZone('Europe/Paris', true), {}, utc('18:30:00'), { ...inTokyo, timeZone: null })).toBe('yes');
    expect(branchOf(inZone('Europe/Paris', false), {}, utc('18:30:00'), inTokyo)).toBe('yes');
  });

  it('J184 give the same results on a server in another zone', () => {
    const before = process.env.TZ;
    try {
      const results = ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC'].map((zone) => {
        process.env.TZ = zone;
        return ['17:59:59', '18:00:00'].map((text) => branchOf(inZone('Europe/Paris'), {}, utc(text)));
      });
      expect(results).toEqual(Array.from({ length: 3 }, () => ['other', 'yes']));
    } finally {
      process.env.TZ = before;
    }
  });

  it('may cross midnight', () => {
    const night = { ...evening, hours: { from: '22:00', to: '02:00' } };
    expect(branchOf(inZone('UTC', false, night), {}, utc('21:59:00'))).toBe('other');
    expect(branchOf(inZone('UTC', false, night), {}, utc('23:30:00'))).toBe('yes');
    expect(branchOf(inZone('UTC', false, night), {}, utc('01:59:59'))).toBe('yes');
    expect(branchOf(inZone('UTC', false, night), {}, utc('02:00:00'))).toBe('other');
  });

  it('compare the weekday in the zone of the instance', () => {
    const friday = { id: 'yes', label: '', type: 'time' as const, weekdays: [5] };
    expect(branchOf(inZone('UTC', false, friday), {}, utc('23:30:00'))).toBe('yes');
    expect(branchOf(inZone('Europe/Paris', false, friday), {}, utc('23:30:00'))).toBe('other');
  });

  it('of a date range include its start and exclude its end', () => {
    const range = { id: 'yes', label: '', type: 'date' as const, from: '2030-07-12T10:00', to: '2030-07-12T12:00' };
    const paris = inZone('Europe/Paris', false, range);
    expect(branchOf(paris, {}, utc('07:59:59'))).toBe('other');
    expect(branchOf(paris, {}, utc('08:00:00'))).toBe('yes');
    expect(branchOf(paris, {}, utc('09:59:59'))).toBe('yes');
    expect(branchOf(paris, {}, utc('10:00:00'))).toBe('other');
  });
});

describe('conditions on external sources', () => {
  const weather = externalSource('Weather', {
    Now: { fields: { wind: { type: 'integer' }, rain: { type: 'boolean' } }, params: ['port'] },
  });
  const more = { dataSources: [weather] };
  const windy = condition('windy', [
    when('storm', '#{Weather.Now.wind, params: {port: @{Landed.port}}} > 60'),
    when('wet', '#{Weather.Now.rain, params: {port: @{Landed.port}}}'),
    when('calm', '#{Weather.Now.wind, params: {port: @{Landed.port}}, defaultValue: 0} == 0'),
  ]);

  it('J109 fetch a group once per step, however many of its fields are used', () => {
    const run = new JourneyRun(choosing(windy, more));
    run.enter('Landed', { id: 'p1', port: 'SFO' });
    expect(run.calls).toHaveLength(1);
    expect(run.calls[0]).toMatchObject({
      kind: 'fetch',
      targetId: 'source-Weather',
      group: 'Now',
      params: { port: 'SFO' },
    });
    run.answer({ response: { wind: 10, rain: true } });
    expect(run.calls).toHaveLength(1);
    expect(run.path).toEqual(['landed:next', 'windy:wet']);
  });

  it('J122 read a missing response field as null, or as its default', () => {
    const run = new JourneyRun(choosing(windy, more));
    run.enter('Landed', { id: 'p1', port: 'SFO' });
    run.answer({ response: {} });
    expect(run.path).toEqual(['landed:next', 'windy:calm']);
    const bare = condition('windy', [
      when('still', '#{Weather.Now.wind, params: {port: @{Landed.port}}} == 0'),
      when('unknown', '#{Weather.Now.wind, params: {port: @{Landed.port}}} is null'),
    ]);
    const plain = new JourneyRun(choosing(bare, more));
    plain.enter('Landed', { id: 'p1', port: 'SFO' });
    plain.answer({ response: {} });
    expect(plain.path).toEqual(['landed:next', 'windy:unknown']);
  });

  const failures = [
    [{ outcome: 'http', httpStatus: 503, statusCode: 'http_503' }, '503', 'error', 'http'],
    [{ outcome: 'capped', httpStatus: null, statusCode: 'capped' }, 'capped', 'capped', 'capping'],
    [{ outcome: 'timedout', httpStatus: null, statusCode: 'timedout' }, 'timedOut', 'timedout', 'timedout'],
    [{ outcome: 'error', httpStatus: null, statusCode: 'internalError' }, 'error', 'error', 'error'],
  ] as const;

  it.each(failures)('J123 take the alternative path when the fetch ends with %o', (result, code, status, published) => {
    const run = new JourneyRun(choosing({ ...windy, hasAlternativePath: true }, more));
    run.enter('Landed', { id: 'p1', port: 'SFO' });
    run.answer({ ...result, response: null });
    expect(run.path).toEqual(['landed:next', 'windy:error']);
    expect(run.status).toBe('completed');
    expect(run.instance?.state.properties).toMatchObject({ lastErrorCode: code, lastDataFetchErrorCode: code });
    expect(run.steps[1]).toMatchObject({
      stepStatus: status,
      details: { fetchError: published, fetchTypeInError: 'custom', fetchGroupInError: 'Weather.Now' },
    });
  });

  it.each(failures)('J123 end the instance in error without one when the fetch ends with %o', (result) => {
    const run = new JourneyRun(choosing(windy, more));
    run.enter('Landed', { id: 'p1', port: 'SFO' });
    run.answer({ ...result, response: null });
    expect(run.status).toBe('error');
    expect(run.steps.at(-1)).toMatchObject({ nodeId: 'windy', instanceEnded: true, instanceStatus: 'error' });
  });

  it('J112 make the same call for parameters of the tabs and inline parameters', () => {
    const tabs = condition('windy', [when('storm', '#{Weather.Now.wind} > 60')], {
      sourceParameters: { Weather: { Now: { port: '@{Landed.port}' } } },
    });
    const inline = condition('windy', [when('storm', '#{Weather.Now.wind, params: {port: @{Landed.port}}} > 60')]);
    const [first, second] = [tabs, inline].map((activity) => {
      const run = new JourneyRun(choosing(activity, more));
      run.enter('Landed', { id: 'p1', port: 'SFO' });
      const [call] = run.calls;
      run.answer({ response: { wind: 70 } });
      expect(run.path).toEqual(['landed:next', 'windy:storm']);
      return call;
    });
    expect(first).toEqual(second);
  });

  it('J112 fetch once when one path uses the tabs and another gives equal parameters inline', () => {
    const both = condition(
      'windy',
      [
        when('storm', '#{Weather.Now.wind} > 60'),
        when('breeze', '#{Weather.Now.wind, params: {port: @{Landed.port}}} > 10'),
      ],
      { sourceParameters: { Weather: { Now: { port: '@{Landed.port}' } } } },
    );
    const run = new JourneyRun(choosing(both, more));
    run.enter('Landed', { id: 'p1', port: 'SFO' });
    expect(run.calls).toHaveLength(1);
    run.answer({ response: { wind: 20 } });
    expect(run.path).toEqual(['landed:next', 'windy:breeze']);
  });

  const ports = externalSource('Ports', { Of: { fields: { code: { type: 'string' } }, params: ['name'] } });

  it('J113 fetch the group a parameter comes from first, then the group that takes it', () => {
    const chained = condition('windy', [
      when('storm', '#{Weather.Now.wind, params: {port: #{Ports.Of.code, params: {name: @{Landed.port}}}}} > 60'),
    ]);
    const run = new JourneyRun(choosing(chained, { dataSources: [weather, ports] }));
    run.enter('Landed', { id: 'p1', port: 'San Francisco' });
    expect(run.calls).toMatchObject([{ targetId: 'source-Ports', params: { name: 'San Francisco' } }]);
    run.answer({ response: { code: 'SFO' } });
    expect(run.calls[1]).toMatchObject({ targetId: 'source-Weather', params: { port: 'SFO' } });
    run.answer({ response: { wind: 70 } });
    expect(run.path).toEqual(['landed:next', 'windy:storm']);
    expect(run.steps[1]?.details).toMatchObject({ fetchCount: 2, fetchTotalTime: 24 });
  });

  it('J113 chain sources through the tabs as well', () => {
    const chained = condition('windy', [when('storm', '#{Weather.Now.wind} > 60')], {
      sourceParameters: { Weather: { Now: { port: '#{Ports.Of.code}' } }, Ports: { Of: { name: '@{Landed.port}' } } },
    });
    const run = new JourneyRun(choosing(chained, { dataSources: [weather, ports] }));
    run.enter('Landed', { id: 'p1', port: 'San Francisco' });
    run.answer({ response: { code: 'SFO' } });
    run.answer({ response: { wind: 70 } });
    expect(run.path).toEqual(['landed:next', 'windy:storm']);
  });

  it('fetch groups that do not depend on each other together, and wait for all', () => {
    const both = condition('windy', [
      when('yes', '#{Weather.Now.wind, params: {port: "SFO"}} > #{Weather.Now.wind, params: {port: "LAX"}}'),
    ]);
    const run = new JourneyRun(choosing(both, more));
    run.enter('Landed', { id: 'p1' });
    expect(run.calls).toHaveLength(2);
    const [first, second] = run.calls;
    run.answer({ response: { wind: 1 } }, second);
    expect(run.status).toBe('running');
    expect(run.answer({ response: { wind: 1 } }, second).outcome).toBe('stale');
    run.answer({ response: { wind: 2 } }, first);
    expect(run.path).toEqual(['landed:next', 'windy:yes']);
  });

  it('see one clock before and after the fetch, so that a parameter made of it still names the answer', () => {
    const dated = condition('windy', [when('storm', '#{Weather.Now.wind, params: {port: toString(now())}} > 60')]);
    const run = new JourneyRun(choosing(dated, more));
    run.enter('Landed', { id: 'p1' });
    run.now += 2_000;
    run.answer({ response: { wind: 70 } });
    expect(run.path).toEqual(['landed:next', 'windy:storm']);
    expect(run.steps[1]?.processingTimeMs).toBe(2_000);
  });

  it('fetch again in the next step: nothing is kept from step to step', () => {
    const source = journeySource({
      activities: [landed, windy, { ...windy, id: 'again' }, action('notify', 'Notify')],
      arrows: ['landed -> windy', 'windy -storm-> again', 'again -storm-> notify'],
      events: [landedEvent],
      actions: [actionSource('Notify')],
      dataSources: [weather],
    });
    const run = new JourneyRun(source);
    run.enter('Landed', { id: 'p1', port: 'SFO' });
    run.answer({ response: { wind: 70 } });
    expect(run.calls).toHaveLength(2);
    run.answer({ response: { wind: 70 } });
    expect(run.waitsAt).toEqual(['notify']);
  });
});
