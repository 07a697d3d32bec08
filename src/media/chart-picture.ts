import sharp from 'sharp';

/** A bar chart as it is told on a card. */
export interface PicturedChart {
  title: string;
  unit: string;
  points: readonly { label: string; value: number }[];
}

const WIDTH = 720;
const HEIGHT = 320;
const PLOT = { left: 56, right: 16, top: 56, bottom: 44 };
const MOST_BARS = 60;
const FONT = 'font-family="Inter, Helvetica, Arial, sans-serif"';

/** A bar chart as a PNG of 720 × 320 points, for places that draw none themselves; light, so that it can be read on any ground. */
export async function chartPicture({ title, unit, points }: PicturedChart): Promise<Buffer> {
  const bars = points.slice(-MOST_BARS);
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const ceiling = niceCeiling(most);
  const [width, height] = [WIDTH - PLOT.left - PLOT.right, HEIGHT - PLOT.top - PLOT.bottom];
  const step = width / Math.max(1, bars.length);
  const thickness = Math.max(2, Math.min(step * 0.7, 48));
  const every = Math.max(1, Math.ceil(bars.length / 8));
  const y = (value: number): number => PLOT.top + height * (1 - Math.max(0, value) / ceiling);
  const lines = [0, 0.5, 1].map((part) => {
    const at = y(ceiling * part);
    return `<line x1="${PLOT.left}" x2="${WIDTH - PLOT.right}" y1="${at}" y2="${at}" stroke="#d9dee5"/><text x="${PLOT.left - 8}" y="${at + 4}" text-anchor="end" font-size="12" fill="#59636e" ${FONT}>${round(ceiling * part)}</text>`;
  });
  const drawn = bars.map(({ label, value }, index) => {
    const x = PLOT.left + step * (index + 0.5);
    const top = y(value);
    const name =
      index % every === 0
        ? `<text x="${x}" y="${HEIGHT - 18}" text-anchor="middle" font-size="12" fill="#59636e" ${FONT}>${escaped(short(label, 12))}</text>`
        : '';
    return `<rect x="${x - thickness / 2}" y="${top}" width="${thickness}" height="${Math.max(0, PLOT.top + height - top)}" rx="3" fill="#2563eb"/>${name}`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH * 2}" height="${HEIGHT * 2}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/><text x="16" y="28" font-size="16" font-weight="600" fill="#1f2328" ${FONT}>${escaped(short(title, 80))}</text><text x="16" y="46" font-size="12" fill="#59636e" ${FONT}>${escaped(short(unit, 60))}</text>${lines.join('')}${drawn.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** 1, 2 or 5 times a power of ten, not below `value`. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= value)!;
}

const round = (value: number): number => Math.round(value * 100) / 100;
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
