-- Telling channels: what is urgent goes first, what has to wait says until when, and a channel that refuses is known.
-- Up Migration

-- How bad the matter was when this was written: the worst is told first.
alter table outbox add column severity text check (severity in ('low', 'medium', 'high', 'critical'));
-- Until when it waits for its turn or for quiet hours to end; no sweep looks at it before.
alter table outbox add column due_at timestamptz;
grant select (severity, due_at) on outbox to safenest_system;

-- The platform asked to wait with this channel.
alter table chat_lane add column held_until timestamptz;

-- Since when the platform refuses what is posted there, and what to do about it; null where it takes it.
alter table chat_channel add column refused_at timestamptz;
alter table chat_channel add column refusal text;
