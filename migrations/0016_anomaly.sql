-- Up Migration
-- When what usually happens: of accounts (with what they sign in from), cameras and classes of objects, by hour and weekday of the
-- organisation's clock. Learned from what was ingested, after it.
create table baseline (
  org_id uuid not null references organisation on delete cascade,
  -- 'organisation' stands for all accounts together; its name is empty
  kind text not null check (kind in ('organisation', 'account', 'camera', 'object')),
  name text not null check (length(name) <= 320),
  -- see src/pipeline/anomaly/baselines/baseline.ts
  pattern jsonb not null,
  -- countries, devices, places of an account: see src/pipeline/anomaly/unusual/habit.ts
  habit jsonb,
  events bigint not null,
  updated_at timestamptz not null,
  primary key (org_id, kind, name)
);
select safenest_protect('baseline');

-- What an organisation's unusual logins are told by, and up to where logins and camera events were learned from.
create table anomaly_model (
  org_id uuid primary key references organisation on delete cascade,
  seq bigint not null,
  camera_until timestamptz,
  -- null while there is too little to learn from
  forest bytea,
  -- how training scores were spread, and what the columns looked like
  trained jsonb,
  rows bigint not null,
  trained_at timestamptz not null
);
select safenest_protect('anomaly_model');

-- The logins that stood out; the others are not kept.
create table login_score (
  org_id uuid not null,
  seq bigint not null,
  account text not null,
  occurred_at timestamptz not null,
  score real not null,
  -- of all logins learned from, the share that is less unusual; by the forest alone, and with what people said of others
  share real not null,
  ranked real not null,
  features jsonb not null,
  reasons jsonb not null,
  verdict text check (verdict in ('false_alarm', 'confirmed')),
  verdict_by text,
  verdict_at timestamptz,
  primary key (org_id, seq),
  foreign key (org_id, seq) references event (org_id, seq) on delete cascade
);
select safenest_protect('login_score');
-- "anything unusual this week?", the most unusual first
create index login_score_time on login_score (org_id, occurred_at desc);
-- what people said of an organisation's logins: re-ranks others
create index login_score_verdict on login_score (org_id, verdict_at desc) where verdict is not null;
