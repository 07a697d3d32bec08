import sharp from 'sharp';
import { niceCeiling } from '../domain/nice-ceiling.ts';

/** A bar chart as it is told on a card. */
export interface PicturedChart {
  title: string;
  unit: string;
  points: readonly { label: string; value: number }[];
}

const WIDTH = 720;
const HEIGHT = 320;
const PLOT = { left: 64, right: 16, top: 84, bottom: 46 };
const MOST_BARS = 60;
/** A phone shows the picture half as wide as it is drawn: at this size its words are still 11 points there. */
const WORDS = 22;
/** Up to so many bars each says its number. */
const NUMBERED = 14;
/** Letters of a name below a bar, and room for each in the widest of the fonts; and between two names. */
const NAME = 14;
const LETTER = 14;
const GAP = 14;
const FONT = 'font-family="Inter, Helvetica, Arial, sans-serif"';

/** How it is drawn, the finest first: pixels to a point, and colours. */
const DRAWN = [
  { scale: 2, colours: 16 },
  { scale: 1.5, colours: 8 },
  { scale: 1, colours: 8 },
  { scale: 1, colours: 4 },
] as const;

/**
 * A bar chart as a PNG of 720 × 320 points, for places that draw none themselves; light, so that it can be read on any ground, and in
 * words that can be read on a phone. Where the place takes few bytes it is drawn as finely as fits into `mostBytes`, and at the
 * coarsest with a pixel for a point.
 */
export async function chartPicture(chart: PicturedChart, mostBytes = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const svg = Buffer.from(chartSvg(chart));
  let drawn = Buffer.alloc(0);
  for (const { scale, colours } of DRAWN) {
    // few colours: some platforms take a picture of a few kilobytes only
    drawn = await sharp(svg, { density: 72 * scale })
      .png({ palette: true, colours, compressionLevel: 9, effort: 10 })
      .toBuffer();
    if (drawn.length <= mostBytes) break;
  }
  return drawn;
}

/** The same as SVG. */
export function chartSvg({ title, unit, points }: PicturedChart): string {
  const bars = points.slice(-MOST_BARS);
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const ceiling = niceCeiling(most);
  const [width, height] = [WIDTH - PLOT.left - PLOT.right, HEIGHT - PLOT.top - PLOT.bottom];
  const step = width / Math.max(1, bars.length);
  const thickness = Math.max(2, Math.min(step * 0.7, 64));
  const longest = Math.max(1, ...bars.map(({ label }) => Math.min(NAME, [...label].length)));
  const every = Math.max(1, Math.ceil((longest * LETTER + GAP) / step));
  const y = (value: number): number => PLOT.top + height * (1 - Math.max(0, value) / ceiling);
  const text = (x: number, at: number, words: string, more: string, size = WORDS): string =>
    `<text x="${x}" y="${at}" font-size="${size}" ${more} ${FONT}>${escaped(words)}</text>`;
  const nameBelow = (x: number, words: string): string => {
    const half = ([...words].length * LETTER) / 2;
    const within = Math.min(Math.max(x, half), WIDTH - half);
    // a name that would leave the picture, or run into the next one, stays away
    return Math.abs(within - x) > GAP - 2
      ? ''
      : text(within, HEIGHT - 14, words, 'class="name" text-anchor="middle" fill="#59636e"');
  };
  const lines = [0, 0.5, 1].map((part) => {
    const at = y(ceiling * part);
    return `<line x1="${PLOT.left}" x2="${WIDTH - PLOT.right}" y1="${at}" y2="${at}" stroke="#d9dee5"/>${text(PLOT.left - 8, at + 8, amount(ceiling * part), 'class="scale" text-anchor="end" fill="#59636e"')}`;
  });
  const drawn = bars.map(({ label, value }, index) => {
    const x = PLOT.left + step * (index + 0.5);
    const top = y(value);
    const name = index % every === 0 ? nameBelow(x, short(label, NAME)) : '';
    const isRoomy = bars.length <= NUMBERED && amount(value).length * LETTER <= step;
    const said = value > 0 && isRoomy ? text(x, top - 7, amount(value), 'text-anchor="middle" fill="#1f2328"') : '';
    return `<rect x="${x - thickness / 2}" y="${top}" width="${thickness}" height="${Math.max(0, PLOT.top + height - top)}" rx="3" fill="#2563eb"/>${said}${name}`;
  });
  const head =
    text(16, 34, short(title, 52), 'font-weight="600" fill="#1f2328"', 26) +
    text(16, 62, short(unit, 60), 'fill="#59636e"', 20);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>${head}${lines.join('')}${drawn.join('')}</svg>`;
}

/** `950`, `12k`, `1.5M`: so short that it stands beside an axis. */
function amount(value: number): string {
  for (const [size, letter] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e4, 'k'],
  ] as const)
    if (Math.abs(value) >= size) return `${round(value / (letter === 'k' ? 1000 : size))}${letter}`;
  return String(round(value));
}

const round = (value: number): number => Math.round(value * 10) / 10;
const short = (text: string, most: number): string => {
  const letters = [...text.toWellFormed()];
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`;
};
const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
