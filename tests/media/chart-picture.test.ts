import sharp from 'sharp';
import { expect, test } from 'vitest';
import { picturesOf } from '../../src/bots/teams/platform.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import { silentLog } from '../../src/log.ts';
import { chartPicture, chartSvg } from '../../src/media/chart-picture.ts';
import { slotPoints } from '../../src/messages/views/slot-points.ts';
import { viewsToShow } from '../../src/messages/views/views-to-show.ts';

test('a chart is a picture of one size, whatever its words and numbers are', async () => {
  const charts = [
    {
      title: 'Failed logins',
      unit: 'logins',
      points: [
        { label: 'Mon', value: 3 },
        { label: 'Tue', value: 0 },
      ],
    },
    { title: '<script>&"\u0000\ud800', unit: '', points: [] },
    {
      title: 'x'.repeat(500),
      unit: 'y'.repeat(500),
      points: Array.from({ length: 400 }, (_, value) => ({ label: `${value}`, value })),
    },
    {
      title: 'negative',
      unit: 'n',
      points: [
        { label: 'a', value: -5 },
        { label: 'b', value: 1e12 },
      ],
    },
  ];
  for (const chart of charts) {
    const { format, width, height } = await sharp(await chartPicture(chart)).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: 1440, height: 640 });
  }
});

/** Words of a chart with where they stand, as wide as they are drawn. */
async function wordsIn(svg: string, role: 'name' | 'scale') {
  const found = svg.matchAll(
    new RegExp(`<text x="([\\d.]+)"[^>]*font-size="(\\d+)"[^>]*class="${role}"[^>]*>([^<]*)<`, 'g'),
  );
  return Promise.all(
    [...found].map(async ([, x, size, words]) => {
      // 72 dots an inch: a point is a pixel
      const text = { text: words!, font: `Inter, Helvetica, Arial, sans-serif ${size}`, dpi: 72 };
      const { width = 0 } = await sharp({ text }).metadata();
      return { words: words!, from: Number(x) - width / 2, to: Number(x) + width / 2 };
    }),
  );
}

const days = (count: number) =>
  Array.from({ length: count }, (_, day) => ({
    key: new Date(Date.UTC(2026, 9, 26 + day)).toISOString().slice(0, 10),
    value: day % 4 === 0 ? 1 : 0,
  }));

test.each([2, 5, 8, 14, 20, 31, 60, 90])(
  'names below the bars of %d days never run into one another',
  async (count) => {
    for (const language of LANGUAGES) {
      const dated = slotPoints(days(count), 'day', language);
      const longest = days(count).map(({ key, value }) => ({ label: `${key} abcdefgh`, value }));
      for (const points of [dated, days(count).map(({ key, value }) => ({ label: key, value })), longest]) {
        const names = await wordsIn(chartSvg({ title: 'Alerts', unit: 'alerts', points }), 'name');
        expect(names.length).toBeGreaterThan(0);
        for (const [index, { words, from, to }] of names.entries()) {
          expect(from, words).toBeGreaterThanOrEqual(0);
          expect(to, words).toBeLessThanOrEqual(720);
          if (index > 0) expect(from - names[index - 1]!.to, `${names[index - 1]!.words} ${words}`).toBeGreaterThan(6);
        }
      }
    }
  },
);

test('what is counted is counted in whole numbers: no scale says 2.5 alerts', async () => {
  for (const most of [0, 1, 2, 3, 5, 7, 9, 10, 11, 25, 49, 99, 101, 250, 999, 2500]) {
    const svg = chartSvg({ title: 'Alerts', unit: 'alerts', points: [{ label: '20 Nov', value: most }] });
    const scale = await wordsIn(svg, 'scale');
    expect(scale).toHaveLength(3);
    for (const { words } of scale) expect(words, `${most}`).toMatch(/^\d+$/);
    expect(Number(scale[2]!.words)).toBeGreaterThanOrEqual(most);
  }
});

test('where few bytes are taken it is coarser, and its words are as large', async () => {
  const busy = {
    title: 'Anmeldungen, die fehlschlugen, je Stunde',
    unit: 'Anmeldungen',
    points: Array.from({ length: 60 }, (_, n) => ({ label: `${n % 24}:00`, value: (n * 7919) % 1000 })),
  };
  const fine = await chartPicture(busy);
  const coarse = await chartPicture(busy, 8 * 1024);
  expect(fine.length).toBeGreaterThan(8 * 1024);
  expect(coarse.length).toBeLessThanOrEqual(8 * 1024);
  const { width, height } = await sharp(coarse).metadata();
  expect(width! / height!).toBe(720 / 320);
  expect(width).toBeGreaterThanOrEqual(720);
});

test('every chart that we draw is a picture in Teams, too, which takes a few kilobytes of them in a message', async () => {
  const cards = Object.values(viewsToShow()).filter(({ parts }) => parts.some(({ kind }) => kind === 'chart'));
  expect(cards.length).toBeGreaterThan(2);
  for (const card of cards) {
    const drawn = await picturesOf([card], { drawChart: chartPicture, log: silentLog() });
    expect([...drawn.keys()].filter(({ kind }) => kind === 'chart')).toEqual(
      card.parts.filter(({ kind }) => kind === 'chart'),
    );
  }
  const two = cards.slice(0, 2);
  const both = await picturesOf(two, { drawChart: chartPicture, log: silentLog() });
  expect([...both.keys()].filter(({ kind }) => kind === 'chart')).toHaveLength(2);
});
