-- Who may sign in. All but setup_tokens are tables of the sign-in library (better-auth), which reads and writes them
-- itself under the names of packages/access/src/better-auth/tables.ts.

create table users (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);

create table sessions (
  id text primary key,
  user_id text not null references users (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null
);
create index sessions_user_id_idx on sessions (user_id);

-- A way to sign in as a user; `password` is a hash.
create table accounts (
  id text primary key,
  user_id text not null references users (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null
);
create index accounts_user_id_idx on accounts (user_id);

create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index verifications_identifier_idx on verifications (identifier);

-- `key` is a hash; `start` the first characters, to tell keys apart; `permissions` our scopes as JSON text.
create table api_keys (
  id text primary key,
  config_id text not null,
  owner_id text not null references users (id) on delete cascade,
  name text,
  prefix text,
  start text,
  key text not null,
  enabled boolean,
  permissions text,
  metadata text,
  expires_at timestamptz,
  last_request timestamptz,
  request_count integer,
  remaining integer,
  refill_interval integer,
  refill_amount integer,
  last_refill_at timestamptz,
  rate_limit_enabled boolean,
  rate_limit_time_window integer,
  rate_limit_max integer,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index api_keys_config_id_idx on api_keys (config_id);
create index api_keys_owner_id_idx on api_keys (owner_id);
create index api_keys_key_idx on api_keys (key);

-- The one-time link that makes the first administrator; at most one row.
create table setup_tokens (
  token_hash text primary key,
  expires_at bigint not null
);
