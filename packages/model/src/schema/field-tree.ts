import type { TypeName } from '@cairn/expression';
import { jsonTypesOf, typeOfNode } from './node-type.ts';
import type { ResolveLink, SchemaNode } from './schema-definition.ts';

/** A field as pickers show it. */
export interface SchemaField {
  /** Dotted path from the root, `[]` after a list whose elements it belongs to: `legs[].port`. */
  readonly path: string;
  readonly name: string;
  readonly type: TypeName;
  /** `friendly (name)`, else `title (name)`, else `name`. */
  readonly displayName: string;
  /** Mandatory all the way: it and everything it stands in is required. */
  readonly isRequired: boolean;
  /** Belongs to a linked record. */
  readonly isLinked: boolean;
  readonly isEventId: boolean;
  /** Namespace of the primary identity this field carries. */
  readonly primaryIdentity: string | null;
  readonly enumeration: readonly (string | number | boolean | null)[] | null;
  /** Members of an object or of the elements of a list of objects; empty for a leaf. */
  readonly children: readonly SchemaField[];
}

interface Place {
  readonly prefix: string;
  readonly isRequired: boolean;
  readonly isLinked: boolean;
}

/** The fields of a schema document as a tree, in document order. `resolveLink` supplies members of linked records that declare none. */
export const fieldTree = (document: SchemaNode, resolveLink: ResolveLink = () => undefined): readonly SchemaField[] =>
  membersOf(document, { prefix: '', isRequired: true, isLinked: false }, resolveLink);

/** All leaves of a tree: the fields that can be selected one by one. */
export const leavesOf = (fields: readonly SchemaField[]): readonly SchemaField[] =>
  fields.flatMap((field) => (field.children.length === 0 ? [field] : leavesOf(field.children)));

/** Every field of a tree, parents before children. */
export const fieldsOf = (fields: readonly SchemaField[]): readonly SchemaField[] =>
  fields.flatMap((field) => [field, ...fieldsOf(field.children)]);

export const findField = (fields: readonly SchemaField[], path: string): SchemaField | undefined =>
  fieldsOf(fields).find((field) => field.path === path);

const membersOf = (node: SchemaNode, place: Place, resolveLink: ResolveLink): readonly SchemaField[] =>
  Object.entries(node.properties ?? {}).map(([name, child]) =>
    toField(
      name,
      child,
      { ...place, isRequired: place.isRequired && (node.required ?? []).includes(name) },
      resolveLink,
    ),
  );

const toField = (name: string, node: SchemaNode, place: Place, resolveLink: ResolveLink): SchemaField => {
  const type = typeOfNode(node);
  const path = `${place.prefix}${name}`;
  const link = node['x-cairn-link'];
  const isLinked = place.isLinked || link !== undefined;
  const element = jsonTypesOf(node)[0] === 'array' ? node.items : node;
  // Links inside linked records are not followed: two schemas may refer to each other.
  const isBare = element?.properties === undefined && link !== undefined && !place.isLinked;
  const holder = isBare ? resolveLink(link) : element;
  const prefix = type === 'listObject' ? `${path}[].` : `${path}.`;
  const hasMembers = type === 'object' || type === 'listObject';
  return {
    path,
    name,
    type,
    displayName: displayNameOf(name, node),
    isRequired: place.isRequired,
    isLinked,
    isEventId: node['x-cairn-event-id'] === true,
    primaryIdentity: node['x-cairn-primary-identity'] ?? null,
    enumeration: node.enum ?? null,
    children: hasMembers && holder ? membersOf(holder, { ...place, prefix, isLinked }, resolveLink) : [],
  };
};

const displayNameOf = (name: string, node: SchemaNode): string => {
  const title = node['x-cairn-friendly-name'] ?? node.title;
  return title === undefined || title === '' ? name : `${title} (${name})`;
};
