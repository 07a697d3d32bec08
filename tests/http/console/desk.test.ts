import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { turnParts } from '../../../src/http/console/pages/desk.ts';

const clock = { now: new Date('2026-11-20T14:00:00Z'), timeZone: 'UTC' };
const asked = (question: string): string =>
  turnParts({ at: clock.now, question, answer: '', cards: [], steps: [], model: 'offline' }, clock).toString();

test('a question stands in the direction of its own words, apart from what is around it', () => {
  for (const question of ['‮reversed‬ <b>', 'أي التنبيهات مفتوحة؟', 'which alerts are open?'])
    expect(asked(question)).toContain(`<p dir="auto">${question.replace('<b>', '&lt;b&gt;')}</p>`);
});

test('so does one that was just asked', async () => {
  const script = await readFile(new URL('../../../src/http/console/static/desk.js', import.meta.url), 'utf8');
  expect(script).toContain('<div class="asked"><p dir="auto"></p></div>');
});
