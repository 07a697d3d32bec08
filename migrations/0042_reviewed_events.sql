-- Which camera events somebody has looked at.
-- Up Migration

alter table camera_event
  add column reviewed_at timestamptz,
  add column reviewed_by text,
  add constraint camera_event_reviewed_whole check ((reviewed_at is null) = (reviewed_by is null));
-- "what was not reviewed yet, at this camera?"
create index camera_event_unreviewed on camera_event (org_id, camera_id, started_at desc) where reviewed_at is null;
