import sharp from 'sharp';
import { expect, test } from 'vitest';
import { chartPicture } from '../../src/media/chart-picture.ts';

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
