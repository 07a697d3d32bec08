import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guideMarkup, targetOf } from '../../../src/http/console/guide-markup.ts';
import { parseMarkdown } from '../../../src/pipeline/guide/markdown.ts';

const draw = (text: string): string => guideMarkup(parseMarkdown(text)).toString();

test('each kind of block', () => {
  expect(draw('Press **Save** on [Rules](rules.md#how), `a < b`')).toBe(
    '<p>Press <strong>Save</strong> on <a href="/help/rules#how">Rules</a>, <code>a &lt; b</code></p>',
  );
  expect(draw('* a\n* b')).toBe('<ul><li>a</li><li>b</li></ul>');
  expect(draw('| a |\n|---|\n| 1 |')).toContain('<th scope="row">1</th>');
  expect(draw('```\n<b>\n```')).toBe('<pre tabindex="0"><code>&lt;b&gt;</code></pre>');
  expect(draw('<!-- also: words -->')).toBe('');
});

test('markup in the text is text', () => {
  expect(draw('<img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](//evil.example)')).toBe(
    '<p>&lt;img src=x onerror=alert(1)&gt; <a href="#">x</a>) <a href="#">y</a></p>',
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const tags = draw(text).match(/<[a-z]+/g) ?? [];
      for (const tag of tags)
        expect('<p <ul <ol <li <h <code <pre <strong <em <a <div <table <thead <tbody <tr <th <td').toContain(
          tag.replace(/\d$/, ''),
        );
    }),
  );
});

test('links between documents lead to pages of the console', () => {
  expect(targetOf('people.md#roles')).toBe('/help/people#roles');
  expect(targetOf('../safety.md')).toBe('/help/safety');
  expect(targetOf('/members')).toBe('/members');
  expect(targetOf('#times')).toBe('#times');
  expect(targetOf('https://example.com/')).toBe('https://example.com/');
  expect(targetOf('data:text/html,x')).toBe('#');
});
