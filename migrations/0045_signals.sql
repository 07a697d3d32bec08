-- Up Migration
-- What other systems report: a switched-off second factor, a detection, a metric that fires. Kept as they came; seq is the order they came in.
create table signal (
  org_id uuid not null references organisation on delete cascade,
  seq bigint generated always as identity,
  source text not null check (length(source) between 1 and 100),
  event_id text not null check (length(event_id) between 1 and 300),
  kind text not null check (length(kind) between 1 and 100),
  title text not null check (length(title) between 1 and 300),
  severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
  status text not null check (status in ('firing', 'resolved')),
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  -- what makes two signals of a source the same matter
  fingerprint text not null check (length(fingerprint) between 1 and 300),
  account text,
  address inet,
  camera_id uuid,
  link text,
  details jsonb not null,
  -- ingestion refuses what it already has
  constraint signal_once unique (org_id, source, event_id),
  foreign key (org_id, camera_id) references camera (org_id, id) on delete set null (camera_id)
);
select safenest_protect('signal', 'select, insert, delete');
-- "what did they send between": the list, the searches and what is too old
create index signal_time on signal (org_id, occurred_at desc, seq desc);
-- the story of one account
create index signal_account on signal (org_id, account, occurred_at desc) where account is not null;
-- how a matter stands now
create index signal_fingerprint on signal (org_id, source, fingerprint, occurred_at desc);
alter table signal add primary key (org_id, seq);

-- Which signals an alert stands on.
create table alert_signal (
  org_id uuid not null,
  alert_id uuid not null,
  signal_seq bigint not null,
  primary key (org_id, alert_id, signal_seq),
  foreign key (org_id, alert_id) references alert (org_id, id) on delete cascade,
  foreign key (org_id, signal_seq) references signal (org_id, seq) on delete cascade
);
select safenest_protect('alert_signal');
-- from a signal to its alerts
create index alert_signal_signal on alert_signal (org_id, signal_seq);
