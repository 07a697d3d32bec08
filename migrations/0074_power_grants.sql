-- Who was given power over others where channels are guarded, for the trigger that minds that. Kept only where it is on or silent.
-- Up Migration

create table power_grant (
  org_id uuid not null,
  -- where it counts: the channel itself, or of a server with guarded channels one of them
  guarded_channel_id uuid not null,
  -- the platform's own id of the change, or made of what it says: the same one is told once
  key text not null check (length(key) between 1 and 200),
  -- who was given it; of a role that was given powers, who did that
  account text not null check (length(account) between 1 and 200),
  name text not null default '' check (length(name) <= 200),
  role text not null check (length(role) <= 200),
  powers text[] not null default '{}',
  given_by text check (length(given_by) between 1 and 200),
  given_by_name text not null default '' check (length(given_by_name) <= 200),
  -- everybody with the role was given them
  everyone boolean not null default false,
  given_at timestamptz not null,
  primary key (org_id, guarded_channel_id, key),
  foreign key (org_id, guarded_channel_id) references guarded_channel (org_id, id) on delete cascade
);
select safenest_protect('power_grant');
-- who was given power within a while; retention, oldest first
create index power_grant_time on power_grant (org_id, given_at);
-- the case about power that is given, which goes on
create index moderation_case_power on moderation_case (org_id, updated_at desc) where kind = 'power';
