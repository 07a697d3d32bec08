import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { HealthCheck } from './health.ts';

/** Where timers come later than this at p99 the process is held up, in ms. */
const HELD_UP_MS = 50;
/** Beyond this presses are missed, however early they are acknowledged: platforms wait three seconds, and there is a network between. */
const MISSED_MS = 1000;
/** It is judged by the window that ended last and, once it has so many samples, by the one that runs. */
const WINDOW_MS = 5000;
const ENOUGH = 50;
/** The clock that the loop is watched with; what it shows includes this much. */
const WATCHED_EVERY_MS = 10;

/** How late the event loop of this process comes to what waits for it. */
export interface LoopLag {
  /** In ms, at p99 of the last seconds. */
  p99(): number;
  /** Whether what has to be soon goes first and what can wait is put off. */
  heldUp(): boolean;
  stop(): void;
}

/** What is measured since it was begun anew: `p99` in ms, of so many samples. */
export interface LagMeter {
  read(): { p99: number; samples: number };
  anew(): void;
  stop(): void;
}

function ownMeter(): LagMeter {
  const delay = monitorEventLoopDelay({ resolution: WATCHED_EVERY_MS });
  delay.enable();
  return {
    read: () => ({ p99: Math.max(0, delay.percentile(99) / 1e6 - WATCHED_EVERY_MS), samples: delay.count }),
    anew: () => delay.reset(),
    stop: () => void delay.disable(),
  };
}

/** Watches the event loop of this process. `clock` counts ms. */
export function createLoopLag(meter: LagMeter = ownMeter(), clock: () => number = () => performance.now()): LoopLag {
  let began = clock();
  let before = 0;

  function turnOver(): void {
    const time = clock();
    if (time - began < WINDOW_MS) return;
    before = meter.read().p99;
    meter.anew();
    began = time;
  }
  const turning = setInterval(turnOver, WINDOW_MS).unref();

  function p99(): number {
    turnOver();
    const running = meter.read();
    return running.samples < ENOUGH ? before : Math.max(before, running.p99);
  }
  return {
    p99,
    heldUp: () => p99() > HELD_UP_MS,
    stop() {
      clearInterval(turning);
      meter.stop();
    },
  };
}

/** Says how late the process is, and what it does about it. */
export const loopCheck = (lag: Pick<LoopLag, 'p99' | 'heldUp'>): HealthCheck => ({
  name: 'event loop',
  mend: 'Give the service more processor, or a process of its own to the work: ROLES=worker.',
  async check() {
    const late = `${lag.p99().toFixed(lag.p99() < 10 ? 1 : 0)} ms late at p99`;
    if (!lag.heldUp()) return late;
    const does = 'chats are acknowledged before anything else, and what can wait is put off';
    if (lag.p99() > MISSED_MS) throw new Error(`${late}: ${does}`);
    return `${late}: ${does}`;
  },
});
