import type { CompiledExpression, TypeName } from '@cairn/expression';
import { type ActionVariable, actionPane } from '../../action/action-variables.ts';
import { elementTypeOf } from '../../schema/value-type.ts';
import type { ActivityOf } from '../activity.ts';
import { type JourneyIssue, journeyIssue } from '../journey-issues.ts';
import { checkExpression } from './check-expression.ts';
import type { JourneyCheck } from './journey-check.ts';

type Action = ActivityOf<'action'>;

/** An action activity names an action and gives every mandatory variable a value of its declared type. */
export const checkAction = (activity: Action, check: JourneyCheck): readonly JourneyIssue[] => {
  const { id, actionName: name } = activity;
  const place = { activityId: id, field: 'actionName' };
  if (name === '') return [journeyIssue('ERR_JOURNEYVERSION_603', place)];
  const found = check.context.actions.find(({ action }) => action.name === name);
  if (found === undefined) return [journeyIssue('ERR_JOURNEYVERSION_300', place, { name })];
  const pane = actionPane(found.action);
  const lists = ['headers', 'queryParameters', 'parameters'] as const;
  return [
    ...checkPath(activity, check),
    ...lists.flatMap((list) => [
      ...pane[list].flatMap((variable) => checkVariable(variable, list, activity, check)),
      ...unknownNames(activity[list], pane[list], list, activity),
    ]),
    ...checkMembers(activity, pane.parameters),
  ];
};

const checkPath = (activity: Action, check: JourneyCheck): readonly JourneyIssue[] => {
  if (activity.path === undefined || activity.path.trim() === '') return [];
  const path = { name: 'path', label: 'Path', type: 'string', isOptional: true } as const;
  return checkValue(activity.path, path, 'path', activity, check);
};

const checkVariable = (
  variable: ActionVariable,
  list: 'headers' | 'queryParameters' | 'parameters',
  activity: Action,
  check: JourneyCheck,
): readonly JourneyIssue[] => {
  const field = `${list}.${variable.name}`;
  const text = Object.hasOwn(activity[list], variable.name) ? (activity[list][variable.name] ?? '') : '';
  if (text.trim() !== '') return checkValue(text, variable, field, activity, check);
  if (variable.isOptional) return [];
  return [journeyIssue('ERR_JOURNEYVERSION_601', { activityId: activity.id, field }, { label: variable.label })];
};

const checkValue = (
  text: string,
  variable: ActionVariable,
  field: string,
  activity: Action,
  check: JourneyCheck,
): readonly JourneyIssue[] => {
  const { label, type } = variable;
  const typeIssue = (reason: string) =>
    journeyIssue('ERR_JOURNEYVERSION_305', { activityId: activity.id, field }, { label, type, reason });
  const isInUrlOrHeader = !field.startsWith('parameters.');
  const resultType = isInUrlOrHeader || type === 'any' ? undefined : (type as TypeName);
  const accept = isInUrlOrHeader ? acceptScalar : undefined;
  return checkExpression({ text, activity, field, resultType, typeIssue, accept }, check);
};

/** Path, headers and query parameters are text on the wire; any single value has a text. */
const acceptScalar = ({ type }: CompiledExpression): string | null =>
  type === 'object' || elementTypeOf(type) !== null ? `one value is needed, not a ${type}.` : null;

const unknownNames = (
  mapped: Readonly<Record<string, unknown>>,
  variables: readonly ActionVariable[],
  list: string,
  activity: Action,
): readonly JourneyIssue[] =>
  Object.keys(mapped)
    .filter((name) => !variables.some((variable) => variable.name === name))
    .map((variable) => {
      const place = { activityId: activity.id, field: `${list}.${variable}` };
      return journeyIssue('ERR_JOURNEYVERSION_306', place, { name: activity.actionName, variable });
    });

/** Member mappings belong to variable lists of objects and name their members. */
const checkMembers = (activity: Action, parameters: readonly ActionVariable[]): readonly JourneyIssue[] => {
  const lists = parameters.filter((variable) => variable.members !== undefined);
  return [
    ...unknownNames(activity.members, lists, 'members', activity),
    ...lists.flatMap(({ name, members = [] }) =>
      unknownNames(
        (Object.hasOwn(activity.members, name) ? activity.members[name] : undefined) ?? {},
        members,
        `members.${name}`,
        activity,
      ),
    ),
  ];
};
