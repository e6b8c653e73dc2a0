import { describe, expect, it } from 'vitest';
import { inferSchema } from './infer-schema.ts';

describe('inferSchema', () => {
  it('takes a number without fraction for an integer, else for a decimal', () => {
    expect(inferSchema({ a: 1, b: 1.5, c: 'x', d: true, e: null })).toEqual({
      type: 'object',
      fields: {
        a: { type: 'integer' },
        b: { type: 'decimal' },
        c: { type: 'string' },
        d: { type: 'boolean' },
        e: { type: 'any' },
      },
    });
  });

  it('puts the members of all elements of a list together', () => {
    expect(inferSchema([{ a: 1 }, null, { a: 2.5, b: [1, null] }])).toEqual({
      type: 'listObject',
      fields: { a: { type: 'decimal' }, b: { type: 'listInteger' } },
    });
  });

  it('leaves open what a sample does not tell', () => {
    expect(inferSchema({ a: [], b: [1, 'x'], c: [[1]] })).toEqual({
      type: 'object',
      fields: { a: { type: 'any' }, b: { type: 'any' }, c: { type: 'any' } },
    });
  });
});
