import type { AuthoringDeps } from '../authoring-deps.ts';
import type { VersionRow } from '../store.ts';

export interface Swept {
  /** Versions closed because their end date was reached. */
  readonly closed: number;
  /** Versions finished because everybody inside must have left. */
  readonly finished: number;
}

/** What time alone does to versions. Called every so often; safe to call from several processes at once. */
export async function sweepEnded(deps: AuthoringDeps): Promise<Swept> {
  const { store, now, instanceLifeMs } = deps;
  const at = now();
  const ended = await store.loadVersionsToClose(at);
  const closed = await advanceAll(deps, ended, 'live', (row) => ({ ...row, status: 'closed', closedAt: at }));
  const emptied = await store.loadVersionsToFinish(at - instanceLifeMs);
  const finished = await advanceAll(deps, emptied, 'closed', (row) => ({ ...row, status: 'finished' }));
  return { closed, finished };
}

/** Each version is read again inside its sandbox's transaction: somebody may have stopped it since the list was made. */
async function advanceAll(
  { store }: AuthoringDeps,
  rows: readonly VersionRow[],
  from: VersionRow['status'],
  advance: (row: VersionRow) => VersionRow,
): Promise<number> {
  let advanced = 0;
  for (const { id, sandbox } of rows) {
    advanced += await store.change(sandbox, async (tx) => {
      const row = await tx.loadVersion(sandbox, id);
      if (row === null || row.status !== from) return 0;
      await tx.updateVersion(advance(row));
      await tx.bumpRoutingEpoch();
      return 1;
    });
  }
  return advanced;
}
