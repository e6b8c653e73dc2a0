import type { StepEvent } from '../effect.ts';
import type { FetchCount } from '../passage/visit.ts';

/** Members of section 17 about the fetches of a step; none when there were none. */
export function fetchDetails(fetches: FetchCount): StepEvent['details'] | undefined {
  if (fetches.count === 0) return undefined;
  const { count, elapsedMs } = fetches;
  return { fetchCount: count, fetchTotalTime: elapsedMs, fetchCustomCount: count, fetchCustomTotalTime: elapsedMs };
}
