import type { JsonValue } from '@cairn/expression';
import { type EventDefinition, payloadPreview } from '@cairn/model';
import type { AuthoringDeps } from '../authoring-deps.ts';
import { notFound, requireObject } from '../refusal.ts';
import { createSchemaRegistry } from '../routing/schema-registry.ts';

/** Named as the source in previews; senders put their own name there. */
const sourceName = 'Cairn';

/** The message senders post for a stored event, event ID included. Throws AUTHORING_NOT_FOUND. */
export async function previewPayload(
  { store, organizationId }: AuthoringDeps,
  sandbox: string,
  eventDefinitionId: string,
): Promise<JsonValue> {
  const { body } = await requireObject(store, sandbox, 'event', 'event', eventDefinitionId);
  const event = body as EventDefinition;
  const { byId, resolveLink } = createSchemaRegistry(await store.loadObjects(sandbox, 'schema'));
  const schema = byId.get(event.schemaId);
  if (schema === undefined) throw notFound('schema', event.schemaId);
  return payloadPreview(event, schema, { organizationId, sourceName }, resolveLink);
}
