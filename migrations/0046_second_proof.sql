-- A second proof before what is critical: members' PINs, and what waits for one in chat.
-- Up Migration

create table member_pin (
  org_id uuid not null,
  member_id uuid not null,
  -- argon2id
  pin_hash text not null,
  set_at timestamptz not null,
  -- wrong ones since the last right one
  failures integer not null default 0,
  locked_at timestamptz,
  primary key (org_id, member_id),
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('member_pin');

-- What somebody pressed in chat that waits for their PIN; no PIN is ever in it.
create table pending_proof (
  id uuid primary key,
  org_id uuid not null,
  member_id uuid not null,
  action text not null check (length(action) <= 100),
  value text not null check (length(value) <= 4000),
  fields jsonb,
  expires_at timestamptz not null,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('pending_proof');
-- what ran out
create index pending_proof_expiry on pending_proof (org_id, expires_at);
