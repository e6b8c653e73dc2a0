import { isDeepStrictEqual } from 'node:util';
import { compile } from '@cairn/expression';
import { contestants, type Run } from './contestants.ts';
import { ratePerSecond } from './measure.ts';
import { catalogue } from './order.ts';
import { type Scenario, scenarios } from './scenarios.ts';

/** Each contestant is measured in many short turns and its best kept, so that warming up and a busy moment hurt none. */
const rounds = 12;
const roundMs = 50;

/** Evaluations per second by scenario and contestant. */
export type Comparison = readonly { readonly scenario: string; readonly perSecond: Readonly<Record<string, number>> }[];

/** Compares the language with a closure written by hand, cel-js and jsonata over the same data, and prints a table. */
export async function run(): Promise<Comparison> {
  const comparison = [];
  for (const scenario of scenarios) comparison.push({ scenario: scenario.name, perSecond: await compare(scenario) });
  process.stdout.write(table(comparison));
  process.stdout.write(
    `compile of a ${typicalCondition.length}-character condition: ${compileMicros().toFixed(1)} us\n`,
  );
  return comparison;
}

async function compare(scenario: Scenario): Promise<Record<string, number>> {
  const runs = contestants.map(({ name, prepare }) => ({ name, run: prepare(scenario), best: 0 }));
  for (const { name, run } of runs) await requireResult(scenario, name, run);
  for (let round = 0; round < rounds; round++)
    for (const entry of runs) entry.best = Math.max(entry.best, await ratePerSecond(entry.run, roundMs));
  return Object.fromEntries(runs.map(({ name, best }) => [name, best]));
}

/** A comparison of engines that do not agree would say nothing. */
async function requireResult(scenario: Scenario, name: string, run: Run): Promise<void> {
  const result = await run();
  if (!isDeepStrictEqual(result, scenario.result))
    throw new Error(`${name} gives ${String(result)} for ${scenario.name}`);
}

function table(comparison: Comparison): string {
  const names = contestants.map(({ name }) => name);
  const head = ['evaluations per second', ...names, 'slower than by hand', 'faster than jsonata'];
  const rows = comparison.map(({ scenario, perSecond }) => [
    scenario,
    ...names.map((name) => Math.round(perSecond[name]!).toLocaleString('en')),
    `${(perSecond['by hand']! / perSecond.cairn!).toFixed(1)} times`,
    `${(perSecond.cairn! / perSecond.jsonata!).toFixed(0)} times`,
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ');
  return `${[head, ...rows].map(line).join('\n')}\n`;
}

/** About 200 characters: what a marketer writes. */
const typicalCondition =
  '@{Order.country} == "FR" and @{Order.total} > 100 and (@{Order.channel} == "web" or @{Order.channel} == "app")' +
  ' and count(@{Order.lines.all(currentEventField.price > 20)}) > 2 and inLastDays(@{Order.placedAt}, 30)';

function compileMicros(): number {
  const count = 5_000;
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (let index = 0; index < count; index++) compile(typicalCondition, catalogue);
    best = Math.min(best, performance.now() - start);
  }
  return (best * 1000) / count;
}
