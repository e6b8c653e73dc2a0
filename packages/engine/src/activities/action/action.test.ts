import {
  action,
  actionSource,
  end,
  event,
  eventSource,
  externalSource,
  type JourneyDrawing,
  JourneyRun,
  journeySource,
} from '@cairn/testkit';
import { describe, expect, it } from 'vitest';
import type { ActionCall } from '../../effect.ts';

const landed = event('landed', 'Landed');
const landedEvent = eventSource('Landed', {
  delay: { type: 'integer' },
  fare: { type: 'decimal' },
  port: { type: 'string' },
  legs: {
    type: 'listObject',
    fields: {
      port: { type: 'string' },
      km: { type: 'integer' },
      crew: { type: 'object', fields: { pilot: { type: 'string' } } },
    },
  },
});

const constantHeader = { name: 'X-Fixed', mode: 'constant', value: 'kept at home' } as const;
const variable = (name: string) => ({ name, mode: 'variable', label: name }) as const;
const field = (name: string, type: 'string' | 'integer' | 'decimal' | 'any') => ({ ...variable(name), type }) as const;

const pay = actionSource('Pay', {
  headers: [constantHeader, variable('X-Port')],
  queryParameters: [variable('delay')],
  body: [
    field('delay', 'integer'),
    field('note', 'string'),
    { name: 'fixed', type: 'string', mode: 'constant', value: 'x' },
  ],
  responseSample: { reference: 'abc', amount: 1 },
});

function paying(more: object, drawing: Partial<JourneyDrawing> = {}) {
  return journeySource({
    activities: [landed, action('pay', 'Pay', more), end('done'), end('failed')],
    arrows: ['landed -> pay', 'pay -> done', 'pay -error-> failed'],
    events: [landedEvent],
    actions: [pay],
    ...drawing,
  });
}

const payload = {
  id: 'p1',
  delay: 75,
  fare: 12.5,
  port: 'SFO',
  legs: [
    { port: 'SFO', km: 40, crew: { pilot: 'Ada' } },
    { port: 'LAX', km: 190, crew: { pilot: 'Bo' } },
  ],
};

function callOf(more: object, drawing?: Partial<JourneyDrawing>): ActionCall {
  const run = new JourneyRun(paying(more, drawing));
  run.enter('Landed', payload);
  const [call] = run.calls;
  if (call?.kind !== 'action') throw new Error('no action call was made');
  return call;
}

describe('actions', () => {
  it('ask for a call that holds the variable values and no constant', () => {
    const call = callOf({
      path: "'/v1/' + @{Landed.id}",
      headers: { 'X-Port': '@{Landed.port}', 'X-Fixed': '"not variable"' },
      queryParameters: { delay: '@{Landed.delay}' },
      parameters: { delay: '@{Landed.delay} + 1', note: 'concat("late in ", @{Landed.port})' },
    });
    expect(call).toMatchObject({
      kind: 'action',
      targetId: 'action-Pay',
      sandbox: 'prod',
      partition: 3,
      activityId: 'pay',
      timeoutMs: 30_000,
    });
    expect(call.values).toEqual({
      path: '/v1/p1',
      headers: { 'X-Port': 'SFO' },
      queryParameters: { delay: '75' },
      parameters: { delay: 76, note: 'late in SFO' },
    });
  });

  it('leave out what the author did not map', () => {
    expect(callOf({ parameters: { note: ' ' } }).values).toEqual({
      path: null,
      headers: {},
      queryParameters: {},
      parameters: {},
    });
  });

  it('have the deadline of the journey', () => {
    expect(callOf({}, { definition: { timeoutSeconds: 7 } })).toMatchObject({ timeoutMs: 7_000 });
  });

  it('carry the same id when the same entry is replayed, and another for another entry', () => {
    const id = (offset: number) => {
      const run = new JourneyRun(paying({}));
      run.enter('Landed', payload, { offset });
      return run.calls[0]?.id;
    };
    expect(id(1)).toBe(id(1));
    expect(id(1)).not.toBe(id(2));
  });

  it('fail on a value of another type than declared', () => {
    const loose = actionSource('Pay', { body: [field('delay', 'integer')] });
    const more = { events: [eventSource('Landed', { delay: { type: 'any' } })], actions: [loose] };
    const run = new JourneyRun(paying({ parameters: { delay: '@{Landed.delay}' } }, more));
    run.enter('Landed', { id: 'p1', delay: 'soon' });
    expect(run.calls).toEqual([]);
    expect(run.status).toBe('error');
    expect(run.instance?.state.properties).toMatchObject({ lastErrorCode: 'error', lastNodeTypeInError: 'action' });
  });

  it('fail when a header would have to hold a list', () => {
    const run = new JourneyRun(paying({ headers: { 'X-Port': '@{Landed.legs.port}' }, hasAlternativePath: true }));
    run.enter('Landed', payload);
    expect(run.path).toEqual(['landed:next', 'pay:error']);
  });

  it('fetch the groups their parameters read before they call', () => {
    const more = { dataSources: [externalSource('Weather', { Now: { fields: { wind: { type: 'integer' } } } })] };
    const run = new JourneyRun(paying({ parameters: { delay: '#{Weather.Now.wind}' } }, more));
    run.enter('Landed', payload);
    expect(run.calls).toMatchObject([{ kind: 'fetch', group: 'Now', params: {} }]);
    run.answer({ response: { wind: 33 } });
    expect(run.calls[1]).toMatchObject({ kind: 'action', values: { parameters: { delay: 33 } } });
    run.answer();
    expect(run.path).toEqual(['landed:next', 'pay:next']);
    expect(run.steps[1]?.details).toMatchObject({ fetchCount: 1, actionID: 'action-Pay' });
  });
});

describe('lists of objects', () => {
  const member = (name: string, type: 'string' | 'integer') => ({ ...variable(name), type }) as const;
  const trip = actionSource('Pay', {
    body: [{ ...variable('stops'), type: 'listObject', fields: [member('port', 'string'), member('pilot', 'string')] }],
  });
  const stops = (expression: string, members: object) =>
    callOf({ parameters: { stops: expression }, members: { stops: members } }, { actions: [trip] }).values.parameters
      .stops;

  it('J23 read an unmapped member from the attribute of the same name and a mapped one from its path', () => {
    expect(stops('@{Landed.legs}', { pilot: 'crew.pilot' })).toEqual([
      { port: 'SFO', pilot: 'Ada' },
      { port: 'LAX', pilot: 'Bo' },
    ]);
    expect(stops('@{Landed.legs}', {})).toEqual([{ port: 'SFO' }, { port: 'LAX' }]);
  });

  it('J195 send only the items a filter expression matches', () => {
    expect(stops('@{Landed.legs.all(currentEventField.km > 100)}', { pilot: 'crew.pilot' })).toEqual([
      { port: 'LAX', pilot: 'Bo' },
    ]);
  });
});

describe('results of actions', () => {
  const failures = [
    [{ outcome: 'http', httpStatus: 500, statusCode: 'http_500' }, '500', 'error', 'http'],
    [{ outcome: 'capped', httpStatus: null, statusCode: 'capped' }, 'capped', 'capped', 'capping'],
    [{ outcome: 'timedout', httpStatus: null, statusCode: 'timedout' }, 'timedOut', 'timedout', 'timedout'],
    [{ outcome: 'error', httpStatus: null, statusCode: 'internalError' }, 'error', 'error', 'error'],
  ] as const;

  it('go on to the next step on success', () => {
    const run = new JourneyRun(paying({}));
    run.enter('Landed', payload);
    run.now += 40;
    run.answer({ elapsedMs: 31.4 });
    expect(run.path).toEqual(['landed:next', 'pay:next']);
    expect(run.status).toBe('completed');
    expect(run.steps[1]).toMatchObject({
      stepStatus: 'ended',
      processingTimeMs: 40,
      details: { actionID: 'action-Pay', actionName: 'Pay', actionType: 'customAction', actionExecutionTime: 31 },
    });
    expect(run.instance?.state.properties).toEqual({ lastActionExecutionElapsedTime: 31 });
  });

  it.each(failures)('J185 without alternative path %o ends the instance in error', (result) => {
    const run = new JourneyRun(paying({}));
    run.enter('Landed', payload);
    run.answer({ ...result, response: null });
    expect(run.status).toBe('error');
    expect(run.steps.at(-1)).toMatchObject({ nodeId: 'pay', instanceEnded: true, instanceStatus: 'error' });
  });

  it.each(failures)(
    'J185 J186 with one %o goes on there and lastErrorCode is %s',
    (result, code, status, published) => {
      const readsCode = journeySource({
        activities: [
          landed,
          action('pay', 'Pay', { hasAlternativePath: true }),
          action('tell', 'Pay', { parameters: { note: '@{JourneyProperties.lastErrorCode}' } }),
        ],
        arrows: ['landed -> pay', 'pay -error-> tell'],
        events: [landedEvent],
        actions: [pay],
      });
      const run = new JourneyRun(readsCode);
      run.enter('Landed', payload);
      run.answer({ ...result, response: null });
      expect(run.calls[1]).toMatchObject({ activityId: 'tell', values: { parameters: { note: code } } });
      expect(run.instance?.state.properties).toMatchObject({
        lastErrorCode: code,
        lastExecutedActionErrorCode: code,
        lastNodeUIDInError: 'pay',
        lastNodeNameInError: 'Pay',
        lastNodeTypeInError: 'action',
      });
      expect(run.steps[1]).toMatchObject({
        stepStatus: status,
        branch: 'error',
        details: { actionExecutionError: published },
      });
      run.answer();
      expect(run.status).toBe('completed');
    },
  );

  it('J212 of a timed-out retry name the failure before it, those of a first attempt do not', () => {
    const timedOut = { outcome: 'timedout', httpStatus: null, statusCode: 'timedout' } as const;
    const retried = new JourneyRun(paying({}));
    retried.enter('Landed', payload);
    retried.answer({ ...timedOut, originError: 'http', originErrorCode: '503', attempts: 2 });
    expect(retried.steps.at(-1)?.details).toMatchObject({
      actionExecutionError: 'timedout',
      actionExecutionOriginError: 'http',
      actionExecutionOriginErrorCode: '503',
    });
    const first = new JourneyRun(paying({}));
    first.enter('Landed', payload);
    first.answer(timedOut);
    expect(first.steps.at(-1)?.details).toMatchObject({ actionExecutionError: 'timedout' });
    expect(first.steps.at(-1)?.details).not.toHaveProperty('actionExecutionOriginError');
  });

  const reading = (text: string) =>
    journeySource({
      activities: [
        landed,
        action('pay', 'Pay', { hasAlternativePath: true }),
        action('tell', 'Pay', { parameters: { note: text } }),
      ],
      arrows: ['landed -> pay', 'pay -> tell', 'pay -error-> tell'],
      events: [landedEvent],
      actions: [pay],
    });

  it('are kept for later steps that read them, with the status code', () => {
    const run = new JourneyRun(reading("@action{Pay.reference} + ' ' + @action{Pay.jo_status_code}"));
    run.enter('Landed', payload);
    run.answer({ response: { reference: 'r-7', amount: 3 } });
    expect(run.calls[1]).toMatchObject({ values: { parameters: { note: 'r-7 http_200' } } });
    expect(run.instance?.state.responses).toEqual({ Pay: { reference: 'r-7', amount: 3, jo_status_code: 'http_200' } });
  });

  it('keep the status code also when there was no answer', () => {
    const run = new JourneyRun(reading('@action{Pay.jo_status_code}'));
    run.enter('Landed', payload);
    run.answer({ outcome: 'timedout', httpStatus: null, statusCode: 'timedout', response: null });
    expect(run.calls[1]).toMatchObject({ values: { parameters: { note: 'timedout' } } });
  });

  it('are not kept when no step reads them', () => {
    const run = new JourneyRun(reading('"fixed"'));
    run.enter('Landed', payload);
    run.answer({ response: { reference: 'r-7' } });
    expect(run.instance?.state.responses).toEqual({});
  });

  it('that nobody waits for change nothing', () => {
    const run = new JourneyRun(paying({}));
    run.enter('Landed', payload);
    const call = run.calls[0];
    run.answer();
    expect(run.answer({}, call).outcome).toBe('stale');
    expect(run.steps).toHaveLength(2);
  });
});
