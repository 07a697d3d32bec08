import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { planning } from '../../support/planning.ts';

const jonas = {
  name: 'Jonas Weber',
  bears: ['jonas', 'weber', 'jonas weber'],
  member: 'Jonas Weber',
  accounts: ['jonas.weber@example.org'],
  person: null,
  author: null,
};
const ask = (text: string, history: PastTurn[] = [], more: Partial<PlanContext> = {}) =>
  plan(text, planning({ role: 'admin', history, names: [jonas], ...more }));
const turn = (tool: string, args: Record<string, unknown>, ref: string, answer: string): PastTurn => ({
  question: 'what is there?',
  answer,
  steps: [{ tool, args, ok: true }],
  citations: [{ ref }],
});
const opened = turn('create_incident', { title: 'x' }, 'INC-3', '[INC-3] is open.');
const alert = turn('open_alert', { id: 'ALR-18' }, 'ALR-18', '[ALR-18] jonas.weber@example.org signed in.');
const logins = turn(
  'search_logs',
  { kinds: ['login'], user: 'tomas', range: 'this_week' },
  'LOG-AAAAA2',
  '90 logins of tomas.keller@example.org.\n• [LOG-AAAAA2] signed in',
);

describe('a wish that is done elsewhere says how, and looks for nothing of the past', () => {
  test.each([
    'add 192.0.2.10 as our office, its not an attack',
    '192.0.2.10 is our VPN',
    'mark 192.0.2.0/24 as trusted please',
    'trust that address',
  ])('%s', (text) =>
    expect(ask(text).calls).toMatchObject([
      { tool: 'search_help', args: { query: expect.stringContaining('less noisy') } },
    ]),
  );

  test.each([
    'im away tomorrow, jonas takes over my stuff',
    'hand over everything to jonas',
    'Jonas takes my incidents tomorrow',
    'i am on vacation next week so Jonas takes care of everything',
  ])('%s', (text) => {
    const { calls, say } = ask(text);
    expect(calls).toEqual([]);
    expect(say?.text).toMatch(/show my open incidents.*assign them to jonas.*jonas covers for me/i);
  });

  test.each(['remind me wednesday morning to check on tomas', 'remind me mon 9am about this', 'remind me at 5'])(
    '%s',
    (text) => expect(ask(text, [alert])).toMatchObject({ calls: [], say: { why: 'not_here' } }),
  );

  test('what is to be written down needs an incident: those there are, with how', () => {
    const made = ask('write down that we called jonas and he changed his password');
    expect(made.calls).toEqual([
      { tool: 'search_logs', args: { kinds: ['incident'], status: 'open', user: 'jonas.weber@example.org' } },
    ]);
    expect(made.say?.text).toContain('we called jonas and he changed his password');
    expect(ask('write down that we called jonas', [opened]).calls).toMatchObject([
      { tool: 'update_incident', args: { id: 'INC-3' } },
    ]);
  });

  test('questions of the same words are none of it', () => {
    expect(ask('is 192.0.2.10 our office?').calls[0]?.tool).toBe('search_logs');
    expect(ask('who takes over my incidents').calls[0]?.tool).toBe('search_logs');
    expect(ask('jonas covers for me tomorrow').calls[0]?.tool).toBe('cover_shift');
  });
});

describe('somebody by name in an order for alerts', () => {
  test.each([
    'make an incident for the jonas thing',
    "open an incident for jonas' alerts",
    'open an incident for jonas',
  ])('%s: of their alerts', (text) =>
    expect(ask(text).calls).toMatchObject([
      { tool: 'search_logs', args: { kinds: ['alert'], user: 'jonas.weber@example.org' } },
      { tool: 'create_incident', needs: 'found' },
    ]),
  );

  test.each(['add the jonas alerts to it', "put jonas' alerts in there too", "add jonas's alerts to the incident"])(
    '%s: shown first, with how they are added',
    (text) => {
      const { calls, say } = ask(text, [opened]);
      expect(calls).toMatchObject([
        { tool: 'search_logs', args: { kinds: ['alert'], user: 'jonas.weber@example.org' } },
      ]);
      expect(say?.text).toContain('add them to INC-3');
    },
  );

  test.each([
    ["show tomas' logins this week", 'tomas'],
    ["list jonas' alerts", 'jonas.weber@example.org'],
    ['show tomas keller logins', 'tomas keller'],
  ])('%s: no command is a part of a name', (text, user) => expect(ask(text).calls[0]?.args.user).toBe(user));
});

describe('what a follow-up narrows keeps what was asked before', () => {
  const failed = { kinds: ['login'], user: 'tomas', range: 'this_week', outcome: 'failure' };
  test.each<[string, Language?]>([
    ["that's too much, only the failed ones"],
    ['ok too long, only the failed ones please'],
    ['whoa, way too many. just the failed ones'],
    ['das ist zu viel, nur die fehlgeschlagenen', 'de'],
    ["c'est trop, seulement les échecs", 'fr'],
    ['es demasiado, solo los fallidos', 'es'],
  ])('%s', (text, language = 'en') =>
    expect(ask(text, [logins], { language }).calls).toEqual([{ tool: 'search_logs', args: failed }]),
  );

  test('“that Romanian address” is the address, not the country', () =>
    expect(ask('any other failed logins from that romanian ip on other accounts?', [alert]).calls).toEqual([
      {
        tool: 'search_logs',
        args: { kinds: ['login'], outcome: 'failure', ip: 'ALR-18', exclude_user: 'ALR-18' },
      },
    ]));

  test.each(['has he used that device before?', 'was this device seen before', 'is that phone new for him?'])(
    '%s',
    (text) =>
      expect(ask(text, [alert]).calls).toMatchObject([
        { tool: 'search_logs', args: { user: 'ALR-18', group_by: 'device' } },
        { tool: 'explain_login' },
      ]),
  );
});

describe('backups beside another wish', () => {
  test.each(['any backups failing?', 'thanks. any backups failing?', 'did the backup go through last night'])(
    '%s',
    (text) => expect(ask(text)).toMatchObject({ calls: [{ tool: 'system_health' }], asked: 'backups' }),
  );
  test('of two wishes the one for backups is told of them', () =>
    expect(ask('any failed logins from tomas? any backups failing?')).toMatchObject({
      calls: [{ tool: 'search_logs' }, { tool: 'system_health' }],
      asked: 'backups',
    }));
});

test.each(['take the warning back', 'take back that warning', 'call the warning off', 'withdraw the warning'])(
  '%s, some questions later',
  (text) => {
    const history = [
      turn(
        'moderate_member',
        { user: 'kestrel', action: 'warn' },
        'PROP-5',
        'A warning for “kestrel” waits: [PROP-5].',
      ),
      alert,
    ];
    expect(ask(text, history).calls).toMatchObject([{ tool: 'reverse_action', args: { action: 'warn' } }]);
  },
);

test.each(['which 3 accounts are my biggest headache and why', 'which accounts cause us the most trouble'])(
  '%s: by their alerts',
  (text) =>
    expect(ask(text).calls).toMatchObject([{ tool: 'search_logs', args: { kinds: ['alert'], group_by: 'user' } }]),
);
