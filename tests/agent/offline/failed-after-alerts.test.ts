import { expect, test } from 'vitest';
import { plan } from '../../../src/agent/offline/plan.ts';
import type { PlanContext } from '../../../src/agent/offline/plan-types.ts';

const context: PlanContext = {
  now: new Date('2026-11-20T12:00:00Z'),
  timeZone: 'Europe/London',
  role: 'officer',
  language: 'en',
  tools: new Set(['search_logs', 'open_alert', 'open_incident', 'update_incident', 'create_incident']),
  history: [],
};

// what failed is told of logins alone, and how bad or how far something is, of them never
test.each([
  [
    'show high-risk events from yesterday',
    'which addresses failed most this week?',
    { kinds: ['login'], outcome: 'failure', group_by: 'ip', range: 'this_week' },
  ],
  ['any critical alerts today?', 'only the failed ones', { kinds: ['login'], outcome: 'failure', range: 'today' }],
  ['open incidents', 'which accounts failed most?', { kinds: ['login'], outcome: 'failure', group_by: 'user' }],
])('after “%s”, “%s” asks of logins', (question, next, expected) => {
  const steps = plan(question, context).calls.map(({ tool, args }) => ({ tool, args, ok: true }));
  const history = [{ question, answer: '', steps, citations: [] }];
  expect(plan(next, { ...context, history }).calls).toEqual([{ tool: 'search_logs', args: expected }]);
});
