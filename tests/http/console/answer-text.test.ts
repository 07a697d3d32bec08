import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerText } from '../../../src/http/console/answer-text.ts';

const draw = (text: string): string => answerText(text).toString();

describe('answerText', () => {
  test('paragraphs, lists, bold, code', () => {
    expect(draw('**7 alerts** yesterday:\n- one\n- `two`\n\nNext: sleep.\nWell.')).toBe(
      '<p><strong>7 alerts</strong> yesterday:</p><ul><li>one</li><li><code>two</code></li></ul><p>Next: sleep.<br>Well.</p>',
    );
    expect(draw('1. a\n2) b')).toBe('<ol><li>a</li><li>b</li></ol>');
  });

  test('references become links to their pages, in brackets or not', () => {
    expect(draw('[ALR-204] and INC-17')).toBe(
      '<p><a class="ref" href="/alerts/ALR-204">ALR-204</a> and <a class="ref" href="/incidents/INC-17">INC-17</a></p>',
    );
    expect(draw('[PER-7] by CAM-3, [EVT-40]')).toBe(
      '<p><a class="ref" href="/people/PER-7">PER-7</a> by <a class="ref" href="/cameras/CAM-3">CAM-3</a>, <a class="ref" href="/events/EVT-40">EVT-40</a></p>',
    );
    expect(draw('**[ALR-1]**')).toContain('<strong><a class="ref"');
    expect(draw('XALR-204 ALR-x')).toBe('<p>XALR-204 ALR-x</p>');
  });

  test('a link leads only to our own pages', () => {
    expect(draw('[all](/alerts?range=yesterday)')).toBe('<p><a href="/alerts?range=yesterday">all</a></p>');
    for (const target of ['https://evil.example', 'javascript:alert(1)', '//evil.example'])
      expect(draw(`[x](${target})`)).not.toContain('href="h');
    expect(draw('[x](//evil.example)')).toBe('<p><a href="#">x</a></p>');
  });

  test('markup in an answer is text', () => {
    expect(draw('<img src=x onerror=alert(1)>')).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>');
    expect(draw('**<b>** `</code><script>`')).toBe(
      '<p><strong>&lt;b&gt;</strong> <code>&lt;/code&gt;&lt;script&gt;</code></p>',
    );
  });

  test('any text gives only the tags it may, all closed, and loses no word', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('**', '`', '[', '](/x)', 'ALR-7', '\n', '\n\n', '- ', '1. ', '<p>', '"', '# '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const open: string[] = [];
        for (const [, slash, name] of draw(pieces.join('')).matchAll(/<(\/?)([a-z]+)/g)) {
          expect(['p', 'ul', 'ol', 'li', 'strong', 'code', 'a', 'br']).toContain(name);
          if (name === 'br') continue;
          if (slash) expect(open.pop()).toBe(name);
          else open.push(name!);
        }
        expect(open).toEqual([]);
      }),
    );
  });

  test('a very long line is quick to draw', () => {
    const began = performance.now();
    draw(`${'**a '.repeat(5000)}\n${'['.repeat(20_000)}\n${'`'.repeat(9999)}`);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
