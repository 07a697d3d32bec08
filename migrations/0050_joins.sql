-- Who joined where channels are guarded, for the triggers that mind many joining at once. Kept only where one of them is on or silent.
-- Up Migration

create table member_join (
  org_id uuid not null,
  -- where it counts: the channel itself, or of a server with guarded channels one of them
  guarded_channel_id uuid not null,
  account text not null check (length(account) between 1 and 200),
  name text not null default '' check (length(name) <= 200),
  joined_at timestamptz not null,
  -- when the account was made there, and whether it has no picture of its own; null where that is not known
  made_at timestamptz,
  plain boolean,
  primary key (org_id, guarded_channel_id, account, joined_at),
  foreign key (org_id, guarded_channel_id) references guarded_channel (org_id, id) on delete cascade
);
select safenest_protect('member_join');
-- who joined within a while; retention, oldest first
create index member_join_time on member_join (org_id, joined_at);
-- the case of a raid that goes on
create index moderation_case_raid on moderation_case (org_id, updated_at desc) where kind = 'raid';
