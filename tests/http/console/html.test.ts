import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakable, flag, html, safeUrl } from '../../../src/http/console/html.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</textarea><svg onload=alert(1)>',
  '&lt;already&gt; & <!-- -->',
  '{{7*7}} <%= 7*7 %>',
  '\u0000\u2028\u202e<b>',
];

describe('html', () => {
  test('escapes text, numbers and lists, and leaves templates as they are', () => {
    const inner = html`<b>${'a & b'}</b>`;
    expect(html`<p title="${'"x"'}">${inner}${[1, ' < ', html`<i></i>`]}</p>`.toString()).toBe(
      '<p title="&quot;x&quot;"><b>a &amp; b</b>1 &lt; <i></i></p>',
    );
  });

  test('nothing is nothing', () => {
    expect(html`a${null}b${undefined}c${false}d${[]}e${''}f`.toString()).toBe('abcdef');
    expect(html`${0}`.toString()).toBe('0');
  });

  test.each(HOSTILE)('no tag and no attribute comes out of %j', (text) => {
    const markup = html`<a title="${text}">${text}</a>`.toString();
    expect(markup.match(/</g)).toHaveLength(2);
    expect(markup.match(/"/g)).toHaveLength(2);
  });

  test('whatever the text is, it can be read back and adds no markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const markup = html`<a title="${text}">${[text]}</a>`.toString();
        const match = /^<a title="([^"<>]*)">([^"<>]*)<\/a>$/.exec(markup);
        return match !== null && unescaped(match[1]!) === text && unescaped(match[2]!) === text;
      }),
    );
  });

  test('an object that only looks like markup is text', () => {
    const forged = { toString: () => '<b>' } as unknown as string;
    expect(html`${forged}`.toString()).toBe('&lt;b&gt;');
  });
});

test('flag writes an attribute or nothing, and takes no other name than an attribute’s', () => {
  expect(html`<input${flag('checked', true)}${flag('disabled', false)}>`.toString()).toBe('<input checked>');
  expect(() => flag('x onclick=alert(1)', true)).toThrow(TypeError);
});

test('safeUrl lets through our paths and web addresses only', () => {
  for (const url of ['/alerts/ALR-1?x=1#y', 'https://example.com/a', 'HTTP://example.com'])
    expect(safeUrl(url)).toBe(url);
  for (const url of ['javascript:alert(1)', '//evil.example', '/\\evil.example', 'data:text/html,x', ' /x', ''])
    expect(safeUrl(url)).toBe('#');
});

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('an e-mail address may break after its @ and before its dots, and nothing else gains or loses a character', () => {
  const drawn = html`${breakable('18 failures of maria.lind@northwind.example. <i>')}`.toString();
  expect(drawn).toBe('18 failures of maria<wbr>.lind@<wbr>northwind<wbr>.example. &lt;i&gt;');
  expect(html`${breakable('from 203.0.113.9')}`.toString()).toBe('from 203.0.113.9');
});
