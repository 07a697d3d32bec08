-- Who is on call: members who take turns, and who covers for whom.
-- Up Migration

create table on_call_rota (
  org_id uuid primary key references organisation on delete cascade,
  -- ids of members, in order; who is gone or may not see alerts any more is skipped
  members uuid[] not null check (cardinality(members) <= 50),
  every text not null check (every in ('day', 'week')),
  -- 1 is Monday
  weekday integer not null check (weekday between 1 and 7),
  -- minutes after midnight, in the organisation's time zone
  at_minute integer not null check (at_minute between 0 and 1439),
  -- the day on which the first of them began a turn
  anchor text not null check (anchor ~ '^\d{4}-\d{2}-\d{2}$'),
  updated_at timestamptz not null,
  updated_by text not null
);
select safenest_protect('on_call_rota');

create table on_call_cover (
  id uuid primary key,
  org_id uuid not null,
  member_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  created_at timestamptz not null,
  created_by text not null,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade,
  check (until_at > from_at)
);
select safenest_protect('on_call_cover');
-- which are not over
create index on_call_cover_until on on_call_cover (org_id, until_at);
