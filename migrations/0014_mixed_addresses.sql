-- Up Migration
-- Addresses from which on one day (of UTC) some logins failed and others did not, as far as they are counted ahead: who got in
-- after failures is looked for there, and hardly any address of an attack is among them.
create table mixed_address (
  org_id uuid not null references organisation on delete cascade,
  address inet not null,
  starts_at timestamptz not null,
  -- the days of some addresses
  primary key (org_id, address, starts_at)
);
select safenest_protect('mixed_address', 'select, insert');
-- the addresses of some days, the newest first
create index mixed_address_day on mixed_address (org_id, starts_at desc, address);

-- What is there already. Forced row-level security would hide it from the owner.
alter table login_tally no force row level security;
alter table mixed_address no force row level security;
insert into mixed_address (org_id, address, starts_at)
select org_id, name::inet, starts_at from login_tally
where kind = 'address' and name is not null and successes > 0 and failures > 0;
alter table login_tally force row level security;
alter table mixed_address force row level security;
