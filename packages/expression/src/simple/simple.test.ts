import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { diagnostics } from '../editor/diagnostics.ts';
import { format } from '../editor/format.ts';
import { sampleCatalogue } from '../editor/sample-catalogue.ts';
import type { ScalarType, TypeName } from '../type.ts';
import type { ConditionGroup, ConditionItem, ConditionRow, RowValue, ScalarValue } from './condition.ts';
import { normalForm } from './normal-form.ts';
import { labelsOf, operatorsFor, type RowOperator, rowOperators } from './row-operators.ts';
import { simpleToText } from './simple-to-text.ts';
import { textToSimple } from './text-to-simple.ts';

const read = (text: string) => textToSimple(text, sampleCatalogue);
const row = (field: string, operator: ConditionRow['operator'], value?: RowValue): ConditionRow =>
  value === undefined ? { kind: 'row', field, operator } : { kind: 'row', field, operator, value };
const all = (...items: ConditionItem[]): ConditionGroup => ({ kind: 'group', operator: 'and', items });
const any = (...items: ConditionItem[]): ConditionGroup => ({ kind: 'group', operator: 'or', items });

const fieldsByType: Readonly<Partial<Record<TypeName, string>>> = {
  string: '@{Purchase.country}',
  integer: '#{Crm.Profile.points}',
  decimal: '@{Purchase.total}',
  boolean: '@{Purchase.isGift}',
  dateTime: '@{Purchase.placedAt}',
  dateTimeOnly: '@{Purchase.deliverAt}',
  dateOnly: '@{Purchase.birthday}',
  duration: '@{Purchase.patience}',
  listString: '@{Purchase.tags}',
  listInteger: '@{Purchase.scores}',
  listObject: '@{Purchase.items}',
  object: '@{Purchase.address}',
  any: '@{Purchase.loose}',
};

const scalars: Readonly<Record<ScalarType, fc.Arbitrary<ScalarValue>>> = {
  string: fc.string({ unit: 'binary', maxLength: 12 }),
  integer: fc.maxSafeInteger().map((value) => value + 0),
  decimal: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  boolean: fc.boolean(),
  dateTime: fc.constantFrom('2024-07-14T08:30:00+02:00', '2024-07-14T08:30:00Z').map(typed('dateTime')),
  dateTimeOnly: fc.constantFrom('2024-07-14T08:30:00').map(typed('dateTimeOnly')),
  dateOnly: fc.constantFrom('2024-07-14', '1999-12-31').map(typed('dateOnly')),
  duration: fc.constantFrom('PT5M', '-P1DT30M').map(typed('duration')),
};

function typed(type: Exclude<ScalarType, 'string' | 'integer' | 'decimal' | 'boolean'>) {
  return (value: string): ScalarValue => ({ type, value });
}

function valueFor({ operand, name }: RowOperator, type: TypeName): fc.Arbitrary<RowValue | undefined> {
  const element = type.startsWith('list') ? type.slice(4, 5).toLowerCase() + type.slice(5) : type;
  const scalar = element === 'any' ? (name.includes('Than') ? 'decimal' : 'string') : element;
  switch (operand) {
    case 'none':
      return fc.constant(undefined);
    case 'string':
      return scalars.string;
    case 'integer':
      return scalars.integer;
    case 'list':
      return fc.array(scalars[scalar as ScalarType], { minLength: 1, maxLength: 4 });
    case 'element':
      return scalars[scalar as ScalarType];
    case 'value':
      return fc.oneof(scalars[scalar as ScalarType], fc.constant({ field: fieldsByType[scalar as TypeName]! }));
  }
}

const rows: fc.Arbitrary<ConditionItem> = fc
  .constantFrom(...(Object.keys(fieldsByType) as TypeName[]))
  .chain((type) => fc.tuple(fc.constant(type), fc.constantFrom(...operatorsFor(type))))
  .chain(([type, operator]) => valueFor(operator, type).map((value) => row(fieldsByType[type]!, operator.name, value)));
const segments: fc.Arbitrary<ConditionItem> = fc
  .constantFrom('isMember' as const, 'isNotMember' as const)
  .map((operator) => ({ kind: 'segment', segment: 'VIP', operator }));
const items = fc.letrec<{ item: ConditionItem; group: ConditionGroup }>((tie) => ({
  item: fc.oneof({ maxDepth: 3, withCrossShrink: true }, rows, segments, tie('group')),
  group: fc.record({
    kind: fc.constant('group' as const),
    operator: fc.constantFrom('and' as const, 'or' as const),
    items: fc.array(tie('item'), { maxLength: 4 }),
  }),
}));

describe('the simple condition and its text', () => {
  it('gives back the condition that was written, whatever it is', () => {
    const lossless = fc.property(items.group, (condition) => {
      expect(read(simpleToText(condition))).toEqual(normalForm(condition));
    });
    fc.assert(lossless, { numRuns: 1500 });
  });

  it('gives back the text that was read, in its canonical layout', () => {
    const lossless = fc.property(items.group, (condition) => {
      const text = simpleToText(condition);
      expect(format(simpleToText(read(text)!))).toBe(format(text));
    });
    fc.assert(lossless, { numRuns: 500 });
  });

  it('writes conditions that compile', () => {
    const compiles = fc.property(rows, (item) => {
      expect(compile(simpleToText(all(item)), sampleCatalogue, { resultType: 'boolean' }).type).toBe('boolean');
    });
    fc.assert(compiles, { numRuns: 1000 });
  });
});

describe('simpleToText', () => {
  it.each([
    [all(), ''],
    [all(any(), any(all())), ''],
    [all(row('@{Purchase.total}', 'greaterThan', 100)), '@{Purchase.total} > 100'],
    [all(row('@{Purchase.country}', 'in', ['France', 'Italy'])), 'in(@{Purchase.country}, ["France", "Italy"])'],
    [all(row('@{Purchase.total}', 'notIn', [1, 2.5])), 'not in(@{Purchase.total}, [1.0, 2.5])'],
    [all(row('@{Purchase.tags}', 'include', 'gift')), 'in("gift", @{Purchase.tags})'],
    [all(row('@{Purchase.items}', 'countAtLeast', 3)), 'count(@{Purchase.items}) >= 3'],
    [all(row('@{Purchase.total}', 'equalTo', 1e-7)), '@{Purchase.total} == 0.0000001'],
    [all(row('@{Purchase.total}', 'equalTo', -1.5e21)), '@{Purchase.total} == -1500000000000000000000.0'],
    [
      all(row('@{Purchase.placedAt}', 'lessThan', { type: 'dateTime', value: '2024-07-14T08:30:00Z' })),
      '@{Purchase.placedAt} < date("2024-07-14T08:30:00Z")',
    ],
    [
      all(
        { kind: 'segment', segment: 'VIP', operator: 'isNotMember' },
        any(row('@{Visit.page}', 'isNotNull'), row('@{Visit.page}', 'isEmpty')),
      ),
      'not inSegment("VIP") and (@{Visit.page} is not null or isEmpty(@{Visit.page}))',
    ],
  ])('writes %j', (condition, text) => {
    expect(simpleToText(condition)).toBe(text);
  });

  it.each([
    ['a value', row('@{Purchase.total}', 'greaterThan')],
    ['an argument', row('@{Purchase.country}', 'contain')],
    ['a number that is none', row('@{Purchase.total}', 'equalTo', Number.NaN)],
    ['a field that is no plain reference', row('@{Purchase.total} > 1 or true', 'equalTo', 3)],
  ])('leaves a gap for %s, which the diagnostics point at', (_what, unfinished) => {
    const problems = diagnostics(simpleToText(all(unfinished)), sampleCatalogue);
    expect(problems.map(({ stage }) => stage)).toEqual(['syntax']);
  });
});

describe('textToSimple', () => {
  it.each([
    ['', all()],
    ['  (@{Purchase.total}>100)', all(row('@{Purchase.total}', 'greaterThan', 100))],
    ['@{Purchase.total} >= 100.0', all(row('@{Purchase.total}', 'greaterThanOrEqualTo', 100))],
    ['@{Purchase.total} > -3', all(row('@{Purchase.total}', 'greaterThan', -3))],
    [
      '@{Purchase.total} > #{Crm.Profile.points}',
      all(row('@{Purchase.total}', 'greaterThan', { field: '#{Crm.Profile.points}' })),
    ],
    [
      'inSegment("VIP") or @{Visit.page} == "x" and not (contain(@{Visit.page}, "y"))',
      any(
        { kind: 'segment', segment: 'VIP', operator: 'isMember' },
        all(row('@{Visit.page}', 'equalTo', 'x'), row('@{Visit.page}', 'notContain', 'y')),
      ),
    ],
    ['@{Purchase.isGift}', all(row('@{Purchase.isGift}', 'isTrue'))],
    ['@{Purchase.isGift} == (true)', all(row('@{Purchase.isGift}', 'isTrue'))],
    ['@{Purchase.loose} == true', all(row('@{Purchase.loose}', 'equalTo', true))],
    ['@{Purchase.loose} < 3', all(row('@{Purchase.loose}', 'lessThan', 3))],
    [
      '@{Purchase.loose} < date("2024-07-14T08:30:00")',
      all(row('@{Purchase.loose}', 'lessThan', { type: 'dateTimeOnly', value: '2024-07-14T08:30:00' })),
    ],
  ])('reads %s', (text, condition) => {
    expect(read(text)).toEqual(condition);
  });

  it.each([
    ['a syntax problem', '@{Purchase.total} >'],
    ['an unknown event', '@{Nobody.total} > 3'],
    ['a type problem', '@{Purchase.country} > 3'],
    ['an access', '@{Purchase.items.first().price} > 3'],
    ['a default value', '@{Purchase.total, defaultValue: 1.0} > 3'],
    ['a computed value', '@{Purchase.total} > 3 + 4'],
    ['a computed field', 'lower(@{Visit.page}) == "x"'],
    ['the field on the right', '3 < @{Purchase.total}'],
    ['a comparison with null', '@{Purchase.total} == null'],
    ['a bare undeclared field', '@{Purchase.loose}'],
    ['a negated boolean field, which is true without a value', 'not @{Purchase.isGift}'],
    ['a negated group', 'not (@{Purchase.total} > 3 and true)'],
    ['a list that holds null', 'in(@{Visit.page}, ["x", null])'],
    ['an integer beyond the safe range', '@{Purchase.quantity} == 9007199254740993'],
    ['a conditional', 'if (true) then (true) else (false)'],
    ['a constant', 'true'],
  ])('has no rows for %s', (_what, text) => {
    expect(read(text)).toBeNull();
  });
});

describe('row operators', () => {
  it('have a label in each language, distinct among those that one type offers', () => {
    for (const type of Object.keys(fieldsByType) as TypeName[])
      for (const language of ['en', 'fr'] as const) {
        const labels = operatorsFor(type).map((operator) => labelsOf(operator, type)[language]);
        expect(labels).not.toContain('');
        expect(new Set(labels).size).toBe(labels.length);
      }
  });

  it('are offered by type', () => {
    const names = (type: TypeName) => operatorsFor(type).map(({ name }) => name);
    expect(names('string')).toEqual(expect.arrayContaining(['equalTo', 'contain', 'isEmpty', 'isNotNull']));
    expect(names('string')).not.toContain('lessThan');
    expect(names('boolean')).toEqual(['isTrue', 'isFalse', 'isNotNull', 'isNull']);
    expect(names('dateOnly')).not.toContain('lessThan');
    expect(names('object')).toEqual(['isNotNull', 'isNull']);
    expect(names('any')).toHaveLength(rowOperators.size - 2);
  });
});
