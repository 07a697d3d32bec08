-- What somebody wears and what a vehicle is painted like, in words for colours: an estimate from the picture, kept as long as the picture is.
-- Up Migration

-- part (upper, lower, body) -> colour -> how much of the part has it, 0..1; null where it was not looked at or says none
alter table detection add column colours jsonb;
