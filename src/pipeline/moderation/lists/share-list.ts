import { randomBytes, timingSafeEqual } from 'node:crypto';
import { entriesOf } from '../../../db/block-entries.ts';
import { updateBlockList } from '../../../db/block-lists.ts';
import { type Db, withOrg } from '../../../db/scope.ts';
import type { BlockEntry, BlockList } from '../../../domain/block-list.ts';
import { SafeNestError } from '../../../errors.ts';
import { audit } from '../../audit.ts';
import { authorise } from '../../authorise.ts';
import { openLink, signLink } from '../../signed-links.ts';
import type { Work } from '../../work.ts';
import { found, held } from './block-lists.ts';
import { FORMAT, MOST_ENTRIES } from './read-list.ts';

/** A link holds until it is taken back; this is only what its form asks for. */
const FOR_EVER = new Date('2200-01-01T00:00:00Z');

/** Has a list of one's own shared by a secret link, or by a new one: links that were given out before lead nowhere then. */
export async function shareList(work: Work, id: string): Promise<BlockList> {
  authorise(work.principal, 'moderation.rules');
  const { list, shareKey } = await held(work.tx, id);
  if (list.source !== 'own')
    throw new SafeNestError('conflict', `${list.name} is kept by others: share the address it comes from.`);
  await updateBlockList(work.tx, id, { shareKey: randomBytes(18).toString('base64url') });
  await audit(work, { action: 'block_list.share', subject: list.name, detail: { again: shareKey !== null } });
  return (await found(work.tx, id)).list;
}

/** Ends that: whoever subscribed hears that it is not shared any more. */
export async function unshareList(work: Work, id: string): Promise<BlockList> {
  authorise(work.principal, 'moderation.rules');
  const { list } = await held(work.tx, id);
  await updateBlockList(work.tx, id, { shareKey: null });
  if (list.shared) await audit(work, { action: 'block_list.unshare', subject: list.name, detail: {} });
  return (await found(work.tx, id)).list;
}

/** The path of a shared list's link, for whoever may change it; null where it is not shared. */
export async function linkOf(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  id: string,
  secret: string,
): Promise<string | null> {
  authorise(principal, 'moderation.rules');
  const { shareKey } = await found(tx, id);
  if (shareKey === null) return null;
  return `/lists/${signLink('list', { orgId: tx.orgId, id, detail: shareKey, expiresAt: FOR_EVER }, secret)}`;
}

/** A shared list as it stands now, for whoever holds its link. Fails with `not_found` for every other. */
export async function sharedList(
  { db, secret, now }: { db: Db; secret: string; now: Date },
  token: string,
): Promise<string> {
  const none = () => new SafeNestError('not_found', 'There is no list here, or it is not shared any more.');
  let link: ReturnType<typeof openLink>;
  try {
    link = openLink('list', token, secret, now);
  } catch {
    throw none();
  }
  return withOrg(db, link.orgId, async (tx) => {
    const known = await found(tx, link.id).catch(() => null);
    const [key, given] = [Buffer.from(known?.shareKey ?? ''), Buffer.from(link.detail ?? '')];
    if (!known || known.shareKey === null || key.length !== given.length || !timingSafeEqual(key, given)) throw none();
    return asJson(known.list, await entriesOf(tx, link.id, { limit: MOST_ENTRIES }), now);
  });
}

/** A list as a file, for whoever may see it. */
export async function exportList(
  { tx, principal, now }: Pick<Work, 'tx' | 'principal' | 'now'>,
  id: string,
  format: 'json' | 'csv',
): Promise<{ name: string; text: string }> {
  authorise(principal, 'moderation.read');
  const { list } = await found(tx, id);
  const entries = await entriesOf(tx, id, { limit: MOST_ENTRIES });
  return { name: list.name, text: format === 'json' ? asJson(list, entries, now) : asCsv(entries) };
}

/** What an organisation does about its entries is its own affair: no effect is told. */
const told = ({ kind, platform, value, reason, since, expiresAt }: BlockEntry) => ({
  kind,
  ...(platform === '' ? {} : { platform }),
  value,
  reason,
  since: since.toISOString(),
  expires_at: expiresAt?.toISOString() ?? null,
});

const alive = (entries: readonly BlockEntry[], now: Date): BlockEntry[] =>
  entries.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);

const asJson = ({ name }: BlockList, entries: readonly BlockEntry[], now: Date): string =>
  JSON.stringify({ format: FORMAT, name, entries: alive(entries, now).map(told) });

/** A cell that a spreadsheet would take for a formula stands behind an apostrophe; reading takes it off. */
const asCsv = (entries: readonly BlockEntry[]): string =>
  [
    'kind,platform,value,reason,since,expires_at',
    ...entries.map(({ kind, platform, value, reason, since, expiresAt }) =>
      [kind, platform, value, reason, since.toISOString(), expiresAt?.toISOString() ?? ''].map(cell).join(','),
    ),
    '',
  ].join('\r\n');

const cell = (text: string): string => `"${(/^[=+\-@\t\r']/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
