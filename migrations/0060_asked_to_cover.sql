-- Whom a proposal asks, or tells what became of it, by a direct message: who is to take somebody's turn of being on call.
-- Up Migration

create table proposal_ask (
  org_id uuid not null,
  proposal_id uuid not null,
  member_id uuid not null,
  -- they are asked, or told what came of what they asked for
  kind text not null check (kind in ('asks', 'tells')),
  created_at timestamptz not null,
  done_at timestamptz,
  retry_at timestamptz,
  attempts integer not null default 0,
  -- the message, so that its card can be replaced where it stands: {"channel", "messageId"}
  told jsonb,
  primary key (org_id, proposal_id, member_id, kind),
  foreign key (org_id, proposal_id) references proposal (org_id, id) on delete cascade,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('proposal_ask');
create policy lookup on proposal_ask for select to safenest_system using (true);
grant select (org_id, proposal_id, member_id, kind, created_at, done_at, retry_at) on proposal_ask to safenest_system;
-- who is still to be told
create index proposal_ask_untold on proposal_ask (created_at) where done_at is null;
