import { fieldReference } from './field-reference.ts';
import { fieldsOf, type SchemaField } from './field-tree.ts';

/** What choosing a schema fills in: the namespace and key of its primary identity, both still editable; null without one. */
export const prefillIdentity = (
  eventName: string,
  tree: readonly SchemaField[],
): { readonly namespace: string; readonly key: string; readonly field: string } | null => {
  const field = fieldsOf(tree).find((candidate) => candidate.primaryIdentity !== null && !candidate.isLinked);
  if (field === undefined || field.primaryIdentity === null) return null;
  return { namespace: field.primaryIdentity, key: fieldReference(eventName, field.path), field: field.path };
};

/** What choosing a namespace fills in for a schema without identity: the first entry of the identity map. */
export const identityMapKey = (eventName: string, namespace: string): string =>
  `@{${fieldReference(eventName, 'identityMap').slice(2, -1)}.entry(${JSON.stringify(namespace)}).first().id}`;
