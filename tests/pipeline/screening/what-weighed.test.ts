import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWN_MODEL } from '../../../src/pipeline/screening/open-screener.ts';
import { openOwnScreener } from '../../../src/pipeline/screening/own-screener.ts';
import type { Screener } from '../../../src/pipeline/screening/screener.ts';

let screener: Screener;
beforeAll(async () => {
  screener = await openOwnScreener(OWN_MODEL);
});
afterAll(() => screener.close?.());

const weighed = async (text: string): Promise<string[]> =>
  (await screener.screen([text]))[0]!.weighed.map(({ from, to }) => text.slice(from, to)).toSorted();

test.each([
  ['dana is such an idiot', ['idiot']],
  ['shut up, you worthless idiot', ['idiot', 'shut up', 'worthless']],
  ['order your own lunch, you worthless trash', ['trash', 'worthless']],
  ['I will find you and kill you tomorrow', ['I will find you and kill you']],
  ['guys calm down', []],
])('what weighs in “%s” are words that say something', async (text, words) => {
  const found = await weighed(text);
  expect(found.filter((word) => !words.includes(word) && !/dana|tomorrow/.test(word))).toEqual([]);
  for (const word of words) expect(found).toContain(word);
});
