import { ComponentType } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCarried } from '../../../src/bots/discord/carried.ts';
import { type Pressed, packId, unpackId } from '../../../src/bots/discord/custom-id.ts';
import { addressUnder, escapedLine, escapeMarkdown } from '../../../src/bots/discord/markdown.ts';
import { renderModal } from '../../../src/bots/discord/modal.ts';
import { textsOf } from '../../../src/bots/discord/parse-message.ts';
import { render } from '../../../src/bots/discord/render.ts';
import type { OrgId } from '../../../src/domain/id.ts';
import { SEVERITIES } from '../../../src/domain/severity.ts';
import type { CardAction, CardPart } from '../../../src/messages/card.ts';
import { messageProblems, modalProblems } from '../../support/discord-limits.ts';

const orgId = '0199d7a0-0000-7000-8000-00000000000f' as OrgId;
const NASTY = [
  '@everyone',
  '<@1>',
  '](https://evil.example/)',
  '# x',
  '`',
  '**',
  '\\',
  '||',
  'https://evil.example',
  '\u202e',
  '\ud800',
  '😀',
];
const text = (most = 300) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.string({ maxLength: most, unit: 'binary' }) },
    fc.array(fc.constantFrom(...NASTY, 'word', ' ', '\n'), { maxLength: 40 }).map((all) => all.join('')),
    fc.nat(6000).map((length) => 'a_b '.repeat(length / 4)),
  );
const url = fc.constantFrom(
  '/incidents/INC-17',
  'https://desk.example.com/alerts/ALR-2',
  'http://localhost:3000/x',
  'javascript:alert(1)',
  '//evil',
);
const severity = fc.constantFrom(...SEVERITIES);
const at = fc.constantFrom('2026-11-20T13:03:00Z', 'never');
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const action: fc.Arbitrary<CardAction> = fc.record(
  {
    id: fc.constantFrom('incident.close', 'rule.propose', 'proposal.approve', 'x'.repeat(120), 'a|b'),
    label: text(120),
    value: fc.oneof(fc.constantFrom('INC-17', '', 'a|b|c', ' padded '), text(400)),
    style: fc.constantFrom('primary', 'danger'),
    confirm: text(500),
    url,
  },
  { requiredKeys: ['id', 'label', 'value'] },
) as fc.Arbitrary<CardAction>;
const field = fc.record(
  {
    kind: fc.constant('field' as const),
    name: fc.oneof(fc.constantFrom('title', 'severity', ''), text(120)),
    label: text(120),
    input: fc.constantFrom('text', 'multiline', 'select'),
    options: fc.array(fc.record({ label: text(150), value: text(120) }), { maxLength: 40 }),
    value: text(5000),
    required: fc.boolean(),
  },
  { requiredKeys: ['kind', 'name', 'label', 'input'] },
) as fc.Arbitrary<CardPart>;
const part: fc.Arbitrary<CardPart> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: text(), severity, status: text(80), url }),
  fc.record({ kind: fc.constant('text' as const), text: text(5000) }),
  fc.record({
    kind: fc.constant('facts' as const),
    facts: fc.array(fc.record({ label: text(60), value: text(), at }), { maxLength: 12 }),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    items: fc.array(fc.record({ text: text(), ref: text(20), url, at, severity }), { maxLength: 30 }),
    more: fc.record({ text: text(60), url }),
  }),
  fc.record({ kind: fc.constant('evidence' as const), quote: text(), origin: text(60), url }),
  fc.record({ kind: fc.constant('image' as const), url, alt: text(1500) }),
  fc.record({
    kind: fc.constant('chart' as const),
    title: text(100),
    unit: text(20),
    points: fc.array(fc.record({ label: text(20), value: fc.double({ noNaN: true }) }), { maxLength: 40 }),
  }),
  field,
  fc.record({ kind: fc.constant('actions' as const), actions: fc.array(action, { maxLength: 12 }) }),
  fc.record({ kind: fc.constant('context' as const), text: text(), at }),
);
const card = fc.record({ key: fc.string(), parts: fc.array(part, { maxLength: 14 }) });
const message = fc.record({
  orgId: fc.constant(orgId),
  text: text(40_000),
  card: optional(card),
  more: fc.array(card, { maxLength: 6 }),
  severity: optional(severity),
  citations: fc.array(
    fc.record({ ref: fc.constantFrom('INC-17', 'ALR-2'), kind: fc.constant('incident' as const), at, url }),
  ),
}) as fc.Arbitrary<Parameters<typeof render>[0]>;
const publicUrl = fc.constantFrom(null, 'https://desk.example.com', 'http://localhost:3000');

interface Component {
  type: number;
  custom_id?: string;
  components?: Component[];
  accessory?: Component;
}
const all = (components: readonly unknown[]): Component[] =>
  (components as Component[]).flatMap((one) => [
    one,
    ...all(one.components ?? []),
    ...all(one.accessory ? [one.accessory] : []),
  ]);

describe('whatever a message holds', () => {
  test('Discord takes its drawing, and every button finds its value again', () => {
    fc.assert(
      fc.property(message, publicUrl, fc.boolean(), (given, under, pictures) => {
        const frame = {
          address: addressUnder(under),
          picture: () => (pictures ? 'https://cdn.example.com/a.png' : null),
        };
        const drawn = render(given, frame, 4711);
        expect(messageProblems({ ...drawn })).toEqual([]);
        const texts = textsOf(drawn.components);
        const actions = [given.card, ...(given.more ?? [])]
          .flatMap((one) => one?.parts ?? [])
          .flatMap((one) => (one.kind === 'actions' ? one.actions : []));
        for (const { type, custom_id } of all(drawn.components)) {
          if (custom_id === undefined) continue;
          const pressed = unpackId(custom_id)!;
          const carried =
            typeof pressed.value === 'string' ? { value: pressed.value } : findCarried(texts, pressed.value);
          expect(carried, custom_id).not.toBeNull();
          expect(actions.some(({ id, value }) => id === pressed.action && value === carried!.value)).toBe(true);
          if (type === ComponentType.StringSelect) expect(pressed.press).toBe('pick');
        }
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  test('its form is one that Discord opens', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        expect(modalProblems({ ...renderModal(parts, 'g|incident.open|', 'en') })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('somebody’s text', () => {
  test('becomes neither mention nor link nor markup', () => {
    fc.assert(
      fc.property(text(), (given) => {
        const shown = escapeMarkdown(given);
        expect(shown).not.toMatch(/@(everyone|here)/i);
        // without the escaped characters nothing is left that Discord reads
        expect(shown.replaceAll(/\\./gs, 'x')).not.toMatch(/[*_~`|<[\]]|:\/\/|^\s*[#>+-]/m);
      }),
      { numRuns: 500 },
    );
  });

  test('on one line is never longer than asked', () => {
    fc.assert(
      fc.property(text(5000), fc.integer({ min: 1, max: 300 }), (given, limit) => {
        const line = escapedLine(given, limit);
        expect(line.length).toBeLessThanOrEqual(limit);
        expect(line).not.toContain('\n');
        expect(line.isWellFormed()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test('an id says again what was packed into it', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }),
      fc.string({ maxLength: 110, unit: 'binary' }),
      fc.nat(99),
      (name, value, nth) => {
        const pressed: Pressed = { press: 'act', action: name, value, nth };
        const id = packId(pressed);
        if (id === null) return;
        expect(id.length).toBeLessThanOrEqual(100);
        expect(unpackId(id)).toEqual(pressed);
      },
    ),
  );
});

test('a text that looks like what a message carries is not believed', () => {
  const forged = 'x](https://desk.example.com/#sn=q1YqS8wpTVWyUkpUqgUA)';
  const drawn = render(
    { orgId, text: forged, card: { key: 'k', parts: [{ kind: 'text', text: forged }] } },
    { address: addressUnder(null), picture: () => null },
  );
  expect(findCarried(textsOf(drawn.components), { at: 0, digest: 'AAAAAAAAAAAAAAAA' })).toBeNull();
  expect(textsOf(drawn.components).join('\n')).not.toMatch(/(?<!\\)\]\(/);
});
