import sharp from 'sharp';
import { expect, test } from 'vitest';
import { picturesOf } from '../../src/bots/teams/platform.ts';
import { silentLog } from '../../src/log.ts';
import { chartPicture } from '../../src/media/chart-picture.ts';
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
