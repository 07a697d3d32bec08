import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { calibrationError, platt } from '../../src/eval/screening/calibrate.ts';
import { readChatSet, readKinds } from '../../src/eval/screening/chat-set.ts';
import { madeTexts } from '../../src/eval/screening/made.ts';
import { auc, falsePositivesAt, type Judged } from '../../src/eval/screening/measures.ts';
import { trainBaseline } from '../../src/eval/screening/ngram-baseline.ts';
import { seeded } from '../../src/eval/screening/random.ts';
import { readSet } from '../../src/eval/screening/sets.ts';
import { evaluateScreening } from '../../src/eval/screening.ts';
import { sharedFile } from '../support/shared-data.ts';

const config = readConfig({});
const judged = (toxic: number[], others: number[]): Judged[] => [
  ...toxic.map((score) => ({ score, toxic: true })),
  ...others.map((score) => ({ score, toxic: false })),
];

describe('measures', () => {
  test('are right on lists worked out by hand', () => {
    expect(auc(judged([0.9, 0.8], [0.1, 0.2]))).toBe(1);
    expect(auc(judged([0.5], [0.5]))).toBe(0.5);
    expect(auc(judged([0.9, 0.3], [0.5, 0.1]))).toBe(0.75);
    expect(falsePositivesAt(judged([0.9, 0.8, 0.7, 0.6, 0.1], [0.65, 0.5, 0.4, 0.3]), 0.8)).toBe(0.25);
  });

  test('the area is that of all pairs', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(scores, scores, (toxic, others) => {
        const pairs = toxic.flatMap((a) => others.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const sum = pairs.reduce((total: number, one) => total + one, 0);
        expect(auc(judged(toxic, others))).toBeCloseTo(sum / pairs.length, 9);
      }),
    );
  });

  test('calibration finds the line that the points were made with', () => {
    const random = seeded(1);
    const points = Array.from({ length: 4000 }, () => {
      const raw = random.normal() * 2;
      return { raw, target: Number(random.next() < 1 / (1 + Math.exp(-(0.7 * raw - 1)))), weight: 1 };
    });
    const { slope, shift } = platt(points);
    expect(slope).toBeCloseTo(0.7, 0);
    expect(shift).toBeCloseTo(-1, 0);
    expect(calibrationError([{ score: 0.25, toxic: false }])).toBe(0.25);
  });

  test('n-grams learn what is there to learn', () => {
    const texts = Array.from({ length: 200 }, (_, i) => ({
      text: i % 2 ? `you are a grompf number ${i}` : `see you at lunch ${i}`,
      toxic: i % 2 === 1,
    }));
    const score = trainBaseline(texts);
    expect(score('what a grompf')).toBeGreaterThan(score('what a lunch'));
  });
});

test('the sets for measuring and the made texts share nothing', async () => {
  const made = new Set(madeTexts(seeded(1)).map(({ text }) => text.toLowerCase().replaceAll(/[^a-z]/g, '')));
  const chat = await readChatSet();
  expect(chat.length).toBeGreaterThan(250);
  // Set phrases of two or three words are what they are.
  const { open, closed } = await readKinds();
  const shared = [...chat, ...open, ...closed].filter(
    ({ text }) => text.split(' ').length > 4 && made.has(text.toLowerCase().replaceAll(/[^a-z]/g, '')),
  );
  expect(shared.map(({ text }) => text)).toEqual([]);
});

const folder = sharedFile('data');
test.skipIf(folder === null)('published sets are read with their splits apart', async () => {
  const set = (await readSet(folder!, 'convabuse'))!;
  expect(set.filter(({ split }) => split === 'train')).toHaveLength(2501);
  expect(set.filter(({ split }) => split === 'test')).toHaveLength(853);
  for (const { targets } of set)
    for (const value of Object.values(targets)) expect(value >= 0 && value <= 1).toBe(true);
  expect(await readSet('/nowhere', 'davidson')).toBeNull();
});

describe('npm run eval -- screening', () => {
  test('reads any CSV with text and label, and leaves out what it cannot', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'safenest-eval-'));
    const path = join(dir, 'texts.csv');
    await writeFile(
      path,
      '\ufeffid,Label,Text\n1,1,"you fucking idiot, ""really"""\n2,0,good morning\n3,,nobody said\n4,1,i will kill you\n5,0,"see you\nat lunch"\n',
    );
    const report = await evaluateScreening({ path, config });
    expect(report).toMatchObject({ suite: 'screening', n: 4, skipped: 1, metrics: { auc: 1, fpr_at_recall_80: 0 } });
    expect(Object.keys(report.metrics)).toEqual(['auc', 'fpr_at_recall_80', 'p95_ms']);
    await writeFile(path, 'a,b\n1,2\n');
    await expect(evaluateScreening({ path, config })).rejects.toThrow('columns text and label');
    await expect(evaluateScreening({ path: join(dir, 'gone.csv'), config })).rejects.toMatchObject({
      code: 'not_found',
    });
    await rm(dir, { recursive: true });
  });

  test('a set of one class has no area, and is no error', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'safenest-eval-'));
    const path = join(dir, 'texts.csv');
    await writeFile(path, 'text,label\nhello,0\n');
    expect((await evaluateScreening({ path, config })).metrics).not.toHaveProperty('auc');
    await rm(dir, { recursive: true });
  });

  test('the chat set comes out as its card says', async () => {
    const path = new URL('../../src/eval/datasets/screening-chat.csv', import.meta.url).pathname;
    expect(await readFile(path, 'utf8')).toMatch(/^label,kind,text\n/);
    const { metrics } = await evaluateScreening({ path, config });
    expect(metrics.auc).toBeGreaterThan(0.88);
  });
});
