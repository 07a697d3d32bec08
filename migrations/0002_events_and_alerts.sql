-- Up Migration
-- Raw facts, append-only. seq gives the reference LOG-…; event_id is the source's own id and makes ingestion idempotent.
create table event (
  org_id uuid not null references organisation on delete cascade,
  seq bigint generated always as identity,
  kind text not null check (kind in ('login')),
  event_id text not null check (length(event_id) between 1 and 200),
  occurred_at timestamptz not null,
  received_at timestamptz not null default now(),
  source text not null,
  outcome text check (outcome in ('success', 'failure')),
  account text,
  address inet,
  country text,
  city text,
  latitude double precision,
  longitude double precision,
  device text,
  method text,
  reason text,
  text text not null,
  -- ingestion refuses what it already has
  constraint event_id_once unique (org_id, event_id)
);
select safenest_protect('event', 'select, insert');
-- "what happened between": every search without words; with what a week is counted by, so that counting reads no rows
create index event_time on event (org_id, occurred_at desc, seq desc) include (outcome, country);
-- history of one account or one address: detectors, and searches that name them
create index event_account on event (org_id, account, occurred_at desc);
create index event_address on event (org_id, address, occurred_at desc);
-- the failures around a login, however many successes lie between them: rules ask for those with every batch
create index event_account_failures on event (org_id, account, occurred_at desc) where outcome = 'failure';
create index event_address_failures on event (org_id, address, occurred_at desc) where outcome = 'failure';
-- The key after the other indexes: while a table is nearly empty all of them look equally good, and of equals the planner takes
-- the newest. A connection keeps its plan for checking foreign keys, and the wrong index would be read from end to end.
alter table event add primary key (org_id, seq);

-- What an account has been seen with: countries, devices, addresses. First-seen rules read and write it.
create table account_profile (
  org_id uuid not null references organisation on delete cascade,
  account text not null,
  kind text not null check (kind in ('country', 'device', 'address')),
  value text not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  -- exact up to 20, then one more at most every ten minutes
  count bigint not null default 1,
  primary key (org_id, account, kind, value)
)
-- room on each page, so that counting one more login of a known account touches no index
with (fillfactor = 70);
select safenest_protect('account_profile');

create table rule (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  number bigint not null,
  kind text not null,
  name text not null check (length(name) between 1 and 200),
  params jsonb not null,
  severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
  state text not null check (state in ('draft', 'active', 'rejected', 'retired')),
  cooldown_seconds integer not null check (cooldown_seconds between 0 and 2592000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by text not null,
  unique (org_id, number),
  unique (org_id, id)
);
select safenest_protect('rule');

create table incident (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  number bigint not null,
  title text not null check (length(title) between 1 and 200),
  summary text not null default '' check (length(summary) <= 10000),
  severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
  status text not null check (status in ('open', 'investigating', 'contained', 'closed', 'withdrawn')),
  assignee_id uuid,
  created_by text not null,
  -- the member or the API key that opened it; null where the service did
  created_by_id uuid,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  resolution text,
  unique (org_id, number),
  unique (org_id, id),
  foreign key (org_id, assignee_id) references member (org_id, id)
);
select safenest_protect('incident', 'select, insert, update');
-- the board and "incidents between"
create index incident_time on incident (org_id, opened_at desc);

create table alert (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  number bigint not null,
  rule_id uuid,
  kind text not null,
  fingerprint text not null,
  severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
  status text not null default 'open' check (status in ('open', 'acknowledged', 'resolved', 'false_alarm')),
  title text not null,
  facts jsonb not null default '[]',
  -- how often each account, address and country occurs in it: what title and facts are written from as it grows
  tally jsonb not null default '{"accounts": [], "addresses": [], "countries": []}',
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  count bigint not null,
  account text,
  address inet,
  country text,
  raised_at timestamptz not null,
  updated_at timestamptz not null,
  status_by text,
  status_note text,
  incident_id uuid,
  unique (org_id, number),
  foreign key (org_id, rule_id) references rule (org_id, id),
  foreign key (org_id, incident_id) references incident (org_id, id)
);
select safenest_protect('alert', 'select, insert, update');
-- does this finding belong to an alert that is still growing?
create index alert_fingerprint on alert (org_id, fingerprint, last_seen desc);
-- the feed and "alerts between"
create index alert_time on alert (org_id, last_seen desc);
-- the alerts of an incident
create index alert_incident on alert (org_id, incident_id);
-- last, as with events
alter table alert add unique (org_id, id);

-- Which events an alert stands on.
create table alert_event (
  org_id uuid not null,
  alert_id uuid not null,
  event_seq bigint not null,
  primary key (org_id, alert_id, event_seq),
  foreign key (org_id, alert_id) references alert (org_id, id) on delete cascade,
  foreign key (org_id, event_seq) references event (org_id, seq) on delete cascade
);
select safenest_protect('alert_event');
-- "high-risk logins": from an event to its alerts
create index alert_event_event on alert_event (org_id, event_seq);
