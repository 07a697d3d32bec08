-- What language models cost in money and by member, and how much of it an organisation allows itself.
-- Up Migration

-- dollars of a million; 0 where no price is known
alter table model_usage add column cost_micros bigint not null default 0 check (cost_micros >= 0);

-- the part of it that members asked for; the rest are keys and the service itself
create table model_usage_of_member (
  org_id uuid not null,
  day date not null,
  member_id uuid not null,
  turns integer not null default 0 check (turns >= 0),
  tokens bigint not null default 0 check (tokens >= 0),
  cost_micros bigint not null default 0 check (cost_micros >= 0),
  primary key (org_id, day, member_id),
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('model_usage_of_member', 'select, insert, update');

create table model_budget (
  org_id uuid primary key references organisation on delete cascade,
  -- null is what the installation allows
  turn_tokens bigint check (turn_tokens > 0),
  member_tokens bigint check (member_tokens > 0),
  daily_tokens bigint check (daily_tokens > 0),
  turn_micros bigint check (turn_micros > 0),
  member_micros bigint check (member_micros > 0),
  daily_micros bigint check (daily_micros > 0),
  updated_at timestamptz not null,
  updated_by text not null
);
select safenest_protect('model_budget');
