import type { CustomAction } from '@cairn/model';
import { toEventSource } from '../routing/event-source.ts';
import { createSchemaRegistry } from '../routing/schema-registry.ts';
import { toSourceSnapshot } from '../routing/source-snapshot.ts';
import type { AuthoringWrites, ObjectRow, VersionRow } from '../store.ts';
import { loadNamedObjects } from './current-definition.ts';
import { listReferences } from './definition-references.ts';

/** Binds a version that goes live to the objects it names, and keeps their shapes as they are now. */
export async function bindReferences(tx: AuthoringWrites, row: VersionRow): Promise<void> {
  const references = listReferences(row.definition);
  const schemas = createSchemaRegistry(await tx.loadObjects(row.sandbox, 'schema'));
  const events = await loadNamedObjects(tx, row.sandbox, 'event', references);
  const actions = await loadNamedObjects(tx, row.sandbox, 'action', references);
  const dataSources = await loadNamedObjects(tx, row.sandbox, 'dataSource', references);
  const objects = [...events, ...actions, ...dataSources];
  const bound = references.map((reference) => ({
    ...reference,
    objectId: objects.find(({ kind, name }) => kind === reference.kind && name === reference.name)?.id ?? null,
  }));
  await tx.saveReferences(row.id, bound);
  await tx.saveSnapshot(row.id, {
    events: events.map((event) => toEventSource(event, schemas)).filter((source) => source !== null),
    actions: actions.map(toActionSnapshot),
    dataSources: dataSources.map((source) => toSourceSnapshot(source, schemas)),
  });
}

/** Credentials stay with the action, even sealed ones. */
function toActionSnapshot({ id, body }: ObjectRow) {
  return { id, action: { ...(body as CustomAction), authentication: { type: 'none' as const } } };
}
