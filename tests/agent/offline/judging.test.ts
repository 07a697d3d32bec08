import { describe, expect, test } from 'vitest';
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
const priya = known('Priya Raman', { member: 'Priya Raman' });
const dirk = known('Dirk', { author: 'Dirk' });
const JONAS = 'jonas.weber@northwind.example';

const turn = (question: string, tool: string, args: Record<string, unknown>, ...refs: string[]): PastTurn => ({
  question,
  answer: `done ${refs.map((ref) => `[${ref}]`).join(' ')}`,
  steps: [{ tool, args, ok: true }],
  citations: refs.map((ref) => ({ ref })),
});
const read = (text: string, more: Partial<PlanContext> = {}) =>
  plan(
    text,
    planning({ names: [jonas, priya, dirk], places: ['Main gate', 'Pharmacy loading dock', 'Ramp'], ...more }),
  );
const OF_DOCK = turn(
  'who was at the loading dock?',
  'find_sightings',
  { camera: 'loading dock', range: 'weekend' },
  'PER-2',
);

describe('questions for a yes or a no are answered from what the desk knows', () => {
  test.each([
    'has anybody looked at jonas yet',
    'so nobody has touched the jonas alerts yet?',
    'does anyone own the jonas alert',
    'did somebody react to jonas so far?',
    'is anybody on the jonas case?',
    'did priya look at the jonas alerts or is that still lying around',
  ])('who has it: %s', (text) => {
    const made = read(text);
    expect(made.calls).toEqual([{ tool: 'search_logs', args: { kinds: ['alert', 'incident'], user: JONAS } }]);
    expect(made.asked).toBe('who');
  });

  test('of a place, of an author, of what was listed', () => {
    expect(read('is somebody taking care of the loading dock alert')).toMatchObject({
      calls: [{ tool: 'search_logs', args: { kinds: ['alert'], camera: 'loading dock' } }],
      asked: 'who',
    });
    expect(read('has anybody dealt with dirk').calls).toEqual([{ tool: 'moderation_history', args: { user: 'Dirk' } }]);
    const listed = turn('open alerts', 'search_logs', { kinds: ['alert'], status: 'open' }, 'ALR-1', 'ALR-2');
    expect(read('is anybody working on those?', { history: [listed] })).toMatchObject({
      calls: [{ tool: 'search_logs', args: { kinds: ['alert'], status: 'open' } }],
      asked: 'who',
    });
  });

  test.each(['was it really him in jakarta?', 'was it jonas himself in jakarta?'])(
    'whether it was them: %s',
    (text) => {
      const of = turn('alerts of jonas', 'search_logs', { kinds: ['alert'], user: JONAS }, 'ALR-18', 'ALR-17');
      expect(read(text, { history: [of] })).toMatchObject({
        calls: [
          { tool: 'search_logs', args: { kinds: ['alert'], user: JONAS } },
          { tool: 'open_alert', args: {}, needs: 'shown', about: ['jakarta'] },
        ],
        asked: 'them',
      });
    },
  );

  test('whether they are the same: where they were, and who was there', () =>
    expect(read('was he the one at the loading dock last night too?', { history: [OF_DOCK] }).calls).toEqual([
      { tool: 'find_sightings', args: { person: 'PER-2', camera: 'loading dock', range: 'last_night' } },
      { tool: 'find_sightings', args: { camera: 'loading dock', range: 'last_night' } },
    ]));

  test('what somebody may see, and what they may change', () => {
    const of = turn('open INC-2', 'open_incident', { id: 'INC-2' }, 'INC-2');
    expect(read('and can priya see that too or only admins', { history: [of] })).toMatchObject({
      calls: [{ tool: 'list_members', args: { name: 'Priya Raman' } }],
      mayDo: { permission: 'incidents.read', what: 'incidents' },
    });
    expect(read('is priya allowed to change rules?').mayDo).toEqual({ permission: 'rules.write', what: 'rules' });
  });

  test('whether it is a lot, beside the time before', () => {
    expect(read('78 failed logins on wednesday, is that a lot?').calls).toMatchObject([
      { tool: 'search_logs', args: { kinds: ['login'], outcome: 'failure', compare_to: 'previous' } },
    ]);
    expect(read('is 40 failures for jonas usual').calls).toMatchObject([
      { tool: 'search_logs', args: { outcome: 'failure', user: JONAS, compare_to: 'previous' } },
    ]);
  });

  test('a doubt looks once more, with what else cameras find', () =>
    expect(read('really nobody? not even staff or cars', { history: [OF_DOCK] }).calls).toEqual([
      { tool: 'find_sightings', args: { camera: 'loading dock', range: 'weekend' } },
      { tool: 'show_camera', args: { camera: 'loading dock', at: 'weekend', object: 'vehicle' } },
    ]));

  test.each([
    ['so is it normal that someone stands at the ramp at 11 at night?', { camera: 'ramp', hour: 23 }],
    [
      'is it normal to have a truck at the loading dock at 10 in the morning',
      { camera: 'loading dock', object: 'truck', hour: 10 },
    ],
    ['is it odd to have people at main gate at midnight', { camera: 'main gate', hour: 0 }],
    ['when are there usually people at main gate?', { camera: 'main gate' }],
  ])('what is usual at a camera: %s', (text, args) =>
    expect(read(text).calls).toEqual([{ tool: 'show_camera', args: { ...args, asked: 'usual' } }]),
  );
});

describe('a remark is no search, and a second wish is not lost', () => {
  test('what is asked behind a remark is read by itself', () => {
    const trucks = turn('trucks?', 'show_camera', { object: 'truck' }, 'EVT-179', 'PER-2');
    const text = 'always around 10:30, so thats the daily delivery i guess. who is the driver';
    expect(read(text, { history: [trucks] }).calls).toEqual([{ tool: 'who_is', args: { label: 'PER-2' } }]);
  });
  test('a remark alone looks nothing up', () =>
    expect(read('always around 10:30, so thats the daily delivery i guess')).toMatchObject({
      calls: [],
      say: { text: expect.stringMatching(/^I take that as a remark/) },
    }));
  test('what happened to somebody is no remark', () =>
    expect(read('i guess my laptop was stolen').say?.text ?? '').not.toMatch(/remark/));

  test.each([
    ['how many alerts nobody touched yet, and which is the oldest', 'oldest'],
    ['which alerts are open and which one is the worst', 'worst'],
    ['list the open alerts and what about the newest one', 'newest'],
  ])('%s', (text, order) =>
    expect(read(text).calls).toMatchObject([
      { tool: 'search_logs', args: { kinds: ['alert'], status: 'open' } },
      { tool: 'search_logs', args: { kinds: ['alert'], status: 'open', order, limit: 1 } },
    ]),
  );

  test('a file of what was asked beside it, and whether to say yes', () => {
    const made = read('show the failed logins today and can i get that as a pdf');
    expect(made.calls.map(({ tool }) => tool)).toEqual(['search_logs', 'search_help']);
    expect(read('what proposals are waiting and should i say yes to them', { role: 'admin' })).toMatchObject({
      calls: [{ tool: 'open_proposals' }],
      say: { text: expect.stringMatching(/^Whether to say yes is yours/) },
    });
  });
});
