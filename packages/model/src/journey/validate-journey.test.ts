import { describe, expect, it } from 'vitest';
import { eventDefinition } from '../event/event.ts';
import { validateEvent } from '../event/validate-event.ts';
import { flightSchema } from '../schema/sample-schema.fixture.ts';
import { action, condition, context, event, journey, problems, wait } from './journey.fixture.ts';
import { hasErrors, journeyIssueCodes } from './journey-issues.ts';
import { validateJourney } from './validate-journey.ts';

const landed = event('Landed');
const end = { kind: 'end' };
const complete = journey(
  {
    in: landed,
    if: condition('@{Landed.delay} > 60', { hasOtherPath: true }),
    act: action(),
    out: end,
    pause: wait('PT6H'),
    more: end,
  },
  ['in if', 'if yes act', 'act out', 'if other pause', 'pause more'],
);

describe('a journey', () => {
  it('without any problem has no issues', () => {
    expect(problems(complete)).toEqual([]);
  });

  it('that has not the shape of one is refused as a whole', () => {
    expect(problems({ name: 'x', activities: 3 })).toEqual(['_100 journey']);
    expect(problems(null)).toEqual(['_100 journey']);
  });

  it('has a first event', () => {
    expect(problems(journey({}))).toEqual(['_101 journey']);
    expect(problems(journey({ pause: wait('PT1H') }))).toEqual(['_102 journey']);
    expect(problems(journey({ pause: wait('PT1H'), in: landed }, ['pause in']))).toEqual(['_102 journey']);
  });

  it('J131 holds at most 50 activities', () => {
    const withWaits = (count: number) => {
      const waits = Array.from({ length: count }, (_, index) => [`w${index}`, wait('PT1H')] as const);
      return journey(
        { in: landed, ...Object.fromEntries(waits) },
        waits.map((_, index) => (index ? `w${index - 1} w${index}` : 'in w0')),
      );
    };
    expect(problems(withWaits(49))).toEqual([]);
    expect(problems(withWaits(50))).toEqual(['_103 journey']);
  });

  it('has a known time zone and dates in order', () => {
    const withMembers = (members: object) => problems(journey({ in: landed }, [], members));
    expect(withMembers({ timeZone: 'Europe/Rome' })).toEqual([]);
    expect(withMembers({ timeZone: 'Mars/Base' })).toEqual(['_104 journey']);
    expect(withMembers({ startAt: 'tomorrow' })).toEqual(['_105 journey']);
    expect(withMembers({ startAt: '2030-01-02T00:00:00Z', endAt: '2030-01-01T00:00:00Z' })).toEqual(['_106 journey']);
  });

  it('J136 has a timeout of 1 to 30 whole seconds', () => {
    const withTimeout = (timeoutSeconds: unknown) => problems({ ...journey({ in: landed }), timeoutSeconds });
    expect([withTimeout(1), withTimeout(30)]).toEqual([[], []]);
    for (const refused of [0, 31, 2.5, '5']) expect(withTimeout(refused)).toEqual(['_100 journey']);
  });

  it('J137 is open to re-entrance from the start, and takes the zone of the profile only with a namespace', () => {
    const fresh = journey({ in: landed });
    expect(fresh.reentrance).toEqual({ isAllowed: true, waitPeriodSeconds: 300 });
    expect(fresh.useProfileTimeZone).toBe(false);
    expect(problems(journey({ in: landed }, [], { useProfileTimeZone: true }))).toEqual([]);
    expect(problems(journey({ in: event('Beacon') }, [], { useProfileTimeZone: true }))).toEqual(['_107 journey']);
  });

  it('J134 lists journey-wide issues first, then activities from left to right', () => {
    const at = (x: number) => ({ position: { x, y: 0 } });
    const definition = journey(
      { right: { ...condition(''), ...at(30) }, in: { ...landed, ...at(0) }, middle: { ...event('Gone'), ...at(20) } },
      ['in middle', 'middle right'],
      { timeZone: 'Mars/Base' },
    );
    expect(problems(definition)).toEqual(['_104 journey', '_400 middle', '_200 right']);
    for (const found of validateJourney(definition, context)) {
      expect(found.code).toMatch(/^ERR_[A-Z]+_\d{3}$/);
      expect(found.message).not.toMatch(/[{}]/);
    }
  });

  it('J135 with warnings alone has no error', () => {
    const definition = journey(
      { in: landed, if: condition('@{Claimed.delay} > 5'), late: event('Claimed'), out: end },
      ['in if', 'if yes late', 'late out'],
    );
    const issues = validateJourney(definition, context);
    expect(issues.map(({ code, severity }) => [code, severity])).toEqual([['ERR_JOURNEYVERSION_802', 'warning']]);
    expect(hasErrors(issues)).toBe(false);
    expect(hasErrors(validateJourney(journey({}), context))).toBe(true);
  });

  it('warns of a field that the event does not have, and of nothing behind an undeclared one', () => {
    const reading = (expression: string) =>
      validateJourney(journey({ in: landed, if: condition(expression), out: end }, ['in if', 'if yes out']), context);
    const [found, ...others] = reading('@{Landed.delayy} > 5');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'ERR_JOURNEYVERSION_806', severity: 'warning', activityId: 'if' });
    expect(found?.message).toContain('"delayy"');
    expect(reading('@{Landed.delay} > 5')).toEqual([]);
  });

  it('keeps the documented codes', () => {
    for (const number of [100, 200, 305, 601]) {
      expect(journeyIssueCodes).toHaveProperty(`ERR_JOURNEYVERSION_${number}`);
    }
  });
});

describe('the drawing of a journey', () => {
  it('J128 has events and waits in parallel, never two actions or conditions', () => {
    const parallel = (left: object, right: object) =>
      problems(journey({ in: landed, a: left as never, b: right as never }, ['in a', 'in b']));
    expect(parallel(event('Claimed'), wait('PT6H'))).toEqual([]);
    expect(parallel(action(), action())).toEqual(['_702 a', '_702 b']);
    expect(parallel(condition('true'), condition('true'))).toEqual(['_702 a', '_702 b']);
    expect(parallel(wait('PT1H'), action())).toEqual(['_702 b']);
  });

  it('J129 never leads back to an earlier activity', () => {
    const looped = journey({ in: landed, a: wait('PT1H'), b: wait('PT2H') }, ['in a', 'a b', 'b a']);
    expect(problems(looped)).toEqual(['_701 b']);
    expect(problems(journey({ in: landed, a: wait('PT1H') }, ['in a', 'a a']))).toEqual(['_701 a']);
  });

  it('J130 ends at an end', () => {
    expect(problems(journey({ in: landed, out: end, a: wait('PT1H') }, ['in out', 'out a']))).toEqual(['_703 out']);
  });

  it('J133 has no disconnected activity; connecting it again clears the error', () => {
    const activities = { in: landed, a: wait('PT1H'), b: action() };
    expect(problems(journey(activities, ['in a']))).toEqual(['_700 b']);
    expect(problems(journey(activities, ['in a', 'a b']))).toEqual([]);
    expect(problems(journey({ ...activities, other: event('Claimed') }, ['in a', 'a b']))).toEqual(['_700 other']);
  });

  it('has arrows between its own activities and by branches they have', () => {
    expect(problems(journey({ in: landed, a: wait('PT1H') }, ['in a', 'a gone']))).toEqual(['_705 journey']);
    expect(problems(journey({ in: landed, a: wait('PT1H') }, ['in a', 'in timeout a']))).toEqual(['_704 in']);
    expect(problems(journey({ in: landed, a: wait('PT1H') }, ['in a', 'in a']))).toContain('_706 journey');
  });

  it('has activities of different ids', () => {
    const twice = journey({ in: landed });
    expect(problems({ ...twice, activities: [...twice.activities, ...twice.activities] })).toContain('_108 in');
  });
});

describe('events of a journey', () => {
  it('J126 after a first event with a namespace all others have it', () => {
    const followedBy = (name: string) => problems(journey({ in: landed, next: event(name) }, ['in next']));
    expect(followedBy('Claimed')).toEqual([]);
    expect(followedBy('Scanned')).toEqual(['_401 next']);
    expect(followedBy('Beacon')).toEqual(['_401 next']);
  });

  it('after a first event without namespace no other has one', () => {
    const followedBy = (name: string) => problems(journey({ in: event('Beacon'), next: event(name) }, ['in next']));
    expect(followedBy('Opened')).toEqual([]);
    expect(followedBy('Landed')).toEqual(['_401 next']);
  });

  it('exist', () => {
    expect(problems(journey({ in: event('Gone') }))).toEqual(['_400 in']);
    expect(problems(journey({ in: event('') }))).toContain('_603 in');
  });

  it('J140 refuses timeouts on two parallel events; one governs both', () => {
    const timed = (eventName: string) => event(eventName, { timeout: { duration: 'P1D', hasPath: false } });
    const parallel = (left: object, right: object) =>
      problems(journey({ in: landed, a: left as never, b: right as never }, ['in a', 'in b']));
    expect(parallel(timed('Claimed'), timed('Landed'))).toEqual(['_402 b']);
    expect(parallel(timed('Claimed'), event('Landed'))).toEqual([]);
  });

  it('have a timeout within the life of an instance', () => {
    const withTimeout = (duration: string) =>
      problems(journey({ in: landed, a: event('Claimed', { timeout: { duration, hasPath: true } }) }, ['in a']));
    expect([withTimeout('P30D'), withTimeout('PT0S'), withTimeout('P31D')]).toEqual([[], ['_403 a'], ['_403 a']]);
  });
});

describe('conditions of a journey', () => {
  const withCondition = (activity: object) => problems(journey({ in: landed, if: activity as never }, ['in if']));
  const withPath = (type: string, path: object) =>
    withCondition({ kind: 'condition', type, paths: [{ id: 'p', type, ...path }] });

  it('are boolean expressions', () => {
    expect(withCondition(condition('@{Landed.delay} > 60'))).toEqual([]);
    expect(withCondition(condition(' '))).toEqual(['_200 if']);
    expect(withCondition(condition('@{Landed.delay}'))).toEqual(['_203 if']);
    expect(withCondition(condition('@{Landed.delay} >'))).toEqual(['_800 if']);
    expect(withCondition(condition('@{Claimed.delay} > 1'))).toEqual(['_800 if']);
    expect(withCondition({ kind: 'condition', type: 'data', paths: [] })).toEqual(['_201 if']);
  });

  it('J89 may read a linked field, which the rule of an event may not', () => {
    expect(withCondition(condition("@{Landed.booking.code} == 'x'"))).toEqual([]);
    const given = {
      type: 'ruleBased',
      name: 'Landed',
      schemaId: 's',
      fields: ['_id', 'passenger.email', 'booking.code'],
      key: '@{Landed.passenger.email}',
      rule: { kind: 'row', field: 'booking.code', operator: 'equalTo', value: 'x' },
    };
    const refused = validateEvent(eventDefinition.parse(given), flightSchema);
    expect(refused.map(({ code }) => code)).toEqual(['MODEL_EVENT_FIELD_LINKED']);
  });

  it('J148 of a split have no other path and shares that sum to 100', () => {
    const split = (percents: readonly number[], members: object = {}) =>
      withCondition({
        kind: 'condition',
        type: 'split',
        paths: percents.map((percent, index) => ({ id: `s${index}`, type: 'split', percent })),
        ...members,
      });
    expect(split([30, 70])).toEqual([]);
    expect(split([30, 60])).toEqual(['_204 if']);
    expect(split([-10, 110])).toEqual(['_205 if', '_205 if']);
    expect(split([100])).toEqual(['_206 if']);
    expect(split([50, 50], { hasOtherPath: true })).toEqual(['_207 if']);
  });

  it('of one kind have paths of that kind with different ids', () => {
    const data = (id: string) => ({ id, type: 'data', expression: 'true' });
    expect(withCondition({ kind: 'condition', type: 'data', paths: [data('a'), data('a')] })).toEqual(['_212 if']);
    expect(withCondition({ kind: 'condition', type: 'data', paths: [data('error')] })).toEqual(['_212 if']);
    expect(withCondition({ kind: 'condition', type: 'time', paths: [data('a')] })).toEqual(['_208 if']);
  });

  it('on time have hours or weekdays', () => {
    expect(withPath('time', { hours: { from: '20:00', to: '03:00' }, weekdays: [1, 7] })).toEqual([]);
    expect(withPath('time', {})).toEqual(['_200 if']);
    expect(withPath('time', { hours: { from: '9:00', to: '12:00' } })).toEqual(['_209 if']);
    expect(withPath('time', { hours: { from: '24:00', to: '12:00' } })).toEqual(['_209 if']);
    expect(withPath('time', { weekdays: [] })).toEqual(['_210 if']);
    expect(withPath('time', { weekdays: [1, 1] })).toEqual(['_210 if']);
  });

  it('on dates have local dates in order', () => {
    expect(withPath('date', { from: '2030-07-12T17:00', to: '2030-07-13T00:00:00' })).toEqual([]);
    expect(withPath('date', {})).toEqual(['_200 if']);
    expect(withPath('date', { from: '2030-07-12T17:00Z' })).toEqual(['_211 if']);
    expect(withPath('date', { from: '2030-02-30T17:00' })).toEqual(['_211 if']);
    expect(withPath('date', { from: '2030-07-13T00:00', to: '2030-07-12T00:00' })).toEqual(['_211 if']);
  });
});

describe('waits of a journey', () => {
  const withWait = (members: object) => problems(journey({ in: landed, w: { kind: 'wait', ...members } }, ['in w']));

  it('J149 last at most 30 days, and custom ones are of type dateTimeOnly', () => {
    expect(withWait(wait('P30D'))).toEqual([]);
    expect(withWait(wait('P30DT1S'))).toEqual(['_501 w']);
    expect(withWait(wait('P99999999999999999999D'))).toEqual(['_501 w']);
    const custom = (expression: string) => withWait({ wait: { type: 'custom', expression } });
    expect(custom('toDateTimeOnly("2030-07-12T17:00:00")')).toEqual([]);
    expect(custom('now()')).toEqual(['_502 w']);
    expect(custom('"2030-07-12"')).toEqual(['_502 w']);
    expect(custom('')).toEqual(['_500 w']);
    expect(custom('nonsense(')).toEqual(['_800 w']);
  });

  it('are bounded by the life the installation sets', () => {
    const definition = journey({ in: landed, w: wait('P60D') }, ['in w']);
    expect(problems(definition, { ...context, lifeDays: 91 })).toEqual([]);
  });
});

describe('actions of a journey', () => {
  const withAction = (members: object) => problems(journey({ in: landed, act: action(members) }, ['in act']));

  it('exist', () => {
    expect(withAction({ actionName: 'Gone' })).toEqual(['_300 act']);
    expect(withAction({ actionName: '' })).toEqual(['_603 act']);
  });

  it('J12 have a value for every mandatory variable, query parameters among them, before publication', () => {
    expect(withAction({})).toEqual([]);
    expect(withAction({ queryParameters: {} })).toEqual(['_601 act']);
    const unmapped = journey({ in: landed, act: action({ queryParameters: {} }) }, ['in act']);
    expect(hasErrors(validateJourney(unmapped, context))).toBe(true);
    expect(withAction({ parameters: { delay: '  ' } })).toEqual(['_601 act']);
  });

  it('J24 mapping a string expression to an integer parameter is a blocking error', () => {
    const issues = validateJourney(
      journey({ in: landed, act: action({ parameters: { delay: '@{Landed.id}' } }) }, ['in act']),
      context,
    );
    expect(issues.map(({ code, activityId, field, severity }) => ({ code, activityId, field, severity }))).toEqual([
      { code: 'ERR_JOURNEYVERSION_305', activityId: 'act', field: 'parameters.delay', severity: 'error' },
    ]);
    expect(hasErrors(issues)).toBe(true);
  });

  it('send one value in the path, a header or a query parameter, of whatever type', () => {
    expect(withAction({ path: "@{Landed.id} + '/messages'", headers: { 'X-Trace': '@{Landed.delay}' } })).toEqual([]);
    expect(withAction({ path: '@{Landed.legs}' })).toEqual(['_305 act']);
    expect(withAction({ queryParameters: { lang: '@{Landed.legs.port}' } })).toEqual(['_305 act']);
  });

  it('map lists of objects and their members', () => {
    const parameters = { delay: '1', legs: '@{Landed.legs}' };
    expect(withAction({ parameters, members: { legs: { from: 'port' } } })).toEqual([]);
    expect(withAction({ parameters: { ...parameters, legs: '@{Landed.legs.port}' } })).toEqual(['_305 act']);
    expect(withAction({ parameters, members: { legs: { until: 'port' } } })).toEqual(['_306 act']);
  });

  it('give values to variables of the action only', () => {
    expect(withAction({ parameters: { delay: '1', kind: "'x'" } })).toEqual(['_306 act']);
    expect(withAction({ headers: { Cookie: "'x'" } })).toEqual(['_306 act']);
    expect(withAction({ members: { toString: {} } })).toEqual(['_306 act']);
  });

  it('answer what later steps can read', () => {
    const reading = condition("@action{Compensate.voucher} == 'x'");
    expect(problems(journey({ in: landed, act: action(), if: reading }, ['in act', 'act if']))).toEqual([]);
    expect(problems(journey({ in: landed, if: reading, act: action() }, ['in if', 'if yes act']))).toEqual(['_803 if']);
    expect(problems(journey({ in: landed, if: reading }, ['in if']))).toEqual(['_800 if']);
  });
});

describe('data sources in a journey', () => {
  const withCondition = (expression: string, sourceParameters: object = {}, first = 'Landed') =>
    problems(journey({ in: event(first), if: condition(expression, { sourceParameters }) }, ['in if']));

  it('J101 profile groups need events with a namespace', () => {
    expect(withCondition("#{ProfileStore.Person.city} == 'Rome'")).toEqual([]);
    expect(withCondition("#{ProfileStore.Person.city} == 'Rome'", {}, 'Beacon')).toEqual(['_801 if']);
  });

  it('have a value for every parameter, inline or in the tabs', () => {
    expect(withCondition('#{Weather.Now.rain}')).toEqual(['_602 if']);
    expect(withCondition('#{Weather.Now.rain, params: {city: "Rome"}}')).toEqual([]);
    expect(withCondition('#{Weather.Now.rain}', { Weather: { Now: { city: '"Rome"' } } })).toEqual([]);
    expect(withCondition('#{Weather.Now.rain}', { Weather: { Now: { city: 'nonsense(' } } })).toEqual(['_800 if']);
    expect(withCondition('#{Weather.Now.rain, params: {}}')).toEqual(['_602 if']);
  });

  it('may take a parameter from another parameterised source, but not from themselves', () => {
    const city = { Now: { city: '#{Weather.Place.city}' } };
    expect(withCondition('#{Weather.Now.rain}', { Weather: city })).toEqual(['_602 if']);
    expect(withCondition('#{Weather.Now.rain}', { Weather: { ...city, Place: { port: '@{Landed.id}' } } })).toEqual([]);
    const ring = { ...city, Place: { port: '#{Weather.Now.station}' } };
    expect(withCondition('#{Weather.Now.rain}', { Weather: ring })).toEqual(['_804 if']);
  });

  it('refuse tabs of parameters they do not take', () => {
    expect(withCondition('true', { Weather: { Now: { town: '"Rome"' } } })).toEqual(['_805 if']);
    expect(withCondition('true', { Gone: { Now: { city: '"Rome"' } } })).toEqual(['_805 if']);
  });
});
