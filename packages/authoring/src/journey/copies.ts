import { copyName } from '@cairn/model';
import type { Author } from '../author.ts';
import type { AuthoringDeps } from '../authoring-deps.ts';
import { requireVersion } from '../refusal.ts';
import type { VersionRow } from '../store.ts';
import { loadCurrentDefinition } from './current-definition.ts';
import { insertDraft, insertJourney } from './drafts.ts';
import { requireCommand } from './status-rules.ts';

/** Longest name of a journey. */
export const journeyNameLength = 100;

/** A draft with the next number and the same name. A draft is not copied this way: it is still to be changed itself. */
export function newVersion(deps: AuthoringDeps, author: Author, versionId: string): Promise<VersionRow> {
  return deps.store.change(author.sandbox, async (tx) => {
    const row = await requireVersion(tx, author.sandbox, versionId);
    requireCommand('newVersion', row);
    const definition = await loadCurrentDefinition(tx, row);
    return insertDraft(tx, deps, author, { journeyId: row.journeyId, version: row.version + 1, definition });
  });
}

/** A journey of its own, free of the versions of the original. */
export function duplicateVersion(deps: AuthoringDeps, author: Author, versionId: string): Promise<VersionRow> {
  return deps.store.change(author.sandbox, async (tx) => {
    const row = await requireVersion(tx, author.sandbox, versionId);
    const taken = new Set(await tx.loadJourneyNames(author.sandbox));
    const definition = await loadCurrentDefinition(tx, row);
    const name = copyName(definition.name, taken, journeyNameLength);
    return insertJourney(tx, deps, author, { ...definition, name });
  });
}
