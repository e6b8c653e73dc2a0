import type { DataSourceBinding } from '@cairn/engine';
import type { GroupSchema } from '@cairn/expression';
import { type DataSource, type FieldGroup, groupSchema, profileGroupSchema } from '@cairn/model';
import type { SourceSnapshot } from '../journey/snapshot.ts';
import type { ObjectRow } from '../store.ts';
import type { SchemaRegistry } from './schema-registry.ts';

/** A data source with the shapes of its groups; a profile group whose schema is gone is left out. */
export function toSourceSnapshot(row: ObjectRow, schemas: SchemaRegistry): SourceSnapshot {
  const source = row.body as DataSource;
  const groups = source.fieldGroups.flatMap((group) => {
    const shape = source.kind === 'external' ? groupSchema(group) : toProfileGroup(group, schemas);
    return shape === null ? [] : [[group.name, shape] as const];
  });
  const history = source.fieldGroups.flatMap(({ name, schemaId }) =>
    schemaId !== undefined && schemas.byId.get(schemaId)?.class === 'event' ? [[name, { schemaId }] as const] : [],
  );
  return {
    id: row.id,
    name: source.name,
    kind: source.kind,
    groups: Object.fromEntries(groups),
    historyGroups: Object.fromEntries(history),
  };
}

/** The binding the engine compiles with. */
export function toBinding(source: SourceSnapshot): DataSourceBinding {
  return {
    ...source,
    groups: new Map(Object.entries(source.groups)),
    historyGroups: new Map(Object.entries(source.historyGroups)),
  };
}

function toProfileGroup(group: FieldGroup, { byId, resolveLink }: SchemaRegistry): GroupSchema | null {
  const schema = group.schemaId === undefined ? undefined : byId.get(group.schemaId);
  return schema === undefined ? null : profileGroupSchema(group, schema, resolveLink);
}
