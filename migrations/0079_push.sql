-- Alerts as notifications of a browser: a member's device is a place of delivery that is theirs alone.
-- Up Migration

alter table delivery_target drop constraint delivery_target_kind_check;
alter table delivery_target add constraint delivery_target_kind_check check (kind in ('email', 'webhook', 'mqtt', 'push'));
-- whose device it is; its address and keys are sealed in `secrets`
alter table delivery_target add column member_id uuid;
alter table delivery_target add constraint delivery_target_member foreign key (org_id, member_id) references member (org_id, id) on delete cascade;
alter table delivery_target add constraint delivery_target_whose check ((kind = 'push') = (member_id is not null));
-- the devices of a member
create index delivery_target_member on delivery_target (org_id, member_id) where member_id is not null;

-- Whose device it is, is nobody else's business; admins end what somebody has who is shut out.
create policy own on delivery_target as restrictive to safenest_app
  using (member_id is null or coalesce(current_setting('safenest.viewer', true), '') = ''
    or current_setting('safenest.viewer', true) like 'admin %'
    or split_part(current_setting('safenest.viewer', true), ' ', 2) = member_id::text);
