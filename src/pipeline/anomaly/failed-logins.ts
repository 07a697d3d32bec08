import { z } from 'zod';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';
import { tellFailures } from './attack-words.ts';
import { crowdsAround } from './crowds.ts';
import { defineDetector } from './detector.ts';
import { leftOut, networks, within } from './networks.ts';

/** An attack this many times the threshold is one severity worse. */
const FIERCE = 10;

/** A burst of failures: password guessing, or someone who forgot theirs. */
export const failedLogins = defineDetector({
  kind: 'failed_logins',
  title: 'Many failed sign-ins',
  severity: 'medium',
  cooldownSeconds: 3600,
  params: z
    .strictObject({
      by: z.enum(['account', 'address']).default('address').describe('Count failures per account or per address'),
      threshold: z.int().min(1).max(1000).default(5).describe('Alert when there are more failures than this'),
      window_minutes: z.number().min(1).max(1440).default(10).describe('… within this many minutes'),
      min_addresses: z
        .int()
        .min(1)
        .max(100)
        .default(1)
        .describe('Per account: only when they come from at least this many addresses'),
      except: networks.default([]).describe('Networks whose failures are not counted, e.g. 192.0.2.0/24'),
    })
    .refine(({ by, min_addresses }) => by === 'account' || min_addresses === 1, {
      message: 'must be 1 where failures are counted per address: one address is never several',
      path: ['min_addresses'],
    }),
  only: () => 'failure',
  needs: ({ by, threshold, window_minutes, min_addresses }) => ({
    logins: [
      {
        by,
        outcome: 'failure',
        around: 'failure',
        before: window_minutes,
        after: window_minutes,
        // A stretch that one more failure makes too many lies within `threshold` failures of it. Distinct addresses may lie farther.
        nearest: by === 'account' && min_addresses > 1 ? Math.max(threshold, 20 * min_addresses) : threshold,
      },
    ],
  }),
  evaluate({ by, threshold, window_minutes, min_addresses, except }, login, history) {
    const key = login[by];
    if (login.outcome !== 'failure' || key === null || within(login.address, except)) return [];
    const windowMs = window_minutes * 60_000;
    const at = login.occurredAt.getTime();
    const timeline = history
      .between(by, key, 'failure', at - windowMs, at + windowMs)
      .filter((one) => !within(one.address, except));
    const logins = crowdsAround(
      timeline,
      login,
      windowMs,
      (crowd) => crowd.count > threshold && (by === 'address' || crowd.addresses >= min_addresses),
    );
    if (logins.length === 0) return [];
    return [
      {
        fingerprint: `failed_logins:${by}:${key}`,
        logins,
        tell: (growth) => tellFailures(by, key, growth),
        worseFrom: FIERCE * (threshold + 1),
      },
    ];
  },
  words: ({ by, threshold, window_minutes, min_addresses, except }, language) => {
    const words = ruleSentences[language];
    const addresses = by === 'account' ? min_addresses : 1;
    const told = words.failedLogins({ by, threshold, addresses, minutes: words.minutes(window_minutes) });
    return `${told}${leftOut(except, language)}`;
  },
  examples: [
    {
      name: 'six failures from one address in five minutes',
      logins: [0, 1, 2, 3, 4, 5].map((minute) => ({ minute, outcome: 'failure', account: `user${minute}` })),
      expect: ['failed_logins:address:198.51.100.7'],
    },
    {
      name: 'five are not more than five',
      logins: [0, 1, 2, 3, 4].map((minute) => ({ minute, outcome: 'failure' })),
      expect: [],
    },
    {
      name: 'six failures, but spread over an hour',
      logins: [0, 12, 24, 36, 48, 60].map((minute) => ({ minute, outcome: 'failure' })),
      expect: [],
    },
    {
      name: 'six failures of one account from six addresses',
      params: { by: 'account', min_addresses: 3 },
      logins: [1, 2, 3, 4, 5, 6].map((n) => ({ minute: n, outcome: 'failure', address: `203.0.113.${n}` })),
      expect: ['failed_logins:account:dana'],
    },
    {
      name: 'six failures of one account from one address, when several are asked for',
      params: { by: 'account', min_addresses: 3 },
      logins: [1, 2, 3, 4, 5, 6].map((minute) => ({ minute, outcome: 'failure' })),
      expect: [],
    },
    {
      name: 'failures from an excepted network',
      params: { except: ['198.51.100.0/24'] },
      logins: [0, 1, 2, 3, 4, 5].map((minute) => ({ minute, outcome: 'failure' })),
      expect: [],
    },
  ],
});
