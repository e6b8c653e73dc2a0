import type { Author } from '../author.ts';
import type { AuthoringDeps } from '../authoring-deps.ts';
import { AuthoringError } from '../authoring-error.ts';
import { requireVersion } from '../refusal.ts';
import type { AuthoringWrites, VersionRow } from '../store.ts';
import { bindReferences } from './bind-references.ts';
import { findProblems, refuseErrors } from './find-problems.ts';
import type { Confirmation } from './journey-use-cases.ts';
import { requireCommand } from './status-rules.ts';

export function publishVersion(deps: AuthoringDeps, author: Author, versionId: string): Promise<VersionRow> {
  return deps.store.change(author.sandbox, async (tx) => {
    const row = await requireVersion(tx, author.sandbox, versionId);
    requireCommand('publish', row);
    refuseErrors(await findProblems(deps, tx, row));
    const previous = await tx.loadLiveVersion(row.journeyId);
    await refuseAboveQuota(deps, tx, author.sandbox, previous);
    if (previous !== null) await tx.updateVersion({ ...previous, status: 'closed', closedAt: deps.now() });
    const live = toLive(row, author, deps.now());
    await tx.updateVersion(live);
    await bindReferences(tx, live);
    await tx.bumpRoutingEpoch();
    return live;
  });
}

export async function closeVersion(
  deps: AuthoringDeps,
  author: Author,
  versionId: string,
  confirmation: Confirmation,
): Promise<VersionRow> {
  requireConfirmation('Closing', confirmation);
  return deps.store.change(author.sandbox, async (tx) => {
    const row = await requireVersion(tx, author.sandbox, versionId);
    requireCommand('close', row);
    const closed: VersionRow = { ...row, ...touched(row, author, deps.now()), status: 'closed', closedAt: deps.now() };
    await tx.updateVersion(closed);
    await tx.bumpRoutingEpoch();
    return closed;
  });
}

export async function stopVersion(
  deps: AuthoringDeps,
  author: Author,
  versionId: string,
  confirmation: Confirmation,
): Promise<VersionRow> {
  requireConfirmation('Stopping', confirmation);
  return deps.store.change(author.sandbox, async (tx) => {
    const row = await requireVersion(tx, author.sandbox, versionId);
    requireCommand('stop', row);
    const at = deps.now();
    const stopped: VersionRow = { ...row, ...touched(row, author, at), status: 'stopped', stoppedAt: at };
    await tx.updateVersion(stopped);
    await tx.endInstances(versionId);
    return stopped;
  });
}

function toLive(row: VersionRow, author: Author, at: number): VersionRow {
  const { endAt } = row.definition;
  return {
    ...row,
    ...touched(row, author, at),
    status: 'live',
    publishedAt: at,
    publishedBy: author.userId,
    endsAt: endAt === undefined ? null : Temporal.Instant.from(endAt).epochMilliseconds,
  };
}

function touched(row: VersionRow, author: Author, at: number) {
  return { revision: row.revision + 1, updatedAt: at, updatedBy: author.userId };
}

/** A new version takes the place of the one that was live, so that it needs no free place. */
async function refuseAboveQuota(
  { liveQuota }: AuthoringDeps,
  tx: AuthoringWrites,
  sandbox: string,
  replaced: VersionRow | null,
): Promise<void> {
  if (replaced !== null || (await tx.countLiveVersions(sandbox)) < liveQuota) return;
  throw new AuthoringError(
    'AUTHORING_LIVE_QUOTA',
    `${liveQuota} journeys are live, which is the quota of this sandbox. Close or stop one, then publish again.`,
  );
}

function requireConfirmation(command: string, { confirm }: Confirmation): void {
  if (confirm === true) return;
  const message = `${command} a journey cannot be undone. Send {"confirm": true} to do it.`;
  throw new AuthoringError('AUTHORING_NOT_CONFIRMED', message, {
    errors: [{ path: 'confirm', code: 'AUTHORING_NOT_CONFIRMED', message }],
  });
}
