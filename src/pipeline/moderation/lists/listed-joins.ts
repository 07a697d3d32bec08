import { listingsOf } from '../../../db/block-entries.ts';
import type { MemberJoin } from '../../../db/member-joins.ts';
import { accountsWithCase } from '../../../db/said-elsewhere.ts';
import type { GuardedChannel, ModerationCase } from '../../../domain/moderation.ts';
import { severityOf, thresholdIn } from '../../../domain/moderation-policy.ts';
import { oneLine } from '../../../domain/text.ts';
import { beginCase } from '../begin-case.ts';
import { exceptionsIn } from '../fired.ts';
import { strictestOf } from '../joins/join-peaks.ts';
import type { Judging } from '../joins/take-joins.ts';
import { recommend, strikesNow } from '../ladder.ts';
import { QUIET_DAYS } from './known-listed.ts';
import { type ListHit, listReason, opensCase } from './listed.ts';
import { withBan } from './who-is-listed.ts';

const DAY_MS = 86_400_000;
const MOST_REASONS = 3;

/**
 * Opens a case for everybody who joined and stands on a list that is looked out for; none for whom a case told of that lately. Nothing is
 * done to them by itself.
 */
export async function judgeListedJoins(
  { tx, now, policy, version }: Judging,
  here: readonly GuardedChannel[],
  came: readonly MemberJoin[],
): Promise<ModerationCase[]> {
  const channel = strictestOf(here);
  if (!channel || came.length === 0) return [];
  const { accounts: exempt, triggers } = exceptionsIn(policy, channel);
  const line = triggers.has('listed') ? null : thresholdIn(policy, 'listed', channel.strictness);
  if (line === null || line > 1) return [];
  const people = [...new Map(came.map((one) => [one.account, one])).values()].filter(
    ({ account }) => !exempt.has(account),
  );
  const listed = await hitsOf({ tx, now }, channel.platform, people);
  if (listed.size === 0) return [];
  const since = new Date(now.getTime() - QUIET_DAYS * DAY_MS);
  const known = await accountsWithCase(tx, { accounts: [...listed.keys()], trigger: 'listed', since, except: null });
  const opened: ModerationCase[] = [];
  for (const { account, name: called } of people) {
    const hits = listed.get(account) ?? [];
    if (known.has(account) || !hits.some(opensCase)) continue;
    const name = oneLine(called, 100) || account;
    const severity = severityOf(policy, 'listed', 0);
    const advised = recommend(policy, severity, await strikesNow(tx, policy, channel, account, now, null));
    const ban = hits.find(({ entry }) => entry.effect === 'ban');
    opened.push(
      await beginCase(tx, now, {
        ...{ sessionId: null, channel, thread: null, kind: 'listed', severity },
        ...{ offender: { account, name }, target: null, offenders: [{ account, name, messages: 0, worst: 0 }] },
        ...{ score: 0, triggers: ['listed'], course: [], policyVersion: version },
        reasons: hits.slice(0, MOST_REASONS).map((hit) => listReason(hit, name)),
        recommendation: ban ? withBan(policy, advised, ban.entry.list) : advised,
      }),
    );
  }
  return opened;
}

/** By account, what of the lists names some people who joined. */
export async function hitsOf(
  { tx, now }: Pick<Judging, 'tx' | 'now'>,
  platform: string,
  people: readonly Pick<MemberJoin, 'account'>[],
): Promise<ReadonlyMap<string, readonly ListHit[]>> {
  const entries = await listingsOf(tx, { kinds: ['account'], values: people.map(({ account }) => account) });
  const counting = entries.filter(
    (entry) =>
      entry.platform === platform &&
      !entry.excepted &&
      entry.effect !== 'off' &&
      (entry.expiresAt === null || entry.expiresAt > now),
  );
  const by = new Map<string, ListHit[]>();
  for (const { account } of people) {
    const own = counting.filter(({ value }) => value.toLowerCase() === account.toLowerCase());
    if (own.length > 0)
      by.set(
        account,
        own.map((entry) => ({ entry, found: entry.value })),
      );
  }
  return by;
}
