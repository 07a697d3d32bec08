-- Moderation: what is said in guarded channels, how conversations escalate, cases, what was done and taken back.
-- Up Migration

-- Channels whose messages are screened, on a platform or told by API.
create table guarded_channel (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  platform text not null check (length(platform) between 1 and 40),
  workspace text not null check (length(workspace) <= 200),
  channel text not null check (length(channel) between 1 and 200),
  name text not null default '' check (length(name) <= 200),
  -- off: known, and left alone
  strictness text not null default 'normal' check (strictness in ('off', 'relaxed', 'normal', 'strict')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  unique (org_id, id),
  unique (org_id, platform, workspace, channel)
);
select safenest_protect('guarded_channel');

-- A message as it stands now. Facts about one may come in any order: an edit or a deletion before the message itself makes the row.
create table chat_message (
  id uuid primary key,
  -- the order in which they came, also within one moment
  seq bigint generated always as identity,
  org_id uuid not null references organisation on delete cascade,
  guarded_channel_id uuid not null,
  thread text check (length(thread) <= 200),
  -- the platform's own id of it
  message_key text not null check (length(message_key) between 1 and 200),
  -- the platform's account; null while only a deletion or an edit is known
  author text check (length(author) between 1 and 200),
  author_name text not null default '' check (length(author_name) <= 200),
  author_bot boolean not null default false,
  reply_to text check (length(reply_to) <= 200),
  -- accounts it is aimed at: who was named as its target, who is mentioned in it
  targets text[] not null default '{}',
  -- what those are called, as far as its sender says: account -> name
  target_names jsonb not null default '{}',
  content text check (length(content) <= 100000),
  -- when this wording was said: an older one never replaces a newer
  content_at timestamptz,
  said_at timestamptz not null,
  received_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  -- earlier wordings, newest first, five at most: `[{"content": …, "at": …}]`
  versions jsonb not null default '[]',
  -- emoji -> accounts that reacted with it
  reactions jsonb not null default '{}',
  -- what the sender knows of its author and target, 0..1: `{"author": 0.4}`
  reputation jsonb not null default '{}',
  url text check (length(url) <= 2000),
  -- something about it is still to be worked on
  waits boolean not null default true,
  -- in the order of src/domain/screening.ts; null until it is screened
  scores real[],
  screener text,
  session_id uuid,
  foreign key (org_id, guarded_channel_id) references guarded_channel (org_id, id) on delete cascade,
  unique (org_id, id),
  unique (org_id, guarded_channel_id, message_key)
);
select safenest_protect('chat_message');
create policy lookup on chat_message for select to safenest_system using (true);
grant select (id, org_id, waits, received_at) on chat_message to safenest_system;
-- what is to be worked on, in the order it came
create index chat_message_waiting on chat_message (org_id, seq) where waits;
-- what somebody said lately
create index chat_message_author on chat_message (org_id, author, said_at desc);
-- a case's conversation, and what stands around a message
create index chat_message_session on chat_message (org_id, session_id, said_at) where session_id is not null;
-- retention, oldest first
create index chat_message_age on chat_message (org_id, said_at);

-- whose messages wait longer than they should
create index chat_message_overdue on chat_message (received_at) where waits;

-- Held while an organisation's messages are worked on, so that they are worked on in their order.
create table moderation_head (
  org_id uuid primary key references organisation on delete cascade,
  -- the last one worked on; says how far it is
  seq bigint not null default 0
);
select safenest_protect('moderation_head');

-- A run of messages in a channel or thread with at most 30 minutes between them.
create table moderation_session (
  id uuid primary key,
  org_id uuid not null,
  guarded_channel_id uuid not null,
  thread text,
  started_at timestamptz not null,
  last_at timestamptz not null,
  messages integer not null default 0,
  -- what is needed to go on counting; bounded, however long it lasts
  state jsonb not null default '{}',
  -- 0..100, how far it has escalated, with the reasons
  score real not null default 0 check (score between 0 and 100),
  reasons jsonb not null default '[]',
  unique (org_id, id),
  foreign key (org_id, guarded_channel_id) references guarded_channel (org_id, id) on delete cascade
);
select safenest_protect('moderation_session');
-- the run a message belongs to
create index moderation_session_latest on moderation_session (org_id, guarded_channel_id, last_at desc);

-- What moderators decide about: one for each conversation that crossed a line, however many messages it has.
create table moderation_case (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  number bigint not null,
  -- null where a person or a tool opened it
  session_id uuid,
  guarded_channel_id uuid not null,
  thread text,
  -- harassment, pile_on, threat, identity_attack, sexual, spam, profanity
  kind text not null check (length(kind) between 1 and 40),
  severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
  state text not null check (state in ('open', 'acted', 'dismissed', 'overturned')),
  -- who it is chiefly about, and whom it is aimed at
  offender text not null check (length(offender) between 1 and 200),
  offender_name text not null default '',
  target text check (length(target) <= 200),
  target_name text not null default '',
  -- everybody taking part, most first: `[{"account": …, "name": …, "messages": 4, "worst": 0.93}]`
  offenders jsonb not null default '[]',
  score real not null check (score between 0 and 100),
  -- which rules of the policy fired, and why in words
  triggers text[] not null default '{}',
  reasons jsonb not null default '[]',
  -- the score over the conversation: `[{"at": …, "score": 12}]`
  course jsonb not null default '[]',
  -- what happened, and who wrote that: `rules`, or the model's name
  summary text not null default '' check (length(summary) <= 4000),
  summary_by text,
  -- `{"step": "timeout", "hours": 24, "why": …}`
  recommendation jsonb not null default '{}',
  -- earlier cases like it: `[{"id": …, "number": 4, "similarity": 0.81, "outcome": …}]`
  alike jsonb not null default '[]',
  policy_version integer not null,
  incident_id uuid,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  decided_by_id uuid,
  note text check (length(note) <= 2000),
  -- its evidence in a row, to be found by its words; gone with the evidence
  said text not null default '' check (length(said) <= 8000),
  -- why it was dismissed: what is no violation, or was a joke or a quotation, is a label against the triggers; what was handled elsewhere is none
  dismissed_as text check (dismissed_as in ('no_violation', 'joke_or_quote', 'handled_elsewhere')),
  tsv tsvector generated always as (to_tsvector('simple', offender_name || ' ' || target_name || ' ' || kind || ' ' || summary || ' ' || said)) stored not null,
  unique (org_id, id),
  unique (org_id, number),
  foreign key (org_id, guarded_channel_id) references guarded_channel (org_id, id)
);
select safenest_protect('moderation_case');
-- one for each conversation
create unique index moderation_case_session on moderation_case (org_id, session_id) where session_id is not null;
-- the queue
create index moderation_case_open on moderation_case (org_id, opened_at) where state = 'open';
-- the list, newest first
create index moderation_case_time on moderation_case (org_id, opened_at desc);
-- what somebody was the subject of
create index moderation_case_offender on moderation_case (org_id, offender, opened_at desc);
-- earlier cases by their words
create index moderation_case_words on moderation_case using gin (tsv);

-- Where a case stands among others of its kind; made again from its words when the embedder changes.
create table case_vector (
  org_id uuid not null,
  case_id uuid not null,
  model text not null,
  embedding vector not null,
  primary key (org_id, case_id, model),
  foreign key (org_id, case_id) references moderation_case (org_id, id) on delete cascade
);
select safenest_protect('case_vector');

-- What was said, kept with the case also after the original is gone.
create table case_evidence (
  id uuid primary key,
  org_id uuid not null,
  case_id uuid not null,
  message_id uuid not null,
  message_key text not null,
  author text not null,
  author_name text not null default '',
  quote text not null check (length(quote) between 1 and 4000),
  said_at timestamptz not null,
  scores real[],
  -- `[{"from": 0, "to": 4, "attribute": "insult", "weight": 0.6}]`, offsets within the quote
  weighed jsonb not null default '[]',
  url text,
  -- of the original
  edited_at timestamptz,
  deleted_at timestamptz,
  unique (org_id, id),
  unique (org_id, case_id, message_id),
  foreign key (org_id, case_id) references moderation_case (org_id, id) on delete cascade
);
select safenest_protect('case_evidence');
-- what becomes of an original is noted wherever it is evidence
create index case_evidence_message on case_evidence (org_id, message_id);

-- One thing done to somebody, and what became of it.
create table moderation_action (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  number bigint not null,
  case_id uuid,
  guarded_channel_id uuid not null,
  step text not null check (step in ('note', 'delete', 'warning', 'timeout', 'mute', 'ban')),
  account text not null check (length(account) between 1 and 200),
  account_name text not null default '',
  -- of `delete`: the platform's ids of the messages
  message_keys text[] not null default '{}',
  reason text not null check (length(reason) between 1 and 2000),
  requested_by text not null,
  requested_by_id uuid,
  -- by the policy, without anybody's press
  automatic boolean not null default false,
  -- how the platform does it; null until that is known
  way text check (way in ('native', 'approximate', 'human_task')),
  -- waiting: for a second person; due: to be done there; done: holds there; task: somebody has to do it by hand; lifting: to be taken back there;
  -- lifted, expired, declined, failed: over
  state text not null check (state in ('waiting', 'due', 'done', 'task', 'lifting', 'lifted', 'expired', 'declined', 'failed')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  seconded_by text,
  seconded_by_id uuid,
  done_at timestamptz,
  -- when it ends by itself; null where it holds until it is lifted, or is over at once
  expires_at timestamptz,
  lifted_at timestamptz,
  lifted_by text,
  lift_reason text,
  -- what the platform said, in words
  outcome text not null default '' check (length(outcome) <= 2000),
  -- what is needed to take it back there
  handle jsonb not null default '{}',
  -- the affected person was told, and where that message stands
  told jsonb,
  attempts integer not null default 0,
  -- until when one worker has it to itself, and before when it is not tried again
  claimed_until timestamptz,
  retry_at timestamptz,
  unique (org_id, id),
  unique (org_id, number),
  foreign key (org_id, case_id) references moderation_case (org_id, id) on delete cascade,
  foreign key (org_id, guarded_channel_id) references guarded_channel (org_id, id)
);
select safenest_protect('moderation_action');
create policy lookup on moderation_action for select to safenest_system using (true);
grant select (id, org_id, state, expires_at, retry_at, claimed_until, created_at) on moderation_action to safenest_system;
-- what is to be done or lifted now
create index moderation_action_due on moderation_action (created_at) where state in ('due', 'lifting');
-- what ends by itself
create index moderation_action_expiry on moderation_action (expires_at) where state = 'done' and expires_at is not null;
-- what was done to somebody: strikes, and history
create index moderation_action_account on moderation_action (org_id, account, created_at desc);
-- one step of a case for one person holds once
create unique index moderation_action_once on moderation_action (org_id, case_id, account, step)
  where case_id is not null and state in ('waiting', 'due', 'done', 'task', 'lifting') and step <> 'note';

create table appeal (
  id uuid primary key,
  org_id uuid not null,
  number bigint not null,
  action_id uuid not null,
  account text not null,
  text text not null check (length(text) between 1 and 2000),
  state text not null check (state in ('open', 'upheld', 'overturned')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  decided_by_id uuid,
  note text check (length(note) <= 2000),
  -- whoever appealed has been told how it was decided, or cannot be
  told_at timestamptz,
  unique (org_id, id),
  unique (org_id, number),
  unique (org_id, action_id),
  foreign key (org_id, action_id) references moderation_action (org_id, id) on delete cascade
);
select safenest_protect('appeal');
create policy lookup on appeal for select to safenest_system using (true);
grant select (id, org_id, decided_at, told_at) on appeal to safenest_system;
-- whose outcome is still to be told
create index appeal_untold on appeal (decided_at) where decided_at is not null and told_at is null;

-- Every version of an organisation's policy; the newest holds. See src/domain/moderation-policy.ts for its schema.
create table moderation_policy (
  org_id uuid not null references organisation on delete cascade,
  version integer not null check (version > 0),
  policy jsonb not null,
  note text not null default '' check (length(note) <= 500),
  created_at timestamptz not null,
  created_by text not null,
  primary key (org_id, version)
);
select safenest_protect('moderation_policy', 'select, insert');

-- Words an organisation always or never minds.
create table lexicon_term (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  term text not null check (length(term) between 1 and 260),
  kind text not null check (kind in ('block', 'allow')),
  is_pattern boolean not null default false,
  -- what it counts for; null for `allow`
  attribute text,
  -- 0..1, the score it gives by itself
  weight real not null default 1 check (weight between 0 and 1),
  note text not null default '' check (length(note) <= 500),
  created_at timestamptz not null,
  created_by text not null,
  unique (org_id, id)
);
select safenest_protect('lexicon_term');
create unique index lexicon_term_once on lexicon_term (org_id, kind, is_pattern, lower(term));

alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('alert_raised', 'alert_changed', 'incident_changed', 'proposal_changed', 'case_changed', 'appeal_changed'));
