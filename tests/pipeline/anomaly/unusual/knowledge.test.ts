import { expect, test } from 'vitest';
import type { Login } from '../../../../src/pipeline/anomaly/detector.ts';
import { createKnowledge } from '../../../../src/pipeline/anomaly/unusual/knowledge.ts';

const login = (sequence: number, account: string, outcome: Login['outcome']): Login => ({
  sequence,
  occurredAt: new Date(Date.parse('2026-11-02T09:00:00Z') + sequence * 60_000),
  outcome,
  account,
  address: '192.0.2.1',
  country: null,
  city: null,
  latitude: null,
  longitude: null,
  device: null,
});

test('names that were only guessed are nobody’s habit; whoever signs in has one, with what failed before it', () => {
  const knowledge = createKnowledge('UTC', []);
  for (let i = 0; i < 50; i++) knowledge.take(login(i, `guess-${i}`, 'failure'));
  knowledge.take(login(60, 'ada', 'failure'));
  knowledge.take(login(61, 'ada', 'success'));
  const stored = knowledge.baselines();
  expect(stored.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['organisation ', 'account ada']);
  expect(stored[1]!.habit!.recent.map(([, succeeded]) => succeeded)).toEqual([false, true]);
});
