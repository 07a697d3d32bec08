import { sql } from 'kysely';
import { vectorText } from './face-vectors.ts';
import type { OrgDb } from './scope.ts';

/** A body of which somebody said that it is not this person’s. */
export interface BodyLink {
  detectionId: string;
  personId: string;
}

/** Says that bodies are not somebody’s; held until it is taken back. */
export async function insertBodyLinks(
  tx: OrgDb,
  links: readonly BodyLink[],
  { at, saidBy }: { at: Date; saidBy: string },
): Promise<void> {
  if (links.length === 0) return;
  // a body may have gone since
  await sql`insert into cannot_link_body (org_id, detection_id, person_id, at, said_by)
    select ${tx.orgId}, detection.id, given.person_id, ${at}, ${saidBy}
    from unnest(${links.map(({ detectionId }) => detectionId)}::uuid[], ${links.map(({ personId }) => personId)}::uuid[])
      as given (detection_id, person_id)
    join detection on detection.org_id = ${tx.orgId} and detection.id = given.detection_id
    on conflict do nothing`.execute(tx);
}

export async function deleteBodyLinks(tx: OrgDb, links: readonly BodyLink[]): Promise<void> {
  if (links.length === 0) return;
  await sql`delete from cannot_link_body using
      unnest(${links.map(({ detectionId }) => detectionId)}::uuid[], ${links.map(({ personId }) => personId)}::uuid[])
      as given (detection_id, person_id)
    where cannot_link_body.org_id = ${tx.orgId} and cannot_link_body.detection_id = given.detection_id
      and cannot_link_body.person_id = given.person_id`.execute(tx);
}

/** What was said about the bodies of one person not being the other’s, either way. */
export async function bodyLinksBetween(tx: OrgDb, one: string, other: string): Promise<BodyLink[]> {
  const { rows } = await sql<{ detection_id: string; person_id: string }>`
    select link.detection_id, link.person_id from cannot_link_body link
    join detection on detection.org_id = link.org_id and detection.id = link.detection_id
    where link.org_id = ${tx.orgId} and ((detection.person_id = ${one} and link.person_id = ${other})
      or (detection.person_id = ${other} and link.person_id = ${one}))
    order by link.detection_id, link.person_id`.execute(tx);
  return rows.map((row) => ({ detectionId: row.detection_id, personId: row.person_id }));
}

/** How like somebody is dressed to bodies that are said not to be a person’s: for each such person the most similar (cosine). */
export async function saidNotToBe(
  tx: OrgDb,
  asked: { model: string; embedding: Float32Array; from: Date; to: Date },
): Promise<Map<string, number>> {
  const { rows } = await sql<{ person_id: string; similarity: number }>`
    select whole.id as person_id, max(1 - (appearance.embedding <=> ${vectorText(asked.embedding)}::vector)) as similarity
    from cannot_link_body link
      join appearance on appearance.org_id = link.org_id and appearance.detection_id = link.detection_id
      join person on person.org_id = link.org_id and person.id = link.person_id
      join person whole on whole.org_id = person.org_id and whole.id = coalesce(person.merged_into, person.id)
    where link.org_id = ${tx.orgId} and appearance.model = ${asked.model} and appearance.at between ${asked.from} and ${asked.to}
      and vector_dims(appearance.embedding) = ${asked.embedding.length}
    group by whole.id`.execute(tx);
  return new Map(rows.map((row) => [row.person_id, row.similarity]));
}
