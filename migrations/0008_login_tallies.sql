-- Up Migration
-- Logins counted ahead, so that counts over days and weeks need not read each of them. Ingestion adds to them every few
-- thousand events; whoever counts takes the whole stretches from here and everything else from the events themselves.
create table login_tally (
  -- no foreign key: it would be checked with every row added
  org_id uuid not null,
  -- quarters of an hour, hours by country, days (of UTC) by account and by address
  kind text not null check (kind in ('quarter', 'country', 'account', 'address')),
  starts_at timestamptz not null,
  name text,
  count bigint not null,
  successes bigint not null,
  failures bigint not null,
  -- what a stretch is found by, and where the next events are added
  unique nulls not distinct (org_id, kind, starts_at, name)
)
-- room on each page, so that counting one more touches no index
with (fillfactor = 80);
select safenest_protect('login_tally', 'select, insert, update');

-- Up to which event everything is counted; ingestion is serial per organisation, so that none can come before it any more.
create table login_tally_head (
  org_id uuid primary key references organisation on delete cascade,
  seq bigint not null
);
select safenest_protect('login_tally_head', 'select, insert, update');

-- What is there already. Forced row-level security would hide it from the owner.
alter table event no force row level security;
alter table login_tally no force row level security;
alter table login_tally_head no force row level security;
insert into login_tally (org_id, kind, starts_at, name, count, successes, failures)
select org_id, counted.kind, starts_at, name, count(*), count(*) filter (where outcome = 'success'), count(*) filter (where outcome = 'failure')
from event cross join lateral (values
  ('quarter', date_bin('15 minutes', occurred_at, 'epoch'::timestamptz), null),
  ('country', date_bin('1 hour', occurred_at, 'epoch'::timestamptz), country),
  ('account', date_bin('1 day', occurred_at, 'epoch'::timestamptz), account),
  ('address', date_bin('1 day', occurred_at, 'epoch'::timestamptz), host(address))) as counted (kind, starts_at, name)
group by org_id, counted.kind, starts_at, name
-- as they are read
order by org_id, counted.kind, starts_at, name;
insert into login_tally_head (org_id, seq) select org_id, max(seq) from event group by org_id;
alter table event force row level security;
alter table login_tally force row level security;
alter table login_tally_head force row level security;
