import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../src/domain/language.ts';
import { TOOLS } from '../../../src/tools/index.ts';

const context = (part: Partial<PlanContext> = {}): PlanContext => ({
  now: new Date('2026-11-21T12:00:00Z'),
  timeZone: 'Europe/Berlin',
  role: 'officer',
  language: 'en',
  tools: new Set(TOOLS.map(({ name }) => name)),
  history: [],
  ...part,
});
const about = (ref: string): PlanContext['history'] => [
  {
    question: `open ${ref}`,
    answer: '',
    steps: [{ tool: 'open_incident', args: { id: ref }, ok: true }],
    citations: [{ ref }],
  },
];
const change = (args: Record<string, unknown>) => [{ tool: 'update_incident', args: { id: 'INC-17', ...args } }];

describe('who works on an incident, and what is to be done', () => {
  test.each<[string, Record<string, unknown>]>([
    ['make Dana scribe of INC-17', { scribe: 'Dana' }],
    ['page Sam for INC-17', { add_people: ['Sam'] }],
    ['notify Sam and Lea about INC-17', { add_people: ['Sam', 'Lea'] }],
    ['Make Dana Reyes the scribe of INC-17, please.', { scribe: 'Dana Reyes' }],
    ['can you make dana the commander of INC-17?', { assignee: 'dana' }],
    ["I'm the liaison of INC-17", { liaison: 'me' }],
    ['I am the scribe for INC-17 now', { scribe: 'me' }],
    ['I take over as commander of INC-17', { assignee: 'me' }],
    ['appoint Sam as liaison for INC-17', { liaison: 'Sam' }],
    ['assign Sam as scribe on INC-17', { scribe: 'Sam' }],
    ['assign the scribe role of INC-17 to Sam', { scribe: 'Sam' }],
    ['INC-17: scribe is Sam', { scribe: 'Sam' }],
    ['Sam is now the liaison of INC-17', { liaison: 'Sam' }],
    ['I step down as scribe of INC-17', { scribe: null }],
    ["I'm no longer the liaison of INC-17", { liaison: null }],
    ['give back the scribe role of INC-17', { scribe: null }],
    ['add Sam to INC-17', { add_people: ['Sam'] }],
    ['add Sam and Lea Berg to INC-17', { add_people: ['Sam', 'Lea Berg'] }],
    ['add me to INC-17', { add_people: ['me'] }],
    ['loop Sam in on INC-17', { add_people: ['Sam'] }],
    ['bring Sam into INC-17', { add_people: ['Sam'] }],
    ['remove Sam from INC-17', { remove_people: ['Sam'] }],
    ['take Sam and Lea off INC-17', { remove_people: ['Sam', 'Lea'] }],
    [
      'add a task to INC-17: rotate the VPN keys, for Dana by tomorrow noon',
      { task: 'rotate the VPN keys', task_for: 'Dana', task_due: 'tomorrow noon' },
    ],
    ['add a task to INC-17: rotate the keys for production', { task: 'rotate the keys for production' }],
    [
      'add a task to INC-17: call the provider, by friday 17:00, for me',
      { task: 'call the provider', task_for: 'me', task_due: 'friday 17:00' },
    ],
    ['new task for INC-17: tell legal', { task: 'tell legal' }],
    [
      'bookmark https://wiki.example.org/r?x=1 as VPN runbook for INC-17',
      { bookmark: 'https://wiki.example.org/r?x=1', bookmark_title: 'VPN runbook' },
    ],
    ['todo for INC-17: tell legal', { task: 'tell legal' }],
    ['INC-17: add a task: tell legal', { task: 'tell legal' }],
    ['add a task to INC-17 for Dana: rotate keys', { task: 'rotate keys', task_for: 'Dana' }],
    ['task 2 of INC-17 is done', { tasks_done: [2] }],
    ['INC-17 task 2 is done', { tasks_done: [2] }],
    ['tasks 1 and 3 of INC-17 are done', { tasks_done: [1, 3] }],
    ['mark task 2 of INC-17 as done', { tasks_done: [2] }],
    ['tick off task 2 of INC-17', { tasks_done: [2] }],
    ['reopen task 2 of INC-17', { tasks_open: [2] }],
    ['task 2 of INC-17 is not done yet', { tasks_open: [2] }],
  ])('%s', (message, args) => expect(plan(message, context()).calls).toEqual(change(args)));

  test.each<[string, string]>([
    ['who is the commander of INC-17?', 'commander'],
    ["who's the scribe on INC-17", 'scribe'],
    ['who is liaison for INC-17?', 'liaison'],
    ['does INC-17 have a scribe?', 'scribe'],
    ['who is on INC-17?', 'people'],
    ['who is involved in INC-17?', 'people'],
    ['list the participants of INC-17', 'people'],
    ['what is still to do on INC-17?', 'tasks'],
    ["what's left to do on INC-17?", 'tasks'],
    ['show the tasks of INC-17', 'tasks'],
    ['which tasks are still open on INC-17?', 'tasks'],
    ['open tasks of INC-17', 'tasks'],
  ])('%s', (message, asked) =>
    expect(plan(message, context())).toMatchObject({
      calls: [{ tool: 'open_incident', args: { id: 'INC-17' } }],
      asked,
    }),
  );

  test.each<[Language, string, Record<string, unknown>]>([
    ['de', 'mach Dana zur Protokollführerin von INC-17', { scribe: 'Dana' }],
    ['de', 'ich übernehme die Leitung von INC-17', { assignee: 'me' }],
    ['de', 'nimm Sam zu INC-17 dazu', { add_people: ['Sam'] }],
    [
      'de',
      'neue Aufgabe in INC-17: VPN-Schlüssel tauschen, für Dana bis morgen mittag',
      { task: 'VPN-Schlüssel tauschen', task_for: 'Dana', task_due: 'morgen mittag' },
    ],
    ['de', 'Aufgabe 2 von INC-17 ist erledigt', { tasks_done: [2] }],
    ['fr', 'nomme Dana secrétaire de INC-17', { scribe: 'Dana' }],
    ['fr', 'ajoute Sam à INC-17', { add_people: ['Sam'] }],
    [
      'fr',
      'ajoute une tâche à INC-17 : changer les clés, pour Dana avant demain midi',
      { task: 'changer les clés', task_for: 'Dana', task_due: 'demain midi' },
    ],
    ['fr', 'la tâche 2 de INC-17 est faite', { tasks_done: [2] }],
    ['es', 'soy el enlace de INC-17', { liaison: 'me' }],
    ['es', 'añade a Sam a INC-17', { add_people: ['Sam'] }],
    ['es', 'añade una tarea a INC-17: rotar las claves, para Dana', { task: 'rotar las claves', task_for: 'Dana' }],
    ['es', 'la tarea 2 de INC-17 está hecha', { tasks_done: [2] }],
  ])('%s: %s', (language, message, args) => expect(plan(message, context({ language })).calls).toEqual(change(args)));

  test('“it” and a bare task number mean the incident at hand; without one it is asked', () => {
    const history = about('INC-17');
    expect(plan('task 2 is done', context({ history })).calls).toEqual(change({ tasks_done: [2] }));
    expect(plan("I'm the liaison", context({ history })).calls).toEqual(change({ liaison: 'me' }));
    expect(plan('add a task: tell legal', context({ history })).calls).toEqual(change({ task: 'tell legal' }));
    expect(plan('who is the scribe?', context({ history }))).toMatchObject({ asked: 'scribe' });
    expect(plan('what is still to do?', context({ history }))).toMatchObject({ asked: 'tasks' });
    expect(plan('task 2 is done', context())).toMatchObject({ calls: [], say: { why: 'ask' } });
  });

  test.each([
    "don't make Dana scribe of INC-17",
    'is Dana the scribe of INC-17?',
    'task 2 of INC-17 is done?',
    'Dana said: make Sam scribe of INC-17',
    '> add Sam to INC-17',
    'if task 2 of INC-17 is done, close it',
    'should I add Sam to INC-17?',
    'add Sam to INC-17 or INC-18',
    'add a comment to INC-17',
    'add that to INC-17',
  ])('%s: orders nothing of it', (message) => {
    const keys = plan(message, context()).calls.flatMap(({ args }) => Object.keys(args));
    for (const key of ['scribe', 'liaison', 'add_people', 'remove_people', 'task', 'tasks_done', 'tasks_open'])
      expect(keys).not.toContain(key);
  });

  test('who may not change incidents is told so', () => {
    expect(plan('make Dana scribe of INC-17', context({ role: 'manager' }))).toMatchObject({
      calls: [],
      say: { why: 'role' },
    });
  });

  test('alerts are linked as before, and whoever is taken off by “me” is no longer its commander', () => {
    expect(plan('add ALR-3 to INC-17', context()).calls).toEqual(change({ link_alerts: ['ALR-3'] }));
    expect(plan('take me off INC-17', context()).calls).toEqual(change({ assignee: null }));
  });

  test('a time that has gone by is said, and is no part of the task', () => {
    const { calls, say } = plan('add a task to INC-17: rotate the keys, for Dana by 9am today', context());
    expect(calls).toEqual(change({ task: 'rotate the keys', task_for: 'Dana' }));
    expect(say?.text).toContain('“9am today” is over');
    // a number that is no time stays in the task
    expect(plan('add a task to INC-17: replace it by model 3', context()).calls).toEqual(
      change({ task: 'replace it by model 3' }),
    );
  });

  test('whatever is typed is read in no time, and throws nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('add a task to INC-17: ', 'make ', 'add ', 'task ', 'who is '),
        fc.string({ maxLength: 600, unit: 'grapheme' }),
        (lead, text) => void plan(lead + text, context()),
      ),
      { numRuns: 300 },
    );
    const begun = performance.now();
    plan(`add ${'a '.repeat(240)}to INC`, context());
    plan(`add a task to INC-17: ${'by for '.repeat(60)}`, context());
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
