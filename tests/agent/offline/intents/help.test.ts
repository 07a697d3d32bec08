import { describe, expect, test } from 'vitest';
import { toolsPlannedFor } from '../../../../src/agent/offline/abilities.ts';
import { plan } from '../../../../src/agent/offline/plan.ts';
import type { PastTurn } from '../../../../src/agent/offline/plan-types.ts';
import type { Language } from '../../../../src/domain/language.ts';

const planned = (text: string, { language = 'en' as Language, history = [] as PastTurn[] } = {}) =>
  plan(text, {
    now: new Date('2026-11-21T10:30:00Z'),
    timeZone: 'Europe/London',
    role: 'officer',
    language,
    tools: toolsPlannedFor('officer'),
    history,
  });
const tools = (text: string, with_: Parameters<typeof planned>[1] = {}): string[] =>
  planned(text, with_).calls.map((call) => call.tool);

describe('what is looked up in the guide', () => {
  test.each([
    'how do I close an incident?',
    'how can I get an API key',
    'where can I change my time zone?',
    'what is password spraying?',
    'explain brute force to me',
    'can I undo closing an incident?',
    'what does contained mean?',
    'who can approve rules?',
    'am I allowed to delete an incident?',
    'is it possible to attach a file?',
    'what should I do if I clicked on a bad link?',
    'I forgot my password',
    'what’s a backtest',
    'what is the difference between an alert and an incident?',
  ])('%s', (text) => {
    expect(tools(text)).toEqual(['search_help']);
  });

  test('in the asker’s own words', () => {
    expect(planned('How do I close an incident?').calls[0]!.args).toEqual({ query: 'How do I close an incident?' });
  });

  test.each<[Language, string]>([
    ['de', 'Wie kann ich mein Passwort ändern?'],
    ['de', 'Was ist eine Regel?'],
    ['fr', 'Comment fermer un incident ?'],
    ['es', '¿Cómo cierro un incidente?'],
  ])('in %s: %s', (language, text) => {
    expect(tools(text, { language })).toEqual(['search_help']);
  });

  test('in the middle of a conversation about something else', () => {
    const history: PastTurn[] = [
      {
        question: 'failed logins today',
        answer: '3',
        steps: [{ tool: 'search_logs', args: {}, ok: true }],
        citations: [],
      },
    ];
    expect(tools('and how do I export them?', { history })).toEqual(['search_help']);
    expect(tools('and yesterday?', { history })).toEqual(['search_logs']);
  });
});

describe('what only sounds like it', () => {
  test.each([
    'how many failed logins did we have today?',
    'how often did root fail yesterday?',
    'what is the status of INC-9?',
    'who can you see failing from 203.0.113.9 today?',
    'where did root sign in from?',
    'can I see the failed logins of yesterday?',
    'what is happening with ALR-4?',
    'what are the open incidents?',
    'open an incident: nobody knows how to reset the alarm',
    'which countries did the failed logins come from?',
  ])('%s', (text) => {
    expect(tools(text)).not.toContain('search_help');
    expect(tools(text).length).toBeGreaterThan(0);
  });

  test.each(['what can you do?', 'help', 'what kind of questions can I ask you?', 'what am I allowed to do here?'])(
    'an overview: %s',
    (text) => {
      expect(tools(text)).toEqual(['help']);
    },
  );
});

describe('what nothing else understands', () => {
  test('is offered a section that fits well', () => {
    expect(planned('keyboard shortcuts').calls).toEqual([
      { tool: 'search_help', args: { query: 'keyboard shortcuts', offer: true } },
    ]);
  });

  test('and nothing where none does', () => {
    expect(planned('purple monkey dishwasher')).toMatchObject({ calls: [], say: { why: 'unclear' } });
  });
});
