import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryExpression } from './arbitrary-expression.ts';
import { type CompleteOptions, complete } from './complete.ts';
import type { Completion } from './completion.ts';
import { diagnostics } from './diagnostics.ts';
import { sampleCatalogue } from './sample-catalogue.ts';

/** `|` marks the position. */
function completeAt(marked: string, options?: CompleteOptions) {
  const position = marked.indexOf('|');
  return complete(marked.replace('|', ''), position, sampleCatalogue, options);
}

function labelsAt(marked: string, options?: CompleteOptions): string[] {
  return completeAt(marked, options).items.map(({ label }) => label);
}

function accept(marked: string, label: string): string {
  const { range, items } = completeAt(marked);
  const { insert, caret } = items.find((item) => item.label === label)!;
  const text = marked.replace('|', '');
  return `${text.slice(0, range.start)}${insert.slice(0, caret)}|${insert.slice(caret)}${text.slice(range.end)}`;
}

const kinds = (items: readonly Completion[]) => new Set(items.map(({ kind }) => kind));

describe('complete within references', () => {
  it.each([
    ['events', '@{|', ['Purchase', 'Visit', 'JourneyProperties']],
    ['events by their beginning', '@{Vi|', ['Visit']],
    ['events in a finished text', '@{|Visit.page} == "x"', ['Purchase', 'Visit', 'JourneyProperties']],
    ['data sources', '#{|}', ['Crm']],
    ['field groups', '#{Crm.|', ['Profile', 'History']],
    ['actions', '@action{|', ['Offer']],
    ['the response of an action and its status', '@action{Offer.|', ['jo_status_code', 'code', 'discount']],
    ['members of an object', '@{Purchase.address.|}', ['city']],
    ['fields by their beginning', '@{Purchase.tot|} > 3', ['total']],
    ['fields by their friendly name', '@{Purchase.Deliv|', ['deliverAt', 'country']],
    ['fields of a profile', '#{Crm.Profile.p|', ['points']],
    ['journey properties', '@{JourneyProperties.current|', ['currentNodeId', 'currentNodeName']],
    [
      'members and accesses of a list of objects',
      '@{Purchase.items.|',
      ['sku', 'price', 'sizes', 'all', 'first', 'last', 'at'],
    ],
    ['members of one element', '@{Purchase.items.first().|', ['sku', 'price', 'sizes']],
    ['the accesses of a map', '@{Purchase.identities.|', ['entry', 'keys', 'firstEntryKey']],
    ['everything that an undeclared field may be', '@{Purchase.loose.e|', ['entry', 'keys', 'firstEntryKey']],
    ['members in a text that breaks off before', '1 == 2 oops (3 ) @{Purchase.address.|', ['city']],
    [
      'members behind an earlier reference that is open',
      'contain(@{Visit.page, "x") and @{Purchase.address.|',
      ['city'],
    ],
    ['parameters', '#{Crm.History.orders, params: {|', ['months', 'shop']],
    ['further parameters', '#{Crm.History.orders, params: {months: 3, sh|}}', ['shop']],
    ['options of a data source', '#{Crm.History.orders, |}', ['defaultValue', 'params']],
    ['options of an event', '@{Visit.page, |', ['defaultValue']],
    ['nothing of an unknown event', '@{Nobody.x.name|', []],
  ])('proposes %s', (_what, marked, expected) => {
    expect(labelsAt(marked)).toEqual(expected);
  });

  it('gives types and friendly names', () => {
    expect(completeAt('@{Purchase.tota|').items).toEqual([
      {
        label: 'total',
        kind: 'field',
        insert: 'total',
        caret: 5,
        type: 'decimal',
        detail: 'decimal',
        title: 'Order total',
      },
    ]);
  });

  it('gives the type of a member of all elements as a list', () => {
    expect(completeAt('@{Purchase.items.pr|').items[0]).toMatchObject({ label: 'price', type: 'listDecimal' });
  });

  it('quotes a name that needs it', () => {
    expect(accept('@{Purchase.2|', '2nd line')).toBe("@{Purchase.'2nd line'|");
  });

  it('replaces a quoted name as a whole', () => {
    expect(accept("@{Purchase.'2n|d l'} == 1", '2nd line')).toBe("@{Purchase.'2nd line'|} == 1");
  });

  it('replaces the whole name, not only what stands before the position', () => {
    expect(accept('@{Purchase.to|talx} > 1', 'total')).toBe('@{Purchase.total|} > 1');
  });
});

describe('complete where a value is wanted', () => {
  it('proposes whole fields, sources, functions and keywords on an empty text', () => {
    const { items } = completeAt('|');
    expect(items.map(({ label }) => label)).toEqual(
      expect.arrayContaining([
        'Purchase.total',
        'Crm.Profile.points',
        'Offer.code',
        'Crm',
        'Offer',
        'count',
        'date',
        'not',
        'if',
      ]),
    );
    expect(kinds(items)).not.toContain('loopVariable');
  });

  it('turns a bare @ into references', () => {
    expect(accept('@|', 'Purchase.total')).toBe('@{Purchase.total}|');
    expect(accept('1 == #|', 'Crm')).toBe('1 == #{Crm.|}');
  });

  it('writes a function with the caret between its parentheses', () => {
    expect(accept('cou| > 3', 'count')).toBe('count(|) > 3');
    expect(accept('uui|', 'uuid')).toBe('uuid()|');
  });

  it('gives signature and description of a function in the language of the author', () => {
    const [english] = completeAt('lengt|').items;
    const [french] = completeAt('lengt|', { language: 'fr' }).items;
    expect(english).toMatchObject({ label: 'length', kind: 'function', type: 'integer' });
    expect(english?.detail).toContain('integer');
    expect(french?.description).not.toBe(english?.description);
  });

  it.each([
    ['a condition', '|', { resultType: 'boolean' as const }, 'Purchase.isGift', 'Purchase.country'],
    ['a wait', '|', { resultType: 'dateTimeOnly' as const }, 'Purchase.deliverAt', 'Purchase.placedAt'],
    ['the other side of a comparison', '@{Visit.page} == |', {}, 'Purchase.country', 'Purchase.total'],
    ['the left side of a comparison', '| == @{Purchase.placedAt}', {}, 'Purchase.placedAt', 'Purchase.total'],
    ['an order', '3 < |', {}, 'Purchase.total', 'Purchase.country'],
    ['an operand of and', 'true and |', {}, 'Purchase.isGift', 'Purchase.country'],
    ['an operand of not', 'not |', {}, 'Purchase.isGift', 'Purchase.country'],
    ['a sum', '3 * |', {}, 'Purchase.quantity', 'Purchase.country'],
    ['a duration behind a date', '@{Purchase.placedAt} + |', {}, 'Purchase.patience', 'Purchase.country'],
    ['an argument', 'length(|', {}, 'Purchase.country', 'Purchase.total'],
    ['a second argument', 'inLastDays(@{Purchase.placedAt}, |)', {}, 'Purchase.quantity', 'Purchase.country'],
    ['a list', 'count(|)', {}, 'Purchase.tags', 'Purchase.country'],
    ['an element', '["a", |]', {}, 'Purchase.country', 'Purchase.total'],
    ['a condition of if', 'if (|) then (1) else (2)', {}, 'Purchase.isGift', 'Purchase.total'],
    ['a branch of if', 'if (true) then ("a") else (|)', {}, 'Purchase.country', 'Purchase.total'],
    ['an index', '@{Purchase.tags.at(|)}', {}, 'Purchase.quantity', 'Purchase.country'],
    ['a key', '@{Purchase.identities.entry(|)}', {}, 'Purchase.country', 'Purchase.total'],
    ['a default', '@{Purchase.total, defaultValue: |}', {}, 'Purchase.quantity', 'Purchase.country'],
    ['the text within parentheses', '(|', { resultType: 'boolean' as const }, 'Purchase.isGift', 'Purchase.total'],
  ])('ranks what fits %s first', (_what, marked, options, better, worse) => {
    const labels = labelsAt(marked, options);
    expect(labels).toContain(better);
    expect(labels.indexOf(better)).toBeLessThan(labels.indexOf(worse));
  });

  it('ranks functions by their result too', () => {
    const labels = labelsAt('@{Visit.page} == |');
    expect(labels.indexOf('upper')).toBeLessThan(labels.indexOf('round'));
  });

  it.each([
    ['segments', 'inSegment(|)', ['Lapsed customers', 'VIP']],
    ['segments in quotes', 'inSegment("V|")', ['VIP']],
    ['units of time', 'nowWithDelta(3, "mo|")', ['months']],
    ['time zones', 'now("Europe/P|")', ['Europe/Paris']],
  ])('proposes %s', (_what, marked, expected) => {
    const labels = completeAt(marked)
      .items.filter(({ kind }) => kind === 'segment' || kind === 'constant')
      .map(({ label }) => label)
      .filter((label) => !['true', 'false', 'null'].includes(label));
    expect(labels.sort()).toEqual(expected);
  });

  it('replaces the quotes of a segment as well', () => {
    expect(accept('inSegment("V|") and true', 'VIP')).toBe('inSegment("VIP"|) and true');
  });

  it.each([
    ['inside a number', '12|'],
    ['inside a text', '"abc|"'],
  ])('proposes nothing %s', (_where, marked) => {
    expect(labelsAt(marked)).toEqual([]);
  });
});

describe('complete with loop variables', () => {
  it.each([
    [
      'the condition of all',
      '@{Purchase.items.all(currentE|',
      ['currentEventField', 'currentEventField.sku', 'currentEventField.price', 'currentEventField.sizes'],
    ],
    [
      'a data source',
      '#{Crm.History.orders.first(currentD|)}',
      ['currentDataPackField', 'currentDataPackField.total', 'currentDataPackField.at'],
    ],
    ['an index, which has none', '@{Purchase.items.at(currentE|)}', []],
    ['the outside', 'currentE|', []],
    ['the other kind of reference', '@{Purchase.items.all(currentD|)}', []],
    ['a default, which has none', '@{Purchase.items.all(true), defaultValue: (currentE|)}', []],
  ])('knows %s', (_where, marked, expected) => {
    expect(labelsAt(marked)).toEqual(expected);
  });

  it('proposes the members of the element', () => {
    expect(labelsAt('@{Purchase.items.all(currentEventField.|')).toEqual(['sku', 'price', 'sizes']);
    expect(labelsAt('#{Crm.History.orders.all(currentDataPackField.to|t > 3)}')).toEqual(['total']);
  });

  it('knows the elements of lists of scalars', () => {
    expect(completeAt('@{Purchase.tags.first(currentEventF|').items).toMatchObject([
      { label: 'currentEventField', type: 'string' },
    ]);
  });
});

describe('complete behind an operand', () => {
  it.each([
    [
      'a number',
      '@{Purchase.total} |',
      ['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', 'is null', 'is not null'],
    ],
    ['a text', '@{Visit.page} |', ['==', '!=', '+', 'is null', 'is not null']],
    ['a condition', '@{Purchase.total} > 3 |', ['and', 'or', 'is null', 'is not null', '==', '!=']],
    ['a list', '@{Purchase.tags} |', ['==', '!=', 'is null', 'is not null', 'has null']],
    ['a begun word', 'true and inSegment("VIP") a|', ['and']],
    ['an operand in parentheses', '(1 + @{Visit.page} |', ['==', '!=', '+', 'is null', 'is not null']],
    ['is', '@{Visit.page} is |', ['null', 'not null', 'numeric', 'integer', 'decimal']],
    ['is not', '@{Visit.page} is not |', ['null']],
    ['has', '@{Purchase.tags} has n|', ['null']],
    ['the condition of if', 'if (true) |', ['then']],
    ['the first branch', 'if (true) then (1) e|', ['else']],
  ])('proposes what may follow %s', (_what, marked, expected) => {
    expect(labelsAt(marked)).toEqual(expected);
  });
});

describe('complete anywhere', () => {
  it('never throws, and what it proposes replaces a range around the position', () => {
    const texts = fc.oneof(arbitraryExpression(), fc.string({ maxLength: 60 }));
    const stays = fc.property(texts, fc.nat(), (text, seed) => {
      const position = seed % (text.length + 1);
      const { range } = complete(text, position, sampleCatalogue);
      expect(range.start).toBeLessThanOrEqual(position);
      expect(range.end).toBeGreaterThanOrEqual(position);
    });
    fc.assert(stays, { numRuns: 300 });
  });

  it('proposes references and functions that the checker knows', () => {
    const { items } = completeAt('|');
    for (const { kind, insert } of items) {
      if (kind === 'field') expect(diagnostics(insert, sampleCatalogue)).toEqual([]);
      const codes = diagnostics(insert, sampleCatalogue).map(({ code }) => code);
      if (kind === 'function') expect(codes).not.toContain('EXPR_UNKNOWN_FUNCTION');
    }
  });

  it('answers at the end of a chain of thousands of operands', () => {
    const text = `${'1 + '.repeat(2_000)}@{Purchase.tot`;
    expect(complete(text, text.length, sampleCatalogue).items).toMatchObject([{ label: 'total' }]);
  });

  it('answers for a text of thousands of open brackets', () => {
    const text = 'count('.repeat(5_000);
    expect(complete(text, text.length, sampleCatalogue).range).toEqual({ start: text.length, end: text.length });
  });
});
