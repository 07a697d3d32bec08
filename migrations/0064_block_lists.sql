-- Lists of accounts, words and domains that moderation looks out for: an organisation's own, or kept by others and fetched from an address.
-- Up Migration

create table block_list (
  id uuid primary key,
  org_id uuid not null references organisation on delete cascade,
  name text not null check (length(name) between 1 and 100),
  source text not null check (source in ('own', 'subscribed')),
  -- what an entry does that says nothing else
  effect text not null check (effect in ('watch', 'mention', 'ban', 'off')),
  -- counts every change of it and of its entries: what is remembered of them is out of date then
  revision bigint not null default 1,
  -- where a subscribed one is fetched from: such an address is a secret, and sealed
  address bytea,
  host text check (length(host) <= 300),
  every_hours integer check (every_hours between 1 and 720),
  -- when it is fetched next, when it last was, and what was wrong since
  fetch_at timestamptz,
  fetched_at timestamptz,
  failing_since timestamptz,
  last_error text check (length(last_error) <= 500),
  -- what the last import or fetch changed: `{"at", "added", "removed", "changed", "refused", "examples": [...]}`
  changed jsonb,
  -- of one that others may subscribe to: what its link must hold; another one ends the links given out before
  share_key text check (length(share_key) between 20 and 100),
  created_at timestamptz not null,
  created_by text not null,
  unique (org_id, id),
  unique (org_id, name),
  check ((source = 'subscribed') = (address is not null)),
  check (source = 'own' or share_key is null)
);
select safenest_protect('block_list');
-- those that are due
create index block_list_due on block_list (fetch_at) where fetch_at is not null;
create policy lookup on block_list for select to safenest_system using (true);
grant select (id, org_id, fetch_at) on block_list to safenest_system;

create table block_entry (
  id uuid primary key,
  org_id uuid not null,
  list_id uuid not null,
  kind text not null check (kind in ('account', 'word', 'pattern', 'domain')),
  -- of an account: where it is one; else empty
  platform text not null check (length(platform) <= 40),
  value text not null check (length(value) between 1 and 300),
  reason text not null check (length(reason) <= 500),
  since timestamptz not null,
  expires_at timestamptz,
  -- null: what its list says
  effect text check (effect in ('watch', 'mention', 'ban', 'off')),
  foreign key (org_id, list_id) references block_list (org_id, id) on delete cascade,
  unique (org_id, list_id, kind, platform, value)
);
select safenest_protect('block_entry');
-- on which lists something is
create index block_entry_value on block_entry (org_id, kind, lower(value));

-- What counts nowhere, whatever a list says: it stays when lists change.
create table block_exception (
  org_id uuid not null references organisation on delete cascade,
  kind text not null check (kind in ('account', 'word', 'pattern', 'domain')),
  platform text not null check (length(platform) <= 40),
  value text not null check (length(value) between 1 and 300),
  why text not null check (length(why) <= 200),
  created_at timestamptz not null,
  created_by text not null,
  primary key (org_id, kind, platform, value)
);
select safenest_protect('block_exception');
