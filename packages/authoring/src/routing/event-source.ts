import type { EventSource } from '@cairn/engine';
import { type EventDefinition, eventIdPath, eventPayloadSchema, ruleText } from '@cairn/model';
import type { ObjectRow } from '../store.ts';
import type { SchemaRegistry } from './schema-registry.ts';

/** An event definition as the door matches it; null while its schema is not registered (an imported one may wait for it). */
export function toEventSource(row: ObjectRow, { byId, resolveLink }: SchemaRegistry): EventSource | null {
  const event = row.body as EventDefinition;
  const schema = byId.get(event.schemaId);
  if (schema === undefined) return null;
  const payload = eventPayloadSchema(event, schema, resolveLink);
  return {
    id: row.id,
    sandbox: row.sandbox,
    name: event.name,
    type: event.type,
    schemaId: event.schemaId,
    payload,
    ruleText: event.type === 'ruleBased' ? ruleText(event.rule, event.name, payload) : null,
    eventId: event.type === 'systemGenerated' ? (event.eventId ?? null) : null,
    eventIdPath: eventIdPath(schema),
    namespace: event.namespace ?? null,
    schemaName: schema.name,
    keyText: event.key,
    isKeptAsHistory: false,
  };
}
