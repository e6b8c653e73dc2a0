import { finishAction } from '../activities/action/finish-action.ts';
import type { Arrow, CompiledActivity, Outlet } from '../compile/compiled-activity.ts';
import { groupOfCall } from '../fetch/await-fetches.ts';
import { fetchDetails } from '../fetch/fetch-details.ts';
import type { Blocked } from '../instance.ts';
import type { CallResult } from '../stimulus.ts';
import { failureDetails, failureOfCall } from './failure.ts';
import { type Passage, withMember } from './passage.ts';
import { Visit } from './visit.ts';
import { resumeAt } from './walk.ts';

type BlockedOnCall = Extract<Blocked, { on: 'call' }>;

/** What a result means for the instance: an outlet to follow, null for none, `stale` when nobody waits for it. */
export function resumeCall(passage: Passage, callId: string, result: CallResult): Outlet | null | 'stale' {
  const { blocked } = passage.state;
  if (blocked?.on !== 'call' || !blocked.callIds.includes(callId)) return 'stale';
  const { activity, arrow } = placeOf(passage, blocked);
  if (activity.kind === 'action' && callId === passage.id(blocked.startedAt, `action\n${activity.id}`)) {
    passage.state.blocked = null;
    return finishAction(new Visit(passage, activity, arrow, blocked), activity, result);
  }
  return takeAnswer(passage, blocked, arrow, callId, result);
}

function takeAnswer(
  passage: Passage,
  blocked: BlockedOnCall,
  arrow: Arrow,
  callId: string,
  result: CallResult,
): Outlet | null {
  const elapsedMs = Math.max(0, Math.round(result.elapsedMs));
  const fetches = {
    count: (blocked.fetches?.count ?? 0) + 1,
    elapsedMs: (blocked.fetches?.elapsedMs ?? 0) + elapsedMs,
  };
  passage.setProperties({ lastDataFetchElapsedTime: elapsedMs });
  const callIds = blocked.callIds.filter((id) => id !== callId);
  const next = { ...blocked, callIds, fetched: withMember(blocked.fetched, callId, result.response), fetches };
  if (result.outcome !== 'success') {
    passage.state.blocked = null;
    return failFetch(new Visit(passage, arrow.to, arrow, next), callId, result);
  }
  if (callIds.length > 0) return passage.block(next);
  passage.state.blocked = null;
  return resumeAt(passage, arrow, next);
}

/** One fetch that fails fails the step; answers of the others come too late. */
function failFetch(visit: Visit, callId: string, result: CallResult): Outlet | null {
  const group = groupOfCall(visit, callId);
  return visit.fail(failureOfCall(result, 'lastDataFetchErrorCode'), {
    ...fetchDetails(visit.fetches),
    fetchTypeInError: 'custom',
    ...(group === undefined ? {} : { fetchGroupInError: group }),
    ...failureDetails(result, 'fetch'),
  });
}

function placeOf(passage: Passage, blocked: BlockedOnCall): { activity: CompiledActivity; arrow: Arrow } {
  const { journey, instance } = passage;
  const activity = journey.activities.get(blocked.activityId);
  const arrow = journey.arrows.get(blocked.transitionId ?? '');
  if (!activity || !arrow)
    throw new Error(`instance ${instance.id} waits at ${blocked.activityId}, which is not drawn`);
  return { activity, arrow };
}
