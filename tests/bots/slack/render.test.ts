import { describe, expect, test } from 'vitest';
import { answerTexts } from '../../../src/bots/slack/answer-text.ts';
import { renderForm, renderMessage } from '../../../src/bots/slack/render.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import { LANGUAGES } from '../../../src/domain/language.ts';
import type { Card } from '../../../src/messages/card.ts';
import { everyView } from '../../support/every-view.ts';
import { messageSchema, modalSchema } from '../../support/slack-schema.ts';

const options = { publicUrl: 'https://desk.example.com' };
const orgId = newOrgId();
const from = { workspace: 'T1', channel: 'C1', thread: null, direct: false, message: null };
const isForm = (name: string): boolean => name.endsWith('Form');

describe('every view as Slack draws it', () => {
  for (const [name, card] of Object.entries(everyView()))
    test(name, () => {
      const drawn = isForm(name)
        ? renderForm(card, from, options)
        : renderMessage({ orgId, text: 'In words.', card }, options).blocks;
      expect(drawn).toMatchSnapshot();
    });

  test.each(LANGUAGES)('fits Slack in %s', (language) => {
    for (const [name, card] of Object.entries(everyView(language))) {
      const drawn = isForm(name) ? renderForm(card, from, options) : renderMessage({ orgId, text: 'x', card }, options);
      const schema = isForm(name) ? modalSchema : messageSchema;
      expect(schema.safeParse(drawn).error?.issues ?? [], name).toEqual([]);
    }
  });
});

test.each(LANGUAGES)('no form’s title is cut in %s; one that is too long stands whole in the form', (language) => {
  for (const [name, card] of Object.entries(everyView(language)).filter(([one]) => isForm(one))) {
    for (const number of ['', '0123456']) {
      const ours: Card = JSON.parse(
        JSON.stringify(card).replaceAll(/((?:INC|ALR|CASE|RULE|PROP)-\d+)/g, `$1${number}`),
      );
      const heading = ours.parts.find((part) => part.kind === 'heading')!.text;
      const drawn = renderForm(ours, from, options);
      const title = drawn.title.text;
      expect(drawn.submit!.text, name).not.toContain('…');
      expect(title.length, name).toBeLessThanOrEqual(24);
      expect([name, title]).not.toEqual([name, expect.stringMatching(/…|^SafeNest$|^–$/)]);
      expect(
        title === heading || JSON.stringify(drawn.blocks).includes(JSON.stringify(heading).slice(1, -1)),
        name,
      ).toBe(true);
    }
  }
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
      const { blocks } = renderMessage({ orgId, text, card }, options);
      expect(JSON.stringify(blocks).split(mark)).toHaveLength(2);
    }
  });

  test('leaves its text out where the card says the same, and keeps an answer', () => {
    const { alert } = everyView();
    const words = (text: string) => JSON.stringify(renderMessage({ orgId, text, card: alert! }, options).blocks);
    expect(words('14 alerts, the worst is this one.')).toContain('14 alerts, the worst');
    expect(words('[HIGH] ALR-204 412 failed logins for root from 203.0.113.9 (open)\nAccount: root')).not.toContain(
      '[HIGH]',
    );
    // the heading is somebody's name, and the answer goes on with it
    const card: Card = { key: 'sightings', parts: [{ kind: 'heading', text: 'Dana Whitfield' }] };
    const answer = renderMessage({ orgId, text: 'Dana Whitfield [PER-2] was seen 3 times.', card }, options);
    expect(JSON.stringify(answer.blocks)).toContain('was seen 3 times');
  });

  test('says what did not fit, with a link, and keeps its buttons', () => {
    const items = Array.from({ length: 900 }, (_, index) => ({
      text: `login ${index} of somebody`,
      ref: `LOG-${index}`,
    }));
    const { blocks } = renderMessage(
      {
        orgId,
        text: '',
        language: 'de',
        card: {
          key: 'k',
          parts: [
            { kind: 'heading', text: 'Logins', url: '/logs' },
            { kind: 'list', items },
            { kind: 'actions', actions: [{ id: 'a.b', label: 'Do', value: 'v' }] },
          ],
        },
      },
      options,
    );
    expect(blocks.at(-1)).toMatchObject({ type: 'actions' });
    expect(JSON.stringify(blocks.at(-2))).toContain(
      'Hier ist nicht Platz für alles. <https://desk.example.com/logs|Alles ansehen>',
    );
  });

  test('without a public address has references and no links or link buttons', () => {
    const drawn = renderMessage({ orgId, text: '', card: everyView().alert! }, { publicUrl: null });
    expect(JSON.stringify(drawn)).not.toContain('http');
    expect(JSON.stringify(drawn)).not.toContain('"Open"');
  });
});

test('an answer’s words: styles, lists and references of its own; everything else is text', () => {
  const text =
    '**3 alerts**, see [ALR-7] and ALR-9.\n- `root` <!here>\n# Next\n[all](/alerts) [x](https://evil.example)';
  const citations = [{ ref: 'ALR-7', kind: 'alert' as const, at: '', url: '/alerts/ALR-7' }];
  const addressOf = (path: string) => `https://d.example${path}`;
  expect(answerTexts(text, { citations, addressOf, limit: 3000 })).toEqual([
    [
      '*3 alerts*, see <https://d.example/alerts/ALR-7|ALR-7> and ALR-9.',
      '• `root` &lt;!here&gt;',
      'Next',
      '<https://d.example/alerts|all> [x](https://evil.example)',
    ].join('\n'),
  ]);
});

test('an address in somebody’s text is no link by itself, and links of ours are', () => {
  const citations = [{ ref: 'INC-1', kind: 'incident' as const, at: '2026-11-21T10:00:00Z', url: '/incidents/INC-1' }];
  const { text } = renderMessage({ orgId, text: 'INC-1: see https://evil.example/x', citations }, options);
  expect(text).toContain('<https://desk.example.com/incidents/INC-1|');
  expect(text).not.toContain('https://evil.example');
});
