import type { Selectable } from 'kysely';
import type { Evidence } from '../domain/incident.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** Evidence with the key its bytes are stored under, which stays inside. */
export interface StoredEvidence extends Evidence {
  storageKey: string;
}

export async function insertEvidence(tx: OrgDb, evidence: StoredEvidence): Promise<void> {
  await tx
    .insertInto('evidence')
    .values({
      id: evidence.id,
      org_id: tx.orgId,
      incident_id: evidence.incidentId,
      file_name: evidence.fileName,
      media_type: evidence.mediaType,
      size: evidence.size,
      sha256: evidence.sha256,
      storage_key: evidence.storageKey,
      added_by: evidence.addedBy,
      added_at: evidence.addedAt,
    })
    .execute();
}

export async function findEvidence(tx: OrgDb, id: string): Promise<StoredEvidence | null> {
  const row = await rows(tx).where('id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The files of an incident, oldest first. */
export async function listEvidence(tx: OrgDb, incidentId: string): Promise<StoredEvidence[]> {
  return (await rows(tx).where('incident_id', '=', incidentId).orderBy('added_at').orderBy('id').execute()).map(
    fromRow,
  );
}

const rows = (tx: OrgDb) => tx.selectFrom('evidence').selectAll().where('org_id', '=', tx.orgId);

const fromRow = (row: Selectable<Schema['evidence']>): StoredEvidence => ({
  id: row.id,
  incidentId: row.incident_id,
  fileName: row.file_name,
  mediaType: row.media_type,
  size: row.size,
  sha256: row.sha256,
  addedBy: row.added_by,
  addedAt: row.added_at,
  storageKey: row.storage_key,
});
