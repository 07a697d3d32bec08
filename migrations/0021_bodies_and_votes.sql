-- Whose a body is not, and what the pictures of an event decide together.
-- Up Migration

-- "Not this person", said of somebody whose face was not seen: held as long as how they were dressed is compared.
create table cannot_link_body (
  org_id uuid not null,
  detection_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  said_by text not null,
  primary key (org_id, detection_id, person_id),
  foreign key (org_id, detection_id) references detection (org_id, id) on delete cascade,
  foreign key (org_id, person_id) references person (org_id, id) on delete cascade
);
select safenest_protect('cannot_link_body');
-- what was said of one person, and what goes with them when they are forgotten
create index cannot_link_body_person on cannot_link_body (org_id, person_id);

-- a face that was given to somebody by the others of its event
alter table person_change drop constraint person_change_kind_check;
alter table person_change add constraint person_change_kind_check
  check (kind in ('rename', 'merge', 'split', 'confirm', 'reject', 'vote'));


-- The search looks quickly at first and widely only where that does not tell: fewer neighbours for each face make the first look quicker,
-- and the index a sixth smaller.
drop index face_vector_512;
create index face_vector_512 on face_vector using hnsw ((embedding::halfvec(512)) halfvec_cosine_ops) with (m = 16, ef_construction = 200)
  where compared and vector_dims(embedding) = 512;
drop index face_vector_128;
create index face_vector_128 on face_vector using hnsw ((embedding::halfvec(128)) halfvec_cosine_ops) with (m = 16, ef_construction = 200)
  where compared and vector_dims(embedding) = 128;
