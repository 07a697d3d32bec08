import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { captureTime, readCaptureTime } from '../../src/media/capture-time.ts';

/** A picture whose EXIF data say these things. */
const picture = (exif: Record<string, string>, format: 'jpeg' | 'webp' = 'jpeg'): Promise<Buffer> =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
    .withExif({ IFD2: exif })
    .toFormat(format)
    .toBuffer();

describe('when a picture says it was taken', () => {
  test.each(['jpeg', 'webp'] as const)('%s', async (format) => {
    const taken = { DateTimeOriginal: '2026:11:21 10:15:07' };
    expect(await captureTime(await picture(taken, format))).toEqual({ local: '2026-11-21T10:15:07', offset: null });
    expect(await captureTime(await picture({ ...taken, OffsetTimeOriginal: '+02:00' }, format))).toEqual({
      local: '2026-11-21T10:15:07',
      offset: '+02:00',
    });
  });

  test.each(['0000:00:00 00:00:00', '2026:02:31 10:00:00', '2026:11:21 25:00:00', 'yesterday'])(
    '%j is no time',
    async (text) => {
      expect(await captureTime(await picture({ DateTimeOriginal: text }))).toBeNull();
    },
  );

  test('a picture without, and what is no picture, say nothing', async () => {
    const plain = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    expect(await captureTime(plain)).toBeNull();
    expect(await captureTime(Buffer.from('no picture'))).toBeNull();
    expect(await captureTime(new Uint8Array())).toBeNull();
  });

  test('damaged data never fail', async () => {
    const { exif } = await sharp(await picture({ DateTimeOriginal: '2026:11:21 10:15:07' })).metadata();
    fc.assert(
      fc.property(fc.nat(exif!.length - 1), fc.nat(255), fc.nat(exif!.length), (at, byte, length) => {
        const damaged = Uint8Array.from(exif!);
        damaged[at] = byte;
        readCaptureTime(damaged.slice(0, length));
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readCaptureTime(bytes)));
  });
});
