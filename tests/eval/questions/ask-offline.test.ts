import { expect, test } from 'vitest';
import { askOffline, before } from '../../../src/eval/questions/ask-offline.ts';
import { type Question, readQuestions } from '../../../src/eval/questions/question-line.ts';

const asked = (after: string[], q: string, more: Partial<Question> = {}): Question => ({
  id: '1',
  role: 'officer',
  kind: 'multi_turn',
  after,
  q,
  expect: [],
  ...more,
});

test('an earlier search is answered with three of what it asked for', () => {
  const [turn] = before(asked(['show open alerts'], 'and now?'));
  expect(turn?.steps.map((step) => step.tool)).toEqual(['search_logs']);
  expect(turn?.citations).toEqual([{ ref: 'ALR-101' }, { ref: 'ALR-102' }, { ref: 'ALR-103' }]);
  expect(turn?.answer).toContain('[ALR-102]');
});

test('what a line says was answered is what was cited', () => {
  const line = asked(['show open alerts'], 'and now?', { after_answers: ['Two: [ALR-7], [INC-9]; not [FOO-1].'] });
  expect(before(line)[0]?.citations).toEqual([{ ref: 'ALR-7' }, { ref: 'INC-9' }]);
});

test('one that was looked at is what the next question is about', () => {
  expect(askOffline(asked(['open INC-12'], 'assign it to me')).calls).toMatchObject([
    { tool: 'update_incident', args: { id: 'INC-12', assignee: 'me' } },
  ]);
});

test('the sets hold what they promise', async () => {
  const own = await readQuestions(null);
  expect(own.skipped).toBe(0);
  for (const question of own.questions) expect(question.difficulty, question.q).toBeDefined();
  expect(own.questions.filter(({ kind }) => kind === 'multi_turn').length).toBeGreaterThanOrEqual(60);
  const roles = new Map<string, number>();
  for (const { role } of own.questions) roles.set(role, (roles.get(role) ?? 0) + 1);
  for (const [role, count] of roles) expect(count, role).toBeGreaterThanOrEqual(60);
});
