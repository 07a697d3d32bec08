import type { Bookmark } from '../domain/incident.ts';
import type { OrgDb } from './scope.ts';

/** Links that are kept with an incident, in the order they were kept; one that was taken back is none. */
export async function bookmarksOf(tx: OrgDb, incidentId: string): Promise<Bookmark[]> {
  const rows = await tx
    .selectFrom('incident_entry')
    .select(['id', 'at', 'actor_name', 'change'])
    .where('org_id', '=', tx.orgId)
    .where('incident_id', '=', incidentId)
    .where('kind', '=', 'bookmark')
    .where('undone', '=', false)
    .orderBy('seq')
    .execute();
  return rows.flatMap(({ id, at, actor_name: by, change }) => {
    const kept = change?.after as { title?: unknown; url?: unknown } | undefined;
    return typeof kept?.title === 'string' && typeof kept.url === 'string'
      ? [{ id, title: kept.title, url: kept.url, by, at }]
      : [];
  });
}
