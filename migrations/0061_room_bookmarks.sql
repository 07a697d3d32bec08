-- Which bookmarks of an incident stand above its room on the platform, by their addresses.
-- Up Migration

alter table incident_room add column bookmarked text[] not null default '{}';
