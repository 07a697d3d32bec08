import type { Selectable } from 'kysely';
import type { OrgId } from '../domain/id.ts';
import type { LoginQuestion } from '../domain/login-question.ts';
import type { Posted } from '../messages/outbound.ts';
import type { Schema } from './schema.ts';
import type { OrgDb, SystemDb } from './scope.ts';

export interface StoredQuestion extends LoginQuestion {
  /** Where it stands in their messages. */
  told: Posted | null;
  retoldAt: Date | null;
}

const questions = (tx: OrgDb) =>
  tx
    .selectFrom('login_question')
    .innerJoin('alert', (join) =>
      join.onRef('alert.org_id', '=', 'login_question.org_id').onRef('alert.id', '=', 'login_question.alert_id'),
    )
    .innerJoin('member', (join) =>
      join.onRef('member.org_id', '=', 'login_question.org_id').onRef('member.id', '=', 'login_question.member_id'),
    )
    .selectAll('login_question')
    .select(['alert.number as alert_number', 'member.name as member_name'])
    .where('login_question.org_id', '=', tx.orgId);

/** The newest question about an alert; null where nobody was asked. */
export async function questionOfAlert(tx: OrgDb, alertId: string): Promise<StoredQuestion | null> {
  const row = await questions(tx)
    .where('alert_id', '=', alertId)
    .orderBy('asked_at', 'desc')
    .orderBy('login_question.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** What a member was asked and has not answered while an answer counts, the oldest first. */
export async function openQuestionsOf(tx: OrgDb, memberId: string, now: Date): Promise<StoredQuestion[]> {
  const rows = await questions(tx)
    .where('member_id', '=', memberId)
    .where('login_question.state', 'in', ['sending', 'asked', 'undeliverable'])
    .where('expires_at', '>', now)
    .orderBy('asked_at')
    .orderBy('login_question.id')
    .limit(10)
    .execute();
  return rows.map(fromRow);
}

/** One, locked until the transaction ends. */
export async function lockQuestion(tx: OrgDb, id: string): Promise<StoredQuestion | null> {
  const locked = await tx
    .selectFrom('login_question')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!locked) return null;
  const row = await questions(tx).where('login_question.id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** False where this member was asked about this alert already. */
export async function insertQuestion(
  tx: OrgDb,
  one: Omit<LoginQuestion, 'alertNumber' | 'memberName' | 'answeredAt' | 'outcome' | 'attempts'>,
): Promise<boolean> {
  const row = await tx
    .insertInto('login_question')
    .values({
      id: one.id,
      org_id: tx.orgId,
      alert_id: one.alertId,
      member_id: one.memberId,
      account: one.account,
      asked_by: one.askedBy,
      asked_by_id: one.askedById,
      asked_at: one.askedAt,
      expires_at: one.expiresAt,
      state: one.state,
      answered_at: null,
      retry_at: null,
      retold_at: null,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'alert_id', 'member_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes what is given. */
export async function saveQuestion(
  tx: OrgDb,
  id: string,
  change: Partial<Pick<StoredQuestion, 'state' | 'answeredAt' | 'told' | 'outcome' | 'attempts' | 'retoldAt'>> & {
    retryAt?: Date | null;
  },
): Promise<void> {
  const { state, answeredAt, told, outcome, attempts, retoldAt, retryAt } = change;
  await tx
    .updateTable('login_question')
    .set({
      ...(state === undefined ? {} : { state }),
      ...(answeredAt === undefined ? {} : { answered_at: answeredAt }),
      ...(told === undefined ? {} : { told: told === null ? null : JSON.stringify(told) }),
      ...(outcome === undefined ? {} : { outcome: outcome.slice(0, 1000) }),
      ...(attempts === undefined ? {} : { attempts }),
      ...(retoldAt === undefined ? {} : { retold_at: retoldAt }),
      ...(retryAt === undefined ? {} : { retry_at: retryAt }),
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** What is to be sent, has run out, or is over and does not say so yet where it stands. */
export async function dueQuestions(tx: SystemDb, now: Date, limit = 500): Promise<{ orgId: OrgId; id: string }[]> {
  const rows = await tx
    .selectFrom('login_question')
    .select(['id', 'org_id'])
    .where('retold_at', 'is', null)
    .where((eb) => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', now)]))
    .where((eb) =>
      eb.or([
        eb('state', '=', 'sending'),
        eb.and([eb('state', '=', 'asked'), eb('expires_at', '<=', now)]),
        eb('state', 'in', ['yes', 'no', 'expired']),
      ]),
    )
    .orderBy('asked_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, id: row.id }));
}

const fromRow = (
  row: Selectable<Schema['login_question']> & { alert_number: number; member_name: string },
): StoredQuestion => ({
  id: row.id,
  alertId: row.alert_id,
  alertNumber: row.alert_number,
  memberId: row.member_id,
  memberName: row.member_name,
  account: row.account,
  askedBy: row.asked_by,
  askedById: row.asked_by_id,
  askedAt: row.asked_at,
  expiresAt: row.expires_at,
  state: row.state,
  answeredAt: row.answered_at,
  told: row.told,
  outcome: row.outcome,
  attempts: row.attempts,
  retoldAt: row.retold_at,
});
