import type { DataSource, EventDefinition, SchemaDefinition, SchemaNode } from '@cairn/model';
import type { ObjectRow } from '../store.ts';

/** Of all schemas of a sandbox, those that events and profile groups name, and those these are linked to. */
export function selectSchemas(
  schemas: readonly ObjectRow[],
  events: readonly ObjectRow[],
  dataSources: readonly ObjectRow[],
): readonly ObjectRow[] {
  const ids = new Set([
    ...events.map(({ body }) => (body as EventDefinition).schemaId),
    ...dataSources.flatMap(({ body }) => (body as DataSource).fieldGroups.map(({ schemaId }) => schemaId)),
  ]);
  const named = schemas.filter(({ id }) => ids.has(id));
  const links = new Set(named.flatMap(({ body }) => linksOf((body as SchemaDefinition).document)));
  return schemas.filter(({ id, name }) => ids.has(id) || links.has(name));
}

/** Names of the schemas a document is linked to. */
function linksOf(node: SchemaNode): readonly string[] {
  const children = [...Object.values(node.properties ?? {}), ...(node.items === undefined ? [] : [node.items])];
  const link = node['x-cairn-link'];
  return [...(link === undefined ? [] : [link]), ...children.flatMap(linksOf)];
}

/** The document with its links under the names that the linked schemas were imported with. */
export function renameLinks(node: SchemaNode, names: ReadonlyMap<string, string>): SchemaNode {
  const { properties, items, 'x-cairn-link': link } = node;
  return {
    ...node,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, child]) => [name, renameLinks(child, names)]),
      ),
    }),
    ...(items && { items: renameLinks(items, names) }),
    ...(link !== undefined && { 'x-cairn-link': names.get(link) ?? link }),
  };
}
