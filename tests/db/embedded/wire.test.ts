import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Framer,
  fatalMessage,
  join,
  messagesOf,
  queryMessage,
  stateAfter,
  syncMessage,
  textAt,
  withText,
} from '../../../src/db/embedded/wire.ts';

const READY_IDLE = new Uint8Array([0x5a, 0, 0, 0, 5, 0x49]);
/** A start-up message: length first, no type byte. */
const startup = (body: Uint8Array) => {
  const bytes = new Uint8Array(4 + body.length);
  new DataView(bytes.buffer).setUint32(0, bytes.length);
  bytes.set(body, 4);
  return bytes;
};

describe('framing', () => {
  test('messages come out whole and in order, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replaceAll('\0', ''))),
        fc.array(fc.nat()),
        (first, texts, cuts) => {
          const messages = [startup(first), ...texts.map(queryMessage)];
          const bytes = join(messages);
          const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
          const framer = new Framer();
          const out = edges.slice(1).flatMap((to, index) => framer.push(bytes.subarray(edges[index], to)));
          expect(out.map((message) => Buffer.from(message).toString('hex'))).toEqual(
            messages.map((message) => Buffer.from(message).toString('hex')),
          );
        },
      ),
    );
  });

  test('an answer falls into its messages', () => {
    const parts = [fatalMessage('25P03', 'left idle'), queryMessage('x'), READY_IDLE];
    expect([...messagesOf(join(parts))]).toEqual(parts);
  });

  test('the state is read from the end of an answer and nowhere else', () => {
    expect(stateAfter(join([queryMessage('x'), READY_IDLE]))).toBe('I');
    expect(stateAfter(join([READY_IDLE, queryMessage('xxxxxxx')]))).toBeNull();
    expect(stateAfter(new Uint8Array(0))).toBeNull();
  });

  test('a replaced text keeps the message valid', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        const from = before.replaceAll('\0', '');
        const to = after.replaceAll('\0', '');
        const message = queryMessage(from);
        expect(withText(message, 5, textAt(message, 5).next, to)).toEqual(queryMessage(to));
      }),
    );
    expect(syncMessage()).toEqual(new Uint8Array([0x53, 0, 0, 0, 4]));
  });
});
