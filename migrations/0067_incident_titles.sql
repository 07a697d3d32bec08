-- A title that SafeNest gave an incident itself, as values beside its English words: each reader reads it in their language. One that people wrote
-- has none; and it counts only while the title still is what it says: whoever renames an incident means their own words.
-- Up Migration

alter table incident add column own_title jsonb;
