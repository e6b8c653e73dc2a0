-- What the migrations make, for reading and review.
-- Made by `node packages/postgres/scripts/dump-schema.ts`; a test compares it. Do not edit.

create table accounts (
  id text not null,
  user_id text not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null,
  constraint accounts_pkey PRIMARY KEY (id),
  constraint accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table api_keys (
  id text not null,
  config_id text not null,
  owner_id text not null,
  name text,
  prefix text,
  start text,
  key text not null,
  enabled boolean,
  permissions text,
  metadata text,
  expires_at timestamp with time zone,
  last_request timestamp with time zone,
  request_count integer,
  remaining integer,
  refill_interval integer,
  refill_amount integer,
  last_refill_at timestamp with time zone,
  rate_limit_enabled boolean,
  rate_limit_time_window integer,
  rate_limit_max integer,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint api_keys_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint api_keys_pkey PRIMARY KEY (id)
);

create table authored_objects (
  id text not null,
  sandbox text not null,
  kind text not null,
  name text not null,
  body json not null,
  revision integer not null default 1,
  created_at bigint not null,
  created_by text not null,
  updated_at bigint not null,
  updated_by text not null,
  constraint authored_objects_kind_check CHECK ((kind = ANY (ARRAY['schema'::text, 'event'::text, 'dataSource'::text, 'action'::text, 'inlet'::text]))),
  constraint authored_objects_pkey PRIMARY KEY (id),
  constraint authored_objects_sandbox_kind_name_key UNIQUE (sandbox, kind, name)
);

create table discards (
  id bigint not null generated always as identity,
  sandbox text not null,
  at bigint not null,
  code text not null,
  event_id text,
  journey_id text,
  key text,
  constraint discards_pkey PRIMARY KEY (id)
);

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
  constraint event_log_pkey PRIMARY KEY (partition, "offset")
);

create table instance_counts (
  version_id text not null,
  shard smallint not null,
  what text not null,
  count bigint not null,
  constraint instance_counts_pkey PRIMARY KEY (version_id, shard, what)
);

create table instances (
  id text not null,
  sandbox text not null,
  journey_id text not null,
  version_id text not null,
  partition smallint not null,
  key text not null,
  namespace text,
  status text not null,
  entered_at bigint not null,
  ended_at bigint,
  wake_at bigint,
  state json not null,
  pending_calls json,
  pending_requests json,
  constraint instances_pkey PRIMARY KEY (id),
  constraint instances_status_check CHECK ((status = ANY (ARRAY['running'::text, 'completed'::text, 'error'::text, 'timedOut'::text, 'stopped'::text])))
);

create table journey_references (
  version_id text not null,
  kind text not null,
  name text not null,
  part text not null default ''::text,
  object_id text,
  constraint journey_references_pkey PRIMARY KEY (version_id, kind, name, part),
  constraint journey_references_version_id_fkey FOREIGN KEY (version_id) REFERENCES journey_versions(id) ON DELETE CASCADE
);

create table journey_versions (
  id text not null,
  journey_id text not null,
  version integer not null,
  status text not null,
  definition json not null,
  revision integer not null default 1,
  created_at bigint not null,
  created_by text not null,
  updated_at bigint not null,
  updated_by text not null,
  published_at bigint,
  published_by text,
  ends_at bigint,
  closed_at bigint,
  stopped_at bigint,
  snapshot json,
  constraint journey_versions_journey_id_fkey FOREIGN KEY (journey_id) REFERENCES journeys(id) ON DELETE CASCADE,
  constraint journey_versions_journey_id_version_key UNIQUE (journey_id, version),
  constraint journey_versions_pkey PRIMARY KEY (id),
  constraint journey_versions_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'publishing'::text, 'live'::text, 'closed'::text, 'stopping'::text, 'stopped'::text, 'finished'::text])))
);

create table journeys (
  id text not null,
  sandbox text not null,
  name text not null,
  constraint journeys_pkey PRIMARY KEY (id)
);

create table log_heads (
  partition smallint not null,
  head bigint not null default 0,
  constraint log_heads_pkey PRIMARY KEY (partition)
);

create table message_ids (
  sandbox text not null,
  event_id text not null,
  message_id text not null,
  accepted_at bigint not null,
  constraint message_ids_pkey PRIMARY KEY (sandbox, event_id, message_id)
);

create table partitions (
  partition smallint not null,
  owner text,
  epoch bigint not null default 0,
  lease_until bigint not null default 0,
  cursor bigint not null default 0,
  constraint partitions_pkey PRIMARY KEY (partition)
);

create table passages (
  seq bigint not null generated always as identity,
  sandbox text not null,
  instance_id text not null,
  version_id text not null,
  steps json not null,
  calls json,
  constraint passages_pkey PRIMARY KEY (seq)
);

create table profile_events (
  id bigint not null generated always as identity,
  sandbox text not null,
  namespace text not null,
  key text not null,
  schema_id text not null,
  occurred_at bigint not null,
  payload json not null,
  constraint profile_events_pkey PRIMARY KEY (id)
);

create table profiles (
  sandbox text not null,
  namespace text not null,
  key text not null,
  attributes json not null,
  time_zone text,
  updated_at bigint not null,
  constraint profiles_pkey PRIMARY KEY (sandbox, namespace, key)
);

create table routing (
  is_only_row boolean not null default true,
  epoch bigint not null default 1,
  constraint routing_is_only_row_check CHECK (is_only_row),
  constraint routing_pkey PRIMARY KEY (is_only_row)
);

create table schema_migrations (
  name text not null,
  checksum text not null,
  is_breaking boolean not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table sessions (
  id text not null,
  user_id text not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_key UNIQUE (token),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table setup_tokens (
  token_hash text not null,
  expires_at bigint not null,
  constraint setup_tokens_pkey PRIMARY KEY (token_hash)
);

create table step_counts (
  version_id text not null,
  shard smallint not null,
  node_id text not null,
  step_status text not null,
  branch text not null,
  count bigint not null,
  constraint step_counts_pkey PRIMARY KEY (version_id, shard, node_id, step_status, branch)
);

create table users (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null,
  image text,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  constraint users_email_key UNIQUE (email),
  constraint users_pkey PRIMARY KEY (id)
);

create table verifications (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  constraint verifications_pkey PRIMARY KEY (id)
);

create table workers (
  id text not null,
  lease_until bigint not null,
  constraint workers_pkey PRIMARY KEY (id)
);

CREATE INDEX accounts_user_id_idx ON public.accounts USING btree (user_id);
CREATE INDEX api_keys_config_id_idx ON public.api_keys USING btree (config_id);
CREATE INDEX api_keys_key_idx ON public.api_keys USING btree (key);
CREATE INDEX api_keys_owner_id_idx ON public.api_keys USING btree (owner_id);
CREATE INDEX discards_at ON public.discards USING btree (at);
CREATE INDEX instances_calling ON public.instances USING btree (partition, id) WHERE ((status = 'running'::text) AND (pending_calls IS NOT NULL));
CREATE INDEX instances_due ON public.instances USING btree (partition, wake_at) WHERE ((status = 'running'::text) AND (wake_at IS NOT NULL));
CREATE INDEX instances_ended ON public.instances USING brin (ended_at) WITH (pages_per_range='32');
CREATE INDEX instances_ended_by_person ON public.instances USING btree (key, journey_id, entered_at DESC) WHERE (status <> 'running'::text);
CREATE UNIQUE INDEX instances_running ON public.instances USING btree (key, journey_id) WHERE (status = 'running'::text);
CREATE INDEX instances_running_by_version ON public.instances USING btree (version_id) WHERE (status = 'running'::text);
CREATE INDEX journey_references_by_name ON public.journey_references USING btree (kind, name);
CREATE INDEX journey_references_by_object ON public.journey_references USING btree (object_id);
CREATE UNIQUE INDEX journey_versions_one_live ON public.journey_versions USING btree (journey_id) WHERE (status = 'live'::text);
CREATE INDEX journey_versions_running ON public.journey_versions USING btree (status) WHERE (status = ANY (ARRAY['live'::text, 'closed'::text]));
CREATE INDEX message_ids_accepted_at ON public.message_ids USING btree (accepted_at);
CREATE INDEX passages_by_instance ON public.passages USING btree (instance_id, seq);
CREATE INDEX profile_events_by_person ON public.profile_events USING btree (sandbox, namespace, key, schema_id, occurred_at DESC);
CREATE INDEX profile_events_occurred_at ON public.profile_events USING btree (occurred_at);
CREATE INDEX sessions_user_id_idx ON public.sessions USING btree (user_id);
CREATE INDEX verifications_identifier_idx ON public.verifications USING btree (identifier);

-- view calls: sandbox text, instance_id text, version_id text, id text, activity_id text, kind text, target_id text, status text, outcome text, http_status integer, status_code text, attempts smallint, elapsed_ms double precision, message text
-- view journey_uses: journey_id text, version_id text, status text, object_id text, part text
-- view step_events: seq bigint, sandbox text, instance_id text, version_id text, step_id text, journey_id text, key text, namespace text, at bigint, node_id text, node_name text, node_type text, step_type text, step_status text, entrance boolean, reentrance boolean, instance_ended boolean, instance_status text, parent_step_id text, parent_step_name text, parent_transition_id text, parent_transition_name text, branch text, processing_time_ms double precision, details json

-- function append_events(entries json, discards json) returns bigint[]: body in its migration
-- function append_plain_events(entries json, counts json, discards json) returns json: body in its migration
-- function claim_leases(worker text, lease_ms integer) returns TABLE(leased_partition smallint, leased_epoch bigint, leased_cursor bigint): body in its migration
-- function commit_turn(routing_epoch bigint, leases json, created json, updated json, passages json, step_counts json, instance_counts json, discards json, history json) returns void: body in its migration
-- function epoch_ms() returns bigint: body in its migration
-- function latest_instances(journey_ids text[], keys text[]) returns SETOF instances: body in its migration
-- function write_discards(discards json) returns void: body in its migration
