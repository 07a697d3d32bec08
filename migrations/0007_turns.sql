-- Up Migration
-- "what was asked lately": the list of turns in the studio, over all conversations
create index chat_turn_time on chat_turn (org_id, at desc, id desc);
