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
  state json not null,
  -- Calls it waits for: sent after the commit, read back after a restart. Where they go is a list that SQL may read; what
  -- they say, by call id, may hold what no SQL function on JSON can (\u0000), and is only stored and given back.
  pending_calls json,
  pending_requests json
);
-- At most one running instance for each journey and person, all versions together. The key leads, so that the two
-- indexes by person also find somebody in whatever journey. Lists are ordered by id, which grows with the time of entry.
-- Every index costs each event its share: one that a rare query alone would use is not here.
create unique index instances_running on instances (key, journey_id) where status = 'running';
create index instances_ended_by_person on instances (key, journey_id, entered_at desc) where status <> 'running';
create index instances_due on instances (partition, wake_at) where status = 'running' and wake_at is not null;
create index instances_calling on instances (partition, id) where status = 'running' and pending_calls is not null;
create index instances_running_by_version on instances (version_id) where status = 'running';
-- Rows are moved to the end of the table when they end, so that a few bytes for each range of blocks are enough.
create index instances_ended on instances using brin (ended_at) with (pages_per_range = 32);

-- What one turn did to one instance: the steps it took and the calls that ended, as lists of JSON objects. One row
-- where each step and each call once had its own: writing rows is what the store spends most of its time with.
create table passages (
  seq bigint generated always as identity primary key,
  sandbox text not null,
  instance_id text not null,
  version_id text not null,
  steps json not null,
  calls json
);
create index passages_by_instance on passages (instance_id, seq);

-- Step events, a row each, for people and reports. A passage holds fewer than 1,000 steps.
create view step_events as
  select p.seq * 1000 + s.place as seq, p.sandbox, p.instance_id, p.version_id, m.*
  from passages p
  cross join lateral json_array_elements(p.steps) with ordinality as s(step, place)
  cross join lateral (
    select "stepId" as step_id, "journeyId" as journey_id, key, namespace, at, "nodeId" as node_id,
      "nodeName" as node_name, "nodeType" as node_type, "stepType" as step_type, "stepStatus" as step_status,
      coalesce(entrance, false) as entrance, coalesce(reentrance, false) as reentrance,
      coalesce("instanceEnded", false) as instance_ended, "instanceStatus" as instance_status,
      "parentStepId" as parent_step_id, "parentStepName" as parent_step_name,
      "parentTransitionId" as parent_transition_id, "parentTransitionName" as parent_transition_name, branch,
      "processingTimeMs" as processing_time_ms, details
    from json_to_record(s.step) as m("stepId" text, "journeyId" text, key text, namespace text, at bigint,
      "nodeId" text, "nodeName" text, "nodeType" text, "stepType" text, "stepStatus" text, entrance boolean,
      reentrance boolean, "instanceEnded" boolean, "instanceStatus" text, "parentStepId" text, "parentStepName" text,
      "parentTransitionId" text, "parentTransitionName" text, branch text, "processingTimeMs" double precision,
      details json)
  ) m;

-- Calls, a row each: those that ended, and those somebody waits for.
create view calls as
  select p.sandbox, p.instance_id, p.version_id, m.*
  from passages p
  cross join lateral json_array_elements(p.calls) as c(call)
  cross join lateral (
    select id, "activityId" as activity_id, kind, "targetId" as target_id, status, outcome,
      "httpStatus" as http_status, "statusCode" as status_code, attempts, "elapsedMs" as elapsed_ms, message
    from json_to_record(c.call) as m(id text, "activityId" text, kind text, "targetId" text, status text,
      outcome text, "httpStatus" integer, "statusCode" text, attempts smallint, "elapsedMs" double precision,
      message text)
  ) m
  union all
  select i.sandbox, i.instance_id, i.version_id, m.id, m."activityId", m.kind, m."targetId", 'pending', null, null, null,
    null, null, null
  from (select sandbox, id as instance_id, version_id, pending_calls from instances
    where status = 'running' and pending_calls is not null) i
  cross join lateral json_to_recordset(i.pending_calls)
    as m(id text, "activityId" text, kind text, "targetId" text);

-- What the steps add up to, kept by every turn: reports read a few rows instead of all steps, and outlive their erasure.
-- `shard` is a partition the writing worker owns, so that two workers never wait for each other's row.
create table step_counts (
  version_id text not null,
  shard smallint not null,
  node_id text not null,
  step_status text not null,
  branch text not null,
  count bigint not null,
  primary key (version_id, shard, node_id, step_status, branch)
) with (fillfactor = 50);

create table instance_counts (
  version_id text not null,
  shard smallint not null,
  -- `entered`, or how an instance ended.
  what text not null,
  count bigint not null,
  primary key (version_id, shard, what)
) with (fillfactor = 50);

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


-- Statements stand behind `<> '[]'` where most batches have nothing for them: to start one costs more than to ask.
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

  if discards::text <> '[]' then
    perform write_discards(discards);
  end if;
  return coalesce(offsets, '{}');
end
$$;

-- The same for messages without ids, the most of them: `place` counts from 1 within each partition of the batch, and
-- the result is the head of each partition before it.
create function append_plain_events(entries json, counts json, discards json) returns json language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  heads json;
begin
  perform pg_advisory_xact_lock(7210002);

  with bumped as (
    update log_heads h set head = h.head + c.count
    from json_to_recordset(counts) as c(partition smallint, count bigint)
    where h.partition = c.partition
    returning h.partition, h.head - c.count as base
  ), written as (
    insert into event_log (partition, "offset", sandbox, event_id, key, namespace, received_at, payload)
    select e.partition, b.base + e.place, e.sandbox, e."eventId", e.key, e.namespace, e."receivedAt", e.payload
    from json_to_recordset(entries) as e(sandbox text, partition smallint, place bigint, "eventId" text, key text,
      namespace text, payload text, "receivedAt" bigint)
    join bumped b using (partition)
  )
  select json_object_agg(partition, base) into heads from bumped;

  if discards::text <> '[]' then
    perform write_discards(discards);
  end if;
  return coalesce(heads, '{}');
end
$$;

-- The newest instance of each pair. A function, because the plan of a kept statement would be made while tables are small.
create function latest_instances(journey_ids text[], keys text[]) returns setof instances language plpgsql stable
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
begin
  return query
    select i.*
    from unnest(journey_ids, keys) as p(journey_id, key)
    cross join lateral (
      (select * from instances r where r.key = p.key and r.journey_id = p.journey_id and r.status = 'running')
      union all
      (select * from instances e where e.key = p.key and e.journey_id = p.journey_id and e.status <> 'running'
        order by e.entered_at desc limit 1)
      limit 1
    ) i;
end
$$;

-- Commits a turn, or changes nothing and says why: error CA001 for a lost lease, CA002 for a change of what is live.
create function commit_turn(
  routing_epoch bigint, leases json, created json, updated json, passages json, step_counts json,
  instance_counts json, discards json, history json
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
  if updated::text <> '[]' then
    update instances i set status = u.status, ended_at = u."endedAt", wake_at = u."wakeAt",
      state = coalesce(u.state, u."stateText"::json),
      pending_calls = case when u.awaited is null then u."pendingCalls" else (
        select json_agg(c) from json_array_elements(i.pending_calls) c
        where c->>'id' in (select json_array_elements_text(u.awaited))) end,
      pending_requests = case when u.awaited is null
        then coalesce(u."pendingRequests", u."pendingRequestsText"::json) else i.pending_requests end
    from json_to_recordset(updated) as u(id text, status text, "endedAt" bigint, "wakeAt" bigint, state json,
      "stateText" text, awaited json, "pendingCalls" json, "pendingRequests" json, "pendingRequestsText" text)
    where i.id = any(array[u.id]) and case when i.status = 'running' then true end;
  end if;

  if created::text <> '[]' then
    insert into instances (id, sandbox, journey_id, version_id, partition, key, namespace, status, entered_at, ended_at,
      wake_at, state, pending_calls, pending_requests)
    select id, sandbox, "journeyId", "versionId", partition, key, namespace, status, "enteredAt", "endedAt", "wakeAt",
      coalesce(state, "stateText"::json), "pendingCalls", coalesce("pendingRequests", "pendingRequestsText"::json)
    from json_to_recordset(created) as c(id text, sandbox text, "journeyId" text, "versionId" text, partition smallint,
      key text, namespace text, status text, "enteredAt" bigint, "endedAt" bigint, "wakeAt" bigint, state json,
      "stateText" text, "pendingCalls" json, "pendingRequests" json, "pendingRequestsText" text);
  end if;

  insert into passages (sandbox, instance_id, version_id, steps, calls)
  select sandbox, "instanceId", "versionId", steps, calls
  from json_to_recordset(passages) as p(sandbox text, "instanceId" text, "versionId" text, steps json, calls json);

  insert into step_counts as c (version_id, shard, node_id, step_status, branch, count)
  select "versionId", shard, "nodeId", "stepStatus", branch, count
  from json_to_recordset(step_counts) as n("versionId" text, shard smallint, "nodeId" text, "stepStatus" text,
    branch text, count bigint)
  on conflict (version_id, shard, node_id, step_status, branch) do update set count = c.count + excluded.count;

  insert into instance_counts as c (version_id, shard, what, count)
  select "versionId", shard, what, count
  from json_to_recordset(instance_counts) as n("versionId" text, shard smallint, what text, count bigint)
  on conflict (version_id, shard, what) do update set count = c.count + excluded.count;

  if discards::text <> '[]' then
    perform write_discards(discards);
  end if;

  if history::text <> '[]' then
    insert into profile_events (sandbox, namespace, key, schema_id, occurred_at, payload)
    select sandbox, namespace, key, "schemaId", "occurredAt", payload::json
    from json_to_recordset(history) as h(sandbox text, namespace text, key text, "schemaId" text, "occurredAt" bigint,
      payload text);
  end if;
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
