import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteToolData, type ToolReply } from '../../src/agent/guardrails/tool-data.ts';
import { shortenForModel } from '../../src/agent/shorten-data.ts';

const LONGEST = 24_000;
const reply = (data: Record<string, unknown>): ToolReply => ({ ok: true, data, citations: [] });

describe('a tool’s result for a language model', () => {
  test('stays what it is while it is of a size', () => {
    const small = reply({ counts: { login: 3 }, rows: [{ ref: 'LOG-AAAAAA' }] });
    expect(shortenForModel(small)).toBe(small);
  });

  test('loses the end of long lists and texts, and says so', () => {
    const rows = Array.from({ length: 400 }, (_, n) => ({ ref: `LOG-${n}`, quoted_text: 'x'.repeat(300) }));
    const short = shortenForModel(reply({ counts: { login: 400 }, rows, note: 'y'.repeat(5000) }));
    if (!short.ok) throw new Error('not ok');
    expect(quoteToolData(short).length).toBeLessThanOrEqual(LONGEST);
    expect(short.data.counts).toEqual({ login: 400 });
    expect((short.data.rows as unknown[])[0]).toEqual(rows[0]);
    expect(short.data.shortened).toEqual([
      expect.stringMatching(/^rows: the first \d+ of 400$/),
      'note: the first 1500 of 5000 characters',
    ]);
  });

  test('whatever it is, it is of a size in the end', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 8 }), fc.array(fc.string({ maxLength: 400 }), { maxLength: 300 }), {
          maxKeys: 12,
        }),
        (data) => {
          expect(quoteToolData(shortenForModel(reply(data))).length).toBeLessThanOrEqual(LONGEST + 4000);
        },
      ),
      { numRuns: 60 },
    );
  });
});
