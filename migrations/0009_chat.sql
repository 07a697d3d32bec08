-- Chat platforms: whose workspaces they are, which channel is for what, what came in and has to be answered.
-- Up Migration

-- An organisation's own bot on a platform, set in the console; the one of the settings (environment) is not stored.
create table chat_app (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  platform text not null check (platform in ('slack', 'discord', 'teams')),
  -- the platform's own id of the app: Slack's app id, Discord's application id, Teams' app id
  external_id text not null,
  -- AES-256-GCM over the tokens as JSON; bound to this row's id
  credentials bytea not null,
  -- when its tokens were first seen to work; until then its external id is only what somebody said
  verified_at timestamptz,
  updated_at timestamptz not null,
  updated_by text not null,
  unique (org_id, platform)
);
select safenest_protect('chat_app');
-- an app is one organisation's: whose tokens work, not who names it first
create unique index chat_app_verified on chat_app (platform, external_id) where verified_at is not null;
create policy lookup on chat_app for select to safenest_system using (true);
grant select (id, org_id, platform, external_id, updated_at) on chat_app to safenest_system;

-- Which organisation a team, guild or tenant belongs to.
create table chat_workspace (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  platform text not null check (platform in ('slack', 'discord', 'teams')),
  workspace text not null,
  name text not null,
  -- whether who has a member's e-mail address, verified by the platform, is that member
  link_by_email boolean not null default false,
  -- where its platform's service for it is, where that differs from one to the next (Teams)
  service_url text,
  connected_at timestamptz not null,
  connected_by text not null,
  -- since when the bot is no longer in it, as far as the platform said so
  removed_at timestamptz,
  unique (platform, workspace),
  unique (org_id, platform, workspace)
);
select safenest_protect('chat_workspace');
create policy lookup on chat_workspace for select to safenest_system using (true);
grant select (id, org_id, platform, workspace, service_url) on chat_workspace to safenest_system;

-- A channel that something is known of: who is assumed to read it.
create table chat_channel (
  id uuid primary key,
  org_id uuid not null,
  platform text not null,
  workspace text not null,
  channel text not null,
  name text not null,
  -- everybody who reads here is assumed to have at least this role; null: nothing is assumed, answers go privately
  least_role text check (least_role in ('admin', 'officer', 'moderator', 'manager', 'employee')),
  updated_at timestamptz not null,
  updated_by text not null,
  unique (org_id, id),
  unique (org_id, platform, workspace, channel),
  foreign key (org_id, platform, workspace) references chat_workspace (org_id, platform, workspace) on delete cascade
);
select safenest_protect('chat_channel');

-- What a channel is told of. The next moment at which it may be told stands in chat_lane.
create table chat_binding (
  org_id uuid not null,
  channel_id uuid not null,
  purpose text not null check (purpose in ('alerts', 'moderation', 'approvals', 'reports')),
  -- of alerts: from this severity upward
  severity_floor text not null default 'low' check (severity_floor in ('low', 'medium', 'high', 'critical')),
  -- minutes after midnight in the zone; what is less than critical waits until they are over. Both or neither.
  quiet_from integer check (quiet_from between 0 and 1439),
  quiet_to integer check (quiet_to between 0 and 1439),
  time_zone text,
  created_at timestamptz not null,
  created_by text not null,
  primary key (org_id, channel_id, purpose),
  foreign key (org_id, channel_id) references chat_channel (org_id, id) on delete cascade,
  check ((quiet_from is null) = (quiet_to is null))
);
select safenest_protect('chat_binding');

-- A one-time code: links a chat account to a member, or a workspace to the organisation.
create table chat_code (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  kind text not null check (kind in ('account', 'workspace')),
  -- whose account it links, or which admin made it
  member_id uuid not null,
  -- SHA-256 of the code
  code_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('chat_code');
create policy lookup on chat_code for select to safenest_system using (true);
grant select (id, org_id, code_hash) on chat_code to safenest_system;

-- What came in, stored before it is acknowledged, worked on one after the other within a conversation.
create table inbox (
  id uuid primary key,
  -- the order in which they came, also within one moment
  seq bigint generated always as identity,
  org_id uuid not null references organisation on delete cascade,
  platform text not null,
  workspace text not null,
  -- the platform's own id of the delivery, so that a repeated one is known
  event_id text not null check (length(event_id) between 1 and 500),
  -- what is answered one at a time: the thread, or the channel and person
  conversation text not null check (length(conversation) between 1 and 1000),
  -- the event; emptied once it is done
  event jsonb,
  received_at timestamptz not null,
  attempts integer not null default 0,
  -- until when one worker has it to itself
  claimed_until timestamptz,
  -- when its work was first begun: a turn that was begun and not finished is not begun again
  begun_at timestamptz,
  done_at timestamptz,
  -- where its answer stands, so that a retry edits instead of repeating
  reply jsonb,
  -- what stands there, so that a click can draw it anew: `{"turn": …}` or `{"card": "INC-17"}`
  shows jsonb,
  -- what it came to, in words and cards, until whoever asked was told; emptied once it is done
  untold jsonb,
  -- until when its platform has it wait; nothing of its conversation is worked on before
  due_at timestamptz,
  last_error text,
  unique (org_id, platform, workspace, event_id)
);
select safenest_protect('inbox');
create policy lookup on inbox for select to safenest_system using (true);
grant select (id, org_id, conversation, received_at, attempts, due_at, done_at) on inbox to safenest_system;
-- the sweep for what was never answered
create index inbox_waiting on inbox (received_at) where done_at is null;
-- the next one of a conversation
create index inbox_conversation on inbox (org_id, conversation, seq) where done_at is null;
-- the message that a button stands on
create index inbox_reply on inbox (org_id, (reply ->> 'messageId')) where reply is not null;
-- forgetting what was done long ago
create index inbox_done on inbox (org_id, done_at) where done_at is not null;

-- When a channel may next be posted to, in order of priority: shared by every process, so that together they keep the platform's rate.
create table chat_lane (
  org_id uuid not null references organisation on delete cascade,
  platform text not null,
  workspace text not null,
  channel text not null,
  -- critical matters have a lane of their own, so that a thousand others ahead do not hold them up
  urgent boolean not null,
  next_at timestamptz not null,
  primary key (org_id, platform, workspace, channel, urgent)
);
select safenest_protect('chat_lane');

alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('alert_raised', 'alert_changed', 'incident_changed', 'proposal_changed'));
-- which channels already have their turn, and when: `{"slack T1 C1": "2026-11-21T18:00:00Z"}`
alter table outbox add column slots jsonb not null default '{}';
