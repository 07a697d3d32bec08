import { expect, test } from 'vitest';
import { messageTime } from '../../src/messages/message-time.ts';

test.each([
  ['slack', '1772452800.000100', '2026-03-02T12:00:00.000Z'],
  // the example of Discord's own documentation
  ['discord', '175928847299117063', '2016-04-30T11:18:25.796Z'],
  ['discord', '~175928847299117063', '2016-04-30T11:18:25.796Z'],
  ['teams', '1772452800000', '2026-03-02T12:00:00.000Z'],
])('an id of %s tells when it was posted', (platform, messageId, at) => {
  expect(messageTime({ platform, messageId })!.toISOString()).toBe(at);
});

test.each([
  ['slack', 'now'],
  ['slack', '1772452800'],
  ['discord', '@original'],
  ['teams', '1:29dsKq-f'],
  ['teams', 'f:86b2b8a5-1f3e-4d7a-9b1e-5b0c3d6a7e11'],
  ['console', '1772452800000'],
])('an id of %s that holds no time tells none: %s', (platform, messageId) => {
  expect(messageTime({ platform, messageId })).toBeNull();
});
