import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../src/agent/offline/abilities.ts';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../src/agent/offline/plan-types.ts';

const turn = (
  question: string,
  tool: string,
  args: Record<string, unknown>,
  answer: string,
  mentioned: readonly string[] = [],
): PastTurn => ({
  question,
  answer,
  steps: [{ tool, args, ok: true }],
  citations: [...answer.matchAll(/\[([A-Z]+-\w+)\]/g)].map(([, ref]) => ({
    ref: ref!,
    ...(mentioned.includes(ref!) && { mentioned: true as const }),
  })),
});
const ask = (message: string, ...history: PastTurn[]) =>
  plan(message, {
    now: new Date('2026-11-21T10:30:00Z'),
    timeZone: 'Europe/London',
    role: 'officer',
    language: 'en',
    tools: toolsPlannedFor('officer'),
    history,
  });

const ALERTS = [
  '3 open alerts.',
  '• [ALR-24] critical, open: tomas.keller@northwind.example signed in from 203.0.113.49 after 40 failed attempts (05:18)',
  '• [ALR-23] medium, open: 40 failed sign-ins from 203.0.113.49 (05:18)',
  '• [ALR-21] low, open: maria.lindqvist@northwind.example signed in on Saturday (13:27)',
].join('\n');
const listed = turn('open alerts', 'search_logs', { kinds: ['alert'], status: 'open' }, ALERTS);

test('a name beside a pronoun says who is meant', () => {
  expect(ask('what did tomas do after he got in?', listed).calls).toMatchObject([
    { tool: 'search_logs', args: { user: 'tomas' } },
  ]);
});

test('things that have in common what is pointed at need no question', () => {
  expect(ask('has anyone else logged in from that address?', listed).calls).toMatchObject([
    { tool: 'search_logs', args: { ip: 'ALR-24' } },
  ]);
});

test('how bad a thing is says which one; what only stood in a quoted text does not', () => {
  expect(ask('acknowledge the critical one', listed).calls).toEqual([
    { tool: 'update_alert', args: { id: 'ALR-24', status: 'acknowledged' } },
  ]);
  const quoting = turn(
    'open incidents',
    'search_logs',
    { kinds: ['incident'] },
    '2 incidents.\n• [INC-1] low, open: “critical [INC-9]” (opened)\n• [INC-2] high, open: “x” (opened)',
    ['INC-9'],
  );
  expect(ask('close the critical one', quoting).calls.filter(({ tool }) => tool.startsWith('update'))).toEqual([]);
});

test('of two that are equally severe it is asked which one', () => {
  const two = turn(
    'open alerts',
    'search_logs',
    { kinds: ['alert'] },
    '2 alerts.\n• [ALR-1] low, open: a@b.example signed in (1)\n• [ALR-2] low, open: c@b.example signed in (2)',
  );
  const { calls, say } = ask('dismiss the least severe one', two);
  expect(calls).toEqual([]);
  expect(say?.options?.map(({ label }) => label)).toEqual(['ALR-1', 'ALR-2']);
});

test('“all accounts, not just maria” takes away that filter and nothing else', () => {
  const marias = turn(
    'failed logins of maria yesterday',
    'search_logs',
    { kinds: ['login'], outcome: 'failure', user: 'maria', range: 'yesterday' },
    '9 failed logins of maria (yesterday).',
  );
  expect(ask('i mean all accounts, not just maria', marias).calls).toEqual([
    { tool: 'search_logs', args: { kinds: ['login'], outcome: 'failure', range: 'yesterday' } },
  ]);
});

test('a matter named after somebody the conversation knows is about their alerts; any other words are a title', () => {
  expect(ask('open an incident for the tomas thing', listed).calls).toMatchObject([
    { tool: 'search_logs', args: { kinds: ['alert'], user: 'tomas' } },
    { tool: 'create_incident', needs: 'found' },
  ]);
  expect(ask('open an incident for the printer thing', listed).calls).toMatchObject([
    { tool: 'create_incident', args: { title: 'printer thing' } },
  ]);
});

test('two conditions that no rule has both of are said, and either can be chosen', () => {
  const wish = 'warn me if somebody signs in from abroad at night';
  const { calls, say } = ask(wish);
  expect(calls).toEqual([]);
  expect(say?.options?.map(({ label }) => label).sort()).toEqual(['at night', 'from abroad']);
  const asked: PastTurn = { question: wish, answer: say!.text, steps: [], citations: [] };
  expect(ask('then just from abroad', asked).calls).toMatchObject([
    { tool: 'propose_rule', args: { rule_type: 'country' } },
  ]);
});

const changed = (id: string, args: Record<string, unknown>) =>
  turn(`change ${id}`, 'update_incident', { id, ...args }, `Done, [${id}] “x”: changed.`);

test('of two values said in one breath the last one counts, and a change just made is corrected', () => {
  expect(ask('set INC-3 to high, no wait, medium').calls).toEqual([
    { tool: 'update_incident', args: { id: 'INC-3', severity: 'medium' } },
  ]);
  expect(ask('no, critical i said', changed('INC-3', { severity: 'high' })).calls).toEqual([
    { tool: 'update_incident', args: { id: 'INC-3', severity: 'critical' } },
  ]);
});

test('“my incident” is the one the asker took over here; where there is none it is asked', () => {
  expect(ask('add a note to my incident: called Tomas', changed('INC-3', { assignee: 'me' })).calls).toEqual([
    { tool: 'update_incident', args: { id: 'INC-3', comment: 'called Tomas' } },
  ]);
  const { calls, say } = ask('add a note to my incident: called Tomas', changed('INC-2', { severity: 'low' }));
  expect(calls).toEqual([]);
  expect(say?.why).toBe('ask');
});

test('what is opened again after a look at the logins is what was closed before it', () => {
  const logins = turn('failed logins today', 'search_logs', { kinds: ['login'] }, 'No failed logins.');
  expect(ask('hmm wait, reopen it', changed('INC-3', { status: 'closed' }), logins).calls).toEqual([
    { tool: 'update_incident', args: { id: 'INC-3', status: 'open' } },
  ]);
});

test('whoever is said to work on incidents is who has them', () => {
  const marias = turn('incidents of maria', 'search_logs', { kinds: ['incident'], assignee: 'maria' }, 'None.');
  expect(ask('which incidents is she working on?', marias).calls).toMatchObject([
    { tool: 'search_logs', args: { kinds: ['incident'], assignee: 'maria' } },
  ]);
});

test('one of what was spoken of is an incident', () => {
  expect(ask('make one for ALR-24', listed).calls).toEqual([{ tool: 'create_incident', args: { alerts: ['ALR-24'] } }]);
  expect(ask('open one for tomas', listed).calls).toMatchObject([
    { tool: 'search_logs', args: { kinds: ['alert'], user: 'tomas' } },
    { tool: 'create_incident', needs: 'found' },
  ]);
});

test('what has a page of its own is told from the guide, and looked for in no log', () => {
  for (const message of ['add a camera called Front Door', 'add Lena Brandt, lena@example.com, as officer'])
    expect(ask(message).calls).toMatchObject([{ tool: 'search_help' }]);
  expect(ask('what do I still have to do today?').calls).toMatchObject([
    { tool: 'search_logs', args: { kinds: ['incident'], assignee: 'me', status: 'open' } },
    { tool: 'search_logs', args: { kinds: ['alert'], status: 'open' } },
  ]);
});

test('the day is asked for as against the night, and “it” is what the same sentence named', () => {
  const nightly = turn(
    'how many logins failed at night?',
    'search_logs',
    { kinds: ['login'], outcome: 'failure', hours: '22:00-06:00' },
    '94 failed logins.',
  );
  expect(ask('and in the day?', nightly).calls).toEqual([
    { tool: 'search_logs', args: { kinds: ['login'], outcome: 'failure', hours: '06:00-22:00' } },
  ]);
  expect(
    ask('show me INC-2 and who worked on it', turn('open ALR-24', 'open_alert', { id: 'ALR-24' }, ALERTS)).calls,
  ).toEqual([{ tool: 'open_incident', args: { id: 'INC-2' } }]);
});

describe('who was seen, asked on', () => {
  const strangers = turn('any strangers this week?', 'find_sightings', { known: false, range: 'this_week' }, '3 seen.');
  const hugo = turn(
    'was Hugo Chavez here?',
    'find_sightings',
    { person: 'Hugo Chavez', range: 'this_week' },
    '2 times.',
  );

  test.each([
    ['and Hugo Chavez?', strangers, { person: 'Hugo Chavez', range: 'this_week' }],
    [
      'was Tony Blair at the loading dock today?',
      strangers,
      { person: 'Tony Blair', camera: 'loading dock', range: 'today' },
    ],
    ['and Kim at the front door?', strangers, { person: 'Kim', camera: 'front door', range: 'this_week' }],
    ['and at the front door?', strangers, { known: false, camera: 'front door', range: 'this_week' }],
    ['and strangers?', hugo, { known: false, range: 'this_week' }],
    ['and Dana at the dock?', hugo, { person: 'Dana', camera: 'dock', range: 'this_week' }],
    ['and at the dock?', hugo, { person: 'Hugo Chavez', camera: 'dock', range: 'this_week' }],
  ])('%s', (message, before, args) => {
    // somebody by name is no stranger: both together would find nobody, and say that they were not here
    expect(ask(message, before).calls).toEqual([{ tool: 'find_sightings', args }]);
  });
});
