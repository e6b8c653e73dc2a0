import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from './json.ts';
import { parseJson } from './parse-json.ts';
import { stringifyJson } from './stringify-json.ts';

describe('parseJson', () => {
  it('reads integers beyond the safe range as bigint and leaves fractions and exponents numbers', () => {
    expect(parseJson('[9007199254740993, -9007199254740993, 1.5, 1e30, 1234567890123456.5]')).toEqual([
      9_007_199_254_740_993n,
      -9_007_199_254_740_993n,
      1.5,
      1e30,
      1234567890123456.5,
    ]);
  });

  it('keeps the order of integer-like keys in a Map, at any depth', () => {
    const parsed = parseJson('{"b": {"10": 1, "2": 2, "a": 3}, "a": 1}') as { b: ReadonlyMap<string, JsonValue> };
    expect(Object.keys(parsed)).toEqual(['b', 'a']);
    expect([...parsed.b.keys()]).toEqual(['10', '2', 'a']);
  });

  it('takes texts that look like keys for what they are', () => {
    expect(parseJson('{"a": "7\\":", "s": ["1", "2"], "x\\"1": 1}')).toEqual({ a: '7":', s: ['1', '2'], 'x"1': 1 });
  });

  it('keeps a member called __proto__ as an ordinary member', () => {
    const parsed = parseJson('{"__proto__": {"x": 1}, "1": 2}') as ReadonlyMap<string, JsonValue>;
    expect(parsed.get('__proto__')).toEqual({ x: 1 });
    expect(Object.hasOwn(parseJson('{"1a": 1, "__proto__": 1}') as object, '__proto__')).toBe(true);
  });

  it('lets the last of equal keys win, as JSON.parse does', () => {
    expect(parseJson('{"1": 1, "1": 2}')).toEqual(new Map([['1', 2]]));
  });

  it.each(['', '{', '{"1": }', '[1,]', '{"1" 2}', 'nul'])('throws a SyntaxError for %j', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('reads what JSON.parse reads, whatever the text', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(stringifyJson(parseJson(text)))).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe('stringifyJson', () => {
  it('writes bigints and Maps back as they were', () => {
    const text = '{"10":9007199254740993,"2":[{"3":null}],"a":"\\"x"}';
    expect(stringifyJson(parseJson(text))).toBe(text);
  });
});
