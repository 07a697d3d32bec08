-- An incident's own room on a chat platform: whether an organisation has such rooms, each room, and who is to be in it.
-- Up Migration

-- Incidents of an organisation without a row have no rooms.
create table incident_room_setting (
  org_id uuid primary key references organisation on delete cascade,
  enabled boolean not null,
  -- from this severity upward a room is opened by itself; null: when somebody asks for it
  severity_floor text check (severity_floor in ('low', 'medium', 'high', 'critical')),
  updated_at timestamptz not null,
  updated_by text not null
);
select safenest_protect('incident_room_setting');

create table incident_room (
  id uuid primary key,
  org_id uuid not null,
  incident_id uuid not null,
  platform text not null check (platform in ('slack', 'discord', 'teams')),
  workspace text not null,
  -- the channel that a thread of Discord or Teams hangs under
  parent text not null,
  -- the first room of its incident is 1; one that is opened after another was archived counts on
  serial integer not null check (serial > 0),
  name text not null check (length(name) between 1 and 100),
  -- the platform's own id of what is posted to; null until it was made
  channel text,
  url text,
  state text not null check (state in ('opening', 'open', 'closing', 'archived', 'failed', 'gone')),
  -- what the platform refused, in words
  problem text check (length(problem) <= 1000),
  furnished_at timestamptz,
  pinned_at timestamptz,
  asked_by text not null,
  asked_at timestamptz not null,
  -- of one whose incident is closed: when it is archived
  archive_at timestamptz,
  -- the accounts that read there as the platform last said, and when; null where it does not say
  readers text[],
  read_at timestamptz,
  -- when there is something to do with it
  due_at timestamptz,
  claimed_until timestamptz,
  attempts integer not null default 0,
  unique (org_id, id),
  -- one room for an incident, however often it is asked for
  unique (org_id, incident_id),
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade,
  foreign key (org_id, platform, workspace) references chat_workspace (org_id, platform, workspace) on delete cascade
);
select safenest_protect('incident_room');
create policy lookup on incident_room for select to safenest_system using (true);
grant select (id, org_id, due_at, claimed_until) on incident_room to safenest_system;
-- the room in which something is said
create unique index incident_room_place on incident_room (org_id, platform, workspace, channel) where channel is not null;
-- what is due
create index incident_room_due on incident_room (due_at) where due_at is not null;

-- Who is to be in a room, and how far that came.
create table incident_room_guest (
  org_id uuid not null,
  room_id uuid not null,
  member_id uuid not null,
  asked_at timestamptz not null,
  -- the account that was let in
  account text,
  invited_at timestamptz,
  -- why they could not be
  problem text check (length(problem) <= 1000),
  primary key (org_id, room_id, member_id),
  foreign key (org_id, room_id) references incident_room (org_id, id) on delete cascade,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('incident_room_guest');
