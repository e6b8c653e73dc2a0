import type { ProfileStore, StoredProfile } from '@cairn/engine';
import { parseJson, stringifyJson } from '@cairn/expression';
import type pg from 'pg';
import { encodeBatch } from '../batch-json.ts';
import { loadPage } from './page-query.ts';

type ProfileRow = Omit<StoredProfile, 'attributes'> & { readonly attributes: string };

const selectProfiles = `select sandbox, namespace, key, attributes, time_zone as "timeZone" from profiles`;

// The last row of each person: one statement may not write a row twice.
const put = `
  insert into profiles (sandbox, namespace, key, attributes, time_zone, updated_at)
  select distinct on (sandbox, namespace, key) sandbox, namespace, key, attributes::json, "timeZone", epoch_ms()
  from rows from (json_to_recordset($1) as (sandbox text, namespace text, key text, attributes text, "timeZone" text))
    with ordinality as p(sandbox, namespace, key, attributes, "timeZone", place)
  order by sandbox, namespace, key, place desc
  on conflict (sandbox, namespace, key) do update
  set attributes = excluded.attributes, time_zone = excluded.time_zone, updated_at = excluded.updated_at`;

const erase = `
  with gone as (delete from profile_events where sandbox = $1 and namespace = $2 and key = $3)
  delete from profiles where sandbox = $1 and namespace = $2 and key = $3`;

/** The built-in profile source's people. */
export function createProfileStore(pool: pg.Pool): ProfileStore {
  return {
    putProfiles: async (profiles) => {
      const rows = profiles.map((profile) => ({ ...profile, attributes: stringifyJson(profile.attributes) }));
      await pool.query({ name: 'put_profiles', text: put, values: [encodeBatch(rows)] });
    },
    getProfile: async (sandbox, namespace, key) => {
      const text = `${selectProfiles} where sandbox = $1 and namespace = $2 and key = $3`;
      const row = (await pool.query<ProfileRow>(text, [sandbox, namespace, key])).rows[0];
      return row ? toProfile(row) : null;
    },
    listProfiles: async (filter) => {
      const where = { 'sandbox =': filter.sandbox, 'namespace =': filter.namespace };
      const keys = [
        { column: 'namespace', type: 'text', name: 'namespace' },
        { column: 'key', type: 'text', name: 'key' },
      ] as const;
      const query = { select: selectProfiles, where, keys, direction: 'asc' } as const;
      const page = await loadPage<ProfileRow>(pool, query, filter);
      return { ...page, items: page.items.map(toProfile) };
    },
    deleteProfile: async (sandbox, namespace, key) =>
      ((await pool.query(erase, [sandbox, namespace, key])).rowCount ?? 0) > 0,
  };
}

function toProfile(row: ProfileRow): StoredProfile {
  return { ...row, attributes: parseJson(row.attributes) };
}
