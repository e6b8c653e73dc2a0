import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environment } from './settings.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/operations/settings.md'), 'utf8');

/** Cells of each row of the page's tables, by the variable the row is about. */
const rows = new Map(
  page
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, name = '']) => /^`[A-Z_]+`$/.test(name))
    .map(([, name = '', ...cells]) => [name.slice(1, -1), cells]),
);
const variables = Object.entries(environment.shape);

describe('docs/operations/settings.md', () => {
  it('explains every variable, and none that is not read', () => {
    const ofCommandLine = ['CAIRN_API_KEY', 'CAIRN_URL'];
    expect([...rows.keys()].sort()).toEqual([...variables.map(([name]) => name), ...ofCommandLine].sort());
  });

  it.each(variables)('names the default of %s', (name, schema) => {
    const value: unknown = schema.parse(undefined);
    if (value === undefined) return;
    const shown = typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
    expect(rows.get(name)?.[0]).toBe(shown === '' ? 'none' : `\`${shown}\``);
  });

  it.each(variables)('names the bounds that %s keeps', (name, schema) => {
    const bounds = /^(\d+) to (\d+)$/.exec(rows.get(name)?.[1] ?? '');
    if (!bounds) return;
    const [, least, most] = bounds.map(Number);
    for (const value of [least, most]) expect(schema.safeParse(String(value)).success).toBe(true);
    for (const value of [least! - 1, most! + 1]) expect(schema.safeParse(String(value)).success).toBe(false);
  });
});
