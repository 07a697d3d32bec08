-- People who are left out of lists, the picture that stands for somebody, what is normal at a camera, and how long an organisation keeps what.
-- Up Migration

alter table person
  -- left out of lists; recognised all the same
  add column hidden boolean not null default false,
  -- the picture chosen to stand for them; without, the one that shows them best
  add column portrait_face_id uuid,
  add foreign key (org_id, portrait_face_id) references face (org_id, id) on delete set null (portrait_face_id);
-- "whose portrait is this face?", asked by that foreign key whenever a face goes
create index person_portrait on person (org_id, portrait_face_id) where portrait_face_id is not null;

-- what an admin says is normal there, for whoever words its events
alter table camera add column notes text not null default '' check (length(notes) <= 2000);

-- days for which an organisation keeps what, where it wants less than the installation's settings; null: as these say
create table retention_settings (
  org_id uuid primary key references organisation on delete cascade,
  frame_days integer check (frame_days >= 1),
  event_days integer check (event_days >= 1),
  question_days integer check (question_days >= 1),
  message_days integer check (message_days >= 1),
  case_days integer check (case_days >= 1),
  report_days integer check (report_days >= 1),
  unknown_days integer check (unknown_days >= 1),
  archived_days integer check (archived_days >= 1),
  updated_at timestamptz not null,
  updated_by text not null check (length(updated_by) <= 200)
);
select safenest_protect('retention_settings');
