import { z } from 'zod';
import type { Rule } from '../../../domain/rule.ts';
import type { Severity } from '../../../domain/severity.ts';
import type { LoginScore } from '../../../domain/unusual.ts';
import { countryText } from '../../../messages/catalogue/terms.ts';
import { percentText, reasonText } from '../../../messages/catalogue/unusual.ts';
import type { AlertFinding, RuleVoice } from '../../alert-finding.ts';
import { shown } from '../attack-words.ts';
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
  bind(input: unknown): { params: UnusualLoginParams; words: string } {
    const parsed = params.parse(input);
    return {
      params: parsed,
      words:
        `A login is more unusual for its account than ${parsed.min_percent} % of all, for at least ${parsed.min_reasons} ` +
        `${parsed.min_reasons === 1 ? 'reason' : 'reasons'}; at most ${parsed.max_per_day} alerts a day`,
    };
  },
};

const MOST_REASONS = 3;

/** What an unusual login is told by; null where its rule cannot be read. */
export function unusualVoice(rule: Rule): { voice: RuleVoice; params: UnusualLoginParams } | null {
  if (!params.safeParse(rule.params).success) return null;
  const bound = unusualLogin.bind(rule.params);
  return { voice: { rule, words: bound.words }, params: bound.params };
}

/** An unusual login as an alert is raised from it: what happened, and why it stands out, in words. */
export function unusualFinding(
  voice: RuleVoice,
  login: Login,
  score: Pick<LoginScore, 'reasons' | 'share'>,
): AlertFinding {
  const { sequence: id, occurredAt: first, account, address, country } = login;
  const said = score.reasons.map((reason) => reasonText(reason));
  return {
    voice,
    fingerprint: `unusual_login:${account}`,
    happenings: [{ kind: 'login', id, first, last: first, account, address, country }],
    tell: ({ count }) => ({
      title: `Unusual login of ${shown(account)}${count > 1 ? ` (${count})` : ''}: ${said.slice(0, MOST_REASONS).join(', ')}`,
      facts: [
        { label: 'Account', value: shown(account) },
        { label: 'Why', value: said.join('; ') },
        { label: 'How unusual', value: `More than ${percentText(score.share)} % of all logins` },
        ...(country === null ? [] : [{ label: 'Country', value: `${countryText(country, 'en')} (${country})` }]),
        ...(address === null ? [] : [{ label: 'Address', value: address }]),
        ...(login.device === null ? [] : [{ label: 'Device', value: shown(login.device) }]),
      ],
    }),
  };
}
