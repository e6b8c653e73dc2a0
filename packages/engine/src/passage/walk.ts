import { startAction } from '../activities/action/start-action.ts';
import { passCondition } from '../activities/condition/pass-condition.ts';
import type { Arrow, CompiledAction, CompiledCondition, Outlet } from '../compile/compiled-activity.ts';
import { armListeners } from './arm-listeners.ts';
import { maxImmediateSteps } from './context.ts';
import type { Passage } from './passage.ts';
import { Visit } from './visit.ts';

/** Follows outlets from activity to activity until the instance blocks or ends (null). */
export function walk(passage: Passage, from: Outlet | null): void {
  let outlet = from;
  for (let steps = 0; outlet !== null; steps++) {
    outlet = steps < maxImmediateSteps ? step(passage, outlet) : passage.end('error');
  }
}

function step(passage: Passage, outlet: Outlet): Outlet | null {
  const [arrow] = outlet;
  // An End is a mark, not a step: what came before it was the last one.
  if (!arrow || arrow.to.kind === 'end') return passage.end('completed');
  if (arrow.to.kind === 'event' || arrow.to.kind === 'wait') return armListeners(passage, outlet);
  return visitActivity(new Visit(passage, arrow.to, arrow), arrow.to);
}

/** Enters or resumes an activity that can stand alone behind an arrow. */
export function visitActivity(visit: Visit, activity: CompiledAction | CompiledCondition): Outlet | null {
  return activity.kind === 'condition' ? passCondition(visit, activity) : startAction(visit, activity);
}

/** Where an instance that blocked at this arrow goes on. */
export function resumeAt(
  passage: Passage,
  arrow: Arrow,
  resumed: ConstructorParameters<typeof Visit>[3],
): Outlet | null {
  const { to } = arrow;
  if (to.kind === 'condition' || to.kind === 'action') return visitActivity(new Visit(passage, to, arrow, resumed), to);
  return armListeners(passage, arrow.outlet, resumed);
}
