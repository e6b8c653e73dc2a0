import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryExpression } from './arbitrary-expression.ts';
import { fieldsUsed } from './fields-used.ts';
import { renameGroup, renameRoot } from './rename-root.ts';

const text =
  '#{Crm.Trips.items.first(currentDataPackField.fare > @{Boarded.fare}).fare, params: {port: @action{Offer.port.name}}} > 3' +
  ' and inSegment("VIP") and @{JourneyProperties.namespace} == "email"';

describe('fieldsUsed', () => {
  it('names every reference in the order of the text, with the plain part of its path', () => {
    expect(fieldsUsed(text).map((use) => [use.kind, use.root.text, 'path' in use ? use.path : ''])).toEqual([
      ['data', 'Crm', 'items'],
      ['event', 'Boarded', 'fare'],
      ['action', 'Offer', 'port.name'],
      ['segment', 'VIP', ''],
      ['property', 'JourneyProperties', 'namespace'],
    ]);
  });

  it('gives the places of the names', () => {
    const [use] = fieldsUsed("1 == #{ 'My source'.Trips.fare}");
    expect(use).toMatchObject({
      root: { text: 'My source', range: { start: 8, end: 19 } },
      group: { text: 'Trips', range: { start: 20, end: 25 } },
      range: { start: 5, end: 31 },
    });
  });

  it('reads what it can of an unfinished text', () => {
    expect(fieldsUsed('@{Boarded.fare} > and (#{Crm.Trips.').map((use) => use.root.text)).toEqual(['Boarded', 'Crm']);
  });
});

describe('renameRoot', () => {
  it('renames an event everywhere and touches nothing else', () => {
    expect(renameRoot('@{A.x}  ==#{A.A.A} and @{ A.A } > 1', 'event', 'A', 'B')).toBe(
      '@{B.x}  ==#{A.A.A} and @{ B.A } > 1',
    );
  });

  it('quotes a new name that needs it', () => {
    expect(renameRoot('#{Crm.Trips.fare}', 'data', 'Crm', '2nd crm')).toBe("#{'2nd crm'.Trips.fare}");
  });

  it.each([
    ['action' as const, '@action{Offer.x}', '@action{New.x}'],
    ['segment' as const, "inSegment('Offer')", 'inSegment("New")'],
  ])('renames a %s', (kind, before, after) => {
    expect(renameRoot(before, kind, 'Offer', 'New')).toBe(after);
  });

  it('leaves journey properties alone', () => {
    const property = '@{JourneyProperties.namespace}';
    expect(renameRoot(property, 'event', 'JourneyProperties', 'Other')).toBe(property);
  });

  it('renames a field group of one data source only', () => {
    expect(renameGroup('#{Crm.Trips.a} + #{Other.Trips.a}', 'Crm', 'Trips', 'Rides')).toBe(
      '#{Crm.Rides.a} + #{Other.Trips.a}',
    );
  });

  it('is undone by the opposite rename', () => {
    const renamed = fc.property(arbitraryExpression(), (original) => {
      const there = renameRoot(original, 'event', 'Purchase', 'A name of its own');
      expect(renameRoot(there, 'event', 'A name of its own', 'Purchase')).toBe(original);
    });
    fc.assert(renamed, { numRuns: 500 });
  });
});
