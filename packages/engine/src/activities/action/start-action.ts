import type { CompiledExpression, JsonValue } from '@cairn/expression';
import type { CompiledAction, NamedExpression, Outlet } from '../../compile/compiled-activity.ts';
import type { ActionValues } from '../../effect.ts';
import { awaitFetches } from '../../fetch/await-fetches.ts';
import { fetchDetails } from '../../fetch/fetch-details.ts';
import { callAddress } from '../../passage/call-address.ts';
import { attempt } from '../../passage/failure.ts';
import { StepFault } from '../../passage/step-fault.ts';
import type { Visit } from '../../passage/visit.ts';
import { checkType } from './check-type.ts';

/** Computes the values of an action and asks for its call; the instance waits for the result. */
export function startAction(visit: Visit, activity: CompiledAction): Outlet | null {
  const progress = awaitFetches(visit);
  if (progress === 'blocked') return null;
  if (progress !== 'ready') return visit.fail(progress);
  const computed = attempt(() => valuesOf(visit, activity));
  if ('failure' in computed) return visit.fail(computed.failure, fetchDetails(visit.fetches));
  const { passage, arrow, startedAt, fetches } = visit;
  const id = passage.id(startedAt, `action\n${activity.id}`);
  passage.calls.push({
    ...callAddress(visit),
    id,
    kind: 'action',
    targetId: activity.actionId,
    values: computed.value,
  });
  return passage.block({
    on: 'call',
    activityId: activity.id,
    transitionId: arrow?.id ?? null,
    callIds: [id],
    fetched: {},
    startedAt,
    ...(fetches.count > 0 ? { fetches } : {}),
  });
}

function valuesOf(visit: Visit, activity: CompiledAction): ActionValues {
  return {
    path: activity.path && textOf(activity.path, visit, 'path'),
    headers: rowsOf(activity.headers, visit),
    queryParameters: rowsOf(activity.queryParameters, visit),
    parameters: Object.fromEntries(
      activity.parameters.map(({ path, expression, type, reshape }) => {
        const value = expression.evaluateJson(visit);
        checkType(value, type, path);
        return [path, reshape ? reshape(value) : value];
      }),
    ),
  };
}

function rowsOf(rows: readonly NamedExpression[], visit: Visit): Record<string, string | null> {
  return Object.fromEntries(rows.map(([name, expression]) => [name, textOf(expression, visit, name)]));
}

/** Headers, query parameters and the path are text: scalars as JSON spells them; a list or an object has no one spelling. */
function textOf(expression: CompiledExpression, visit: Visit, name: string): string | null {
  const value: JsonValue = expression.evaluateJson(visit);
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'object') throw new StepFault(`${name} needs a single value, not a list or an object`);
  return String(value);
}
