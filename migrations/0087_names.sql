-- What people and accounts are called, word by word: whom a sentence names is looked up, whatever the number of accounts. Row-level security
-- leaves an index on words inside a text unused, so that each word stands in a row of its own, and only `=` is asked of it.
-- Up Migration

create table name_word (
  -- no foreign key: it would be checked with every account that signs in for the first time
  org_id uuid not null,
  -- in small letters, without accents: a word of the name, the whole name, or the whole e-mail address
  word text not null check (length(word) between 2 and 100),
  kind text not null check (kind in ('member', 'account', 'person', 'author')),
  -- of a member and a person their id; of an account and of an author of messages the name
  key text not null check (length(key) between 1 and 400),
  primary key (org_id, word, kind, key)
);
select safenest_protect('name_word');
-- the words of one name, when it changes or goes
create index name_word_key on name_word (org_id, kind, key);

-- “Tomás Keller-Voss” → tomas, keller, voss, tomas keller voss; of tomas.keller@example.org its address and the same without it.
create function name_words(said text) returns setof text language sql immutable as $$
  with plain as (
    select replace(lower(regexp_replace(normalize(left(said, 320), NFD), '[\u0300-\u036f]', '', 'g')), 'ß', 'ss') as text
  ), parts as (
    select text, (string_to_array(trim(regexp_replace(split_part(text, '@', 1), '[\s._+,;:"''’()/\\-]+', ' ', 'g')), ' '))[1:6] as words from plain
  )
  select distinct left(word, 100) from parts, lateral (
    select unnest(words) union all select array_to_string(words, ' ') union all select trim(text)
    -- bogdan77 is called bogdan
    union all select regexp_replace(array_to_string(words, ' '), '[0-9]+$', '')
  ) as each (word) where length(word) >= 2
$$;

create function names_of_member() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then delete from name_word where org_id = old.org_id and kind = 'member' and key = old.id::text; end if;
  if tg_op <> 'DELETE' then
    insert into name_word select new.org_id, word, 'member', new.id::text
    from (select name_words(new.name) union select name_words(new.email)) as each (word) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger names after insert or delete or update of name, email on member for each row execute function names_of_member();

create function names_of_person() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then delete from name_word where org_id = old.org_id and kind = 'person' and key = old.id::text; end if;
  if tg_op <> 'DELETE' and new.name is not null and new.merged_into is null and new.archived_at is null then
    insert into name_word select new.org_id, word, 'person', new.id::text from name_words(new.name) as word on conflict do nothing;
  end if;
  return null;
end $$;
create trigger names after insert or delete or update of name, merged_into, archived_at on person
  for each row execute function names_of_person();

-- once for each batch of logins: nearly always of no row at all
create function names_of_accounts() returns trigger language plpgsql as $$
begin
  insert into name_word select fresh.org_id, word, 'account', fresh.account
  from (select distinct org_id, account from added where length(account) between 2 and 400) as fresh, name_words(fresh.account) as word
  on conflict do nothing;
  return null;
end $$;
create trigger names after insert on account_profile referencing new table as added
  for each statement execute function names_of_accounts();

create function authors_of(one moderation_case) returns setof text language sql stable as $$
  select distinct name from (
    select one.offender_name union all select one.target_name
    union all select part ->> 'name' from jsonb_array_elements(one.offenders) as part) as each (name)
  where length(name) between 2 and 400
$$;
create function names_of_case() returns trigger language plpgsql as $$
begin
  insert into name_word select new.org_id, word, 'author', name
  from authors_of(new) as name, name_words(name) as word on conflict do nothing;
  if tg_op = 'UPDATE' then
    delete from name_word where org_id = old.org_id and kind = 'author'
      and key in (select authors_of(old) except select authors_of(new))
      and key not in (select name from moderation_case as one, authors_of(one) as name where one.org_id = old.org_id);
  end if;
  return null;
end $$;
create trigger names after insert on moderation_case for each row execute function names_of_case();
create trigger names_changed after update of offender_name, target_name, offenders on moderation_case for each row
  when (old.offender_name <> new.offender_name or old.target_name <> new.target_name or old.offenders <> new.offenders)
  execute function names_of_case();
-- many go at once when they are old enough
create function names_of_cases_gone() returns trigger language plpgsql as $$
begin
  delete from name_word where (org_id, key) in (select gone.org_id, name from gone, authors_of(gone) as name) and kind = 'author'
    and (org_id, key) not in (select one.org_id, name from moderation_case as one, authors_of(one) as name);
  return null;
end $$;
create trigger names_gone after delete on moderation_case referencing old table as gone
  for each statement execute function names_of_cases_gone();

-- What is there already. Forced row-level security would hide it from the owner.
alter table name_word no force row level security;
alter table member no force row level security;
alter table person no force row level security;
alter table account_profile no force row level security;
alter table moderation_case no force row level security;
insert into name_word
  select org_id, word, 'member', id::text from member, lateral (select name_words(name) union select name_words(email)) as each (word)
  union select org_id, word, 'person', id::text from person, name_words(name) as word
    where name is not null and merged_into is null and archived_at is null
  union select org_id, word, 'account', account
    from (select distinct org_id, account from account_profile where length(account) between 2 and 400) as known, name_words(account) as word
  union select org_id, word, 'author', name from moderation_case as one, authors_of(one) as name, name_words(name) as word;
alter table name_word force row level security;
alter table member force row level security;
alter table person force row level security;
alter table account_profile force row level security;
alter table moderation_case force row level security;
