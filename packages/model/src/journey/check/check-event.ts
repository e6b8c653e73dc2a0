import type { ActivityOf } from '../activity.ts';
import { dayMs, durationMs } from '../duration.ts';
import { type JourneyIssue, journeyIssue } from '../journey-issues.ts';
import type { JourneyCheck } from './journey-check.ts';

/** An event activity names an event of the journey's namespace; its timeout is within the life of an instance. */
export const checkEvent = (activity: ActivityOf<'event'>, check: JourneyCheck): readonly JourneyIssue[] => [
  ...checkName(activity, check),
  ...checkTimeout(activity, check.lifeDays),
];

const checkName = ({ id, eventName }: ActivityOf<'event'>, check: JourneyCheck): readonly JourneyIssue[] => {
  const place = { activityId: id, field: 'eventName' };
  if (eventName === '') return [journeyIssue('ERR_JOURNEYVERSION_603', place)];
  const event = check.context.events.find(({ name }) => name === eventName);
  if (event === undefined) return [journeyIssue('ERR_JOURNEYVERSION_400', place, { name: eventName })];
  const first = check.firstEvent ?? event;
  if (event.namespace === first.namespace) return [];
  const params = { name: eventName, expected: first.namespace ?? 'none', found: event.namespace ?? 'none' };
  return [journeyIssue('ERR_JOURNEYVERSION_401', place, params)];
};

const checkTimeout = ({ id, timeout }: ActivityOf<'event'>, lifeDays: number): readonly JourneyIssue[] => {
  if (timeout === undefined) return [];
  const length = durationMs(timeout.duration);
  return length > 0 && length <= lifeDays * dayMs
    ? []
    : [journeyIssue('ERR_JOURNEYVERSION_403', { activityId: id, field: 'timeout.duration' }, { days: lifeDays })];
};
