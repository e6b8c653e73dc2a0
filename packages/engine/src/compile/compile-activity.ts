import type { Activity } from '@cairn/model';
import { compileAction } from '../activities/action/compile-action.ts';
import { compileCondition } from '../activities/condition/compile-condition.ts';
import { compileEvent } from '../activities/event/compile-event.ts';
import { compileWait } from '../activities/wait/compile-wait.ts';
import { emptyPlan } from '../fetch/fetch-plan.ts';
import type { ActivitySurroundings } from './activity-surroundings.ts';
import type { CompiledActivity } from './compiled-activity.ts';
import { nodeName } from './node-name.ts';

export function compileActivity(activity: Activity, surroundings: ActivitySurroundings): CompiledActivity {
  switch (activity.kind) {
    case 'event':
      return compileEvent(activity, surroundings);
    case 'condition':
      return compileCondition(activity, surroundings);
    case 'wait':
      return compileWait(activity, surroundings);
    case 'action':
      return compileAction(activity, surroundings);
    case 'end':
      return {
        kind: 'end',
        id: activity.id,
        name: nodeName('End', activity.label),
        nodeType: 'end',
        outlets: surroundings.outlets,
        hasAlternativePath: false,
        fetches: emptyPlan,
      };
  }
}
