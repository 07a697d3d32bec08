import type { PeakCount } from '../../../db/conversation-peaks.ts';
import { joinsBetween, type MemberJoin } from '../../../db/member-joins.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { ContentPolicy } from '../../../domain/content-policy.ts';
import { type GuardedChannel, STRICTNESS } from '../../../domain/moderation.ts';
import { JOINING, type JoinTrigger, type ModerationPolicy } from '../../../domain/moderation-policy.ts';

/** What a trigger sees of who joins: how many, and who, within one stretch of time. */
export interface JoinPeak {
  value: number;
  people: readonly MemberJoin[];
}

/** After so long without anybody joining it is another raid. */
export const RAID_GAP_MS = 30 * 60_000;
const MOST_LOOKED_AT = 20_000;
const DAY_MS = 86_400_000;
/** Names as short as this are alike by chance. */
const LEAST_ALIKE = 4;

/** The most that joined within the policy's seconds, as each trigger counts it; oldest first is expected. Each account counts once. */
export function joinPeaks(joins: readonly MemberJoin[], policy: ContentPolicy['joins']): Record<JoinTrigger, JoinPeak> {
  const peaks = Object.fromEntries(JOINING.map((one) => [one, { value: 0, people: [] }])) as unknown as Record<
    JoinTrigger,
    JoinPeak
  >;
  const see = (trigger: JoinTrigger, people: readonly MemberJoin[]): void => {
    if (people.length > peaks[trigger].value) peaks[trigger] = { value: people.length, people };
  };
  let from = 0;
  for (const [i, { at }] of joins.entries()) {
    while (joins[from]!.at.getTime() <= at.getTime() - policy.seconds * 1000) from++;
    // a longer stretch is yet to come
    if (joins[i + 1] && joins[i + 1]!.at.getTime() - joins[from]!.at.getTime() < policy.seconds * 1000) continue;
    const within = [...new Map(joins.slice(from, i + 1).map((one) => [one.account, one])).values()];
    see('raid', within);
    see(
      'new_accounts',
      within.filter((one) => isYoung(one, policy)),
    );
    for (const alike of Map.groupBy(within, ({ name }) => patternOf(name)))
      if (alike[0]) see('alike_accounts', alike[1]);
  }
  return peaks;
}

export const isYoung = ({ at, madeAt }: MemberJoin, { youngDays }: ContentPolicy['joins']): boolean =>
  madeAt !== null && at.getTime() - madeAt.getTime() < youngDays * DAY_MS;

/** `Anna_4711` and `anna_23` are one; empty for what is too short to say anything. */
export function patternOf(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase().trim().replaceAll(/\d+/g, '#');
  return plain.replaceAll(/[^\p{L}]/gu, '').length >= LEAST_ALIKE ? plain : '';
}

/** The strictest of some channels: where many join, that one decides. */
export const strictestOf = (channels: readonly GuardedChannel[]): GuardedChannel | undefined =>
  channels
    .filter(({ strictness }) => strictness !== 'off')
    .toSorted((a, b) => STRICTNESS.indexOf(b.strictness) - STRICTNESS.indexOf(a.strictness))[0];

/** How high each trigger for joins rose in each run of joins between, one run ending with half an hour in which nobody joins. */
export async function joinsLately(
  tx: OrgDb,
  { content }: Pick<ModerationPolicy, 'content'>,
  { from, to }: { from: Date; to: Date },
  channels: readonly GuardedChannel[],
): Promise<PeakCount[]> {
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  const joins = await joinsBetween(tx, { from, to, limit: MOST_LOOKED_AT });
  return [...Map.groupBy(joins, ({ channelId }) => placeOf(byId.get(channelId))).values()].flatMap((here) => {
    const place = placeOf(byId.get(here[0]!.channelId));
    const channel = strictestOf(channels.filter((one) => placeOf(one) === place));
    if (!channel) return [];
    return runsOf(here).flatMap((run) => {
      const peaks = joinPeaks(run, content.joins);
      return JOINING.filter((trigger) => peaks[trigger].value > 0).map((trigger) => ({
        trigger,
        channelId: channel.id,
        bucket: 100 * peaks[trigger].value,
        sessions: 1,
      }));
    });
  });
}

/** A server of Discord is one place; elsewhere people join channels. */
export const placeOf = (channel: GuardedChannel | undefined): string =>
  channel === undefined
    ? ''
    : channel.platform === 'discord'
      ? `discord ${channel.workspace}`
      : `${channel.platform} ${channel.workspace} ${channel.channel}`;

function runsOf(joins: readonly MemberJoin[]): MemberJoin[][] {
  const runs: MemberJoin[][] = [];
  for (const join of joins) {
    const last = runs.at(-1);
    if (last && join.at.getTime() - last.at(-1)!.at.getTime() <= RAID_GAP_MS) last.push(join);
    else runs.push([join]);
  }
  return runs;
}
