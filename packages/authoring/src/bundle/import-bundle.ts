import type { SchemaDefinition } from '@cairn/model';
import type { Author } from '../author.ts';
import type { AuthoringDeps } from '../authoring-deps.ts';
import { journeyNameLength } from '../journey/copies.ts';
import { renameReferences } from '../journey/definition-references.ts';
import { insertJourney } from '../journey/drafts.ts';
import { actionKind } from '../object/action-kind.ts';
import { dataSourceKind } from '../object/data-source-kind.ts';
import { eventKind, followName } from '../object/event-kind.ts';
import { schemaKind } from '../object/schema-kind.ts';
import { parseShape } from '../parse-shape.ts';
import { refuseProblems } from '../refusal.ts';
import type { AuthoringWrites, VersionRow } from '../store.ts';
import { renameLinks, selectSchemas } from './bundle-schemas.ts';
import { findDuplicates } from './find-duplicates.ts';
import { importName } from './import-name.ts';
import { ImportedObjects } from './imported-objects.ts';
import { type JourneyBundle, journeyBundle } from './journey-bundle.ts';

/**
 * Makes new objects of everything in the document, under free names, and a draft that uses them; nothing that exists
 * is changed, so that the same document can be imported any number of times. All or nothing.
 */
export async function importBundle(deps: AuthoringDeps, author: Author, sent: unknown): Promise<VersionRow> {
  const bundle = parseShape(journeyBundle, 'bundle', sent);
  refuseProblems('bundle', findDuplicates(bundle));
  return deps.store.change(author.sandbox, async (tx) => {
    const objects = new ImportedObjects(deps, tx, author);
    const schemaIds = await importSchemas(objects, tx, author, bundle);
    const event = await importEvents(objects, bundle, schemaIds);
    const dataSource = await importDataSources(deps, objects, bundle);
    const action = await importActions(deps, objects, bundle);
    await tx.bumpRoutingEpoch();
    const journey = renameReferences(bundle.journey, { event, dataSource, action });
    const name = importName(journey.name, new Set(await tx.loadJourneyNames(author.sandbox)), journeyNameLength);
    return insertJourney(tx, deps, author, { ...journey, name });
  });
}

type NewNames = ReadonlyMap<string, string>;

/**
 * A schema that is registered here under its id serves as it is; others are registered anew, those of the built-in
 * source excepted. Returns id -> id here.
 */
async function importSchemas(
  objects: ImportedObjects,
  tx: AuthoringWrites,
  { sandbox }: Author,
  { schemas, events }: JourneyBundle,
): Promise<ReadonlyMap<string, string>> {
  const present = new Set((await tx.loadObjects(sandbox, 'schema')).map(({ id }) => id));
  const needed = selectSchemas(schemas, events, []);
  const missing = needed.filter(({ id }) => !present.has(id));
  const names = await objects.freeNames('schema', missing);
  const ids = new Map(needed.map(({ id }) => [id, id]));
  for (const { id, body } of missing) {
    const name = names.get(body.name) ?? body.name;
    const schema: SchemaDefinition = { ...body, name, document: renameLinks(body.document, names) };
    const path = `schemas.${schemas.findIndex((item) => item.id === id)}.body`;
    ids.set(id, await objects.insert(schemaKind, path, schema));
  }
  return ids;
}

/** An event whose schema is neither here nor in the document is kept as it is: the journey shows the error. */
async function importEvents(
  objects: ImportedObjects,
  { events }: JourneyBundle,
  schemaIds: ReadonlyMap<string, string>,
): Promise<NewNames> {
  const names = await objects.freeNames('event', events);
  for (const [index, { body }] of events.entries()) {
    const schemaId = schemaIds.get(body.schemaId) ?? body.schemaId;
    const renamed = followName({ ...body, name: names.get(body.name) ?? body.name, schemaId }, body.name);
    const event = renamed.type === 'systemGenerated' ? { ...renamed, eventId: undefined } : renamed;
    const isKnown = schemaIds.has(body.schemaId) || (await objects.hasSchema(schemaId));
    await (isKnown
      ? objects.insert(eventKind, `events.${index}.body`, event)
      : objects.insertUnchecked(eventKind, event));
  }
  return names;
}

async function importDataSources(
  deps: AuthoringDeps,
  objects: ImportedObjects,
  { dataSources }: JourneyBundle,
): Promise<NewNames> {
  const external = dataSources.filter(({ body }) => body.kind === 'external');
  const names = await objects.freeNames('dataSource', external);
  for (const { body } of external) {
    const path = `dataSources.${dataSources.findIndex((item) => item.body === body)}.body`;
    await objects.insert(dataSourceKind(deps), path, { ...body, name: names.get(body.name) ?? body.name });
  }
  return names;
}

async function importActions(
  deps: AuthoringDeps,
  objects: ImportedObjects,
  { actions }: JourneyBundle,
): Promise<NewNames> {
  const names = await objects.freeNames('action', actions);
  for (const [index, { body }] of actions.entries()) {
    await objects.insert(actionKind(deps), `actions.${index}.body`, {
      ...body,
      name: names.get(body.name) ?? body.name,
    });
  }
  return names;
}
