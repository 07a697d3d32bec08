import { z } from 'zod';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';
import { tellFailures } from './attack-words.ts';
import { crowdsAround } from './crowds.ts';
import { defineDetector } from './detector.ts';
import { leftOut, networks, within } from './networks.ts';

/** The nearest failures looked at for each account that is asked for; a longer run against one account hides the others. */
const DEPTH = 20;

/** One address tries a few passwords on many accounts, slowly enough to stay below each account's limit. */
export const passwordSpray = defineDetector({
  kind: 'password_spray',
  title: 'Password spray',
  severity: 'high',
  cooldownSeconds: 3600,
  params: z.strictObject({
    min_accounts: z
      .int()
      .min(2)
      .max(200)
      .default(8)
      .describe('Alert when one address fails on at least this many accounts'),
    window_minutes: z.number().min(1).max(1440).default(60).describe('… within this many minutes'),
    except: networks.default([]).describe('Networks whose failures are not counted, such as your own offices'),
  }),
  only: () => 'failure',
  needs: ({ min_accounts, window_minutes }) => ({
    logins: [
      {
        by: 'address',
        outcome: 'failure',
        around: 'failure',
        before: window_minutes,
        after: window_minutes,
        nearest: DEPTH * min_accounts,
      },
    ],
  }),
  evaluate({ min_accounts, window_minutes, except }, login, history) {
    const { address } = login;
    if (login.outcome !== 'failure' || address === null || within(address, except)) return [];
    const windowMs = window_minutes * 60_000;
    const at = login.occurredAt.getTime();
    const timeline = history.between('address', address, 'failure', at - windowMs, at + windowMs);
    const logins = crowdsAround(timeline, login, windowMs, (crowd) => crowd.accounts >= min_accounts);
    if (logins.length === 0) return [];
    // The same matter as a burst from this address: one attack is one alert, however many rules notice it.
    const fingerprint = `failed_logins:address:${address}`;
    return [{ fingerprint, logins, tell: (growth) => tellFailures('address', address, growth) }];
  },
  words: ({ min_accounts, window_minutes, except }, language) => {
    const words = ruleSentences[language];
    return `${words.passwordSpray(min_accounts, words.minutes(window_minutes))}${leftOut(except, language)}`;
  },
  examples: [
    {
      name: 'eight accounts tried from one address in forty minutes',
      logins: [0, 1, 2, 3, 4, 5, 6, 7].map((n) => ({ minute: n * 5, outcome: 'failure', account: `user${n}` })),
      expect: ['failed_logins:address:198.51.100.7'],
    },
    {
      name: 'one account tried many times',
      logins: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((minute) => ({ minute, outcome: 'failure' })),
      expect: [],
    },
    {
      name: 'eight accounts from eight addresses',
      logins: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({
        minute: n,
        outcome: 'failure',
        account: `user${n}`,
        address: `203.0.113.${n}`,
      })),
      expect: [],
    },
  ],
});
