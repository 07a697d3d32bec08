import { COLOURS, type Colour, type ColouredPart, type ObjectColours } from '../domain/colours.ts';
import type { Pixels } from '../domain/picture.ts';
import type { PixelBox } from './suppress.ts';

/*
 * Colours of clothes and vehicles as people would call them: an estimate. Each of some hundred points of a part is named in CIE Lab (D65); a
 * colour of which there is enough counts. Nothing but the colour of cloth and paint is looked at.
 */

const VEHICLES: ReadonlySet<string> = new Set(['car', 'truck', 'bus', 'motorcycle']);
/** Points on each side of the grid that a part is read at. */
const GRID = 24;
/** Less of a part than this is no colour of it: a bag, a badge, a shadow. */
const LEAST_SHARE = 0.25;
/** Pixels: what is smaller is a smear. */
const LEAST = { person: { width: 20, height: 60 }, vehicle: { width: 32, height: 24 } };
/** Chroma of a picture by day; one in infrared, or without colours, has less everywhere. */
const COLOURLESS = { chroma: 6, share: 0.02 };

/** Boxes of a body in which its clothes are, as parts of the box: clear of the head, the hands and what is beside. */
const WHOLE_BODY = { upper: [0.25, 0.2, 0.5, 0.25], lower: [0.28, 0.56, 0.44, 0.28] } as const;
/** Where only the upper half is in the picture. */
const HALF_BODY = { upper: [0.22, 0.46, 0.56, 0.34] } as const;
/** Where somebody is near and cut off by the picture, their head is most of what is seen. */
const NEAR_BODY = { upper: [0.2, 0.64, 0.6, 0.34] } as const;
/** Below the windows, above the wheels' shadow. */
const VEHICLE_BODY = { body: [0.12, 0.4, 0.76, 0.32] } as const;
const FULL: Exposure = { low: 0, high: 100 };
/** Somebody who is whole stands taller than wide. */
const WHOLE_FROM = 1.9;
const SEATED = 1.6;

/** The colours of somebody's clothes or of a vehicle; null where the thing, its size or the picture says none. */
export function nameColours(
  picture: Pixels,
  kind: string,
  box: PixelBox,
  exposure: Exposure = FULL,
): ObjectColours | null {
  const [, y, width, height] = box;
  const person = kind === 'person';
  if (!person && !VEHICLES.has(kind)) return null;
  const least = person ? LEAST.person : LEAST.vehicle;
  if (width < least.width || height < least.height) return null;
  const cutBelow = y + height >= picture.height * 0.97;
  const parts: Partial<Record<ColouredPart, readonly [number, number, number, number]>> = !person
    ? VEHICLE_BODY
    : height < width * (cutBelow ? WHOLE_FROM : SEATED)
      ? cutBelow
        ? NEAR_BODY
        : HALF_BODY
      : WHOLE_BODY;
  const found: ObjectColours = {};
  for (const [part, [px, py, pw, ph]] of Object.entries(parts)) {
    const shares = sharesIn(picture, exposure, [box[0] + px * width, y + py * height, pw * width, ph * height]);
    const named = Object.fromEntries(Object.entries(shares).filter(([, share]) => share >= LEAST_SHARE));
    if (Object.keys(named).length > 0) found[part as ColouredPart] = named;
  }
  return Object.keys(found).length > 0 ? found : null;
}

/** How dark and how light a picture is in Lab lightness, without its outermost points. */
export interface Exposure {
  low: number;
  high: number;
}

/** The exposure of a picture that has colours; null of one that has none: at night many cameras see in infrared. */
export function exposureOf({ width, height, data }: Pixels): Exposure | null {
  const points = 1000;
  const step = Math.max(1, Math.floor((width * height) / points));
  const lights: number[] = [];
  let coloured = 0;
  for (let at = 0; at < width * height; at += step) {
    const [light, a, b] = labOf(data[at * 3]!, data[at * 3 + 1]!, data[at * 3 + 2]!);
    lights.push(light);
    if (Math.hypot(a, b) >= COLOURLESS.chroma) coloured++;
  }
  if (coloured <= lights.length * COLOURLESS.share) return null;
  lights.sort((p, q) => p - q);
  // haze and dusk are made up for, what is evenly dark or light by its own is not
  return {
    low: 0.8 * Math.min(lights[Math.floor(lights.length * 0.02)]!, 24),
    high: Math.max(lights[Math.floor(lights.length * 0.98)]!, 72),
  };
}

/** How much of a region has which colour, its middle counting most; to two places. */
function sharesIn(
  picture: Pixels,
  exposure: Exposure,
  [x, y, width, height]: PixelBox,
): Partial<Record<Colour, number>> {
  const weights = new Map<Colour, number>();
  let all = 0;
  for (let row = 0; row < GRID; row++)
    for (let column = 0; column < GRID; column++) {
      const [u, v] = [(column + 0.5) / GRID, (row + 0.5) / GRID];
      const px = Math.min(picture.width - 1, Math.max(0, Math.floor(x + u * width)));
      const py = Math.min(picture.height - 1, Math.max(0, Math.floor(y + v * height)));
      const at = (py * picture.width + px) * 3;
      const weight = Math.exp(-2 * ((u - 0.5) ** 2 + (v - 0.5) ** 2));
      const colour = colourOf(picture.data[at]!, picture.data[at + 1]!, picture.data[at + 2]!, exposure);
      weights.set(colour, (weights.get(colour) ?? 0) + weight);
      all += weight;
    }
  return Object.fromEntries(
    COLOURS.flatMap((colour) => {
      const share = Math.round(((weights.get(colour) ?? 0) / all) * 100) / 100;
      return share > 0 ? [[colour, share]] : [];
    }),
  );
}

/** What people would call a colour, by lightness, chroma and hue (degrees) in Lab. */
export function colourOf(red: number, green: number, blue: number, { low, high }: Exposure = FULL): Colour {
  const [measured, a, b] = labOf(red, green, blue);
  const stretch = 100 / (high - low);
  const light = Math.min(100, Math.max(0, (measured - low) * stretch));
  const chroma = Math.hypot(a, b) * Math.min(1.5, stretch);
  const hue = ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
  if (light < 14 && chroma < 30) return 'black';
  // the darker or lighter, the less chroma makes a colour
  if (chroma < (light < 30 ? 10 : light > 80 ? 9 : 12)) return light < 28 ? 'black' : light > 78 ? 'white' : 'grey';
  if (hue < 20 || hue >= 340)
    return chroma < 45 || light > 58 ? (light < 38 ? 'red' : 'pink') : light > 52 ? 'pink' : 'red';
  if (hue < 48) return light > 64 && chroma < 50 ? 'pink' : light < 42 && chroma < 34 ? 'brown' : 'red';
  if (hue < 82) {
    if (chroma >= 52 && light >= 50) return 'orange';
    return light > 66 ? 'beige' : 'brown';
  }
  if (hue < 106) {
    if (chroma >= 42 && light >= 58) return 'yellow';
    return light > 66 ? 'beige' : hue < 94 ? 'brown' : 'green';
  }
  if (hue < 118 && light > 80 && chroma >= 42) return 'yellow';
  if (hue < 118 && light > 85 && chroma < 25) return 'beige';
  if (hue < 190) return 'green';
  if (hue < 308) return 'blue';
  return light > 70 ? 'pink' : 'purple';
}

/** CIE L*a*b* of an sRGB colour, D65. */
function labOf(red: number, green: number, blue: number): [light: number, a: number, b: number] {
  const [r, g, b] = [LINEAR[red]!, LINEAR[green]!, LINEAR[blue]!];
  const x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const curve = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});
