import { expect, test } from 'vitest';
import { cardText } from '../../../src/messages/card-text.ts';
import { healthCard } from '../../../src/messages/views/health-card.ts';
import { logCard } from '../../../src/messages/views/log-card.ts';

test('a search’s card: what was searched, how many, the chart, the newest, the way to the rest', () => {
  const card = logCard({
    title: 'Failed logins: yesterday,\n20 November 2026',
    counts: '1,204 logins',
    items: [{ text: `root: failed${' '.repeat(40)}${'x'.repeat(300)}`, ref: 'LOG-000001', url: '/logs/LOG-000001' }],
    chart: { by: 'country', points: [{ label: 'Germany', value: 1200 }] },
    moreUrl: '/logs?outcome=failure',
  });
  const lines = cardText(card).split('\n');
  expect(lines).toHaveLength(5);
  expect(lines.slice(0, 3)).toEqual([
    'Failed logins: yesterday, 20 November 2026',
    '1,204 logins',
    'By country: Germany 1200 events',
  ]);
  expect(lines[3]!.length).toBeLessThan(200);
  expect(lines[4]).toBe('All in the logs: /logs?outcome=failure');
});

test('nothing found is said, without an empty list or chart', () => {
  const card = logCard({
    title: 'Logins',
    counts: 'no logins',
    items: [],
    chart: { by: 'day', points: [] },
    moreUrl: '/logs',
  });
  expect(cardText(card)).toBe('Logins\nno logins');
});

test('health: what fails comes first, with how to mend it', () => {
  const text = cardText(
    healthCard({
      ok: false,
      checks: [
        { name: 'database', ok: true, detail: 'answers in 2 ms' },
        { name: 'jobs', ok: false, detail: '3 dead letters', mend: 'look at them with: safenest jobs dead' },
      ],
    }),
  );
  expect(text.split('\n')).toEqual([
    '1 of 2 checks fails',
    'jobs: fails: 3 dead letters: look at them with: safenest jobs dead',
    'database: works: answers in 2 ms',
  ]);
  expect(cardText(healthCard({ ok: true, checks: [] }))).toBe('Everything works');
});
