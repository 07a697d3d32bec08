import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';
import type { Role } from '../../../src/domain/role.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const planned = (text: string, { role = 'moderator', history = [] }: { role?: Role; history?: PastTurn[] } = {}) =>
  plan(text, {
    now: new Date('2026-11-21T10:30:00Z'),
    timeZone: 'UTC',
    role,
    language: 'en',
    tools: new Set(toolsFor(role).map((tool) => tool.name)),
    history,
  });
const asked = (text: string, of: Parameters<typeof planned>[1] = {}) =>
  planned(text, of).calls.map(({ tool, args }) => [tool, args]);
const turn = (tool: string, args: Record<string, unknown>, answer: string, refs: string[]): PastTurn => ({
  question: 'x',
  answer,
  steps: [{ tool, args, ok: true }],
  citations: refs.map((ref) => ({ ref })),
});

describe('questions of moderation, by what they are made of', () => {
  test.each<[string, Record<string, unknown>]>([
    ['which bans did we give out last week?', { step: 'ban', range: 'last_week' }],
    ['messages that were deleted yesterday', { step: 'delete', range: 'yesterday' }],
    ['how often did we mute people this month', { step: 'mute', range: 'this_month' }],
    ['which cases did you dismiss last week?', { state: 'dismissed', range: 'last_week' }],
    ['have any decisions been overturned', { state: 'overturned' }],
    ['who banned kev77?', { user: 'kev77', step: 'ban' }],
    ['when was @kev77 warned', { user: 'kev77', step: 'warning' }],
    ['any appeals waiting?', { appeals: true, state: 'open' }],
    ['how many appeals were there last month', { appeals: true, range: 'last_month' }],
    ['any fights in the chat today?', { range: 'today' }],
  ])('%s', (text, args) => {
    expect(asked(text)).toEqual([['moderation_history', args]]);
  });

  test.each([
    'how many strikes before a ban?',
    'what does the policy say about the third time?',
    'how strict are you in the help channel?',
    'where can somebody appeal?',
    'what counts as harassment?',
  ])('what holds for everybody stands in the guide: %s', (text) => {
    expect(asked(text).map(([tool]) => tool)).toEqual(['search_help']);
  });

  test.each([
    'take Trent out of CASE-9',
    'please remove Trent from CASE-9',
    'put Trent back into CASE-9',
    'Trent is the wrong person in CASE-9',
    'CASE-9: that was not Trent',
    'Trent does not belong in CASE-9',
  ])('who is named wrongly in a case is said by the button on it: %s', (text) => {
    const plan = planned(text);
    expect(plan.calls).toMatchObject([{ tool: 'explain_case', args: { id: 'CASE-9' } }]);
    expect(JSON.stringify(plan)).toContain('decided with the buttons of its card');
  });

  test('what they wrote is still what is deleted', () => {
    expect(asked('remove the messages of Trent in CASE-9').map(([tool]) => tool)).toEqual(['moderate_member']);
  });

  test.each<[string, Role]>([
    ['which alerts did we dismiss this week?', 'officer'],
    ['is the queue stuck?', 'admin'],
    ['warn me when somebody signs in at night', 'admin'],
  ])('what is said of something else stays there: %s', (text, role) => {
    expect(asked(text, { role }).map(([tool]) => tool)).not.toContain('moderation_history');
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['time kev77 out for a day, insults', 'moderate_member', { user: 'kev77', action: 'timeout' }],
    ['one hour timeout for the author of CASE-4', 'moderate_member', { case: 'CASE-4', action: 'timeout' }],
    ['remove everything that was posted in CASE-4', 'moderate_member', { case: 'CASE-4', action: 'delete' }],
    ['take ACT-3 back please', 'reverse_action', { id: 'ACT-3' }],
  ])('orders, also where their verb has two parts: %s', (text, tool, args) => {
    expect(planned(text).calls).toMatchObject([{ tool, args }]);
  });
});

describe('a conversation about a case', () => {
  const looked = [
    turn('explain_case', { id: 'CASE-4' }, '[CASE-4] open, high: “Kev” against “Dana”.', ['CASE-4', 'ACT-2']),
  ];
  const listed = [
    turn('moderation_history', { state: 'open' }, '2 cases are open.\n• [CASE-9] high (open)\n• [CASE-4] low (open)', [
      'CASE-9',
      'CASE-4',
    ]),
  ];

  test.each([
    'who started it?',
    'what exactly did kev write',
    'why did it fire?',
    'who decided that',
    'what was done?',
    'and the others in it?',
    'tell me more',
  ])('%s: the case is looked at again', (text) => {
    expect(asked(text, { history: looked })).toEqual([['explain_case', { id: 'CASE-4' }]]);
  });

  test('whom it is chiefly about is asked for by the case, never by a name that somebody gave themselves', () => {
    expect(asked('has he done this before?', { history: looked })).toEqual([
      ['moderation_history', { user: 'CASE-4' }],
    ]);
    expect(asked('how many strikes does she have', { history: looked })).toEqual([
      ['moderation_history', { user: 'CASE-4' }],
    ]);
    expect(planned('time him out for an hour', { history: looked }).calls).toMatchObject([
      { tool: 'moderate_member', args: { case: 'CASE-4', action: 'timeout' } },
    ]);
  });

  test('whoever the asker named since is who “he” is, until another case is looked at', () => {
    const asking = (question: string, id: string): PastTurn => ({
      ...turn('explain_case', { id }, 'x', [id]),
      question,
    });
    const named = [...looked, asking('what did dirk write?', 'CASE-4')];
    expect(asked('has he done this before?', { history: named })).toEqual([['moderation_history', { user: 'dirk' }]]);
    expect(planned('time him out for an hour', { history: named }).calls).toMatchObject([
      { tool: 'moderate_member', args: { user: 'dirk', action: 'timeout' } },
    ]);
    const other = [...named, asking('what is CASE-9 about?', 'CASE-9')];
    expect(asked('has he done this before?', { history: other })).toEqual([['moderation_history', { user: 'CASE-9' }]]);
  });

  test('one of several by its place; of several without one it is asked which', () => {
    expect(asked('open the second one', { history: listed })).toEqual([['explain_case', { id: 'CASE-4' }]]);
    expect(planned('who started it?', { history: listed }).say).toMatchObject({
      why: 'ask',
      options: [{ label: 'CASE-9' }, { label: 'CASE-4' }],
    });
  });

  test('the same of somebody else, another kind or another time', () => {
    const history = [turn('moderation_history', { user: 'kev77', step: 'ban' }, 'No bans.', [])];
    expect(asked('and dana?', { history })).toEqual([['moderation_history', { user: 'dana', step: 'ban' }]]);
    expect(asked('and warnings?', { history })).toEqual([['moderation_history', { user: 'kev77', step: 'warning' }]]);
    expect(asked('and last month?', { history })).toEqual([
      ['moderation_history', { user: 'kev77', step: 'ban', range: 'last_month' }],
    ]);
  });

  const told = [
    turn(
      'explain_case',
      { id: 'CASE-4' },
      '[CASE-4] open: 3 people turn on Lena H.\n• “should we meet” (“Kev”, 15:29)\n• “x” (“bogdan77”, 15:31)\n• “y” (“Dirk”, 15:34)',
      ['CASE-4'],
    ),
  ];
  const history = (user: string) => ['moderation_history', { user }];
  test.each<[string, unknown[]]>([
    ['what about kev?', [history('Kev')]],
    ['and bogdan?', [history('bogdan77')]],
    ['what did Dirk do?', [history('Dirk')]],
    ['and the other two, kev and bogdan?', [history('Kev'), history('bogdan77')]],
    ['and the other two?', [['explain_case', { id: 'CASE-4' }]]],
    ['how many messages did dirk write?', [['explain_case', { id: 'CASE-4' }]]],
    ['should we ban Dirk?', [['explain_case', { id: 'CASE-4' }]]],
    ['how did those end?', [['explain_case', { id: 'CASE-4' }]]],
    ['has Lena been targeted before?', [['moderation_history', { target: 'Lena' }]]],
    ['was she attacked before?', [['moderation_history', { target: 'CASE-4' }]]],
    ['top 3 offenders this month', [['moderation_history', { group_by: 'offender', limit: 3, range: 'this_month' }]]],
    ['which channel has the most trouble?', [['moderation_history', { group_by: 'channel' }]]],
    ['time out the worst one', [['moderate_member', { case: 'CASE-4', action: 'timeout' }]]],
    ['ban bogdan', [['moderate_member', { user: 'bogdan77', action: 'ban' }]]],
    [
      'mute dirk, bogdan77 and kev',
      [
        ['moderate_member', { user: 'Dirk', action: 'mute' }],
        ['moderate_member', { user: 'bogdan77', action: 'mute' }],
        ['moderate_member', { user: 'Kev', action: 'mute' }],
      ],
    ],
    [
      'mute dirk and delete his messages',
      [
        ['moderate_member', { user: 'Dirk', action: 'mute' }],
        ['moderate_member', { user: 'Dirk', action: 'delete' }],
      ],
    ],
  ])('whom the answer told of, and what stands in it: %s', (text, calls) => {
    expect(asked(text, { history: told })).toEqual(calls);
  });

  test('a quote is nobody’s name, and one beginning of two names is neither', () => {
    expect(asked('what about should?', { history: told }).flat()).not.toContainEqual({ user: 'should we meet' });
    const twins = [turn('explain_case', { id: 'CASE-4' }, '“kev1” and “kev2” in [CASE-4]', ['CASE-4'])];
    expect(asked('and kev?', { history: twins }).flat()).not.toContainEqual({ user: 'kev1' });
  });

  test.each(['is it quiet?', 'any trouble right now?', 'is anything escalating right now?'])(
    'how it is, asked by whoever moderates, is asked of the channels: %s',
    (text) => expect(asked(text)).toEqual([['moderation_history', { state: 'open' }]]),
  );

  test('steps that wait for a yes are proposals, and all of them are told to be decided', () => {
    expect(asked('what is waiting for approval?')).toEqual([['open_proposals', {}]]);
    const waiting = [turn('open_proposals', {}, '2 wait: [PROP-4], [PROP-5]', ['PROP-4', 'PROP-5'])];
    expect(asked('approve all of them', { history: waiting })).toEqual([['open_proposals', { decide: 'approve' }]]);
  });

  test('what people write in a channel is not kept; its cases are told', () => {
    const { calls, say } = planned('show the messages in After surgery today');
    expect(calls).toMatchObject([{ tool: 'moderation_history', args: { range: 'today' } }]);
    expect(say?.why).toBe('not_here');
  });

  test('the same for somebody else is put up for them', () => {
    const proposed = [
      ...told,
      turn(
        'moderate_member',
        { user: 'Dirk', action: 'timeout', duration: 'a day' },
        'Proposed for “Dirk” ([CASE-4]).',
        ['CASE-4'],
      ),
    ];
    for (const text of ['ok do it for bogdan too', 'same for bogdan', 'bogdan too'])
      expect(asked(text, { history: proposed })).toEqual([
        ['moderate_member', { user: 'bogdan77', action: 'timeout', duration: 'a day' }],
      ]);
  });

  test('what begins anew is no follow-up', () => {
    expect(asked('open alerts', { history: looked }).map(([tool]) => tool)).toEqual(['search_logs']);
    expect(asked('open CASE-9', { history: looked })).toEqual([['explain_case', { id: 'CASE-9' }]]);
  });
});
