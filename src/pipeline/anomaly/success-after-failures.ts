import { z } from 'zod';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';
import { worded } from '../alert-finding.ts';
import { defineDetector, type Finding, type Login } from './detector.ts';
import type { History } from './history.ts';
import { leftOut, networks, within } from './networks.ts';
import { isOneOf, onlyAccounts, onlyFor } from './only-accounts.ts';

/** How many failures, and how soon before a success, make it doubtful where nobody says otherwise. */
export const BURST = { failures: 5, minutes: 30 };
/** More failures than this before one success are not counted one by one. */
const MOST = 500;

interface Params {
  by: 'account' | 'address';
  min_failures: number;
  window_minutes: number;
  accounts?: string[] | undefined;
  except: string[];
}

/** Someone who guessed long enough got in. */
export const successAfterFailures = defineDetector<Params>({
  kind: 'success_after_failures',
  title: 'Success after many failures',
  severity: 'high',
  cooldownSeconds: 3600,
  params: z.strictObject({
    by: z
      .enum(['account', 'address'])
      .default('account')
      .describe('Failures of the same account, or from the same address'),
    min_failures: z.int().min(2).max(MOST).default(BURST.failures).describe('Alert when at least this many failures'),
    window_minutes: z
      .number()
      .min(1)
      .max(1440)
      .default(BURST.minutes)
      .describe('… came within this many minutes before a success'),
    accounts: onlyAccounts,
    except: networks.default([]).describe('Networks that are left out, such as an office behind one address'),
  }),
  needs: ({ by, window_minutes }) => ({
    logins: [
      { by, outcome: 'failure', around: 'success', before: window_minutes, after: 0, nearest: MOST },
      // A failure that arrives late may belong before successes already stored.
      { by, outcome: 'success', around: 'failure', before: 0, after: window_minutes, nearest: 20 },
    ],
  }),
  evaluate(params, login, history) {
    const key = login[params.by];
    if (key === null) return [];
    if (login.outcome === 'success') return judge(params, login, history);
    const at = login.occurredAt.getTime();
    return history
      .between(params.by, key, 'success', at, at + params.window_minutes * 60_000)
      .flatMap((success) => judge(params, success, history));
  },
  words: ({ by, min_failures, window_minutes, accounts, except }, language) => {
    const words = ruleSentences[language];
    const told = words.successAfterFailures({ by, failures: min_failures, minutes: words.minutes(window_minutes) });
    return `${told}${onlyFor(accounts, language)}${leftOut(except, language)}`;
  },
  examples: [
    {
      name: 'five failures, then in',
      logins: [...[0, 1, 2, 3, 4].map((minute) => ({ minute, outcome: 'failure' as const })), { minute: 5 }],
      expect: ['success_after_failures:dana'],
    },
    {
      name: 'two typing mistakes, then in',
      logins: [{ minute: 0, outcome: 'failure' }, { minute: 1, outcome: 'failure' }, { minute: 2 }],
      expect: [],
    },
    {
      name: 'five failures in the morning, in after lunch',
      logins: [...[0, 1, 2, 3, 4].map((minute) => ({ minute, outcome: 'failure' as const })), { minute: 200 }],
      expect: [],
    },
    {
      name: 'an address fails on others and gets into one account',
      params: { by: 'address' },
      logins: [
        ...[0, 1, 2, 3, 4].map((n) => ({ minute: n, outcome: 'failure' as const, account: `user${n}` })),
        { minute: 5 },
      ],
      expect: ['success_after_failures:dana'],
    },
  ],
});

function judge(params: Params, success: Login, history: History): Finding[] {
  const key = success[params.by];
  if (key === null || within(success.address, params.except) || !isOneOf(success.account, params.accounts)) return [];
  const at = success.occurredAt.getTime();
  const failures = history
    .between(params.by, key, 'failure', at - params.window_minutes * 60_000, at)
    .filter((one) => !within(one.address, params.except))
    .slice(-MOST);
  if (failures.length < params.min_failures) return [];
  const { account, address, city, country } = success;
  const addresses = new Set(failures.map((one) => one.address).filter((one) => one !== null));
  const tried = new Set(failures.map((one) => one.account));
  return [
    {
      fingerprint: `success_after_failures:${account}`,
      logins: [...failures, success],
      tell: () =>
        worded({
          kind: 'success_after_failures',
          account,
          address,
          city,
          country,
          failures: failures.length,
          ms: at - failures[0]!.occurredAt.getTime(),
          addresses: addresses.size,
          accounts: tried.size,
        }),
    },
  ];
}
