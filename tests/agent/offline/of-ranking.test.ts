import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Thing } from '../../../src/agent/offline/told.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const counted = (by: 'ip' | 'user', names: readonly string[], more: readonly Thing[] = []): PastTurn => ({
  question: 'failed logins this week',
  answer: `12 failed logins.\n${names.map((name) => `• ${name}: 2`).join('\n')}\nAlerts on this: [ALR-18].`,
  steps: [
    { tool: 'search_logs', args: { kinds: ['login'], outcome: 'failure', group_by: by, range: 'this_week' }, ok: true },
  ],
  citations: [{ ref: 'ALR-18' }],
  trace: {
    told: {
      subject: null,
      things: [
        ...names.map((name): Thing => ({ kind: by === 'ip' ? 'address' : 'account', name })),
        ...more,
        { kind: 'alert', name: 'ALR-18' },
      ],
    },
  },
});
const addresses = counted('ip', ['192.0.2.10', '203.0.113.100'], [{ kind: 'address', name: '198.51.100.1' }]);
const accounts = counted('user', ['admin', 'oskar.berg@example.org']);
const ask = (text: string, last: PastTurn, language: Language = 'en') =>
  plan(text, planning({ history: [last], language })).calls;

describe('after addresses or accounts were counted, they are those that the answer named', () => {
  const failed = { kinds: ['login'], outcome: 'failure', range: 'this_week' };
  const ofAddresses = { ip: '192.0.2.10,203.0.113.100' };
  const ofAccounts = { user: 'admin,oskar.berg@example.org' };
  test.each<[string, PastTurn, Record<string, unknown>, Language?]>([
    ['what did they try', addresses, { ...failed, ...ofAddresses, group_by: 'user' }],
    ['and which accounts did they go after?', addresses, { ...failed, ...ofAddresses, group_by: 'user' }],
    ['what have those addresses tried?', addresses, { ...failed, ...ofAddresses, group_by: 'user' }],
    ['what did they try', accounts, { ...failed, ...ofAccounts, group_by: 'ip' }],
    ['where did they come from?', accounts, { ...failed, ...ofAccounts, group_by: 'country' }],
    [
      'did any of them get in?',
      addresses,
      { kinds: ['login'], range: 'this_week', outcome: 'success', ...ofAddresses },
    ],
    [
      'did they get in in the end',
      accounts,
      { kinds: ['login'], range: 'this_week', outcome: 'success', ...ofAccounts },
    ],
    ['show me their logins', accounts, { kinds: ['login'], range: 'this_week', ...ofAccounts }],
    ['any alerts about them?', addresses, { kinds: ['alert'], range: 'this_week', ...ofAddresses }],
    ['was haben sie versucht?', addresses, { ...failed, ...ofAddresses, group_by: 'user' }, 'de'],
    ["qu'ont-elles essayé ?", addresses, { ...failed, ...ofAddresses, group_by: 'user' }, 'fr'],
    ['¿qué intentaron?', addresses, { ...failed, ...ofAddresses, group_by: 'user' }, 'es'],
  ])('%s', (text, last, args, language) => {
    expect(ask(text, last, language)).toEqual([{ tool: 'search_logs', args }]);
  });

  test('of who was counted last alone, and only where nothing else is named', () => {
    const opened: PastTurn = {
      question: 'open ALR-9',
      answer: '[ALR-9] is open.',
      steps: [{ tool: 'open_alert', args: { id: 'ALR-9' }, ok: true }],
      citations: [{ ref: 'ALR-9' }],
    };
    const later = plan('did any of them get in?', planning({ history: [addresses, opened] })).calls;
    expect(JSON.stringify(later)).not.toContain('192.0.2.10');
    expect(JSON.stringify(ask('what did they try from 198.51.100.7?', addresses))).not.toContain('192.0.2.10');
  });
});

describe('whose device a login came from', () => {
  const logins: PastTurn = {
    question: 'logins of tomas this week',
    answer: '2 logins of tomas.keller@example.org.\n• [LOG-AAAAA2] signed in',
    steps: [{ tool: 'search_logs', args: { kinds: ['login'], user: 'tomas', range: 'this_week', limit: 3 }, ok: true }],
    citations: [{ ref: 'LOG-AAAAA2' }],
  };
  test.each<[string, Language?]>([
    ['was that from his laptop?'],
    ['did he use his phone'],
    ['is that his usual computer?'],
    ['were those all from her own device?'],
    ['did they come from a new machine'],
    ['war das von seinem Laptop?', 'de'],
    ["c'était depuis son ordinateur ?", 'fr'],
    ['¿fue desde su portátil?', 'es'],
  ])('%s', (text, language) => {
    expect(ask(text, logins, language)).toEqual([
      { tool: 'search_logs', args: { kinds: ['login'], user: 'tomas', range: 'this_week', group_by: 'device' } },
      { tool: 'explain_login', args: { account: 'tomas' } },
    ]);
  });
});
