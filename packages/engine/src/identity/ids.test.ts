import { describe, expect, it } from 'vitest';
import { randomUuid, timeOrderedId, unitInterval } from './ids.ts';
import { hashKeyOf, sipHash } from './sip-hash.ts';

const key = hashKeyOf('3f0c');

describe('sipHash', () => {
  it('gives the same words for the same key and text', () => {
    expect(sipHash(key, 'abc')).toEqual(sipHash(key, 'abc'));
  });

  it('tells apart texts that differ by one unit, by a trailing NUL, or not at all but for the key', () => {
    const texts = ['', '\0', '\0\0', 'a', 'a\0', 'b', 'ab', 'ba', 'abc'];
    expect(new Set(texts.map((text) => sipHash(key, text).join())).size).toBe(texts.length);
    expect(sipHash(hashKeyOf('other'), 'abc')).not.toEqual(sipHash(key, 'abc'));
  });

  it('flips half of the output bits when one input bit flips', () => {
    let flipped = 0;
    for (let sample = 0; sample < 1_000; sample++) {
      const left = sipHash(key, `person-${sample}-0`);
      const right = sipHash(key, `person-${sample}-1`);
      left.forEach((word, index) => {
        flipped += ((word ^ right[index]!) >>> 0).toString(2).replaceAll('0', '').length;
      });
    }
    expect(flipped / 1_000).toBeGreaterThan(62);
    expect(flipped / 1_000).toBeLessThan(66);
  });

  it('has no collision among 100,000 ids of one millisecond', () => {
    const ids = new Set(
      Array.from({ length: 100_000 }, (_, n) => timeOrderedId(1_700_000_000_000, sipHash(key, `${n}`))),
    );
    expect(ids.size).toBe(100_000);
  });
});

describe('ids', () => {
  it('carry the time in front, so that their order is the order of time', () => {
    const at = Date.UTC(2030, 0, 1);
    const id = timeOrderedId(at, sipHash(key, 'x'));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(at);
    expect(timeOrderedId(at + 1, sipHash(key, 'y')) > id).toBe(true);
  });

  it('have the shape of a version 4 UUID where the language asks for one', () => {
    for (let n = 0; n < 100; n++) {
      expect(randomUuid(sipHash(key, `${n}`))).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });

  it('draw numbers spread evenly over [0, 1)', () => {
    const draws = Array.from({ length: 20_000 }, (_, n) => unitInterval(sipHash(key, `draw ${n}`)));
    for (let tenth = 0; tenth < 10; tenth++) {
      const inside = draws.filter((draw) => draw >= tenth / 10 && draw < (tenth + 1) / 10).length;
      expect(inside).toBeGreaterThan(1_850);
      expect(inside).toBeLessThan(2_150);
    }
    expect(Math.max(...draws)).toBeLessThan(1);
  });
});
