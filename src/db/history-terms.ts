import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** Names and numbers that stand in fewer parts are as good as unique, and are not kept; words are, and names that are words with a number, for those who misspell them. */
const LEAST_PARTS = 2;
const WORD = '^[^0-9@.:/_-]{4,36}[0-9]{0,4}$';

/** Whether the index has grown or shrunk by a tenth since terms were counted, or somebody was forgotten. */
export async function needsCounting(tx: OrgDb): Promise<boolean> {
  const { rows } = await sql<{ needs: boolean }>`
    select abs(now_there - counted) > greatest(20, counted / 10) or (now_there > 0 and (counted = 0 or counted_at is null)) as needs from (
      select (select count(*) from history_chunk where org_id = ${tx.orgId}) as now_there,
        coalesce((select parts from history_head where org_id = ${tx.orgId}), 0) as counted,
        (select counted_at from history_head where org_id = ${tx.orgId}) as counted_at) as counts`.execute(tx);
  return rows[0]!.needs;
}

/** Counts in how many parts each term stands, and how many terms a part has; answers the average before and now. */
export async function countHistoryTerms(tx: OrgDb, now: Date): Promise<{ before: number; average: number }> {
  await sql`delete from history_term where org_id = ${tx.orgId}`.execute(tx);
  await sql`
    insert into history_term (org_id, term, parts)
    select ${tx.orgId}, word, ndoc from ts_stat(${`select tsv from history_search`}) where ndoc >= ${LEAST_PARTS} or word ~ ${WORD}`.execute(
    tx,
  );
  const { rows } = await sql<{ before: number; average: number }>`
    update history_head set parts = counted.parts, average = counted.average, counted_at = ${now}
    from (select count(*)::int as parts, coalesce(avg(length), 60)::real as average from history_chunk where org_id = ${tx.orgId}) as counted,
      (select average from history_head where org_id = ${tx.orgId}) as earlier
    where history_head.org_id = ${tx.orgId} returning earlier.average as before, counted.average`.execute(tx);
  return rows[0] ?? { before: 60, average: 60 };
}

/** Words of somebody who is forgotten are kept no longer, and terms are counted anew when next something is indexed. */
export async function forgetTerms(tx: OrgDb, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  await sql`delete from history_term where org_id = ${tx.orgId} and term = any(${words.map((word) => word.toLowerCase())}::text[])`.execute(
    tx,
  );
  await sql`update history_head set counted_at = null where org_id = ${tx.orgId}`.execute(tx);
}
