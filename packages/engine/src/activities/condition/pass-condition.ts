import type { CompiledCondition, Outlet } from '../../compile/compiled-activity.ts';
import { awaitFetches } from '../../fetch/await-fetches.ts';
import { fetchDetails } from '../../fetch/fetch-details.ts';
import { attempt } from '../../passage/failure.ts';
import type { Visit } from '../../passage/visit.ts';

/**
 * Tests the paths from top to bottom; the first true one wins (J179). None: the other path, or the instance completes
 * (J180). A fetch or an expression that fails takes the alternative path, or ends the instance in error (J123).
 */
export function passCondition(visit: Visit, activity: CompiledCondition): Outlet | null {
  const progress = awaitFetches(visit);
  if (progress === 'blocked') return null;
  if (progress !== 'ready') return visit.fail(progress);
  const tested = attempt(() => activity.paths.find((path) => path.isTrue(visit)));
  const details = fetchDetails(visit.fetches);
  if ('failure' in tested) return visit.fail(tested.failure, details);
  const branch = tested.value?.id ?? (activity.hasOtherPath ? 'other' : null);
  return branch === null ? visit.leaveNowhere(details) : visit.leave(branch, details);
}
