-- How the desk answers in a channel, what admins answer themselves, and threads that were solved.
-- Up Migration

-- When a question in the channel is answered: where the desk is mentioned, every question it can answer, or none.
alter table chat_channel add column answers text not null default 'mentioned' check (answers in ('mentioned', 'questions', 'never'));
-- Answers go to the asker alone; else into the thread.
alter table chat_channel add column answers_alone boolean not null default false;
-- Other bots that mention it are answered, too.
alter table chat_channel add column answers_bots boolean not null default false;
-- How many of their questions were taken in since when: two programs never talk without end.
alter table chat_channel add column bots_answered integer not null default 0;
alter table chat_channel add column bots_since timestamptz;

-- An admin's own answer to a question that comes again and again.
create table standard_answer (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  -- for this channel alone; null: wherever the desk is asked
  channel_id uuid,
  -- how people ask it
  phrases text[] not null check (cardinality(phrases) between 1 and 20),
  answer text not null check (length(answer) between 1 and 3000),
  -- since when it reads as it does, and who wrote it
  updated_at timestamptz not null,
  updated_by text not null,
  foreign key (org_id, channel_id) references chat_channel (org_id, id) on delete cascade
);
select safenest_protect('standard_answer');
-- "what is answered in this organisation?": all of them are read for a question
create index standard_answer_org on standard_answer (org_id, updated_at desc);

-- a thread can only belong to an answer of its own organisation
alter table chat_turn add constraint chat_turn_org_id_id_key unique (org_id, id);

-- A thread in which an answer asked, once, whether that solved it. It is forgotten with that answer.
create table asked_thread (
  org_id uuid not null references organisation on delete cascade,
  platform text not null,
  workspace text not null,
  channel text not null,
  thread text not null check (length(thread) between 1 and 300),
  turn_id uuid not null,
  asked_at timestamptz not null,
  solved_at timestamptz,
  solved_by text,
  primary key (org_id, platform, workspace, channel, thread),
  foreign key (org_id, turn_id) references chat_turn (org_id, id) on delete cascade,
  check ((solved_at is null) = (solved_by is null))
);
select safenest_protect('asked_thread');
-- the button under the answer; and what goes with the answer
create unique index asked_thread_turn on asked_thread (org_id, turn_id);
