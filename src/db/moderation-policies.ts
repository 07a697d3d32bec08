import type { OrgDb } from './scope.ts';

/** One version of an organisation's policy, as it is stored; the newest holds. */
export interface StoredPolicy {
  version: number;
  policy: Record<string, unknown>;
  note: string;
  createdAt: Date;
  createdBy: string;
}

const policies = (tx: OrgDb) =>
  tx
    .selectFrom('moderation_policy')
    .select(['version', 'policy', 'note', 'created_at as createdAt', 'created_by as createdBy'])
    .where('org_id', '=', tx.orgId);

/** The policy that holds; null where the organisation never set one. */
export async function latestPolicy(tx: OrgDb): Promise<StoredPolicy | null> {
  return (await policies(tx).orderBy('version', 'desc').limit(1).executeTakeFirst()) ?? null;
}

export async function findPolicy(tx: OrgDb, version: number): Promise<StoredPolicy | null> {
  return (await policies(tx).where('version', '=', version).executeTakeFirst()) ?? null;
}

/** Every version, newest first. */
export const listPolicies = (tx: OrgDb, limit = 100): Promise<StoredPolicy[]> =>
  policies(tx).orderBy('version', 'desc').limit(limit).execute();

/** Adds a version; false where somebody else has added it meanwhile. */
export async function insertPolicy(tx: OrgDb, { version, policy, note, createdAt, createdBy }: StoredPolicy) {
  const row = await tx
    .insertInto('moderation_policy')
    .values({
      org_id: tx.orgId,
      version,
      policy: JSON.stringify(policy),
      note,
      created_at: createdAt,
      created_by: createdBy,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'version']).doNothing())
    .returning('version')
    .executeTakeFirst();
  return row !== undefined;
}
