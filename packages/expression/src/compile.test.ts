import { describe, expect, it } from 'vitest';
import type { Catalogue, FieldSchema } from './catalogue.ts';
import { compile } from './compile.ts';
import { scopeFromContext } from './context.ts';
import { ExpressionError } from './error.ts';
import type { JsonValue } from './json.ts';
import type { TypeName } from './type.ts';

const order: FieldSchema = {
  type: 'object',
  fields: {
    total: { type: 'decimal' },
    count: { type: 'integer' },
    placedAt: { type: 'dateTime' },
    delay: { type: 'duration' },
    country: { type: 'string' },
    lines: { type: 'listObject', fields: { sku: { type: 'string' }, price: { type: 'decimal' } } },
  },
};

const catalogue: Catalogue = {
  events: new Map([['Order', order]]),
  dataSources: new Map([
    ['Crm', new Map([['Person', { schema: { type: 'any' }, params: ['id'], isProfile: false } as const]])],
  ]),
  actions: new Map([['Pay', { type: 'object', fields: { ok: { type: 'boolean' } } }]]),
  segments: new Set(['Frequent riders']),
};

const context: JsonValue = {
  now: '2024-03-15T10:00:00Z',
  events: {
    Order: {
      total: 12,
      count: 3,
      placedAt: 1_710_493_200_000,
      delay: 90_000,
      country: 'FR',
      lines: [
        { sku: 'a', price: 2 },
        { sku: 'b', price: 3.5 },
      ],
    },
  },
  actions: { Pay: { ok: true, jo_status_code: 'http_200' } },
};

function caught(run: () => unknown): ExpressionError {
  try {
    run();
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function evaluate(text: string, payload: JsonValue = context): JsonValue {
  return compile(text, catalogue).evaluateJson(scopeFromContext(payload));
}

describe('compile', () => {
  it.each<[string, TypeName]>([
    ['@{Order.total} * 2.0', 'decimal'],
    ['@{Order.lines.price}', 'listDecimal'],
    ['@{Order.lines.first().sku}', 'string'],
    ['@{Order.lines}', 'listObject'],
    ['@{Order.unknown}', 'any'],
    ['@{Order.placedAt} + @{Order.delay}', 'dateTime'],
    ['@action{Pay.jo_status_code}', 'string'],
    ['@action{Pay.ok}', 'boolean'],
    ['null', 'null'],
  ])('gives %s the static type %s', (text, type) => {
    expect(compile(text, catalogue).type).toBe(type);
  });

  it('names every event, group, action, segment and property that an expression reads, once', () => {
    const text =
      '@{Order.lines.first().sku} == "a" and @{Order.country} == "FR" and @action{Pay.ok} and inSegment("Frequent riders")' +
      ' and #{Crm.Person.age, params: {id: @{Order.country}}} > #{Crm.Person.age, params: {id: @{Order.country}}}' +
      ' and @{JourneyProperties.externalKey} is null';
    const { events, groups, actions, segments, properties } = compile(text, catalogue).needs;
    expect(events).toEqual([
      { event: 'Order', path: 'lines' },
      { event: 'Order', path: 'country' },
    ]);
    expect(groups.map(({ source, group }) => `${source}.${group}`)).toEqual(['Crm.Person']);
    expect(actions).toEqual([{ action: 'Pay', path: 'ok' }]);
    expect(segments).toEqual(['Frequent riders']);
    expect(properties).toEqual(['externalKey']);
  });

  it('orders groups so that params can be evaluated before the fetch that needs them', () => {
    const text = '#{Crm.Person.age, params: {id: #{Crm.Person.parent, params: {id: "me"}}}} > 1';
    const [inner, outer] = compile(text, catalogue).needs.groups;
    const scope = { ...scopeFromContext(context), group: () => ({ parent: 'you', age: 3 }) };
    expect(inner?.params?.get('id')?.evaluateJson(scope)).toBe('me');
    expect(outer?.params?.get('id')?.evaluateJson(scope)).toBe('you');
  });

  it('refuses in params the loop variable of a collection access around them', () => {
    const text = '@{Order.lines.all(#{Crm.Person.age, params: {id: currentEventField.sku}} > 1)}';
    expect(caught(() => compile(text, catalogue)).code).toBe('EXPR_LOOP_VARIABLE');
  });

  it('decodes declared dates and durations from numbers', () => {
    expect(evaluate('@{Order.placedAt}')).toBe('2024-03-15T09:00:00Z');
    expect(evaluate('@{Order.placedAt} + @{Order.delay}')).toBe('2024-03-15T09:01:30Z');
  });

  it('reports a declared field that holds something else as a runtime error at the reference', () => {
    const error = caught(() => evaluate('1 + @{Order.count}', { events: { Order: { count: 'three' } } }));
    expect(error).toMatchObject({ code: 'EXPR_FIELD_VALUE', stage: 'runtime', range: { start: 4, end: 18 } });
    expect(error.message).toContain('"three"');
  });

  it('enforces the result type of the place of use', () => {
    const wanted = (resultType: TypeName, text: string) => () => compile(text, catalogue, { resultType });
    expect(caught(wanted('boolean', '1')).code).toBe('EXPR_RESULT_TYPE');
    expect(caught(wanted('dateTimeOnly', 'now()')).code).toBe('EXPR_RESULT_TYPE');
    expect(wanted('boolean', '@{Order.unknown}')().type).toBe('any');
  });

  it('counts a null condition as false', () => {
    expect(compile('@{Order.unknown}', catalogue).evaluateBoolean(scopeFromContext(context))).toBe(false);
    expect(compile('null', catalogue).evaluateBoolean(scopeFromContext(context))).toBe(false);
  });

  it('gives a custom wait as a wall-clock time', () => {
    const wait = compile('toDateTimeOnly(@{Order.placedAt})', catalogue, { resultType: 'dateTimeOnly' });
    expect(wait.evaluateDateTimeOnly(scopeFromContext(context))?.toString()).toBe('2024-03-15T09:00:00');
  });

  it('reports an undeclared value with an offset as a type error where a wait is wanted', () => {
    const payload = { events: { Order: { at: '2024-03-15T09:00:00Z' } } };
    const error = caught(() => compile('@{Order.at}', catalogue).evaluateDateTimeOnly(scopeFromContext(payload)));
    expect(error.stage).toBe('type');
  });

  it.each([
    ['containsIgnoreCase("a", "b")', 'containIgnoreCase'],
    ['@{Ordre.total}', 'Order'],
    ['@action{Pya.ok}', 'Pay'],
    ['#{Crn.Person.age}', 'Crm'],
    ['inSegment("Frequent rider")', 'Frequent riders'],
    ['nowWithDelta(1, "day")', 'days'],
  ])('suggests for %s the near miss %s', (text, suggestion) => {
    expect(caught(() => compile(text, catalogue)).suggestion).toBe(suggestion);
  });

  it('draws a caret under the fault, on the line that has it', () => {
    const error = caught(() => compile('true and\n  foo("x") == 1', catalogue));
    expect(error.caret).toBe('  foo("x") == 1\n  ^^^');
  });

  it('reads now once, so that every clock function sees one instant', () => {
    expect(evaluate('now() == nowWithDelta(0, "days") and toInteger(now()) == currentTimeInMillis()')).toBe(true);
  });

  it('keeps 64-bit integers exact through fields, operators and results', () => {
    const payload = { events: { Order: { count: 9_007_199_254_740_993n } } };
    expect(evaluate('@{Order.count} + 2', payload)).toBe(9_007_199_254_740_995n);
    expect(evaluate('toString(@{Order.count})', payload)).toBe('9007199254740993');
  });

  it('never reads an inherited member', () => {
    expect(evaluate('@{Order.constructor.name}')).toBe(null);
    expect(evaluate('@{Order.__proto__} is null and @{Order.lines.hasOwnProperty} has null')).toBe(true);
  });
});
