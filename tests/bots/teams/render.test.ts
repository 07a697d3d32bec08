import { describe, expect, test } from 'vitest';
import { size } from '../../../src/bots/teams/adaptive-card.ts';
import { addressesUnder, answerMarkdown, plain } from '../../../src/bots/teams/markup.ts';
import { type Frame, renderCard, renderMessage } from '../../../src/bots/teams/render.ts';
import { renderForm } from '../../../src/bots/teams/render-form.ts';
import { settledText } from '../../../src/bots/teams/stream-text.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import { LANGUAGES } from '../../../src/domain/language.ts';
import type { Card } from '../../../src/messages/card.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { noticeText } from '../../../src/messages/notice-text.ts';
import { buttonsOf, readCard, seen, wordsOf } from '../../support/adaptive-card-schema.ts';
import { everyView } from '../../support/every-view.ts';

const orgId = newOrgId();
const frame: Frame = {
  addressOf: addressesUnder('https://desk.example.com'),
  opensForm: (action) => action === 'incident.comment',
};
const isForm = (name: string): boolean => name.endsWith('Form');

describe('every view as Teams draws it', () => {
  for (const [name, card] of Object.entries(everyView()))
    test(name, () => {
      expect(
        isForm(name) ? renderForm(card, { language: 'en', addressOf: frame.addressOf }) : renderCard([card], frame),
      ).toMatchSnapshot();
    });

  test.each(LANGUAGES)('is one that Teams takes, in %s', (language) => {
    for (const [name, card] of Object.entries(everyView(language))) {
      const drawn = isForm(name) ? renderForm(card, { language }).card : renderCard([card], frame, language);
      expect(() => readCard(drawn), name).not.toThrow();
      expect(size(drawn), name).toBeLessThan(26 * 1024);
      expect(drawn.lang).toBe(language);
    }
  });
});

describe('a message', () => {
  test('whose card begins with its words says them once', () => {
    const { caseInHand, proof } = everyView();
    for (const [card, mark] of [
      [caseInHand!, 'has CASE-9 since'],
      [proof!, 'asks for your PIN'],
    ] as const) {
      const [first] = card.parts;
      const text = first!.kind === 'text' ? first!.text.replace(/ [^ ]+ anyway[?]$/, '') : '';
      expect(text).toContain(mark);
      expect(renderMessage({ orgId, text, card }, frame).text).toBeUndefined();
      expect(wordsOf(renderCard([card], frame).body).split(mark)).toHaveLength(2);
    }
  });

  test('leaves its text out where the card says the same, and keeps an answer; a notice has it either way', () => {
    const { alert } = everyView();
    const answer = renderMessage({ orgId, text: '14 alerts, the worst is this one.', card: alert! }, frame);
    expect(answer.text).toBe('14 alerts, the worst is this one.');
    const said = renderMessage({ orgId, text: `[HIGH] ${heading(alert!)} (open)`, card: alert! }, frame);
    expect(said.text).toBeUndefined();
    expect(said.summary).toBe(`HIGH: ${heading(alert!)} (open)`);
  });

  test('a notice on a device has words only: no brackets, stars, list marks or buttons', () => {
    const { alert } = everyView();
    const list =
      '2 **proposals** wait:\n• [PROP-8] a rule\n• [PROP-9] `VIP` only\nMore: [Help](/help), [off](https://example.org/a).';
    expect(renderMessage({ orgId, text: list }, frame).summary).toBe(
      '2 proposals wait: PROP-8 a rule; PROP-9 VIP only More: Help, off.',
    );
    const news = renderMessage({ orgId, text: cardText(alert!), card: alert! }, frame).summary!;
    expect(news).toMatch(new RegExp(`^HIGH: ${heading(alert!).slice(0, 20)}`));
    for (const [name, card] of Object.entries(everyView()))
      expect(noticeText({ text: cardText(card), card }), name).not.toMatch(
        /\*\*|\]\(|\[(?:HIGH|[A-Z]{2,8}-\d+)\]|\[Close\]/,
      );
  });

  test('is marked where a model wrote it, also with cards', () => {
    const { alert } = everyView();
    const label = {
      type: 'https://schema.org/Message',
      '@type': 'Message',
      '@context': 'https://schema.org',
      additionalType: ['AIGeneratedContent'],
    };
    const answer = { orgId, text: '14 alerts.', card: alert! };
    expect(renderMessage({ ...answer, byModel: true }, frame).entities).toEqual([label]);
    expect(renderMessage(answer, frame)).not.toHaveProperty('entities');
  });

  test('says what did not fit, with a link, and keeps its buttons', () => {
    const parts: Card['parts'] = Array.from({ length: 200 }, (_, n) => ({
      kind: 'text',
      text: `line ${n} ${'x'.repeat(300)}`,
    }));
    const card: Card = {
      key: 'k',
      language: 'de',
      parts: [
        { kind: 'heading', text: 'Logins', url: '/logs' },
        ...parts,
        { kind: 'actions', actions: [{ id: 'a.b', label: 'Do', value: 'v' }] },
      ],
    };
    const drawn = readCard(renderCard([card], frame));
    expect(buttonsOf(drawn).map((action) => action.title)).toEqual(['Do']);
    expect(JSON.stringify(drawn)).toContain(
      'Hier ist nicht Platz für alles. [Alles ansehen](https://desk.example.com/logs)',
    );
  });

  test('shows six buttons, the rest behind three dots; what asks first asks below', () => {
    const actions = Array.from({ length: 9 }, (_, n) => ({ id: 'a.b', label: `Do ${n}`, value: 'v' }));
    const card: Card = {
      key: 'k',
      parts: [
        {
          kind: 'actions',
          actions: [...actions, { id: 'a.c', label: 'Withdraw', value: 'v', style: 'danger', confirm: 'Really?' }],
        },
      ],
    };
    const buttons = buttonsOf(readCard(renderCard([card], frame)));
    expect(buttons.filter((one) => one.mode !== 'secondary').map((one) => one.title)).toEqual([
      'Do 0',
      'Do 1',
      'Do 2',
      'Do 3',
      'Do 4',
      'Withdraw',
    ]);
    expect(buttons.at(-1)).toMatchObject({
      type: 'Action.ShowCard',
      style: 'destructive',
      card: {
        body: [{ text: 'Really?' }],
        actions: [{ type: 'Action.Execute', verb: 'a.c', data: { safenest: { value: 'v' } } }],
      },
    });
  });

  test('without a public address has references and no links or link buttons', () => {
    const drawn = renderCard([everyView().alert!], { ...frame, addressOf: addressesUnder(null) });
    const { $schema: _schema, ...rest } = drawn;
    expect(JSON.stringify(rest)).not.toContain('http');
    expect(buttonsOf(readCard(drawn)).map((one) => one.title)).not.toContain('Open');
  });

  test('has a chart as a picture where one was drawn and fits, else in numbers', () => {
    const chart = {
      kind: 'chart' as const,
      title: 'Failed logins',
      unit: 'logins',
      points: [
        { label: 'Mon', value: 4 },
        { label: 'Tue', value: 2 },
      ],
    };
    const card: Card = { key: 'k', parts: [chart] };
    const picture = (length: number) => new Map([[chart, `data:image/png;base64,${'A'.repeat(length)}`]]);
    const types = (length: number) => JSON.stringify(renderCard([card], { ...frame, pictures: picture(length) }));
    expect(types(8000)).toContain('"altText":"Failed logins: Mon 4, Tue 2 logins"');
    expect(types(40_000)).not.toContain('"Image"');
    expect(types(40_000)).toContain('▇▇▇▇▇▇▇▇▇▇ 2 logins');
  });
});

const heading = (card: Card): string => card.parts.find((part) => part.kind === 'heading')!.text;

describe('text that is data', () => {
  test.each([
    '**bold** _it_ __u__ ~~no~~ `code` # head',
    '# heading',
    '- item',
    '1. item',
    '> quote',
    '=====',
    '| a | b |',
    '[click](https://evil.example)',
    '![x](https://evil.example/x.png)',
    '<at>Ada Novak</at> <b>bold</b> <script>alert(1)</script>',
    '&lt;at&gt; &#60;at&#62; & co',
    '{{DATE(2026-11-20T13:03:00Z, SHORT)}}',
    'svc_backup_2 a*b*c \\* C:\\new',
    '@everyone',
  ])('%s reads as it was written', (text) => {
    expect(seen(plain(text)).replaceAll('\u2060', '')).toBe(text);
    // an address in it is words, and no link that Teams makes by itself
    expect(plain(text)).not.toMatch(/<|(?<!\\)\]\(|\{\{|https?:\/\//);
  });
  test('unseen and turning signs are gone', () => {
    expect(plain('a\u202eb\u200bc')).toBe('abc');
  });

  test('an answer’s words: styles, lists and references of its own; everything else is text', () => {
    const text =
      '**3 alerts**, see [ALR-7] and ALR-9.\n- `root` <at>Ada</at>\n- two\n# Next\n[all](/alerts) [x](https://evil.example)';
    const citations = [{ ref: 'ALR-7', kind: 'alert' as const, at: '', url: '/alerts/ALR-7' }];
    expect(answerMarkdown(text, citations, frame.addressOf)).toMatchInlineSnapshot(`
      "**3 alerts**, see [ALR-7](https://desk.example.com/alerts/ALR-7) and ALR-9.

      - root &lt;at&gt;Ada&lt;/at&gt;
      - two

      Next

      [all](https://desk.example.com/alerts) \\[x\\](https://evil.example)"
    `);
  });

  test.each([
    'javascript:alert(1)',
    '//evil.example',
    'https://a b.example',
    'data:text/html,x',
    'alerts',
    'file:///etc/passwd',
  ])('%s is no address', (url) => {
    expect(frame.addressOf(url)).toBeNull();
  });
});

test('a stream grows by words that no later one changes', () => {
  const whole = 'Two alerts: **both are high**. See [ALR-7] and `root`.\n- one\n- two [all](/alerts) end';
  let shown = '';
  for (let end = 0; end <= whole.length; end++) {
    const drawn = answerMarkdown(settledText(whole.slice(0, end)), [], frame.addressOf);
    expect(drawn.startsWith(shown), `${JSON.stringify(shown)} -> ${JSON.stringify(drawn)}`).toBe(true);
    shown = drawn;
  }
  expect(shown.length).toBeGreaterThan(60);
});

test('what can be read on a card has no markup in it', () => {
  expect(wordsOf(readCard(renderCard([everyView().incident!], frame)).body)).not.toMatch(/\\|\]\(|\*\*/);
});
