import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInline, parseMarkdown, plainWords } from '../../../src/pipeline/guide/markdown.ts';

describe('blocks', () => {
  test('headings, paragraphs, lists, tables, code and notes', () => {
    const text = [
      '# The guide',
      '<!-- for: admin -->',
      'One line',
      'and another.',
      '',
      '* first',
      '  goes on',
      '* second',
      '',
      '1. one',
      '2. two',
      '',
      '| a | b |',
      '|---|---|',
      '| 1 | `2` |',
      '',
      '```',
      '# no heading',
      '```',
    ].join('\n');
    expect(parseMarkdown(text)).toEqual([
      { kind: 'heading', level: 1, text: 'The guide', id: 'the-guide' },
      { kind: 'note', name: 'for', value: 'admin' },
      { kind: 'paragraph', text: 'One line and another.' },
      { kind: 'list', ordered: false, items: ['first goes on', 'second'] },
      { kind: 'list', ordered: true, items: ['one', 'two'] },
      { kind: 'table', head: ['a', 'b'], rows: [['1', '`2`']] },
      { kind: 'code', text: '# no heading' },
    ]);
  });

  test('anchors are those of forges; a heading said twice has two', () => {
    const ids = parseMarkdown('## What does “ALR-204” mean?\n\n## Ja, größer\n\n## Ja, größer').map((block) =>
      block.kind === 'heading' ? block.id : '',
    );
    expect(ids).toEqual(['what-does-alr-204-mean', 'ja-größer', 'ja-größer-1']);
  });

  test('any text is read, and none of it is lost for ever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const block of parseMarkdown(text)) expect(block.kind).toBeTypeOf('string');
        expect(parseInline(text).map((part) => part.text.length)).not.toContain(0);
      }),
    );
    expect(parseMarkdown('```\nnever closed')).toEqual([{ kind: 'code', text: 'never closed' }]);
    expect(parseMarkdown('\n\n')).toEqual([]);
  });
});

test('marks within a line', () => {
  expect(parseInline('See **this**, *that*, `a*b*c` and [the rest](people.md#roles). 3 * 4 * 5')).toEqual([
    { kind: 'text', text: 'See ' },
    { kind: 'bold', text: 'this' },
    { kind: 'text', text: ', ' },
    { kind: 'italic', text: 'that' },
    { kind: 'text', text: ', ' },
    { kind: 'code', text: 'a*b*c' },
    { kind: 'text', text: ' and ' },
    { kind: 'link', text: 'the rest', target: 'people.md#roles' },
    { kind: 'text', text: '. 3 * 4 * 5' },
  ]);
  expect(plainWords('Press *Save*, see [Rules](/rules) or `npm start`')).toBe('Press “Save”, see Rules or `npm start`');
});
