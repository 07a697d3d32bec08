import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnswerFilter } from '../../../src/agent/guardrails/answer-filter.ts';

const filterWith = (cited: string[], maxLength = 6000, named: string[] = [], said: string[] = []) =>
  createAnswerFilter({
    vouched: () => ({ cited: new Set(cited), named: new Set(named), said }),
    ownOrigin: 'https://desk.example',
    maxLength,
  });
const whole = (text: string, known: string[] = [], maxLength = 6000): string => {
  const filter = filterWith(known, maxLength);
  return filter.push(text) + filter.end();
};

describe('what may be said', () => {
  test('known references stay, unknown ones take their sentence along', () => {
    expect(whole('One [ALR-1]. Two [ALR-2] here. Three.', ['ALR-1'])).toBe(
      'One [ALR-1]. Three. (I removed a sentence I could not back up.)',
    );
    expect(whole('lower case inc-7 too.', [])).toBe('(I removed a sentence I could not back up.)');
  });

  test('what a tool said of a failure may be repeated, but not made more of', () => {
    const filter = filterWith([], 6000, [], ['I find no ALR-9 in your organisation.']);
    const text = 'I find no ALR-9 in your organisation. ALR-9 is on fire. Look again.';
    expect(filter.push(text) + filter.end()).toMatch(
      /^I find no ALR-9 in your organisation\. Look again\. \(I removed a sentence/,
    );
  });

  test('a reference inside a row may be said; a made-up one goes alone where the sentence leans on a real one', () => {
    const row = '• [ALR-1] high: 40 failed logins of dba ALR-888888.\n';
    const filter = filterWith(['ALR-1'], 6000, ['ALR-888888']);
    expect(filter.push(row) + filter.end()).toBe(row);
    expect(whole('Both [ALR-1] and [ALR-9] came at night.', ['ALR-1'])).toBe(
      'Both [ALR-1] came at night. (I removed a reference I could not back up.)',
    );
    expect(whole('ALR-1 is like ALR-9 of old.', ['ALR-1'])).toBe(
      'ALR-1 is like (reference removed) of old. (I removed a reference I could not back up.)',
    );
  });

  test.each([
    'ALR\u2011999999',
    'ALR\u2212999999',
    'ＡＬＲ－９９９９９９',
    'AL\u200bR-\u2060999999',
    'ALR-1234567890',
    'ALR_99999',
    'ALR 99999',
    'ALR-**99999**',
    'alr99999',
    'LOG-ABCDE',
    '[log-abcdef]',
    'LOG-7QK3M9',
    'RULE 77',
    'INC-2A',
  ])('%s is a claim', (claim) => {
    expect(whole(`It was ${claim}, no doubt.`)).toBe('(I removed a sentence I could not back up.)');
  });

  test.each([
    'A log-in from a rule-based system — no case-by-case look, 40 log lines.',
    'The family 👨‍👩‍👧 left at 10:30 – all fine.',
    'root failed 3 times from 192.0.2.7; see maria.lopez@corp.example.',
    '[note]: 10:30 at desk.example with node.js 24 from 192.0.2.7, [b]: 10.0.0.1/x',
    'maria.lopez failed 3 times, v1.2.3, e.g. at 9 a.m.',
  ])('“%s” stays as it is', (text) => {
    expect(whole(text)).toBe(text);
  });

  test('an answer of which nothing is left is known to be one', () => {
    const filter = filterWith([]);
    expect(filter.push('ALR-9 is on fire. ') + filter.end()).toMatch(/^\(I removed/);
    expect(filter.spoke).toBe(false);
  });

  test.each([
    ['ALR-999999', 'ALR'],
    ['ALR 999999', 'ALR'],
    ['https://evil.example/x', 'evil'],
    ['@everyone', '@everyone'],
    ['www.evil.example', 'evil.example'],
  ])('a sentence without end is not cut within %s', (danger, never) => {
    for (let before = 1150; before < 1250; before++) {
      const text = `${'word '.repeat(300).slice(0, before)} ${danger} ${'more '.repeat(400)}`;
      const filter = filterWith([]);
      let shown = '';
      for (let at = 0; at < text.length; at += 7) shown += filter.push(text.slice(at, at + 7));
      expect(shown.length).toBeGreaterThan(0);
      shown += filter.end();
      expect(shown).not.toContain(never);
    }
    const glued = `${'x'.repeat(1195)}${danger}`;
    const filter = filterWith([]);
    expect(filter.push(glued.slice(0, 1201)) + filter.push(glued.slice(1201))).toBe('');
  });

  test.each([
    ['www.evil.example/x?q=1', '(link removed)'],
    ['http:evil.example', '(link removed)'],
    ['hxxps://evil.example', '(link removed)'],
    ['tel:+49123', '(link removed)'],
    ['tg://user?id=7', '(link removed)'],
    ['go to evil.example or EVIL.co.uk', 'go to evil[.]example or EVIL.co[.]uk'],
    ['[x](/sign-in/link?token=abc)', 'x'],
    ['[x](/alerts/../%73ign-in/link?token=abc)', 'x'],
    ['[x [y]](/files/abc)', '[x [y]]'],
    ['[x]: /auth/oidc', '[x]'],
    ['[https://evil.example](/logs)', '[(link removed)](/logs)'],
    ['https://desk.example/sign-in/link?token=abc', '(link removed)'],
    ['ｈｔｔｐｓ://evil.example', '(link removed)'],
    ['https://desk.example/alerts/ALR', 'https://desk.example/alerts/ALR'],
    ['＠everyone', '@\u200ceveryone'],
    ['@every\u200bone', '@\u200ceveryone'],
    ['<at>x</at> <!channel> <@U123>', '‹at>x‹/at> ‹!channel> ‹@U123>'],
    ['[a](https://evil.example)', 'a'],
    ['[a](javascript:alert(1))', 'a)'],
    ['[a](//evil.example/x)', 'a'],
    ['![track](https://desk.example/x.png)', 'track'],
    ['<https://evil.example/a|Sign in>', 'Sign in'],
    ['go to HTTPS://EVIL.example/x now', 'go to (link removed) now'],
    ['go to //evil.example/x now', 'go to (link removed) now'],
    ['https://desk.example.evil.example/', '(link removed)'],
    ['https://desk.example@evil.example/', '(link removed)'],
    ['data:text/html,x', '(link removed)'],
    ['[a](/alerts/ALR)', '[a](/alerts/ALR)'],
    ['https://desk.example/logs?x=1', 'https://desk.example/logs?x=1'],
    ['at 10:30: fine', 'at 10:30: fine'],
    ['<@U123> <#C1>', '‹@U123> ‹#C1>'],
  ])('%s is said as %s', (said, shown) => {
    expect(whole(said)).toBe(shown);
  });

  test('what is made to be slow to read is read quickly', () => {
    for (const piece of ['[a](', 'a.', 'ALR ', '[', 'a-', '@']) {
      const filter = filterWith([]);
      const began = performance.now();
      for (let at = 0; at < 6000; at += 12) filter.push(piece.repeat(12 / piece.length));
      filter.end();
      expect(performance.now() - began).toBeLessThan(2000);
    }
  });

  test('an answer without end is cut with a word', () => {
    const text = whole('This is a sentence. '.repeat(1000), [], 500);
    expect(text.length).toBeLessThan(600);
    expect(text).toContain('(cut: the answer was too long)');
  });

  test('however it is cut into deltas, the same is said, and nothing unknown is ever shown', () => {
    const piece = fc.constantFrom(
      '[ALR-1] ',
      '[ALR-2] ',
      'word ',
      'end. ',
      '\n',
      'https://evil.example ',
      '@everyone ',
      'INC-',
      '9 ',
      '! ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.nat(6), { maxLength: 80 }), (pieces, cuts) => {
        const text = pieces.join('');
        const filter = filterWith(['ALR-1']);
        let shown = '';
        let from = 0;
        for (const cut of cuts) {
          shown += filter.push(text.slice(from, from + cut));
          from += cut;
          expect(shown).not.toMatch(/ALR-2|INC-9|evil|@everyone/);
        }
        shown += filter.push(text.slice(from)) + filter.end();
        expect(shown).not.toMatch(/ALR-2|INC-9|evil|@everyone/);
        const words = (said: string): string => said.replaceAll(/\s+/g, ' ').trim();
        expect(words(shown)).toBe(words(whole(text, ['ALR-1'])));
      }),
    );
  });
});
