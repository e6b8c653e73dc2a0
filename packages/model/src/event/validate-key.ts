import { type Catalogue, type CompiledExpression, compile, ExpressionError } from '@cairn/expression';
import { type Issue, issue } from '../issue/issue.ts';
import { fieldsOf, leavesOf, type SchemaField } from '../schema/field-tree.ts';
import { schemaOfTree } from '../schema/payload-schema.ts';
import { elementTypeOf } from '../schema/value-type.ts';
import type { EventDefinition } from './event.ts';

/**
 * The key: an expression over selected fields of the event's own payload that yields one scalar. Linked records, data
 * sources, segments and journey properties are out of its reach, because it is computed before there is an instance.
 */
export const validateKey = (
  event: EventDefinition,
  tree: readonly SchemaField[],
  selected: ReadonlySet<string>,
): readonly Issue[] => {
  const compiled = compileKey(event, tree);
  if (typeof compiled === 'string') return [unusable(compiled)];
  const { needs, type } = compiled;
  if (type === 'object' || elementTypeOf(type) !== null) return [unusable(`it yields a ${type}, not one value.`)];
  if (needs.properties.length + needs.segments.length + needs.groups.length + needs.actions.length > 0) {
    return [unusable('only payload fields of the event can be read.')];
  }
  if (needs.events.length === 0) return [unusable('it reads no payload field, so that all people would be one.')];
  return needs.events.flatMap(({ path }) => checkPath(path, tree, selected));
};

const unusable = (reason: string): Issue => issue('MODEL_EVENT_KEY', 'key', { reason });

/** The compiled key, or the reason why there is none. */
const compileKey = (event: EventDefinition, tree: readonly SchemaField[]): CompiledExpression | string => {
  const catalogue: Catalogue = {
    events: new Map([[event.name, schemaOfTree(tree)]]),
    dataSources: new Map(),
    actions: new Map(),
  };
  try {
    return compile(event.key, catalogue);
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
};

const checkPath = (path: string, tree: readonly SchemaField[], selected: ReadonlySet<string>): readonly Issue[] => {
  const field = fieldOnPath(tree, path);
  if (field === undefined) return [issue('MODEL_EVENT_FIELD_UNKNOWN', 'key', { name: path })];
  if (field.isLinked) return [issue('MODEL_EVENT_FIELD_LINKED', 'key', { name: path, use: 'key' })];
  return leavesOf([field]).some((leaf) => selected.has(leaf.path))
    ? []
    : [issue('MODEL_EVENT_FIELD_NOT_SELECTED', 'key', { name: path, use: 'key' })];
};

/** The declared field a reference reads; below a leaf of open content, such as a map, that leaf. */
const fieldOnPath = (tree: readonly SchemaField[], path: string): SchemaField | undefined => {
  const candidates = fieldsOf(tree).filter((field) => {
    const plain = field.path.replaceAll('[]', '');
    const isOpen = field.children.length === 0 && ['object', 'any'].includes(field.type);
    return plain === path || (isOpen && path.startsWith(`${plain}.`));
  });
  return candidates.at(-1);
};
