import { z } from 'zod';
import { TRIGGERS, type Trigger, unitOf } from '../../domain/moderation-policy.ts';
import { decisionWords } from '../../messages/catalogue/decisions.ts';
import { moderationWords } from '../../messages/catalogue/moderation-case.ts';
import { proposalTitles } from '../../messages/catalogue/proposal-titles.ts';
import { digest, kind } from '../proposal-kind.ts';
import { currentPolicy, readPolicy, setPolicy } from './policy.ts';

const values = z.strictObject({ relaxed: z.number(), normal: z.number(), strict: z.number() });
type Values = z.output<typeof values>;

/** Sets the thresholds of one trigger of the moderation policy, as a version of its own. */
export const changePolicy = kind({
  schema: z.strictObject({
    trigger: z.enum(TRIGGERS),
    to: values,
    /** How they are before the change. */
    was: values.optional(),
  }),
  asks: 'moderation.rules',
  async settle({ tx }, { trigger, to }) {
    const { policy } = await currentPolicy(tx);
    const { on, ...was } = policy.triggers[trigger];
    readPolicy({ ...policy, triggers: { ...policy.triggers, [trigger]: { on, ...to } } });
    return { trigger, to, was };
  },
  describe: ({ trigger, to, was }, language) =>
    proposalTitles[language].threshold(
      language === 'en' ? trigger.replaceAll('_', ' ') : moderationWords[language].triggers[trigger],
      `${was ? `${shown(was)} → ` : ''}${shown(to)}`,
    ),
  severity: () => null,
  matter: ({ trigger, to }) => ({ trigger, to }),
  async standing(tx, { trigger }) {
    const { policy, version } = await currentPolicy(tx);
    return {
      mark: digest(policy.triggers[trigger]),
      words: `the threshold of “${trigger.replaceAll('_', ' ')}” is ${shown(policy.triggers[trigger])} by now (version ${version})`,
    };
  },
  async run(work, { trigger, to }) {
    const { policy } = await currentPolicy(work.tx);
    const changed = { ...policy, triggers: { ...policy.triggers, [trigger]: { ...policy.triggers[trigger], ...to } } };
    const { version } = await setPolicy(work, { policy: changed, note: (work.via ?? '').slice(0, 100) });
    return {
      text: (language) => decisionWords[language].policyHolds(version),
      undo: null,
    };
  },
});

const shown = ({ relaxed, normal, strict }: Values): string => `${relaxed} / ${normal} / ${strict}`;

const STEP = { score: 0.05, conversation: 10, count: 2 } as const;
const MOST = { score: 0.99, conversation: 95, count: 100 } as const;

/** One step less sensitive; null where it cannot be. */
export function lessSensitive(trigger: Trigger, now: Values): Values | null {
  const unit = unitOf(trigger);
  const raised = (value: number): number => Math.min(MOST[unit], Math.round((value + STEP[unit]) * 100) / 100);
  const to = { relaxed: raised(now.relaxed), normal: raised(now.normal), strict: raised(now.strict) };
  return to.normal > now.normal ? to : null;
}
