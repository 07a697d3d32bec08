import { hasOpenCaseOf } from '../../../db/said-elsewhere.ts';
import type { Fired } from '../fired.ts';
import type { JudgedSession, JudgingWork } from '../judged-session.ts';

const HOUR_MS = 3_600_000;

/** What fired without the same text that its author has an open case for in another channel already: one case says it all. */
export async function withoutCopies(
  { tx, now }: Pick<JudgingWork, 'tx' | 'now'>,
  { newMessages, elsewhere, session, hasCase }: JudgedSession,
  fired: Fired[],
): Promise<Fired[]> {
  if (hasCase || !fired.some(({ trigger }) => trigger === 'rate_channels')) return fired;
  const since = new Date(now.getTime() - HOUR_MS);
  const authors = new Set(newMessages.map(({ author }) => author));
  for (const account of new Set(elsewhere.map((one) => one.account)))
    if (
      authors.has(account) &&
      (await hasOpenCaseOf(tx, { account, trigger: 'rate_channels', since, except: session.id }))
    )
      return fired.filter(({ trigger }) => trigger !== 'rate_channels');
  return fired;
}
