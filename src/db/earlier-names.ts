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

/** Whom each of these names means now, by the name in small letters: whoever is called so; where nobody is, whoever was before. */
export async function peopleCalled(
  tx: OrgDb,
  names: readonly string[],
): Promise<Map<string, { number: number; name: string | null }[]>> {
  const byName = new Map<string, { number: number; name: string | null }[]>();
  if (names.length === 0) return byName;
  const { rows } = await sql<{ said: string; number: number; name: string | null }>`
    with recursive wanted as (
      select distinct lower(said) as said from unnest(${[...names]}::text[]) said
    ), now as (
      select wanted.said, p.id from wanted join person p on p.org_id = ${tx.orgId} and p.merged_into is null and lower(p.name) = wanted.said
    ), before as (
      select wanted.said, p.id, p.merged_into from wanted join person p on p.org_id = ${tx.orgId} and (lower(p.name) = wanted.said or exists (
        select from person_change c, lateral jsonb_array_elements(coalesce(c.undo -> 'people', '[]')) moved, unnest(array['before', 'after']) side
        where c.org_id = p.org_id and c.person_id = p.id and c.undone_at is null
          and (moved -> side ->> 'id')::uuid = p.id and lower(moved -> side ->> 'name') = wanted.said))
        where not exists (select from now where now.said = wanted.said)
      union
      select before.said, p.id, p.merged_into from before join person p on p.org_id = ${tx.orgId} and p.id = before.merged_into
    )
    select found.said, p.number, p.name from (
      select said, id from now union select said, id from before where merged_into is null
    ) found join person p on p.org_id = ${tx.orgId} and p.id = found.id order by p.number`.execute(tx);
  for (const { said, ...person } of rows) byName.set(said, [...(byName.get(said) ?? []), person]);
  return byName;
}
