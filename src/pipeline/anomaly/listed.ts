import { z } from 'zod';
import { ruleSentences } from '../../messages/catalogue/rule-sentences.ts';
import { listText } from '../../messages/catalogue/terms.ts';
import { worded } from '../alert-finding.ts';
import { shown } from './attack-words.ts';
import { defineDetector } from './detector.ts';
import { networks, within } from './networks.ts';

/** Signing in from an address, or with an account, that is on a list; or from one that is not, where the list says who may. */
export const listed = defineDetector({
  kind: 'listed',
  title: 'Sign-in from a listed address or account',
  severity: 'high',
  cooldownSeconds: 24 * 3600,
  params: z
    .strictObject({
      mode: z.enum(['allow', 'deny']).default('deny').describe('Allow only these addresses, or deny these'),
      networks: networks.default([]).describe('Addresses and networks; none means any, where an account is named'),
      accounts: z
        .array(z.string().trim().min(1).max(200))
        .max(500)
        .default([])
        .describe('Only these accounts; none means all'),
      failures: z.boolean().default(false).describe('Also alert on sign-ins that failed'),
    })
    .refine(({ mode, networks, accounts }) => networks.length > 0 || (mode === 'deny' && accounts.length > 0), {
      message: 'name the addresses, or the accounts to deny',
      path: ['networks'],
    }),
  only: ({ failures }) => (failures ? null : 'success'),
  needs: () => ({}),
  evaluate({ mode, networks, accounts, failures }, login) {
    const { account, address, country, outcome } = login;
    if (outcome === 'failure' && !failures) return [];
    if (accounts.length > 0 && !accounts.includes(account)) return [];
    // An unknown address is no evidence either way.
    if (networks.length > 0 && (address === null || within(address, networks) === (mode === 'allow'))) return [];
    const because = networks.length === 0 ? 'account' : mode === 'deny' ? 'denied' : 'not_allowed';
    return [
      {
        // one address tries many accounts; an account has many addresses to come from
        fingerprint: because === 'denied' ? `listed:address:${address}` : `listed:account:${account}`,
        logins: [login],
        tell: ({ count: events }) => worded({ kind: 'listed', account, outcome, because, address, country, events }),
      },
    ];
  },
  words: ({ mode, networks, accounts, failures }, language) => {
    const some = (names: readonly string[]): string | null => {
      if (names.length === 0) return null;
      if (names.length <= 6) return listText(names, language, 'or');
      return ruleSentences[language].orMore(names.slice(0, 5).join(', '), names.length - 5);
    };
    return ruleSentences[language].listed({ mode, who: some(accounts.map(shown)), networks: some(networks), failures });
  },
  examples: [
    {
      name: 'a denied network',
      params: { networks: ['203.0.113.0/24'] },
      logins: [
        { minute: 0, address: '203.0.113.9' },
        { minute: 1, address: '198.51.100.7' },
      ],
      expect: ['listed:address:203.0.113.9'],
    },
    {
      name: 'a denied account, from anywhere',
      params: { accounts: ['guest'] },
      logins: [{ minute: 0, account: 'guest' }, { minute: 1 }],
      expect: ['listed:account:guest'],
    },
    {
      name: 'an account that may sign in from one network only',
      params: { mode: 'allow', accounts: ['svc-backup'], networks: ['10.0.0.0/8'] },
      logins: [
        { minute: 0, account: 'svc-backup', address: '10.2.0.4' },
        { minute: 1, account: 'svc-backup', address: '203.0.113.9' },
        { minute: 2, address: '203.0.113.9' },
      ],
      expect: ['listed:account:svc-backup'],
    },
    {
      name: 'a failure',
      params: { networks: ['203.0.113.9'] },
      logins: [{ minute: 0, address: '203.0.113.9', outcome: 'failure' }],
      expect: [],
    },
    {
      name: 'an address that is not known',
      params: { mode: 'allow', networks: ['10.0.0.0/8'] },
      logins: [{ minute: 0, address: null }],
      expect: [],
    },
  ],
});
