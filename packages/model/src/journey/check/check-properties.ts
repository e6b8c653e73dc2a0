import type { JourneyDefinition } from '../journey.ts';
import type { JourneyEvent } from '../journey-context.ts';
import { type JourneyIssue, journeyIssue } from '../journey-issues.ts';

/** Activities a journey may hold. */
export const maxActivities = 50;

/** Rules of the journey as a whole that need no drawing. `first` is the event that fixes its namespace. */
export const checkProperties = (definition: JourneyDefinition, first: JourneyEvent | null): readonly JourneyIssue[] => {
  const found: JourneyIssue[] = [];
  const { activities, timeZone, useProfileTimeZone } = definition;
  if (activities.length > maxActivities) {
    const params = { max: maxActivities, count: activities.length };
    found.push(journeyIssue('ERR_JOURNEYVERSION_103', { field: 'activities' }, params));
  }
  if (!isTimeZone(timeZone))
    found.push(journeyIssue('ERR_JOURNEYVERSION_104', { field: 'timeZone' }, { zone: timeZone }));
  if (useProfileTimeZone && first?.namespace === null) {
    found.push(journeyIssue('ERR_JOURNEYVERSION_107', { field: 'useProfileTimeZone' }));
  }
  return [...found, ...checkDates(definition), ...checkIds(definition)];
};

const checkDates = ({ startAt, endAt }: JourneyDefinition): readonly JourneyIssue[] => {
  const start = toInstant(startAt);
  const end = toInstant(endAt);
  if (start === null) return [journeyIssue('ERR_JOURNEYVERSION_105', { field: 'startAt' }, { value: startAt ?? '' })];
  if (end === null) return [journeyIssue('ERR_JOURNEYVERSION_105', { field: 'endAt' }, { value: endAt ?? '' })];
  const isReversed = start !== undefined && end !== undefined && Temporal.Instant.compare(start, end) >= 0;
  return isReversed ? [journeyIssue('ERR_JOURNEYVERSION_106', { field: 'endAt' })] : [];
};

const checkIds = ({ activities }: JourneyDefinition): readonly JourneyIssue[] =>
  activities
    .filter(({ id }, index) => activities.findIndex((other) => other.id === id) < index)
    .map(({ id }) => journeyIssue('ERR_JOURNEYVERSION_108', { activityId: id, field: 'id' }, { id }));

/** undefined = not given, null = not readable. */
const toInstant = (text: string | undefined): Temporal.Instant | null | undefined => {
  if (text === undefined) return undefined;
  try {
    return Temporal.Instant.from(text);
  } catch {
    return null;
  }
};

const isTimeZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};
