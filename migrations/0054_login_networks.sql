-- Whose network a login came over, and whether it took a second factor.
-- Up Migration

alter table event
  add column asn bigint,
  add column network_owner text,
  add column network_kind text,
  add column mfa boolean;
-- they hold for what comes from now on: what is there has none
alter table event
  add constraint event_asn_fits check (asn between 0 and 4294967295) not valid,
  add constraint event_network_kind_known check (network_kind in ('vpn', 'relay', 'satellite', 'hosting', 'proxy')) not valid;

-- searches see them, too
grant select (asn, network_owner, network_kind, mfa) on event to safenest_search;
grant create on schema public to safenest_search;
-- only its owner may replace a view
set local role safenest_search;
create or replace view event_search as
select org_id, seq, kind, event_id, occurred_at, source, outcome, account, address, country, city, latitude, longitude,
  device, method, reason, text, tsv, asn, network_owner, network_kind, mfa
from event where org_id = safenest_org();
reset role;
revoke create on schema public from safenest_search;
