import { charge, type Frame } from '../../frame.ts';
import type { ListValue } from '../../values/value.ts';
import { ValueSet } from '../../values/value-set.ts';
import { define, type FunctionDefinition, nullable } from '../definition.ts';

type Count = (list: ListValue, frame: Frame) => number;

/** A count over any list; a null list counts as empty. */
function countFunction(
  name: string,
  description: FunctionDefinition['description'],
  example: FunctionDefinition['example'],
  count: Count,
): FunctionDefinition {
  const counting = nullable(['list: listAny'], 'integer', (list, frame) => {
    charge(frame, list?.length ?? 0);
    return list === null ? 0 : count(list, frame);
  });
  return define('aggregation', name, { description, example, signatures: [counting] });
}

function nulls(list: ListValue): number {
  let count = 0;
  for (const item of list) if (item === null) count++;
  return count;
}

const different: Count = (list, frame) => new ValueSet(frame, list).size;

export const countingFunctions: readonly FunctionDefinition[] = [
  countFunction(
    'count',
    { en: 'Number of elements that are not null.', fr: "Nombre d'éléments non nuls." },
    { expression: 'count(["a", null, "a"])', result: 2 },
    (list) => list.length - nulls(list),
  ),
  countFunction(
    'countWithNull',
    { en: 'Number of all elements, nulls included.', fr: 'Nombre de tous les éléments, nulls compris.' },
    { expression: 'countWithNull(["a", null, "a"])', result: 3 },
    (list) => list.length,
  ),
  countFunction(
    'countOnlyNull',
    { en: 'Number of elements that are null.', fr: "Nombre d'éléments nuls." },
    { expression: 'countOnlyNull(["a", null, "a"])', result: 1 },
    nulls,
  ),
  countFunction(
    'distinctCount',
    { en: 'Number of different values, nulls ignored.', fr: 'Nombre de valeurs différentes, sans les nulls.' },
    { expression: 'distinctCount(["a", null, "a"])', result: 1 },
    different,
  ),
  countFunction(
    'distinctCountWithNull',
    { en: 'Number of different values, null being one more.', fr: 'Nombre de valeurs différentes, null en étant une.' },
    { expression: 'distinctCountWithNull(["a", null, "a"])', result: 2 },
    (list, frame) => different(list, frame) + (list.includes(null) ? 1 : 0),
  ),
];
