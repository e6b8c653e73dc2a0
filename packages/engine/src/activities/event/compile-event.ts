import type { ActivityOf } from '@cairn/model';
import type { ActivitySurroundings } from '../../compile/activity-surroundings.ts';
import type { CompiledEvent } from '../../compile/compiled-activity.ts';
import { durationMs } from '../../compile/duration.ts';
import { nodeName } from '../../compile/node-name.ts';
import { emptyPlan } from '../../fetch/fetch-plan.ts';

export function compileEvent(activity: ActivityOf<'event'>, surroundings: ActivitySurroundings): CompiledEvent {
  const { compiler, eventNames, isEntry, outlets } = surroundings;
  if (!eventNames.has(activity.eventName)) {
    compiler.fail('ENGINE_UNKNOWN_EVENT', `event ${activity.eventName} does not exist`);
  }
  const timeout = activity.timeout ?? null;
  return {
    kind: 'event',
    id: activity.id,
    name: nodeName(activity.eventName, activity.label),
    nodeType: isEntry ? 'start' : 'event',
    outlets,
    hasAlternativePath: false,
    fetches: emptyPlan,
    eventName: activity.eventName,
    timeout: timeout && { afterMs: durationMs(timeout.duration, compiler), hasPath: timeout.hasPath },
  };
}
