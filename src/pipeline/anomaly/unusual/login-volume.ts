import { z } from 'zod';
import type { Language } from '../../../domain/language.ts';
import type { Rule } from '../../../domain/rule.ts';
import type { Severity } from '../../../domain/severity.ts';
import { ruleSentences } from '../../../messages/catalogue/rule-sentences.ts';
import { numberText } from '../../../messages/catalogue/terms.ts';
import { type AlertFinding, type RuleVoice, worded } from '../../alert-finding.ts';
import { type JudgedHour, LONGEST_SUSTAINED_MINUTES } from '../baselines/judge-hours.ts';
import type { Login } from '../detector.ts';

const params = z.strictObject({
  deviations: z
    .number()
    .min(1)
    .max(20)
    .default(2)
    .describe('From so many standard deviations above what is usual at that hour and weekday'),
  sustained_minutes: z
    .int()
    .min(0)
    .max(LONGEST_SUSTAINED_MINUTES)
    .default(0)
    .describe('Only what has been unusual for so long, without a pause of an hour; 0 means at once'),
  min_in_hour: z
    .int()
    .min(2)
    .max(10_000)
    .default(20)
    .describe('Only from so many successful logins of one account in an hour on'),
});
export type LoginVolumeParams = z.output<typeof params>;

/** Many more successful logins of one account than that hour usually has, as a kind of rule: judged after they were stored. */
export const loginVolume = {
  kind: 'login_volume',
  title: 'More logins than usual',
  severity: 'low' as Severity,
  cooldownSeconds: 4 * 3600,
  params,
  bind(input: unknown): { params: LoginVolumeParams; words: (language: Language) => string } {
    const parsed = params.parse(input);
    const { min_in_hour, deviations, sustained_minutes } = parsed;
    return {
      params: parsed,
      words: (language) => {
        const words = ruleSentences[language];
        const told = words.loginVolume(min_in_hour, numberText(deviations, language));
        return sustained_minutes > 0 ? `${told}${words.lasting(sustained_minutes)}` : told;
      },
    };
  },
};

/** A rule of this kind, ready to tell; null where its settings cannot be read. */
export function volumeVoice(rule: Rule): { voice: RuleVoice; params: LoginVolumeParams } | null {
  if (rule.kind !== loginVolume.kind || !params.safeParse(rule.params).success) return null;
  const bound = loginVolume.bind(rule.params);
  return { voice: { rule, words: bound.words('en') }, params: bound.params };
}

/** An account that signs in more often than usual, as an alert is raised from it; the logins in order of time. */
export function volumeFinding(
  voice: RuleVoice,
  logins: readonly Login[],
  { count, mean, sigmas }: JudgedHour,
): AlertFinding {
  const { account } = logins[0]!;
  return {
    voice,
    fingerprint: `login_volume:${account}`,
    happenings: logins.map(({ sequence: id, occurredAt: first, address, country }) => ({
      kind: 'login',
      id,
      first,
      last: first,
      account,
      address,
      country,
    })),
    tell: ({ count: events }) => worded({ kind: 'login_volume', account, inHour: count, mean, sigmas, events }),
  };
}
