import type { TypeName } from '../type.ts';
import { isListType } from '../values/value.ts';
import type { Completion } from './completion.ts';
import type { ExpectedTypes } from './expected-type.ts';
import type { TypedCompletion } from './operand-completions.ts';

/** Keeps what the prefix occurs in, and puts first what fits the expected types, then what begins with the prefix. */
export function rank(items: readonly TypedCompletion[], prefix: string, expected: ExpectedTypes): Completion[] {
  const typed = prefix.toLowerCase();
  return items
    .map((item) => ({ item, match: matchRank(item, typed), fit: fitRank(item, expected) }))
    .filter(({ match }) => match < noMatch)
    .sort((a, b) => a.fit - b.fit || a.match - b.match)
    .map(({ item: { types, ...item } }) => item);
}

const noMatch = 4;

/** 0 for the beginning of the label, 1 for that of a name in it, 2 for any part, 3 for the friendly name. */
function matchRank({ label, title }: Completion, typed: string): number {
  const lower = label.toLowerCase();
  if (lower.startsWith(typed)) return 0;
  if (lower.includes(`.${typed}`)) return 1;
  if (lower.includes(typed)) return 2;
  return title?.toLowerCase().includes(typed) ? 3 : noMatch;
}

/** 0 for a type that is wanted, 1 for one that nobody knows or that leads on, 2 for one that clashes. */
function fitRank({ type, types = type === undefined ? [] : [type] }: TypedCompletion, expected: ExpectedTypes): number {
  if (expected.length === 0) return 0;
  if (types.length === 0 || types.every((each) => each === 'any' || each === 'null')) return 1;
  return types.some((each) => expected.some((wanted) => fits(each, wanted))) ? 0 : 2;
}

function fits(type: TypeName, wanted: TypeName): boolean {
  if (type === wanted || (type === 'integer' && wanted === 'decimal')) return true;
  if (type === 'listInteger' && wanted === 'listDecimal') return true;
  return (type === 'listAny' && isListType(wanted)) || (wanted === 'listAny' && isListType(type));
}
