import type { DataSource, FieldGroup } from '../data-source/data-source.ts';
import type { Issue } from '../issue/issue.ts';
import { isUsed, lockedIssue, lockedMembers, type Usage, unused } from './usage.ts';

/** Usage of each field group, by its name; a group that is not listed is unused. */
export type GroupUsage = Readonly<Record<string, Usage>>;

/**
 * Changes of a stored data source that are refused: a group in use can only gain fields, and a source with such a group
 * keeps its name, by which expressions refer to it. URL and authentication stay editable, so that credentials can be
 * renewed, like those of actions. Code: MODEL_LOCKED.
 */
export const dataSourceChangesAllowed = (
  before: DataSource,
  after: DataSource,
  groups: GroupUsage,
): readonly Issue[] => {
  const used = before.fieldGroups.filter((group) => isUsed(usageOf(group, groups)));
  const first = used[0];
  if (first === undefined) return [];
  return [
    ...lockedMembers(before, after, ['kind', 'name'], usageOf(first, groups)),
    ...used.flatMap((group) => checkGroup(group, after, usageOf(group, groups))),
  ];
};

const usageOf = (group: FieldGroup, groups: GroupUsage): Usage =>
  (Object.hasOwn(groups, group.name) ? groups[group.name] : undefined) ?? unused;

const checkGroup = (before: FieldGroup, source: DataSource, usage: Usage): readonly Issue[] => {
  const path = `fieldGroups.${before.name}`;
  const after = source.fieldGroups.find((group) => group.name === before.name);
  if (after === undefined) return [lockedIssue(path, usage)];
  const changed = lockedMembers(before, after, ['method', 'dynamicValues', 'sentPayload', 'schemaId'], usage);
  return [
    ...changed.map((found) => lockedIssue(`${path}.${found.path}`, usage)),
    ...before.fields
      .filter((field) => !after.fields.some((other) => other.path === field.path && other.type === field.type))
      .map((field) => lockedIssue(`${path}.fields.${field.path}`, usage)),
  ];
};
