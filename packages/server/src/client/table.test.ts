import { expect, it } from 'vitest';
import { table } from './table.ts';

it('makes columns as wide as their widest cell', () => {
  expect(table(['key', 'status'], [['PAX-1', 'running']])).toBe('key    status\n-----  -------\nPAX-1  running');
});

it('lets no key write over the terminal', () => {
  expect(table(['key'], [['a\u001b[2J\r\nb']])).toBe('key\n--------\na\uFFFD[2J\uFFFD\uFFFDb');
});
