import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryExpression } from './arbitrary-expression.ts';
import { hover } from './hover.ts';
import { sampleCatalogue } from './sample-catalogue.ts';

/** `|` stands before the character under the pointer. */
function hoverAt(marked: string, language?: 'en' | 'fr') {
  return hover(marked.replace('|', ''), marked.indexOf('|'), sampleCatalogue, language);
}

describe('hover', () => {
  it.each([
    ['a field', '@{Purchase.to|tal} > 3', { label: 'Purchase.total', type: 'decimal', title: 'Order total' }],
    ['a nested field', '@{Purchase.address.|city}', { label: 'Purchase.address.city', type: 'string', title: 'Town' }],
    ['an undeclared field', '@{Purchase.|nope}', { label: 'Purchase.nope', type: 'any' }],
    ['an event', '@{Pur|chase.total}', { label: 'Purchase', title: 'A purchase' }],
    ['a field group', '#{Crm.Pro|file.points}', { label: 'Crm.Profile', title: 'Customer' }],
    ['a field of a source', '#{Crm.Profile.|points}', { label: 'Crm.Profile.points', type: 'integer' }],
    ['a response', '@action{Offer.|discount}', { label: 'Offer.discount', type: 'decimal' }],
    ['a status', '@action{Offer.|jo_status_code}', { label: 'Offer.jo_status_code', type: 'string' }],
    ['a property', '@{JourneyProperties.|namespace}', { label: 'JourneyProperties.namespace', type: 'string' }],
    ['an access', '@{Purchase.items.|first(true).sku}', { label: 'first', type: 'object' }],
    ['a field behind an access', '@{Purchase.items.first(true).|sku}', { type: 'string', title: 'Article' }],
    [
      'a loop variable',
      '@{Purchase.tags.all(current|EventField == "x")}',
      { label: 'currentEventField', type: 'string' },
    ],
    ['a field of an element', '@{Purchase.items.all(currentEventField.|price > 3)}', { type: 'decimal' }],
    ['a function', 'leng|th("x") > 3', { label: 'length', example: expect.any(String), forms: expect.any(Array) }],
    ['the literal form of dates', 'da|te("2024-01-01")', { label: 'date' }],
    ['an operator', '1 |<= 2', { label: '<=', range: { start: 2, end: 4 } }],
    ['a keyword', 'true a|nd false', { label: 'and' }],
    ['a number', '1 < 2.|5', { label: '2.5', type: 'decimal' }],
    ['a constant', 'tr|ue', { label: 'true', type: 'boolean', description: 'True.' }],
    ['an option', '@{Visit.page, default|Value: "x"}', { label: 'defaultValue' }],
  ])('explains %s', (_what, marked, expected) => {
    expect(hoverAt(marked)).toMatchObject(expected);
  });

  it('speaks French', () => {
    expect(hoverAt('tr|ue', 'fr')?.description).toBe('Vrai.');
    expect(hoverAt('|length("x")', 'fr')?.description).not.toBe(hoverAt('|length("x")')?.description);
  });

  it.each(['  |  1', 'nosuch|Function(1)', '1|', '@{Purchase|.total}'])('has nothing to say at %s', (marked) => {
    expect(hoverAt(marked)).toBeNull();
  });

  it('explains what it can of an unfinished text', () => {
    expect(hoverAt('@{Purchase.|total} > and (')).toMatchObject({ type: 'decimal' });
  });

  it('never throws, and covers the position', () => {
    const covers = fc.property(fc.oneof(arbitraryExpression(), fc.string()), fc.nat(), (text, seed) => {
      const position = seed % (text.length + 1);
      const { range } = hover(text, position, sampleCatalogue) ?? { range: { start: position, end: position } };
      expect(range.start).toBeLessThanOrEqual(position);
      expect(range.end).toBeGreaterThanOrEqual(position);
    });
    fc.assert(covers, { numRuns: 300 });
  });
});
