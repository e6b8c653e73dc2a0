import type pg from 'pg';

const tables = `
  select format(E'create table %I (\\n%s\\n);', c.relname, string_agg(m.line, E',\\n' order by m.kind, m.place)) as text
  from pg_class c
  cross join lateral (
    select 1 as kind, to_char(a.attnum, '000') collate "C" as place, format('  %I %s%s%s', a.attname,
      format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end,
      case when a.attidentity = 'a' then ' generated always as identity'
        else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end) as line
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    union all
    select 2, conname collate "C", format('  constraint %I %s', conname, pg_get_constraintdef(oid))
    from pg_constraint where conrelid = c.oid and contype in ('p', 'u', 'f', 'c')
  ) m
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  group by c.oid, c.relname order by c.relname collate "C"`;

const indexes = `
  select pg_get_indexdef(i.indexrelid) || ';' as text
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where c.relnamespace = 'public'::regnamespace and not exists (select from pg_constraint where conindid = c.oid)
  order by c.relname collate "C"`;

// Columns only: how a view's query is printed changes from one release of PostgreSQL to the next.
const views = `
  select format('-- view %I: %s', c.relname,
    string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by a.attnum)) as text
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
  group by c.relname order by c.relname collate "C"`;

const functions = `
  select format('-- function %I(%s) returns %s: body in its migration', p.proname,
    pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid)) as text
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace
  order by p.proname collate "C", 1`;

const header = `-- What the migrations make, for reading and review.
-- Made by \`node packages/postgres/scripts/dump-schema.ts\`; a test compares it. Do not edit.
`;

/** The schema as text, the same from every release of the database that Cairn supports. */
export async function describeSchema(pool: pg.Pool): Promise<string> {
  const parts = [header.trimEnd()];
  for (const query of [tables, indexes, views, functions]) {
    const { rows } = await pool.query<{ text: string }>(query);
    if (rows.length > 0) parts.push(rows.map(({ text }) => text).join(query === tables ? '\n\n' : '\n'));
  }
  return `${parts.join('\n\n')}\n`;
}
