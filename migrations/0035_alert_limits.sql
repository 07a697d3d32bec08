-- A channel, and a place beside the chat, may be told of some alerts alone.
-- Up Migration

-- Of alerts: those of any of these rules, cameras, accounts and addresses alone, `{rules, cameras, names}`; null: of all.
alter table chat_binding add column limits jsonb check (jsonb_typeof(limits) = 'object');
alter table delivery_target add column limits jsonb check (jsonb_typeof(limits) = 'object');

-- "which alerts of the last days does no channel take?"
create index alert_raised on alert (org_id, raised_at desc);
