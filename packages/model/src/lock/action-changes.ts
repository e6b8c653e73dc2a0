import type { CustomAction, ParameterRow } from '../action/action.ts';
import type { Issue } from '../issue/issue.ts';
import { isSameJson } from '../json/json-difference.ts';
import { isUsed, lockedIssue, lockedMembers, type Usage } from './usage.ts';

/**
 * Changes of a stored action that are refused while journeys use it: all but name, description, URL, authentication and,
 * while no journey that uses it was published, added header and query rows. Code: MODEL_LOCKED.
 */
export const actionChangesAllowed = (before: CustomAction, after: CustomAction, usage: Usage): readonly Issue[] =>
  isUsed(usage)
    ? [
        ...lockedMembers(before, after, ['method', 'body', 'responseSample', 'failureSample', 'allowNull'], usage),
        ...checkRows('headers', before.headers, after.headers, usage),
        ...checkRows('queryParameters', before.queryParameters, after.queryParameters, usage),
      ]
    : [];

const checkRows = (
  list: string,
  before: readonly ParameterRow[],
  after: readonly ParameterRow[],
  usage: Usage,
): readonly Issue[] => {
  const changed = before.filter((row) => !after.some((other) => isSameJson(row, other)));
  const isNew = ({ name }: ParameterRow) => !before.some((row) => row.name === name);
  const added = usage.live > 0 ? after.filter(isNew) : [];
  return [...changed, ...added].map((row) => lockedIssue(`${list}.${row.name}`, usage));
};
