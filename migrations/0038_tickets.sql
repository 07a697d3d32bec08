-- Tickets of incidents in an issue tracker (Jira): how an organisation's is reached, and each incident's ticket there.
-- Up Migration

create table ticket_tracker (
  org_id uuid primary key references organisation on delete cascade,
  kind text not null check (kind in ('jira_cloud', 'jira_data_center')),
  -- without a slash at its end
  site text not null check (length(site) between 8 and 300),
  project text not null check (length(project) between 1 and 30),
  issue_type text not null check (length(issue_type) between 1 and 100),
  -- whose API token it is; null for a personal access token
  email text check (length(email) between 3 and 320),
  -- sealed
  token bytea not null,
  enabled boolean not null,
  -- from this severity upward an incident gets a ticket by itself; null: when somebody asks for it
  severity_floor text check (severity_floor in ('low', 'medium', 'high', 'critical')),
  -- whether what people write goes from one to the other
  comments boolean not null,
  -- whether an incident is closed when its ticket is done there
  closes boolean not null,
  -- in which tickets are written
  language text not null,
  -- what was changed there before this has been read
  read_at timestamptz,
  -- it asked for patience until then
  resume_at timestamptz,
  failing_since timestamptz,
  last_error text check (length(last_error) <= 1000),
  updated_at timestamptz not null,
  updated_by text not null
);
select safenest_protect('ticket_tracker');
create policy lookup on ticket_tracker for select to safenest_system using (true);
grant select (org_id, enabled) on ticket_tracker to safenest_system;

create table incident_ticket (
  id uuid primary key,
  org_id uuid not null,
  incident_id uuid not null,
  -- in which tracker; one of another site is shown and left alone
  site text not null,
  -- the first ticket of its incident is 1; one that is made after another was unlinked counts on
  serial integer not null check (serial > 0),
  -- what it is found by there
  label text not null,
  state text not null check (state in ('waiting', 'linked', 'failed', 'gone', 'unlinked')),
  issue_id text check (length(issue_id) <= 40),
  issue_key text check (length(issue_key) <= 60),
  -- as the tracker last said
  status text check (length(status) <= 100),
  category text check (category in ('new', 'indeterminate', 'done')),
  -- making it was begun: it is looked for before it is made again
  begun_at timestamptz,
  -- how far it is told of its incident: its name, its status as a category, the lines of the timeline up to this one
  told_title text,
  told_category text check (told_category in ('new', 'indeterminate', 'done')),
  told_seq bigint not null default 0,
  -- the line that is being told: it is looked for before it is told again
  telling uuid,
  -- the newest comment there that was read
  seen_comment bigint not null default 0,
  checked_at timestamptz,
  -- what the tracker refused, in words, and since when
  problem text check (length(problem) <= 1000),
  failing_since timestamptz,
  asked_by text not null,
  asked_at timestamptz not null,
  -- when there is something to do with it
  due_at timestamptz,
  claimed_until timestamptz,
  attempts integer not null default 0,
  unique (org_id, id),
  -- one ticket for an incident, however often it is asked for
  unique (org_id, incident_id),
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade
);
select safenest_protect('incident_ticket');
create policy lookup on incident_ticket for select to safenest_system using (true);
grant select (id, org_id, due_at, claimed_until) on incident_ticket to safenest_system;
-- what is due
create index incident_ticket_due on incident_ticket (due_at) where due_at is not null;
