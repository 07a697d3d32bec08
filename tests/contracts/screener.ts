import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCREENED } from '../../src/domain/screening.ts';
import type { Screener } from '../../src/pipeline/screening/screener.ts';

/** What every screener does, however it judges. */
export function screenerContract(
  name: string,
  open: () => Promise<{ screener: Screener; close?(): Promise<void> }>,
): void {
  describe(`${name}: what every screener does`, () => {
    let screener: Screener;
    let close: (() => Promise<void>) | undefined;
    beforeAll(async () => {
      ({ screener, close } = await open());
    });
    afterAll(async () => {
      await screener?.close?.();
      await close?.();
    });

    test('answers every text, in order, with every score between 0 and 1', async () => {
      const texts = ['good morning', 'you are a fucking idiot', '', 'see you at lunch'];
      const screenings = await screener.screen(texts);
      expect(screenings).toHaveLength(4);
      for (const { scores } of screenings) {
        expect(Object.keys(scores).sort()).toEqual([...SCREENED].sort());
        for (const score of Object.values(scores)) expect(score >= 0 && score <= 1).toBe(true);
      }
      const [morning, insult, nothing, lunch] = screenings.map(({ scores }) => scores.toxicity) as [
        number,
        number,
        number,
        number,
      ];
      expect(insult).toBeGreaterThan(Math.max(morning, nothing, lunch));
    });

    test('judges the same text the same, alone or among others', async () => {
      const texts = ['you are a fucking idiot', 'thanks, that helped a lot'];
      const [[alone], among] = await Promise.all([screener.screen([texts[0]!]), screener.screen(['hello', ...texts])]);
      for (const attribute of SCREENED) expect(among[1]!.scores[attribute]).toBeCloseTo(alone!.scores[attribute], 3);
    });

    test('says where in the original something weighed', async () => {
      const text = '  Well, you are a FUCKING 1d10t!!';
      const [{ weighed }] = (await screener.screen([text])) as [Awaited<ReturnType<Screener['screen']>>[number]];
      expect(weighed.length).toBeGreaterThan(0);
      for (const { from, to, weight, attribute } of weighed) {
        expect(SCREENED).toContain(attribute);
        expect(from >= 0 && from < to && to <= text.length && weight > 0 && weight <= 1).toBe(true);
      }
      expect(weighed.map(({ weight }) => weight)).toEqual(
        weighed.map(({ weight }) => weight).toSorted((a, b) => b - a),
      );
      expect(weighed.map(({ from, to }) => text.slice(from, to)).join(' ')).toMatch(/FUCKING|1d10t/);
    });

    test.each([
      ['nothing', ''],
      ['spaces', ' \n\t '],
      ['one sign', '?'],
      ['binary', String.fromCharCode(...Array.from({ length: 2000 }, (_, i) => i % 256))],
      ['halves of pairs', '\ud83d\ud83d \udc00'],
      ['right to left', 'שלום עולם مرحبا بالعالم \u202eabc\u202c'],
      ['Zalgo', `h${'\u0317\u0348'.repeat(500)}i`],
      ['pictures only', '👨‍👩‍👧🏳️‍🌈🎉'],
      ['a hundred thousand characters', 'lorem ipsum dolor sit amet '.repeat(4000)],
      ['ten thousand mentions', '<@123456789> '.repeat(10_000)],
      ['null', '\0'],
    ])('takes %s', async (_, text) => {
      const [screening] = await screener.screen([text]);
      expect(Number.isFinite(screening!.scores.toxicity)).toBe(true);
      for (const { from, to } of screening!.weighed) expect(from >= 0 && to <= text.length).toBe(true);
    });

    test('no texts are no answers', async () => {
      expect(await screener.screen([])).toEqual([]);
    });

    test('stops when it is told to', async () => {
      await expect(screener.screen(['hello'], AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    });

    test('names itself', async () => {
      const [screening] = await screener.screen(['hello']);
      expect(screening!.screener).toBe(screener.id);
    });
  });
}
