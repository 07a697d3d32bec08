import { describe, expect, test } from 'vitest';
import { addressUnder } from '../../../src/bots/discord/markdown.ts';
import { renderModal } from '../../../src/bots/discord/modal.ts';
import { textsOf } from '../../../src/bots/discord/parse-message.ts';
import { render } from '../../../src/bots/discord/render.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import { LANGUAGES } from '../../../src/domain/language.ts';
import type { CardPart } from '../../../src/messages/card.ts';
import { messageProblems, modalProblems } from '../../support/discord-limits.ts';
import { everyView } from '../../support/every-view.ts';

const orgId = newOrgId();
const frame = { address: addressUnder('https://desk.example.com'), picture: () => null };
const isForm = (name: string): boolean => name.endsWith('Form');

describe('every view as Discord draws it', () => {
  for (const [name, card] of Object.entries(everyView()))
    test(name, () => {
      const drawn = isForm(name)
        ? renderModal(card.parts, 'g|x.y|', 'en')
        : render({ orgId, text: 'In words.', card }, frame).components;
      expect(drawn).toMatchSnapshot();
    });

  test.each(LANGUAGES)('is taken by Discord in %s', (language) => {
    for (const [name, card] of Object.entries(everyView(language))) {
      const problems = isForm(name)
        ? modalProblems({ ...renderModal(card.parts, 'g|x.y|', language) })
        : messageProblems({ ...render({ orgId, text: 'x', card }, frame) });
      expect(problems, name).toEqual([]);
    }
  });
});

describe('a message', () => {
  const words = (text: string, more: object = {}) =>
    textsOf(render({ orgId, text, ...more }, frame).components).join('\n');

  test('whose card begins with its words says them once', () => {
    const { caseInHand, proof } = everyView();
    for (const [card, mark] of [
      [caseInHand!, 'has CASE-9 since'],
      [proof!, 'asks for your PIN'],
    ] as const) {
      const [first] = card.parts;
      const text = first!.kind === 'text' ? first!.text.replace(/ [^ ]+ anyway[?]$/, '') : '';
      expect(text).toContain(mark);
      expect(words(text, { card }).split(mark)).toHaveLength(2);
    }
  });

  test('leaves its text out where the card says the same, and keeps an answer', () => {
    const { alert } = everyView();
    expect(words('14 alerts, the worst is this one.', { card: alert })).toContain('14 alerts, the worst');
    const same = '[HIGH] ALR-204 412 failed logins for root from 203.0.113.9 (open)\nAccount: root';
    expect(words(same, { card: alert })).not.toContain('Account: root');
    // the heading is somebody's name, and the answer goes on with it
    const card = { key: 'sightings', parts: [{ kind: 'heading', text: 'Dana Whitfield' }] };
    expect(words('Dana Whitfield [PER-2] was seen 3 times.', { card })).toContain('was seen 3 times');
  });

  test('has its references as links, and nobody else’s', () => {
    const citations = [{ ref: 'INC-17', kind: 'incident', at: '2026-11-20T13:03:00Z', url: '/incidents/INC-17' }];
    const text = 'See [INC-17] and ALR-9, **now**: https://evil.example [x](https://evil.example) @everyone';
    expect(words(text, { citations })).toBe(
      'See [INC-17](https://desk.example.com/incidents/INC-17) and ALR-9, **now**: https\\://evil.example ' +
        '\\[x\\](https\\://evil.example) @\u200beveryone',
    );
  });

  test('of 40,000 characters is cut, and says so', () => {
    const shown = words('word '.repeat(8000));
    expect(shown.length).toBeLessThanOrEqual(4000);
    expect(shown.length).toBeGreaterThan(3000);
    expect(shown).toMatch(/There is more than fits here\.$/);
  });

  test('keeps its buttons when the words are too many', () => {
    const parts: CardPart[] = [
      { kind: 'heading', text: 'INC-17 Long', url: '/incidents/INC-17' },
      { kind: 'text', text: 'word '.repeat(3000) },
      { kind: 'actions', actions: [{ id: 'incident.close', label: 'Close', value: 'INC-17' }] },
    ];
    const drawn = JSON.stringify(render({ orgId, text: '', card: { key: 'INC-17', parts } }, frame).components);
    expect(drawn).toContain('a|incident.close|INC-17');
    expect(drawn).toContain('See all of it');
  });

  test('stays within what Discord takes however many headings there is no room for', () => {
    const confirm = Array.from({ length: 300 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000))).join(
      '',
    );
    const cards = Array.from({ length: 8 }, (_, at) => ({
      key: `card-${at}`,
      parts: [
        {
          kind: 'heading',
          text: 'word '.repeat(50),
          status: 'Open since yesterday, and nobody has looked at it yet',
          severity: 'high',
          url: '/x',
        },
        { kind: 'actions', actions: [{ id: 'incident.close', label: 'Close', value: 'INC-17', confirm }] },
      ] as CardPart[],
    }));
    for (let letters = 1500; letters < 3600; letters += 20) {
      const drawn = render({ orgId, text: 'a'.repeat(letters), more: cards }, frame);
      expect(messageProblems({ ...drawn }), `${letters}`).toEqual([]);
    }
  });

  test('shows pictures it has, and says in words what it has not', () => {
    const parts: CardPart[] = [
      { kind: 'image', url: '/media/1', alt: 'The back door at night' },
      {
        kind: 'chart',
        title: 'Failed logins',
        unit: 'logins',
        points: [
          { label: 'Mon', value: 4 },
          { label: 'Tue', value: 8 },
        ],
      },
    ];
    const card = { key: 'k', parts };
    expect(render({ orgId, text: '', card }, frame).components).toMatchSnapshot();
    const withPictures = { ...frame, picture: (part: CardPart) => `attachment://${part.kind}.png` };
    expect(render({ orgId, text: '', card }, withPictures).components).toMatchSnapshot();
  });

  test('of one choice has it where it stands; of more, a form opens', () => {
    const choice: CardPart = {
      kind: 'field',
      name: 'severity',
      label: 'How bad?',
      input: 'select',
      options: Array.from({ length: 30 }, (_, index) => ({ label: `Option ${index}`, value: `${index}` })),
    };
    const submit: CardPart = { kind: 'actions', actions: [{ id: 'incident.rate', label: 'Send', value: 'INC-17' }] };
    const one = render({ orgId, text: '', card: { key: 'k', parts: [choice, submit] } }, frame);
    expect(JSON.stringify(one.components)).toContain('"custom_id":"e|incident.rate|severity|INC-17"');
    expect(JSON.stringify(one.components)).not.toContain('Option 25');
    const note: CardPart = { kind: 'field', name: 'note', label: 'Why?', input: 'multiline' };
    const two = render({ orgId, text: '', card: { key: 'k', parts: [choice, note, submit] } }, frame);
    expect(JSON.stringify(two.components)).toMatch(/"custom_id":"F\|incident\.rate\|0\./);
  });
});
