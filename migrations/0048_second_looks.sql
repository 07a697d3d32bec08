-- Decided cases that another moderator looks at once more, without the first decision shown.
-- Up Migration

create table second_look (
  org_id uuid not null references organisation on delete cascade,
  case_id uuid not null,
  -- whose decision is looked at, and what it was
  about_id uuid not null,
  about_name text not null check (length(about_name) between 1 and 200),
  was text not null check (was in ('act', 'dismiss')),
  -- the gravest step that was taken
  was_step text,
  drawn_at timestamptz not null,
  -- null until somebody has looked: what they would have done
  looked_at timestamptz,
  by_id uuid,
  by_name text check (length(by_name) between 1 and 200),
  answer text check (answer in ('act', 'dismiss')),
  step text,
  note text not null default '' check (length(note) <= 2000),
  primary key (org_id, case_id),
  foreign key (org_id, case_id) references moderation_case (org_id, id) on delete cascade,
  check ((looked_at is null) = (answer is null) and (looked_at is null) = (by_id is null)),
  check (by_id is distinct from about_id)
);
select safenest_protect('second_look');
-- what waits for somebody to look
create index second_look_waiting on second_look (org_id, drawn_at) where looked_at is null;
