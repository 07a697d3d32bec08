-- How much happens in an organisation without anybody's press.
-- Up Migration

create table autonomy (
  org_id uuid primary key references organisation on delete cascade,
  -- paused: nothing by itself, and no language model; suggest: nothing is done to people by itself; act: what the policy says
  level text not null check (level in ('paused', 'suggest', 'act')),
  -- until when; then it is `level_before` again. Null: until somebody changes it
  until timestamptz,
  -- what it was before: whoever set it may go back to that
  level_before text not null check (level_before in ('paused', 'suggest', 'act')),
  -- at most so many actions by itself in an hour; what is due beyond that waits for people
  per_hour integer not null default 20 check (per_hour between 0 and 1000),
  reason text check (length(reason) between 1 and 500),
  since timestamptz not null,
  -- who set it, as they were called; and the member or key, who may take it back
  by_name text not null,
  by_id uuid
);
select safenest_protect('autonomy');

-- "how many were done by itself within the hour?"
create index moderation_action_automatic on moderation_action (org_id, created_at desc) where automatic;
