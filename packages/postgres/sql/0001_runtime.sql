-- Run time: the log of events, who works on which partition, instances, calls, step events, profiles.
-- Times are epoch milliseconds, as everywhere in the engine. JSON that must come back as it went in is `json`:
-- `jsonb` would reorder keys and round numbers.

-- The log of matched events -------------------------------------------------------------------------------------------

create table log_heads (
  partition smallint primary key,
  head bigint not null default 0
) with (fillfactor = 10);

create table event_log (
  partition smallint not null,
  "offset" bigint not null,
  sandbox text not null,
  event_id text not null,
  key text not null,
  namespace text,
  message_id text,
  received_at bigint not null,
  payload text not null,
  primary key (partition, "offset")
);

-- One message may satisfy several event definitions, so its id is unique for each of them.
create table message_ids (
  sandbox text not null,
  event_id text not null,
  message_id text not null,
  accepted_at bigint not null,
  primary key (sandbox, event_id, message_id)
);
create index message_ids_accepted_at on message_ids (accepted_at);

create table discards (
  id bigint generated always as identity primary key,
  sandbox text not null,
  at bigint not null,
  code text not null,
  event_id text,
  journey_id text,
  key text
);
create index discards_by_sandbox on discards (sandbox, id);
create index discards_at on discards (at);

-- Who works on what ---------------------------------------------------------------------------------------------------

create table partitions (
  partition smallint primary key,
  owner text,
  epoch bigint not null default 0,
  lease_until bigint not null default 0,
  cursor bigint not null default 0
) with (fillfactor = 10);

create table workers (
  id text primary key,
  lease_until bigint not null
);

create table routing (
  is_only_row boolean primary key default true check (is_only_row),
  epoch bigint not null default 1
);

insert into routing default values;
insert into partitions (partition) select generate_series(0, 15);
insert into log_heads (partition) select generate_series(0, 15);

-- Instances and what they do ------------------------------------------------------------------------------------------

create table instances (
  id text primary key,
  sandbox text not null,
  journey_id text not null,
  version_id text not null,
  partition smallint not null,
  key text not null,
  namespace text,
  status text not null check (status in ('running', 'completed', 'error', 'timedOut', 'stopped')),
  entered_at bigint not null,
  ended_at bigint,
  wake_at bigint,
  state json not null
);
-- At most one running instance for each journey and person, all versions together.
create unique index instances_running on instances (journey_id, key) where status = 'running';
create index instances_by_person on instances (journey_id, key, entered_at desc);
create index instances_due on instances (partition, wake_at) where status = 'running' and wake_at is not null;
create index instances_by_sandbox on instances (sandbox, entered_at desc, id desc);
create index instances_by_version on instances (version_id, status);
create index instances_ended on instances (ended_at) where status <> 'running';

create table calls (
  id text primary key,
  seq bigint generated always as identity,
  sandbox text not null,
  partition smallint not null,
  instance_id text not null,
  journey_id text not null,
  version_id text not null,
  activity_id text not null,
  kind text not null check (kind in ('action', 'fetch')),
  target_id text not null,
  timeout_ms integer not null,
  request json not null,
  status text not null default 'pending' check (status in ('pending', 'finished', 'cancelled')),
  created_at bigint not null,
  finished_at bigint,
  outcome text,
  http_status integer,
  status_code text,
  attempts smallint,
  elapsed_ms integer,
  message text
);
create index calls_pending on calls (partition, seq) where status = 'pending';
create index calls_by_instance on calls (instance_id);
create index calls_by_sandbox on calls (sandbox, seq);

create table step_events (
  seq bigint generated always as identity primary key,
  sandbox text not null,
  instance_id text not null,
  journey_id text not null,
  version_id text not null,
  node_id text not null,
  step_status text not null,
  branch text,
  is_entrance boolean not null,
  at bigint not null,
  -- The remaining members of the step event by their published names.
  members json not null
);
create index step_events_by_instance on step_events (instance_id, seq);
create index step_events_by_version on step_events (version_id, seq);
create index step_events_by_sandbox on step_events (sandbox, seq);

-- People --------------------------------------------------------------------------------------------------------------

create table profiles (
  sandbox text not null,
  namespace text not null,
  key text not null,
  attributes json not null,
  time_zone text,
  updated_at bigint not null,
  primary key (sandbox, namespace, key)
);

create table profile_events (
  id bigint generated always as identity primary key,
  sandbox text not null,
  namespace text not null,
  key text not null,
  schema_id text not null,
  occurred_at bigint not null,
  payload json not null
);
create index profile_events_by_person
  on profile_events (sandbox, namespace, key, schema_id, occurred_at desc);
create index profile_events_occurred_at on profile_events (occurred_at);
