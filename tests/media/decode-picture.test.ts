import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Pixels } from '../../src/domain/picture.ts';
import { convertHeic } from '../../src/media/convert-heic.ts';
import { decodePicture } from '../../src/media/decode-picture.ts';

/** Red at the top left, blue at the bottom right, green elsewhere. */
const sample = (width = 64, height = 48): Sharp => {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const corner = x < width / 4 && y < height / 4 ? 0 : x > width * 0.75 && y > height * 0.75 ? 2 : 1;
      data[(y * width + x) * 3 + corner] = 200;
    }
  return sharp(data, { raw: { width, height, channels: 3 } });
};
const noise = (side: number): Sharp =>
  sharp({
    create: {
      width: side,
      height: side,
      channels: 3,
      background: 'grey',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });

const colourAt = ({ data, width, height }: Pixels, x: number, y: number): 'red' | 'green' | 'blue' | 'other' => {
  const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 3;
  const [r = 0, g = 0, b = 0] = data.slice(at, at + 3);
  if (r > 120 && g < 110 && b < 110) return 'red';
  if (g > 120 && r < 110 && b < 110) return 'green';
  return b > 120 && r < 110 && g < 110 ? 'blue' : 'other';
};
const refusal = async (bytes: Uint8Array, limits = {}): Promise<string> => {
  const error = await decodePicture(bytes, limits).then(
    () => null,
    (reason: unknown) => reason as { code: string; message: string },
  );
  expect(error?.message ?? 'it was read').toMatch(/\.$/);
  return error!.code;
};
/** A PNG's chunk, its checksum right. */
const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const out = Buffer.alloc(8 + body.length);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), 4 + body.length);
  return out;
};
const crc32 = (bytes: Buffer): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
};
const png = (width: number, height: number, ...more: Buffer[]): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...more,
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

describe('what is read', () => {
  test.each([
    ['image/jpeg', () => sample().jpeg({ quality: 95 })],
    ['image/png', () => sample().png()],
    ['image/webp', () => sample().webp({ quality: 95 })],
    ['image/gif', () => sample().gif()],
    ['image/avif', () => sample().avif({ quality: 80, effort: 0 })],
  ])('%s', async (mediaType, make) => {
    const { pixels, ...rest } = await decodePicture(await make().toBuffer());
    expect(rest).toEqual({ mediaType, width: 64, height: 48 });
    expect(pixels.data.length).toBe(64 * 48 * 3);
    expect([colourAt(pixels, 0.05, 0.05), colourAt(pixels, 0.5, 0.5), colourAt(pixels, 0.95, 0.95)]).toEqual([
      'red',
      'green',
      'blue',
    ]);
  });

  test('every orientation a camera can write comes out upright, and its size is the upright one', async () => {
    // where the red corner of the stored picture is seen, orientation 1 to 8
    const corners = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const;
    for (const [index, [x, y]] of corners.entries()) {
      const bytes = await sample()
        .jpeg({ quality: 95 })
        .withMetadata({ orientation: index + 1 })
        .toBuffer();
      const { pixels, width, height } = await decodePicture(bytes);
      expect([width, height]).toEqual(index < 4 ? [64, 48] : [48, 64]);
      expect([pixels.width, pixels.height]).toEqual([width, height]);
      expect(colourAt(pixels, 0.05 + x * 0.9, 0.05 + y * 0.9)).toBe('red');
    }
  });

  test('CMYK, 16 bits, grey and a palette become plain sRGB', async () => {
    const cmyk = await sample().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    const deep = await sample().toColourspace('rgb16').png().toBuffer();
    const palette = await sample().png({ palette: true }).toBuffer();
    for (const bytes of [cmyk, deep, palette]) {
      const { pixels } = await decodePicture(bytes);
      expect(pixels.data.length).toBe(64 * 48 * 3);
      expect([colourAt(pixels, 0.05, 0.05), colourAt(pixels, 0.95, 0.95)]).toEqual(['red', 'blue']);
    }
    const grey = await decodePicture(await sample().greyscale().png().toBuffer());
    expect(grey.pixels.data.length).toBe(64 * 48 * 3);
    const greyWithAlpha = await sample().greyscale().ensureAlpha(0.5).png().toBuffer();
    expect((await decodePicture(greyWithAlpha)).pixels.data.length).toBe(64 * 48 * 3);
  });

  test('what is transparent is white, whatever colour lies below it', async () => {
    const clear = sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } } });
    const { pixels } = await decodePicture(await clear.png().toBuffer());
    expect([...pixels.data.slice(0, 3)]).toEqual([255, 255, 255]);
  });

  test('of an animation, the first frame', async () => {
    const frames = await Promise.all(
      ['red', 'blue', 'green'].map((background) =>
        sharp({ create: { width: 20, height: 10, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const film = sharp(frames, { join: { animated: true } });
    for (const bytes of [await film.clone().gif().toBuffer(), await film.clone().webp({ lossless: true }).toBuffer()]) {
      const { pixels, width, height } = await decodePicture(bytes);
      expect([width, height, pixels.width, pixels.height]).toEqual([20, 10, 20, 10]);
      expect(colourAt(pixels, 0.5, 0.5)).toBe('red');
    }
  });

  test('one pixel', async () => {
    const { pixels } = await decodePicture(await sample(4, 4).resize(1, 1).png().toBuffer());
    expect([pixels.width, pixels.height, pixels.data.length]).toEqual([1, 1, 3]);
  });

  test('a large one is made smaller, and its own size is told', async () => {
    const { pixels, width, height } = await decodePicture(await sample(6000, 1500).jpeg().toBuffer());
    expect([width, height, pixels.width, pixels.height]).toEqual([6000, 1500, 4096, 1024]);
  });

  test('its name does not matter: nothing but the bytes is looked at, and what hangs behind them is not read', async () => {
    const bytes = await sample().jpeg({ quality: 95 }).toBuffer();
    const archive = Buffer.concat([bytes, Buffer.from('PK\x03\x04<svg/><script>alert(1)</script>', 'latin1')]);
    expect((await decodePicture(archive)).mediaType).toBe('image/jpeg');
  });
});

describe('what is refused', () => {
  test('nothing at all, and what is no picture', async () => {
    expect(await refusal(new Uint8Array())).toBe('invalid_input');
    const texts = [
      'hello',
      '%PDF-1.7\n1 0 obj',
      '<html><body>',
      'PK\x03\x04',
      'II*\x00\x08\x00\x00\x00',
      'BM',
      '#!/bin/sh',
    ];
    for (const text of texts) expect(await refusal(Buffer.from(text, 'latin1'))).toBe('unsupported_type');
    const tiff = await sample().tiff().toBuffer();
    expect(await refusal(tiff)).toBe('unsupported_type');
  });

  test('SVG, packed or not, and nothing it refers to is asked for', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.png`;
    const svg = Buffer.from(
      `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>` +
        `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="${address}"/><text>&x;</text></svg>`,
    );
    const disguised = ['GIF89a', 'RIFF\0\0\0\0WEBP'].map((start) => Buffer.concat([Buffer.from(start, 'latin1'), svg]));
    for (const bytes of [svg, gzipSync(svg)]) expect(await refusal(bytes)).toBe('unsupported_type');
    for (const bytes of disguised) expect(await refusal(bytes)).toMatch(/^(unsupported_type|invalid_input)$/);
    expect(asked).toBe(0);
    server.close();
  });

  test('one that ends too early, wherever it is cut', async () => {
    const whole = [await noise(200).jpeg().toBuffer(), await noise(200).png().toBuffer()].concat(
      await noise(200).webp().toBuffer(),
      await noise(64).avif({ effort: 0 }).toBuffer(),
      await noise(200).gif().toBuffer(),
    );
    for (const bytes of whole)
      for (const part of [0.02, 0.3, 0.6, 0.9]) {
        const cut = bytes.subarray(0, Math.max(13, Math.floor(bytes.length * part)));
        expect(await refusal(cut)).toBe('invalid_input');
      }
  });

  test('one whose bytes are garbled is refused or read, and the next one is read', async () => {
    const bytes = await noise(120).jpeg().toBuffer();
    for (let at = 20; at < bytes.length; at += 97) {
      const garbled = Buffer.from(bytes);
      garbled.fill(0xff, at, Math.min(at + 9, garbled.length));
      await decodePicture(garbled).catch((error: { code: string }) => {
        expect(error.code).toMatch(/^(invalid_input|too_large|unsupported_type)$/);
      });
    }
    expect((await decodePicture(bytes)).width).toBe(120);
  });

  test('20,000 × 20,000, by its header: nothing is unpacked', async () => {
    const rows = chunk('IDAT', deflateSync(Buffer.alloc(20_000_000), { level: 9 }));
    expect(await refusal(png(20_000, 20_000, rows))).toBe('too_large');
    expect(await refusal(png(2_000_000_000, 2_000_000_000))).toMatch(/^(too_large|invalid_input)$/);
    const real = await sharp({ create: { width: 12_000, height: 6_000, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    expect(await refusal(real)).toBe('too_large');
  });

  test('one pixel wide and endlessly long, by its header: nothing is unpacked', async () => {
    const rows = chunk('IDAT', deflateSync(Buffer.alloc(45_000_000 * 4), { level: 9 }));
    expect(await refusal(png(1, 45_000_000, rows))).toBe('too_large');
    expect(await refusal(png(45_000_000, 1, rows))).toBe('too_large');
    expect(await refusal(png(1, 12_001, rows))).toBe('too_large');
    const long = sharp({ create: { width: 12_000, height: 1, channels: 3, background: 'red' } });
    expect((await decodePicture(await long.png().toBuffer())).width).toBe(12_000);
  });

  test('a header that promises more than the data has, and text that unpacks to very much', async () => {
    const little = chunk('IDAT', deflateSync(Buffer.alloc(100)));
    expect(await refusal(png(5000, 5000, little))).toBe('invalid_input');
    const bomb = chunk(
      'zTXt',
      Buffer.concat([Buffer.from('k\0\0', 'latin1'), deflateSync(Buffer.alloc(50_000_000), { level: 9 })]),
    );
    const rows = chunk('IDAT', deflateSync(Buffer.alloc((3 * 10 + 1) * 10)));
    await decodePicture(png(10, 10, bomb, rows)).then(
      ({ width }) => expect(width).toBe(10),
      (error: { code: string }) => expect(error.code).toBe('invalid_input'),
    );
  });

  test('more bytes than the limit', async () => {
    const bytes = await sample().png().toBuffer();
    expect(await refusal(bytes, { maxBytes: bytes.length - 1 })).toBe('too_large');
    expect(await refusal(bytes, { maxPixels: 64 * 48 - 1 })).toBe('too_large');
    await decodePicture(bytes, { maxBytes: bytes.length, maxPixels: 64 * 48 });
  });

  test('HEIC without a reader for it says what to send instead', async () => {
    const avif = await sample().avif({ effort: 0 }).toBuffer();
    const heic = Buffer.from(avif);
    heic.write('heic', 8, 'latin1');
    for (const from of ['av01', 'av1C']) {
      const at = heic.indexOf(from, 0, 'latin1');
      if (at > 0) heic.write(from === 'av01' ? 'hvc1' : 'hvcC', at, 'latin1');
    }
    expect(await refusal(heic)).toMatch(/^(unsupported_type|invalid_input)$/);
    await expect(decodePicture(heic)).rejects.toThrow(/HEIC|damaged/);
  });
});

const heic = (name: string): Buffer => readFileSync(new URL(`../fixtures/pictures/${name}.heic`, import.meta.url));
const converts = ['heif-convert', 'heif-dec'].some((name) => spawnSync(name, ['--version']).error === undefined);
if (!converts) console.info('HEIC tests are skipped: neither heif-convert nor heif-dec is on the PATH');

describe.skipIf(!converts)('HEIC where a converter is on the PATH', () => {
  test('is read whole, and says what it is', async () => {
    const { pixels, mediaType, width, height } = await decodePicture(heic('two-halves'));
    expect([mediaType, width, height, pixels.width, pixels.height]).toEqual(['image/heic', 128, 96, 128, 96]);
    expect([colourAt(pixels, 0.25, 0.5), colourAt(pixels, 0.75, 0.5)]).toEqual(['red', 'blue']);
    expect((await decodePicture(heic('two-halves'), { maxSide: 64 })).pixels.width).toBe(64);
  });

  test('several at once are read one after the other, and too many are told to come again', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 12 }, () => decodePicture(heic('two-halves'))));
    const refused = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(answers.length - refused.length).toBe(8);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ code: 'unavailable', details: { retry_after: 10 } });
    expect((await decodePicture(heic('two-halves'))).width).toBe(128);
  });

  test('too large, of several pictures, cut short or scrambled, it is refused, and the next is read', async () => {
    const whole = heic('two-halves');
    expect(await refusal(whole, { maxPixels: 128 * 96 - 1 })).toBe('too_large');
    expect(await refusal(heic('two-pictures'))).toBe('unsupported_type');
    for (let at = 40; at < whole.length; at += 97) {
      const cut = whole.subarray(0, at);
      expect(await refusal(cut), `cut at ${at}`).toMatch(/^(unsupported_type|invalid_input)$/);
      const scrambled = Buffer.from(whole);
      scrambled.fill(0xff, at, Math.min(at + 20, whole.length));
      await decodePicture(scrambled).then(
        ({ pixels }) => expect(pixels.width * pixels.height).toBeLessThanOrEqual(128 * 96),
        (error) => expect(error.code).toMatch(/^(unsupported_type|invalid_input|too_large)$/),
      );
    }
    expect((await decodePicture(whole)).width).toBe(128);
  });
});

test('a HEIC file of several pictures says so, with or without a converter', () =>
  expect(decodePicture(heic('two-pictures'))).rejects.toMatchObject({
    code: 'unsupported_type',
    message: expect.stringMatching(/holds 2 pictures\. Send the one you mean by itself/),
    details: { pictures: 2 },
  }));

test('without a converter HEIC says what to send instead, and one that never ends is stopped', async () => {
  expect(await convertHeic(heic('two-halves'), { seconds: 1, names: ['no-such-converter'] })).toBeNull();
  const before = performance.now();
  await expect(
    convertHeic(heic('two-halves'), {
      seconds: 0.3,
      names: [join(import.meta.dirname, '../fixtures/pictures/never-ends')],
    }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  expect(performance.now() - before).toBeLessThan(4000);
});

test('a source file is no picture either', async () => {
  expect(await refusal(readFileSync(import.meta.filename))).toBe('unsupported_type');
});
