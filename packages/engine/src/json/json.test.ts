import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { valueAt } from './json-path.ts';
import { isLargerThan } from './json-size.ts';

describe('canonicalJson', () => {
  it('spells equal values alike, whatever the order and form of their members', () => {
    const spelled = '{"a":[1,2,{"b":null}],"c":"x"}';
    expect(canonicalJson({ c: 'x', a: [1, 2n, { b: null }] })).toBe(spelled);
    expect(
      canonicalJson(
        new Map<string, never>([
          ['a', [1n, 2, new Map([['b', null]])] as never],
          ['c', 'x' as never],
        ]),
      ),
    ).toBe(spelled);
  });

  it('tells a text from a number and an empty list from an empty object', () => {
    expect(canonicalJson('1')).not.toBe(canonicalJson(1));
    expect(canonicalJson([])).not.toBe(canonicalJson({}));
  });
});

describe('valueAt', () => {
  it('reads members of objects and maps, and nothing of a prototype', () => {
    expect(valueAt({ a: new Map([['b', 3]]) }, ['a', 'b'])).toBe(3);
    expect(valueAt({ a: [1] }, ['a', '0'])).toBeUndefined();
    expect(valueAt({}, ['constructor', 'name'])).toBeUndefined();
    expect(valueAt({}, ['__proto__'])).toBeUndefined();
    expect(valueAt(JSON.parse('{"__proto__": 1}'), ['__proto__'])).toBe(1);
  });
});

describe('isLargerThan', () => {
  it('counts UTF-8 bytes of texts', () => {
    for (const text of ['plain', 'é', '€', '😀', 'mixed é € 😀']) {
      const bytes = new TextEncoder().encode(JSON.stringify(text)).length;
      expect(isLargerThan(text, bytes)).toBe(false);
      expect(isLargerThan(text, bytes - 1)).toBe(true);
    }
  });

  it('is never less than the JSON text of what it measures', () => {
    const value = { a: [1, 2.5, true, null, 'x'], b: { c: 'text', d: [] } };
    expect(isLargerThan(value, JSON.stringify(value).length - 1)).toBe(true);
  });
});
