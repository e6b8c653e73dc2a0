import type { CompiledJourney } from './compile/compiled-journey.ts';
import type { Instance } from './instance.ts';
import type { DiscardCode } from './ports.ts';

/** Without re-entrance a person is refused this long after the end, and may be forgotten afterwards (section 14). */
export const noReentranceMs = 30 * 24 * 3_600_000;

/** `advance`: the person is inside, whatever the version, and the event may only move them. */
export type Admission = 'enter' | 'reenter' | 'advance' | DiscardCode;

/**
 * Decides what an entry event means for a person. `latest` is their newest instance in any version of the journey,
 * running or not; `at` the reception of the event, epoch milliseconds.
 */
export function admit(journey: CompiledJourney, latest: Instance | null, at: number): Admission {
  if (latest?.status === 'running') return 'advance';
  if (journey.source.status === 'closed') return 'eventWithoutJourney';
  if (at < journey.startAt || (journey.endAt !== null && at >= journey.endAt)) return 'outsideDates';
  if (latest === null) return 'enter';
  return mayReenter(journey, latest, at) ? 'reenter' : 'reentranceNotAllowed';
}

/** The wait period counts from entry, so that a journey of one second is not entered every second. */
function mayReenter(journey: CompiledJourney, latest: Instance, at: number): boolean {
  if (!journey.source.definition.reentrance.isAllowed)
    return at >= (latest.endedAt ?? latest.enteredAt) + noReentranceMs;
  return at >= latest.enteredAt + journey.reentranceWaitMs;
}
