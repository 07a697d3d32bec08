import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { findApiKey, findApiKeyOwner, insertApiKey, revokeApiKeyRow, touchApiKey } from '../db/api-keys.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { type Db, withOrg, withSystem } from '../db/scope.ts';
import { newId } from '../domain/id.ts';
import type { ApiKey } from '../domain/member.ts';
import type { Place, Principal } from '../domain/principal.ts';
import { ROLES } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import { nameSchema } from './members.ts';
import { requireProofToLetIn } from './require-proof.ts';
import type { Work } from './work.ts';

/** `last_used_at` is for people who tidy up; a write per request would cost more than it tells. */
const TOUCH_EVERY_MS = 60_000;
const LONGEST_KEY = 512;

export const newApiKeySchema = z.strictObject({
  name: nameSchema,
  role: z.enum(ROLES),
  expires_at: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .nullable()
    .optional(),
});

/**
 * Makes an API key and returns it, the only time it can be seen; SHA-256 of it is what is kept. `key` brings one's own
 * (SAFENEST_ADMIN_KEY); `conflict` when that very key exists.
 */
export async function createApiKey(
  work: Work,
  input: { name: string; role: ApiKey['role']; expiresAt?: Date | null; key?: string },
): Promise<{ key: string; id: string; apiKey: ApiKey }> {
  authorise(work.principal, 'keys.write');
  if (input.expiresAt && input.expiresAt <= work.now)
    throw new SafeNestError('invalid_input', 'expires_at must lie in the future.');
  await requireProofToLetIn(work, input.role);
  const key = input.key ?? `sn_${randomBytes(32).toString('base64url')}`;
  const apiKey = await insertApiKey(work.tx, {
    id: newId(work.now.getTime()),
    name: checked(nameSchema, input.name, 'name'),
    role: input.role,
    hash: hashOf(key),
    // Of a key somebody chose, less is shown: it may be short.
    prefix: key.slice(0, input.key === undefined ? 9 : 4),
    createdBy: work.principal.name,
    createdAt: work.now,
    expiresAt: input.expiresAt ?? null,
  });
  if (!apiKey) throw new SafeNestError('conflict', 'This key exists already.');
  await audit(work, {
    action: 'key.create',
    subject: apiKey.id,
    detail: { name: apiKey.name, role: apiKey.role, expires_at: apiKey.expiresAt },
  });
  return { key, id: apiKey.id, apiKey };
}

/** Ends a key now. Revoking twice is the same as once; `not_found` when there is no such key. */
export async function revokeApiKey(work: Work, id: string): Promise<ApiKey> {
  authorise(work.principal, 'keys.write');
  const revoked = await revokeApiKeyRow(work.tx, id, work.now);
  if (!revoked) {
    const before = await findApiKey(work.tx, id);
    if (!before) throw new SafeNestError('not_found', 'There is no such key.');
    return before;
  }
  await audit(work, { action: 'key.revoke', subject: id, detail: { name: revoked.name } });
  return revoked;
}

/** Who this key speaks for; null when it is unknown, expired or revoked. */
export async function principalOfKey(db: Db, now: Date, key: string, place: Place): Promise<Principal | null> {
  if (key === '' || key.length > LONGEST_KEY) return null;
  const owner = await withSystem(db, (tx) => findApiKeyOwner(tx, hashOf(key)));
  if (!owner) return null;
  return withOrg(db, owner.orgId, async (tx) => {
    const found = await findApiKey(tx, owner.id);
    if (!found || found.revokedAt || (found.expiresAt && found.expiresAt <= now)) return null;
    if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() >= TOUCH_EVERY_MS)
      await touchApiKey(tx, found.id, now);
    return {
      orgId: owner.orgId,
      actor: { kind: 'key', id: found.id },
      name: found.name,
      role: found.role,
      timeZone: await organisationTimeZone(tx),
      place,
    };
  });
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();
