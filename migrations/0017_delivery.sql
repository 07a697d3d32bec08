-- Who is told of alerts, how, and when they are left alone: exceptions that expire, e-mail, webhooks and MQTT beside the chat, escalation,
-- and the question to a member whether it was them.
-- Up Migration

-- What is not told for a while: a snoozed matter, or what somebody said is expected. It counts and can be seen all the same.
create table alert_exception (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  kind text not null check (kind in ('snooze', 'expected')),
  -- the alert whose button was pressed
  alert_id uuid not null,
  -- of a snooze: the matter
  fingerprint text,
  -- of what is expected: what it covers; null covers any
  rule_id uuid,
  account text,
  address inet,
  camera_id uuid,
  person_id uuid,
  -- nothing worse than this is held back
  worst text not null check (worst in ('low', 'medium', 'high', 'critical')),
  reason text not null default '' check (length(reason) <= 500),
  created_at timestamptz not null,
  created_by text not null,
  created_by_id uuid,
  until timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  -- what was held back, and when last
  suppressed bigint not null default 0,
  last_suppressed_at timestamptz,
  -- that it is over has been looked at: what was snoozed is told again
  woken_at timestamptz,
  unique (org_id, id),
  foreign key (org_id, alert_id) references alert (org_id, id) on delete cascade,
  foreign key (org_id, rule_id) references rule (org_id, id),
  check (until > created_at),
  check ((kind = 'snooze') = (fingerprint is not null)),
  check (kind = 'snooze' or account is not null or address is not null or camera_id is not null)
);
select safenest_protect('alert_exception', 'select, insert, update');
create policy lookup on alert_exception for select to safenest_system using (true);
grant select (id, org_id, until, ended_at, woken_at) on alert_exception to safenest_system;
-- which hold now: asked whenever an alert is raised
create index alert_exception_live on alert_exception (org_id, until) where ended_at is null;
-- those of one alert, for its card and page
create index alert_exception_alert on alert_exception (org_id, alert_id);
-- what is over and has not been told of yet
create index alert_exception_unwoken on alert_exception (until) where woken_at is null;

-- What an exception held back: each event once, however often a rule finds it again.
create table alert_exception_hit (
  org_id uuid not null,
  exception_id uuid not null,
  -- an event's number or a camera event's id, as text
  happening text not null,
  at timestamptz not null,
  primary key (org_id, exception_id, happening),
  foreign key (org_id, exception_id) references alert_exception (org_id, id) on delete cascade
);
select safenest_protect('alert_exception_hit');

-- Where news goes beside the chat.
create table delivery_target (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  kind text not null check (kind in ('email', 'webhook', 'mqtt')),
  name text not null check (length(name) between 1 and 100),
  -- server, address, topic: nothing that opens a door. See src/domain/delivery.ts.
  settings jsonb not null,
  -- AES-256-GCM over passwords and signing secrets as JSON; bound to this row's id
  secrets bytea,
  purposes text[] not null,
  severity_floor text not null check (severity_floor in ('low', 'medium', 'high', 'critical')),
  -- minutes after midnight in the zone; what is less than critical waits until they are over. Both or neither.
  quiet_from integer check (quiet_from between 0 and 1439),
  quiet_to integer check (quiet_to between 0 and 1439),
  time_zone text,
  -- what comes within so many seconds goes together; what is critical never waits
  rollup_seconds integer not null default 0 check (rollup_seconds between 0 and 86400),
  enabled boolean not null default true,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  -- how it goes: when it last took something, since when it does not, and why
  delivered_at timestamptz,
  failing_since timestamptz,
  failures integer not null default 0,
  last_error text,
  -- before when it is not tried again, and until when one worker has it to itself
  retry_at timestamptz,
  claimed_until timestamptz,
  unique (org_id, id),
  unique (org_id, name),
  check ((quiet_from is null) = (quiet_to is null))
);
select safenest_protect('delivery_target');
create policy lookup on delivery_target for select to safenest_system using (true);
grant select (id, org_id, enabled, retry_at, claimed_until) on delivery_target to safenest_system;

-- One piece of news for one target. Its id is the event id that the receiver is told, the same however often it is sent.
create table delivery (
  id uuid primary key,
  -- the order in which it was written down, also within one moment
  seq bigint generated always as identity,
  org_id uuid not null,
  target_id uuid not null,
  -- e.g. `alert.raised`
  type text not null,
  -- the matter
  subject uuid not null,
  severity text check (severity in ('low', 'medium', 'high', 'critical')),
  -- what is told, as it stood then
  body jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dropped', 'dead')),
  created_at timestamptz not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  done_at timestamptz,
  foreign key (org_id, target_id) references delivery_target (org_id, id) on delete cascade
);
select safenest_protect('delivery');
create policy lookup on delivery for select to safenest_system using (true);
grant select (id, org_id, target_id, state, due_at) on delivery to safenest_system;
-- what a target is told next, and the sweep for what waits
create index delivery_waiting on delivery (org_id, target_id, due_at) where state = 'waiting';
-- what a target heard of a matter last
create index delivery_subject on delivery (org_id, target_id, subject, seq desc);
-- the dead letters of a page, and forgetting what was sent long ago
create index delivery_done on delivery (org_id, done_at) where state <> 'waiting';

-- Whether an outbox row has been handed to the targets.
alter table outbox add column fanned_at timestamptz;
update outbox set fanned_at = now();
grant select (fanned_at) on outbox to safenest_system;
-- the sweep for rows that a crash kept from the targets
create index outbox_unfanned on outbox (created_at) where fanned_at is null;

-- What an organisation does when nobody acknowledges, and whom it asks whether it was them. See src/domain/escalation.ts for the schema.
create table alert_policy (
  org_id uuid primary key references organisation on delete cascade,
  policy jsonb not null,
  -- alerts raised before are nobody's to be told of again
  since timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null
);
select safenest_protect('alert_policy', 'select, insert, update');
create policy lookup on alert_policy for select to safenest_system using (true);
grant select (org_id) on alert_policy to safenest_system;

-- How far telling again has come with an alert that nobody acknowledged; gone once somebody did.
create table alert_escalation (
  org_id uuid not null,
  alert_id uuid not null,
  since timestamptz not null,
  -- how many steps are done
  steps integer not null default 0,
  due_at timestamptz,
  -- whom it was told again, in words, oldest first
  told text[] not null default '{}',
  primary key (org_id, alert_id),
  foreign key (org_id, alert_id) references alert (org_id, id) on delete cascade
);
select safenest_protect('alert_escalation');
-- what is due
create index alert_escalation_due on alert_escalation (org_id, due_at) where due_at is not null;

-- One telling-again: the matter of an outbox row, so that it stands anew where it is told.
create table alert_nudge (
  id uuid primary key,
  org_id uuid not null,
  alert_id uuid not null,
  step integer not null,
  -- a channel's or member's id; a target has its delivery
  channel_id uuid,
  member_id uuid,
  minutes integer not null,
  created_at timestamptz not null,
  -- where a member was told, once they were; or that they cannot be
  told jsonb,
  done_at timestamptz,
  attempts integer not null default 0,
  retry_at timestamptz,
  outcome text not null default '' check (length(outcome) <= 1000),
  unique (org_id, id),
  foreign key (org_id, alert_id) references alert (org_id, id) on delete cascade,
  foreign key (org_id, channel_id) references chat_channel (org_id, id) on delete cascade,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('alert_nudge');
create policy lookup on alert_nudge for select to safenest_system using (true);
grant select (id, org_id, member_id, done_at, retry_at, created_at) on alert_nudge to safenest_system;
-- members who are still to be told
create index alert_nudge_untold on alert_nudge (created_at) where member_id is not null and done_at is null;

-- Whose login accounts are whose, beside a member's own e-mail address.
create table member_account (
  org_id uuid not null,
  account text not null check (length(account) between 1 and 320),
  member_id uuid not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (org_id, account),
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('member_account');

-- “Was this you?”: one question about one alert to one member, in a direct message; the answer is evidence.
create table login_question (
  id uuid primary key,
  org_id uuid not null,
  alert_id uuid not null,
  member_id uuid not null,
  account text not null,
  asked_by text not null,
  asked_by_id uuid,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  -- sending: not told yet; asked: it stands in their messages
  state text not null check (state in ('sending', 'asked', 'yes', 'no', 'expired', 'undeliverable')),
  answered_at timestamptz,
  -- where it stands
  told jsonb,
  outcome text not null default '' check (length(outcome) <= 1000),
  attempts integer not null default 0,
  retry_at timestamptz,
  -- what stands there says how it ended
  retold_at timestamptz,
  unique (org_id, id),
  -- a member is asked once about an alert
  unique (org_id, alert_id, member_id),
  foreign key (org_id, alert_id) references alert (org_id, id) on delete cascade,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('login_question');
create policy lookup on login_question for select to safenest_system using (true);
grant select (id, org_id, state, expires_at, retry_at, retold_at, asked_at) on login_question to safenest_system;
-- what is to be sent, expired or told how it ended
create index login_question_open on login_question (asked_at) where retold_at is null;

alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('alert_raised', 'alert_changed', 'alert_nudged', 'incident_changed', 'proposal_changed', 'case_changed', 'appeal_changed'));
