-- What is written about an incident: its review with every version of each part, what those who took part say of how it went, and
-- what an hour costs.
-- Up Migration

-- One review of an incident, made when it is closed or when somebody wants it.
create table incident_review (
  org_id uuid not null,
  incident_id uuid not null,
  -- when it began, as somebody said; without, the first thing its alerts saw
  began_at timestamptz,
  began_by text check (length(began_by) <= 200),
  language text not null check (language in ('en', 'de', 'fr', 'es')),
  made_at timestamptz not null,
  primary key (org_id, incident_id),
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade,
  check ((began_at is null) = (began_by is null))
);
select safenest_protect('incident_review', 'select, insert, update');

-- Every version of each part of it: the newest stands, and none is ever overwritten.
create table incident_review_text (
  id uuid primary key,
  seq bigint generated always as identity,
  org_id uuid not null,
  incident_id uuid not null,
  section text not null check (section in ('summary', 'impact', 'timeline', 'people', 'well', 'badly', 'follow_ups')),
  text text not null check (length(text) <= 20000),
  -- who wrote it; both null where it was written from the records
  author_id uuid,
  author_name text check (length(author_name) <= 200),
  at timestamptz not null,
  foreign key (org_id, incident_id) references incident_review (org_id, incident_id) on delete cascade
);
select safenest_protect('incident_review_text', 'select, insert');
-- only the name of somebody who is to be forgotten is taken out of it
grant update (text) on incident_review_text to safenest_app;
create trigger incident_review_text_is_written_once before update of text on incident_review_text
  for each row execute function incident_entry_is_written_once();
-- the newest version of each part, and its history
create index incident_review_text_order on incident_review_text (org_id, incident_id, section, seq desc);

-- How reviews are made here: what an hour of somebody's time costs (null: it is not said), and whether those who took part are asked.
create table review_settings (
  org_id uuid primary key references organisation on delete cascade,
  -- hundredths of the currency
  hourly_cents integer check (hourly_cents > 0),
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  asks_feedback boolean not null default true,
  updated_at timestamptz not null,
  updated_by text not null
);
select safenest_protect('review_settings');

-- “How did handling this go?”: asked once of everybody who took part, answered by themselves alone.
create table incident_feedback (
  id uuid primary key,
  org_id uuid not null,
  incident_id uuid not null,
  member_id uuid not null,
  asked_at timestamptz not null,
  -- sending: not told yet; asked: it stands in their messages, or in the console alone
  state text not null check (state in ('sending', 'asked', 'answered')),
  -- where it stands
  told jsonb,
  attempts integer not null default 0,
  retry_at timestamptz,
  -- 1 to 5, the best last
  score integer check (score between 1 and 5),
  words text not null default '' check (length(words) <= 2000),
  answered_at timestamptz,
  unique (org_id, incident_id, member_id),
  foreign key (org_id, incident_id) references incident (org_id, id) on delete cascade,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade,
  check ((state = 'answered') = (score is not null))
);
select safenest_protect('incident_feedback');
create policy lookup on incident_feedback for select to safenest_system using (true);
grant select (id, org_id, state, asked_at, retry_at) on incident_feedback to safenest_system;
-- who is still to be asked
create index incident_feedback_sending on incident_feedback (asked_at) where state = 'sending';
