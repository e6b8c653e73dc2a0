import type { Catalogue, FieldSchema } from '@cairn/expression';
import type { CustomAction } from '../action/action.ts';
import { responseSchema } from '../action/response-schema.ts';
import { type SourceGroups, sourceCatalogue } from '../data-source/source-catalogue.ts';
import type { ActivityKind, ActivityOf } from './activity.ts';
import type { JourneyDefinition } from './journey.ts';

/** An event as journeys see it. */
export interface JourneyEvent {
  readonly name: string;
  readonly namespace: string | null;
  readonly payload: FieldSchema;
}

/** The objects of the sandbox a journey may use. The members of the engine's JourneySource fit as they are. */
export interface JourneyContext {
  readonly events: readonly JourneyEvent[];
  readonly actions: readonly { readonly action: CustomAction }[];
  readonly dataSources: readonly SourceGroups[];
  /** Known segment names; absent = any name is accepted. */
  readonly segments?: ReadonlySet<string>;
  /** Longest life of an instance, and so of a wait or timeout, in days. Default 30. */
  readonly lifeDays?: number;
}

/** What expressions of a journey can read: its own events and actions, and every data source of the sandbox. */
export const journeyCatalogue = (definition: JourneyDefinition, context: JourneyContext): Catalogue => {
  const eventNames = new Set(activitiesOf(definition, 'event').map((activity) => activity.eventName));
  const actionNames = new Set(activitiesOf(definition, 'action').map((activity) => activity.actionName));
  return {
    events: new Map(
      context.events.filter(({ name }) => eventNames.has(name)).map(({ name, payload }) => [name, payload]),
    ),
    actions: new Map(
      context.actions
        .filter(({ action }) => actionNames.has(action.name))
        .map(({ action }) => [action.name, responseSchema(action)]),
    ),
    dataSources: sourceCatalogue(context.dataSources),
    ...(context.segments === undefined ? {} : { segments: context.segments }),
  };
};

/** The activities of one kind, in the order of the definition. */
export const activitiesOf = <K extends ActivityKind>(
  definition: JourneyDefinition,
  kind: K,
): readonly ActivityOf<K>[] =>
  definition.activities.filter((activity): activity is ActivityOf<K> => activity.kind === kind);
