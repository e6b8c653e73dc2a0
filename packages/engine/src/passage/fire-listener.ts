import type { Outlet } from '../compile/compiled-activity.ts';
import type { StepEvent } from '../effect.ts';
import type { Listener } from '../instance.ts';
import { outletOf, type Passage } from './passage.ts';

/** The armed event or wait that an event or the clock sets off; the upper one of equals. Undefined: none is. */
export function listenerFor(passage: Passage, eventName: string): Listener | undefined {
  return armed(passage).find((listener) => listener.kind === 'event' && listener.eventName === eventName);
}

/** The listener whose deadline passed first. */
export function listenerDue(passage: Passage): Listener | undefined {
  let first: Listener | undefined;
  for (const listener of armed(passage)) {
    if (listener.deadline === null || listener.deadline > passage.context.now) continue;
    if (!first || listener.deadline < (first.deadline ?? 0)) first = listener;
  }
  return first;
}

function armed({ state }: Passage): readonly Listener[] {
  return state.blocked?.on === 'listeners' ? state.blocked.listeners : [];
}

/**
 * Takes the branch of a listener, which cancels its siblings. By its deadline an event takes its timeout path, or
 * without one goes on as if it had come (J178).
 */
export function fire(
  passage: Passage,
  listener: Listener,
  by: 'event' | 'deadline',
  details?: StepEvent['details'],
): Outlet {
  const { journey } = passage;
  const activity = journey.activities.get(listener.activityId);
  if (!activity)
    throw new Error(`instance ${passage.instance.id} listens at ${listener.activityId}, which is not drawn`);
  const hasTimeoutPath = activity.kind === 'event' && activity.timeout?.hasPath === true;
  const branch = by === 'deadline' && hasTimeoutPath ? 'timeout' : 'next';
  passage.state.blocked = null;
  passage.record({
    activity,
    arrow: journey.arrows.get(listener.transitionId ?? '') ?? null,
    status: 'ended',
    startedAt: listener.armedAt,
    branch,
    ...(details ? { details } : {}),
  });
  return outletOf(activity, branch);
}
