import { expect, it } from 'vitest';
import { importName } from './import-name.ts';

it('keeps the name of an imported object where it is free, else numbers it within 30 characters', () => {
  expect(importName('Post', new Set())).toBe('Post');
  expect(importName('Post', new Set(['Post']))).toBe('Post_2');
  expect(importName('Post', new Set(['Post', 'Post_2']))).toBe('Post_3');
  const long = 'A'.repeat(30);
  expect(importName(long, new Set([long]))).toBe(`${'A'.repeat(28)}_2`);
});
