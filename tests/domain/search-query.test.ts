import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSearch, type SearchQuery } from '../../src/domain/search-query.ts';

/** The tree written out with every parenthesis. */
function shown(query: SearchQuery | null): string {
  if (!query) return '';
  switch (query.kind) {
    case 'words':
      return `${query.text.includes(' ') ? JSON.stringify(query.text) : query.text}${query.prefix ? '*' : ''}`;
    case 'not':
      return `!${shown(query.of)}`;
    default:
      return `(${query.of.map(shown).join(query.kind === 'and' ? ' & ' : ' | ')})`;
  }
}

describe('what people type', () => {
  test.each([
    ['failed', 'failed'],
    ['failed password', '(failed & password)'],
    ['"failed password" root', '("failed password" & root)'],
    ['failed OR invalid AND user', '(failed | (invalid & user))'],
    ['(failed OR invalid) user', '((failed | invalid) & user)'],
    ['failed NOT root', '(failed & !root)'],
    ['failed -root', '(failed & !root)'],
    ['failed -"invalid user"', '(failed & !"invalid user")'],
    ['NOT (a OR b)', '!(a | b)'],
    ['NOT NOT a', '!!a'],
    ['web*', 'web*'],
    ['sshd[24200] 203.0.113.9 a.b@example.com', '(sshd[24200] & 203.0.113.9 & a.b@example.com)'],
    ['reverse-mapping', 'reverse-mapping'],
    ['cats and dogs or not', '(cats & and & dogs & or & not)'],
    ['“failed password”', '"failed password"'],
  ])('%s', (text, tree) => expect(shown(parseSearch(text))).toBe(tree));
});

describe('what is broken is mended', () => {
  test.each([
    ['', ''],
    ['  ', ''],
    ['!!! --- *', ''],
    ['AND', ''],
    ['AND failed OR', 'failed'],
    ['failed AND AND root', '(failed & root)'],
    ['NOT', ''],
    ['a NOT OR b', '(a | b)'],
    ['"failed password', '"failed password"'],
    ['(failed OR root', '(failed | root)'],
    ['failed) root', '(failed & root)'],
    [')) a OR b ) c', '((a | b) & c)'],
    ['()', ''],
    ['(NOT) a', 'a'],
  ])('%s', (text, tree) => expect(shown(parseSearch(text))).toBe(tree));

  test('parentheses without end are not followed without end', () => {
    expect(shown(parseSearch(`${'('.repeat(490)}a`))).toBe('');
    expect(shown(parseSearch(`${'(a '.repeat(9)}`))).toContain('a & ');
  });

  test('any text is read; every word in it is a word', () => {
    const pieces = fc.constantFrom('AND', 'OR', 'NOT', '(', ')', '"', '-', '*', 'root', ' ', '\0', '\ud800', "'", ':*');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces).map((list) => list.join('')),
        ),
        (text) => {
          const check = (query: SearchQuery): void => {
            if (query.kind === 'words') expect(query.text).toMatch(/[\p{L}\p{N}]/u);
            else if (query.kind === 'not') check(query.of);
            else {
              expect(query.of.length).toBeGreaterThan(1);
              query.of.forEach(check);
            }
          };
          const query = parseSearch(text);
          if (query) check(query);
        },
      ),
    );
  });
});
