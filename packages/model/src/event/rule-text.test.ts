import { compile, type JsonValue, type TypeName } from '@cairn/expression';
import { operatorsFor, rowOperators } from '@cairn/expression/simple';
import { describe, expect, it } from 'vitest';
import { payloadSchema } from '../schema/payload-schema.ts';
import { flightSchema } from '../schema/sample-schema.fixture.ts';
import { type Rule, rule } from './event.ts';
import { ruleText, validateRule } from './rule-text.ts';

const schema = payloadSchema(flightSchema.document, Object.keys(flightSchema.document.properties ?? {}));
const row = (field: string, operator: string, value?: unknown): Rule => ({
  kind: 'row',
  field,
  operator,
  ...(value === undefined ? {} : { value }),
});
const codesOf = (given: Rule) => validateRule(given, schema).map(({ code }) => code);
const text = (given: Rule) => ruleText(given, 'Landed', schema);

/** Whether a message satisfies a rule, through the expression it is written as. */
const isMatch = (given: Rule, payload: JsonValue): boolean => {
  expect(codesOf(given)).toEqual([]);
  const catalogue = { events: new Map([['Landed', schema]]), dataSources: new Map(), actions: new Map() };
  const nothing = () => undefined;
  const compiled = compile(text(given), catalogue, { resultType: 'boolean' });
  return compiled.evaluateBoolean({
    now: Temporal.Instant.from('2024-01-01T00:00:00Z'),
    timeZone: 'UTC',
    event: () => payload,
    group: nothing,
    action: nothing,
    property: nothing,
    segmentStatus: nothing,
    random: () => 0,
    uuid: () => '',
  });
};

describe('the operators of a row', () => {
  const offered = (type: TypeName) => operatorsFor(type).map(({ name }) => name);

  it('J80 a string field offers equal-to and contains; a number field does not offer contains', () => {
    expect(offered('string')).toEqual(expect.arrayContaining(['equalTo', 'contain']));
    expect(offered('integer')).not.toContain('contain');
    expect(offered('decimal')).not.toContain('contain');
    expect(codesOf(row('_id', 'contain', '5'))).toEqual([]);
    expect(codesOf(row('delay', 'contain', 5))).toEqual(['MODEL_RULE_OPERATOR']);
  });

  const samples: readonly [TypeName, string, unknown][] = [
    ['string', '_id', 'a"b'],
    ['integer', 'delay', -5],
    ['decimal', 'distance', 1e-9],
    ['boolean', 'isDiverted', true],
    ['dateTime', 'landedAt', '2001-01-10T12:50:00+01:00'],
    ['dateTimeOnly', 'gateTime', '2001-01-10T12:50:00'],
    ['dateOnly', 'day', '2001-01-10'],
    ['listString', 'tags', 'late'],
    ['listObject', 'legs', undefined],
  ];
  const cases = samples.flatMap(([type, field, value]) =>
    operatorsFor(type).map(({ name }) => [name, field, value] as const),
  );

  it.each(cases)('%s compiles for the field %s', (name, field, value) => {
    const operand = rowOperators.get(name)?.operand ?? 'none';
    const values = { none: undefined, list: [value, value], integer: 3, string: 'a.c', value, element: value };
    expect(typeof isMatch(row(field, name, values[operand]), {})).toBe('boolean');
  });

  it.each([
    [row('delay', 'greaterThan', 15), { delay: 16 }, { delay: 15 }],
    [row('delay', 'in', [1, 2]), { delay: 2 }, { delay: 3 }],
    [row('_id', 'contain', 'oh'), { _id: 'john' }, { _id: 'jon' }],
    [row('_id', 'notContain', 'oh'), { _id: 'jon' }, { _id: 'john' }],
    [row('_id', 'notStartWith', 'j'), { _id: 'paul' }, { _id: 'john' }],
    [row('tags', 'include', 'late'), { tags: ['a', 'late'] }, { tags: ['a'] }],
    [row('legs[].port', 'include', 'BOS'), { legs: [{ port: 'BOS' }] }, { legs: [{ port: 'JFK' }] }],
    [row('isDiverted', 'isTrue'), { isDiverted: true }, {}],
    [
      row('landedAt', 'lessThan', '2001-01-10T00:00:00Z'),
      { landedAt: '2001-01-09T23:00:00Z' },
      { landedAt: '2001-01-10T00:00:00Z' },
    ],
    [row('passenger.email', 'isNull'), {}, { passenger: { email: 'x' } }],
  ] as [Rule, JsonValue, JsonValue][])('row %j tells messages apart', (given, match, other) => {
    expect([isMatch(given, match), isMatch(given, other)]).toEqual([true, false]);
  });

  it('compare values of the field type only: 5 is never "5"', () => {
    expect(codesOf(row('delay', 'equalTo', '5'))).toEqual(['MODEL_RULE_VALUE']);
    expect(codesOf(row('_id', 'equalTo', 5))).toEqual(['MODEL_RULE_VALUE']);
    expect(isMatch(row('_id', 'equalTo', '5'), { _id: '5' })).toBe(true);
    expect(() => isMatch(row('_id', 'equalTo', '5'), { _id: 5 })).toThrow();
    expect(() => isMatch(row('delay', 'equalTo', 5), { delay: '5' })).toThrow();
  });
});

describe('a rule', () => {
  it('joins rows and nested groups, each group in parentheses', () => {
    const given = rule.parse({
      kind: 'group',
      operator: 'and',
      items: [
        row('delay', 'greaterThanOrEqualTo', 60),
        { kind: 'group', operator: 'or', items: [row('_id', 'endWith', 'x'), row('isDiverted', 'isFalse')] },
      ],
    });
    expect(text(given)).toBe(
      '@{Landed.delay} >= 60 and (endWith(@{Landed._id}, "x") or @{Landed.isDiverted} == false)',
    );
    expect(isMatch(given, { delay: 60, _id: 'x' })).toBe(true);
    expect(isMatch(given, { delay: 60, _id: 'y', isDiverted: true })).toBe(false);
  });

  it('cannot smuggle an expression in by a value', () => {
    const given = row('_id', 'equalTo', '" or true or "');
    expect(isMatch(given, { _id: 'anything' })).toBe(false);
  });

  it.each([
    [row('speed', 'isNull'), 'MODEL_EVENT_FIELD_NOT_SELECTED'],
    [row('delay', 'constructor', 5), 'MODEL_RULE_OPERATOR'],
    [row('delay', 'isNull', 5), 'MODEL_RULE_VALUE'],
    [row('delay', 'equalTo'), 'MODEL_RULE_VALUE'],
    [row('delay', 'equalTo', 5.5), 'MODEL_RULE_VALUE'],
    [row('delay', 'in', []), 'MODEL_RULE_VALUE'],
    [row('day', 'greaterThan', '2001-01-01'), 'MODEL_RULE_OPERATOR'],
    [row('landedAt', 'equalTo', '2001-02-30T00:00:00Z'), 'MODEL_RULE_VALUE'],
    [row('landedAt', 'equalTo', 979084800000), 'MODEL_RULE_VALUE'],
    [row('delay', 'equalTo', 2 ** 53), 'MODEL_RULE_VALUE'],
    [row('legs', 'countAtLeast', 1.5), 'MODEL_RULE_VALUE'],
    [row('tags', 'include', 5), 'MODEL_RULE_VALUE'],
  ])('is refused for %j with %s', (given, code) => expect(codesOf(given)).toEqual([code]));

  it('nests at most ten levels', () => {
    const nest = (levels: number): Rule =>
      levels === 1 ? row('delay', 'isNull') : { kind: 'group', operator: 'and', items: [nest(levels - 1)] };
    expect(codesOf(nest(10))).toEqual([]);
    expect(codesOf(nest(11))).toEqual(['MODEL_RULE_DEPTH']);
  });
});
