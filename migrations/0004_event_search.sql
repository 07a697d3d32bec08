-- Full-text search over events, alerts and incidents.
-- Up Migration

-- Text as lexemes. Every sign that the parser would swallow or glue to its neighbours becomes a space first, so that a
-- tag, an entity, a path, an e-mail address and a user agent fall apart into the same words wherever they stand; dots stay,
-- and with them IPv4 addresses and host names as one word each. (translate would be seven times as slow.)
create function safenest_plain(text) returns text language sql immutable strict parallel safe as
$$ select regexp_replace($1, '[]/\\@=:;,<>&+%|~#?!*()[{}"''`^$_-]', ' ', 'g') $$;
create function safenest_words(text) returns tsvector language sql immutable strict parallel safe as
$$ select to_tsvector('simple', safenest_plain($1)) $$;
create function safenest_phrase(text) returns tsquery language sql immutable strict parallel safe as
$$ select phraseto_tsquery('simple', safenest_plain($1)) $$;
-- The last word may go on: `web` finds `webmaster`. Nothing that means something to to_tsquery is left after safenest_plain.
create function safenest_prefix(text) returns tsquery language sql immutable strict parallel safe as
$$ select to_tsquery('simple', '''' || safenest_plain($1) || ' '':*') $$;

alter table event add column tsv tsvector not null generated always as (
  safenest_words(text || ' ' || coalesce(account, '') || ' ' || coalesce(device, '') || ' ' || coalesce(host(address), ''))
) stored;
-- words; new ones wait in a list and go into the index many at once. The list is short: every search reads it, and whoever
-- makes it overflow puts it away.
create index event_words on event using gin (tsv) with (fastupdate = on, gin_pending_list_limit = 256);

-- Under row-level security an operator that is not leakproof (`@@`, `<<=`, like) is tried only on rows the policy has let
-- through: the index above would never be used. So searches read a view whose owner sees every row, and which itself lets
-- through the organisation's alone. Nobody can become its owner, and it can read nothing but these columns.
select safenest_role('safenest_search');
grant usage on schema public to safenest_search;
grant select (org_id, seq, kind, event_id, occurred_at, source, outcome, account, address, country, city, latitude, longitude,
  device, method, reason, text, tsv) on event to safenest_search;
create policy search on event for select to safenest_search using (true);

create view event_search as
select org_id, seq, kind, event_id, occurred_at, source, outcome, account, address, country, city, latitude, longitude,
  device, method, reason, text, tsv
from event where org_id = safenest_org();
grant select on event_search to safenest_app;
do $$ begin
  -- a view is handed over only to a role that could have made it
  grant create on schema public to safenest_search;
  alter view event_search owner to safenest_search;
  revoke create on schema public from safenest_search;
end $$;

-- Counts by day and hour are made from quarters of an hour: every zone's clocks differ by whole ones. This tells the planner
-- how few quarters there are, and so that their counts can be gathered in parallel.
create statistics event_quarters on date_bin('15 minutes', occurred_at, 'epoch'::timestamptz) from event;
