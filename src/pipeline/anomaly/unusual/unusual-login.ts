import { z } from 'zod';
import type { Language } from '../../../domain/language.ts';
import type { Rule } from '../../../domain/rule.ts';
import type { Severity } from '../../../domain/severity.ts';
import type { LoginScore } from '../../../domain/unusual.ts';
import { ruleSentences } from '../../../messages/catalogue/rule-sentences.ts';
import { numberText } from '../../../messages/catalogue/terms.ts';
import { type AlertFinding, type RuleVoice, worded } from '../../alert-finding.ts';
import type { Login } from '../detector.ts';

const params = z.strictObject({
  min_percent: z
    .number()
    .min(90)
    .max(99.99)
    .default(99.5)
    .describe('Only logins more unusual than so many percent of all'),
  min_reasons: z.int().min(1).max(5).default(2).describe('… for at least so many reasons that can be said in words'),
  max_per_day: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .describe('At most so many alerts in 24 hours; the rest is listed under Anomalies'),
});
export type UnusualLoginParams = z.output<typeof params>;

/** An unusual login, as a kind of rule: scored after it was stored, not while it is. */
export const unusualLogin = {
  kind: 'unusual_login',
  title: 'Unusual login',
  severity: 'medium' as Severity,
  cooldownSeconds: 24 * 3600,
  params,
  bind(input: unknown): { params: UnusualLoginParams; words: (language: Language) => string } {
    const parsed = params.parse(input);
    const { min_percent, min_reasons: reasons, max_per_day: perDay } = parsed;
    return {
      params: parsed,
      words: (language) =>
        ruleSentences[language].unusualLogin({ percent: numberText(min_percent, language), reasons, perDay }),
    };
  },
};

/** What an unusual login is told by; null where its rule cannot be read. */
export function unusualVoice(rule: Rule): { voice: RuleVoice; params: UnusualLoginParams } | null {
  if (!params.safeParse(rule.params).success) return null;
  const bound = unusualLogin.bind(rule.params);
  return { voice: { rule, words: bound.words('en') }, params: bound.params };
}

/** An unusual login as an alert is raised from it: what happened, and why it stands out, in words. */
export function unusualFinding(
  voice: RuleVoice,
  login: Login,
  score: Pick<LoginScore, 'reasons' | 'share'>,
): AlertFinding {
  const { sequence: id, occurredAt: first, account, address, country } = login;
  return {
    voice,
    fingerprint: `unusual_login:${account}`,
    happenings: [{ kind: 'login', id, first, last: first, account, address, country }],
    tell: ({ count: events }) =>
      worded({
        kind: 'unusual_login',
        account,
        reasons: score.reasons,
        share: score.share,
        country,
        address,
        device: login.device,
        events,
      }),
  };
}
