-- Recognition: pictures, people, faces, cameras, what cameras saw.
-- Up Migration

-- A picture that is kept. The bytes are stored by what is in them: several rows may stand for the same bytes.
create table picture (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  storage_key text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  size bigint not null check (size > 0),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  -- how long it is kept, see retention: a camera's picture, one that an event is told with, one of an enrolment, one somebody asked with
  class text not null check (class in ('frame', 'event', 'enrolment', 'question')),
  camera_id uuid,
  taken_at timestamptz not null,
  added_at timestamptz not null,
  unique (org_id, id)
);
select safenest_protect('picture');
-- retention, oldest first
create index picture_age on picture (org_id, class, added_at);
-- whether bytes are still needed
create index picture_bytes on picture (org_id, storage_key);
-- whether a camera sent them before
create index picture_repeated on picture (org_id, camera_id, sha256, taken_at);
-- a camera's pictures at a time
create index picture_camera on picture (org_id, camera_id, taken_at desc) where camera_id is not null;
-- whether bytes are still needed as evidence
create index evidence_bytes on evidence (org_id, storage_key);

-- Bytes whose picture is gone, however it went: they are erased from the file store unless another row needs them.
create table file_erasure (
  org_id uuid not null,
  storage_key text not null,
  since timestamptz not null default now(),
  primary key (org_id, storage_key)
);
select safenest_protect('file_erasure');
create function picture_leaves_its_bytes() returns trigger language plpgsql as
$$ begin
  insert into file_erasure (org_id, storage_key) values (old.org_id, old.storage_key) on conflict do nothing;
  return null;
end $$;
create trigger picture_leaves_its_bytes after delete on picture
  for each row execute function picture_leaves_its_bytes();

-- Somebody: named, or numbered by us. The label never changes; where somebody has a name, people read that.
create table person (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  number bigint not null,
  label text not null check (label ~ '^Person_[0-9A-F]{8}$'),
  name text check (length(name) between 1 and 200),
  note text not null default '' check (length(note) <= 2000),
  -- cosine similarity from which a face is theirs, from their own pictures; the organisation's where null
  threshold real check (threshold between 0 and 1),
  -- the person they turned out to be; their faces are that person's now
  merged_into uuid,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  unique (org_id, id),
  unique (org_id, number),
  unique (org_id, label),
  foreign key (org_id, merged_into) references person (org_id, id)
);
select safenest_protect('person');
-- people by name, as somebody types it
create index person_name on person (org_id, lower(name)) where name is not null;

-- Who allowed what, and who took it back: the organisation's consent to recognise faces (no person), and each person's own.
create table consent (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  person_id uuid,
  state text not null check (state in ('given', 'withdrawn')),
  -- the policy or the words that were agreed to
  text text not null check (length(text) between 1 and 20000),
  at timestamptz not null,
  recorded_by text not null,
  foreign key (org_id, person_id) references person (org_id, id) on delete cascade
);
select safenest_protect('consent', 'select, insert, delete');
-- what holds now is the newest
create index consent_newest on consent (org_id, person_id, at desc);

create table camera (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  number bigint not null,
  name text not null check (length(name) between 1 and 100),
  -- its folder among the watched ones
  folder text not null check (folder ~ '^[a-z0-9][a-z0-9_-]{0,99}$'),
  location text not null default '' check (length(location) <= 200),
  enabled boolean not null default true,
  -- polygons in 0..1 of the picture's width and height
  zones jsonb not null default '[]',
  mask jsonb not null default '[]',
  last_seen_at timestamptz,
  last_picture_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  unique (org_id, id),
  unique (org_id, number),
  unique (org_id, folder)
);
select safenest_protect('camera');
create unique index camera_name on camera (org_id, lower(name));
alter table picture add foreign key (org_id, camera_id) references camera (org_id, id) on delete cascade;

-- What happened in front of a camera, however many pictures it sent of it.
create table camera_event (
  id uuid primary key,
  org_id uuid not null,
  number bigint not null,
  camera_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  pictures integer not null,
  best_picture_id uuid,
  -- class -> the most of it in one picture, and its best score
  objects jsonb not null default '{}',
  zones text[] not null default '{}',
  -- 0..100 with its reasons, and who wrote the summary: rules, or the model's name
  risk integer not null default 0 check (risk between 0 and 100),
  reasons jsonb not null default '[]',
  summary text not null default '',
  summary_by text,
  -- since when nothing more is added to it
  closed_at timestamptz,
  updated_at timestamptz not null,
  unique (org_id, id),
  unique (org_id, number),
  foreign key (org_id, camera_id) references camera (org_id, id) on delete cascade
);
select safenest_protect('camera_event');
-- a camera's latest, and the one a new picture belongs to
create index camera_event_time on camera_event (org_id, camera_id, started_at desc);
create index camera_event_all on camera_event (org_id, started_at desc);
-- whether a picture is one that an event is told with, before it is deleted
create index camera_event_best on camera_event (org_id, best_picture_id) where best_picture_id is not null;
create index camera_event_open on camera_event (org_id, ended_at) where closed_at is null;

create table detection (
  id uuid primary key,
  org_id uuid not null,
  camera_event_id uuid not null,
  picture_id uuid not null,
  at timestamptz not null,
  kind text not null,
  -- x, y, width, height in 0..1
  box real[] not null check (array_length(box, 1) = 4),
  score real not null,
  zones text[] not null default '{}',
  person_id uuid,
  foreign key (org_id, camera_event_id) references camera_event (org_id, id) on delete cascade,
  foreign key (org_id, picture_id) references picture (org_id, id) on delete cascade,
  foreign key (org_id, person_id) references person (org_id, id) on delete set null (person_id)
);
select safenest_protect('detection');
create unique index detection_id on detection (org_id, id);
create index detection_event on detection (org_id, camera_event_id);
create index detection_picture on detection (org_id, picture_id);
create index detection_time on detection (org_id, at desc);
-- what is to follow a person that is merged, split or forgotten
create index detection_person on detection (org_id, person_id) where person_id is not null;

-- How somebody was dressed, so that the same visitor is known again at another camera for a day; no biometric of a face.
create table appearance (
  org_id uuid not null,
  detection_id uuid not null,
  model text not null,
  at timestamptz not null,
  embedding vector not null,
  primary key (org_id, detection_id, model),
  foreign key (org_id, detection_id) references detection (org_id, id) on delete cascade
);
select safenest_protect('appearance');
create index appearance_time on appearance (org_id, model, at desc);

-- A face in a picture, and whose it is as far as that was decided.
create table face (
  id uuid primary key,
  org_id uuid not null,
  picture_id uuid not null,
  person_id uuid,
  camera_event_id uuid,
  at timestamptz not null,
  box real[] not null check (array_length(box, 1) = 4),
  -- left eye, right eye, nose, left and right corner of the mouth: x, y each, in 0..1
  points real[] not null check (array_length(points, 1) = 10),
  score real not null,
  quality jsonb not null,
  source text not null check (source in ('enrolment', 'camera', 'question', 'api')),
  -- how it came to its person: enrolled with them, confirmed by somebody, matched, or the first of somebody new
  assigned text check (assigned in ('enrolled', 'confirmed', 'matched', 'new')),
  -- the numbers that explain it
  decision jsonb,
  unique (org_id, id),
  check ((person_id is null) = (assigned is null)),
  foreign key (org_id, picture_id) references picture (org_id, id) on delete cascade,
  foreign key (org_id, person_id) references person (org_id, id),
  foreign key (org_id, camera_event_id) references camera_event (org_id, id) on delete set null (camera_event_id)
);
select safenest_protect('face');
-- two faces in one picture are never one person
create unique index face_once_a_picture on face (org_id, picture_id, person_id) where person_id is not null;
create index face_person on face (org_id, person_id, at desc) where person_id is not null;
create index face_event on face (org_id, camera_event_id) where camera_event_id is not null;
create index face_time on face (org_id, at desc);
-- the faces of a picture, and what goes with it when it is deleted
create index face_picture on face (org_id, picture_id);

-- A face as numbers, for each model apart: vectors of different models are never compared.
create table face_vector (
  org_id uuid not null,
  face_id uuid not null,
  model text not null,
  -- beside its row rather than elsewhere: an exact search reads every one
  embedding vector not null,
  -- whether new faces are compared with it: not with every picture of somebody, only with those that vouch for them, and with
  -- those of which somebody said whose they are not
  compared boolean not null default false,
  primary key (org_id, face_id, model),
  foreign key (org_id, face_id) references face (org_id, id) on delete cascade
);
alter table face_vector alter column embedding set storage plain;
select safenest_protect('face_vector');
-- exact search, how many there are to search, and whether some were made by another model
create index face_vector_compared on face_vector (org_id, model) where compared;
-- search of an organisation with many, for the usual lengths; half the bits find the nearest, which are then compared exactly
create index face_vector_512 on face_vector using hnsw ((embedding::halfvec(512)) halfvec_cosine_ops) with (m = 24, ef_construction = 200)
  where compared and vector_dims(embedding) = 512;
create index face_vector_128 on face_vector using hnsw ((embedding::halfvec(128)) halfvec_cosine_ops) with (m = 24, ef_construction = 200)
  where compared and vector_dims(embedding) = 128;

-- "Not this person": said once, held for good.
create table cannot_link (
  org_id uuid not null,
  face_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  said_by text not null,
  primary key (org_id, face_id, person_id),
  foreign key (org_id, face_id) references face (org_id, id) on delete cascade,
  foreign key (org_id, person_id) references person (org_id, id) on delete cascade
);
select safenest_protect('cannot_link');
create index cannot_link_person on cannot_link (org_id, person_id);

-- Parts of pictures that show others too, of somebody who was forgotten: blackened soon, and until then not shown.
create table picture_redaction (
  id uuid primary key,
  org_id uuid not null,
  picture_id uuid not null,
  -- x, y, width, height in 0..1, each
  boxes jsonb not null,
  since timestamptz not null,
  foreign key (org_id, picture_id) references picture (org_id, id) on delete cascade
);
select safenest_protect('picture_redaction');
-- oldest first; and whether a picture waits
create index picture_redaction_oldest on picture_redaction (org_id, since);
create index picture_redaction_picture on picture_redaction (org_id, picture_id);

-- What was done to people, with what is needed to take it back.
create table person_change (
  id uuid primary key,
  seq bigint generated always as identity,
  org_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('rename', 'merge', 'split', 'confirm', 'reject')),
  at timestamptz not null,
  changed_by text not null,
  undo jsonb not null,
  undone_at timestamptz,
  undone_by text,
  foreign key (org_id, person_id) references person (org_id, id) on delete cascade
);
select safenest_protect('person_change');
create index person_change_newest on person_change (org_id, person_id, seq desc);

-- Somebody at a camera: one line for all pictures of one event.
create table sighting (
  id uuid primary key,
  org_id uuid not null,
  person_id uuid not null,
  camera_id uuid not null,
  camera_event_id uuid not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  faces integer not null,
  best_face_id uuid,
  -- a face, or only how they were dressed
  by text not null check (by in ('face', 'appearance')),
  decision jsonb not null,
  unique (org_id, id),
  unique (org_id, camera_event_id, person_id),
  foreign key (org_id, person_id) references person (org_id, id) on delete cascade,
  foreign key (org_id, camera_id) references camera (org_id, id) on delete cascade,
  foreign key (org_id, camera_event_id) references camera_event (org_id, id) on delete cascade
);
select safenest_protect('sighting');
-- "when did we last see", and "who was at this camera"
create index sighting_person on sighting (org_id, person_id, last_seen desc);
create index sighting_camera on sighting (org_id, camera_id, last_seen desc);
create index sighting_time on sighting (org_id, last_seen desc);

-- Files of watched folders that were dealt with, so that a restart does not take them again.
create table watched_file (
  org_id uuid not null references organisation on delete cascade,
  path text not null check (length(path) between 1 and 1000),
  size bigint not null,
  modified_at timestamptz not null,
  outcome text not null check (outcome in ('taken', 'refused')),
  reason text,
  at timestamptz not null,
  primary key (org_id, path)
);
select safenest_protect('watched_file');

-- what an alert about a camera is shown with
alter table alert add column camera_id uuid, add column person_id uuid, add column picture_id uuid;
alter table alert add foreign key (org_id, camera_id) references camera (org_id, id) on delete set null (camera_id);
alter table alert add foreign key (org_id, person_id) references person (org_id, id) on delete set null (person_id);
alter table alert add foreign key (org_id, picture_id) references picture (org_id, id) on delete set null (picture_id);
-- whether a picture is one that an alert is told with, before it is deleted; alerts about a person
create index alert_picture on alert (org_id, picture_id) where picture_id is not null;
create index alert_person on alert (org_id, person_id) where person_id is not null;

-- A camera's picture that is still to be looked at: written with the picture, gone with what was seen in it.
create table unseen_picture (
  org_id uuid not null,
  picture_id uuid not null,
  added_at timestamptz not null,
  attempts integer not null default 0,
  primary key (org_id, picture_id),
  foreign key (org_id, picture_id) references picture (org_id, id) on delete cascade
);
select safenest_protect('unseen_picture');

-- Which camera events an alert stands on.
create table alert_camera_event (
  org_id uuid not null,
  alert_id uuid not null,
  camera_event_id uuid not null,
  primary key (org_id, alert_id, camera_event_id),
  foreign key (org_id, alert_id) references alert (org_id, id) on delete cascade,
  foreign key (org_id, camera_event_id) references camera_event (org_id, id) on delete cascade
);
select safenest_protect('alert_camera_event');
-- from an event to its alerts
create index alert_camera_event_event on alert_camera_event (org_id, camera_event_id);
