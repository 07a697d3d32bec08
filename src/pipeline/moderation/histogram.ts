import { type PeakCount, sessionPeaks } from '../../db/moderation-labels.ts';
import { STRICTNESS, type Strictness } from '../../domain/moderation.ts';
import {
  MOST_COUNTED,
  type ModerationPolicy,
  TRIGGERS,
  type Trigger,
  type TriggerUnit,
  unitOf,
} from '../../domain/moderation-policy.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { OFFENSIVE } from './fired.ts';

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
/** Shorter texts are said again by chance: `ok`, `thanks`. */
const SHORTEST_REPEAT = 12;

/**
 * How often each threshold of a policy would have fired in the last 30 days, over the conversations as they are stored: to be looked at
 * before the policy holds. It is an estimate: attackers are counted by whom they mention or answer, over the whole conversation, and
 * those who only use a name or “you” are not; repeats and calls are counted over whole conversations, too. Channels that are left alone have no scores and count nothing.
 */
export async function thresholdHistogram(
  { tx, principal, now }: Pick<Work, 'tx' | 'principal' | 'now'>,
  policy: Pick<ModerationPolicy, 'triggers'>,
  days: number = LOOKED_BACK_DAYS,
): Promise<ThresholdHistogram> {
  authorise(principal, 'moderation.read');
  const from = new Date(now.getTime() - Math.min(Math.max(days, 1), LOOKED_BACK_DAYS) * DAY_MS);
  const peaks = await sessionPeaks(tx, {
    from,
    to: new Date(now.getTime() + 1),
    hostileFrom: OFFENSIVE,
    shortestRepeat: SHORTEST_REPEAT,
    mostCounted: MOST_COUNTED,
  });
  const byTrigger = Map.groupBy(peaks, ({ trigger }) => trigger);
  const conversations = Math.max(
    0,
    ...[...byTrigger.values()].map((all) => all.reduce((sum, { sessions }) => sum + sessions, 0)),
  );
  return {
    from,
    to: now,
    conversations,
    triggers: TRIGGERS.map((trigger) => histogramOf(policy, trigger, byTrigger.get(trigger) ?? [])),
  };
}

function histogramOf(
  policy: Pick<ModerationPolicy, 'triggers'>,
  trigger: Trigger,
  peaks: readonly PeakCount[],
): TriggerHistogram {
  const unit = unitOf(trigger);
  const scale = unit === 'score' ? 100 : 1;
  const { on, ...thresholds } = policy.triggers[trigger];
  const heights = new Map<number, number>();
  for (const { bucket, sessions } of peaks) heights.set(bucket, (heights.get(bucket) ?? 0) + sessions);
  const from = (threshold: number): number => Math.round(threshold * scale);
  const reached = (threshold: number, some: readonly PeakCount[] = peaks): number =>
    some.reduce((sum, { bucket, sessions }) => sum + (bucket >= from(threshold) ? sessions : 0), 0);
  const strict = STRICTNESS.filter((one) => one !== 'off');
  return {
    trigger,
    unit,
    points: [...heights].sort(([a], [b]) => a - b).map(([at, count]) => ({ at: at / scale, conversations: count })),
    fired: Object.fromEntries(strict.map((one) => [one, reached(thresholds[one])])) as Counts,
    firedHere: on
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
