import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/**
 * What people were called before, by person: names they had and nobody else has now, and the references and labels of whoever turned out
 * to be them. Rules that named them so go on meaning them.
 */
export async function earlierNames(tx: OrgDb, personIds: readonly string[]): Promise<Map<string, string[]>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<{ root: string; name: string }>`
    with recursive them as (
      select id, id as root from person where org_id = ${tx.orgId} and id = any(${[...personIds]}::uuid[])
      union all
      select p.id, them.root from person p join them on p.merged_into = them.id where p.org_id = ${tx.orgId}
    ), earlier as (
      select them.root, said.name from them join person p on p.org_id = ${tx.orgId} and p.id = them.id and p.id <> them.root,
        lateral (values ('PER-' || p.number), (p.label), (p.name)) said (name)
      union
      select them.root, moved -> side ->> 'name' from them
        join person_change c on c.org_id = ${tx.orgId} and c.person_id = them.id and c.undone_at is null,
        lateral jsonb_array_elements(coalesce(c.undo -> 'people', '[]')) moved, unnest(array['before', 'after']) side
        where (moved -> side ->> 'id')::uuid = them.id
    )
    select distinct root, name from earlier where name is not null and not exists (
      select from person p where p.org_id = ${tx.orgId} and p.merged_into is null and p.id <> earlier.root and lower(p.name) = lower(earlier.name))`.execute(
    tx,
  );
  const byPerson = new Map<string, string[]>();
  for (const { root, name } of rows) byPerson.set(root, [...(byPerson.get(root) ?? []), name]);
  return byPerson;
}
