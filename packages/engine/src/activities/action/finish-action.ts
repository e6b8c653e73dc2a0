import type { JsonValue } from '@cairn/expression';
import type { CompiledAction, Outlet } from '../../compile/compiled-activity.ts';
import type { StepEvent } from '../../effect.ts';
import { fetchDetails } from '../../fetch/fetch-details.ts';
import { isJsonObject } from '../../json/json-path.ts';
import { failureDetails, failureOfCall } from '../../passage/failure.ts';
import type { Visit } from '../../passage/visit.ts';
import type { CallResult } from '../../stimulus.ts';

/** The result of an action's call: on to the next step, or the alternative path, or the end in error (J185). */
export function finishAction(visit: Visit, activity: CompiledAction, result: CallResult): Outlet | null {
  const { passage } = visit;
  const elapsedMs = Math.max(0, Math.round(result.elapsedMs));
  passage.setProperties({ lastActionExecutionElapsedTime: elapsedMs });
  if (passage.journey.actionsRead.has(activity.actionName)) {
    passage.keepResponse(activity.actionName, keptResponse(result));
  }
  const details = detailsOf(visit, activity, result, elapsedMs);
  if (result.outcome === 'success') return visit.leave('next', details);
  return visit.fail(failureOfCall(result, 'lastExecutedActionErrorCode'), details);
}

/** Only objects have fields that a later step could name; of other answers the status remains. */
function keptResponse({ response, statusCode }: CallResult): JsonValue {
  if (response instanceof Map) return new Map<string, JsonValue>([...response, ['jo_status_code', statusCode]]);
  return isJsonObject(response) ? { ...response, jo_status_code: statusCode } : { jo_status_code: statusCode };
}

function detailsOf(
  visit: Visit,
  activity: CompiledAction,
  result: CallResult,
  elapsedMs: number,
): NonNullable<StepEvent['details']> {
  return {
    ...fetchDetails(visit.fetches),
    actionID: activity.actionId,
    actionName: activity.actionName,
    actionType: 'customAction',
    actionParameterized: isParameterized(activity),
    actionExecutionTime: elapsedMs,
    ...(result.outcome === 'success' ? {} : failureDetails(result, 'actionExecution')),
  };
}

function isParameterized({ path, headers, queryParameters, parameters }: CompiledAction): boolean {
  return path !== null || headers.length + queryParameters.length + parameters.length > 0;
}
