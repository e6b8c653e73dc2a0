import type { Author } from '../author.ts';
import type { AuthoringDeps } from '../authoring-deps.ts';
import type { ObjectKind, ObjectRow } from '../store.ts';
import type { Named } from './object-kind.ts';

/** The first revision of an object. */
export function newObjectRow(
  { now }: AuthoringDeps,
  { sandbox, userId }: Author,
  object: { readonly id: string; readonly kind: ObjectKind; readonly body: Named },
): ObjectRow {
  const at = now();
  const record = { revision: 1, createdAt: at, createdBy: userId, updatedAt: at, updatedBy: userId };
  return { ...object, sandbox, name: object.body.name, ...record };
}
