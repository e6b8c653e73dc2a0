import type { CallResult, CallSummary } from '@cairn/engine';

export const selectCalls = `
  select id, sandbox, instance_id as "instanceId", journey_id as "journeyId", version_id as "versionId",
    activity_id as "activityId", kind, target_id as "targetId", timeout_ms as "timeoutMs", status,
    created_at as "createdAt", finished_at as "finishedAt", outcome, http_status as "httpStatus",
    status_code as "statusCode", attempts, elapsed_ms as "elapsedMs", message
  from calls`;

export type CallRow = Omit<CallSummary, 'result'> &
  NonNullable<CallSummary['result']> & { readonly outcome: CallResult['outcome'] | null };

export function toCallSummary(row: CallRow): CallSummary {
  const { outcome, httpStatus, statusCode, attempts, elapsedMs, message, ...call } = row;
  return {
    ...call,
    result: outcome === null ? null : { outcome, httpStatus, statusCode, attempts, elapsedMs, message },
  };
}
