import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** Who was in an event besides somebody. */
export interface EventCompany {
  eventId: string;
  /** People who were recognised there, too. */
  personIds: string[];
  /** So many more, at least, of whom it cannot be told who they are. */
  untold: number;
}

/** Whom these events tell of besides a person; in any order. */
export async function companyIn(tx: OrgDb, personId: string, eventIds: readonly string[]): Promise<EventCompany[]> {
  if (eventIds.length === 0) return [];
  const { rows } = await sql<EventCompany>`
    select event.id as "eventId", seen.others as "personIds",
      greatest(coalesce((event.objects #>> '{person,forgotten}')::int, 0), coalesce((event.objects #>> '{person,most}')::int, 0) - seen.all_people) as untold
    from camera_event event
    cross join lateral (
      select count(distinct sighting.person_id)::int as all_people,
        coalesce(array_agg(distinct sighting.person_id) filter (where sighting.person_id <> ${personId}::uuid), '{}') as others
      from sighting where sighting.org_id = event.org_id and sighting.camera_event_id = event.id) seen
    where event.org_id = ${tx.orgId} and event.id = any(${[...eventIds]}::uuid[])`.execute(tx);
  return rows;
}
