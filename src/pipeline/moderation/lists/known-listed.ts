import { accountsWithCase } from '../../../db/said-elsewhere.ts';
import type { Fired } from '../fired.ts';
import type { JudgedSession, JudgingWork } from '../judged-session.ts';
import { opensCase } from './listed.ts';

/** So long somebody who is on a list opens no second case merely by being on it. */
export const QUIET_DAYS = 30;
const DAY_MS = 86_400_000;

/** What fired without those who merely are on a list, where a case told of that already: words and links on a list count each time. */
export async function withoutKnownListed(
  { tx, now }: Pick<JudgingWork, 'tx' | 'now'>,
  { newMessages, listed, session, hasCase }: JudgedSession,
  fired: Fired[],
): Promise<Fired[]> {
  if (hasCase || !fired.some(({ trigger }) => trigger === 'listed')) return fired;
  const hits = newMessages.map((message) => ({ message, hits: listed(message).filter(opensCase) }));
  if (hits.some((one) => one.hits.some(({ entry }) => entry.kind !== 'account'))) return fired;
  const accounts = [...new Set(hits.flatMap((one) => (one.hits.length > 0 ? [one.message.author] : [])))];
  const since = new Date(now.getTime() - QUIET_DAYS * DAY_MS);
  const known = await accountsWithCase(tx, { accounts, trigger: 'listed', since, except: session.id });
  return accounts.every((account) => known.has(account)) ? fired.filter(({ trigger }) => trigger !== 'listed') : fired;
}
