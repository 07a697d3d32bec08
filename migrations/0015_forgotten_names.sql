-- Up Migration
-- A line of a timeline is written once; only the name of somebody who is to be forgotten is taken out of it, by whoever says so in
-- the same transaction.
grant update (text, change) on incident_entry to safenest_app;
create function incident_entry_is_written_once() returns trigger language plpgsql as
$$ begin
  if current_setting('safenest.forgetting', true) is distinct from 'on' then
    raise exception 'a line of a timeline is written once' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger incident_entry_is_written_once before update of text, change on incident_entry
  for each row execute function incident_entry_is_written_once();
