import { z } from 'zod';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';
import { countryText } from '../../messages/catalogue/terms.ts';
import { worded } from '../alert-finding.ts';
import { countryCodes } from './countries.ts';
import { defineDetector } from './detector.ts';
import { ignoredKinds, leftOut, over } from './networks.ts';
import { isOneOf, onlyAccounts, onlyFor } from './only-accounts.ts';

/** Signing in from a country nobody should be in. */
export const country = defineDetector({
  kind: 'country',
  title: 'Sign-in from a country that is not allowed',
  severity: 'high',
  cooldownSeconds: 24 * 3600,
  params: z.strictObject({
    mode: z.enum(['allow', 'deny']).default('deny').describe('Allow only these countries, or deny these'),
    countries: countryCodes.describe('Two-letter country codes'),
    failures: z.boolean().default(false).describe('Also alert on sign-ins that failed'),
    accounts: onlyAccounts,
    ignore: ignoredKinds.default([]).describe('Kinds of networks whose country says nothing about who uses them'),
  }),
  only: ({ failures }) => (failures ? null : 'success'),
  needs: () => ({}),
  evaluate({ mode, countries, failures, accounts, ignore }, login) {
    const code = login.country;
    // An unknown country is no evidence either way.
    if (code === null || (login.outcome === 'failure' && !failures)) return [];
    if (over(login, ignore) || !isOneOf(login.account, accounts)) return [];
    if (countries.includes(code) === (mode === 'allow')) return [];
    const { account, address, city, outcome, network = null } = login;
    return [
      {
        fingerprint: `country:${code}:${account}`,
        logins: [login],
        tell: ({ count: events }) =>
          worded({ kind: 'country', account, outcome, country: code, city, address, network, events }),
      },
    ];
  },
  words: ({ mode, countries, failures, accounts, ignore }, language) => {
    const words = ruleSentences[language];
    const list = countries.map((code) => countryText(code, language));
    const some = list.length > 6 ? words.orMore(list.slice(0, 5).join(', '), list.length - 5) : list.join(', ');
    return `${words.country({ mode, countries: some, failures })}${onlyFor(accounts, language)}${leftOut([], language, ignore)}`;
  },
  examples: [
    {
      name: 'a denied country',
      params: { countries: ['kp'] },
      logins: [{ minute: 0, country: 'KP' }],
      expect: ['country:KP:dana'],
    },
    { name: 'another country', params: { countries: ['KP'] }, logins: [{ minute: 0, country: 'DE' }], expect: [] },
    {
      name: 'outside the allowed countries',
      params: { mode: 'allow', countries: ['DE', 'AT'] },
      logins: [
        { minute: 0, country: 'AT' },
        { minute: 1, country: 'BR' },
      ],
      expect: ['country:BR:dana'],
    },
    {
      name: 'a failure from a denied country',
      params: { countries: ['KP'] },
      logins: [{ minute: 0, country: 'KP', outcome: 'failure' }],
      expect: [],
    },
    {
      name: 'over a VPN, where those are left alone',
      params: { countries: ['KP'], ignore: ['vpn'] },
      logins: [{ minute: 0, country: 'KP', network: { asn: null, owner: null, kind: 'vpn' } }],
      expect: [],
    },
    {
      name: 'only some accounts, by a name and by a pattern',
      params: { countries: ['KP'], accounts: ['dana', 'admin*'] },
      logins: [
        { minute: 0, country: 'KP' },
        { minute: 1, account: 'Admin-7', country: 'KP' },
        { minute: 2, account: 'sam', country: 'KP' },
      ],
      expect: ['country:KP:dana', 'country:KP:Admin-7'],
    },
    { name: 'no country known', params: { mode: 'allow', countries: ['DE'] }, logins: [{ minute: 0 }], expect: [] },
  ],
});
