-- Acknowledgements that lapse: who has an alert, since when, and whether they were asked if they are still on it.
-- Up Migration

-- One row per alert that was acknowledged and is not settled; it stays when the acknowledgement lapses, so that this ends.
create table alert_acknowledgement (
  org_id uuid not null,
  alert_id uuid not null,
  -- when it was acknowledged, or when somebody said last that they are still on it
  since timestamptz not null,
  -- who has it; null for a key
  member_id uuid,
  by_name text not null,
  -- when they were asked whether they are still on it; null while that is not due
  asked_at timestamptz,
  -- how often it lapsed
  lapses integer not null default 0,
  primary key (org_id, alert_id),
  foreign key (org_id, alert_id) references alert (org_id, id) on delete cascade,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('alert_acknowledgement');
-- whose time is up
create index alert_acknowledgement_since on alert_acknowledgement (org_id, since);

-- A telling-again may be the question whether somebody is still on it.
alter table alert_nudge add column asks boolean not null default false;
