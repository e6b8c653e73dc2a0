import type { JourneyDefinition } from '@cairn/model';
import type { AuthoringReads, ObjectRow, VersionRow } from '../store.ts';
import { renameReferences } from './definition-references.ts';
import type { Reference } from './reference.ts';

/**
 * The definition with the names its objects have today. A published version keeps the names of its publication, while
 * the objects may have been renamed since; a copy of it is a draft again and refers by name.
 */
export async function loadCurrentDefinition(reads: AuthoringReads, row: VersionRow): Promise<JourneyDefinition> {
  const references = await reads.loadReferences(row.id);
  const renames = { event: new Map<string, string>(), action: new Map(), dataSource: new Map() };
  for (const { kind, name, objectId } of references) {
    const object = objectId === null ? null : await reads.loadObject(row.sandbox, kind, objectId);
    if (object !== null && object.name !== name) renames[kind].set(name, object.name);
  }
  return renameReferences(row.definition, renames);
}

/** The objects of a kind that a draft names, by name; names without an object are left out. */
export async function loadNamedObjects(
  reads: AuthoringReads,
  sandbox: string,
  kind: Reference['kind'],
  references: readonly Reference[],
): Promise<readonly ObjectRow[]> {
  const names = new Set(references.filter((reference) => reference.kind === kind).map(({ name }) => name));
  return (await reads.loadObjects(sandbox, kind)).filter(({ name }) => names.has(name));
}
