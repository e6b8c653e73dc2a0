import type { CallResult } from '@cairn/engine';
import type { JsonValue } from '@cairn/expression';
import type { OutboundError } from '../outbound-error.ts';
import type { Answer } from '../transport/wire-request.ts';
import { HttpStatusError } from './http-status-error.ts';
import { readJson } from './read-json.ts';

/** What the tries of a call add up to. */
export interface CallTrace {
  readonly attempts: number;
  readonly elapsedMs: number;
  /** Status of the last answer, if any came. */
  readonly httpStatus: number | null;
  /** The failure after which the last try was to be made. */
  readonly origin: OutboundError | null;
}

export function successResult(answer: Answer, trace: CallTrace): CallResult {
  return result(trace, 'success', `http_${answer.status}`, null, readJson(answer.body));
}

/** The result of a failed call; only a deadline or a full cap during retries tells of the failure before it. */
export function failureResult(failure: OutboundError, trace: CallTrace): CallResult {
  const { message } = failure;
  if (failure instanceof HttpStatusError) {
    const { status, body } = failure.answer;
    return result(trace, 'http', `http_${status}`, message, readJson(body));
  }
  if (failure.code === 'OUTBOUND_TIMED_OUT')
    return { ...result(trace, 'timedout', 'timedout', message), ...origin(trace) };
  if (failure.code === 'OUTBOUND_CAPPED') return { ...result(trace, 'capped', 'capped', message), ...origin(trace) };
  return result(trace, 'error', 'internalError', message);
}

function result(
  { attempts, elapsedMs, httpStatus }: CallTrace,
  outcome: CallResult['outcome'],
  statusCode: string,
  message: string | null,
  response: JsonValue = null,
): CallResult {
  const none = { originError: null, originErrorCode: null };
  return { outcome, httpStatus, statusCode, response, attempts, elapsedMs, message, ...none };
}

/** `http` with its status, or `error` with the code of the failure. */
function origin({ origin: failure }: CallTrace): Pick<CallResult, 'originError' | 'originErrorCode'> {
  if (!failure) return { originError: null, originErrorCode: null };
  return failure instanceof HttpStatusError
    ? { originError: 'http', originErrorCode: String(failure.answer.status) }
    : { originError: 'error', originErrorCode: failure.code };
}
