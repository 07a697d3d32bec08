-- What a language model that may look at pictures says of a camera's event: title, scene, how sure, concerns, threat.
-- Up Migration

alter table camera_event add column assessment jsonb;
