import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnswerFilter } from '../../../src/agent/guardrails/answer-filter.ts';
import { referencesIn } from '../../../src/agent/guardrails/citations.ts';
import { sentences } from '../../../src/agent/guardrails/sentences.ts';

const filterWith = (cited: string[], maxLength = 6000, named: string[] = [], said: string[] = []) =>
  createAnswerFilter({
    vouched: () => ({ cited: new Set(cited), named: new Set(named), said }),
    ownOrigin: 'https://desk.example',
    maxLength,
  });
type Filter = ReturnType<typeof filterWith>;
const ended = (filter: Filter, text: string): string => {
  filter.push(text);
  filter.end();
  return filter.text;
};
const whole = (text: string, known: string[] = [], maxLength = 6000): string =>
  ended(filterWith(known, maxLength), text);

describe('what may be said', () => {
  test('known references stay, unknown ones take their sentence along', () => {
    expect(whole('One [ALR-1]. Two [ALR-2] here. Three.', ['ALR-1'])).toBe(
      'One [ALR-1]. Three. (I removed a sentence I could not back up.)',
    );
    expect(whole('lower case inc-7 too.', [])).toBe('(I removed a sentence I could not back up.)');
  });

  test('a line that is struck leaves no blank one, and the end of a paragraph stays', () => {
    const said =
      '• Annexe: ALR-1\n• Gate: ALR-8\n• Dock: ALR-9\n• Rotunda: ALR-1\n\nThe rest.\n\nALR-9 too.\n\nThe end.\n';
    expect(whole(said, ['ALR-1'])).toBe(
      '• Annexe: ALR-1\n• Rotunda: ALR-1\n\nThe rest.\n\nThe end.\n(I removed 3 sentences I could not back up.)',
    );
    expect(whole('• Gate: ALR-8\n\nThe rest. And ALR-9 at last.\nThe end.\n', [])).toMatch(
      /^The rest\.\s*\nThe end\.\n\(I removed/,
    );
    expect(whole('One.\nALR-9 is last of its paragraph.\n\nTwo.\n')).toMatch(/^One\.\n\nTwo\./);
  });

  test('what a tool said of a failure may be repeated, but not made more of', () => {
    const filter = filterWith([], 6000, [], ['I find no ALR-9 in your organisation.']);
    const text = 'I find no ALR-9 in your organisation. ALR-9 is on fire. Look again.';
    expect(ended(filter, text)).toMatch(/^I find no ALR-9 in your organisation\. Look again\. \(I removed a sentence/);
  });

  test('a reference inside a row may be said; a made-up one goes alone where the sentence leans on a real one', () => {
    const row = '• [ALR-1] high: 40 failed logins of dba ALR-888888.\n';
    const filter = filterWith(['ALR-1'], 6000, ['ALR-888888']);
    expect(ended(filter, row)).toBe(row);
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
    expect(ended(filter, 'ALR-9 is on fire. ')).toMatch(/^\(I removed/);
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
      for (let at = 0; at < text.length; at += 7) {
        filter.push(text.slice(at, at + 7));
        expect(filter.text).not.toContain(never);
      }
      expect(filter.text.length).toBeGreaterThan(0);
      filter.end();
      expect(filter.text).not.toContain(never);
    }
    const glued = `${'x'.repeat(1195)}${danger}`;
    const filter = filterWith([]);
    filter.push(glued.slice(0, 1201));
    filter.push(glued.slice(1201));
    expect(filter.text).not.toContain(danger);
  });

  test.each([
    ['www.evil.example/x?q=1', '(link removed)'],
    ['http:evil.example', '(link removed)'],
    ['“phishing page at https://evil.example/x” (medium)', '“phishing page at (link removed)” (medium)'],
    ['«https://evil.example», (www.evil.example/x).', '«(link removed)», ((link removed)).'],
    ['at //evil.example/x.', 'at (link removed).'],
    ['\u202Egnp.txt\u202C \u{E0041}\u{E0042}ok', 'gnp.txt ok'],
    ['hxxps://evil.example', '(link removed)'],
    ['tel:+49123', '(link removed)'],
    ['tg://user?id=7', '(link removed)'],
    ['go to evil.example or EVIL.co.uk', 'go to evil[.]example or EVIL.co[.]uk'],
    ['evil.agency/claim, evil.museum:80/x', 'evil[.]agency/claim, evil[.]museum:80/x'],
    ['https://desk.example\\@evil.example/x', '(link removed)'],
    ['evil。example or evil．com', 'evil[.]example or evil[.]com'],
    [
      'node.js 22.1 reads auth.log, e.g. at night, i.e. late.Then',
      'node.js 22.1 reads auth.log, e.g. at night, i.e. late.Then',
    ],
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
    ['<at>x</at> <!channel> <@U123>', '‹at›x‹/at› ‹!channel› ‹@U123›'],
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
    ['<@U123> <#C1>', '‹@U123› ‹#C1›'],
    ['Ada Novak <jonas@desk.example>: 3 < 4 > 2', 'Ada Novak ‹jonas@desk.example›: 3 < 4 > 2'],
    ['<b and <i> and x>', '‹b and ‹i› and x>'],
  ])('%s is said as %s', (said, shown) => {
    expect(whole(said)).toBe(shown);
  });

  test('any name with a dot leads nowhere, unless our data knows it', () => {
    const names = new Set(['maria.lindqvist']);
    const filter = createAnswerFilter({
      vouched: () => ({ cited: new Set(), named: new Set(), said: [] }),
      ownOrigin: 'https://desk.example',
      isName: (word) => names.has(word),
      maxLength: 6000,
    });
    expect(ended(filter, 'Maria.Lindqvist went to evil.agency, evil.zone, evil.рф and maria.lindqvist/x.')).toBe(
      'Maria.Lindqvist went to evil[.]agency, evil[.]zone, evil[.]рф and maria[.]lindqvist/x.',
    );
  });

  test('a secret is never there, not even for a moment', () => {
    const secrets = ['sk-proj-abcdefghijklmnopqrstuvwx', `${'AK'}IAQ7J4T2N9XW5B8CZE`, `gh${'p'}_${'a1B2'.repeat(9)}`];
    for (const secret of secrets)
      for (const size of [1, 7, 1000]) {
        const filter = filterWith([]);
        const text = `The key is ${secret} and that is all there is to say about it. Good night.`;
        for (let at = 0; at < text.length; at += size) {
          filter.push(text.slice(at, at + size));
          expect(filter.text).not.toContain(secret);
        }
        filter.end();
        expect(filter.text).toContain('(secret hidden)');
      }
  });

  test('figures without end in one sentence are not read again for each', () => {
    let read = 0;
    const filter = createAnswerFilter({
      vouched: () => ({ cited: new Set(), named: new Set(), said: [] }),
      ownOrigin: null,
      numbers: {
        unbacked: () => {
          read++;
          return [];
        },
      },
      maxLength: 6000,
    });
    for (let i = 0; i < 1400; i++) filter.push('40, ');
    filter.end();
    expect(read).toBeLessThan(300);
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

  test('words are shown as they come, what needs checking when it is checked', () => {
    const filter = filterWith(['ALR-1']);
    const seen = (delta: string): string => {
      filter.push(delta);
      return filter.text;
    };
    expect(seen('Ther')).toBe('Ther');
    expect(seen('e are 3')).toBe('There are');
    expect(seen(' alerts')).toBe('There are 3 alerts');
    expect(seen(', the newest is [ALR')).toBe('There are 3 alerts, the newest is');
    expect(seen('-1] of')).toBe('There are 3 alerts, the newest is [ALR-1] of');
    expect(seen(' host web.example')).toBe('There are 3 alerts, the newest is [ALR-1] of host');
    expect(seen(' at night')).toBe('There are 3 alerts, the newest is [ALR-1] of host');
    expect(seen('. Then')).toBe('There are 3 alerts, the newest is [ALR-1] of host web[.]example at night. Then');
  });

  test('letters of a reference wait for what follows, and words do not', () => {
    const filter = filterWith([]);
    filter.push('Look at the log ');
    expect(filter.text).toBe('Look at the');
    filter.push('of today ');
    expect(filter.text).toBe('Look at the log of today');
    filter.push('and INC 7 of ');
    expect(filter.text).toBe('Look at the log of today and');
    filter.push('old. Fine. ');
    expect(filter.text).toBe('Fine. ');
  });

  test('what was shown of a sentence that leans on something made up is taken back', () => {
    const filter = filterWith([]);
    filter.push('It was caused by [ALR-999] in building B');
    expect(filter.text).toBe('It was caused by');
    filter.push('. Take care.');
    expect(filter.text).toBe('Take');
    filter.end();
    expect(filter.text).toBe('Take care. (I removed a sentence I could not back up.)');
  });

  test('our own sentence ends what the model had begun; a mark is a place to go back to', () => {
    const filter = filterWith([]);
    filter.push('I opened an');
    filter.add('I stopped.');
    expect(filter.text).toBe('I opened an\nI stopped.\n');
    const mark = filter.mark();
    filter.push('More of ALR-9. And more');
    filter.rewind(mark);
    filter.push('Else.');
    filter.end();
    expect(filter.text).toBe('I opened an\nI stopped.\nElse.');
    expect(filter.dropped).toEqual([]);
  });

  const piece = fc.constantFrom(
    ...[
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
      'ALR',
    ],
    ...[
      ' ',
      '-',
      '**',
      'log ',
      'LOG-',
      'ABCDE ',
      'evil',
      '.',
      'com ',
      '](',
      '/sign-in/link ',
      '[',
      ']',
      '(',
      '@',
      'here ',
    ],
    ...[
      '＠',
      '\u200b',
      '—',
      'é',
      '👋',
      '12',
      ':',
      '//',
      'www',
      '<',
      '!channel> ',
      'case ',
      'RULE 77 ',
      '1,234 ',
      '“so” ',
    ],
  );
  const UNSAFE =
    /(?<![\p{L}\p{N}@._/-])evil\.(?:com|example)(?![\p{L}\p{N}_@-]|\.[\p{L}\p{N}])|@(?:everyone|here|channel)(?![\p{L}\p{N}])|<!|https?:\/\/evil|\]\(\/sign-in/u;
  const isSafe = (seen: string): void => {
    // A sentence that ends as it is being written may go on, so that its last letters are not yet an address.
    expect(seen).not.toMatch(UNSAFE);
    for (const sentence of sentences(seen)) expect(referencesIn(sentence).filter((ref) => ref !== 'ALR-1')).toEqual([]);
  };

  test('a reference that is taken out joins what stood beside it to no other', () => {
    expect(referencesIn(whole('[ALR-1] ALR[ALR-2] 12', ['ALR-1']))).toEqual(['ALR-1']);
  });

  test('however it is cut into deltas, the same is said, and nothing unsafe is ever shown', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.array(fc.nat(6), { maxLength: 120 }), (pieces, cuts) => {
        const text = pieces.join('');
        const filter = filterWith(['ALR-1']);
        let from = 0;
        for (const cut of cuts) {
          filter.push(text.slice(from, from + cut));
          from += cut;
          isSafe(filter.text);
        }
        expect(ended(filter, text.slice(from))).toBe(whole(text, ['ALR-1']));
        isSafe(filter.text);
      }),
      { numRuns: 500 },
    );
  });

  test('of a long text without a full stop the same is said, too', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 300, maxLength: 900 }),
        fc.integer({ min: 1, max: 400 }),
        (pieces, step) => {
          const text = pieces.join('').replaceAll(/[.!?\n]/g, ' ');
          const filter = filterWith(['ALR-1'], 60_000);
          for (let at = 0; at < text.length; at += step) filter.push(text.slice(at, at + step));
          filter.end();
          expect(filter.text).toBe(whole(text, ['ALR-1'], 60_000));
        },
      ),
      { numRuns: 15 },
    );
  });
});
