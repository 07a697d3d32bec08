import { z } from 'zod';
import { fitsPattern } from '../../domain/name-pattern.ts';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';
import { listText } from '../../messages/catalogue/terms.ts';
import { worded } from '../alert-finding.ts';
import { shown } from './attack-words.ts';
import { defineDetector } from './detector.ts';

/** An account of a group that must use a second factor signs in without one. */
export const withoutSecondFactor = defineDetector({
  kind: 'without_second_factor',
  title: 'Sign-in without a second factor',
  severity: 'medium',
  // who never uses one is one matter, not one for every day
  cooldownSeconds: 7 * 24 * 3600,
  params: z.strictObject({
    group: z
      .array(z.string().trim().min(1).max(200))
      .min(1)
      .max(500)
      .describe('Accounts that must use a second factor, like dana or admin*; * stands for anything'),
  }),
  only: () => 'success',
  needs: () => ({}),
  evaluate({ group }, login) {
    // What says nothing of it is no evidence either way.
    if (login.outcome !== 'success' || login.mfa !== false || !isInGroup(login.account, group)) return [];
    const { account, address, country, device } = login;
    return [
      {
        fingerprint: `without_second_factor:${account}`,
        logins: [login],
        tell: ({ count: events }) =>
          worded({ kind: 'without_second_factor', account, address, country, device, events }),
      },
    ];
  },
  words: ({ group }, language) => {
    const words = ruleSentences[language];
    if (group.includes('*')) return words.withoutSecondFactor(null);
    const names = group.map(shown);
    return words.withoutSecondFactor(
      names.length > 6 ? words.orMore(names.slice(0, 5).join(', '), names.length - 5) : listText(names, language, 'or'),
    );
  },
  examples: [
    {
      name: 'an account of the group, by its name and by a pattern',
      params: { group: ['dana', 'admin*'] },
      logins: [
        { minute: 0, mfa: false },
        { minute: 1, account: 'Admin-7', mfa: false },
        { minute: 2, account: 'sam', mfa: false },
      ],
      expect: ['without_second_factor:dana', 'without_second_factor:Admin-7'],
    },
    {
      name: 'everybody',
      params: { group: ['*'] },
      logins: [{ minute: 0, account: 'sam', mfa: false }],
      expect: ['without_second_factor:sam'],
    },
    { name: 'with a second factor', params: { group: ['dana'] }, logins: [{ minute: 0, mfa: true }], expect: [] },
    {
      name: 'a login that does not say',
      params: { group: ['dana'] },
      logins: [{ minute: 0 }, { minute: 1, mfa: null }],
      expect: [],
    },
    {
      name: 'a failure',
      params: { group: ['dana'] },
      logins: [{ minute: 0, mfa: false, outcome: 'failure' }],
      expect: [],
    },
  ],
});

/** Whether an account is one of a group, named or by a pattern, in upper or lower case. */
export const isInGroup = (account: string, group: readonly string[]): boolean =>
  group.some((pattern) => fitsPattern(account.toLowerCase(), pattern.toLowerCase()));
