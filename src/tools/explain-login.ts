import { z } from 'zod';
import { accountsCalled } from '../db/baselines.ts';
import { deviceName } from '../domain/device-name.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { parseRange, RANGE_WORDS } from '../domain/time-range.ts';
import type { BaselineState, LoginScore } from '../domain/unusual.ts';
import { SafeNestError } from '../errors.ts';
import type { Citation } from '../messages/card.ts';
import { percentText, reasonText } from '../messages/catalogue/unusual.ts';
import { pathOf } from '../messages/links.ts';
import { timeText } from '../messages/time-text.ts';
import { localParts } from '../pipeline/account-called.ts';
import { explainLogin, unusualLogins, usualOf } from '../pipeline/anomaly/unusual/see-unusual.ts';
import { namedByReference } from '../pipeline/log-subjects.ts';
import { defineTool, type ToolContext } from './define-tool.ts';

/** A login that stood out. Accounts and devices come out of logs. */
export interface UnusualLoginData {
  ref: string;
  quoted_account: string;
  time: string;
  /** Of all logins so many percent are less unusual. */
  percent: string;
  /** Why, in the asker's language. */
  quoted_reasons: string[];
  verdict: 'false_alarm' | 'confirmed' | null;
}

/** What `explain_login` answers. */
export type ExplainedLoginData = Record<string, unknown> &
  (
    | { about: 'list'; ready: boolean; range: string; logins: UnusualLoginData[] }
    | { about: 'login'; outcome: 'unusual'; login: UnusualLoginData }
    | { about: 'login'; outcome: 'ordinary' | 'failed' | 'not_ready'; ref: string; quoted_reasons: string[] }
    | { about: 'login'; outcome: 'too_new'; ref: string; quoted_account: string; logins: number }
    | { about: 'nobody'; quoted_account: string }
    | {
        about: 'account';
        quoted_account: string;
        state: BaselineState;
        from: string;
        to: string;
        /** 0 is Monday; none while too few of each have passed to tell. */
        weekdays: number[];
        quoted_places: string[];
        quoted_devices: string[];
        lately: UnusualLoginData[];
      }
  );

const SHOWN = 5;

export const explainLoginTool = defineTool({
  name: 'explain_login',
  description:
    'What is unusual of logins: the most unusual ones of a time (no id), why one login stands out (id, e.g. LOG-7QK3M9), or ' +
    'what is normal for an account: its hours, days, places, devices (account alone). Use it for "any unusual logins this week?", ' +
    '"why is this login unusual?", "is that normal for Tomas?", "when does he normally sign in?".',
  input: z.object({
    id: z.string().min(1).max(40).optional().describe('A login’s reference, e.g. LOG-7QK3M9'),
    account: z
      .string()
      .max(320)
      .optional()
      .describe('Whose: an account, a name, how it begins, or the alert it is about, e.g. ALR-18'),
    range: z.string().max(100).optional().describe(`Which time, by name; last_7d if left out. One of: ${RANGE_WORDS}`),
  }),
  access: 'read',
  permission: 'logs.read',
  async run(context, { id, account, range }) {
    if (id !== undefined) return oneLogin(context, sequenceOf(id));
    if (account !== undefined && range === undefined) return oneAccount(context, account);
    const { org, principal, now, language } = context;
    const time = parseRange(range ?? 'last_7d', { now, timeZone: principal.timeZone, language });
    if (!time) throw new SafeNestError('invalid_input', `Which time is meant by “${oneLine(range ?? '', 60)}”?`);
    const found = await org(async (tx) => {
      const [called] = account === undefined ? [] : await accountsCalled(tx, account, 1, localParts(account)[0]);
      if (account !== undefined && called === undefined) return null;
      const page = { from: time.from, to: time.to, limit: SHOWN, ...(called !== undefined && { account: called }) };
      return unusualLogins(tx, principal, page);
    });
    if (!found) {
      const data: ExplainedLoginData = { about: 'nobody', quoted_account: oneLine(account ?? '', 80) };
      return { data, citations: [] };
    }
    const { learned, logins } = found;
    const data: ExplainedLoginData = {
      about: 'list',
      ready: learned.ready,
      range: time.label,
      logins: logins.map((one) => unusualLoginData(one, context)),
    };
    return { data, citations: logins.map(unusualCitation) };
  },
});

async function oneLogin(context: ToolContext, sequence: number) {
  const { org, principal, language } = context;
  const found = await org((tx) => explainLogin(tx, principal, sequence));
  const ref = formatReference({ kind: 'event', number: sequence });
  const citations = [unusualCitation({ sequence, occurredAt: found.event.occurredAt })];
  if (found.outcome === 'unusual') {
    const data: ExplainedLoginData = {
      about: 'login',
      outcome: 'unusual',
      login: unusualLoginData(found.score, context),
    };
    return { data, citations };
  }
  if (found.outcome === 'too_new') {
    const { outcome, logins, event } = found;
    const data: ExplainedLoginData = {
      about: 'login',
      outcome,
      ref,
      quoted_account: oneLine(event.account, 80),
      logins,
    };
    return { data, citations };
  }
  const quoted_reasons = found.outcome === 'ordinary' ? found.reasons.map((one) => reasonText(one, language)) : [];
  const data: ExplainedLoginData = { about: 'login', outcome: found.outcome, ref, quoted_reasons };
  return { data, citations };
}

async function oneAccount(context: ToolContext, name: string) {
  const { org, principal, now } = context;
  const { named, usual } = await org(async (tx) => {
    // of an alert or a login: the account it is about
    const { user: named = name } = await namedByReference(tx, principal, { user: name }, context.language);
    if (named.includes(','))
      throw new SafeNestError('invalid_input', `${name} is about several accounts; say which one you mean.`);
    const [account] = await accountsCalled(tx, named, 1, localParts(named)[0]);
    return { named, usual: account === undefined ? null : await usualOf(tx, principal, account, now) };
  });
  if (!usual) {
    const data: ExplainedLoginData = { about: 'nobody', quoted_account: oneLine(named, 80) };
    return { data, citations: [] };
  }
  const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  const data: ExplainedLoginData = {
    about: 'account',
    quoted_account: oneLine(usual.account, 80),
    state: usual.state,
    from: clock(usual.hours.from),
    to: clock(usual.hours.to),
    weekdays: usual.weekdays,
    quoted_places: (usual.cities.length > 0 ? usual.cities : usual.countries)
      .slice(0, 3)
      .map((one) => oneLine(one, 40)),
    quoted_devices: [...new Set(usual.devices.map((one) => deviceName(one, { plain: true })))].slice(0, 3),
    lately: usual.lately.slice(0, 3).map((one) => unusualLoginData(one, context)),
  };
  return { data, citations: usual.lately.slice(0, 3).map(unusualCitation) };
}

/** A login that stood out, as it is told. */
export const unusualLoginData = (
  score: LoginScore,
  { principal, language }: Pick<ToolContext, 'principal' | 'language'>,
): UnusualLoginData => ({
  ref: formatReference({ kind: 'event', number: score.sequence }),
  quoted_account: oneLine(score.account, 80),
  time: timeText(score.occurredAt, principal.timeZone, language),
  percent: percentText(score.share, language),
  quoted_reasons: score.reasons.map((reason) => oneLine(reasonText(reason, language), 120)),
  verdict: score.verdict,
});

/** Where such a login is found. */
export const unusualCitation = ({ sequence, occurredAt }: Pick<LoginScore, 'sequence' | 'occurredAt'>): Citation => ({
  ref: formatReference({ kind: 'event', number: sequence }),
  kind: 'event',
  url: pathOf(formatReference({ kind: 'event', number: sequence })),
  at: occurredAt.toISOString(),
});

function sequenceOf(id: string): number {
  const reference = parseReference(id);
  if (reference?.kind === 'event') return reference.number;
  throw new SafeNestError('invalid_input', `“${oneLine(id, 40)}” is no reference to a login, e.g. LOG-7QK3M9.`);
}
