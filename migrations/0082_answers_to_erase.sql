-- Answers on chat platforms that told of a person who was forgotten since: each is told anew there, without pictures.
-- Up Migration

-- when that is to be done, or tried again; null for all others
alter table inbox add column erase_at timestamptz;
create index inbox_erase on inbox (erase_at) where erase_at is not null;
grant select (erase_at) on inbox to safenest_system;
