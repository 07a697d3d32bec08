-- Up Migration
-- How high conversations rose, and who was taken out of cases.

-- For each conversation that was judged, the highest that each trigger of the policy ever saw in it: what would have fired at a threshold
-- is counted from these. No foreign key to the trigger's name: a policy knows them.
create table conversation_peak (
  org_id uuid not null,
  session_id uuid not null,
  trigger text not null check (length(trigger) between 1 and 40),
  -- a message's score (0..1), a conversation's (0..100), or a count
  value double precision not null check (value > 0),
  primary key (org_id, session_id, trigger),
  foreign key (org_id, session_id) references moderation_session (org_id, id) on delete cascade
);
select safenest_protect('conversation_peak', 'select, insert, update');

-- who was named wrongly and taken out by a moderator: `[{"account": …, "name": …, "was": "offender", "triggers": […], "at": …, "by": …,
-- "byId": …, "before": {…}}]`, the first first; `before` is what the case said then, to be put back
alter table moderation_case add column not_them jsonb not null default '[]';
