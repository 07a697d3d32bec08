-- History: what happened and what was decided, as texts that can be searched by their words and by what they mean.
-- Up Migration

-- One text for each matter: an alert, an incident with its timeline, a case, a rule with its changes, a proposal, a day of an account's
-- logins, a day of somebody at a camera. Made from the rows it tells of, and made anew when they change.
create table history_document (
  id bigint generated always as identity primary key,
  org_id uuid not null references organisation on delete cascade,
  kind text not null check (kind in ('alert', 'incident', 'case', 'rule', 'proposal', 'logins', 'sightings')),
  -- which one: the row's id, or of a day what it is a day of
  key text not null check (length(key) between 1 and 1200),
  -- what opens it: ALR-16, LOG-7QK3M9, PER-7
  ref text not null check (length(ref) between 1 and 64),
  title text not null,
  text text not null,
  -- what it takes to read it
  permission text not null,
  -- when it happened last
  at timestamptz not null,
  -- whom it is about, where that is somebody on pictures: it goes with them
  person_id uuid,
  -- SHA-256 of title and text: what says the same is not indexed again
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  -- which change of its rows it was made after
  change bigint not null,
  indexed_at timestamptz not null,
  unique (org_id, id),
  unique (org_id, kind, key),
  foreign key (org_id, person_id) references person (org_id, id) on delete cascade
);
select safenest_protect('history_document');
-- "what happened lately", and days that are too old to be kept
create index history_document_time on history_document (org_id, at desc);
-- what goes with a person who is forgotten
create index history_document_person on history_document (org_id, person_id) where person_id is not null;

-- A part of a document, short enough to be one thought.
create table history_chunk (
  id bigint generated always as identity primary key,
  org_id uuid not null,
  document_id bigint not null,
  part integer not null,
  -- of the document, so that a search needs no second look
  kind text not null,
  permission text not null,
  at timestamptz not null,
  text text not null,
  -- the terms of src/domain/text-terms.ts with their places
  tsv tsvector not null,
  -- the weight of each term by BM25 without its rarity, see src/domain/bm25.ts
  terms sparsevec not null,
  -- how many terms
  length integer not null,
  unique (org_id, id),
  unique (org_id, document_id, part),
  foreign key (org_id, document_id) references history_document (org_id, id) on delete cascade
);
select safenest_protect('history_chunk');
-- words
create index history_chunk_words on history_chunk using gin (tsv) with (fastupdate = on, gin_pending_list_limit = 256);
-- words that stand nearly everywhere: the newest that have them
create index history_chunk_time on history_chunk (org_id, at desc);

-- What a part means, for each embedder apart: vectors of different models are never compared.
create table history_vector (
  org_id uuid not null,
  chunk_id bigint not null,
  model text not null,
  permission text not null,
  kind text not null,
  embedding vector not null,
  primary key (org_id, chunk_id, model),
  foreign key (org_id, chunk_id) references history_chunk (org_id, id) on delete cascade
);
alter table history_vector alter column embedding set storage plain;
select safenest_protect('history_vector');
-- exact search, and what another model still holds
create index history_vector_model on history_vector (org_id, model);
-- search of an organisation with many, for the usual lengths of vectors
create index history_vector_384 on history_vector using hnsw ((embedding::halfvec(384)) halfvec_cosine_ops)
  where vector_dims(embedding) = 384;
create index history_vector_512 on history_vector using hnsw ((embedding::halfvec(512)) halfvec_cosine_ops)
  where vector_dims(embedding) = 512;
create index history_vector_768 on history_vector using hnsw ((embedding::halfvec(768)) halfvec_cosine_ops)
  where vector_dims(embedding) = 768;
create index history_vector_1024 on history_vector using hnsw ((embedding::halfvec(1024)) halfvec_cosine_ops)
  where vector_dims(embedding) = 1024;
create index history_vector_1536 on history_vector using hnsw ((embedding::halfvec(1536)) halfvec_cosine_ops)
  where vector_dims(embedding) = 1536;

-- In how many parts a term occurs, counted now and then: rarity needs no exact number. Terms that are not here are rare.
create table history_term (
  org_id uuid not null references organisation on delete cascade,
  term text not null,
  parts integer not null,
  primary key (org_id, term)
);
select safenest_protect('history_term');

-- Where an organisation's index stands.
create table history_head (
  org_id uuid primary key references organisation on delete cascade,
  -- how many parts there were when terms were counted, and how many terms a part had on average
  parts integer not null default 0,
  average real not null default 60,
  counted_at timestamptz,
  -- what stood before there was an index has been put in the queue
  begun_at timestamptz,
  -- up to which event days of logins have been made
  events_seq bigint not null default 0
);
select safenest_protect('history_head');

-- What waits to be indexed: rows that changed, by triggers, so that no writer can forget it.
create table history_change (
  org_id uuid not null references organisation on delete cascade,
  kind text not null,
  key text not null,
  seq bigint generated always as identity,
  since timestamptz not null default now(),
  primary key (org_id, kind, key)
);
select safenest_protect('history_change');
create policy lookup on history_change for select to safenest_system using (true);
grant select (org_id, since) on history_change to safenest_system;
-- in the order they came
create index history_change_order on history_change (org_id, seq);

-- Puts a row's document in the queue. What is deleted, or written anew to forget somebody, is gone from the index in the same moment.
create function history_changed(org uuid, what text, which text, gone boolean) returns void language plpgsql as $$
begin
  -- an organisation that is deleted takes its index along
  if which is null or org is distinct from safenest_org() then return; end if;
  if gone or current_setting('safenest.forgetting', true) = 'on' then
    delete from history_document where org_id = org and kind = what and key = which;
  end if;
  if gone and what not in ('incident', 'case', 'sightings') then
    delete from history_change where org_id = org and kind = what and key = which;
    return;
  end if;
  insert into history_change (org_id, kind, key) values (org, what, which)
  on conflict (org_id, kind, key) do update set seq = default;
end $$;

create function history_of_row() returns trigger language plpgsql as $$
begin
  perform history_changed(coalesce(new.org_id, old.org_id), tg_argv[0], coalesce(new.id, old.id)::text, tg_op = 'DELETE');
  return null;
end $$;
create trigger history after insert or update or delete on alert for each row execute function history_of_row('alert');
create trigger history after insert or update or delete on incident for each row execute function history_of_row('incident');
create trigger history after insert or update or delete on moderation_case for each row execute function history_of_row('case');
create trigger history after insert or update or delete on rule for each row execute function history_of_row('rule');
create trigger history after insert or update or delete on proposal for each row execute function history_of_row('proposal');

-- Rows that are told of within another's document.
create function history_of_part() returns trigger language plpgsql as $$
declare
  one record := coalesce(new, old);
  key text := case tg_table_name when 'incident_entry' then to_jsonb(one) ->> 'incident_id' else to_jsonb(one) ->> 'case_id' end;
begin
  perform history_changed(one.org_id, tg_argv[0], key, false);
  return null;
end $$;
create trigger history after insert or update or delete on incident_entry for each row execute function history_of_part('incident');
create trigger history after insert or update or delete on moderation_action for each row execute function history_of_part('case');
create trigger history after delete on case_evidence for each row execute function history_of_part('case');

-- A day (of UTC) of somebody at a camera.
create function history_of_sighting() returns trigger language plpgsql as $$
declare
  one sighting := coalesce(new, old);
begin
  perform history_changed(one.org_id, 'sightings',
    one.person_id || ' ' || one.camera_id || ' ' || to_char(one.first_seen at time zone 'utc', 'YYYY-MM-DD'), tg_op = 'DELETE');
  if tg_op = 'UPDATE' and (old.person_id <> new.person_id or old.first_seen <> new.first_seen) then
    perform history_changed(old.org_id, 'sightings',
      old.person_id || ' ' || old.camera_id || ' ' || to_char(old.first_seen at time zone 'utc', 'YYYY-MM-DD'), true);
  end if;
  return null;
end $$;
create trigger history after insert or update or delete on sighting for each row execute function history_of_sighting();

-- Somebody who is renamed or merged is called otherwise in everything that tells of them.
create function history_of_person() returns trigger language plpgsql as $$
begin
  if new.org_id is distinct from safenest_org() then return null; end if;
  if current_setting('safenest.forgetting', true) = 'on' then
    delete from history_document where org_id = new.org_id and person_id = new.id;
  end if;
  insert into history_change (org_id, kind, key)
  select org_id, kind, key from history_document where org_id = new.org_id and person_id = new.id
  on conflict (org_id, kind, key) do update set seq = default;
  return null;
end $$;
create trigger history after update of name, label, merged_into on person for each row execute function history_of_person();

-- As with events: `@@` below a security policy is tried on every row, so words are looked for through a view of the organisation's
-- rows whose owner sees all of them.
grant select (org_id, id, document_id, part, kind, permission, at, text, tsv, terms, length) on history_chunk to safenest_search;
create policy search on history_chunk for select to safenest_search using (true);
create view history_search as
select org_id, id, document_id, part, kind, permission, at, text, tsv, terms, length
from history_chunk where org_id = safenest_org();
grant select on history_search to safenest_app;
do $$ begin
  -- a view is handed over only to a role that could have made it
  grant create on schema public to safenest_search;
  alter view history_search owner to safenest_search;
  revoke create on schema public from safenest_search;
end $$;
