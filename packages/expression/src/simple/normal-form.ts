import type { ConditionGroup, ConditionItem } from './condition.ts';

/**
 * The same condition without groups that say nothing: empty groups are gone, a group of one is its item, and a
 * condition of one row joins it by `and`. Two conditions of one normal form have one text.
 */
export function normalForm(condition: ConditionGroup): ConditionGroup {
  const items = condition.items.flatMap(simplify);
  const [only] = items;
  if (items.length === 1 && only?.kind === 'group') return only;
  return { kind: 'group', operator: items.length > 1 ? condition.operator : 'and', items };
}

function simplify(item: ConditionItem): ConditionItem[] {
  if (item.kind !== 'group') return [item];
  const items = item.items.flatMap(simplify);
  return items.length > 1 ? [{ kind: 'group', operator: item.operator, items }] : items;
}
