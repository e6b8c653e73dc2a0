import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../parser.ts';
import { arbitraryExpression } from './arbitrary-expression.ts';
import { format } from './format.ts';

/** The tree without places in the text. */
function shapeOf(text: string): unknown {
  const { root, problems } = parse(text);
  expect(problems).toEqual([]);
  return JSON.parse(
    JSON.stringify(root, (key, value) =>
      /^(range|nameRange|operatorRange)$/.test(key) ? undefined : typeof value === 'bigint' ? `${value}n` : value,
    ),
  );
}

const wellFormed = arbitraryExpression().filter((text) => parse(text).problems.length === 0);

describe('format', () => {
  it('keeps the tree', () => {
    const keepsTree = fc.property(wellFormed, (text) => {
      expect(shapeOf(format(text))).toEqual(shapeOf(text));
    });
    fc.assert(keepsTree, { numRuns: 2000 });
  });

  it('changes nothing the second time', () => {
    const settles = fc.property(wellFormed, (text) => {
      expect(format(format(text))).toBe(format(text));
    });
    fc.assert(settles, { numRuns: 2000 });
  });

  it.each([
    ['@{ Purchase . total }>100', '@{Purchase.total} > 100'],
    ["  'x'=='y' ", '"x" == "y"'],
    ['"say \\"hi\\""', `'say "hi"'`],
    [`'it\\'s "so"'`, '"it\'s \\"so\\""'],
    ['"\\d+"', '"\\\\d+"'],
    ['count( [1,2 ,3] )', 'count([1, 2, 3])'],
    ['-  2+ 03', '-2 + 03'],
    ['if(true)then(1)else(2)', 'if (true) then (1) else (2)'],
    ['#{Crm.Sky.air."7day",defaultValue:-1,params:{a:1}}', "#{Crm.Sky.air.'7day', params: {a: 1}, defaultValue: -1}"],
    [
      '@action{ Offer.items.first( currentActionField.price<3 ) }',
      '@action{Offer.items.first(currentActionField.price < 3)}',
    ],
    ['not  (a())is  not\tnull', 'not (a()) is not null'],
  ])('lays out %s', (text, expected) => {
    expect(format(text)).toBe(expected);
  });

  it('breaks a long chain before each operator, and a long group at its parentheses', () => {
    const text =
      '@{Purchase.total} > 100 and (@{Purchase.country} == "France" or @{Purchase.country} == "Italy" or @{Purchase.country} == "Spain") and inSegment("VIP")';
    expect(format(text)).toBe(
      [
        '@{Purchase.total} > 100',
        'and (',
        '  @{Purchase.country} == "France"',
        '  or @{Purchase.country} == "Italy"',
        '  or @{Purchase.country} == "Spain"',
        ')',
        'and inSegment("VIP")',
      ].join('\n'),
    );
  });

  it('breaks a long conditional before then and else', () => {
    const long = '"a text that is long enough to fill most of a line"';
    expect(format(`if (@{A.b} is null) then (${long}) else (${long})`)).toBe(
      `if (@{A.b} is null)\nthen (${long})\nelse (${long})`,
    );
  });

  it('breaks the condition of a long collection access', () => {
    const text =
      'count(#{Platform.Events.experienceevent.all(currentDataPackField.type == "purchase" and currentDataPackField.total > 100).total}) > 3';
    expect(format(text)).toBe(
      [
        'count(',
        '  #{Platform.Events.experienceevent.all(',
        '    currentDataPackField.type == "purchase" and currentDataPackField.total > 100',
        '  ).total}',
        ') > 3',
      ].join('\n'),
    );
  });

  it('fills lines with the items of a long list', () => {
    const items = Array.from({ length: 30 }, (_, index) => `"code-${index}"`);
    const lines = format(`in(@{A.code}, [${items.join(',')}])`).split('\n');
    expect(lines.length).toBeLessThan(12);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('breaks before a comparison or sum that does not fit, rather than within its sides', () => {
    const name = `@{Purchase.${'n'.repeat(50)}}`;
    expect(format(`${name} == ${name}`)).toBe(`${name}\n  == ${name}`);
    expect(format(`${name} + 1 + ${name} is null`)).toBe(`${name} + 1\n  + ${name} is null`);
  });

  it.each(['+', 'and', '==', '<'])('lays out a chain of thousands of operands joined by %s', (operator) => {
    const text = Array.from({ length: 2_000 }, (_, index) => index).join(` ${operator} `);
    expect(format(text).replace(/\s+/g, ' ')).toBe(text);
  });

  it('leaves a text with a syntax problem alone', () => {
    expect(format('1 +  ')).toBe('1 +  ');
  });

  it('leaves a text alone that would outgrow the limit', () => {
    const text = `"${'\t'.repeat(32_000)}"`;
    expect(format(text)).toBe(text);
  });
});
