import { listGuardedChannels } from '../../db/guarded-channels.ts';
import { countSilentHits, keepSilentHit, silentOffenders } from '../../db/silent-hits.ts';
import { JOINING, type ModerationPolicy, TRIGGERS, type Trigger, thresholdIn } from '../../domain/moderation-policy.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { silentWords } from '../../messages/catalogue/silent-triggers.ts';
import type { SilentShown } from '../../messages/views/silent-card.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { culpritsOf, type Judging } from './culprits.ts';
import { firedOn, lineIn, type Seen } from './fired.ts';
import { joinsLately } from './joins/join-peaks.ts';
import type { JudgedSession, JudgingWork } from './judged-session.ts';
import { currentPolicy, type PolicyVersion, setPolicy } from './policy.ts';
import { grantsLately } from './powers/take-grants.ts';
import type { SaidMessage } from './said-message.ts';

const DAY_MS = 86_400_000;
export const SILENT_DAYS = 30;
const MOST_NAMES = 5;

/** The policy as if those of its triggers were on that run silently, and no others. */
const onlySilent = (policy: ModerationPolicy): ModerationPolicy => ({
  ...policy,
  triggers: withModes(policy, (on) => on === 'silent'),
});

/** The policy as if what runs silently were on as well. */
const withSilent = (policy: ModerationPolicy): ModerationPolicy => ({
  ...policy,
  triggers: withModes(policy, (on) => on !== false),
});

const withModes = (
  { triggers }: ModerationPolicy,
  mode: (on: ModerationPolicy['triggers'][Trigger]['on']) => boolean,
): ModerationPolicy['triggers'] =>
  Object.fromEntries(
    TRIGGERS.map((name) => [name, { ...triggers[name], on: mode(triggers[name].on) }]),
  ) as ModerationPolicy['triggers'];

/** Writes down what triggers that run silently would have raised in a conversation; nobody is told, and no case is opened. */
export async function noteSilent(
  { tx, now }: JudgingWork,
  { policy, version }: PolicyVersion,
  judged: JudgedSession,
  {
    exceptions,
    seen,
    saidLast,
    newcomers,
  }: Pick<Judging, 'exceptions' | 'newcomers'> & {
    seen: ReadonlyMap<Trigger, Seen>;
    saidLast: () => Promise<SaidMessage[]>;
  },
): Promise<void> {
  const fired = firedOn(onlySilent(policy), exceptions, judged, seen);
  if (fired.length === 0) return;
  const said = await saidLast();
  const judging = {
    exceptions,
    content: policy.content,
    listed: judged.listed,
    newcomers,
    overLine: lineIn(withSilent(policy), exceptions, judged.channel),
  };
  for (const one of fired) {
    const culprits = culpritsOf(one, judged, said, judging);
    if (!culprits) continue;
    const { trigger, value, threshold } = one;
    const { id: sessionId } = judged.session;
    await keepSilentHit(tx, {
      ...{ sessionId, trigger, value, threshold },
      offender: culprits.chief,
      policyVersion: version,
      at: now,
    });
  }
}

/**
 * What each trigger that runs silently would have raised in the last 30 days: how many cases, on whom, and how many of those
 * conversations have a case that people acted on, or dismissed; for whoever may see what moderation does.
 */
export async function seeSilent({
  tx,
  principal,
  now,
}: Pick<Work, 'tx' | 'principal' | 'now'>): Promise<SilentShown[]> {
  authorise(principal, 'moderation.read');
  const from = new Date(now.getTime() - SILENT_DAYS * DAY_MS);
  const { policy } = await currentPolicy(tx);
  const counts = new Map((await countSilentHits(tx, from)).map((one) => [one.trigger, one]));
  const people = Map.groupBy(await silentOffenders(tx, from, MOST_NAMES), ({ trigger }) => trigger);
  const channels = await listGuardedChannels(tx);
  const outside = [
    ...(await joinsLately(tx, policy, { from, to: now }, channels)),
    ...(await grantsLately(tx, { from, to: now }, channels)),
  ];
  const silent = onlySilent(policy);
  for (const trigger of [...JOINING, 'power'] as const) {
    const hits = outside.filter((one) => {
      const { strictness = 'off' } = channels.find(({ id }) => id === one.channelId) ?? {};
      const line = thresholdIn(silent, trigger, strictness);
      return one.trigger === trigger && line !== null && one.bucket >= 100 * line;
    }).length;
    if (hits > 0) counts.set(trigger, { trigger, hits, acted: 0, dismissed: 0, open: 0, since: from });
  }
  return TRIGGERS.filter((trigger) => policy.triggers[trigger].on === 'silent').map((trigger) => ({
    ...{ hits: 0, acted: 0, dismissed: 0, open: 0, since: null },
    ...counts.get(trigger),
    trigger,
    people: (people.get(trigger) ?? []).map(({ account, name, hits }) => ({ account, name, hits })),
  }));
}

/** What came of it, in the language of whoever pressed it. */
export const turnedOnText = (
  work: Pick<Work, 'principal'>,
  { version, done }: { version: number; done: boolean },
): string => {
  const words = wordsFor(work, silentWords);
  return done ? words.turnedOn(version) : words.already;
};

/** Has a trigger that runs silently open cases from now on, as a new version of the policy. `done` is false where it does already. */
export async function turnOn(work: Work, name: string): Promise<{ version: number; done: boolean }> {
  authorise(work.principal, 'moderation.rules');
  const trigger = TRIGGERS.find((one) => one === name);
  if (!trigger) throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat('which rule'));
  const { policy, version } = await currentPolicy(work.tx);
  const { on } = policy.triggers[trigger];
  if (on === true) return { version, done: false };
  if (on === false) throw new SafeNestError('conflict', wordsFor(work, silentWords).switchedOff);
  const triggers = { ...policy.triggers, [trigger]: { ...policy.triggers[trigger], on: true } };
  const set = await setPolicy(work, { policy: { ...policy, triggers }, note: `${trigger}: on, after it ran silently` });
  return { version: set.version, done: true };
}
