import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escaped, lines } from '../../../src/bots/slack/mrkdwn.ts';
import { renderForm, renderHome, renderMessage } from '../../../src/bots/slack/render.ts';
import type { CardPart } from '../../../src/messages/card.ts';
import type { OutboundMessage } from '../../../src/messages/outbound.ts';
import { anyCard, anyMessage } from '../../support/any-card.ts';
import { homeSchema, messageSchema, modalSchema } from '../../support/slack-schema.ts';

const options = fc.record({
  publicUrl: fc.constantFrom(null, 'https://desk.example.com'),
  plain: fc.boolean(),
});
const pictured = (message: OutboundMessage): ReadonlyMap<CardPart, string> =>
  new Map((message.card?.parts ?? []).flatMap((part) => (part.kind === 'chart' ? [[part, 'F0PICTURE']] : [])));

test('any message is one that Slack takes, and says something without its blocks', () => {
  fc.assert(
    fc.property(anyMessage, options, fc.boolean(), (message, how, pictures) => {
      const sent = renderMessage(message, pictures ? { ...how, pictures: pictured(message) } : how);
      expect(messageSchema.safeParse(sent).error?.issues ?? []).toEqual([]);
      expect(sent.text.trim()).not.toBe('');
      expect([sent.unfurl_links, sent.unfurl_media]).toEqual([false, false]);
    }),
    { numRuns: 300 },
  );
});

test('any card of fields is a form that Slack opens', () => {
  const from = { workspace: 'T1', channel: 'C1', thread: null, direct: false, message: null };
  fc.assert(
    fc.property(anyCard, options, (card, how) => {
      expect(modalSchema.safeParse(renderForm(card, from, how)).error?.issues ?? []).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('any message is a page of the app', () => {
  fc.assert(
    fc.property(anyMessage, options, (message, how) => {
      expect(homeSchema.safeParse(renderHome(message, how)).error?.issues ?? []).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('a sign that could begin a style is told from one that ends nothing, however many there are', () => {
  const joiner = '\u2060';
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('*', '_', '~', '`', 'a', ' ', '\n'), maxLength: 60 }), (text) => {
      expect(escaped(text)).toBe(lines(text).replaceAll(/([*_~`])(?=[^\n]*\1)/g, `$1${joiner}`));
    }),
  );
  expect(escaped('*'.repeat(400_000))).toHaveLength(799_999);
});
