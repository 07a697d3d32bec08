-- Many alerts for one channel are one message; days of the week on which nobody is told; reminders of several alerts at once; the
-- languages of people and of places beside the chat.
-- Up Migration

-- Many alerts for one channel within a short time: one message, which grows and tells how they stand.
create table alert_storm (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  channel_id uuid not null,
  started_at timestamptz not null,
  -- when the last alert joined it
  last_at timestamptz not null,
  unique (org_id, id),
  foreign key (org_id, channel_id) references chat_channel (org_id, id) on delete cascade
);
select safenest_protect('alert_storm');
-- whether one goes on in a channel
create index alert_storm_channel on alert_storm (org_id, channel_id, last_at desc);

-- That an alert was given to a channel: by itself, or in a storm.
create table alert_telling (
  org_id uuid not null,
  channel_id uuid not null,
  alert_id uuid not null,
  at timestamptz not null,
  storm_id uuid,
  primary key (org_id, channel_id, alert_id),
  foreign key (org_id, channel_id) references chat_channel (org_id, id) on delete cascade,
  foreign key (org_id, alert_id) references alert (org_id, id) on delete cascade,
  foreign key (org_id, storm_id) references alert_storm (org_id, id) on delete cascade
);
select safenest_protect('alert_telling');
-- how many a channel was given lately; and forgetting what was given long ago
create index alert_telling_channel on alert_telling (org_id, channel_id, at);
-- what a storm is made of
create index alert_telling_storm on alert_telling (org_id, storm_id) where storm_id is not null;

-- Of several alerts that nobody acknowledged: the others that are told with the first.
alter table alert_nudge add column others uuid[] not null default '{}';

-- Days on which what is less than critical waits, 1 is Monday.
alter table chat_binding add column quiet_days smallint[] not null default '{}'
  check (quiet_days <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[] and cardinality(quiet_days) < 7);
alter table delivery_target add column quiet_days smallint[] not null default '{}'
  check (quiet_days <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[] and cardinality(quiet_days) < 7);

-- In which language a place beside the chat is told.
alter table delivery_target add column language text not null default 'en' check (language in ('en', 'de', 'fr', 'es'));

-- What is sent is not changed any more, whether or not we hear that it arrived.
alter table delivery add column begun_at timestamptz;
-- of a mail that only some have taken: who has not yet
alter table delivery add column recipients text[];

-- The language somebody chose, and the one they wrote in last.
alter table member add column language text check (language in ('en', 'de', 'fr', 'es'));
alter table member add column spoken text check (spoken in ('en', 'de', 'fr', 'es'));
