-- What people author. Times are epoch milliseconds. Bodies are json, not jsonb: the order of their members is the author's.

create table authored_objects (
  id text primary key,
  sandbox text not null,
  kind text not null check (kind in ('schema', 'event', 'dataSource', 'action', 'inlet')),
  name text not null,
  -- Secrets inside are sealed.
  body json not null,
  revision integer not null default 1,
  created_at bigint not null,
  created_by text not null,
  updated_at bigint not null,
  updated_by text not null,
  unique (sandbox, kind, name)
);

-- All versions of a journey share its name.
create table journeys (
  id text primary key,
  sandbox text not null,
  name text not null
);

create table journey_versions (
  id text primary key,
  journey_id text not null references journeys (id) on delete cascade,
  version integer not null,
  status text not null check (status in ('draft', 'publishing', 'live', 'closed', 'stopping', 'stopped', 'finished')),
  definition json not null,
  revision integer not null default 1,
  created_at bigint not null,
  created_by text not null,
  updated_at bigint not null,
  updated_by text not null,
  published_at bigint,
  published_by text,
  -- The end date, once published: a live version closes then.
  ends_at bigint,
  closed_at bigint,
  stopped_at bigint,
  -- Everything the version refers to as it was at publication, without secrets; names are bound to ids here.
  snapshot json,
  unique (journey_id, version)
);
create unique index journey_versions_one_live on journey_versions (journey_id) where status = 'live';
create index journey_versions_running on journey_versions (status) where status in ('live', 'closed');

-- What a version refers to: by name while it is a draft (object_id null), by id from publication on.
create table journey_references (
  version_id text not null references journey_versions (id) on delete cascade,
  kind text not null,
  name text not null,
  -- Field group of a data source, else empty.
  part text not null default '',
  object_id text,
  primary key (version_id, kind, name, part)
);
create index journey_references_by_name on journey_references (kind, name);
create index journey_references_by_object on journey_references (object_id);

-- One row for each use of an object by a version that counts as a use (section 1): draft, live or closed.
create view journey_uses as
with direct as (
  select v.journey_id, v.id as version_id, v.status, o.id as object_id, o.kind, r.part, o.body
  from journey_references r
  join journey_versions v on v.id = r.version_id and v.status in ('draft', 'publishing', 'live', 'closed', 'stopping')
  join journeys j on j.id = v.journey_id
  join authored_objects o on o.kind = r.kind
    and (o.id = r.object_id or (r.object_id is null and o.sandbox = j.sandbox and o.name = r.name))
)
select journey_id, version_id, status, object_id, part from direct
union
select journey_id, version_id, status, body ->> 'schemaId', '' from direct where kind = 'event'
union
select journey_id, version_id, status, g ->> 'schemaId', ''
from direct, json_array_elements(body -> 'fieldGroups') g
where kind = 'dataSource' and g ->> 'schemaId' is not null and g ->> 'name' = part;
