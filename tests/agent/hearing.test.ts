import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHearing } from '../../src/agent/hearing.ts';
import { readTextCalls } from '../../src/agent/models/text-calls.ts';
import { createSpeech } from '../../src/agent/speech.ts';

const TOOLS = ['search_logs', 'open_alert'];

function heard(pieces: readonly string[], check: (seen: string) => void = () => {}) {
  const speech = createSpeech(
    { vouched: () => ({ cited: new Set(['ALR-1']), named: new Set(), said: [] }), ownOrigin: null, maxLength: 6000 },
    () => {},
  );
  const hearing = createHearing(speech, TOOLS);
  for (const piece of pieces) {
    hearing.hear(piece);
    check(speech.text);
  }
  const calls = hearing.end();
  speech.finish();
  return { text: speech.text, calls, said: hearing.said };
}
const inPieces = (text: string, size: number): string[] => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];

describe('thoughts of a model', () => {
  test.each([
    ['<think>secret plan</think>There is one.', 'There is one.'],
    ['<thinking>\nsecret\n</thinking>\n\nThere is one.', 'There is one.'],
    ['There <reasoning>secret</reasoning>is one.', 'There is one.'],
    ['secret, no opening tag</think>There is one.', 'There is one.'],
    ['<think>secret without an end', ''],
    [
      '<|channel|>analysis<|message|>secret<|end|><|start|>assistant<|channel|>final<|message|>There is one.',
      'There is one.',
    ],
    ['There are 3 < 4 and x <5 is no thought.', 'There are 3 < 4 and x <5 is no thought.'],
  ])('%s', (text, shown) => {
    for (const size of [1, 2, 3, 7, 1000]) {
      const opensInPrompt = text.startsWith('secret');
      const { text: seen, calls } = heard(inPieces(text, size), (now) => {
        if (!opensInPrompt) expect(now).not.toContain('secret');
      });
      expect([seen, calls]).toEqual([shown, []]);
    }
  });
});

describe('a tool call written as text', () => {
  const args = { kinds: ['alert'] };
  const json = (call: unknown) => JSON.stringify(call);
  test.each([
    json({ name: 'search_logs', arguments: args }),
    json({ name: 'search_logs', parameters: args }),
    json({ name: 'search_logs', arguments: json(args) }),
    json({ tool: 'search_logs', args }),
    json({ action: 'search_logs', action_input: args }),
    json([{ name: 'search_logs', arguments: args }]),
    json({ type: 'function', function: { name: 'search_logs', arguments: args } }),
    json({ tool_calls: [{ function: { name: 'search_logs', arguments: json(args) } }] }),
    `\`\`\`json\n${json({ name: 'search_logs', arguments: args })}\n\`\`\``,
    `<tool_call>\n${json({ name: 'search_logs', arguments: args })}\n</tool_call>`,
    `[TOOL_CALLS] [${json({ name: 'search_logs', arguments: args })}]`,
    `<function=search_logs>${json(args)}</function>`,
    `<|python_tag|>${json({ name: 'search_logs', parameters: args })}`,
  ])('%s is read, and never shown', (text) => {
    for (const size of [1, 3, 1000]) {
      const { text: seen, calls } = heard(inPieces(text, size), (now) => expect(now).toBe(''));
      expect(seen).toBe('');
      expect(calls).toEqual([{ name: 'search_logs', args }]);
    }
  });

  test('words before it are said; two calls are two', () => {
    const two = `I will look.\n<tool_call>${json({ name: 'search_logs', arguments: args })}</tool_call>\n<tool_call>${json({ name: 'open_alert', arguments: { id: 'ALR-1' } })}</tool_call>`;
    const { text, calls } = heard(inPieces(two, 5));
    expect(text.trim()).toBe('I will look.');
    expect(calls.map((call) => call.name)).toEqual(['search_logs', 'open_alert']);
  });

  test('one that broke off is known to be one', () => {
    expect(heard(['{"name": "search_logs", "arguments": {"kinds": ["al']).calls).toEqual([
      { name: 'search_logs', args: {}, cutOff: true },
    ]);
  });

  test.each([
    '{"accounts": 3, "note": "nothing to call"}',
    'As JSON:\n```json\n{"count": 3}\n```',
    '[ALR-1] is open.',
    '{ "name": "Bob" }',
    'A list [1, 2] and {braces}.',
  ])('%s is an answer', (text) => {
    for (const size of [1, 4, 1000]) expect(heard(inPieces(text, size))).toMatchObject({ text, calls: [] });
  });
});

test('signs that nothing can store or show are left out, and no character is cut in two', () => {
  const { text } = heard(['A\u0000B\u001b[31m \ud83d', '\udc4b and \ud83d alone.']);
  expect(text).toBe('AB[31m 👋 and � alone.');
});

test('however an answer is cut into pieces, the same is heard', () => {
  const piece = fc.constantFrom(
    ...[
      'word ',
      '<think>',
      '</think>',
      '<',
      'think',
      '>',
      '{"name": "search_logs", "arguments": {}}',
      '\n',
      '{',
      '"',
      '`',
    ],
    ...['```json\n', '<tool_call>', '</tool_call>', '[', '[TOOL_CALLS]', '. ', '[ALR-1] ', '👋', '<|channel|>', '['],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), fc.integer({ min: 1, max: 9 }), (pieces, size) => {
      const text = pieces.join('');
      const [whole, cut] = [heard([text]), heard(inPieces(text, size))];
      // A blank line before a written call may have been said already.
      expect([cut.text.trimEnd(), cut.calls]).toEqual([whole.text.trimEnd(), whole.calls]);
    }),
    { numRuns: 500 },
  );
});

describe('text that has no end', () => {
  const silent = { hear: () => {}, breakLine: () => {}, mark: () => ({}) as never, rewind: () => {} };

  test('what begins like a call and never becomes one is given up, and nothing of it is shown', () => {
    for (const junk of [
      `{"${'['.repeat(80_000)}`,
      `{"a": ${'['.repeat(80_000)}`,
      `{"name": "${'<|en'.repeat(20_000)}`,
    ]) {
      const hearing = createHearing(silent, TOOLS);
      for (const piece of inPieces(junk, 40)) hearing.hear(piece);
      expect(hearing.full).toBe(true);
      expect(hearing.end()).toEqual([]);
      expect(hearing.said).toBe('');
    }
  });

  test('brackets that are never closed are not looked through over and over', () => {
    for (const junk of [`{"${'['.repeat(20_000)}`, `${'['.repeat(9000)}x${']'.repeat(9000)}`, '{ '.repeat(10_000)])
      expect(readTextCalls(junk, TOOLS)).toBeNull();
    expect(
      readTextCalls(`See [1], [2] and [ALR-1]: {"name": "open_alert", "arguments": {"id": "ALR-1"}}`, TOOLS),
    ).toEqual([{ name: 'open_alert', args: { id: 'ALR-1' } }]);
  });

  test('a long call written as text is made all the same', () => {
    const comment = 'word '.repeat(1900);
    const call = JSON.stringify({ name: 'open_alert', arguments: { id: 'ALR-1', comment } });
    expect(heard(inPieces(call, 7)).calls).toEqual([{ name: 'open_alert', args: { id: 'ALR-1', comment } }]);
  });
});
