import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tellingWords, wordOf } from '../../src/domain/telling-words.ts';

it('keeps what a text is about', () => {
  expect([...tellingWords('Badge readers forced open at door 4 (see INC-12, ALR-3)')]).toEqual([
    'badg',
    'reader',
    'forc',
    'open',
    'door',
  ]);
  expect([...tellingWords('40 failed sign-ins for root@corp.example from 203.0.113.9 and 2001:db8::1')]).toEqual([
    'fail',
  ]);
  expect(tellingWords('')).toEqual(new Set());
});

it('takes forms of one word as one, and finds the word again', () => {
  for (const [a, b] of [
    ['logins', 'login'],
    ['forced', 'force'],
    ['policies', 'policy'],
    ['phishing', 'phished'],
    ['laptop’s', 'laptops'],
  ] as const)
    expect(tellingWords(a), `${a} and ${b}`).toEqual(tellingWords(b));
  expect(wordOf('forc', 'Readers forced open')).toBe('forced');
  expect(wordOf('forc', 'nothing of the kind')).toBe('forc');
});

it('reads any text, and never more than 200 words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
      expect(tellingWords(text).size).toBeLessThanOrEqual(200);
    }),
  );
});
