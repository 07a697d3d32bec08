-- How sure an organisation wants to be of faces, and how much surer at one camera.
-- Up Migration

create table recognition_settings (
  org_id uuid primary key references organisation on delete cascade,
  least_size integer not null check (least_size between 20 and 200),
  least_score real not null check (least_score between 0.59 and 0.96),
  least_quality real not null check (least_quality between 0 and 0.61),
  -- added to the cosine from which a face is somebody's, and to that from which it is unsure
  match_offset real not null check (match_offset between -0.041 and 0.201),
  unsure_offset real not null check (unsure_offset between -0.101 and 0.051),
  faces_for_name integer not null check (faces_for_name between 1 and 5),
  attempts_kept integer not null check (attempts_kept between 100 and 20000),
  -- what held before the last change, to go back to; null: the usual
  previous jsonb,
  updated_at timestamptz not null,
  updated_by text not null check (length(updated_by) <= 200)
);
select safenest_protect('recognition_settings');

-- so much more alike than elsewhere a face must be at this camera: it is dim, far away, or has been wrong
alter table camera add column stricter real not null default 0 check (stricter between 0 and 0.201);
