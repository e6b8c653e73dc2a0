import { compile, ExpressionError, type ExpressionNeeds, type FieldSchema, type GroupNeed } from '@cairn/expression';
import type { Activity } from '../activity.ts';
import { type JourneyIssue, journeyIssue } from '../journey-issues.ts';
import type { JourneyCheck } from './journey-check.ts';

/** Where an expression stands, and which groups' parameters led to it. */
interface NeedPlace {
  readonly activity: Activity;
  readonly field: string;
  readonly chain: readonly string[];
}

/**
 * What an expression reads can be had at this place: profile groups need a namespace, every parameter of a group a value,
 * inline or in the activity's tabs, and those values are expressions in their turn. Events and actions that do not
 * come before, and fields that events do not have, are null for the language and worth a warning here.
 */
export const checkNeeds = (needs: ExpressionNeeds, place: NeedPlace, check: JourneyCheck): readonly JourneyIssue[] => [
  ...needs.groups.flatMap((need) => checkGroup(need, place, check)),
  ...checkOrder(needs, place, check),
  ...checkFields(needs, place, check),
];

const checkFields = (
  needs: ExpressionNeeds,
  { activity, field }: NeedPlace,
  check: JourneyCheck,
): readonly JourneyIssue[] =>
  needs.events
    .filter(({ event, path }) => lacksField(check.catalogue.events.get(event), path.split('.')))
    .map(({ event, path }) =>
      journeyIssue('ERR_JOURNEYVERSION_806', { activityId: activity.id, field }, { name: event, path }),
    );

/** Where the declared shape ends (an undeclared field, a map), anything may follow. */
const lacksField = (schema: FieldSchema | undefined, [name, ...rest]: readonly string[]): boolean => {
  if (schema?.fields === undefined || name === undefined) return false;
  const member = ownMember(schema.fields, name);
  return member === undefined || lacksField(member, rest);
};

const checkOrder = (
  needs: ExpressionNeeds,
  { activity, field }: NeedPlace,
  check: JourneyCheck,
): readonly JourneyIssue[] => {
  // What is not connected yet has nothing before it; that error says enough.
  if (!check.graph.reachable.has(activity.id)) return [];
  const place = { activityId: activity.id, field };
  const earlier = check.graph.before(activity.id);
  const events = new Set(earlier.map((other) => (other.kind === 'event' ? other.eventName : null)));
  const actions = new Set(earlier.map((other) => (other.kind === 'action' ? other.actionName : null)));
  const missing = (names: readonly string[], known: ReadonlySet<string | null>) =>
    [...new Set(names)].filter((name) => !known.has(name));
  return [
    ...missing(
      needs.events.map(({ event }) => event),
      events,
    ).map((name) => journeyIssue('ERR_JOURNEYVERSION_802', place, { name })),
    ...missing(
      needs.actions.map(({ action }) => action),
      actions,
    ).map((name) => journeyIssue('ERR_JOURNEYVERSION_803', place, { name })),
  ];
};

const checkGroup = (need: GroupNeed, place: NeedPlace, check: JourneyCheck): readonly JourneyIssue[] => {
  const { source, group } = need;
  const known = check.catalogue.dataSources.get(source)?.get(group);
  if (known === undefined) return [];
  const at = { activityId: place.activity.id, field: place.field };
  if (known.isProfile && check.firstEvent?.namespace === null)
    return [journeyIssue('ERR_JOURNEYVERSION_801', at, { source, group })];
  if (place.chain.includes(keyOf(need))) return [journeyIssue('ERR_JOURNEYVERSION_804', at, { source, group })];
  if (need.params !== undefined) {
    return known.params
      .filter((parameter) => !need.params?.has(parameter))
      .map((parameter) => journeyIssue('ERR_JOURNEYVERSION_602', at, { parameter, source, group }));
  }
  return known.params.flatMap((parameter) => checkTab(need, parameter, place, check));
};

/** The value of one parameter in the activity's tabs. */
const checkTab = (
  need: GroupNeed,
  parameter: string,
  place: NeedPlace,
  check: JourneyCheck,
): readonly JourneyIssue[] => {
  const { source, group } = need;
  const field = `sourceParameters.${source}.${group}.${parameter}`;
  const at = { activityId: place.activity.id, field };
  const text = tabText(place.activity, need, parameter);
  if (text.trim() === '') return [journeyIssue('ERR_JOURNEYVERSION_602', at, { parameter, source, group })];
  try {
    const { needs } = compile(text, check.catalogue);
    return checkNeeds(needs, { ...place, field, chain: [...place.chain, keyOf(need)] }, check);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return [journeyIssue('ERR_JOURNEYVERSION_800', at, { reason: error.message })];
  }
};

const tabText = (activity: Activity, { source, group }: GroupNeed, parameter: string): string => {
  if (!('sourceParameters' in activity)) return '';
  const groups = ownMember(activity.sourceParameters, source);
  const parameters = groups && ownMember(groups, group);
  return (parameters && ownMember(parameters, parameter)) ?? '';
};

/** Tabs that belong to no parameter of any group are refused: they are misspelt, or the group changed. */
export const checkSourceParameters = (activity: Activity, check: JourneyCheck): readonly JourneyIssue[] => {
  if (!('sourceParameters' in activity)) return [];
  return Object.entries(activity.sourceParameters).flatMap(([source, groups]) =>
    Object.entries(groups).flatMap(([group, parameters]) =>
      Object.keys(parameters)
        .filter((parameter) => !check.catalogue.dataSources.get(source)?.get(group)?.params.includes(parameter))
        .map((parameter) => {
          const place = { activityId: activity.id, field: `sourceParameters.${source}.${group}.${parameter}` };
          return journeyIssue('ERR_JOURNEYVERSION_805', place, { source, group, parameter });
        }),
    ),
  );
};

const ownMember = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

const keyOf = ({ source, group }: GroupNeed): string => JSON.stringify([source, group]);
