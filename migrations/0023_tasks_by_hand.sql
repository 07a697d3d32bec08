-- What has to be taken back by hand, and the list of all that is to be done by hand.
-- Up Migration

-- lift_task: somebody did it by hand, and has to take it back there by hand, too
alter table moderation_action drop constraint moderation_action_state_check;
alter table moderation_action add constraint moderation_action_state_check
  check (state in ('waiting', 'due', 'done', 'task', 'lifting', 'lift_task', 'lifted', 'expired', 'declined', 'failed'));

-- one step of a case for one person holds once; what is still to be taken back there holds, too
drop index moderation_action_once;
create unique index moderation_action_once on moderation_action (org_id, case_id, account, step)
  where case_id is not null and state in ('waiting', 'due', 'done', 'task', 'lifting', 'lift_task') and step <> 'note';

-- the moderators' queue: what somebody has to do by hand, oldest first
create index moderation_action_by_hand on moderation_action (org_id, created_at) where state in ('task', 'lift_task');
-- an API's sender: what changed since it last asked
create index moderation_action_changed on moderation_action (org_id, updated_at);
