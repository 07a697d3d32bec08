-- Up Migration
-- Whose reaction keeps which message of a chat in an incident's timeline.
create table incident_pin (
  org_id uuid not null,
  incident_id uuid not null,
  platform text not null check (platform in ('slack', 'discord', 'teams')),
  workspace text not null,
  channel text not null check (length(channel) <= 300),
  -- the platform's own ids of the message and of whoever reacted
  message text not null check (length(message) between 1 and 200),
  account text not null check (length(account) between 1 and 200),
  -- the line of the timeline that quotes it
  entry_id uuid not null,
  at timestamptz not null,
  -- also how the others of one message are found
  primary key (org_id, platform, workspace, channel, message, account),
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade
);
select safenest_protect('incident_pin', 'select, insert, delete');
