import { type Selectable, sql } from 'kysely';
import { newId } from '../domain/id.ts';
import type { CaseEvidence } from '../domain/moderation.ts';
import { scoreRow, scoresOf } from './chat-message-row.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

export type NewEvidence = Omit<CaseEvidence, 'id'>;

/**
 * Keeps what was said with its case: each message once, in the worse of its wordings. Answers the ids of the messages whose
 * quote is new or got worse. A quote once kept stays, whatever becomes of the original.
 */
export async function keepEvidence(tx: OrgDb, caseId: string, evidence: readonly NewEvidence[]): Promise<string[]> {
  if (evidence.length === 0) return [];
  const rows = await tx
    .insertInto('case_evidence')
    .values(
      evidence.map((one) => ({
        id: newId(),
        org_id: tx.orgId,
        case_id: caseId,
        message_id: one.messageId,
        message_key: one.messageKey,
        author: one.author,
        author_name: one.authorName,
        quote: one.quote,
        said_at: one.saidAt,
        scores: one.scores && scoreRow(one.scores),
        weighed: JSON.stringify(one.weighed),
        url: one.url,
        edited_at: one.editedAt,
        deleted_at: one.deletedAt,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'case_id', 'message_id'])
        .doUpdateSet((eb) => ({
          quote: eb.ref('excluded.quote'),
          scores: eb.ref('excluded.scores'),
          weighed: eb.ref('excluded.weighed'),
        }))
        .where(
          sql<boolean>`coalesce((select max(score) from unnest(excluded.scores) score), 0)
            > coalesce((select max(score) from unnest(case_evidence.scores) score), 0) + 0.0001`,
        ),
    )
    .returning('message_id')
    .execute();
  return rows.map((row) => row.message_id);
}

/** Notes on what was kept of messages that they were edited or deleted. Answers the cases whose evidence that changed. */
export async function noteOriginals(
  tx: OrgDb,
  originals: readonly Pick<CaseEvidence, 'messageId' | 'editedAt' | 'deletedAt'>[],
): Promise<string[]> {
  if (originals.length === 0) return [];
  const { rows } = await sql<{ case_id: string }>`
    update case_evidence set edited_at = coalesce(original.edited_at, case_evidence.edited_at),
      deleted_at = coalesce(original.deleted_at, case_evidence.deleted_at)
    from unnest(
      ${originals.map(({ messageId }) => messageId)}::uuid[],
      ${originals.map(({ editedAt }) => editedAt)}::timestamptz[],
      ${originals.map(({ deletedAt }) => deletedAt)}::timestamptz[]
    ) as original (message_id, edited_at, deleted_at)
    where case_evidence.org_id = ${tx.orgId} and case_evidence.message_id = original.message_id
      and (coalesce(original.edited_at, case_evidence.edited_at), coalesce(original.deleted_at, case_evidence.deleted_at))
        is distinct from (case_evidence.edited_at, case_evidence.deleted_at)
    returning case_id`.execute(tx);
  return [...new Set(rows.map((row) => row.case_id))];
}

/** A case's evidence in the order it was said. */
export async function evidenceOf(tx: OrgDb, caseId: string): Promise<CaseEvidence[]> {
  const rows = await tx
    .selectFrom('case_evidence')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('case_id', '=', caseId)
    .orderBy('said_at')
    .orderBy('message_key')
    .execute();
  return rows.map(fromRow);
}

/** Cases that wait for nobody and still have what was said with them. */
const overdue = (tx: OrgDb, openedBefore: Date) =>
  tx
    .selectFrom('moderation_case')
    .where('org_id', '=', tx.orgId)
    .where('state', '<>', 'open')
    .where('opened_at', '<', openedBefore)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('said', '<>', ''),
        exists(
          selectFrom('case_evidence')
            .select('case_evidence.id')
            .whereRef('case_evidence.org_id', '=', 'moderation_case.org_id')
            .whereRef('case_evidence.case_id', '=', 'moderation_case.id'),
        ),
      ]),
    );

/**
 * Deletes what was said with cases that were opened before then and are not open, oldest first, `limit` cases at most; answers how many
 * cases and quotes those were. What was decided about them stays.
 */
export async function deleteEvidence(
  tx: OrgDb,
  openedBefore: Date,
  limit: number,
): Promise<{ cases: number; quotes: number }> {
  const rows = await overdue(tx, openedBefore).select('id').orderBy('opened_at').limit(limit).forUpdate().execute();
  if (rows.length === 0) return { cases: 0, quotes: 0 };
  const old = rows.map(({ id }) => id);
  // its words and its place among others tell what was said, too
  await tx.deleteFrom('case_vector').where('org_id', '=', tx.orgId).where('case_id', 'in', old).execute();
  await tx
    .updateTable('moderation_case')
    .set({ said: '' })
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', old)
    .execute();
  const { numDeletedRows } = await tx
    .deleteFrom('case_evidence')
    .where('org_id', '=', tx.orgId)
    .where('case_id', 'in', old)
    .executeTakeFirst();
  return { cases: old.length, quotes: Number(numDeletedRows) };
}

/** Of how many such cases something that was said is still here. */
export async function countOldEvidence(tx: OrgDb, openedBefore: Date): Promise<number> {
  const row = await overdue(tx, openedBefore)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

const fromRow = (row: Selectable<Schema['case_evidence']>): CaseEvidence => ({
  id: row.id,
  messageId: row.message_id,
  messageKey: row.message_key,
  author: row.author,
  authorName: row.author_name,
  quote: row.quote,
  saidAt: row.said_at,
  scores: scoresOf(row.scores),
  weighed: row.weighed,
  url: row.url,
  editedAt: row.edited_at,
  deletedAt: row.deleted_at,
});
