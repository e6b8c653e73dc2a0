import { type ObjectKind, type ObjectRow, type Snapshot, toEventSources, toJourneySource } from '@cairn/authoring';
import type { EventSource, JourneySource } from '@cairn/engine';
import { loadAllObjects } from './object-queries.ts';
import type { Queryable } from './queryable.ts';
import { loadVersions } from './version-queries.ts';

/** Everything the door and the engine work with. */
export interface RoutingSources {
  readonly events: readonly EventSource[];
  readonly journeys: readonly JourneySource[];
}

/**
 * Every event definition of all sandboxes, and every version that is live or still has people inside. Call it inside
 * the snapshot in which the routing epoch is read.
 */
export async function loadRoutingSources(db: Queryable, organizationId: string): Promise<RoutingSources> {
  return { events: await loadEvents(db), journeys: await loadJourneys(db, organizationId) };
}

async function loadEvents(db: Queryable): Promise<readonly EventSource[]> {
  const rows = await loadAllObjects(db, ['event', 'schema', 'dataSource']);
  return [...Map.groupBy(rows, ({ sandbox }) => sandbox).values()].flatMap((ofSandbox) => {
    const ofKind = (kind: ObjectKind): readonly ObjectRow[] => ofSandbox.filter((row) => row.kind === kind);
    return toEventSources(ofKind('event'), ofKind('schema'), ofKind('dataSource'));
  });
}

async function loadJourneys(db: Queryable, organizationId: string): Promise<readonly JourneySource[]> {
  const condition = `v.status in ('live', 'closed')`;
  const versions = await loadVersions(db, condition, []);
  const { rows } = await db.query<{ id: string; snapshot: string }>(
    `select v.id, v.snapshot from journey_versions v where ${condition} and v.snapshot is not null`,
  );
  const snapshots = new Map(rows.map(({ id, snapshot }) => [id, JSON.parse(snapshot) as Snapshot]));
  return versions.flatMap((version) => {
    const snapshot = snapshots.get(version.id);
    return snapshot === undefined ? [] : [toJourneySource(version, snapshot, organizationId)];
  });
}
