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
create index instances_running_by_version on instances (version_id) where status = 'running';
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
  elapsed_ms double precision,
  message text
);
create index calls_pending on calls (partition, seq) where status = 'pending';
create index calls_by_instance on calls (instance_id);
create index calls_by_sandbox on calls (sandbox, seq);

create table step_events (
  seq bigint generated always as identity primary key,
  step_id text not null,
  sandbox text not null,
  instance_id text not null,
  journey_id text not null,
  version_id text not null,
  key text not null,
  namespace text,
  at bigint not null,
  node_id text not null,
  node_name text not null,
  node_type text not null,
  step_type text not null,
  step_status text not null,
  entrance boolean,
  reentrance boolean,
  instance_ended boolean,
  instance_status text,
  parent_step_id text,
  parent_step_name text,
  parent_transition_id text,
  parent_transition_name text,
  branch text,
  processing_time_ms double precision not null,
  -- Further members by their published names (action*, fetch*, eventID...).
  details json
);
create index step_events_by_instance on step_events (instance_id, seq);
create index step_events_by_version on step_events (version_id, seq);

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

-- One round trip for each batch ---------------------------------------------------------------------------------------
-- Rows travel as one JSON text for each table: half the client's CPU time of an array for each column
-- (docs/decisions/0012-batches-travel-as-json.md). Members are spelled as in the engine.

create function epoch_ms() returns bigint language sql volatile as
  $$ select (extract(epoch from clock_timestamp()) * 1000)::bigint $$;

create function write_discards(discards json) returns void language sql as $$
  insert into discards (sandbox, at, code, event_id, journey_id, key)
  select sandbox, at, code, "eventId", "journeyId", key
  from json_to_recordset(discards)
    as d(sandbox text, at bigint, code text, "eventId" text, "journeyId" text, key text)
$$;

-- Plans inside a function are kept while the tables grow from nothing to millions of rows; with these settings they are
-- index lookups from the first day, where the planner would choose whole scans of what is still small. The costs these settings
-- pretend would make a server compile each plan, hence no jit.

-- Appends in order and returns the offset of each entry, null for a message accepted within 24 hours already.
create function append_events(entries json, discards json) returns bigint[] language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  offsets bigint[];
begin
  -- Held until the commit: whoever sees an offset sees all before it, so a reader that goes on from there misses none.
  perform pg_advisory_xact_lock(7210002);

  with entry as materialized (
    select e.*, h.head, "messageId" is null or (seen.accepted_at is null
        and row_number() over (partition by e.sandbox, "eventId", "messageId" order by ord) = 1) as is_new
    from rows from (json_to_recordset(entries) as (sandbox text, partition smallint, "eventId" text, key text,
        namespace text, "messageId" text, payload text, "receivedAt" bigint)) with ordinality
      as e(sandbox, partition, "eventId", key, namespace, "messageId", payload, "receivedAt", ord)
    join log_heads h using (partition)
    left join lateral (
      select m.accepted_at from message_ids m
      where m.sandbox = e.sandbox and m.event_id = e."eventId" and m.message_id = e."messageId"
        and m.accepted_at > e."receivedAt" - 86400000
      limit 1
    ) seen on true
  ), numbered as materialized (
    select *, case when is_new then
        head + count(*) filter (where is_new) over (partition by partition order by ord) end as new_offset
    from entry
  ), remembered as (
    insert into message_ids as m (sandbox, event_id, message_id, accepted_at)
    select sandbox, "eventId", "messageId", "receivedAt" from numbered where is_new and "messageId" is not null
    on conflict (sandbox, event_id, message_id) do update set accepted_at = excluded.accepted_at
  ), bumped as (
    update log_heads h set head = n.new_head
    from (select partition, max(new_offset) as new_head from numbered group by partition) n
    where h.partition = n.partition and n.new_head is not null
  ), written as (
    insert into event_log (partition, "offset", sandbox, event_id, key, namespace, message_id, received_at, payload)
    select partition, new_offset, sandbox, "eventId", key, namespace, "messageId", "receivedAt", payload
    from numbered where is_new
  )
  select array_agg(new_offset order by ord) into offsets from numbered;

  perform write_discards(discards);
  return coalesce(offsets, '{}');
end
$$;

-- Commits a turn, or changes nothing and says why: error CA001 for a lost lease, CA002 for a change of what is live.
create function commit_turn(
  routing_epoch bigint, leases json, created json, updated json, calls json, finished_calls json, steps json,
  discards json, history json
) returns void language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  held bigint;
begin
  -- A publish, close or stop takes this lock alone: it comes before the whole turn or after it.
  perform pg_advisory_xact_lock_shared(7210003);
  perform 1 from routing where epoch = routing_epoch;
  if not found then
    raise exception 'what is live has changed' using errcode = 'CA002';
  end if;

  -- Claims wait for turns and turns for claims; without this lock the two could wait for each other's rows.
  perform pg_advisory_xact_lock_shared(7210004);
  update partitions p set cursor = l.cursor
  from json_to_recordset(leases) as l(partition smallint, epoch bigint, cursor bigint)
  where p.partition = l.partition and p.epoch = l.epoch;
  get diagnostics held = row_count;
  if held <> json_array_length(leases) then
    raise exception 'another worker has taken a partition' using errcode = 'CA001';
  end if;

  -- Ended ones first: they make room for a new instance of the same person. `any(array[..])` and `case` leave one plan,
  -- a lookup by id for each row: they keep merge order and the partial indexes, empty when plans are made, out of it.
  update instances i set status = u.status, ended_at = u."endedAt", wake_at = u."wakeAt", state = u.state::json
  from json_to_recordset(updated) as u(id text, status text, "endedAt" bigint, "wakeAt" bigint, state text)
  where i.id = any(array[u.id]) and case when i.status = 'running' then true end;

  insert into instances (id, sandbox, journey_id, version_id, partition, key, namespace, status, entered_at, ended_at,
    wake_at, state)
  select id, sandbox, "journeyId", "versionId", partition, key, namespace, status, "enteredAt", "endedAt", "wakeAt",
    state::json
  from json_to_recordset(created) as c(id text, sandbox text, "journeyId" text, "versionId" text, partition smallint,
    key text, namespace text, status text, "enteredAt" bigint, "endedAt" bigint, "wakeAt" bigint, state text);

  insert into calls (id, sandbox, partition, instance_id, journey_id, version_id, activity_id, kind, target_id,
    timeout_ms, request, created_at)
  select id, sandbox, partition, "instanceId", "journeyId", "versionId", "activityId", kind, "targetId", "timeoutMs",
    request::json, epoch_ms()
  from json_to_recordset(calls) as c(id text, sandbox text, partition smallint, "instanceId" text, "journeyId" text,
    "versionId" text, "activityId" text, kind text, "targetId" text, "timeoutMs" integer, request text);

  update calls c set status = 'finished', finished_at = epoch_ms(), outcome = f.outcome,
    http_status = f."httpStatus", status_code = f."statusCode", attempts = f.attempts, elapsed_ms = f."elapsedMs",
    message = f.message
  from json_to_recordset(finished_calls) as f(id text, outcome text, "httpStatus" integer, "statusCode" text,
    attempts smallint, "elapsedMs" double precision, message text)
  where c.id = any(array[f.id]) and case when c.status = 'pending' then true end;

  insert into step_events (step_id, sandbox, instance_id, journey_id, version_id, key, namespace, at, node_id,
    node_name, node_type, step_type, step_status, entrance, reentrance, instance_ended, instance_status,
    parent_step_id, parent_step_name, parent_transition_id, parent_transition_name, branch, processing_time_ms, details)
  select "stepId", sandbox, "instanceId", "journeyId", "versionId", key, namespace, at, "nodeId", "nodeName",
    "nodeType", "stepType", "stepStatus", entrance, reentrance, "instanceEnded", "instanceStatus", "parentStepId",
    "parentStepName", "parentTransitionId", "parentTransitionName", branch, "processingTimeMs", details
  from json_to_recordset(steps) as s("stepId" text, sandbox text, "instanceId" text, "journeyId" text,
    "versionId" text, key text, namespace text, at bigint, "nodeId" text, "nodeName" text, "nodeType" text,
    "stepType" text, "stepStatus" text, entrance boolean, reentrance boolean, "instanceEnded" boolean,
    "instanceStatus" text, "parentStepId" text, "parentStepName" text, "parentTransitionId" text,
    "parentTransitionName" text, branch text, "processingTimeMs" double precision, details json);

  perform write_discards(discards);

  insert into profile_events (sandbox, namespace, key, schema_id, occurred_at, payload)
  select sandbox, namespace, key, "schemaId", "occurredAt", payload::json
  from json_to_recordset(history) as h(sandbox text, namespace text, key text, "schemaId" text, "occurredAt" bigint,
    payload text);
end
$$;

-- Renews the worker's leases and takes free ones up to its share, its own first.
create function claim_leases(worker text, lease_ms integer)
returns table (leased_partition smallint, leased_epoch bigint, leased_cursor bigint) language plpgsql as $$
declare
  now_ms bigint := epoch_ms();
  share bigint;
begin
  perform pg_advisory_xact_lock(7210004);
  insert into workers (id, lease_until) values (worker, now_ms + lease_ms)
  on conflict (id) do update set lease_until = excluded.lease_until;
  delete from workers where lease_until <= now_ms;
  select ceil((select count(*) from partitions)::numeric / count(*)) into share from workers;

  with wanted as (
    -- An expired lease may have been somebody else's by now only if the epoch moved, so one's own is renewed as it is.
    select partition from partitions
    where owner = worker or owner is null or lease_until <= now_ms
    order by owner is distinct from worker, partition
    limit share
  )
  update partitions p
  set owner = worker, lease_until = now_ms + lease_ms,
    epoch = case when p.owner = worker then p.epoch else p.epoch + 1 end
  where p.partition in (select partition from wanted);

  -- What is above the share goes back, so that a worker that has just come finds some free.
  update partitions p set owner = null, lease_until = 0, epoch = p.epoch + 1
  where p.owner = worker and p.lease_until <> now_ms + lease_ms;

  return query select partition, epoch, cursor from partitions where owner = worker order by partition;
end
$$;
