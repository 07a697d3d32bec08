-- The versions of a rule stay as they were; only the name of somebody who is to be forgotten is taken out of them, by whoever says so in
-- the same transaction.
-- Up Migration

alter table rule_version add column id uuid not null default gen_random_uuid();
create unique index rule_version_id on rule_version (org_id, id);
grant update (name, params, why) on rule_version to safenest_app;
create function rule_version_is_written_once() returns trigger language plpgsql as
$$ begin
  if current_setting('safenest.forgetting', true) is distinct from 'on' then
    raise exception 'a version of a rule is written once' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger rule_version_is_written_once before update on rule_version
  for each row execute function rule_version_is_written_once();
