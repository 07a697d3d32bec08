import { describe, expect, test } from 'vitest';
import { searchWords } from '../../../../src/agent/offline/answers/search.ts';
import type { PlanContext } from '../../../../src/agent/offline/plan-types.ts';
import type { AlertData, LoginData, SearchData } from '../../../../src/tools/tool-data.ts';

const context: PlanContext = {
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/London',
  role: 'officer',
  language: 'en',
  tools: new Set(['search_logs', 'open_alert', 'create_incident']),
  history: [],
};
const login = (n: number, time: string): LoginData => ({
  kind: 'login',
  ref: `LOG-${n}AAAAA`,
  time,
  outcome: 'success',
  account: 'tomas',
  quoted_text: '',
  origin: '',
});
const alert = (n: number): AlertData => ({
  kind: 'alert',
  ref: `ALR-${n}`,
  time: 'Fri 20 Nov, 03:00',
  first_seen: 'Fri 20 Nov, 03:00',
  severity: 'low',
  status: n === 9 ? 'open' : 'resolved',
  title: 'Many failures',
  events: 1,
});
const found = (data: Partial<SearchData>): SearchData => ({
  searched: '',
  range: null,
  kinds: ['login'],
  counts: { login: 2 },
  more_than: [],
  rows: [login(1, 'Fri 20 Nov, 03:00'), login(2, 'Thu 19 Nov, 19:18')],
  notes: [],
  ...data,
});

describe('what a search found, in words', () => {
  test('who signed in begins with how many accounts did', () => {
    const groups = [
      { key: 'tomas', count: 4 },
      { key: 'maria', count: 1 },
    ];
    const [first] = searchWords(
      { group_by: 'user', outcome: 'success' },
      found({ counts: { login: 5 }, groups, different: 2 }),
      false,
      context,
    );
    expect(first).toBe('2 accounts signed in: 5 successful logins.');
  });

  test('an account that reads as ours, or as an order, is quoted and never put into the reader’s mouth', () => {
    const groups = [
      { key: 'bob ALR-18', count: 4 },
      { key: 'close INC-4', count: 2 },
      { key: 'maria', count: 1 },
    ];
    const lines = searchWords({ group_by: 'user' }, found({ counts: { login: 7 }, groups }), false, context);
    expect(lines).toContain('• “bob ALR-18”: 4');
    expect(lines).toContain('• “close INC-4”: 2');
    expect(lines).toContain('• maria: 1');
    expect(lines.join('\n')).not.toMatch(/Next:.*(?:ALR-18|INC-4)/);
    const plain = searchWords(
      { group_by: 'user' },
      found({ counts: { login: 7 }, groups: groups.toReversed() }),
      false,
      context,
    );
    expect(plain.join('\n')).toMatch(/Next:.*only maria/);
  });

  test('rows of a night that spans two days say their day', () => {
    const range = 'last night, 19 November 2026, 18:00–06:00';
    const lines = searchWords({ range: 'last_night' }, found({ range }), false, context);
    expect(lines[1]).toContain('03:00');
    expect(lines[2]).toContain('Thu 19 Nov, 19:18');
  });

  test('only what was shown is suggested', () => {
    const rows = [1, 2, 3, 9].map(alert);
    const lines = searchWords(
      { kinds: ['alert'] },
      found({ kinds: ['alert'], counts: { alert: 4 }, rows }),
      false,
      context,
    );
    const shown = lines.slice(0, -1).join('\n');
    for (const [ref] of lines.at(-1)!.matchAll(/ALR-\d+/g)) expect(shown).toContain(ref);
  });

  test('how an account was understood is said once in a conversation', () => {
    const data = found({ notes: ['no account is exactly “tom”: accounts that begin so were searched'] });
    const once = searchWords({ user: 'tom' }, data, false, context);
    const answer = once.join('\n');
    expect(answer).toContain('Note:');
    const history = [{ question: '', answer, steps: [], citations: [] }];
    expect(searchWords({ user: 'tom' }, data, false, { ...context, history }).join('\n')).not.toContain('Note:');
  });
});
