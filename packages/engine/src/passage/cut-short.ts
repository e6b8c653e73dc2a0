import type { CompiledActivity } from '../compile/compiled-activity.ts';
import type { StepEvent } from '../effect.ts';
import type { Instance } from '../instance.ts';
import type { Passage } from './passage.ts';

/**
 * Ends an instance where it stands: at the end of its life (`timedOut`, what it carried is erased), because its journey
 * was stopped, or by a defect (`error`). One step event at the activity it was blocked on says so.
 */
export function cutShort(passage: Passage, status: Exclude<Instance['status'], 'running' | 'completed'>): void {
  const { state, journey, context } = passage;
  const place = blockedPlace(passage);
  const activity = journey.activities.get(place.activityId ?? '');
  if (activity) {
    passage.record({
      activity: activity as CompiledActivity,
      arrow: journey.arrows.get(place.transitionId ?? '') ?? null,
      status: stepStatuses[status],
      startedAt: place.startedAt ?? context.now,
    });
  }
  state.blocked = null;
  passage.end(status);
  if (status === 'timedOut') passage.erase();
}

const stepStatuses: Readonly<Record<'timedOut' | 'stopped' | 'error', StepEvent['stepStatus']>> = {
  timedOut: 'instanceTimedout',
  stopped: 'ended',
  error: 'error',
};

function blockedPlace({ state }: Passage): {
  activityId?: string;
  transitionId?: string | null;
  startedAt?: number;
} {
  const { blocked, lastStep } = state;
  if (blocked?.on === 'call') return blocked;
  const [listener] = blocked?.listeners ?? [];
  if (listener)
    return { activityId: listener.activityId, transitionId: listener.transitionId, startedAt: listener.armedAt };
  return lastStep ? { activityId: lastStep.activityId } : {};
}
