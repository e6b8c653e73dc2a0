import {
  type JourneyDefinition,
  journeyDefinition,
  publishedChangesAllowed,
  versionChangesAllowed,
} from '@cairn/model';
import type { Author } from '../author.ts';
import type { AuthoringDeps } from '../authoring-deps.ts';
import { parseShape } from '../parse-shape.ts';
import { refuseLocked, refuseStale, requireVersion } from '../refusal.ts';
import type { AuthoringWrites, VersionRow } from '../store.ts';
import { saveDraft, saveDraftReferences } from './draft-rename.ts';
import { requireCommand } from './status-rules.ts';

/** A new journey as sent: only its shape is checked, because a draft is saved while it is being drawn. */
export function createDraft(deps: AuthoringDeps, author: Author, sent: unknown): Promise<VersionRow> {
  const definition = parseShape(journeyDefinition, 'journey', sent);
  return deps.store.change(author.sandbox, (tx) => insertJourney(tx, deps, author, definition));
}

/** Puts a journey of its own into the store, with this definition as its version 1. */
export async function insertJourney(
  tx: AuthoringWrites,
  deps: AuthoringDeps,
  author: Author,
  definition: JourneyDefinition,
): Promise<VersionRow> {
  const journeyId = deps.newId();
  await tx.insertJourney({ id: journeyId, sandbox: author.sandbox, name: definition.name });
  return insertDraft(tx, deps, author, { journeyId, version: 1, definition });
}

/** Puts the next version of a journey into the store. */
export async function insertDraft(
  tx: AuthoringWrites,
  { newId, now }: AuthoringDeps,
  { sandbox, userId }: Author,
  draft: Pick<VersionRow, 'journeyId' | 'version' | 'definition'>,
): Promise<VersionRow> {
  const at = now();
  const row: VersionRow = {
    ...draft,
    id: newId(),
    sandbox,
    isLatest: true,
    status: 'draft',
    revision: 1,
    createdAt: at,
    createdBy: userId,
    updatedAt: at,
    updatedBy: userId,
    publishedAt: null,
    publishedBy: null,
    endsAt: null,
    closedAt: null,
    stoppedAt: null,
  };
  await tx.insertVersion(row);
  await saveDraftReferences(tx, row);
  return row;
}

export async function saveVersion(
  deps: AuthoringDeps,
  author: Author,
  versionId: string,
  revision: number,
  sent: unknown,
): Promise<VersionRow> {
  const definition = parseShape(journeyDefinition, 'journey', sent);
  return deps.store.change(author.sandbox, async (tx) => {
    const row = await requireVersion(tx, author.sandbox, versionId);
    refuseStale(row.revision, revision);
    if (row.status !== 'draft') refuseLocked('journey', publishedChangesAllowed(row.definition, definition));
    else if (row.version > 1) refuseLocked('journey', versionChangesAllowed(row.definition, definition));
    const { userId } = author;
    const saved = { ...row, definition, revision: revision + 1, updatedAt: deps.now(), updatedBy: userId };
    if (definition.name !== row.definition.name) await tx.renameJourney(row.journeyId, definition.name);
    await (row.status === 'draft' ? saveDraft(tx, saved) : tx.updateVersion(saved));
    return saved;
  });
}

export function deleteVersion(deps: AuthoringDeps, author: Author, versionId: string): Promise<void> {
  return deps.store.change(author.sandbox, async (tx) => {
    const row = await requireVersion(tx, author.sandbox, versionId);
    requireCommand('delete', row);
    await tx.deleteVersion(versionId);
  });
}
