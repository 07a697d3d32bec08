import { z } from 'zod';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';
import { worded } from '../alert-finding.ts';
import { shown } from './attack-words.ts';
import { defineDetector } from './detector.ts';
import { profileValue } from './history.ts';
import { ignoredKinds, leftOut, networks, over, within } from './networks.ts';
import { isOneOf, onlyAccounts, onlyFor } from './only-accounts.ts';
import { isInGroup } from './without-second-factor.ts';

const DAY_MS = 86_400_000;
/** How often an account signed in is not counted on from here. */
const OFTEN = 20;

/** A known account shows up with something it never had. */
export const firstSeen = defineDetector({
  kind: 'first_seen',
  title: 'First sign-in from a new country, device or address',
  severity: 'medium',
  cooldownSeconds: 24 * 3600,
  params: z.strictObject({
    what: z.enum(['country', 'device', 'address']).default('country').describe('What is new'),
    min_days: z.number().min(0).max(365).default(3).describe('Only for accounts known for at least this many days'),
    min_logins: z.int().min(1).max(20).default(5).describe('… that signed in at least this often'),
    accounts: onlyAccounts,
    except: networks.default([]).describe('Networks that are not counted, e.g. your VPN exits'),
    except_accounts: z
      .array(z.string().trim().min(1).max(200))
      .max(500)
      .default([])
      .describe('Accounts that are not counted, like backup or svc-*; * stands for anything'),
    ignore: ignoredKinds
      .default([])
      .describe('Kinds of networks whose country and address say nothing about who uses them'),
  }),
  only: () => 'success',
  needs: ({ what }) => ({ profiles: [what] }),
  evaluate({ what, min_days, min_logins, accounts, except, except_accounts, ignore }, login, history) {
    const value = profileValue(login, what);
    if (login.outcome !== 'success' || value === null) return [];
    if (within(login.address, except) || over(login, ignore) || isInGroup(login.account, except_accounts)) return [];
    if (!isOneOf(login.account, accounts)) return [];
    const { account, address } = login;
    const profile = history.profile(account, what);
    // Known by this kind of value: when sources begin to name countries, that is no news about every account.
    if (!profile || profile.values.has(value) || profile.logins < min_logins) return [];
    const days = (login.occurredAt.getTime() - profile.since.getTime()) / DAY_MS;
    if (days < min_days) return [];
    return [
      {
        // One journey shows a new country, address and device at once: one alert.
        fingerprint: `first_seen:${account}`,
        logins: [login],
        tell: () =>
          worded({
            kind: 'first_seen',
            account,
            what,
            value,
            city: login.city,
            address,
            device: login.device,
            network: login.network ?? null,
            days: Math.floor(days),
            logins: profile.logins < OFTEN ? profile.logins : null,
          }),
      },
    ];
  },
  words: ({ what, min_days, min_logins, accounts, except, except_accounts, ignore }, language) =>
    `${ruleSentences[language].firstSeen({ what, days: min_days, logins: min_logins })}${onlyFor(accounts, language)}${leftOut([...except_accounts.map(shown), ...except], language, ignore)}`,
  examples: [
    {
      name: 'five days at home, then abroad',
      logins: [...usualDays('DE'), { minute: 5 * 24 * 60 + 60, country: 'BR' }],
      expect: ['first_seen:dana'],
    },
    { name: 'always at home', logins: usualDays('DE'), expect: [] },
    {
      name: 'an account known for an hour',
      logins: [0, 10, 20, 30, 40, 50].map((minute) => ({ minute, country: minute === 50 ? 'BR' : 'DE' })),
      expect: [],
    },
    {
      name: 'a failure from abroad',
      logins: [...usualDays('DE'), { minute: 5 * 24 * 60 + 60, country: 'BR', outcome: 'failure' }],
      expect: [],
    },
    {
      name: 'abroad, where the account, its network or such networks are left alone',
      params: { except_accounts: ['dan*'], except: ['203.0.113.0/24'], ignore: ['vpn'] },
      logins: [...usualDays('DE'), { minute: 5 * 24 * 60 + 60, country: 'BR' }],
      expect: [],
    },
    {
      name: 'abroad, where only other accounts are looked at',
      params: { accounts: ['admin*'] },
      logins: [...usualDays('DE'), { minute: 5 * 24 * 60 + 60, country: 'BR' }],
      expect: [],
    },
    {
      name: 'over a VPN, where those are left alone; then without it',
      params: { ignore: ['vpn'] },
      logins: [
        ...usualDays('DE'),
        { minute: 5 * 24 * 60 + 60, country: 'NL', network: { asn: null, owner: null, kind: 'vpn' } },
        { minute: 5 * 24 * 60 + 90, country: 'BR' },
      ],
      expect: ['first_seen:dana'],
    },
    {
      name: 'countries begin to be known',
      logins: [0, 1, 2, 3, 4, 5].map((day) => ({ minute: day * 24 * 60, country: day === 5 ? 'DE' : null })),
      expect: [],
    },
    {
      name: 'a new device',
      params: { what: 'device' },
      logins: [
        ...[0, 1, 2, 3, 4, 5].map((day) => ({ minute: day * 24 * 60, device: 'Firefox on Linux' })),
        { minute: 6 * 24 * 60, device: 'curl' },
      ],
      expect: ['first_seen:dana'],
    },
  ],
});

function usualDays(code: string) {
  return [0, 1, 2, 3, 4, 5].map((day) => ({ minute: day * 24 * 60, country: code }));
}
