import { describe, expect, it } from 'vitest';
import { createAnswerPace } from '../../src/pipeline/answer-pace.ts';

/** A pace on a clock that only its own waiting and `pass` move. */
function paced(heldUp?: () => boolean) {
  let now = 0;
  const waits: number[] = [];
  const pace = createAnswerPace(heldUp, {
    clock: () => now,
    wait: async (ms) => {
      waits.push(ms);
      now += ms;
    },
  });
  const pass = (ms: number): void => {
    now += ms;
  };
  /** Events for a second, each stored after so many ms, while answers begin as often as they may; how many did. */
  async function second(storedAfter: number): Promise<number> {
    const until = now + 1000;
    let begun = 0;
    while (now < until) {
      pace.stored(storedAfter);
      await pace.turn(new AbortController().signal);
      begun++;
    }
    return begun;
  }
  return { pace, pass, waits, second };
}

describe('the pace of answers', () => {
  it('holds nothing back where nothing comes in', async () => {
    const { pace, waits } = paced();
    for (let i = 0; i < 100; i++) await pace.turn(new AbortController().signal);
    expect(waits).toEqual([]);
  });

  it('lets a single question be answered at once', async () => {
    const { pace, waits, pass } = paced();
    pace.stored(3);
    await pace.turn(new AbortController().signal);
    pass(5000);
    pace.stored(400);
    await pace.turn(new AbortController().signal);
    expect(waits).toEqual([]);
  });

  it('begins ever fewer answers while events are stored slowly, yet never none', async () => {
    const { second } = paced();
    const counts: number[] = [];
    for (let i = 0; i < 12; i++) counts.push(await second(300));
    expect(counts.at(-1)).toBeLessThan(counts[0]!);
    expect(counts.at(-1)).toBeGreaterThanOrEqual(4);
    expect(counts.at(-1)).toBeLessThanOrEqual(5);
  });

  it('begins more again once events are stored soon', async () => {
    const { second } = paced();
    for (let i = 0; i < 12; i++) await second(300);
    const slow = await second(300);
    for (let i = 0; i < 5; i++) await second(5);
    expect(await second(5)).toBeGreaterThan(4 * slow);
  });

  it('begins fewer while the process is held up, however soon events are stored, and more again after', async () => {
    let late = true;
    const { second } = paced(() => late);
    for (let i = 0; i < 12; i++) await second(1);
    expect(await second(1)).toBeLessThanOrEqual(5);
    late = false;
    for (let i = 0; i < 5; i++) await second(1);
    expect(await second(1)).toBeGreaterThan(20);
  });

  it('holds nothing back any more a second after the last event', async () => {
    const { pace, second, pass, waits } = paced();
    for (let i = 0; i < 12; i++) await second(300);
    pass(1001);
    waits.length = 0;
    for (let i = 0; i < 50; i++) await pace.turn(new AbortController().signal);
    expect(waits).toEqual([]);
  });

  it('lets go of whoever waits when the service stops', async () => {
    const pace = createAnswerPace();
    const stop = new AbortController();
    pace.stored(1);
    const turns = Array.from({ length: 50 }, () => pace.turn(stop.signal));
    stop.abort();
    await Promise.all(turns);
  });
});
