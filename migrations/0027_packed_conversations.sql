-- What is needed to go on judging a conversation, packed by the service.
-- Up Migration

-- it is written with every few messages: as jsonb, reading and compressing it was most of what a message cost the database
alter table moderation_session alter column state drop default;
alter table moderation_session alter column state type bytea using convert_to(state::text, 'UTF8');
-- {}
alter table moderation_session alter column state set default '\x7b7d';
alter table moderation_session alter column state set storage external;
