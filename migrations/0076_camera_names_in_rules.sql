-- Rules and what is proposed about them name cameras and zones: whoever may not see one of these does not see the rule either.
-- Up Migration

-- Whether every camera and zone that a rule's parameters name is theirs. What they may not see, and what is no longer there, is none of theirs.
create function safenest_sees_rule(params jsonb) returns boolean language sql stable as $$
  select not exists (
      select from jsonb_array_elements_text(case jsonb_typeof(params -> 'cameras') when 'array' then params -> 'cameras' else '[]' end) typed
      where not exists (select from camera where org_id = safenest_org()
        and lower(btrim(typed)) in (lower(camera.name), lower(folder), 'cam-' || camera.number)))
    and not exists (
      select from jsonb_array_elements_text(case jsonb_typeof(params -> 'zones') when 'array' then params -> 'zones' else '[]' end) typed
      where not exists (select from camera, jsonb_array_elements(camera.zones) zone where org_id = safenest_org()
        and lower(btrim(typed)) = lower(zone ->> 'name')))
$$;

-- Reading only: what somebody writes is checked where it is written.
create policy cameras on rule as restrictive for select to safenest_app
  using ((select safenest_cameras()) is null or safenest_sees_rule(params));
create policy cameras on rule_version as restrictive for select to safenest_app
  using ((select safenest_cameras()) is null or safenest_sees_rule(params));
-- a rule to be made or changed, or a camera to be made stricter
create policy cameras on proposal as restrictive for select to safenest_app
  using ((select safenest_cameras()) is null
    or (safenest_sees_rule(args -> 'definition' -> 'params') is not false
      and safenest_sees_rule(args -> 'patch' -> 'params') is not false
      and safenest_sees_rule(args -> 'was' -> 'params') is not false
      and (not args ? 'rule' or exists (select from rule where rule.org_id = proposal.org_id and 'RULE-' || rule.number = proposal.args ->> 'rule'))
      and (not args ? 'camera' or exists (select from camera where camera.org_id = proposal.org_id and 'CAM-' || camera.number = proposal.args ->> 'camera'))));

drop policy cameras on history_document;
create policy cameras on history_document as restrictive to safenest_app
  using ((select safenest_cameras()) is null or case kind
    when 'alert' then exists (select from alert where alert.org_id = history_document.org_id and alert.id::text = history_document.key)
    when 'rule' then exists (select from rule where rule.org_id = history_document.org_id and rule.id::text = history_document.key)
    when 'proposal' then exists (select from proposal where proposal.org_id = history_document.org_id and proposal.id::text = history_document.key)
    when 'sightings' then split_part(key, ' ', 2) = any ((select safenest_cameras())::text[])
    else true end);
