-- Which zones things of a kind entered is kept with their event: what was found on its pictures goes with them, when they are old enough or
-- somebody on them is forgotten, and nobody is to hear then that nobody was there.
-- Up Migration

-- Forced row-level security would hide what is there already from the owner.
alter table camera_event no force row level security;
alter table detection no force row level security;
update camera_event event set objects = (
  select jsonb_object_agg(kind, seen || case when zones is null then '{}' else jsonb_build_object('zones', zones) end)
  from jsonb_each(event.objects) as had (kind, seen), lateral (
    select jsonb_agg(distinct zone) as zones from (
      select unnest(here.zones) as zone from detection here
        where here.org_id = event.org_id and here.camera_event_id = event.id and here.kind = had.kind
      -- what stood in these is gone, and may have been of any kind
      union (select unnest(event.zones) except select unnest(here.zones) from detection here
        where here.org_id = event.org_id and here.camera_event_id = event.id)) as entered) as of_kind)
where cardinality(event.zones) > 0 and event.objects <> '{}';
alter table camera_event force row level security;
alter table detection force row level security;
