import type { Profile, ProfileRequest } from '@cairn/engine';
import { type JsonValue, parseJson } from '@cairn/expression';
import type pg from 'pg';

const attributesOfRequests = `
  select r.place::int, p.attributes, p.time_zone as "timeZone"
  from unnest($1::text[], $2::text[], $3::text[]) with ordinality as r(sandbox, namespace, key, place)
  join profiles p using (sandbox, namespace, key)`;

/** Newest 1,000 of each schema, none older than a year. */
const historyOfRequests = `
  select r.place, r.schema_id as "schemaId", e.payload
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[]) as r(sandbox, namespace, key, schema_id, place)
  cross join lateral (
    select payload, occurred_at, id from profile_events e
    where e.sandbox = r.sandbox and e.namespace = r.namespace and e.key = r.key and e.schema_id = r.schema_id
      and e.occurred_at > (extract(epoch from clock_timestamp() - interval '1 year') * 1000)::bigint
    order by e.occurred_at desc, e.id desc limit 1000
  ) e
  order by r.place, e.occurred_at desc, e.id desc`;

/** In the order of the requests. A person is known by attributes or by an event in the history asked for. */
export async function loadProfiles(
  pool: pg.Pool,
  requests: readonly ProfileRequest[],
): Promise<readonly (Profile | null)[]> {
  const histories = await loadHistories(pool, requests);
  const answer = await pool.query<{ place: number; attributes: string; timeZone: string | null }>(
    attributesOfRequests,
    [requests.map((r) => r.sandbox), requests.map((r) => r.namespace), requests.map((r) => r.key)],
  );
  const found = new Map(answer.rows.map((row) => [row.place - 1, row]));
  return requests.map((_, place) => {
    const row = found.get(place);
    const history = histories.get(place);
    if (!row && !history) return null;
    return {
      attributes: row ? parseJson(row.attributes) : {},
      timeZone: row?.timeZone ?? null,
      history: history ?? new Map(),
    };
  });
}

type History = Map<string, JsonValue[]>;

async function loadHistories(pool: pg.Pool, requests: readonly ProfileRequest[]): Promise<Map<number, History>> {
  const histories = new Map<number, History>();
  const wanted = requests.flatMap(({ sandbox, namespace, key, historySchemaIds }, place) =>
    historySchemaIds.map((schemaId) => ({ sandbox, namespace, key, schemaId, place })),
  );
  if (wanted.length === 0) return histories;
  const answer = await pool.query<{ place: number; schemaId: string; payload: string }>(historyOfRequests, [
    wanted.map((w) => w.sandbox),
    wanted.map((w) => w.namespace),
    wanted.map((w) => w.key),
    wanted.map((w) => w.schemaId),
    wanted.map((w) => w.place),
  ]);
  for (const { place, schemaId, payload } of answer.rows) {
    const history: History = histories.get(place) ?? new Map();
    const events = history.get(schemaId) ?? [];
    events.push(parseJson(payload));
    histories.set(place, history.set(schemaId, events));
  }
  return histories;
}
