-- Whoever has to do with an incident already can be called to it: by whom and when, so that they are told of it once more.
-- Up Migration

alter table incident_participant
  add column called_by text,
  add column called_at timestamptz,
  add check ((called_by is null) = (called_at is null));
