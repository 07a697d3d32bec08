-- What was decided for several people at once, so that it is agreed to and taken back at once, too.
-- Up Migration

alter table moderation_action add column together uuid;
-- what was decided together
create index moderation_action_together on moderation_action (org_id, together) where together is not null;
