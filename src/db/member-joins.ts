import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** Somebody who joined where channels are guarded. */
export interface MemberJoin {
  channelId: string;
  account: string;
  name: string;
  at: Date;
  /** When the account was made; null where that is not known. */
  madeAt: Date | null;
  /** It has no picture of its own; null where that is not known. */
  plain: boolean | null;
}

/** Keeps who joined; for each, whether that is new. */
export async function keepJoins(tx: OrgDb, joins: readonly MemberJoin[]): Promise<boolean[]> {
  const fresh: boolean[] = [];
  for (const { channelId, account, name, at, madeAt, plain } of joins) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('member_join')
      .values({
        ...{ org_id: tx.orgId, guarded_channel_id: channelId, account, name, joined_at: at, made_at: madeAt, plain },
      })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    fresh.push(numInsertedOrUpdatedRows === 1n);
  }
  return fresh;
}

/** The newest that joined between two moments, oldest first. */
export async function joinsBetween(
  tx: OrgDb,
  { from, to, limit }: { from: Date; to: Date; limit: number },
): Promise<MemberJoin[]> {
  const rows = await tx
    .selectFrom('member_join')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('joined_at', '>=', from)
    .where('joined_at', '<=', to)
    .orderBy('joined_at', 'desc')
    .orderBy('account', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().map((row) => ({
    channelId: row.guarded_channel_id,
    account: row.account,
    name: row.name,
    at: row.joined_at,
    madeAt: row.made_at,
    plain: row.plain,
  }));
}

/** Which of some accounts joined between two moments. */
export async function joinedAmong(
  tx: OrgDb,
  accounts: readonly string[],
  { from, to }: { from: Date; to: Date },
): Promise<ReadonlySet<string>> {
  if (accounts.length === 0) return new Set();
  const rows = await tx
    .selectFrom('member_join')
    .select('account')
    .distinct()
    .where('org_id', '=', tx.orgId)
    .where('joined_at', '>=', from)
    .where('joined_at', '<=', to)
    .where(sql<boolean>`account = any(${[...accounts]}::text[])`)
    .execute();
  return new Set(rows.map(({ account }) => account));
}

/** The newest case of a kind on one of these channels that was changed since then: its number. */
export async function runningCaseOf(
  tx: OrgDb,
  kind: 'raid' | 'power',
  channelIds: readonly string[],
  since: Date,
): Promise<number | undefined> {
  const row = await tx
    .selectFrom('moderation_case')
    .select('number')
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', kind)
    .where('updated_at', '>=', since)
    .where(sql<boolean>`guarded_channel_id = any(${[...channelIds]}::uuid[])`)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number;
}

/** Deletes who joined before, oldest first; answers how many. */
export async function deleteOldJoins(tx: OrgDb, before: Date, limit: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from member_join where org_id = ${tx.orgId} and ctid = any(array(
      select ctid from member_join where org_id = ${tx.orgId} and joined_at < ${before} order by joined_at limit ${limit}))`.execute(
    tx,
  );
  return Number(numAffectedRows);
}
