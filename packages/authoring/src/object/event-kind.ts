import {
  type EventDefinition,
  eventChangesAllowed,
  eventDefinition,
  issue,
  validateEvent,
  withEventId,
} from '@cairn/model';
import type { Problem } from '../authoring-error.ts';
import { renameInExpression } from '../journey/expression-references.ts';
import { parseShape } from '../parse-shape.ts';
import { refuseProblems } from '../refusal.ts';
import { createSchemaRegistry } from '../routing/schema-registry.ts';
import type { KindRules } from './object-kind.ts';
import { usageOf } from './usage.ts';

/** Events that journeys start from and wait for (section 2). */
export const eventKind: KindRules<EventDefinition> = {
  kind: 'event',
  label: 'event',
  isRouted: true,
  parse: async (sent, { sandbox, reads, stored, freshId }) => {
    const former = stored as EventDefinition | null;
    const shaped = parseShape(eventDefinition, 'event', sent);
    refuseProblems('event', findInventedId(shaped, former));
    const renamed = former === null ? shaped : followName(shaped, former.name);
    const event = withEventId(renamed, former, freshId);
    const { byId, resolveLink } = createSchemaRegistry(await reads.loadObjects(sandbox, 'schema'));
    const schema = byId.get(event.schemaId);
    refuseProblems('event', schema ? validateEvent(event, schema, resolveLink) : [unknownSchema(event)]);
    return event;
  },
  findLockedChanges: (before, after, uses) => eventChangesAllowed(before, after, usageOf(uses)),
  copy: (event, name, freshId) => withEventId(followName({ ...event, name }, event.name), null, freshId),
};

/** An event reads its own payload under its own name; the key follows when the name changes. */
export function followName(event: EventDefinition, formerName: string): EventDefinition {
  return { ...event, key: renameInExpression(event.key, { event: new Map([[formerName, event.name]]) }) };
}

/** Senders and authors never invent an event ID: it is absent before the first save and cannot change after. */
function findInventedId(sent: EventDefinition, former: EventDefinition | null): readonly Problem[] {
  if (sent.type !== 'systemGenerated' || sent.eventId === undefined) return [];
  const known = former?.type === 'systemGenerated' ? former.eventId : undefined;
  return sent.eventId === known ? [] : [issue('MODEL_EVENT_ID_CHANGED', 'eventId', {})];
}

function unknownSchema({ schemaId }: EventDefinition): Problem {
  const message = `There is no schema ${JSON.stringify(schemaId)} in this sandbox. Register it or choose another.`;
  return { path: 'schemaId', code: 'AUTHORING_UNKNOWN_SCHEMA', message };
}
