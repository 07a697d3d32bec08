-- Reports on a schedule, the history of rules, and proposals that come back later or need two people.
-- Up Migration

-- When an organisation's reports are made. Without a row the usual holds: weekly on Monday at 08:00, nothing daily.
create table report_schedule (
  org_id uuid primary key references organisation on delete cascade,
  daily boolean not null,
  daily_hour integer not null check (daily_hour between 0 and 23),
  weekly boolean not null,
  -- 1 is Monday
  weekly_day integer not null check (weekly_day between 1 and 7),
  weekly_hour integer not null check (weekly_hour between 0 and 23),
  language text not null check (language in ('en', 'de', 'fr', 'es')),
  -- rules are recommended by themselves, when the weekly report is due
  recommends boolean not null,
  -- what was due before this is not made up for
  since timestamptz not null,
  updated_by text not null
);
select safenest_protect('report_schedule');
create policy lookup on report_schedule for select to safenest_system using (true);
grant select (org_id, daily, daily_hour, weekly, weekly_day, weekly_hour, language, recommends, since)
  on report_schedule to safenest_system;

-- The archive: a report is never changed.
create table report (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  number bigint not null,
  -- `asked`: somebody had it made
  kind text not null check (kind in ('daily', 'weekly', 'asked')),
  -- the calendar days it is about, `2026-11-16/2026-11-22`
  period text not null check (length(period) between 10 and 60),
  from_at timestamptz not null,
  to_at timestamptz not null,
  time_zone text not null,
  language text not null check (language in ('en', 'de', 'fr', 'es')),
  -- counted by the database: src/domain/report.ts
  data jsonb not null,
  -- what a language model made of it, every figure checked; null where the templates speak
  wording jsonb,
  made_at timestamptz not null,
  made_by text not null,
  unique (org_id, id),
  unique (org_id, number)
);
select safenest_protect('report', 'select, insert');
create policy lookup on report for select to safenest_system using (true);
grant select (org_id, kind, to_at) on report to safenest_system;
-- one for each period, however many workers make it
create unique index report_once on report (org_id, kind, period) where kind <> 'asked';
-- which of an organisation's periods is the last that was made
create index report_latest on report (org_id, kind, to_at desc);

-- That rules were recommended for a week; the proposals themselves are in `proposal`.
create table recommendation_run (
  org_id uuid not null references organisation on delete cascade,
  period text not null,
  made_at timestamptz not null,
  proposed integer not null,
  primary key (org_id, period)
);
select safenest_protect('recommendation_run', 'select, insert');
create policy lookup on recommendation_run for select to safenest_system using (true);
grant select (org_id, period) on recommendation_run to safenest_system;

-- Every state a rule was ever in: what it was, who made it so, and why.
create table rule_version (
  org_id uuid not null,
  rule_id uuid not null,
  version integer not null check (version > 0),
  name text not null,
  params jsonb not null,
  severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
  state text not null check (state in ('draft', 'active', 'rejected', 'retired')),
  cooldown_seconds integer not null,
  changed_at timestamptz not null,
  changed_by text not null,
  why text not null default '' check (length(why) <= 2000),
  -- `PROP-5`, `button`, `console` …
  via text,
  primary key (org_id, rule_id, version),
  foreign key (org_id, rule_id) references rule (org_id, id) on delete cascade
);
select safenest_protect('rule_version', 'select, insert');

-- Who has approved it so far, where two people are needed: `[{"id": …, "name": …, "at": …}]`
alter table proposal add column approvals jsonb not null default '[]';
-- Somebody put it off: until then nobody is asked, and it is told anew.
alter table proposal add column later_until timestamptz;
-- What spoke for it when it was made, in figures: a rejected one comes back only when they have changed.
alter table proposal add column facts jsonb;
grant select (id, org_id, state, later_until) on proposal to safenest_system;
create policy lookup on proposal for select to safenest_system using (true);
-- what comes back
create index proposal_later on proposal (later_until) where state = 'pending' and later_until is not null;

-- Which kinds of news there are is for the program to say; this only keeps rubbish out.
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind ~ '^[a-z_]{3,40}$');
