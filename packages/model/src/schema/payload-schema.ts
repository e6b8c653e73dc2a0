import type { FieldSchema } from '@cairn/expression';
import { selectedLeaves } from './field-selection.ts';
import { fieldTree, type SchemaField } from './field-tree.ts';
import type { ResolveLink, SchemaNode } from './schema-definition.ts';

/** Declared shape of a payload that holds the selected fields of a schema and nothing else, for the language's checker. */
export const payloadSchema = (
  document: SchemaNode,
  fields: readonly string[],
  resolveLink?: ResolveLink,
): FieldSchema => {
  const tree = fieldTree(document, resolveLink);
  return schemaOfTree(restrictTree(tree, selectedLeaves(tree, fields)));
};

/** Declared shape of an object with all fields of a tree. */
export const schemaOfTree = (tree: readonly SchemaField[]): FieldSchema => ({
  type: 'object',
  fields: Object.fromEntries(tree.map((field) => [field.name, schemaOf(field)])),
});

/** Fields of a tree that are selected or hold something selected, leaves and parents. */
export const restrictTree = (tree: readonly SchemaField[], selected: ReadonlySet<string>): readonly SchemaField[] =>
  tree.flatMap((field) => {
    if (field.children.length === 0) return selected.has(field.path) ? [field] : [];
    const children = restrictTree(field.children, selected);
    return children.length === 0 ? [] : [{ ...field, children }];
  });

const schemaOf = (field: SchemaField): FieldSchema => {
  const title = field.displayName === field.name ? {} : { title: field.displayName };
  if (field.children.length === 0) return { type: field.type, ...title };
  return {
    type: field.type,
    fields: Object.fromEntries(field.children.map((child) => [child.name, schemaOf(child)])),
    ...title,
  };
};
