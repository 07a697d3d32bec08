import { expect, test } from 'vitest';
import { askDesk } from '../../src/cli/conversation.ts';
import type { Output } from '../../src/cli/output.ts';
import { exchangeAsMarkdown } from '../../src/cli/transcript.ts';

const answer = {
  session_id: 's',
  answer: '2 alerts today.\n• [ALR-1] one\n• [ALR-2] two\nMore: [All alerts](/alerts).',
  citations: [],
  steps: [{ tool: 'search_logs', args: { kinds: ['alert'], range: 'today' }, ok: true, ms: 12.4 }],
  cards: [{ key: 'ALR-1', parts: [{ kind: 'text' as const, text: 'A card\u001b[31m' }] }],
  model: 'offline',
  time_zone: 'Europe/Berlin',
};

function recorder(): Output & { lines: string[] } {
  const lines: string[] = [];
  return { lines, line: (text = '') => lines.push(text), note: () => {}, progress: () => {}, done: () => {} };
}

const saying = (events: [string, unknown][]) => ({
  async *stream() {
    for (const [name, data] of events) yield { name, data };
  },
});
const text = (delta: string): [string, unknown] => ['text', { delta }];

test('an answer is printed by whole lines, then its cards and steps, without escape sequences', async () => {
  const out = recorder();
  const pieces = answer.answer.split(/(?<= )/).map(text);
  expect(await askDesk(saying([['status', { text: 'Reading' }], ...pieces, ['done', answer]]), out, 'alerts')).toEqual(
    answer,
  );
  expect(out.lines).toEqual([
    ...answer.answer.split('\n'),
    '',
    '  A card·[31m',
    '',
    '  search_logs (kinds: alert; range: today) 12 ms · offline',
  ]);
});

test('what is taken back within a line is never seen; what was printed is corrected', async () => {
  const within = recorder();
  const done = { ...answer, cards: [], steps: [], answer: 'One.' };
  await askDesk(saying([text('One, ALR-9'), ['retract', { length: 7 }], text('.'), ['done', done]]), within, 'q');
  expect(within.lines).toEqual(['One.', '', '  offline']);
  const after = recorder();
  await askDesk(saying([text('Nine.\nMore'), ['retract', { length: 10 }], text('One.'), ['done', done]]), after, 'q');
  expect(after.lines).toEqual(['Nine.', '(Corrected:)', 'One.', '', '  offline']);
});

test('a turn that failed, or broke off, is an error with a sentence', async () => {
  await expect(askDesk(saying([['failed', { message: 'Too busy.' }]]), recorder(), 'q')).rejects.toThrow('Too busy.');
  await expect(askDesk(saying([text('One')]), recorder(), 'q')).rejects.toThrow('broke off');
});

test('an exchange as Markdown keeps lists, and says where links of the console lead', () => {
  expect(exchangeAsMarkdown(' alerts\ntoday? ', answer)).toBe(
    [
      '**You:** alerts today?',
      '2 alerts today.\n\n- [ALR-1] one\n- [ALR-2] two\n\nMore: All alerts (`/alerts`).',
      '> A card·[31m',
      '*search_logs (kinds: alert; range: today) 12 ms · offline*',
    ].join('\n\n'),
  );
});
