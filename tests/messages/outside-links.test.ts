import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressUnder, answerLines } from '../../src/bots/discord/markdown.ts';
import { answerTexts } from '../../src/bots/slack/answer-text.ts';
import { addressesUnder, answerMarkdown } from '../../src/bots/teams/markup.ts';
import { answerText } from '../../src/http/console/answer-text.ts';
import { outsideLink } from '../../src/messages/outside-links.ts';

const slack = (text: string, linked = true): string =>
  answerTexts(text, { addressOf: () => null, limit: 3000, linked }).join('\n');
const teams = (text: string, linked = true): string => answerMarkdown(text, [], addressesUnder(null), linked);
const discord = (text: string, linked = true): string =>
  answerLines(text, () => null, addressUnder(null), linked).join('\n');
const page = (text: string, linked = true): string => answerText(text, { linked }).toString();

test('an admin’s own words link to the web, with the host beside what they call it', () => {
  const text = 'Read **[the policy](https://intra.example.com/p?a=1)** before you ask.';
  expect(slack(text)).toBe('Read *<https://intra.example.com/p?a=1|the policy (intra.example.com)>* before you ask.');
  expect(teams(text)).toBe(
    'Read **[the policy (intra.example.com)](https://intra.example.com/p?a=1)** before you ask.',
  );
  expect(discord(text)).toBe(
    'Read **[the policy (intra.example.com)](https://intra.example.com/p?a=1)** before you ask.',
  );
  expect(page(text)).toContain(
    '<a href="https://intra.example.com/p?a=1" rel="noopener noreferrer nofollow" target="_blank">the policy (intra.example.com)</a>',
  );
});

test('a bare address is a link, without the sign that ends its sentence', () => {
  const text = 'See https://intra.example.com/INC-17. Then call.';
  expect(slack(text)).toMatch(/^See <https:\/\/intra\.example\.com\/INC-17\|https:.*> ?\. Then call\.$/);
  expect(teams(text)).toMatch(/\]\(https:\/\/intra\.example\.com\/INC-17\)\. Then call\.$/);
  expect(discord(text)).toBe('See <https://intra.example.com/INC-17>. Then call.');
  expect(page(text)).toContain('<a href="https://intra.example.com/INC-17"');
});

test('nothing else is a link, and no other answer has any', () => {
  for (const [written, words] of [
    ['[pay](javascript:alert(1))', ''],
    ['[pay](data:text/html,x)', ''],
    ['[pay](//evil.example)', ''],
    ['[bank.example](https://bank.example@evil.example/)', ''],
    ['[https://bank.example](https://evil.example/)', 'bank.example (evil.example)'],
  ] as const) {
    const drawn = page(written);
    if (words) expect(drawn).toContain(`>${words}</a>`);
    else expect(drawn).not.toMatch(/href="(?!#)/);
    expect(slack(written)).not.toMatch(/<(?!https:\/\/evil\.example\/\|bank\.example \(evil)/);
    expect(teams(written)).not.toMatch(/(?<!\\)\]\((?!https:\/\/evil\.example\/\))/);
  }
  expect(page('![x](https://evil.example/x.png)')).not.toContain('<img');
  for (const text of ['[a](https://a.example)', 'https://a.example']) {
    expect(slack(text, false)).not.toContain('<https');
    for (const draw of [teams, discord]) expect(draw(text, false)).not.toMatch(/<https|[^\\]\]\(https/);
    expect(page(text, false)).not.toContain('<a ');
  }
});

test('whatever is written, a link is one of the web and names its host', () => {
  const piece = fc.constantFrom(
    '[',
    ']',
    '(',
    ')',
    'https://',
    'http://',
    'a.example',
    '@',
    '/',
    'javascript:',
    '**',
    '`',
    ' ',
    '|',
    '<',
    '>',
    '"',
    '!',
    '\n',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      for (const [, target, words] of page(text).matchAll(/<a href="([^"]*)"[^>]*>([^<]*)</g)) {
        if (target === '#' || target!.startsWith('/')) continue;
        const { protocol, host, username } = new URL(target!.replaceAll('&amp;', '&'));
        expect(protocol).toMatch(/^https?:$/);
        expect(username).toBe('');
        expect(words).toContain(host);
      }
      expect(slack(text)).not.toMatch(/<(?!https?:\/\/[^|>]+\|)/);
      for (const [written] of text.matchAll(/\S+/g)) outsideLink(written);
    }),
    { numRuns: 200 },
  );
});
