import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileText } from './compile.ts';
import { scopeFromContext } from './context.ts';
import { catalogueFromContext } from './context-catalogue.ts';
import { ExpressionError } from './error.ts';
import { parseJson } from './parse-json.ts';

/** Texts tried; CI sets a million. The seed makes a run repeatable. */
const runs = Number(process.env.CAIRN_FUZZ_RUNS ?? 20_000);
const seed = Number(process.env.CAIRN_FUZZ_SEED ?? 1);

/** The bound of the language is 50 ms; a busy machine that collects garbage in between is given more. */
const maxMs = 500;

const root = new URL('../cases/', import.meta.url);
const sample = parseJson(readFileSync(new URL('sample-context.json', root), 'utf8'));
const catalogue = catalogueFromContext(sample);
const scope = scopeFromContext(sample);

const valid = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json') && file !== 'sample-context.json')
  .flatMap((file) => JSON.parse(readFileSync(new URL(file, root), 'utf8')) as { expression: string }[])
  .map(({ expression }) => expression);

const pieces = [
  ...['@{', '#{', '@action{', '{', '}', '(', ')', '[', ']', ',', '.', ':', '==', '!=', '<=', '<', '>', '+', '-', '*'],
  ...['/', '%', '=', '!', '"', "'", '\\', ' ', '\n', '\u00a0', 'é', '\ud800', '0', '7', '1.5', '99999999999999999999'],
  ...['and', 'or', 'not', 'is', 'has', 'null', 'true', 'if', 'then', 'else', 'numeric', 'defaultValue', 'params'],
  ...['FerryBoarded', 'legs', 'km', 'Crm', 'Trips', 'currentEventField', 'all', 'first', 'at', 'keys', 'entry'],
  ...['length(', 'sum(', 'date("2024-01-01")', 'now()', 'matchRegExp(', 'replaceAll(', 'sort(', '"a{9}*"', '[1,2]'],
];

/** xorshift32 */
function randomFrom(start: number): (below: number) => number {
  let state = start | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const below = randomFrom(seed);

function pick<T>(items: readonly T[]): T {
  return items[below(items.length)]!;
}

function randomText(): string {
  return Array.from({ length: 1 + below(20) }, () => pick(pieces)).join(below(2) === 0 ? '' : ' ');
}

/** A valid text with a few stretches removed, doubled, moved in from another text or replaced by a piece. */
function mutatedText(): string {
  let text = pick(valid);
  for (let count = 1 + below(4); count > 0; count--) {
    const start = below(text.length + 1);
    const end = Math.min(text.length, start + below(8));
    const other = pick(valid);
    const insert = pick(['', text.slice(start, end).repeat(2), pick(pieces), other.slice(below(other.length))]);
    text = text.slice(0, start) + insert + text.slice(end);
  }
  return text;
}

/** The text, when something other than an ExpressionError came of it. */
function strayError(text: string): unknown {
  try {
    compileText(text, catalogue).evaluateJson(scope);
  } catch (error) {
    if (!(error instanceof ExpressionError)) return { text, error };
  }
  return undefined;
}

it('gives a value or an ExpressionError for any text, without delay', () => {
  let slowest = { text: '', ms: 0 };
  for (let run = 0; run < runs; run++) {
    const text = below(3) === 0 ? randomText() : mutatedText();
    const start = performance.now();
    expect(strayError(text)).toBeUndefined();
    const ms = performance.now() - start;
    if (ms > slowest.ms) slowest = { text, ms };
  }
  expect(slowest.ms, slowest.text).toBeLessThan(maxMs);
}, 1_800_000);
