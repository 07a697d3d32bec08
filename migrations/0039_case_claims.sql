-- Who has a case in hand, so that two do not work on one.
-- Up Migration

create table case_claim (
  org_id uuid not null references organisation on delete cascade,
  case_id uuid not null,
  -- the member, or the key of a program, and what they are called
  by_id uuid not null,
  by_name text not null check (length(by_name) between 1 and 200),
  since timestamptz not null,
  -- from then on the case is free again, unless whoever has it presses something
  until timestamptz not null,
  primary key (org_id, case_id),
  foreign key (org_id, case_id) references moderation_case (org_id, id) on delete cascade,
  check (until > since)
);
select safenest_protect('case_claim');
create policy lookup on case_claim for select to safenest_system using (true);
grant select (org_id, case_id, until) on case_claim to safenest_system;
-- which have lapsed
create index case_claim_until on case_claim (until);
