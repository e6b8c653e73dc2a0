import type { JsonValue, TypeName } from '@cairn/expression';
import { fieldTree, type SchemaField } from '../schema/field-tree.ts';
import { restrictTree } from '../schema/payload-schema.ts';
import type { ResolveLink, SchemaDefinition } from '../schema/schema-definition.ts';
import { elementTypeOf } from '../schema/value-type.ts';
import type { EventDefinition } from './event.ts';
import { effectiveSelection } from './event-selection.ts';

/** What the header of a preview names besides the event. */
export interface PreviewHeader {
  readonly organizationId: string;
  readonly sourceName: string;
  /** Where senders want messages stored; left out when absent. */
  readonly datasetId?: string;
}

const placeholders: Readonly<Record<Exclude<TypeName, `list${string}`>, JsonValue>> = {
  string: 'string',
  integer: 10,
  decimal: 10.5,
  boolean: true,
  dateOnly: '2024-01-31',
  dateTimeOnly: '2024-01-31T12:00:00',
  dateTime: '2024-01-31T12:00:00Z',
  duration: 'PT1H',
  object: {},
  any: 'string',
  null: null,
};

/**
 * The message a sender posts for an event: header, then schema reference and an entity with exactly the selected
 * fields, each holding a placeholder of its type. A system-generated event that was saved carries its event ID.
 */
export const payloadPreview = (
  event: EventDefinition,
  schema: SchemaDefinition,
  header: PreviewHeader,
  resolveLink?: ResolveLink,
): JsonValue => {
  const schemaRef = { id: event.schemaId, contentType: 'application/json;version=1' };
  return {
    header: {
      messageType: 'eventCreate',
      messageId: 'string',
      messageVersion: '1.0',
      transactionId: 'string',
      ...(header.datasetId === undefined ? {} : { datasetId: header.datasetId }),
      organizationId: header.organizationId,
      schemaRef,
      source: { name: header.sourceName },
    },
    body: { xdmMeta: { schemaRef }, xdmEntity: entityPreview(event, schema, resolveLink) },
  };
};

/** The text shown and copied: two spaces of indentation. */
export const previewText = (preview: JsonValue): string => JSON.stringify(preview, null, 2);

const entityPreview = (event: EventDefinition, schema: SchemaDefinition, resolveLink?: ResolveLink): JsonValue => {
  const tree = fieldTree(schema.document, resolveLink);
  const eventId = event.type === 'systemGenerated' ? event.eventId : undefined;
  return members(restrictTree(tree, effectiveSelection(event, tree)), eventId);
};

const members = (fields: readonly SchemaField[], eventId: string | undefined): JsonValue =>
  Object.fromEntries(fields.map((field) => [field.name, placeholder(field, eventId)]));

const placeholder = (field: SchemaField, eventId: string | undefined): JsonValue => {
  if (field.isEventId && eventId !== undefined) return eventId;
  if (field.enumeration?.[0] !== undefined) return field.enumeration[0];
  if (field.type === 'object' && field.children.length > 0) return members(field.children, eventId);
  if (field.type === 'listObject') return [members(field.children, eventId)];
  const element = elementTypeOf(field.type);
  if (element === null) return placeholders[field.type as keyof typeof placeholders];
  return [placeholders[element as keyof typeof placeholders]];
};
