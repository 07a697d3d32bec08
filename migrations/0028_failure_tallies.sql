-- Up Migration
-- Failed logins of accounts and of addresses by the day, eight days (of UTC) to a row: who failed most often in a week is read from
-- a quarter of the rows that login_tally has for it, of which successes are most.
create table failure_tally (
  -- no foreign key: it would be checked with every row added
  org_id uuid not null,
  kind text not null check (kind in ('account', 'address')),
  -- the first of the days, whole eights since 1970
  starts_at timestamptz not null,
  name text,
  d0 integer not null default 0,
  d1 integer not null default 0,
  d2 integer not null default 0,
  d3 integer not null default 0,
  d4 integer not null default 0,
  d5 integer not null default 0,
  d6 integer not null default 0,
  d7 integer not null default 0,
  -- what days are found by, and where the next events are added
  unique nulls not distinct (org_id, kind, starts_at, name)
)
-- room on each page, so that counting one more touches no index
with (fillfactor = 80);
select safenest_protect('failure_tally', 'select, insert, update');

-- What is counted already, up to the same event. Forced row-level security would hide it from the owner.
alter table login_tally no force row level security;
alter table failure_tally no force row level security;
insert into failure_tally (org_id, kind, starts_at, name, d0, d1, d2, d3, d4, d5, d6, d7)
select org_id, kind, starts_at, name,
  coalesce(sum(failures) filter (where day = 0), 0), coalesce(sum(failures) filter (where day = 1), 0),
  coalesce(sum(failures) filter (where day = 2), 0), coalesce(sum(failures) filter (where day = 3), 0),
  coalesce(sum(failures) filter (where day = 4), 0), coalesce(sum(failures) filter (where day = 5), 0),
  coalesce(sum(failures) filter (where day = 6), 0), coalesce(sum(failures) filter (where day = 7), 0)
from (
  select org_id, kind, name, failures, eight.starts_at, (extract(epoch from login_tally.starts_at - eight.starts_at) / 86400)::int as day
  from login_tally cross join lateral (select date_bin('8 days', login_tally.starts_at, 'epoch'::timestamptz) as starts_at) as eight
  where kind in ('account', 'address') and failures > 0) as days
group by org_id, kind, starts_at, name
-- as they are read
order by org_id, kind, starts_at, name;
alter table login_tally force row level security;
alter table failure_tally force row level security;
