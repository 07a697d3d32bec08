import { expect, test } from 'vitest';
import { createLoopLag, loopCheck } from '../../src/pipeline/loop-lag.ts';

/** A loop that is as late as is said, on a clock that only `pass` moves. */
function watched() {
  let now = 0;
  let measured = { p99: 0, samples: 0 };
  const lag = createLoopLag(
    {
      read: () => measured,
      anew: () => {
        measured = { p99: 0, samples: 0 };
      },
      stop: () => {},
    },
    () => now,
  );
  return {
    lag,
    late(p99: number, samples = 400): void {
      measured = { p99, samples };
    },
    pass(ms: number): void {
      now += ms;
    },
  };
}

test('a process is held up while its event loop is late at p99, and until a window without that has ended', () => {
  const { lag, late, pass } = watched();
  late(12);
  expect(lag.heldUp()).toBe(false);
  late(80);
  expect(lag.heldUp()).toBe(true);
  pass(5000);
  expect(lag.heldUp()).toBe(true);
  late(3);
  expect(lag.heldUp()).toBe(true);
  pass(5000);
  expect(lag.heldUp()).toBe(false);
  expect(lag.p99()).toBe(3);
  lag.stop();
});

test('one late timer of a window that has hardly begun says nothing; a loop that hardly comes to it does when the window ends', () => {
  const { lag, late, pass } = watched();
  late(900, 3);
  expect(lag.heldUp()).toBe(false);
  pass(5000);
  expect(lag.heldUp()).toBe(true);
  lag.stop();
});

test('the real loop is measured, and is not late by the clock it is measured with', async () => {
  const lag = createLoopLag();
  expect(lag.p99()).toBe(0);
  expect(lag.heldUp()).toBe(false);
  lag.stop();
});

test('health says how late it is and what is done about it; it fails where presses would be missed', async () => {
  const check = (ms: number) => loopCheck({ p99: () => ms, heldUp: () => ms > 50 }).check();
  expect(await check(4.26)).toBe('4.3 ms late at p99');
  expect(await check(80)).toBe(
    '80 ms late at p99: chats are acknowledged before anything else, and what can wait is put off',
  );
  await expect(check(1500)).rejects.toThrow('1500 ms late at p99');
});
