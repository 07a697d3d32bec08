-- Home Assistant: cameras and people it is told of, switches it may press, and pauses of alerts.
-- Up Migration

-- Who holds the connection to a broker, so that one process alone listens there.
alter table delivery_target add column linked_until timestamptz;
alter table delivery_target add column linked_by uuid;
-- what stands at the broker in our name, retained: taken away again once it is no longer true
alter table delivery_target add column told_topics text[] not null default '{}';
grant select (kind) on delivery_target to safenest_system;

-- For a while no alert is raised: of everything, of all cameras, or of one. What is critical is raised all the same.
create table alert_pause (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  scope text not null check (scope in ('all', 'cameras', 'camera')),
  camera_id uuid,
  created_at timestamptz not null,
  created_by text not null,
  until timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  -- findings that raised nothing because of it
  held integer not null default 0,
  check ((scope = 'camera') = (camera_id is not null)),
  foreign key (org_id, camera_id) references camera (org_id, id) on delete cascade
);
select safenest_protect('alert_pause', 'select, insert, update');
-- those that hold now, asked whenever something is found
create index alert_pause_live on alert_pause (org_id, until) where ended_at is null;
