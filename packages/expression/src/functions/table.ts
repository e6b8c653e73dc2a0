import { aggregationFunctions } from './aggregation/aggregation.ts';
import { countingFunctions } from './aggregation/counting.ts';
import { conversionFunctions } from './conversion/conversion.ts';
import { dateConversionFunctions } from './conversion/date-conversion.ts';
import { clockFunctions } from './date/clock.ts';
import { dateFieldFunctions } from './date/date-fields.ts';
import { windowFunctions } from './date/window.ts';
import type { FunctionDefinition } from './definition.ts';
import { distinctFunctions } from './list/distinct.ts';
import { listFunctions } from './list/list.ts';
import { selectionFunctions } from './list/selection.ts';
import { sortFunctions } from './list/sort.ts';
import { mathFunctions } from './math/math.ts';
import { segmentFunctions } from './segment/segment.ts';
import { patternFunctions } from './string/pattern-functions.ts';
import { searchFunctions } from './string/search.ts';
import { stringFunctions } from './string/string.ts';

/** All functions of the language, by category and name. The literal form `date("...")` is no function. */
export const functionTable: readonly FunctionDefinition[] = [
  ...segmentFunctions,
  ...aggregationFunctions,
  ...countingFunctions,
  ...conversionFunctions,
  ...dateConversionFunctions,
  ...clockFunctions,
  ...windowFunctions,
  ...dateFieldFunctions,
  ...listFunctions,
  ...distinctFunctions,
  ...selectionFunctions,
  ...sortFunctions,
  ...mathFunctions,
  ...stringFunctions,
  ...searchFunctions,
  ...patternFunctions,
];

const byName: ReadonlyMap<string, FunctionDefinition> = new Map(functionTable.map((entry) => [entry.name, entry]));

export const functionNames: readonly string[] = [...byName.keys(), 'date'];

export function findFunction(name: string): FunctionDefinition | undefined {
  return byName.get(name);
}
