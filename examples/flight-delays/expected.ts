import type { LandedFlight } from './flights.ts';
import { behaviourFor } from './service-behaviour.ts';

/** What the journey must do to a file of flights, counted from the file alone. */
export interface Counts {
  readonly entered: number;
  readonly longDelays: number;
  readonly shortDelays: number;
  readonly onTime: number;
  /** Calls to the compensation action, each once whatever its tries. */
  readonly compensations: number;
  /** Calls whose first try was answered 500 and that were tried again. */
  readonly retried: number;
  /** Calls that failed for good and took the alternative path. */
  readonly failed: number;
  readonly messages: number;
  readonly completed: number;
}

/**
 * The journey in one loop: over 60 minutes late -> compensation, wait, message; over 15 -> message; else nothing.
 * A compensation that fails for good is followed by its message all the same (alternative path).
 */
export function expectedCounts(flights: readonly LandedFlight[]): Counts {
  const late = flights.filter(({ delayMinutes }) => delayMinutes > 60);
  const bitLate = flights.filter(({ delayMinutes }) => delayMinutes > 15 && delayMinutes <= 60);
  const behaviours = late.map(({ passengerId }) => behaviourFor(passengerId));
  const failed = behaviours.filter(({ failsAlways }) => failsAlways).length;
  return {
    entered: flights.length,
    longDelays: late.length,
    shortDelays: bitLate.length,
    onTime: flights.length - late.length - bitLate.length,
    compensations: late.length,
    retried: failed + behaviours.filter(({ failsOnce }) => failsOnce).length,
    failed,
    messages: late.length + bitLate.length,
    completed: flights.length,
  };
}
