import type { ActivityOf } from '@cairn/model';
import type { ActivitySurroundings } from '../../compile/activity-surroundings.ts';
import type { CompiledWait } from '../../compile/compiled-activity.ts';
import { durationMs } from '../../compile/duration.ts';
import { nodeName } from '../../compile/node-name.ts';

export function compileWait(activity: ActivityOf<'wait'>, { compiler, outlets }: ActivitySurroundings): CompiledWait {
  const { wait } = activity;
  const until =
    wait.type === 'duration'
      ? durationMs(wait.duration, compiler)
      : compiler.expression(wait.expression, { resultType: 'dateTimeOnly' });
  return {
    kind: 'wait',
    id: activity.id,
    name: nodeName('Wait', activity.label),
    nodeType: 'wait',
    outlets,
    hasAlternativePath: activity.hasAlternativePath,
    fetches: compiler.planFetches(activity.sourceParameters),
    until,
  };
}
