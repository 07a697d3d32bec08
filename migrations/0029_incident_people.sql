-- Up Migration
-- Who writes down what happens in an incident, and who speaks with everybody outside of it. Who leads it is its assignee.
alter table incident add column scribe_id uuid;
alter table incident add column liaison_id uuid;
alter table incident add foreign key (org_id, scribe_id) references member (org_id, id);
alter table incident add foreign key (org_id, liaison_id) references member (org_id, id);

-- Everybody who has to do with an incident: who opened it, was given a role or a task, changed something or wrote in its thread.
create table incident_participant (
  org_id uuid not null,
  incident_id uuid not null,
  member_id uuid not null,
  since timestamptz not null,
  -- taken off again
  left_at timestamptz,
  -- whoever made them one; null where they came by what they did themselves
  added_by text,
  -- when they are to be told that somebody else made them one; null once there is nothing to tell
  tell_at timestamptz,
  tell_attempts integer not null default 0,
  -- they are told once, however often they come and go
  told_at timestamptz,
  primary key (org_id, incident_id, member_id),
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('incident_participant', 'select, insert, update');
create policy lookup on incident_participant for select to safenest_system using (true);
grant select (org_id, incident_id, member_id, tell_at) on incident_participant to safenest_system;
-- who is still to be told
create index incident_participant_untold on incident_participant (tell_at) where tell_at is not null;

-- What is to be done in an incident.
create table incident_task (
  id uuid primary key,
  org_id uuid not null,
  incident_id uuid not null,
  -- within its incident, from 1; never given twice
  number integer not null check (number > 0),
  title text not null check (length(title) between 1 and 300),
  assignee_id uuid,
  due_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  done_at timestamptz,
  done_by text,
  -- its adding was taken back
  removed boolean not null default false,
  unique (org_id, incident_id, number),
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade,
  foreign key (org_id, assignee_id) references member (org_id, id)
);
select safenest_protect('incident_task', 'select, insert, update');

-- What was said in the threads of alerts and incidents, kept for some days so that a reaction can put it into a timeline: the platforms
-- tell of a reaction without the words it stands under.
create table thread_message (
  org_id uuid not null references organisation on delete cascade,
  platform text not null check (platform in ('slack', 'discord', 'teams')),
  workspace text not null,
  channel text not null,
  message_id text not null,
  -- the message its thread hangs on: what its channel was told of the matter
  root text not null,
  account text not null,
  author text not null,
  text text not null check (length(text) <= 10000),
  said_at timestamptz not null,
  url text,
  -- accounts that have marked it, and the timeline's line it became
  marked_by text[] not null default '{}',
  entry_id uuid,
  received_at timestamptz not null default now(),
  primary key (org_id, platform, workspace, channel, message_id)
);
select safenest_protect('thread_message');
-- what is old enough to be forgotten
create index thread_message_received on thread_message (org_id, received_at);
