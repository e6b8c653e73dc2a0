import type { ActivityOf, ConditionPath } from '../activity.ts';
import { type JourneyIssue, journeyIssue } from '../journey-issues.ts';
import { checkExpression } from './check-expression.ts';
import type { JourneyCheck } from './journey-check.ts';

type Condition = ActivityOf<'condition'>;
type PathOf<T extends ConditionPath['type']> = Extract<ConditionPath, { type: T }>;

/** A condition has paths of its own type, each with something to test; a split has shares that sum to 100 and no other path. */
export const checkCondition = (activity: Condition, check: JourneyCheck): readonly JourneyIssue[] => {
  const place = { activityId: activity.id, field: 'paths' };
  if (activity.paths.length === 0) return [journeyIssue('ERR_JOURNEYVERSION_201', place)];
  return [
    ...activity.paths.flatMap((path, index) => checkPath(path, index, activity, check)),
    ...(activity.type === 'split' ? checkSplit(activity) : []),
  ];
};

const reservedBranches = ['next', 'timeout', 'other', 'error'];

const checkPath = (
  path: ConditionPath,
  index: number,
  activity: Condition,
  check: JourneyCheck,
): readonly JourneyIssue[] => {
  const field = `paths.${index}`;
  const isRepeated = activity.paths.findIndex((other) => other.id === path.id) < index;
  const found: JourneyIssue[] = [];
  if (isRepeated || reservedBranches.includes(path.id)) {
    found.push(
      journeyIssue('ERR_JOURNEYVERSION_212', { activityId: activity.id, field: `${field}.id` }, { id: path.id }),
    );
  }
  if (path.type !== activity.type) {
    return [...found, journeyIssue('ERR_JOURNEYVERSION_208', { activityId: activity.id, field: `${field}.type` })];
  }
  return [...found, ...checkTest(path, field, activity, check)];
};

const checkTest = (
  path: ConditionPath,
  field: string,
  activity: Condition,
  check: JourneyCheck,
): readonly JourneyIssue[] => {
  switch (path.type) {
    case 'data':
      return checkData(path, `${field}.expression`, activity, check);
    case 'time':
      return checkTime(path, field, activity.id);
    case 'date':
      return checkDate(path, field, activity.id);
    case 'split':
      return path.percent >= 0 && path.percent <= 100
        ? []
        : [journeyIssue('ERR_JOURNEYVERSION_205', { activityId: activity.id, field: `${field}.percent` })];
  }
};

const checkData = (
  { expression }: PathOf<'data'>,
  field: string,
  activity: Condition,
  check: JourneyCheck,
): readonly JourneyIssue[] => {
  const place = { activityId: activity.id, field };
  if (expression.trim() === '') return [journeyIssue('ERR_JOURNEYVERSION_200', place)];
  const typeIssue = (reason: string) => journeyIssue('ERR_JOURNEYVERSION_203', place, { reason });
  return checkExpression({ text: expression, activity, field, resultType: 'boolean', typeIssue }, check);
};

const checkTime = ({ hours, weekdays }: PathOf<'time'>, field: string, activityId: string): readonly JourneyIssue[] => {
  if (hours === undefined && weekdays === undefined)
    return [journeyIssue('ERR_JOURNEYVERSION_200', { activityId, field })];
  const found: JourneyIssue[] = [];
  const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
  if (hours !== undefined && !(isTime(hours.from) && isTime(hours.to) && hours.from !== hours.to)) {
    found.push(journeyIssue('ERR_JOURNEYVERSION_209', { activityId, field: `${field}.hours` }));
  }
  if (weekdays !== undefined && (weekdays.length === 0 || new Set(weekdays).size < weekdays.length)) {
    found.push(journeyIssue('ERR_JOURNEYVERSION_210', { activityId, field: `${field}.weekdays` }));
  }
  return found;
};

const checkDate = ({ from, to }: PathOf<'date'>, field: string, activityId: string): readonly JourneyIssue[] => {
  if (from === undefined && to === undefined) return [journeyIssue('ERR_JOURNEYVERSION_200', { activityId, field })];
  const [start, end] = [from, to].map(toLocal);
  const isReadable = start !== null && end !== null;
  const isOrdered = !start || !end || Temporal.PlainDateTime.compare(start, end) < 0;
  return isReadable && isOrdered ? [] : [journeyIssue('ERR_JOURNEYVERSION_211', { activityId, field })];
};

/** undefined = not given, null = not readable or with an offset, which a wall-clock date has not. */
const toLocal = (text: string | undefined): Temporal.PlainDateTime | null | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/.test(text)) return null;
  try {
    return Temporal.PlainDateTime.from(text);
  } catch {
    return null;
  }
};

const checkSplit = ({ id, paths, hasOtherPath }: Condition): readonly JourneyIssue[] => {
  const sum = paths.reduce((total, path) => total + (path.type === 'split' ? path.percent : 0), 0);
  const place = { activityId: id, field: 'paths' };
  return [
    ...(paths.length < 2 ? [journeyIssue('ERR_JOURNEYVERSION_206', place)] : []),
    ...(sum === 100 ? [] : [journeyIssue('ERR_JOURNEYVERSION_204', place, { sum })]),
    ...(hasOtherPath ? [journeyIssue('ERR_JOURNEYVERSION_207', { activityId: id, field: 'hasOtherPath' })] : []),
  ];
};
