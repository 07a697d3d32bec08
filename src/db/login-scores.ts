import { type Selectable, sql } from 'kysely';
import type { LoginScore, Verdict } from '../domain/unusual.ts';
import { PAST_LOGIN, type PastLogin, pastLoginFromRow } from './events.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** Logins stored after a sequence, in order of their arrival. */
export async function loginsAfter(tx: OrgDb, sequence: number, limit: number): Promise<PastLogin[]> {
  const rows = await tx
    .selectFrom('event')
    .select(PAST_LOGIN)
    .where('org_id', '=', tx.orgId)
    .where('seq', '>', sequence)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(pastLoginFromRow);
}

/** The successful logins of an account from then to then, earliest first; of more than so many, the latest. */
export async function successesOf(
  tx: OrgDb,
  account: string,
  from: Date,
  to: Date,
  limit: number,
): Promise<PastLogin[]> {
  const rows = await tx
    .selectFrom('event')
    .select(PAST_LOGIN)
    .where('org_id', '=', tx.orgId)
    .where('account', '=', account)
    .where('outcome', '=', 'success')
    .where('occurred_at', '>=', from)
    .where('occurred_at', '<=', to)
    .orderBy('occurred_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(pastLoginFromRow).reverse();
}

/** The number of the newest login; 0 where there is none. Under the ingestion lock, none can come before it any more. */
export async function newestSequence(tx: OrgDb): Promise<number> {
  const row = await tx
    .selectFrom('event')
    .select('seq')
    .where('org_id', '=', tx.orgId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** Stores scores; what people said of a login stays. */
export async function saveLoginScores(
  tx: OrgDb,
  scores: readonly Omit<LoginScore, 'verdict' | 'verdictBy'>[],
): Promise<void> {
  if (scores.length === 0) return;
  const rows = scores.map(({ sequence: seq, occurredAt, ...score }) => ({
    ...score,
    seq,
    occurred_at: occurredAt.toISOString(),
  }));
  await sql`
    insert into login_score (org_id, seq, account, occurred_at, score, share, ranked, features, reasons)
    select ${tx.orgId}::uuid, seq, account, occurred_at, score, share, ranked, features, reasons
    from json_to_recordset(${JSON.stringify(rows)}::json) as scored (
      seq bigint, account text, occurred_at timestamptz, score real, share real, ranked real, features jsonb, reasons jsonb)
    on conflict (org_id, seq) do update set score = excluded.score, share = excluded.share, ranked = excluded.ranked,
      features = excluded.features, reasons = excluded.reasons`.execute(tx);
}

/** Forgets scores that nobody judged, of logins before a moment, or of all. */
export async function deleteLoginScores(tx: OrgDb, before?: Date): Promise<void> {
  await tx
    .deleteFrom('login_score')
    .where('org_id', '=', tx.orgId)
    .where('verdict', 'is', null)
    .$if(before !== undefined, (query) => query.where('occurred_at', '<', before!))
    .execute();
}

/** Forgets the scores of one account, whatever was said of them; answers how many. */
export async function deleteLoginScoresOf(tx: OrgDb, account: string): Promise<number> {
  const result = await tx
    .deleteFrom('login_score')
    .where('org_id', '=', tx.orgId)
    .where('account', '=', account)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Forgets scores of logins before a moment: those nobody judged, and those that people judged before another. Answers how many. */
export async function deleteOldLoginScores(
  tx: OrgDb,
  { before, judgedBefore }: { before: Date; judgedBefore: Date },
): Promise<number> {
  const result = await tx
    .deleteFrom('login_score')
    .where('org_id', '=', tx.orgId)
    .where((eb) =>
      eb.or([eb('verdict', 'is', null).and('occurred_at', '<', before), eb('occurred_at', '<', judgedBefore)]),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function findLoginScore(tx: OrgDb, sequence: number): Promise<LoginScore | null> {
  const row = await tx
    .selectFrom('login_score')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('seq', '=', sequence)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export interface ScorePage {
  from: Date;
  to: Date;
  limit: number;
  account?: string;
  /** At least so unusual, 0 to 1. */
  least?: number;
}

/** The most unusual logins of a time; those that say nothing for themselves are left out. */
export async function listLoginScores(
  tx: OrgDb,
  { from, to, limit, account, least = 0 }: ScorePage,
): Promise<LoginScore[]> {
  const rows = await tx
    .selectFrom('login_score')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('occurred_at', '>=', from)
    .where('occurred_at', '<', to)
    .where('ranked', '>=', least)
    .where(sql<boolean>`reasons <> '[]'::jsonb`)
    .$if(account !== undefined, (query) => query.where('account', '=', account!))
    .orderBy('ranked', 'desc')
    .orderBy('score', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Writes what somebody said of a login; null takes it back. False where its score is not kept. */
export async function setVerdict(
  tx: OrgDb,
  sequence: number,
  verdict: Verdict | null,
  by: string,
  now: Date,
): Promise<boolean> {
  const done = await tx
    .updateTable('login_score')
    .set({
      verdict,
      verdict_by: verdict === null ? null : by,
      verdict_at: verdict === null ? null : now,
    })
    .where('org_id', '=', tx.orgId)
    .where('seq', '=', sequence)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** New ranks of scores that are kept, one statement. */
export async function saveRanks(tx: OrgDb, ranks: readonly { sequence: number; ranked: number }[]): Promise<void> {
  if (ranks.length === 0) return;
  await sql`
    update login_score set ranked = anew.ranked
    from unnest(${ranks.map((one) => one.sequence)}::bigint[], ${ranks.map((one) => one.ranked)}::real[]) as anew (seq, ranked)
    where login_score.org_id = ${tx.orgId} and login_score.seq = anew.seq`.execute(tx);
}

/**
 * What people said of scored logins, the newest first: by a button of their own, or by what became of an alert that stands on few
 * logins and this one. A false alarm is one, what became part of an incident was real; that an alert is resolved says neither.
 */
export async function judgedLogins(
  tx: OrgDb,
  limit: number,
): Promise<{ account: string; features: (number | null)[]; verdict: Verdict }[]> {
  const { rows } = await sql<{ account: string; features: (number | null)[]; verdict: Verdict }>`
    select account, features, verdict from (
      select seq, account, features, verdict, verdict_at as at from login_score
      where org_id = ${tx.orgId} and verdict is not null
      union all
      select s.seq, s.account, s.features, case a.status when 'false_alarm' then 'false_alarm' else 'confirmed' end, a.updated_at
      from alert a join alert_event e on e.org_id = a.org_id and e.alert_id = a.id
        join login_score s on s.org_id = a.org_id and s.seq = e.event_seq and s.verdict is null
      where a.org_id = ${tx.orgId} and (a.status = 'false_alarm' or a.incident_id is not null) and a.count <= 5) judged
    order by at desc, seq desc limit ${limit}`.execute(tx);
  return rows;
}

const fromRow = (row: Selectable<Schema['login_score']>): LoginScore => ({
  sequence: row.seq,
  account: row.account,
  occurredAt: row.occurred_at,
  score: row.score,
  share: row.share,
  ranked: row.ranked,
  features: row.features,
  reasons: row.reasons,
  verdict: row.verdict,
  verdictBy: row.verdict_by,
});
