import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** Somebody who was given power over others where channels are guarded, or who gave it to a role. */
export interface PowerGrant {
  channelId: string;
  /** The same change is told once. */
  key: string;
  /** Who was given it; where everybody with a role was, who did that. */
  account: string;
  name: string;
  role: string;
  /** What may be done with it, as the platform calls that. */
  powers: string[];
  /** Who gave it; null where that is not told. */
  by: { account: string; name: string } | null;
  /** It was the role that was given powers, and everybody who has it with it. */
  everyone: boolean;
  at: Date;
}

/** Keeps who was given power; for each, whether that is new. */
export async function keepGrants(tx: OrgDb, grants: readonly PowerGrant[]): Promise<boolean[]> {
  const fresh: boolean[] = [];
  for (const { channelId, by, at, ...grant } of grants) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('power_grant')
      .values({
        ...grant,
        ...{ org_id: tx.orgId, guarded_channel_id: channelId, given_at: at },
        ...{ given_by: by?.account ?? null, given_by_name: by?.name ?? '' },
      })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    fresh.push(numInsertedOrUpdatedRows === 1n);
  }
  return fresh;
}

/** The newest that were given power between two moments, oldest first. */
export async function grantsBetween(
  tx: OrgDb,
  { from, to, limit }: { from: Date; to: Date; limit: number },
): Promise<PowerGrant[]> {
  const rows = await tx
    .selectFrom('power_grant')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('given_at', '>=', from)
    .where('given_at', '<=', to)
    .orderBy('given_at', 'desc')
    .orderBy('key', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().map(({ guarded_channel_id, given_by, given_by_name, given_at, key, ...row }) => ({
    ...{ channelId: guarded_channel_id, key, at: given_at },
    ...{ account: row.account, name: row.name, role: row.role, powers: row.powers, everyone: row.everyone },
    by: given_by === null ? null : { account: given_by, name: given_by_name },
  }));
}

/** Deletes who was given power before, oldest first; answers how many. */
export async function deleteOldGrants(tx: OrgDb, before: Date, limit: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from power_grant where org_id = ${tx.orgId} and ctid = any(array(
      select ctid from power_grant where org_id = ${tx.orgId} and given_at < ${before} order by given_at limit ${limit}))`.execute(
    tx,
  );
  return Number(numAffectedRows);
}
