import type { DataSource, EventDefinition, SchemaDefinition, SchemaNode } from '@cairn/model';

interface Holder<Body> {
  readonly id: string;
  readonly body: Body;
}

/** Of all schemas, those that events and profile groups name, and those these are linked to. */
export function selectSchemas<S extends Holder<SchemaDefinition>>(
  schemas: readonly S[],
  events: readonly Holder<EventDefinition>[],
  dataSources: readonly Holder<DataSource>[],
): readonly S[] {
  const ids = new Set([
    ...events.map(({ body }) => body.schemaId),
    ...dataSources.flatMap(({ body }) => body.fieldGroups.map(({ schemaId }) => schemaId)),
  ]);
  const links = new Set(schemas.filter(({ id }) => ids.has(id)).flatMap(({ body }) => linksOf(body.document)));
  return schemas.filter(({ id, body }) => ids.has(id) || links.has(body.name));
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
