import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** What zones are called, or were when something stood in them, with one of these pieces in it, whatever the case of its letters. */
export async function zoneNames(tx: OrgDb, pieces: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct name from (
      select zone ->> 'name' as name from camera, jsonb_array_elements(zones) as zone where org_id = ${tx.orgId}
      union all select unnest(zones) from camera_event where org_id = ${tx.orgId}) as called
    where exists (select from unnest(${[...pieces]}::text[]) piece where position(lower(piece) in lower(name)) > 0)`.execute(
    tx,
  );
  return rows.map(({ name }) => name);
}

/** Calls zones otherwise in all that was seen in them, and in what is noticed again by their names. */
export async function renameZones(tx: OrgDb, renamed: readonly { from: string; to: string }[]): Promise<void> {
  for (const { from, to } of renamed) {
    await sql`update detection set zones = array_replace(zones, ${from}, ${to})
      where org_id = ${tx.orgId} and ${from} = any(zones)`.execute(tx);
    await sql`update camera_event set zones = array_replace(zones, ${from}, ${to}), objects = (
        select coalesce(jsonb_object_agg(kind, case when seen ? 'zones' then seen || jsonb_build_object('zones', (
          select jsonb_agg(case when zone = ${from} then ${to} else zone end) from jsonb_array_elements_text(seen -> 'zones') as zone))
          else seen end), '{}') from jsonb_each(objects) as had (kind, seen))
      where org_id = ${tx.orgId} and ${from} = any(zones)`.execute(tx);
    for (const table of ['alert', 'alert_exception'] as const)
      await sql`update ${sql.table(table)} set fingerprint = replace(fingerprint, ${`:${from}:`}, ${`:${to}:`})
        where org_id = ${tx.orgId} and fingerprint like 'zone_entry:%' and position(${`:${from}:`} in fingerprint) > 0`.execute(
        tx,
      );
  }
}

/** Has what the history remembers with one of these words in it indexed anew. */
export async function rememberAnew(tx: OrgDb, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  await sql`insert into history_change (org_id, kind, key)
    select org_id, kind, key from history_document where org_id = ${tx.orgId} and exists (
      select from unnest(${[...words]}::text[]) word where position(lower(word) in lower(title || ' ' || text)) > 0)
    on conflict do nothing`.execute(tx);
}
