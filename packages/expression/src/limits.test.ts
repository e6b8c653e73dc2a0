import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { scopeFromContext } from './context.ts';
import { catalogueFromContext } from './context-catalogue.ts';
import { ExpressionError } from './error.ts';
import type { JsonValue } from './json.ts';
import { limits } from './limits.ts';

/** The code of the error that evaluating gives, or the value. */
function outcome(text: string, payload: JsonValue = {}): JsonValue {
  const context = { events: { E: payload } };
  try {
    return compile(text, catalogueFromContext(context)).evaluateJson(scopeFromContext(context));
  } catch (error) {
    if (error instanceof ExpressionError) return error.code;
    throw error;
  }
}

function repeated(part: string, count: number, separator: string): string {
  return Array.from({ length: count }, () => part).join(separator);
}

function nested(depth: number): JsonValue {
  let value: JsonValue = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

describe('limits', () => {
  it('takes a text of 32,768 characters and refuses one more', () => {
    const text = (length: number) => `length("${'x'.repeat(length - 10)}")`;
    expect(outcome(text(limits.textLength))).toBe(limits.textLength - 10);
    expect(outcome(text(limits.textLength + 1))).toBe('EXPR_TEXT_TOO_LONG');
  });

  it('takes 64 levels of nesting and refuses one more', () => {
    const text = (groups: number) => `${'('.repeat(groups)}1${')'.repeat(groups)}`;
    expect(outcome(text(limits.depth - 1))).toBe(1);
    expect(outcome(text(limits.depth))).toBe('EXPR_TOO_DEEP');
    expect(outcome(`${'not '.repeat(63)}true`)).toBe(false);
    expect(outcome(`${'not '.repeat(64)}true`)).toBe('EXPR_TOO_DEEP');
  });

  it('takes a path of 64 steps and refuses one more', () => {
    const text = (steps: number) => `@{E.${repeated('a', steps, '.')}}`;
    expect(outcome(text(limits.depth))).toBe(null);
    expect(outcome(text(limits.depth + 1))).toBe('EXPR_TOO_DEEP');
  });

  it('takes a chain of 4,999 nodes, evaluates it, and refuses a chain of 5,001', () => {
    expect(outcome(repeated('1', 2_500, '+'))).toBe(2_500);
    expect(outcome(repeated('1', 2_501, '+'))).toBe('EXPR_TOO_MANY_NODES');
    expect(outcome(`1${' is null'.repeat(3_900)}`)).toBe(false);
  });

  it('takes a list literal of 1,000 elements and refuses one more', () => {
    expect(outcome(`listSize([${repeated('1', limits.listLiteral, ',')}])`)).toBe(limits.listLiteral);
    expect(outcome(`listSize([${repeated('1', limits.listLiteral + 1, ',')}])`)).toBe('EXPR_LIST_TOO_LONG');
  });

  it('takes 100 segments and refuses one more', () => {
    const text = (count: number) => Array.from({ length: count }, (_, index) => `inSegment("s${index}")`).join(' or ');
    expect(outcome(text(limits.segments))).toBe(false);
    expect(outcome(text(limits.segments + 1))).toBe('EXPR_TOO_MANY_SEGMENTS');
  });

  it('lets nested loops take a million steps and stops them beyond', () => {
    const text = 'count(@{E.a.all(@{E.a.all(currentEventField > 0)} is not null)})';
    expect(outcome(text, { a: Array(200).fill(1) })).toBe(200);
    expect(outcome(text, { a: Array(2_000).fill(1) })).toBe('EXPR_TOO_MANY_STEPS');
  });

  it('gives a result of 1 MiB and refuses a larger one', () => {
    expect(outcome('@{E.a}', { a: 'x'.repeat(limits.resultLength) })).toHaveLength(limits.resultLength);
    expect(outcome('@{E.a}', { a: 'x'.repeat(limits.resultLength + 1) })).toBe('EXPR_RESULT_TOO_LARGE');
    expect(outcome('@{E.a}', { a: Array(1_000).fill('x'.repeat(1_000)) })).toHaveLength(1_000);
    expect(outcome('@{E.a}', { a: Array(1_100).fill('x'.repeat(1_000)) })).toBe('EXPR_RESULT_TOO_LARGE');
  });

  it('bounds text that grows on the way, not only the result', () => {
    const grown = (text: string) => `replaceAll(${text}, "x", "${'x'.repeat(1_000)}")`;
    expect(outcome(`length(${grown(grown('"x"'))})`)).toBe(1_000_000);
    expect(outcome(`length(${grown(grown(grown('"x"')))})`)).toBe('EXPR_RESULT_TOO_LARGE');
  });

  it('returns and compares data nested 200 levels deep, and refuses deeper data', () => {
    expect(outcome('@{E.a} is null', { a: nested(5_000) })).toBe(false);
    expect(outcome('@{E.a}', { a: nested(limits.dataDepth) })).not.toBe('EXPR_DATA_TOO_DEEP');
    expect(outcome('@{E.a}', { a: nested(limits.dataDepth + 2) })).toBe('EXPR_DATA_TOO_DEEP');
    expect(outcome('@{E.a} == @{E.b}', { a: nested(5_000), b: nested(5_000) })).toBe('EXPR_DATA_TOO_DEEP');
    expect(outcome('distinctCount(@{E.a})', { a: [nested(5_000)] })).toBe('EXPR_DATA_TOO_DEEP');
  });

  it('takes a pattern of 1,000 characters and refuses a longer one', () => {
    expect(outcome(`matchRegExp("x", "${'.?'.repeat(500)}")`)).toBe(true);
    expect(outcome(`matchRegExp("x", "${'.?'.repeat(500)}.")`)).toBe('EXPR_MALFORMED_PATTERN');
  });

  it('takes a pattern of 2,000 states and refuses counted repetitions that make more', () => {
    expect(outcome('matchRegExp("x", "(a{20}){40}b{1000}")')).toBe(false);
    expect(outcome('matchRegExp("x", "a{1000}b{1000}c{1000}")')).toBe('EXPR_MALFORMED_PATTERN');
    expect(outcome('matchRegExp("x", "[a-z]{1000}(.|x){600}")')).toBe('EXPR_MALFORMED_PATTERN');
  });

  it('cuts a long text at a simple pattern without being stopped', () => {
    expect(outcome('listSize(split(@{E.a}, "\\\\s+"))', { a: 'word  '.repeat(10_000) })).toBe(10_000);
  });

  it('stops a pattern search that would read a long text again and again', () => {
    const text = 'listSize(split(@{E.a}, "a.*c|b"))';
    expect(outcome(text, { a: 'ab'.repeat(100) })).toBeGreaterThan(1);
    expect(outcome(text, { a: 'ab'.repeat(20_000) })).toBe('EXPR_TOO_MANY_STEPS');
  });
});
