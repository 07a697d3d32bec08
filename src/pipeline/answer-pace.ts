import { setTimeout as sleep } from 'node:timers/promises';

/** An event is to be stored within this time; where that takes longer, answers begin less often, in ms. */
const SOON_MS = 50;
/** Answers begun in a second: where events begin to come in, at least, at most, and how many more each second all goes well. */
const RATE = { first: 20, least: 4, most: 200, rise: 10 };
/** After a slow event the rate falls to this share, and not again before so many ms: what was begun has to end first. */
const FALL = { to: 0.7, everyMs: 200 };
/** Where nothing was stored for so long, nothing is held back, in ms. */
const CALM_MS = 1000;

/** Lets answers begin as often as it does not hold up the events that come in: those are acknowledged, answers may be late. */
export interface AnswerPace {
  /** An event was stored, after so many ms. */
  stored(ms: number): void;
  /** Resolves when the next answer may begin, or the signal is aborted. */
  turn(signal: AbortSignal): Promise<void>;
}

/** What a pace runs on: `clock` counts ms. */
interface Time {
  clock: () => number;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const OWN_TIME: Time = {
  clock: () => performance.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
};

/** The pace of this process. While it is held up every event counts as stored late. */
export function createAnswerPace(heldUp: () => boolean = () => false, { clock, wait }: Time = OWN_TIME): AnswerPace {
  let rate: number = RATE.first;
  let storedAt = Number.NEGATIVE_INFINITY;
  let fellAt = Number.NEGATIVE_INFINITY;
  let nextAt = Number.NEGATIVE_INFINITY;

  return {
    stored(ms) {
      const now = clock();
      const since = now - storedAt;
      storedAt = now;
      if (since > CALM_MS) rate = RATE.first;
      else if (ms <= SOON_MS && !heldUp()) rate = Math.min(RATE.most, rate + (RATE.rise * since) / 1000);
      else if (now - fellAt >= FALL.everyMs) {
        rate = Math.max(RATE.least, rate * FALL.to);
        fellAt = now;
      }
    },
    async turn(signal) {
      const now = clock();
      if (now - storedAt > CALM_MS) return;
      const at = Math.max(now, nextAt);
      nextAt = at + 1000 / rate;
      if (at > now) await wait(at - now, signal);
    },
  };
}
