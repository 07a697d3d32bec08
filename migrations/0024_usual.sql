-- Up Migration
-- How learning what is usual goes: of logins, of scoring them, and of what cameras see.
create table learning (
  org_id uuid not null references organisation on delete cascade,
  what text not null check (what in ('logins', 'scoring', 'cameras')),
  -- camera events that were over by then are learned from; of logins see anomaly_model
  until timestamptz,
  -- when all was learned anew, and from how many logins or camera events
  learned_at timestamptz,
  items bigint not null default 0,
  -- when it failed and why; null since it went well again
  failed_at timestamptz,
  failure text,
  primary key (org_id, what)
);
select safenest_protect('learning');

-- Accounts whose habits were forgotten: nothing from before that moment is learned of them again.
create table forgotten_habit (
  org_id uuid not null references organisation on delete cascade,
  account text not null,
  at timestamptz not null,
  forgotten_by text not null,
  primary key (org_id, account)
);
select safenest_protect('forgotten_habit');

-- where learning from cameras stands is a row of learning now
alter table anomaly_model drop column camera_until;

-- camera events that were over since the last time, to learn from
create index camera_event_closed on camera_event (org_id, closed_at) where closed_at is not null;
