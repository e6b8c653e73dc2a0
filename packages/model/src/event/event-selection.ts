import { selectedLeaves } from '../schema/field-selection.ts';
import { fieldsOf, type SchemaField } from '../schema/field-tree.ts';
import type { SchemaDefinition } from '../schema/schema-definition.ts';
import type { EventDefinition } from './event.ts';

/** The field that carries the ID of a system-generated event. */
export const eventIdField = (tree: readonly SchemaField[]): SchemaField | undefined =>
  fieldsOf(tree).find((field) => field.isEventId && !field.isLinked);

/**
 * The leaves an event's payload consists of. The event ID belongs to a system-generated event once it has one, selected or
 * not; it is absent before the first save, and is an ordinary field for rule-based events.
 */
export const effectiveSelection = (event: EventDefinition, tree: readonly SchemaField[]): ReadonlySet<string> => {
  const leaves = new Set(selectedLeaves(tree, event.fields));
  const idPath = eventIdField(tree)?.path;
  if (event.type === 'ruleBased' || idPath === undefined) return leaves;
  if (event.eventId === undefined) leaves.delete(idPath);
  else leaves.add(idPath);
  return leaves;
};

/** Number of selected fields, as the pane reads it. */
export const selectionCount = (event: EventDefinition, tree: readonly SchemaField[]): number =>
  effectiveSelection(event, tree).size;

/** Whether an event of the type can be made from a schema: event class, with an event ID field if it is system-generated. */
export const isSchemaAvailable = (
  type: EventDefinition['type'],
  schema: SchemaDefinition,
  tree: readonly SchemaField[],
): boolean => schema.class === 'event' && (type === 'ruleBased' || eventIdField(tree) !== undefined);

/** A system-generated event as it is stored: the ID made at the first save, and the same one ever after. */
export const withEventId = (
  event: EventDefinition,
  stored: EventDefinition | null,
  freshId: string,
): EventDefinition => {
  if (event.type === 'ruleBased') return event;
  const former = stored?.type === 'systemGenerated' ? stored.eventId : undefined;
  return { ...event, eventId: former ?? freshId };
};
