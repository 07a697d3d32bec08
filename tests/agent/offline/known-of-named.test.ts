import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import { type KnownName, wordsOfName } from '../../../src/domain/known-name.ts';
import { planning } from '../../support/planning.ts';

const known = (name: string, more: Partial<KnownName> = {}): KnownName => ({
  name,
  bears: [...wordsOfName(name), wordsOfName(name).join(' ')],
  member: null,
  accounts: [],
  person: null,
  author: null,
  ...more,
});
const jonas = known('Jonas Weber', { member: 'Jonas Weber', accounts: ['jonas.weber@northwind.example'] });
const tomas = known('tomas.keller@northwind.example', { accounts: ['tomas.keller@northwind.example'] });
const dirk = known('Dirk', { author: 'Dirk' });
const names = [jonas, tomas, dirk];

const turn = (question: string, tool: string, args: Record<string, unknown>, ...refs: string[]): PastTurn => ({
  question,
  answer: `done ${refs.map((ref) => `[${ref}]`).join(' ')}`,
  steps: [{ tool, args, ok: true }],
  citations: refs.map((ref) => ({ ref })),
});
const read = (text: string, more: Partial<PlanContext> = {}) => plan(text, planning({ names, ...more }));
const OF_ADMIN = turn('failed logins since midnight', 'search_logs', { kinds: ['login'], user: 'admin' }, 'LOG-WFVQ85');

describe('what was not understood but names something is answered with what is known of it', () => {
  test.each([
    ['tomas?', 'search_logs', { user: 'tomas.keller@northwind.example' }],
    ['hm, jonas weber, well', 'search_logs', { user: 'jonas.weber@northwind.example' }],
    ['dirk, hm', 'moderation_history', { user: 'Dirk' }],
    ['that ramp thing, hm', 'search_logs', { kinds: ['alert'], camera: 'ramp' }],
  ])('%s', (text, tool, args) => {
    const made = read(text, { places: ['Main gate', 'ramp'] });
    expect(made.calls[0]).toEqual({ tool, args });
    expect(made.lead).toMatch(/^I am not sure what you want to know about .+; this is what I know\.$/);
  });

  test.each([
    ['de', 'tomas, hm', /nicht sicher verstanden/],
    ['fr', 'tomas, hm', /Je ne suis pas sûr/],
    ['es', 'tomas, hm', /No estoy seguro/],
  ] as const)('in %s', (language, text, lead) => expect(read(text, { language }).lead).toMatch(lead));

  test('whoever may not look at logs is told of nothing in them', () => {
    const { calls } = read('tomas?', { role: 'employee', tools: new Set(['search_help', 'own_moderation']) });
    expect(calls.map(({ tool }) => tool)).not.toContain('search_logs');
  });

  test('nothing named and nothing at hand stays with suggestions', () =>
    expect(read('purple monkey dishwasher')).toMatchObject({ calls: [], say: { why: 'unclear' } }));

  test('a camera that is named is shown, and an author is looked up by what they wrote', () => {
    expect(read('show CAM-2', { role: 'admin', tools: toolsPlannedFor('admin') })).toEqual({
      calls: [{ tool: 'show_camera', args: { camera: 'CAM-2' } }],
      say: null,
    });
    const bogdan = known('bogdan77', { author: 'bogdan77' });
    expect(read('is bogdan77 dangerous', { names: [bogdan] })).toMatchObject({
      calls: [{ tool: 'moderation_history', args: { user: 'bogdan77' } }],
      lead: 'I cannot judge bogdan77 for you; this is what I know.',
    });
  });

  test('what names nothing goes on with what the conversation is at', () => {
    const ramp = turn('alerts at the ramp', 'search_logs', { kinds: ['alert'], camera: 'ramp' }, 'ALR-1', 'ALR-2');
    expect(read('i bet it was the cleaning crew. who was there exactly', { history: [ramp] })).toMatchObject({
      calls: [{ tool: 'find_sightings', args: { camera: 'ramp' } }],
    });
    expect(read('hmm and then what about it exactly', { history: [ramp] })).toMatchObject({
      calls: [{ tool: 'find_sightings', args: { camera: 'ramp', range: 'last_7d' } }, { tool: 'search_logs' }],
      lead: 'I am not sure what you want to know about ramp; this is what I know.',
    });
  });

  test('nobody is judged', () => {
    const { lead, unused } = read('is tomas trustworthy');
    expect([lead, unused]).toEqual([expect.stringMatching(/^I cannot judge tomas/), undefined]);
  });
});

describe('what is named beats what was talked of', () => {
  test('an incident is opened for whom it names', () =>
    expect(read('open an incident for the jonas thing and put it on me', { history: [OF_ADMIN] }).calls).toEqual([
      {
        tool: 'search_logs',
        args: {
          kinds: ['alert'],
          user: 'jonas.weber@northwind.example',
          status: ['open', 'acknowledged'],
        },
      },
      { tool: 'create_incident', args: {}, needs: 'found' },
      { tool: 'update_incident', args: { assignee: 'me' }, needs: 'created' },
    ]));

  test('who is asked for by an account’s name is no alert of the list before', () => {
    const alerts = turn('show the alerts', 'search_logs', { kinds: ['alert'] }, 'ALR-18', 'ALR-17', 'ALR-20');
    expect(read('who is guest, somebody tried that too yesterday', { history: [alerts] }).calls).toEqual([
      { tool: 'who_is', args: { label: 'guest' } },
    ]);
  });

  test('“those tomas alerts” are his, and who settled them is said', () => {
    const alerts = turn(
      'show the alerts of jonas',
      'search_logs',
      { kinds: ['alert'], user: 'jonas' },
      'ALR-18',
      'ALR-17',
    );
    const made = read('why are those tomas alerts false alarms, who decided that', { history: [alerts] });
    expect(made).toMatchObject({
      calls: [{ tool: 'search_logs', args: { user: 'tomas.keller@northwind.example', status: 'false_alarm' } }],
      asked: 'why_settled',
    });
  });

  test('whoever is spoken of by a pronoun stays who they were', () => {
    const of = turn('logins of tomas', 'search_logs', { kinds: ['login'], user: 'tomas.keller@northwind.example' });
    expect(read('did he fail yesterday?', { history: [of] }).calls[0]?.args.user).toBe(
      'tomas.keller@northwind.example',
    );
  });

  test('nothing is opened, closed or changed by it', () =>
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.constantFrom('jonas', 'tomas keller', 'dirk', 'ALR-3'),
        (text, who) => {
          const { calls } = read(`${text} ${who}`, { history: [OF_ADMIN] });
          expect(calls.filter(({ tool }) => /^(?:update|create|moderate|silence|propose)_/.test(tool))).toEqual([]);
        },
      ),
      { numRuns: 100 },
    ));
});
