import { secretPlaceholder } from '@cairn/model';
import type { AuthoringDeps } from '../authoring-deps.ts';
import { loadCurrentDefinition, loadNamedObjects } from '../journey/current-definition.ts';
import { listReferences } from '../journey/definition-references.ts';
import { findProblems, refuseErrors } from '../journey/find-problems.ts';
import { requireVersion } from '../refusal.ts';
import { mapAuthenticationSecrets } from '../secret/authentication-secrets.ts';
import type { ObjectRow } from '../store.ts';
import { selectSchemas } from './bundle-schemas.ts';
import { type JourneyBundle, journeyBundle } from './journey-bundle.ts';

/** One valid version as a document, with the objects as they are now and a placeholder for each secret. */
export async function exportVersion(deps: AuthoringDeps, sandbox: string, versionId: string): Promise<JourneyBundle> {
  const { store } = deps;
  const row = await requireVersion(store, sandbox, versionId);
  const journey = await loadCurrentDefinition(store, row);
  refuseErrors(await findProblems(deps, store, { ...row, definition: journey }));
  const references = listReferences(journey);
  const events = await loadNamedObjects(store, sandbox, 'event', references);
  const dataSources = await loadNamedObjects(store, sandbox, 'dataSource', references);
  const actions = await loadNamedObjects(store, sandbox, 'action', references);
  const schemas = await store.loadObjects(sandbox, 'schema');
  const bundle = {
    format: 'cairn-journey',
    formatVersion: 1,
    journey,
    schemas: schemas.map(toExported),
    events: events.map(toExported),
    dataSources: dataSources.map(toExported),
    actions: actions.map(toExported),
  };
  const parsed = journeyBundle.parse(bundle);
  return { ...parsed, schemas: [...selectSchemas(parsed.schemas, parsed.events, parsed.dataSources)] };
}

function toExported({ id, body }: ObjectRow) {
  return { id, body: mapAuthenticationSecrets(body as object, () => secretPlaceholder) };
}
