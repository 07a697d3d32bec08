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
