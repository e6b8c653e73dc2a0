import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionTable } from './functions/table.ts';
import type { JsonValue } from './json.ts';
import { parseJson } from './parse-json.ts';
import { resultOf } from './result.ts';

/** One expectation in the form of section 13.3; an error names its class only. */
interface Case {
  readonly expression: string;
  readonly result: JsonValue;
}

const root = new URL('../cases/', import.meta.url);
const sample = read('sample-context.json');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json') && file !== 'sample-context.json')
  .sort();

function read(file: string): JsonValue {
  return parseJson(readFileSync(new URL(file, root), 'utf8'));
}

function outcome(expression: string): JsonValue {
  const result = resultOf(expression, sample);
  const isError = result !== null && typeof result === 'object' && 'error' in result;
  return isError ? { error: (result as { error: JsonValue }).error } : result;
}

describe.each(files)('%s', (file) => {
  it.each(read(file) as unknown as Case[])('$expression', ({ expression, result }) => {
    expect(outcome(expression)).toEqual(result);
  });
});

describe('the table of functions', () => {
  it('has the 67 functions of the language, each under one name', () => {
    expect(new Set(functionTable.map(({ name }) => name)).size).toBe(67);
  });

  it('has a case file for every function', () => {
    const names = functionTable.map(({ name }) => `functions/${name}.json`).sort();
    expect(files.filter((file) => file.startsWith('functions/'))).toEqual(names);
  });

  it.each(functionTable)('gives the result shown in the help of $name', ({ example }) => {
    expect(outcome(example.expression)).toEqual(example.result);
  });
});
