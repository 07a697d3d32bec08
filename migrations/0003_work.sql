-- Up Migration
create table incident_entry (
  id uuid primary key,
  -- the order of the timeline; entries of one change share their time
  seq bigint generated always as identity,
  org_id uuid not null,
  incident_id uuid not null,
  kind text not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  text text not null check (length(text) <= 10000),
  change jsonb,
  undone boolean not null default false,
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade
);
select safenest_protect('incident_entry', 'select, insert');
-- A line of the timeline is written once; all that happens to it later is that it is undone.
grant update (undone) on incident_entry to safenest_app;
-- the timeline
create index incident_entry_order on incident_entry (org_id, incident_id, seq);

create table evidence (
  id uuid primary key,
  org_id uuid not null,
  incident_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 255),
  media_type text not null,
  size bigint not null check (size >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  storage_key text not null,
  added_by text not null,
  added_at timestamptz not null,
  unique (org_id, id),
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade
);
select safenest_protect('evidence', 'select, insert, delete');
-- the files of an incident
create index evidence_incident on evidence (org_id, incident_id, added_at);

-- A keyed hash chain per organisation: hash = HMAC(secret, prev_hash || canonical entry). Never updated, never deleted.
create table audit_entry (
  org_id uuid not null references organisation,
  seq bigint not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('member', 'key', 'system')),
  actor_id uuid,
  actor_name text not null,
  -- where they spoke: console, api, slack …; `agent` in detail says that the assistant did it for them
  place text not null,
  action text not null,
  subject text,
  detail jsonb not null default '{}',
  prev_hash bytea not null,
  hash bytea not null,
  primary key (org_id, seq)
);
select safenest_protect('audit_entry', 'select, insert');
create function audit_is_append_only() returns trigger language plpgsql as
$$ begin raise exception 'the audit log is append-only' using errcode = '42501'; end $$;
create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function audit_is_append_only();
create trigger audit_entry_no_truncate before truncate on audit_entry
  for each statement execute function audit_is_append_only();
-- "what did they do": the audit page's filters
create index audit_entry_action on audit_entry (org_id, action, seq desc);

-- The end of each chain, locked while one entry is appended: a chain cannot fork, and a cut-off tail is noticed.
create table audit_head (
  org_id uuid primary key references organisation,
  seq bigint not null,
  hash bytea not null
);
select safenest_protect('audit_head', 'select, insert, update');
-- The head of an audit log moves on with each entry and never back, so that the tail cannot be cut off together with it.
create function audit_head_only_grows() returns trigger language plpgsql as
$$ begin
  if new.org_id <> old.org_id or new.seq < old.seq or (new.seq = old.seq and new.hash <> old.hash) then
    raise exception 'the head of the audit log only moves forward' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger audit_head_only_grows before update on audit_head
  for each row execute function audit_head_only_grows();
create trigger audit_head_no_delete before delete or truncate on audit_head
  for each statement execute function audit_is_append_only();

-- A conversation's memory. place names where it is held, e.g. `console:<member>` or `api:<key>`.
create table chat_session (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  owner text not null,
  place text not null,
  started_at timestamptz not null,
  last_at timestamptz not null,
  unique (org_id, id)
);
select safenest_protect('chat_session');
-- "the running conversation of this person here"
create index chat_session_place on chat_session (org_id, owner, place, last_at desc);

create table chat_turn (
  id uuid primary key,
  org_id uuid not null,
  session_id uuid not null,
  at timestamptz not null,
  question text not null,
  answer text not null,
  citations jsonb not null default '[]',
  steps jsonb not null default '[]',
  cards jsonb not null default '[]',
  -- which model answered, how long it took in ms, how many tokens where the provider says
  trace jsonb not null default '{}',
  foreign key (org_id, session_id) references chat_session (org_id, id) on delete cascade
);
select safenest_protect('chat_turn');
-- what was said before in this conversation
create index chat_turn_session on chat_turn (org_id, session_id, at desc);

-- What must be told to people, written in the same transaction as what it tells of.
create table outbox (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  kind text not null check (kind in ('alert_raised', 'alert_changed', 'incident_changed')),
  subject uuid not null,
  created_at timestamptz not null default now(),
  attempts integer not null default 0,
  sent_at timestamptz,
  -- where it was posted and under which message id, so that a retry edits instead of repeating
  posted jsonb not null default '[]',
  last_error text,
  -- until when one delivery has it to itself; set for the time of the post, which happens outside any transaction
  claimed_until timestamptz
);
select safenest_protect('outbox');
create policy lookup on outbox for select to safenest_system using (true);
grant select (id, org_id, created_at, attempts, sent_at) on outbox to safenest_system;
-- the sweep for what was never delivered
create index outbox_waiting on outbox (created_at) where sent_at is null;
-- what else is told of the same matter, and where it was posted
create index outbox_subject on outbox (org_id, subject);
