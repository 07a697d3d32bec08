-- Examples of a rule's own: logins it must notice, or must leave alone, kept from real ones.
-- Up Migration

create table rule_example (
  org_id uuid not null,
  rule_id uuid not null,
  number integer not null check (number > 0),
  name text not null check (length(name) between 1 and 200),
  fires boolean not null,
  -- those it is about, and what came around them: `[{"at": …, "account": …, "about": true}]`
  logins jsonb not null,
  -- `ALR-5` or `LOG-7QK3M9`
  source text not null,
  added_at timestamptz not null,
  added_by text not null,
  -- the rule's version that it came with, and the one that it went with
  since_version integer not null,
  dropped_at timestamptz,
  dropped_by text,
  dropped_version integer,
  primary key (org_id, rule_id, number),
  foreign key (org_id, rule_id) references rule (org_id, id) on delete cascade,
  constraint rule_example_dropped_whole
    check ((dropped_at is null) = (dropped_by is null) and (dropped_at is null) = (dropped_version is null))
);
select safenest_protect('rule_example', 'select, insert, update');
