-- Links, files and stickers of messages, for the triggers that mind what people post and how much of it.
-- Up Migration

alter table chat_message
  -- files that came with it: `[{"name": "a.png", "type": "image/png", "size": 1200}]`
  add column attachments jsonb not null default '[]',
  add column stickers integer not null default 0 check (stickers >= 0),
  -- it has a file, or what may be a link
  add column carries boolean not null default false;
-- what would be refused of a month's links and files, before a line is turned on
create index chat_message_carries on chat_message (org_id, said_at desc) where carries;
