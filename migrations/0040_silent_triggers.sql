-- What triggers that run silently would have raised, so that people see what one does before it is turned on.
-- Up Migration

create table silent_hit (
  org_id uuid not null,
  -- the conversation; the hit goes with it
  session_id uuid not null,
  trigger text not null check (length(trigger) between 1 and 40),
  -- the highest that it saw, and where the channel's line stood then
  value double precision not null,
  threshold double precision not null,
  -- whom the case would have been about, by the platform's account
  offender text not null check (length(offender) between 1 and 200),
  offender_name text not null default '' check (length(offender_name) <= 200),
  policy_version integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (org_id, session_id, trigger),
  foreign key (org_id, session_id) references moderation_session (org_id, id) on delete cascade
);
select safenest_protect('silent_hit');
-- what a trigger would have raised in some days
create index silent_hit_time on silent_hit (org_id, first_at);
