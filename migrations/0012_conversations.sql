-- What people say on in a thread is for us where we were asked in it, whichever process was.
-- Up Migration

-- whether something was said in a conversation before; what waits in it is found by inbox_conversation
create index inbox_conversation_done on inbox (org_id, conversation) where done_at is not null;
-- The platform refuses the app's token: it is tried again as soon as the app's tokens change.
alter table inbox add column waits_for_app boolean not null default false;
