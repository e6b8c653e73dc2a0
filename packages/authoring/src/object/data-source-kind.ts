import { type DataSource, dataSource, dataSourceChangesAllowed, validateDataSource } from '@cairn/model';
import type { AuthoringDeps } from '../authoring-deps.ts';
import type { Problem } from '../authoring-error.ts';
import { parseShape } from '../parse-shape.ts';
import { refuseProblems } from '../refusal.ts';
import { createSchemaRegistry } from '../routing/schema-registry.ts';
import { mapAuthenticationSecrets } from '../secret/authentication-secrets.ts';
import type { KindRules } from './object-kind.ts';
import { findProfileGroupChanges } from './profile-source.ts';
import { groupUsageOf } from './usage.ts';

/** External data sources and the built-in profile source (section 3). */
export function dataSourceKind({ hostPolicy }: AuthoringDeps): KindRules<DataSource> {
  return {
    // A profile group on an event schema makes the door keep those events as history.
    kind: 'dataSource',
    label: 'data source',
    isRouted: true,
    parse: async (sent, { sandbox, reads, stored }) => {
      const source = parseShape(dataSource, 'data source', sent);
      refuseProblems('data source', findChangeOfKind(source, stored as DataSource | null));
      const schemas = createSchemaRegistry(await reads.loadObjects(sandbox, 'schema')).byId;
      refuseProblems('data source', validateDataSource(source, { ...hostPolicy, schemas }));
      return source;
    },
    findLockedChanges: (before, after, uses) => dataSourceChangesAllowed(before, after, groupUsageOf(uses)),
    copy: (source, name) => (source.kind === 'external' ? { ...source, name } : source),
    mapSecrets: mapAuthenticationSecrets,
    isBuiltIn: ({ kind }) => kind === 'profile',
  };
}

/** The profile source is built in: nobody makes a second one or turns one kind into the other. */
function findChangeOfKind(source: DataSource, stored: DataSource | null): readonly Problem[] {
  const isBuiltIn = source.kind === 'profile';
  if (isBuiltIn !== (stored?.kind === 'profile')) {
    const message = isBuiltIn
      ? 'The profile source is built in: there is exactly one. Make an external source instead.'
      : 'The profile source is built in and stays what it is.';
    return [{ path: 'kind', code: 'AUTHORING_BUILT_IN', message }];
  }
  return stored?.kind === 'profile' && source.kind === 'profile' ? findProfileGroupChanges(stored, source) : [];
}
