-- Every table of an organisation is protected in the migration that creates it. Three roles:
--   the owner       runs migrations and owns the tables; row-level security is forced on it too
--   safenest_app    what the service becomes inside a transaction scoped to one organisation
--   safenest_system looks up, before an organisation is known, whom a key, link, session or chat account belongs to
-- Up Migration
create extension if not exists vector;

-- A role that the service takes on inside a transaction. Roles belong to the whole server: another database's may be there
-- already, or be made at the same moment; and a superuser has made them for an owner who may not.
create function safenest_role(name text) returns void language plpgsql as $$
begin
  begin
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
  exception when duplicate_object or unique_violation then null;
  end;
  -- not inherited: policies for the role would otherwise hold for the owner at all times
  if not (select rolsuper from pg_roles where rolname = current_user)
     and (pg_has_role(name, 'usage') or not pg_has_role(name, 'set')) then
    execute format('grant %I to %I with inherit false, set true', name, current_user);
  end if;
end $$;

select safenest_role('safenest_app');
select safenest_role('safenest_system');
grant usage on schema public to safenest_app, safenest_system;

create function safenest_org() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('safenest.org_id', true), '')::uuid $$;

-- Forces row-level security on a table whose rows carry org_id, and lets the application role use it inside its scope.
create function safenest_protect(tab regclass, privileges text default 'select, insert, update, delete') returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tab);
  execute format('alter table %s force row level security', tab);
  execute format('create policy organisation on %s using (org_id = nullif(current_setting(''safenest.org_id'', true), '''')::uuid)', tab);
  execute format('grant %s on %s to safenest_app', privileges, tab);
end $$;

create table organisation (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  time_zone text not null default 'UTC',
  sample boolean not null default false,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);
alter table organisation enable row level security;
alter table organisation force row level security;
create policy organisation on organisation using (id = nullif(current_setting('safenest.org_id', true), '')::uuid);
create policy lookup on organisation for select to safenest_system using (true);
grant select, insert, update on organisation to safenest_app;
grant select on organisation to safenest_system;

-- The next number of ALR-, INC-, RULE- within an organisation.
create table org_counter (
  org_id uuid not null references organisation on delete cascade,
  kind text not null,
  value bigint not null,
  primary key (org_id, kind)
);
select safenest_protect('org_counter');

create table member (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  name text not null check (length(name) between 1 and 200),
  email text not null check (email = lower(email) and length(email) <= 320),
  role text not null check (role in ('admin', 'officer', 'moderator', 'manager', 'employee')),
  active boolean not null default true,
  time_zone text,
  password_hash text,
  created_at timestamptz not null default now(),
  unique (org_id, email),
  unique (org_id, id)
);
select safenest_protect('member');
create policy lookup on member for select to safenest_system using (true);
grant select (id, org_id, email, active) on member to safenest_system;
-- sign-in by e-mail, before the organisation is known
create index member_email on member (email);

create table chat_account (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  member_id uuid not null,
  platform text not null,
  workspace text not null,
  external_id text not null,
  linked_at timestamptz not null default now(),
  unique (platform, workspace, external_id),
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('chat_account');
create policy lookup on chat_account for select to safenest_system using (true);
grant select on chat_account to safenest_system;

create table api_key (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  name text not null check (length(name) between 1 and 200),
  role text not null check (role in ('admin', 'officer', 'moderator', 'manager', 'employee')),
  -- SHA-256 of the key; the key itself is shown once and never stored
  key_hash bytea not null unique,
  -- the first characters, so that people can tell keys apart
  prefix text not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
select safenest_protect('api_key');
create policy lookup on api_key for select to safenest_system using (true);
grant select (id, org_id, key_hash) on api_key to safenest_system;

create table sign_in_link (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  member_id uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('sign_in_link');
create policy lookup on sign_in_link for select to safenest_system using (true);
grant select (id, org_id, token_hash) on sign_in_link to safenest_system;

create table web_session (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  member_id uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  user_agent text,
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
select safenest_protect('web_session');
create policy lookup on web_session for select to safenest_system using (true);
grant select (id, org_id, token_hash) on web_session to safenest_system;
