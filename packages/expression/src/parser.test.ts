import { describe, expect, it } from 'vitest';
import { parse } from './parser.ts';

function problems(text: string): string[] {
  return parse(text).problems.map(({ code, range }) => `${range.start}-${range.end} ${code}`);
}

describe('parse', () => {
  it('gives every node the range of its text', () => {
    const { root } = parse(' 1 + @{E.a.first(true).b} ');
    expect(root).toMatchObject({
      kind: 'binary',
      range: { start: 1, end: 25 },
      right: { kind: 'reference', range: { start: 5, end: 25 }, root: { range: { start: 7, end: 8 } } },
    });
  });

  it('reports several problems of one text, each at its place', () => {
    expect(problems('1 = 2 and foo and @{E.7x} == "a')).toEqual([
      '2-3 EXPR_UNEXPECTED_CHARACTER',
      '10-13 EXPR_UNEXPECTED_TOKEN',
      '22-24 EXPR_MALFORMED_NAME',
      '29-31 EXPR_UNTERMINATED_STRING',
    ]);
  });

  it('keeps what it could read around a fault', () => {
    const { root } = parse('@{E.a} == and true');
    expect(root).toMatchObject({
      kind: 'binary',
      operator: 'and',
      left: { operator: '==', right: { kind: 'missing' } },
    });
  });

  it('reads a hyphen that touches a field name as part of it, elsewhere as a minus', () => {
    expect(parse('@{E.a-b}').root).toMatchObject({ steps: [{ name: { text: 'a-b' } }] });
    expect(parse('currentEventField.a-b').root).toMatchObject({ steps: [{ name: { text: 'a-b' } }] });
    expect(parse('1-2').root).toMatchObject({ kind: 'binary', operator: '-' });
  });

  it('takes words like all and keys for fields where no parenthesis follows', () => {
    expect(parse('@{E.all.keys.and.null}').problems).toEqual([]);
    expect(parse('@{E.all.keys()}').root).toMatchObject({ steps: [{ kind: 'field' }, { kind: 'access' }] });
  });

  it('names an empty text, an open bracket and trailing text', () => {
    expect(problems('')).toEqual(['0-0 EXPR_UNEXPECTED_END']);
    expect(problems('[1, 2')).toEqual(['5-5 EXPR_UNEXPECTED_END']);
    expect(problems('true AND false')).toEqual(['5-8 EXPR_UNEXPECTED_TOKEN']);
  });

  it('reports at most twenty problems', () => {
    expect(problems('( ] '.repeat(1_000)).length).toBeLessThanOrEqual(21);
  });
});
