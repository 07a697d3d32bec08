-- Faces nobody is sure of: what people settled about them, and for whom earlier ones are decided anew.
-- Up Migration

alter table face
  -- put away by somebody: of nobody who is to be kept, or no face at all
  add column dismissed text check (dismissed in ('nobody', 'not_a_face')),
  add column dismissed_at timestamptz,
  add column dismissed_by text,
  add constraint face_dismissed_whole check
    ((dismissed is null) = (dismissed_at is null) and (dismissed is null) = (dismissed_by is null)),
  add constraint face_dismissed_nobodys check (dismissed is null or person_id is null);
-- the faces that wait to be settled, and those that were put away
create index face_nobodys on face (org_id, at desc, id desc) where person_id is null;

-- by what somebody is known has changed: the job that looks after faces asks whether earlier ones are theirs
alter table person add column reconsider boolean not null default false;
create index person_reconsider on person (org_id) where reconsider;

-- faces of nobody that people gave to somebody at once, and those that were decided anew by themselves
alter table person_change drop constraint person_change_kind_check;
alter table person_change add constraint person_change_kind_check
  check (kind in ('rename', 'merge', 'split', 'confirm', 'reject', 'vote', 'give', 'decide'));
-- "what was done lately?" on the page of unsure faces
create index person_change_lately on person_change (org_id, at desc) where kind in ('give', 'decide');
