import type { Activity } from './activity.ts';
import { checkAction } from './check/check-action.ts';
import { checkCondition } from './check/check-condition.ts';
import { checkDrawing } from './check/check-drawing.ts';
import { checkEvent } from './check/check-event.ts';
import { checkSourceParameters } from './check/check-needs.ts';
import { checkProperties, maxActivities } from './check/check-properties.ts';
import { checkWait } from './check/check-wait.ts';
import type { JourneyCheck } from './check/journey-check.ts';
import { type JourneyGraph, journeyGraph, leftToRight } from './graph.ts';
import { type JourneyDefinition, journeyDefinition } from './journey.ts';
import { type JourneyContext, type JourneyEvent, journeyCatalogue } from './journey-context.ts';
import { type JourneyIssue, journeyIssue } from './journey-issues.ts';

/** Longest life of an instance where the installation sets none, in days. */
export const defaultLifeDays = 30;

/**
 * Everything that is wrong with a journey, and everything worth a warning: first the journey as a whole, then its
 * activities from left to right. Drafts may be stored with any of it; only errors block publication. `definition` may be
 * any JSON (an import): what has not the shape of a definition is reported with ERR_JOURNEYVERSION_100 alone.
 */
export const validateJourney = (definition: unknown, context: JourneyContext): readonly JourneyIssue[] => {
  const parsed = journeyDefinition.safeParse(definition);
  if (parsed.success) return checkJourney(parsed.data, context);
  return parsed.error.issues.map(({ path, message }) =>
    journeyIssue('ERR_JOURNEYVERSION_100', { field: path.map(String).join('.') }, { reason: message }),
  );
};

/** Namespace of the first event, which all others must have; null when it has none or there is no first event. */
export const journeyNamespace = (definition: JourneyDefinition, context: JourneyContext): string | null =>
  firstEventOf(journeyGraph(definition), context)?.namespace ?? null;

const firstEventOf = ({ entry }: JourneyGraph, { events }: JourneyContext): JourneyEvent | null =>
  events.find(({ name }) => name === entry?.eventName) ?? null;

const checkJourney = (definition: JourneyDefinition, context: JourneyContext): readonly JourneyIssue[] => {
  const graph = journeyGraph(definition);
  const firstEvent = firstEventOf(graph, context);
  const properties = checkProperties(definition, firstEvent);
  // Beyond the limit the drawing is not looked at: what is far too large is refused at the price of counting.
  if (definition.activities.length > maxActivities) return inOrder(properties, definition.activities);
  const catalogue = journeyCatalogue(definition, context);
  const check = { context, graph, catalogue, firstEvent, lifeDays: context.lifeDays ?? defaultLifeDays };
  const found = [
    ...properties,
    ...checkDrawing(definition, graph),
    ...definition.activities.flatMap((activity) => [
      ...checkActivity(activity, check),
      ...checkSourceParameters(activity, check),
    ]),
  ];
  return inOrder(distinct(found), definition.activities);
};

const checkActivity = (activity: Activity, check: JourneyCheck): readonly JourneyIssue[] => {
  switch (activity.kind) {
    case 'event':
      return checkEvent(activity, check);
    case 'condition':
      return checkCondition(activity, check);
    case 'wait':
      return checkWait(activity, check);
    case 'action':
      return checkAction(activity, check);
    case 'end':
      return [];
  }
};

/** Several expressions of one activity may meet the same faulty parameter; people want to read it once. */
const distinct = (issues: readonly JourneyIssue[]): readonly JourneyIssue[] => [
  ...new Map(issues.map((found) => [JSON.stringify(found), found])).values(),
];

const inOrder = (issues: readonly JourneyIssue[], activities: readonly Activity[]): readonly JourneyIssue[] => {
  const places = new Map(leftToRight(activities).map((activity, place) => [activity.id, place]));
  const placeOf = ({ activityId }: JourneyIssue) => (activityId === undefined ? -1 : (places.get(activityId) ?? -1));
  return issues.toSorted((left, right) => placeOf(left) - placeOf(right));
};
