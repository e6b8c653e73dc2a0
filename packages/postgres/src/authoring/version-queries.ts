import type { AuthoringReads, BoundReference, Page, VersionQuery, VersionRow } from '@cairn/authoring';
import type { JourneyDefinition, JourneyStatus } from '@cairn/model';
import { decodePageCursor, encodePageCursor } from './page-cursor.ts';
import type { Queryable } from './queryable.ts';
import { containsPattern, sortOrder } from './sort-order.ts';

type VersionReads = Pick<
  AuthoringReads,
  | 'loadVersion'
  | 'listVersions'
  | 'loadReferences'
  | 'loadJourneyNames'
  | 'countLiveVersions'
  | 'loadVersionsToClose'
  | 'loadVersionsToFinish'
>;

/** Queries that read journey versions, on a pool or inside a transaction. */
export function versionReads(db: Queryable): VersionReads {
  return {
    loadVersion: async (sandbox, id) =>
      (await loadVersions(db, 'j.sandbox = $1 and v.id = $2', [sandbox, id]))[0] ?? null,
    listVersions: (sandbox, query) => listVersions(db, sandbox, query),
    loadReferences: (versionId) => loadReferences(db, versionId),
    loadJourneyNames: async (sandbox) => {
      const { rows } = await db.query<{ name: string }>('select name from journeys where sandbox = $1', [sandbox]);
      return rows.map(({ name }) => name);
    },
    countLiveVersions: (sandbox) => countLiveVersions(db, sandbox),
    loadVersionsToClose: (now) => loadVersions(db, `v.status = 'live' and v.ends_at <= $1`, [now]),
    loadVersionsToFinish: (closedBefore) =>
      loadVersions(db, `v.status = 'closed' and v.closed_at <= $1`, [closedBefore]),
  };
}

interface VersionRecord {
  readonly id: string;
  readonly sandbox: string;
  readonly journey_id: string;
  readonly name: string;
  readonly version: number;
  readonly is_latest: boolean;
  readonly status: JourneyStatus;
  /** JSON text. */
  readonly definition: string;
  readonly revision: number;
  readonly created_at: number;
  readonly created_by: string;
  readonly updated_at: number;
  readonly updated_by: string;
  readonly published_at: number | null;
  readonly published_by: string | null;
  readonly ends_at: number | null;
  readonly closed_at: number | null;
  readonly stopped_at: number | null;
}

const versions = `
  select v.id, j.sandbox, v.journey_id, j.name, v.version, v.status, v.definition, v.revision,
    v.version = (select max(version) from journey_versions where journey_id = v.journey_id) as is_latest,
    v.created_at, v.created_by, v.updated_at, v.updated_by,
    v.published_at, v.published_by, v.ends_at, v.closed_at, v.stopped_at
  from journey_versions v join journeys j on j.id = v.journey_id`;

/** Versions that meet a condition on `v` (journey_versions) and `j` (journeys), oldest first. */
export async function loadVersions(
  db: Queryable,
  condition: string,
  parameters: readonly unknown[],
): Promise<readonly VersionRow[]> {
  const { rows } = await db.query<VersionRecord>(`${versions} where ${condition} order by v.created_at, v.id`, [
    ...parameters,
  ]);
  return rows.map(toRow);
}

function toRow(record: VersionRecord): VersionRow {
  const { id, sandbox, version, status, revision } = record;
  return {
    id,
    sandbox,
    version,
    status,
    revision,
    journeyId: record.journey_id,
    isLatest: record.is_latest,
    // The name belongs to the journey: all its versions share it.
    definition: { ...(JSON.parse(record.definition) as JourneyDefinition), name: record.name },
    createdAt: record.created_at,
    createdBy: record.created_by,
    updatedAt: record.updated_at,
    updatedBy: record.updated_by,
    publishedAt: record.published_at,
    publishedBy: record.published_by,
    endsAt: record.ends_at,
    closedAt: record.closed_at,
    stoppedAt: record.stopped_at,
  };
}

const sortColumns = { name: 'name', createdAt: 'created_at', updatedAt: 'updated_at' };

async function listVersions(db: Queryable, sandbox: string, query: VersionQuery): Promise<Page<VersionRow>> {
  const { expression, type, direction, after } = sortOrder(query, sortColumns);
  const position = query.cursor === undefined ? null : decodePageCursor(query.cursor, type);
  const { rows } = await db.query<VersionRecord & { sort_value: string; total: number }>(
    `with matching as (
       select * from (${versions}) all_versions
       where sandbox = $1
         and ($2::text is null or name ilike $2)
         and ($3::text[] is null or status = any ($3))
         and (not $4::boolean or is_latest)
         and ($5::text is null or id in (select version_id from journey_uses where object_id = $5))
     )
     select *, (${expression})::text as sort_value, (select count(*) from matching) as total
     from matching
     where $6::text is null or (${expression}, id) ${after} ($6::${type}, $7::text)
     order by ${expression} ${direction}, id ${direction}
     limit $8`,
    [
      ...[sandbox, containsPattern(query.search), query.statuses ?? null, query.isLatestOnly ?? false],
      ...[query.usesObjectId ?? null, position?.sortValue ?? null, position?.id ?? null, query.limit + 1],
    ],
  );
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  return {
    items: rows.slice(0, query.limit).map(toRow),
    nextCursor: last ? encodePageCursor({ sortValue: last.sort_value, id: last.id }) : null,
    total: rows[0]?.total ?? 0,
  };
}

async function loadReferences(db: Queryable, versionId: string): Promise<readonly BoundReference[]> {
  const { rows } = await db.query<BoundReference>(
    'select kind, name, part, object_id as "objectId" from journey_references where version_id = $1',
    [versionId],
  );
  return rows;
}

async function countLiveVersions(db: Queryable, sandbox: string): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) from journey_versions v join journeys j on j.id = v.journey_id
     where j.sandbox = $1 and v.status = 'live'`,
    [sandbox],
  );
  return rows[0]!.count;
}
