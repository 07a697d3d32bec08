import { hkdfSync } from 'node:crypto';
import { listApiKeyRows } from '../db/api-keys.ts';
import { isSafeNestError } from '../errors.ts';
import { createApiKey, revokeApiKey } from './api-keys.ts';
import type { Work } from './work.ts';

/** Names under which the keys of the machine itself stand in the list of keys. */
export const MACHINE_KEYS = { commandLine: 'Commands on this machine', environment: 'SAFENEST_ADMIN_KEY' } as const;

/**
 * The API key of commands run where the service runs: derived (HKDF-SHA256) from its secret, so that whoever may read the
 * secret need not be given a key as well.
 */
export const localKey = (secret: string): string =>
  `sn_local_${Buffer.from(hkdfSync('sha256', secret, '', 'safenest command line', 32)).toString('base64url')}`;

/**
 * Makes the machine's key valid, once: a key that an admin revoked stays revoked. Of a name with a new key, the older keys
 * end.
 */
export async function ensureMachineKey(
  org: <T>(change: (work: Work) => Promise<T>) => Promise<T>,
  name: (typeof MACHINE_KEYS)[keyof typeof MACHINE_KEYS],
  key: string,
): Promise<void> {
  try {
    await org(async (work) => {
      const created = await createApiKey(work, { name, role: 'admin', key });
      for (const other of await listApiKeyRows(work.tx, { limit: 1000 }))
        if (other.name === name && other.id !== created.id && !other.revokedAt) await revokeApiKey(work, other.id);
    });
  } catch (error) {
    if (!isSafeNestError(error) || error.code !== 'conflict') throw error;
  }
}
