import { watchesAccounts } from '../../../db/block-entries.ts';
import { lockCase, saveCase } from '../../../db/cases.ts';
import { joinsBetween, keepJoins, type MemberJoin, runningCaseOf } from '../../../db/member-joins.ts';
import { lockModerationHead } from '../../../db/moderation-head.ts';
import { addOutboxOnce } from '../../../db/outbox.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { GuardedChannel, ModerationCase } from '../../../domain/moderation.ts';
import {
  JOINING,
  type JoinTrigger,
  type ModerationPolicy,
  NEEDS_JOINS,
  severityOf,
  thresholdIn,
} from '../../../domain/moderation-policy.ts';
import { oneLine } from '../../../domain/text.ts';
import { caseSummary } from '../../../messages/case-text.ts';
import type { WaitingNews } from '../../../messages/outbound.ts';
import { beginCase } from '../begin-case.ts';
import { exceptionsIn } from '../fired.ts';
import { recommend, strikesNow } from '../ladder.ts';
import { judgeListedJoins } from '../lists/listed-joins.ts';
import { currentPolicy } from '../policy.ts';
import { isYoung, type JoinPeak, joinPeaks, RAID_GAP_MS, strictestOf } from './join-peaks.ts';
import { keepByPlace } from './keep-by-place.ts';

/** So many of a raid are named in its case. */
const MOST_NAMED = 50;
const MOST_LOOKED_AT = 5000;

export interface TakenJoins {
  /** Null where nothing minds who joins: then nothing is kept. */
  fresh: boolean[] | null;
  news: WaitingNews[];
}

/** Whether anything of a policy minds who joins: a line, or an account on a block list. */
const mindsWhoJoins = async (tx: OrgDb, { triggers }: Pick<ModerationPolicy, 'triggers'>): Promise<boolean> =>
  NEEDS_JOINS.some((trigger) => triggers[trigger].on !== false) || (triggers.listed.on === true && watchesAccounts(tx));

/**
 * Takes in who joined where channels are guarded, and opens one case for a raid: that names who joined, grows while it goes on, and acts
 * on nobody by itself. Holds `moderation_head`, so that two processes open one case.
 */
export async function takeJoins(
  { tx, now }: { tx: OrgDb; now: Date },
  joins: readonly MemberJoin[],
): Promise<TakenJoins> {
  const { policy, version } = await currentPolicy(tx);
  if (!(await mindsWhoJoins(tx, policy))) return { fresh: null, news: [] };
  await lockModerationHead(tx);
  const { fresh, places } = await keepByPlace({ tx, now }, joins, keepJoins);
  const news: WaitingNews[] = [];
  for (const { here, told: came } of places) {
    const judging = { tx, now, policy, version };
    const told = await judgeJoins(judging, here, came);
    // who is named as one of a raid needs no case of their own
    const raiders = new Set(told?.offenders.map(({ account }) => account));
    const apart = came.filter(({ account }) => !raiders.has(account));
    for (const one of [...(told ? [told] : []), ...(await judgeListedJoins(judging, here, apart))])
      news.push(...(await addOutboxOnce(tx, [{ kind: 'case_changed', subject: one.id, severity: one.severity }])));
  }
  return { fresh, news };
}

export interface Judging {
  tx: OrgDb;
  now: Date;
  policy: ModerationPolicy;
  version: number;
}

async function judgeJoins(
  { tx, now, policy, version }: Judging,
  here: readonly GuardedChannel[],
  came: readonly MemberJoin[],
): Promise<ModerationCase | null> {
  const channel = strictestOf(here);
  if (!channel) return null;
  const times = came.map(({ at }) => at.getTime());
  const ids = here.map(({ id }) => id);
  const number = await runningCaseOf(tx, 'raid', ids, new Date(now.getTime() - RAID_GAP_MS));
  const known = number === undefined ? null : await lockCase(tx, { number });
  // what people dismissed stays so for a while
  if (known && (known.state === 'dismissed' || known.state === 'overturned')) return null;
  const { seconds } = policy.content.joins;
  const since = Math.min(...times, known ? known.openedAt.getTime() : Number.POSITIVE_INFINITY) - seconds * 1000;
  const to = new Date(Math.max(...times) + seconds * 1000);
  const { accounts, triggers: exempt } = exceptionsIn(policy, channel);
  const joins = (await joinsBetween(tx, { from: new Date(since), to, limit: MOST_LOOKED_AT })).filter(
    (join) => ids.includes(join.channelId) && !accounts.has(join.account),
  );
  const peaks = joinPeaks(joins, policy.content.joins);
  const fired = JOINING.filter((trigger) => {
    const line = exempt.has(trigger) ? null : thresholdIn(policy, trigger, channel.strictness);
    return line !== null && peaks[trigger].value >= line;
  });
  if (fired.length === 0 && !known) return null;
  const people = known ? joins.filter(({ at }) => at.getTime() >= since) : widest(fired, peaks);
  const named = [...new Map(people.map((join) => [join.account, join])).values()];
  const offenders = named
    .slice(0, MOST_NAMED)
    .map(({ account, name }) => ({ account, name: oneLine(name, 100) || account, messages: 1, worst: 0 }));
  const reasons = reasonsOf(peaks, policy, named);
  if (known) {
    const before = new Set(known.offenders.map(({ account }) => account));
    const joined = offenders.filter(({ account }) => !before.has(account));
    const more = fired.filter((trigger) => !known.triggers.includes(trigger));
    if (joined.length === 0 && more.length === 0) return null;
    const grown: ModerationCase = {
      ...known,
      offenders: [...known.offenders, ...joined].slice(0, MOST_NAMED),
      triggers: [...known.triggers, ...more],
      reasons,
      updatedAt: now,
      ...(known.state === 'acted'
        ? { state: 'open' as const, decidedAt: null, decidedBy: null, decidedById: null, note: null }
        : {}),
    };
    grown.summary = caseSummary(grown, 'en');
    await saveCase(tx, grown);
    return grown;
  }
  const [first] = offenders;
  const severity = severityOf(policy, 'raid', 0);
  const strikes = await strikesNow(tx, policy, channel, first!.account, now, null);
  return beginCase(tx, now, {
    ...{ sessionId: null, channel, thread: null, kind: 'raid', severity },
    offender: { account: first!.account, name: first!.name },
    ...{ target: null, offenders, score: 0, triggers: [...fired], reasons, course: [] },
    ...{ recommendation: recommend(policy, severity, strikes), policyVersion: version },
  });
}

const widest = (fired: readonly JoinTrigger[], peaks: Record<JoinTrigger, JoinPeak>): readonly MemberJoin[] =>
  fired.map((trigger) => peaks[trigger].people).toSorted((a, b) => b.length - a.length)[0] ?? [];

/** Why, in plain English as reasons are stored. */
function reasonsOf(
  peaks: Record<JoinTrigger, JoinPeak>,
  { content: { joins: policy } }: ModerationPolicy,
  people: readonly MemberJoin[],
): string[] {
  const young = people.filter((one) => isYoung(one, policy)).length;
  const plain = people.filter((one) => one.plain).length;
  const alike = peaks.alike_accounts.people;
  return [
    `${peaks.raid.value} accounts joined within ${policy.seconds} s`,
    ...(young > 0 ? [`${young} of them made in the last ${policy.youngDays} days`] : []),
    ...(alike.length > 1
      ? [
          `${alike.length} of them have names alike (${alike
            .slice(0, 3)
            .map(({ name }) => oneLine(name, 40).replaceAll(/[()]/g, ''))
            .join(', ')})`,
        ]
      : []),
    ...(plain > 0 ? [`${plain} of them have no picture`] : []),
  ];
}
