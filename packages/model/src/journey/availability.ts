import type { JourneyDefinition } from './journey.ts';
import { activitiesOf, type JourneyContext, type JourneyEvent } from './journey-context.ts';
import { journeyNamespace } from './validate-journey.ts';

/** Events that may be placed next: any as the first one, then only those with the first one's namespace (or also without). */
export const availableEvents = (definition: JourneyDefinition, context: JourneyContext): readonly JourneyEvent[] => {
  if (activitiesOf(definition, 'event').length === 0) return context.events;
  const namespace = journeyNamespace(definition, context);
  return context.events.filter((event) => event.namespace === namespace);
};

/** Kinds of activities that may be placed next: only an event until there is one. */
export const availableKinds = (
  definition: JourneyDefinition,
): readonly ('event' | 'condition' | 'wait' | 'action' | 'end')[] =>
  activitiesOf(definition, 'event').length === 0 ? ['event'] : ['event', 'condition', 'wait', 'action', 'end'];

/** Whether groups of the profile source can be read: they need to know who the person is. */
export const isProfileAvailable = (definition: JourneyDefinition, context: JourneyContext): boolean =>
  journeyNamespace(definition, context) !== null;
