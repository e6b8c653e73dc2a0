import { ExpressionError } from '@cairn/expression';
import type { StepEvent } from '../effect.ts';
import type { CallResult } from '../stimulus.ts';
import { StepFault } from './step-fault.ts';

/** Why a step failed, as journeys and reports read it. */
export interface Failure {
  /** `capped`, `timedOut`, the HTTP status or `error` (J186). */
  readonly lastErrorCode: string;
  readonly stepStatus: Extract<StepEvent['stepStatus'], 'error' | 'capped' | 'timedout'>;
  /** In words for the author, where no call tells it; the step event carries it. */
  readonly reason?: string;
  /** Further journey properties that change with it. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** A failure without a cause outside: an expression, a value of a wrong type, a wait that does not fit. */
export function internalFailure(reason: string): Failure {
  return { lastErrorCode: 'error', stepStatus: 'error', reason };
}

/** Runs a computation of a step; a fault of the author's or of the data becomes a failure, anything else is a defect. */
export function attempt<T>(compute: () => T): { readonly value: T } | { readonly failure: Failure } {
  try {
    return { value: compute() };
  } catch (fault) {
    if (fault instanceof ExpressionError || fault instanceof StepFault) {
      return { failure: internalFailure(fault.message) };
    }
    throw fault;
  }
}

/** The failure of a call; `property` is the journey property that keeps its code besides lastErrorCode. */
export function failureOfCall(
  result: CallResult,
  property: 'lastExecutedActionErrorCode' | 'lastDataFetchErrorCode',
): Failure {
  const lastErrorCode = errorCodeOf(result);
  return {
    lastErrorCode,
    stepStatus: result.outcome === 'capped' || result.outcome === 'timedout' ? result.outcome : 'error',
    properties: { [property]: lastErrorCode },
  };
}

function errorCodeOf({ outcome, httpStatus }: CallResult): string {
  if (outcome === 'capped') return 'capped';
  if (outcome === 'timedout') return 'timedOut';
  return outcome === 'http' && httpStatus !== null ? String(httpStatus) : 'error';
}

/** Members of a step event that describe a failed call, under the prefix `action` or `fetch` of section 17. */
export function failureDetails(result: CallResult, prefix: 'actionExecution' | 'fetch'): Record<string, string> {
  const details: Record<string, string> = {
    [`${prefix}Error`]: publishedErrors[result.outcome] ?? 'error',
    [`${prefix}ErrorCode`]: errorCodeOf(result),
  };
  if (result.originError !== null) details[`${prefix}OriginError`] = result.originError;
  if (result.originErrorCode !== null) details[`${prefix}OriginErrorCode`] = result.originErrorCode;
  return details;
}

const publishedErrors: Partial<Record<CallResult['outcome'], string>> = {
  http: 'http',
  capped: 'capping',
  timedout: 'timedout',
};
