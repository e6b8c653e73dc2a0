import type { ActivityOf } from '../activity.ts';
import { dayMs, durationMs } from '../duration.ts';
import { type JourneyIssue, journeyIssue } from '../journey-issues.ts';
import { checkExpression } from './check-expression.ts';
import type { JourneyCheck } from './journey-check.ts';

/** A wait lasts no longer than an instance lives; a custom one is an expression of type dateTimeOnly. */
export const checkWait = (activity: ActivityOf<'wait'>, check: JourneyCheck): readonly JourneyIssue[] => {
  const { wait, id } = activity;
  if (wait.type === 'duration') {
    return durationMs(wait.duration) <= check.lifeDays * dayMs
      ? []
      : [journeyIssue('ERR_JOURNEYVERSION_501', { activityId: id, field: 'wait.duration' }, { days: check.lifeDays })];
  }
  const field = 'wait.expression';
  if (wait.expression.trim() === '') return [journeyIssue('ERR_JOURNEYVERSION_500', { activityId: id, field })];
  const typeIssue = (reason: string) => journeyIssue('ERR_JOURNEYVERSION_502', { activityId: id, field }, { reason });
  return checkExpression({ text: wait.expression, activity, field, resultType: 'dateTimeOnly', typeIssue }, check);
};
