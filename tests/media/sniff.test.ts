import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { sniff } from '../../src/media/sniff.ts';

/** The bytes in pieces of a size, so that a signature or a character may be cut in two. */
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function typeOf(bytes: Buffer, extension = '', size = 65_536): Promise<string> {
  const file = sniff(pieces(bytes, size), extension);
  expect((await buffer(file.bytes)).equals(bytes)).toBe(true);
  return file.found().mediaType;
}

describe('what a file is', () => {
  test('pictures, by what sharp really writes', async () => {
    const picture = sharp({ create: { width: 3, height: 3, channels: 3, background: 'red' } });
    for (const format of ['png', 'jpeg', 'webp', 'gif'] as const) {
      expect(await typeOf(await picture.clone().toFormat(format).toBuffer(), 'txt')).toBe(`image/${format}`);
    }
  });

  test.each([
    ['%PDF-1.7\n…', 'application/pdf'],
    ['PK\x03\x04rest of an archive', 'application/zip'],
    ['\xd4\xc3\xb2\xa1\x02\x00\x04\x00capture', 'application/vnd.tcpdump.pcap'],
    ['\n\r\r\n\x1c\x00\x00\x00capture', 'application/x-pcapng'],
  ])('%j', async (text, type) => {
    expect(await typeOf(Buffer.from(text, 'latin1'))).toBe(type);
  });

  test('text is named by its extension, plain where that says nothing', async () => {
    const text = Buffer.from('{"größe": "日本語 🔒"}');
    expect(await typeOf(text, 'json')).toBe('application/json');
    expect(await typeOf(text, 'csv')).toBe('text/csv');
    expect(await typeOf(text, 'exe')).toBe('text/plain');
    expect(await typeOf(Buffer.from('a'))).toBe('text/plain');
  });

  test('wherever a text is cut into pieces, it is the same text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.integer({ min: 1, max: 7 }),
        async (text, size) => {
          fc.pre(!text.includes('\0') && text.isWellFormed());
          expect(await typeOf(Buffer.from(text), 'log', size)).toMatch(/^text\/plain$/);
        },
      ),
      { numRuns: 50 },
    );
  });

  test.each([
    ['a program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0', 'latin1')],
    ['a NUL after much text', Buffer.from(`${'a line of a log\n'.repeat(10_000)}\0`)],
    [
      'half a character at the end',
      Buffer.concat([Buffer.from('this is text until here '), Buffer.from([0xe2, 0x82])]),
    ],
    ['half a character and no more', Buffer.from([0xe2, 0x82])],
    ['Latin-1', Buffer.from('Größe und Höhe', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffplain enough', 'utf16le')],
  ])('%s is refused', async (_name, bytes) => {
    await expect(buffer(sniff(pieces(bytes, 1000), 'txt').bytes)).rejects.toMatchObject({ code: 'unsupported_type' });
  });

  test('an empty file is no evidence', async () => {
    await expect(buffer(sniff(pieces(Buffer.alloc(0), 10), 'txt').bytes)).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
