import type { FieldSchema } from '@cairn/expression';
import { fieldTree } from '../schema/field-tree.ts';
import { type PayloadCheck, payloadCheck } from '../schema/payload-check.ts';
import { payloadSchema } from '../schema/payload-schema.ts';
import type { ResolveLink, SchemaDefinition } from '../schema/schema-definition.ts';
import type { EventDefinition } from './event.ts';
import { effectiveSelection, eventIdField } from './event-selection.ts';

/** Declared payload of an event, as expressions see it: `EventSource.payload` of the engine. */
export const eventPayloadSchema = (
  event: EventDefinition,
  schema: SchemaDefinition,
  resolveLink?: ResolveLink,
): FieldSchema => payloadSchema(schema.document, selectionOf(event, schema, resolveLink), resolveLink);

/** Strict check of messages of an event; make it once per event. */
export const eventPayloadCheck = (
  event: EventDefinition,
  schema: SchemaDefinition,
  resolveLink?: ResolveLink,
): PayloadCheck => payloadCheck(schema.document, selectionOf(event, schema, resolveLink), resolveLink);

/** Dotted path of the member that carries the event ID in messages of a schema; null when it has none. */
export const eventIdPath = (schema: SchemaDefinition): string | null =>
  eventIdField(fieldTree(schema.document))?.path ?? null;

const selectionOf = (
  event: EventDefinition,
  schema: SchemaDefinition,
  resolveLink?: ResolveLink,
): readonly string[] => [...effectiveSelection(event, fieldTree(schema.document, resolveLink))];
