-- What Microsoft Graph lets the app do in a tenant of Teams, so that a card says before anybody presses what a press will do there.
-- Up Migration

-- permissions that the workspace's own admin has granted the app beyond a bot's, as the platform names them; empty where none, or where their use is switched off
alter table chat_workspace add column granted text[] not null default '{}';
-- the team that a channel of Teams belongs to, as Microsoft Graph names it; null elsewhere, and until something was heard there
alter table guarded_channel add column team text;
