-- What people author. Times are epoch milliseconds. Bodies are json, not jsonb: the order of their members is the author's.

CREATE TABLE authored_objects (
  id text PRIMARY KEY,
  sandbox text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('schema', 'event', 'dataSource', 'action', 'inlet')),
  name text NOT NULL,
  -- Secrets inside are sealed.
  body json NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at bigint NOT NULL,
  created_by text NOT NULL,
  updated_at bigint NOT NULL,
  updated_by text NOT NULL,
  UNIQUE (sandbox, kind, name)
);

-- All versions of a journey share its name.
CREATE TABLE journeys (
  id text PRIMARY KEY,
  sandbox text NOT NULL,
  name text NOT NULL
);

CREATE TABLE journey_versions (
  id text PRIMARY KEY,
  journey_id text NOT NULL REFERENCES journeys (id) ON DELETE CASCADE,
  version integer NOT NULL,
  status text NOT NULL CHECK (status IN ('draft', 'publishing', 'live', 'closed', 'stopping', 'stopped', 'finished')),
  definition json NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at bigint NOT NULL,
  created_by text NOT NULL,
  updated_at bigint NOT NULL,
  updated_by text NOT NULL,
  published_at bigint,
  published_by text,
  -- The end date, once published: a live version closes then.
  ends_at bigint,
  closed_at bigint,
  stopped_at bigint,
  -- Everything the version refers to as it was at publication, without secrets; names are bound to ids here.
  snapshot json,
  UNIQUE (journey_id, version)
);
CREATE UNIQUE INDEX journey_versions_one_live ON journey_versions (journey_id) WHERE status = 'live';
CREATE INDEX journey_versions_running ON journey_versions (status) WHERE status IN ('live', 'closed');

-- What a version refers to: by name while it is a draft (object_id null), by id from publication on.
CREATE TABLE journey_references (
  version_id text NOT NULL REFERENCES journey_versions (id) ON DELETE CASCADE,
  kind text NOT NULL,
  name text NOT NULL,
  -- Field group of a data source, else empty.
  part text NOT NULL DEFAULT '',
  object_id text,
  PRIMARY KEY (version_id, kind, name, part)
);
CREATE INDEX journey_references_by_name ON journey_references (kind, name);
CREATE INDEX journey_references_by_object ON journey_references (object_id);

-- One row for each use of an object by a version that counts as a use (section 1): draft, live or closed.
CREATE VIEW journey_uses AS
WITH direct AS (
  SELECT v.journey_id, v.id AS version_id, v.status, o.id AS object_id, o.kind, r.part, o.body
  FROM journey_references r
  JOIN journey_versions v ON v.id = r.version_id AND v.status IN ('draft', 'publishing', 'live', 'closed', 'stopping')
  JOIN journeys j ON j.id = v.journey_id
  JOIN authored_objects o ON o.kind = r.kind
    AND (o.id = r.object_id OR (r.object_id IS NULL AND o.sandbox = j.sandbox AND o.name = r.name))
)
SELECT journey_id, version_id, status, object_id, part FROM direct
UNION
SELECT journey_id, version_id, status, body ->> 'schemaId', '' FROM direct WHERE kind = 'event'
UNION
SELECT journey_id, version_id, status, g ->> 'schemaId', ''
FROM direct, json_array_elements(body -> 'fieldGroups') g
WHERE kind = 'dataSource' AND g ->> 'schemaId' IS NOT NULL AND g ->> 'name' = part;
