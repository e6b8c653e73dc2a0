import { type Issue, issue } from '../issue/issue.ts';
import { declarableTypes, jsonTypesOf, typeOfNode } from './node-type.ts';
import type { SchemaDefinition, SchemaNode } from './schema-definition.ts';

/** Bounds of a registered schema: fields in all, levels of nesting. */
export const schemaLimits = { fields: 5_000, depth: 20 } as const;

/**
 * Rules of a registered schema beyond its shape: an object at the root, one type per field, `required` names that exist,
 * markers where they make sense, at most one event ID and one primary identity.
 * Codes: MODEL_SCHEMA_*, MODEL_LIMIT. Paths start at `document`.
 */
export const validateSchema = ({ document }: SchemaDefinition): readonly Issue[] => {
  if (!jsonTypesOf(document).includes('object') || document.properties === undefined) {
    return [issue('MODEL_SCHEMA_ROOT', 'document', {})];
  }
  const nodes = [...visit(document, 'document', 0)];
  if (nodes.length > schemaLimits.fields) {
    return [issue('MODEL_LIMIT', 'document', { what: 'fields', max: schemaLimits.fields })];
  }
  return [
    ...nodes.flatMap(checkNode),
    ...checkUnique(nodes, 'x-cairn-event-id'),
    ...checkUnique(nodes, 'x-cairn-primary-identity'),
  ];
};

interface Visited {
  readonly node: SchemaNode;
  readonly path: string;
  readonly depth: number;
}

function* visit(node: SchemaNode, path: string, depth: number): Generator<Visited> {
  yield { node, path, depth };
  if (depth > schemaLimits.depth) return;
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    yield* visit(child, `${path}.properties.${name}`, depth + 1);
  }
  if (node.items !== undefined) yield* visit(node.items, `${path}.items`, depth + 1);
  if (typeof node.additionalProperties === 'object') {
    yield* visit(node.additionalProperties, `${path}.additionalProperties`, depth + 1);
  }
}

const checkNode = (visited: Visited): readonly Issue[] => {
  const { node, path, depth } = visited;
  const found: Issue[] = [];
  if (depth > schemaLimits.depth) found.push(issue('MODEL_LIMIT', path, { what: 'levels', max: schemaLimits.depth }));
  if (jsonTypesOf(node).length !== 1) found.push(issue('MODEL_SCHEMA_TYPE', `${path}.type`, { name: lastOf(path) }));
  for (const name of Object.keys(node.properties ?? {})) {
    if (!/^[^.[\]]+$/.test(name)) found.push(issue('MODEL_SCHEMA_FIELD_NAME', `${path}.properties`, { name }));
  }
  for (const name of node.required ?? []) {
    if (!Object.hasOwn(node.properties ?? {}, name)) {
      found.push(issue('MODEL_SCHEMA_REQUIRED', `${path}.required`, { name }));
    }
  }
  return [...found, ...checkMarkers(visited)];
};

const checkMarkers = ({ node, path }: Visited): readonly Issue[] => {
  const [jsonType = 'null'] = jsonTypesOf(node);
  const misplaced = (name: string, reason: string) => issue('MODEL_SCHEMA_MARKER', `${path}.${name}`, { name, reason });
  const found: Issue[] = [];
  const declared = node['x-cairn-type'];
  if (declared !== undefined && !declarableTypes[jsonType]?.includes(declared)) {
    found.push(misplaced('x-cairn-type', `a JSON ${jsonType} cannot hold a ${declared}`));
  }
  if (node['x-cairn-event-id'] === true && (typeOfNode(node) !== 'string' || path.includes('.items'))) {
    found.push(misplaced('x-cairn-event-id', 'the event ID is a string outside of lists'));
  }
  if (node['x-cairn-primary-identity'] !== undefined && !['string', 'integer'].includes(typeOfNode(node))) {
    found.push(misplaced('x-cairn-primary-identity', 'an identity is a string or an integer'));
  }
  if (node['x-cairn-primary-identity'] !== undefined && path.includes('.items')) {
    found.push(misplaced('x-cairn-primary-identity', 'the primary identity stands outside of lists'));
  }
  if (node['x-cairn-link'] !== undefined && !['object', 'listObject'].includes(typeOfNode(node))) {
    found.push(misplaced('x-cairn-link', 'a linked record is an object or a list of objects'));
  }
  return found;
};

const checkUnique = (
  nodes: readonly Visited[],
  marker: 'x-cairn-event-id' | 'x-cairn-primary-identity',
): readonly Issue[] =>
  nodes
    .filter(({ node }) => node[marker] !== undefined && node[marker] !== false)
    .slice(1)
    .map(({ path }) =>
      issue('MODEL_SCHEMA_MARKER', `${path}.${marker}`, { name: marker, reason: 'another field carries it already' }),
    );

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
