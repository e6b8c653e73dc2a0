import { describe, expect, it } from 'vitest';
import { findReferences, renameInExpression } from './expression-references.ts';

const named = (text: string) => findReferences(text).map(({ kind, name, part }) => ({ kind, name, part }));

describe('references in an expression', () => {
  it('finds events, field groups and actions, also inside params and behind white space', () => {
    const text = `#{ Crm .Sky.wind, params: {id: @{Landed.flight}}} > 1 and @action{Post.id} == "x" or #{'9lives'."2nd".a}`;
    expect(named(text)).toEqual([
      { kind: 'dataSource', name: 'Crm', part: 'Sky' },
      { kind: 'event', name: 'Landed', part: '' },
      { kind: 'action', name: 'Post', part: '' },
      { kind: 'dataSource', name: '9lives', part: '2nd' },
    ]);
  });

  it('reads no reference inside a string literal', () => {
    expect(named(`concat("@{Fake.x}", '#{A.b.c} \\' @{D.e}', @{Real.x})`)).toEqual([
      { kind: 'event', name: 'Real', part: '' },
    ]);
  });

  it('finds what a half-written expression already names', () => {
    expect(named('@{Landed.delay} > (1 + #{Crm')).toEqual([
      { kind: 'event', name: 'Landed', part: '' },
      { kind: 'dataSource', name: 'Crm', part: '' },
    ]);
    expect(named('@{')).toEqual([]);
  });
});

describe('renaming in an expression', () => {
  const event = (from: string, to: string) => ({ event: new Map([[from, to]]) });

  it('lets two objects swap their names', () => {
    const swap = new Map([
      ['A', 'B'],
      ['B', 'A'],
    ]);
    expect(renameInExpression('#{A.g.x} + #{B.g.x, params: {p: #{A.g.y}}}', { dataSource: swap })).toBe(
      '#{B.g.x} + #{A.g.x, params: {p: #{B.g.y}}}',
    );
  });

  it('touches the root of the same kind only', () => {
    expect(renameInExpression('@{A.A} + #{A.A.A} + @{AA.x} + "@{A.x}" + @{ A .b}', event('A', 'B'))).toBe(
      '@{B.A} + #{A.A.A} + @{AA.x} + "@{A.x}" + @{ B .b}',
    );
  });

  it('quotes a new name that starts with a digit', () => {
    expect(renameInExpression('@{A.x}', event('A', '1st'))).toBe('@{"1st".x}');
    expect(renameInExpression('@{"1st".x}', event('1st', 'A'))).toBe('@{A.x}');
  });
});
