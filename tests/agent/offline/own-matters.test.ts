import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PastTurn, PlanContext } from '../../../src/agent/offline/plan-types.ts';
import { toolsFor } from '../../../src/tools/index.ts';

const context = (history: PastTurn[] = []): PlanContext => ({
  ...{ now: new Date('2026-11-20T12:00:00Z'), timeZone: 'UTC', role: 'employee', language: 'en', history },
  tools: new Set(toolsFor('employee').map(({ name }) => name)),
});
const asked = (text: string, history: PastTurn[] = []) =>
  plan(text, context(history)).calls.map(({ tool, args }) => [tool, args]);
const looked: PastTurn = {
  question: 'was anybody else in my account?',
  answer: '2 sign-ins to your account.\n• [LOG-7QK3M9] signed in from Singapore',
  steps: [{ tool: 'my_logins', args: {}, ok: true }],
  citations: [{ ref: 'LOG-7QK3M9' }],
};
const reported: PastTurn = {
  question: 'what have I reported?',
  answer:
    '2 incidents opened by you.\n• [INC-5] medium, open: “i lost my badge”\n• [INC-4] medium, open: “i clicked on a phishing link”',
  steps: [{ tool: 'search_logs', args: { kinds: ['incident'], opened_by: 'me' }, ok: true }],
  citations: [{ ref: 'INC-5' }, { ref: 'INC-4' }],
};

describe('what an employee asks of themselves', () => {
  test.each([
    ['was anybody else in my account?', {}],
    ['when did i last sign in?', {}],
    ['did anyone use my account yesterday?', { range: 'yesterday' }],
    ['who logged into my account?', {}],
  ])('their own sign-ins: %s', (text, args) => expect(asked(text)).toEqual([['my_logins', args]]));

  test('goes on with them', () => {
    expect(asked('from where?', [looked])).toEqual([['my_logins', {}]]);
    expect(asked('and yesterday?', [looked])).toEqual([['my_logins', { range: 'yesterday' }]]);
  });

  test.each([
    ['how do i reach security?', 'How do I reach the people who look after security?'],
    ['who is on call?', 'How do I reach the people who look after security?'],
    ['can you call the police?', 'How do I reach the people who look after security?'],
    ['should i change my password?', 'I clicked on a bad link or gave my password away. What now?'],
    ['who can see what i write here?', 'Can others see what I ask?'],
  ])('what stands in the guide: %s', (text, query) => expect(asked(text)).toEqual([['search_help', { query }]]));

  test.each([
    ["that one from singapore wasn't me", looked, 'create_incident', { title: "that one from singapore wasn't me" }],
    ['cancel the badge one, i found it', reported, 'update_incident', { id: 'INC-5', undo: true }],
    [
      "someone i don't know followed me through the door",
      null,
      'create_incident',
      { title: "someone i don't know followed me through the door" },
    ],
  ] as const)('is offered, and done on a “yes” alone: %s', (text, before, tool, args) => {
    const history = before ? [before] : [];
    const { calls, say } = plan(text, context(history));
    expect(calls).toEqual([]);
    expect(say).toMatchObject({ why: 'ask', offer: [{ tool, args }] });
    const turn = { question: text, answer: say!.text, steps: [], citations: [] };
    expect(asked('yes', [...history, turn])).toEqual([[tool, args]]);
    expect(asked('no', [...history, turn])).toEqual([]);
  });
});
