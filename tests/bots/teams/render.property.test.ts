import fc from 'fast-check';
import { expect, test } from 'vitest';
import { size } from '../../../src/bots/teams/adaptive-card.ts';
import { addressesUnder } from '../../../src/bots/teams/markup.ts';
import { type Frame, renderCard, renderMessage } from '../../../src/bots/teams/render.ts';
import { renderForm } from '../../../src/bots/teams/render-form.ts';
import type { CardPart } from '../../../src/messages/card.ts';
import type { OutboundMessage } from '../../../src/messages/outbound.ts';
import { markdownOf, readCard } from '../../support/adaptive-card-schema.ts';
import { anyCard, anyMessage } from '../../support/any-card.ts';

const PICTURE = `data:image/png;base64,${'A'.repeat(16_000)}`;
const frames = fc.record({
  publicUrl: fc.constantFrom(null, 'https://desk.example.com'),
  forms: fc.boolean(),
  pictures: fc.boolean(),
  refresh: fc.boolean(),
});
type Choice = typeof frames extends fc.Arbitrary<infer T> ? T : never;
const frameOf = (choice: Choice, message: OutboundMessage): Frame => ({
  addressOf: addressesUnder(choice.publicUrl),
  opensForm: () => choice.forms,
  ...(choice.refresh ? { refresh: {} } : {}),
  pictures: new Map<CardPart, string>(
    choice.pictures
      ? [message.card, ...(message.more ?? [])].flatMap((card) =>
          (card?.parts ?? []).flatMap((part) =>
            part.kind === 'chart' || part.kind === 'image' ? [[part, PICTURE] as const] : [],
          ),
        )
      : [],
  ),
});

test('any message is one that Teams takes, within 28 KB, and says something without its card', () => {
  fc.assert(
    fc.property(anyMessage, frames, (message, choice) => {
      const activity = renderMessage(message, frameOf(choice, message));
      expect(size(activity)).toBeLessThanOrEqual(26 * 1024);
      expect(activity.text || activity.attachments).toBeTruthy();
      const shown = [activity.text ?? ''];
      for (const { content } of activity.attachments ?? []) {
        const card = readCard(content);
        expect(typeof card.fallbackText).toBe('string');
        shown.push(card.fallbackText!, ...markdownOf(card.body));
      }
      for (const markdown of shown) {
        expect(markdown).not.toMatch(/</);
        // every link of a text leads where we said, and to nothing else
        for (const [, target] of markdown.matchAll(/(?<!\\)\]\(([^)]*)\)/g))
          expect(target).toMatch(/^https?:\/\/[^\s()<>]+$/);
      }
    }),
    { numRuns: 200 },
  );
});

test('a card alone is within the limit as well', () => {
  fc.assert(
    fc.property(fc.array(anyCard, { minLength: 1, maxLength: 4 }), frames, (cards, choice) => {
      const card = renderCard(cards, frameOf(choice, { orgId: '' as never, text: '', card: cards[0]! }));
      readCard(card);
      expect(size(card)).toBeLessThanOrEqual(26 * 1024);
    }),
    { numRuns: 100 },
  );
});

test('any card of fields is a form that Teams opens, in a dialog or in the place of a card', () => {
  fc.assert(
    fc.property(anyCard, fc.boolean(), (card, inPlace) => {
      const form = renderForm(card, { language: 'de', from: '1', ...(inPlace ? { inPlace } : {}) });
      readCard(form.card);
      expect(size(form.card)).toBeLessThanOrEqual(26 * 1024);
      expect(form.title).not.toBe('');
    }),
    { numRuns: 100 },
  );
});
