import type { AuthoringWrites, BoundReference, VersionRow } from '@cairn/authoring';
import type { Queryable } from './queryable.ts';
import { loadVersions } from './version-queries.ts';

type VersionWrites = Pick<
  AuthoringWrites,
  | 'insertJourney'
  | 'renameJourney'
  | 'insertVersion'
  | 'updateVersion'
  | 'saveSnapshot'
  | 'deleteVersion'
  | 'loadLiveVersion'
  | 'saveReferences'
  | 'loadDraftsUsing'
>;

/** Queries that change journey versions, or decide a change; inside a transaction. */
export function versionWrites(db: Queryable): VersionWrites {
  return {
    insertJourney: async ({ id, sandbox, name }) =>
      void (await db.query('insert into journeys (id, sandbox, name) values ($1, $2, $3)', [id, sandbox, name])),
    renameJourney: async (id, name) => void (await db.query('update journeys set name = $2 where id = $1', [id, name])),
    insertVersion: (row) => insertVersion(db, row),
    updateVersion: (row) => updateVersion(db, row),
    saveSnapshot: async (id, snapshot) =>
      void (await db.query('update journey_versions set snapshot = $2 where id = $1', [id, JSON.stringify(snapshot)])),
    deleteVersion: (id) => deleteVersion(db, id),
    loadLiveVersion: async (journeyId) =>
      (await loadVersions(db, `v.journey_id = $1 and v.status = 'live'`, [journeyId]))[0] ?? null,
    saveReferences: (id, references) => saveReferences(db, id, references),
    loadDraftsUsing: (objectId) =>
      loadVersions(db, `v.status = 'draft' and v.id in (select version_id from journey_uses where object_id = $1)`, [
        objectId,
      ]),
  };
}

async function insertVersion(db: Queryable, row: VersionRow): Promise<void> {
  await db.query(
    `insert into journey_versions
       (id, journey_id, version, status, definition, revision, created_at, created_by, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[row.id, row.journeyId, row.version, row.status, JSON.stringify(row.definition), row.revision],
      ...[row.createdAt, row.createdBy, row.updatedAt, row.updatedBy],
    ],
  );
}

async function updateVersion(db: Queryable, row: VersionRow): Promise<void> {
  await db.query(
    `update journey_versions set status = $2, definition = $3, revision = $4, updated_at = $5, updated_by = $6,
       published_at = $7, published_by = $8, ends_at = $9, closed_at = $10, stopped_at = $11
     where id = $1`,
    [
      ...[row.id, row.status, JSON.stringify(row.definition), row.revision, row.updatedAt, row.updatedBy],
      ...[row.publishedAt, row.publishedBy, row.endsAt, row.closedAt, row.stoppedAt],
    ],
  );
}

async function deleteVersion(db: Queryable, id: string): Promise<void> {
  await db.query('delete from passages where version_id = $1', [id]);
  await db.query('delete from step_counts where version_id = $1', [id]);
  await db.query('delete from instance_counts where version_id = $1', [id]);
  await db.query('delete from instances where version_id = $1', [id]);
  const { rows } = await db.query<{ journey_id: string }>(
    'delete from journey_versions where id = $1 returning journey_id',
    [id],
  );
  await db.query(
    `delete from journeys j where id = $1 and not exists (select from journey_versions where journey_id = j.id)`,
    [rows[0]?.journey_id],
  );
}

async function saveReferences(db: Queryable, id: string, references: readonly BoundReference[]): Promise<void> {
  await db.query('delete from journey_references where version_id = $1', [id]);
  await db.query(
    `insert into journey_references (version_id, kind, name, part, object_id)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[])`,
    [
      id,
      references.map(({ kind }) => kind),
      references.map(({ name }) => name),
      references.map(({ part }) => part),
      references.map(({ objectId }) => objectId),
    ],
  );
}
