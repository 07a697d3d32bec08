import { countConversations, type PeakCount, peakCounts } from '../../db/conversation-peaks.ts';
import { listGuardedChannels } from '../../db/guarded-channels.ts';
import { STRICTNESS, type Strictness } from '../../domain/moderation.ts';
import {
  type ModerationPolicy,
  TRIGGERS,
  type Trigger,
  type TriggerUnit,
  unitOf,
} from '../../domain/moderation-policy.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { exceptionsIn } from './fired.ts';
import { joinsLately } from './joins/join-peaks.ts';
import { refusedLately } from './posting/posted-lately.ts';
import { grantsLately } from './powers/take-grants.ts';

type Counts = Record<Exclude<Strictness, 'off'>, number>;

/** How high what a trigger looks at rose in the conversations of some days. */
export interface TriggerHistogram {
  trigger: Trigger;
  unit: TriggerUnit;
  /** For each height that a conversation reached, how many reached just it; ascending. `at` is in the trigger's unit. */
  points: { at: number; conversations: number }[];
  /** How often a threshold would have fired: once for each conversation that reached it, were all channels of that strictness. */
  fired: Counts;
  /** The same with every channel as strict as it is. */
  firedHere: number;
}

export interface ThresholdHistogram {
  from: Date;
  to: Date;
  /** Conversations of the time. */
  conversations: number;
  triggers: TriggerHistogram[];
}

const DAY_MS = 86_400_000;
export const LOOKED_BACK_DAYS = 30;

/**
 * How often each threshold of a policy would have fired in the last 30 days: once for each conversation in which what it looks at stood as
 * high when it was judged. It is what really fires, counted from what judging itself saw: with the same names, aims and exemptions of
 * accounts that held then. What the policy exempts a channel from counts nothing there. Refused links, invites and files are looked for
 * anew, by the policy's own lists; of who joined or was given power, each run of that counts once.
 */
export async function thresholdHistogram(
  { tx, principal, now }: Pick<Work, 'tx' | 'principal' | 'now'>,
  policy: Pick<ModerationPolicy, 'triggers' | 'exemptions' | 'content'>,
  days: number = LOOKED_BACK_DAYS,
): Promise<ThresholdHistogram> {
  authorise(principal, 'moderation.read');
  const from = new Date(now.getTime() - Math.min(Math.max(days, 1), LOOKED_BACK_DAYS) * DAY_MS);
  const to = new Date(now.getTime() + 1);
  const channels = await listGuardedChannels(tx);
  const peaks = [
    ...(await peakCounts(tx, { from, to })),
    ...(await refusedLately(tx, policy, { from, to }, channels)),
    ...(await joinsLately(tx, policy, { from, to }, channels)),
    ...(await grantsLately(tx, { from, to }, channels)),
  ];
  const places = new Map(
    channels.map((channel) => [
      channel.id,
      { strictness: channel.strictness, exempt: exceptionsIn(policy, channel).triggers },
    ]),
  );
  const found = peaks.flatMap(({ trigger, channelId, ...rest }): Peak[] => {
    const place = places.get(channelId);
    return place && !place.exempt.has(trigger as Trigger) ? [{ ...rest, trigger, strictness: place.strictness }] : [];
  });
  const byTrigger = Map.groupBy(found, ({ trigger }) => trigger);
  return {
    from,
    to: now,
    conversations: await countConversations(tx, { from, to }),
    triggers: TRIGGERS.map((trigger) => histogramOf(policy, trigger, byTrigger.get(trigger) ?? [])),
  };
}

interface Peak extends Pick<PeakCount, 'trigger' | 'bucket' | 'sessions'> {
  strictness: Strictness;
}

function histogramOf(
  policy: Pick<ModerationPolicy, 'triggers'>,
  trigger: Trigger,
  peaks: readonly Peak[],
): TriggerHistogram {
  const unit = unitOf(trigger);
  const { on, ...thresholds } = policy.triggers[trigger];
  const heights = new Map<number, number>();
  for (const { bucket, sessions } of peaks) {
    const at = unit === 'score' ? bucket / 100 : Math.floor(bucket / 100);
    if (at > 0) heights.set(at, (heights.get(at) ?? 0) + sessions);
  }
  const from = (threshold: number): number => Math.round(threshold * 100);
  const reached = (threshold: number, some: readonly Peak[] = peaks): number =>
    some.reduce((sum, { bucket, sessions }) => sum + (bucket >= from(threshold) ? sessions : 0), 0);
  const strict = STRICTNESS.filter((one) => one !== 'off');
  return {
    trigger,
    unit,
    points: [...heights].sort(([a], [b]) => a - b).map(([at, count]) => ({ at, conversations: count })),
    fired: Object.fromEntries(strict.map((one) => [one, reached(thresholds[one])])) as Counts,
    firedHere:
      on !== false
        ? strict.reduce(
            (sum, one) =>
              sum +
              reached(
                thresholds[one],
                peaks.filter(({ strictness }) => strictness === one),
              ),
            0,
          )
        : 0,
  };
}
