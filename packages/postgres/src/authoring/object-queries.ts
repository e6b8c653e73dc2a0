import type { AuthoringReads, AuthoringWrites, ObjectKind, ObjectRow, Page, PageQuery, Use } from '@cairn/authoring';
import type { JourneyStatus } from '@cairn/model';
import { decodePageCursor, encodePageCursor } from './page-cursor.ts';
import type { Queryable } from './queryable.ts';
import { containsPattern, sortOrder } from './sort-order.ts';

type ObjectQueries = Pick<AuthoringWrites, 'insertObject' | 'updateObject' | 'deleteObject'> &
  Pick<AuthoringReads, 'loadObject' | 'loadObjects' | 'listObjects' | 'listUses'>;

/** Queries on authored objects, on a pool or inside a transaction. */
export function objectQueries(db: Queryable): ObjectQueries {
  return {
    loadObject: (sandbox, kind, id) => loadObject(db, sandbox, kind, id),
    loadObjects: (sandbox, kind) => loadObjects(db, sandbox, kind),
    listObjects: (sandbox, kind, query) => listObjects(db, sandbox, kind, query),
    listUses: (objectId) => listUses(db, objectId),
    insertObject: (row) => insertObject(db, row),
    updateObject: (row) => updateObject(db, row),
    deleteObject: async (id) => void (await db.query('delete from authored_objects where id = $1', [id])),
  };
}

interface ObjectRecord {
  readonly id: string;
  readonly sandbox: string;
  readonly kind: ObjectKind;
  readonly name: string;
  /** JSON text. */
  readonly body: string;
  readonly revision: number;
  readonly created_at: number;
  readonly created_by: string;
  readonly updated_at: number;
  readonly updated_by: string;
}

const columns = 'id, sandbox, kind, name, body, revision, created_at, created_by, updated_at, updated_by';

function toRow(record: ObjectRecord): ObjectRow {
  const { id, sandbox, kind, name, revision } = record;
  return {
    id,
    sandbox,
    kind,
    name,
    revision,
    body: JSON.parse(record.body),
    createdAt: record.created_at,
    createdBy: record.created_by,
    updatedAt: record.updated_at,
    updatedBy: record.updated_by,
  };
}

async function loadObject(db: Queryable, sandbox: string, kind: ObjectKind, id: string): Promise<ObjectRow | null> {
  const { rows } = await db.query<ObjectRecord>(
    `select ${columns} from authored_objects where id = $1 and kind = $2 and sandbox = $3`,
    [id, kind, sandbox],
  );
  return rows[0] ? toRow(rows[0]) : null;
}

async function loadObjects(db: Queryable, sandbox: string, kind: ObjectKind): Promise<readonly ObjectRow[]> {
  const { rows } = await db.query<ObjectRecord>(
    `select ${columns} from authored_objects where sandbox = $1 and kind = $2 order by name`,
    [sandbox, kind],
  );
  return rows.map(toRow);
}

/** The objects of these kinds, of all sandboxes. */
export async function loadAllObjects(db: Queryable, kinds: readonly ObjectKind[]): Promise<readonly ObjectRow[]> {
  const { rows } = await db.query<ObjectRecord>(`select ${columns} from authored_objects where kind = any ($1)`, [
    kinds,
  ]);
  return rows.map(toRow);
}

const sortColumns = { name: 'name', createdAt: 'created_at', updatedAt: 'updated_at' };

async function listObjects(
  db: Queryable,
  sandbox: string,
  kind: ObjectKind,
  query: PageQuery,
): Promise<Page<ObjectRow & { usedInCount: number }>> {
  const { expression, type, direction, after } = sortOrder(query, sortColumns);
  const position = query.cursor === undefined ? null : decodePageCursor(query.cursor, type);
  const { rows } = await db.query<ObjectRecord & { sort_value: string; total: number; used_in: number }>(
    `with matching as (
       select * from authored_objects where sandbox = $1 and kind = $2 and ($3::text is null or name ilike $3)
     ), usage as (
       select object_id, count(distinct journey_id) as used_in from journey_uses group by object_id
     )
     select ${columns}, (${expression})::text as sort_value, (select count(*) from matching) as total,
       coalesce(used_in, 0) as used_in
     from matching left join usage on object_id = id
     where $4::text is null or (${expression}, id) ${after} ($4::${type}, $5::text)
     order by ${expression} ${direction}, id ${direction}
     limit $6`,
    [sandbox, kind, containsPattern(query.search), position?.sortValue ?? null, position?.id ?? null, query.limit + 1],
  );
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  return {
    items: rows.slice(0, query.limit).map((record) => ({ ...toRow(record), usedInCount: record.used_in })),
    nextCursor: last ? encodePageCursor({ sortValue: last.sort_value, id: last.id }) : null,
    total: rows[0]?.total ?? 0,
  };
}

async function listUses(db: Queryable, objectId: string): Promise<readonly Use[]> {
  const { rows } = await db.query<{
    journey_id: string;
    name: string;
    version_id: string;
    version: number;
    status: JourneyStatus;
    part: string;
  }>(
    `select u.journey_id, j.name, u.version_id, v.version, u.status, u.part
     from journey_uses u join journeys j on j.id = u.journey_id join journey_versions v on v.id = u.version_id
     where u.object_id = $1
     order by j.name, v.version, u.part`,
    [objectId],
  );
  return rows.map(({ journey_id, name, version_id, version, status, part }) => ({
    version,
    status,
    part,
    journeyId: journey_id,
    journeyName: name,
    versionId: version_id,
  }));
}

async function insertObject(db: Queryable, row: ObjectRow): Promise<void> {
  await db.query(`insert into authored_objects (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [
    ...[row.id, row.sandbox, row.kind, row.name, JSON.stringify(row.body)],
    ...[row.revision, row.createdAt, row.createdBy, row.updatedAt, row.updatedBy],
  ]);
}

async function updateObject(db: Queryable, row: ObjectRow): Promise<void> {
  await db.query(
    'update authored_objects set name = $2, body = $3, revision = $4, updated_at = $5, updated_by = $6 where id = $1',
    [row.id, row.name, JSON.stringify(row.body), row.revision, row.updatedAt, row.updatedBy],
  );
}
