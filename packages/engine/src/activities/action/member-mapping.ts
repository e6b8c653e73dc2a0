import type { JsonValue } from '@cairn/expression';
import type { ActionVariable } from '@cairn/model';
import { valueAt } from '../../json/json-path.ts';
import { checkType } from './check-type.ts';

type Reshape = (value: JsonValue) => JsonValue;

interface Member {
  readonly variable: ActionVariable;
  readonly source: readonly string[];
  /** Place in the new element. */
  readonly target: readonly string[];
}

/**
 * Rewrites each element of a source list into the members the body declares (J23): a member reads the path it is
 * mapped to inside the source element, else its own name. Members without value are left out; whether they are sent
 * as null is for the action to say when the body is made.
 */
export function reshapeElements(
  variables: readonly ActionVariable[],
  mapping: Readonly<Record<string, string>>,
): Reshape {
  const members = variables.map((variable): Member => {
    const mapped = Object.hasOwn(mapping, variable.name) ? mapping[variable.name] : undefined;
    return { variable, source: (mapped ?? variable.name).split('.'), target: variable.name.split('.') };
  });
  return (list) => (Array.isArray(list) ? list.map((element) => reshape(element, members)) : list);
}

function reshape(element: JsonValue, members: readonly Member[]): JsonValue {
  if (element === null) return null;
  const entries = members.flatMap(({ variable, source, target }) => {
    const value = valueAt(element, source) ?? null;
    checkType(value, variable.type, variable.name);
    return value === null ? [] : [{ target, value }];
  });
  return nest(entries, 0);
}

/** Builds nested objects out of paths; `Object.fromEntries` keeps a member named `__proto__` as data. */
function nest(
  entries: readonly { readonly target: readonly string[]; readonly value: JsonValue }[],
  depth: number,
): JsonValue {
  const byName = Map.groupBy(entries, ({ target }) => target[depth] ?? '');
  return Object.fromEntries(
    [...byName].map(([name, group]): [string, JsonValue] => {
      const [only] = group;
      return [name, only && only.target.length === depth + 1 ? only.value : nest(group, depth + 1)];
    }),
  );
}
