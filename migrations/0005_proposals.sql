-- Writes that wait for someone's button. A card in a channel is only a view of a row here.
-- Up Migration
create table proposal (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  number bigint not null,
  -- what will be done, and with which arguments; src/pipeline/proposal-kinds.ts knows every kind
  kind text not null,
  args jsonb not null,
  -- SHA-256 over kind and arguments in canonical JSON: what is carried out is what was read and approved
  args_digest text not null check (args_digest ~ '^[0-9a-f]{64}$'),
  title text not null check (length(title) between 1 and 300),
  why text not null default '' check (length(why) <= 2000),
  severity text check (severity in ('low', 'medium', 'high', 'critical')),
  -- what the rule would have noticed, for proposals of rules
  backtest jsonb,
  requested_by_kind text not null check (requested_by_kind in ('member', 'key', 'system')),
  requested_by_id uuid,
  requested_by text not null,
  -- agent, api, button …: what asked for it in their name
  via text not null,
  -- suggested after text from outside (log lines, titles, comments) had been read
  untrusted boolean not null,
  -- whose button it is
  permission text not null,
  -- two proposals of one key want the same
  semantic_key text not null,
  -- how what it acts on stood when it was made; when it stands differently, nothing is done
  freshness text not null,
  state text not null check (state in ('pending', 'approved', 'rejected', 'expired', 'superseded')),
  -- stands in the buttons; another one after every change, none once it is decided
  nonce text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz not null,
  decided_by_id uuid,
  decided_by text,
  decided_at timestamptz,
  note text,
  outcome text,
  -- what takes it back, while it can be taken back
  undo jsonb,
  unique (org_id, number),
  unique (org_id, id),
  check ((state = 'pending') = (nonce is not null))
);
select safenest_protect('proposal', 'select, insert, update');
-- one matter waits once, however many ask for it at the same moment
create unique index proposal_waits_once on proposal (org_id, semantic_key) where state = 'pending';
-- "was this proposed before, and what became of it?"
create index proposal_matter on proposal (org_id, semantic_key, number desc);
-- "what waits for me?", and what expires
create index proposal_waiting on proposal (org_id, expires_at) where state = 'pending';
