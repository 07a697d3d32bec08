-- One matter is one alert, though several rules notice it: all of them are kept with it, not only the one that speaks for it.
-- Up Migration

alter table alert add column noticed_by uuid[] not null default '{}';
-- Forced row-level security would hide what is there already from the owner.
alter table alert no force row level security;
update alert set noticed_by = array[rule_id] where rule_id is not null;
alter table alert force row level security;
