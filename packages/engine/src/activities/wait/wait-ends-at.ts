import type { CompiledWait } from '../../compile/compiled-activity.ts';
import { StepFault } from '../../passage/step-fault.ts';
import type { Visit } from '../../passage/visit.ts';

/**
 * Epoch milliseconds at which a wait is over. A custom wait is a wall-clock time in the zone of the instance (J183);
 * a moment in the past means the wait is over already. Throws StepFault when there is no date.
 */
export function waitEndsAt(visit: Visit, { until }: CompiledWait): number {
  if (typeof until === 'number') return visit.passage.context.now + until;
  const local = until.evaluateDateTimeOnly(visit);
  if (local === null) throw new StepFault('the date to wait for is empty');
  return visit.instantOf(local);
}
