import { expect, test } from 'vitest';
import { answerFrom, type Done } from '../../../src/agent/offline/words.ts';
import { planning } from '../../support/planning.ts';

const context = planning();

test('of several things told at once each list is cut, and says how much is missing; what could not be told stays', () => {
  const found = (place: string): Done => ({
    tool: 'search_logs',
    args: { kinds: ['login'], city: place, group_by: 'user' },
    reply: {
      ok: true,
      data: {
        searched: '',
        range: null,
        kinds: ['login'],
        counts: { login: 30 },
        more_than: [],
        rows: [],
        notes: [`${place}: some of it is not kept any more`],
        groups: Array.from({ length: 5 }, (_, index) => ({ key: `user${index}`, count: 6 })),
      },
      citations: [],
    },
  });
  const done = ['Berlin', 'Rome', 'Oslo'].map(found);
  const calls = done.map(({ tool, args }) => ({ tool, args }));
  const lines = answerFrom({ calls, say: null }, done, context).split('\n');
  for (const place of ['Berlin', 'Rome', 'Oslo'])
    expect(lines.some((line) => line.includes(`${place}: some of it is not kept`))).toBe(true);
  expect(lines.filter((line) => line.startsWith('• '))).toHaveLength(6);
  expect(lines.filter((line) => line === '… and 3 more.')).toHaveLength(3);
});
