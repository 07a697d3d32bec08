-- Up Migration
-- What an incident's room was last said to be about; null where that was never said.
alter table incident_room add column topic text check (length(topic) <= 500);
