-- Whether answers helped.
-- Up Migration

-- What somebody said of an answer by the buttons under it: by whom is not kept, the last press counts, and it goes with its turn.
alter table chat_turn add column helpful boolean;
-- "which answers did not help?": the studio's list, newest first
create index chat_turn_unhelpful on chat_turn (org_id, at desc, id desc) where not helpful;
