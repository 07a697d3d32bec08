import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { COLOURS, type Colour } from '../../src/domain/colours.ts';
import { colourOf, exposureOf, nameColours } from '../../src/models/name-colours.ts';

/** What people call them: names of CSS and of paint. */
const CALLED: Record<Colour, string[]> = {
  black: ['000000', '1a1a1a', '222222'],
  white: ['ffffff', 'f5f5f5', 'e8e8e8'],
  grey: ['808080', 'a9a9a9', '696969', 'bebebe'],
  red: ['ff0000', 'b22222', '8b0000', 'dc143c', 'c0392b', 'a52a2a'],
  orange: ['ffa500', 'ff8c00', 'e67e22'],
  yellow: ['ffff00', 'ffd700', 'f1c40f', 'ffeb3b'],
  green: ['008000', '228b22', '2e8b57', '006400', '556b2f', '32cd32'],
  blue: ['0000ff', '000080', '1e90ff', '4682b4', '87ceeb', '2c3e90', '008080'],
  purple: ['800080', '9400d3', '663399', '8e44ad'],
  pink: ['ffc0cb', 'ff69b4', 'ff1493', 'f8bbd0'],
  brown: ['8b4513', 'a0522d', '5d4037', '654321'],
  beige: ['f5f5dc', 'd2b48c', 'deb887', 'c8ad7f'],
};
const rgb = (hex: string): [number, number, number] =>
  [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];

/** A picture of 200 × 200 with a figure, or whatever else is drawn. */
async function drawn(svg: string) {
  const { data, info } = await sharp(Buffer.from(`<svg width="200" height="200">${svg}</svg>`))
    .flatten({ background: '#9a9488' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}
const SCENE = '<rect width="200" height="100" fill="#cfd8e0"/><rect y="150" width="200" height="50" fill="#5a6b3a"/>';
const figure = (upper: string, lower: string) =>
  `${SCENE}<circle cx="100" cy="30" r="12" fill="#d9a07a"/><rect x="80" y="42" width="40" height="60" fill="#${upper}"/><rect x="82" y="102" width="36" height="70" fill="#${lower}"/>`;
const BODY = [76, 16, 48, 158] as const;

describe('colours as people call them', () => {
  test.each(COLOURS)('%s', (colour) => {
    for (const hex of CALLED[colour]) expect({ hex, colour: colourOf(...rgb(hex)) }).toEqual({ hex, colour });
  });

  test('every colour has a name', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(fc.property(byte, byte, byte, (r, g, b) => COLOURS.includes(colourOf(r, g, b))));
  });
});

describe('what somebody wears, what a vehicle is painted like', () => {
  test.each([
    ['c0392b', '222222', 'red', 'black'],
    ['f1c40f', '2c3e90', 'yellow', 'blue'],
    ['228b22', 'a9a9a9', 'green', 'grey'],
    ['f5f5f5', '5d4037', 'white', 'brown'],
  ] as const)('#%s above #%s below: %s, %s', async (upper, lower, above, below) => {
    const picture = await drawn(figure(upper, lower));
    const found = nameColours(picture, 'person', [...BODY], exposureOf(picture)!);
    expect(found?.upper?.[above]).toBeGreaterThan(0.7);
    expect(found?.lower?.[below]).toBeGreaterThan(0.7);
    expect(Object.keys(found!)).toEqual(['upper', 'lower']);
  });

  test('of half a body only what is above is told, of a vehicle all of it, of a dog nothing', async () => {
    const picture = await drawn(
      `${figure('c0392b', '222222')}<rect x="20" y="120" width="50" height="30" fill="#f5f5f5"/>`,
    );
    expect(Object.keys(nameColours(picture, 'person', [76, 16, 48, 70])!)).toEqual(['upper']);
    expect(nameColours(picture, 'truck', [18, 112, 54, 40])?.body?.white).toBeGreaterThan(0.6);
    expect(nameColours(picture, 'dog', [18, 112, 54, 40])).toBeNull();
    // near, and cut off by the picture: what is below the chin, not the face
    const near = await drawn(
      '<circle cx="100" cy="70" r="50" fill="#b5764f"/><rect x="10" y="125" width="180" height="75" fill="#c0392b"/>',
    );
    expect(Object.keys(nameColours(near, 'person', [10, 15, 180, 184])!.upper!)).toEqual(['red']);
  });

  test('haze is made up for; what is too small, and a picture in infrared, says nothing', async () => {
    const hazy = await drawn(
      `${figure('222222', '2c3e90')}<rect width="200" height="200" fill="#c8c8c8" opacity="0.2"/>`,
    );
    expect(nameColours(hazy, 'person', [...BODY], exposureOf(hazy)!)?.upper).toHaveProperty('black');
    expect(nameColours(hazy, 'person', [90, 40, 18, 50], exposureOf(hazy)!)).toBeNull();
    const grey = await drawn(
      '<rect width="200" height="200" fill="#707070"/><rect x="80" y="42" width="40" height="120" fill="#404040"/>',
    );
    const night = { ...grey, data: grey.data.map((_, at) => grey.data[at - (at % 3)]!) };
    expect(exposureOf(night)).toBeNull();
  });

  test('any box in any picture is read without failing, and shares stay within bounds', () => {
    const side = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
        fc.double({ noNaN: true, min: 0, max: 1 }),
        (width, height, bytes, at) => {
          const data = Uint8Array.from({ length: 3 * width * height }, () => bytes.next().value!);
          const picture = { width, height, data };
          exposureOf(picture);
          const found = nameColours(picture, 'car', [at * width, 0, 400, 300]);
          for (const share of Object.values(found?.body ?? {})) {
            expect(share).toBeGreaterThanOrEqual(0.25);
            expect(share).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
