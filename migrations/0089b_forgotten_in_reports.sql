-- What is written once stays as it was; only the name of somebody who is to be forgotten is taken out of it, by whoever says so in the same
-- transaction.
-- Up Migration

create function is_written_once() returns trigger language plpgsql as
$$ begin
  if current_setting('safenest.forgetting', true) is distinct from 'on' then
    raise exception 'this is written once' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
grant update (data, wording) on report to safenest_app;
create trigger report_is_written_once before update on report for each row execute function is_written_once();
grant update (file_name) on evidence to safenest_app;
create trigger evidence_is_written_once before update of file_name on evidence for each row execute function is_written_once();
grant update (note) on moderation_policy to safenest_app;
create trigger moderation_policy_is_written_once before update on moderation_policy
  for each row execute function is_written_once();
