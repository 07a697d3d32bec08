import type { OrgId } from '../domain/id.ts';
import type { ApiKey } from '../domain/member.ts';
import type { Role } from '../domain/role.ts';
import type { OrgDb, SystemDb } from './scope.ts';

const COLUMNS = [
  'id',
  'name',
  'role',
  'prefix',
  'created_by',
  'created_at',
  'last_used_at',
  'expires_at',
  'revoked_at',
] as const;

interface Row {
  id: string;
  name: string;
  role: Role;
  prefix: string;
  created_by: string;
  created_at: Date;
  last_used_at: Date | null;
  expires_at: Date | null;
  revoked_at: Date | null;
}

const apiKey = (row: Row): ApiKey => ({
  id: row.id,
  name: row.name,
  role: row.role,
  prefix: row.prefix,
  createdBy: row.created_by,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
});

/** Stores a key by its SHA-256; undefined when this very key exists already. */
export async function insertApiKey(
  tx: OrgDb,
  key: Pick<ApiKey, 'id' | 'name' | 'role' | 'prefix' | 'createdBy' | 'createdAt' | 'expiresAt'> & { hash: Buffer },
): Promise<ApiKey | undefined> {
  const row = await tx
    .insertInto('api_key')
    .values({
      id: key.id,
      org_id: tx.orgId,
      name: key.name,
      role: key.role,
      key_hash: key.hash,
      prefix: key.prefix,
      created_by: key.createdBy,
      created_at: key.createdAt,
      last_used_at: null,
      expires_at: key.expiresAt,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('key_hash').doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && apiKey(row);
}

/** Keys in the order they were made, revoked ones too; `after` is the id of the last one already read. */
export async function listApiKeyRows(tx: OrgDb, page: { limit: number; after?: string }): Promise<ApiKey[]> {
  let query = tx.selectFrom('api_key').select(COLUMNS).where('org_id', '=', tx.orgId);
  if (page.after !== undefined) query = query.where('id', '>', page.after);
  return (await query.orderBy('id').limit(page.limit).execute()).map(apiKey);
}

export async function findApiKey(tx: OrgDb, id: string): Promise<ApiKey | undefined> {
  const row = await tx
    .selectFrom('api_key')
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && apiKey(row);
}

/** Revokes a key that is not revoked yet; undefined when there is none such. */
export async function revokeApiKeyRow(tx: OrgDb, id: string, now: Date): Promise<ApiKey | undefined> {
  const row = await tx
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row && apiKey(row);
}

export async function touchApiKey(tx: OrgDb, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('api_key')
    .set({ last_used_at: now })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** Whose key this is, before the organisation is known. */
export async function findApiKeyOwner(tx: SystemDb, hash: Buffer): Promise<{ id: string; orgId: OrgId } | undefined> {
  const row = await tx.selectFrom('api_key').select(['id', 'org_id']).where('key_hash', '=', hash).executeTakeFirst();
  return row && { id: row.id, orgId: row.org_id as OrgId };
}
