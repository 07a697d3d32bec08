-- Who sees which cameras: a member, or all members of a role, may be limited to some of them. What a camera that is not theirs took, saw or
-- raised is not there for them: the database itself leaves it out.
-- Up Migration

create table camera_access (
  org_id uuid not null references organisation on delete cascade,
  -- whom it holds for: one member; or a role's members that have nothing of their own
  member_id uuid,
  role text check (role in ('officer', 'moderator', 'manager', 'employee')),
  -- those alone
  camera_ids uuid[] not null,
  updated_at timestamptz not null,
  updated_by text not null,
  check ((member_id is null) <> (role is null)),
  unique (org_id, member_id),
  unique (org_id, role),
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('camera_access');

-- The cameras that whoever acts in this transaction is limited to; null: all. `safenest.viewer` is their role and id; who has none is no
-- member (the service itself, a program with a key). Admins say who sees what, and see everything.
create function safenest_cameras() returns uuid[] language plpgsql stable as $$
declare
  viewer text := coalesce(current_setting('safenest.viewer', true), '');
  own uuid[];
begin
  if viewer = '' or viewer like 'admin %' then return null; end if;
  select camera_ids into own from camera_access
  where org_id = safenest_org() and member_id = split_part(viewer, ' ', 2)::uuid;
  if own is null then
    select camera_ids into own from camera_access where org_id = safenest_org() and role = split_part(viewer, ' ', 1);
  end if;
  return own;
end $$;

-- Rows that hang on another: whether that one is theirs. Each looks with nobody's eyes, and is asked only of who is limited. The setting is
-- put back by hand: only a superuser may tie one to a function.
create function safenest_sees_picture(which uuid, mine uuid[]) returns boolean language plpgsql stable as $$
declare
  viewer text := coalesce(current_setting('safenest.viewer', true), '');
  sees boolean;
begin
  perform set_config('safenest.viewer', '', true);
  sees := exists (select from picture where org_id = safenest_org() and id = which and (camera_id is null or camera_id = any (mine)));
  perform set_config('safenest.viewer', viewer, true);
  return sees;
end $$;
create function safenest_sees_camera_event(which uuid, mine uuid[]) returns boolean language plpgsql stable as $$
declare
  viewer text := coalesce(current_setting('safenest.viewer', true), '');
  sees boolean;
begin
  perform set_config('safenest.viewer', '', true);
  sees := exists (select from camera_event where org_id = safenest_org() and id = which and camera_id = any (mine));
  perform set_config('safenest.viewer', viewer, true);
  return sees;
end $$;
-- One event at a camera that is not theirs is enough: its words may tell of it.
create function safenest_sees_alert(which uuid, mine uuid[]) returns boolean language plpgsql stable as $$
declare
  viewer text := coalesce(current_setting('safenest.viewer', true), '');
  sees boolean;
begin
  perform set_config('safenest.viewer', '', true);
  sees := not exists (
    select from alert_camera_event link join camera_event event on event.org_id = link.org_id and event.id = link.camera_event_id
    where link.org_id = safenest_org() and link.alert_id = which and not event.camera_id = any (mine));
  perform set_config('safenest.viewer', viewer, true);
  return sees;
end $$;
-- Somebody without a name is there only where they saw them; who has one is known here.
create function safenest_sees_person(which uuid, mine uuid[]) returns boolean language plpgsql stable as $$
declare
  viewer text := coalesce(current_setting('safenest.viewer', true), '');
  sees boolean;
begin
  perform set_config('safenest.viewer', '', true);
  sees := exists (select from sighting where org_id = safenest_org() and person_id = which and camera_id = any (mine))
    or exists (select from face join picture on picture.org_id = face.org_id and picture.id = face.picture_id
      where face.org_id = safenest_org() and face.person_id = which and (picture.camera_id is null or picture.camera_id = any (mine)));
  perform set_config('safenest.viewer', viewer, true);
  return sees;
end $$;

create policy cameras on camera as restrictive to safenest_app
  using ((select safenest_cameras()) is null or id = any ((select safenest_cameras())::uuid[]));
create policy cameras on camera_event as restrictive to safenest_app
  using ((select safenest_cameras()) is null or camera_id = any ((select safenest_cameras())::uuid[]));
create policy cameras on sighting as restrictive to safenest_app
  using ((select safenest_cameras()) is null or camera_id = any ((select safenest_cameras())::uuid[]));
create policy cameras on picture as restrictive to safenest_app
  using ((select safenest_cameras()) is null or camera_id is null or camera_id = any ((select safenest_cameras())::uuid[]));
create policy cameras on signal as restrictive to safenest_app
  using ((select safenest_cameras()) is null or camera_id is null or camera_id = any ((select safenest_cameras())::uuid[]));
create policy cameras on alert_exception as restrictive to safenest_app
  using ((select safenest_cameras()) is null or camera_id is null or camera_id = any ((select safenest_cameras())::uuid[]));
create policy cameras on alert_pause as restrictive to safenest_app
  using ((select safenest_cameras()) is null or camera_id is null or camera_id = any ((select safenest_cameras())::uuid[]));
create policy cameras on alert as restrictive to safenest_app
  using ((select safenest_cameras()) is null
    or ((camera_id is null or camera_id = any ((select safenest_cameras())::uuid[])) and safenest_sees_alert(id, (select safenest_cameras()))));
create policy cameras on alert_camera_event as restrictive to safenest_app
  using ((select safenest_cameras()) is null or safenest_sees_camera_event(camera_event_id, (select safenest_cameras())));
create policy cameras on detection as restrictive to safenest_app
  using ((select safenest_cameras()) is null or safenest_sees_camera_event(camera_event_id, (select safenest_cameras())));
create policy cameras on face as restrictive to safenest_app
  using ((select safenest_cameras()) is null or safenest_sees_picture(picture_id, (select safenest_cameras())));
create policy cameras on person as restrictive to safenest_app
  using ((select safenest_cameras()) is null or name is not null or safenest_sees_person(id, (select safenest_cameras())));
-- what the history tells of an alert, or of somebody's day at a camera
create policy cameras on history_document as restrictive to safenest_app
  using ((select safenest_cameras()) is null or case kind
    when 'alert' then exists (select from alert where alert.org_id = history_document.org_id and alert.id::text = history_document.key)
    when 'sightings' then split_part(key, ' ', 2) = any ((select safenest_cameras())::text[])
    else true end);
-- when a camera sees what: `CAM-3`, `CAM-3 person`
create policy cameras on baseline as restrictive to safenest_app
  using ((select safenest_cameras()) is null or kind not in ('camera', 'object')
    or exists (select from camera where camera.org_id = baseline.org_id and 'CAM-' || camera.number = split_part(baseline.name, ' ', 1)));
-- a report tells of all cameras together
create policy cameras on report as restrictive to safenest_app using ((select safenest_cameras()) is null);
