import { type ActivityOf, bodyVariables, type CustomAction } from '@cairn/model';
import type { ActivityCompiler } from '../../compile/activity-compiler.ts';
import type { ActivitySurroundings } from '../../compile/activity-surroundings.ts';
import type { CompiledAction, CompiledParameter, NamedExpression } from '../../compile/compiled-activity.ts';
import { nodeName } from '../../compile/node-name.ts';
import { reshapeElements } from './member-mapping.ts';

export function compileAction(activity: ActivityOf<'action'>, surroundings: ActivitySurroundings): CompiledAction {
  const { compiler, actions, outlets } = surroundings;
  const bound = actions.get(activity.actionName);
  if (!bound) return compiler.fail('ENGINE_UNKNOWN_ACTION', `action ${activity.actionName} does not exist`);
  return {
    kind: 'action',
    id: activity.id,
    name: nodeName(activity.actionName, activity.label),
    nodeType: 'action',
    outlets,
    hasAlternativePath: activity.hasAlternativePath,
    actionId: bound.id,
    actionName: activity.actionName,
    path: isMapped(activity.path) ? compiler.expression(activity.path) : null,
    headers: compileRows(bound.action.headers, activity.headers, compiler),
    queryParameters: compileRows(bound.action.queryParameters, activity.queryParameters, compiler),
    parameters: compileParameters(activity, bound.action, compiler),
    fetches: compiler.planFetches(activity.sourceParameters),
  };
}

/** Only variable rows of the action as it is now: a constant never takes a value from a journey. */
function compileRows(
  rows: CustomAction['headers'],
  values: Readonly<Record<string, string>>,
  compiler: ActivityCompiler,
): NamedExpression[] {
  return rows
    .filter((row) => row.mode === 'variable')
    .flatMap(({ name }) => {
      const text = Object.hasOwn(values, name) ? values[name] : undefined;
      return isMapped(text) ? [[name, compiler.expression(text)] as const] : [];
    });
}

function compileParameters(
  activity: ActivityOf<'action'>,
  action: CustomAction,
  compiler: ActivityCompiler,
): CompiledParameter[] {
  return bodyVariables(action.body).flatMap(({ name, type, members }) => {
    const text = Object.hasOwn(activity.parameters, name) ? activity.parameters[name] : undefined;
    if (!isMapped(text)) return [];
    const expression = compiler.expression(text, type === 'any' ? {} : { resultType: type });
    const reshape = members?.length ? reshapeElements(members, activity.members[name] ?? {}) : null;
    return [{ path: name, expression, type, reshape }];
  });
}

/** Whether the author gave an expression: an empty box is no mapping. */
function isMapped(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
