import type { AuthoringWrites, ObjectRow, VersionRow } from '../store.ts';
import { listReferences, renameReferences } from './definition-references.ts';

/** Makes the drafts that use an object follow its new name. Published versions are bound by id and keep theirs. */
export async function renameInDrafts(
  tx: AuthoringWrites,
  object: ObjectRow,
  name: string,
  by: { readonly userId: string; readonly at: number },
): Promise<void> {
  const { kind } = object;
  if (kind !== 'event' && kind !== 'action' && kind !== 'dataSource') return;
  for (const draft of await tx.loadDraftsUsing(object.id)) {
    const definition = renameReferences(draft.definition, { [kind]: new Map([[object.name, name]]) });
    await saveDraft(tx, { ...draft, definition, revision: draft.revision + 1, updatedAt: by.at, updatedBy: by.userId });
  }
}

/** Stores a draft together with what it names. */
export async function saveDraft(tx: AuthoringWrites, draft: VersionRow): Promise<void> {
  await tx.updateVersion(draft);
  await saveDraftReferences(tx, draft);
}

/** A draft refers by name: an object made, renamed or deleted later is found or missed as its name says. */
export async function saveDraftReferences(tx: AuthoringWrites, draft: VersionRow): Promise<void> {
  const references = listReferences(draft.definition).map((reference) => ({ ...reference, objectId: null }));
  await tx.saveReferences(draft.id, references);
}
