import type { ResolveLink, SchemaDefinition } from '@cairn/model';
import type { ObjectRow } from '../store.ts';

/** The registered schemas of one sandbox. */
export interface SchemaRegistry {
  readonly byId: ReadonlyMap<string, SchemaDefinition>;
  readonly resolveLink: ResolveLink;
}

/** Makes schemas findable: by id for events and groups, by name for the links between them. */
export function createSchemaRegistry(rows: readonly ObjectRow[]): SchemaRegistry {
  const byId = new Map(rows.map(({ id, body }) => [id, body as SchemaDefinition]));
  const byName = new Map([...byId.values()].map((schema) => [schema.name, schema.document]));
  return { byId, resolveLink: (name) => byName.get(name) };
}
