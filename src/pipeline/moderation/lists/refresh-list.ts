import { z } from 'zod';
import { claimFetch, noteFetched } from '../../../db/block-lists.ts';
import { type Db, withOrg } from '../../../db/scope.ts';
import { type BlockList, LIST_EFFECTS } from '../../../domain/block-list.ts';
import { isUuid, newId, type OrgId } from '../../../domain/id.ts';
import { isSafeNestError, SafeNestError } from '../../../errors.ts';
import { audit } from '../../audit.ts';
import { authorise } from '../../authorise.ts';
import { checked } from '../../checked.ts';
import { TargetRefused } from '../../delivery/delivery-errors.ts';
import { systemPrincipal } from '../../members.ts';
import { openTokens, sealTokens, type TokenKey } from '../../sealed-tokens.ts';
import type { AuditKey, Work } from '../../work.ts';
import { found, held, newListSchema, storeList, takeIn } from './block-lists.ts';
import { fetchList, type ListNetwork } from './fetch-list.ts';
import { readList } from './read-list.ts';

export interface FetchingParts {
  db: Db;
  now: () => Date;
  auditKey: AuditKey;
  /** Opens the addresses that lists are fetched from. */
  key: TokenKey;
  network: ListNetwork;
}

const HOUR_MS = 3_600_000;
/** A fetch that a crash cut short is begun again after this. */
const LEASE_MS = 5 * 60_000;
/** After a failure it is tried again that soon, then ever less often, until it is due anyway. */
const RETRY_MS = 5 * 60_000;
const USUAL_HOURS = 6;

export const subscriptionSchema = newListSchema.extend({
  effect: z.enum(LIST_EFFECTS).default('watch'),
  url: z
    .url({ protocol: /^https?$/, error: 'must be an address like https://example.org/list.json' })
    .max(2000)
    .refine((url) => (URL.parse(url)?.username ?? '') === '' && (URL.parse(url)?.password ?? '') === '', {
      error: 'must not hold a user name or password',
    }),
  every_hours: z.int().min(1).max(720).default(USUAL_HOURS),
});

const aad = (id: string): string => `block list ${id}`;

/** Subscribes to a list that others keep; it is fetched soon, and then again and again. Its address is sealed, and shown to nobody. */
export async function subscribe(
  work: Work,
  key: TokenKey,
  given: z.input<typeof subscriptionSchema>,
): Promise<BlockList> {
  authorise(work.principal, 'moderation.rules');
  const { url, every_hours: everyHours, ...wanted } = checked(subscriptionSchema, given);
  const id = newId(work.now.getTime());
  const { host } = new URL(url);
  await storeList(work, {
    ...{ id, ...wanted, source: 'subscribed', host: host.slice(0, 300), everyHours, fetchAt: work.now },
    address: sealTokens(key, aad(id), url),
  });
  await audit(work, {
    action: 'block_list.subscribe',
    subject: wanted.name,
    detail: { host, everyHours, effect: wanted.effect },
  });
  return (await found(work.tx, id)).list;
}

/** Has a list fetched whose turn is not yet. Fails with `invalid_input` for one of one's own. */
export async function fetchSoon(work: Work, id: string): Promise<BlockList> {
  authorise(work.principal, 'moderation.rules');
  const { list } = await found(work.tx, id);
  if (list.source === 'own') throw new SafeNestError('invalid_input', 'A list of your own is fetched from nowhere.');
  return list;
}

/**
 * Fetches a list that is due, or, with `now`, one that somebody asks for; what it says now takes the place of what it said before. What
 * goes wrong stands with the list, and what it said last goes on to count.
 */
export async function refreshList(
  { db, now, auditKey, key, network }: FetchingParts,
  orgId: OrgId,
  id: string,
  { signal, asked = false }: { signal?: AbortSignal; asked?: boolean } = {},
): Promise<BlockList | null> {
  const began = now();
  const taken = await withOrg(db, orgId, async (tx) => {
    if (!isUuid(id)) return null;
    const known = await found(tx, id).catch(() => null);
    if (!known?.address) return null;
    if (!asked && !(await claimFetch(tx, id, began, new Date(began.getTime() + LEASE_MS)))) return null;
    return { list: known.list, address: known.address };
  });
  if (!taken) return null;
  const every = (taken.list.everyHours ?? USUAL_HOURS) * HOUR_MS;
  try {
    const read = readList(await fetchList(openTokens(key, aad(id), taken.address), network, signal));
    return await withOrg(db, orgId, async (tx) => {
      const known = await held(tx, id).catch(() => null);
      // somebody removed it meanwhile
      if (!known) return null;
      const principal = systemPrincipal(orgId, 'UTC', { platform: 'cli', audience: 'private' });
      const work: Work = { tx, principal, now: now(), auditKey, via: 'schedule' };
      const { added, removed, changed, refused } = await takeIn(work, known.list, read, { replace: true });
      await noteFetched(tx, id, { now: work.now, next: new Date(work.now.getTime() + every), error: null });
      if (added + removed + changed > 0)
        await audit(work, {
          action: 'block_list.fetch',
          subject: known.list.name,
          detail: { host: known.list.host, added, removed, changed, refused },
        });
      return (await found(tx, id)).list;
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    if (!isSafeNestError(error) || error.code === 'internal') throw error;
    await withOrg(db, orgId, async (tx) => {
      const at = now();
      const since = taken.list.failingSince ?? at;
      const wait =
        error instanceof TargetRefused ? every : Math.min(every, RETRY_MS + (at.getTime() - since.getTime()));
      await noteFetched(tx, id, { now: at, next: new Date(at.getTime() + wait), error: error.message });
    });
    if (asked) throw error;
    return null;
  }
}
