import { expect, test } from 'vitest';
import { warmUp } from '../../src/agent/warm-up.ts';

test('others have their turn while the first questions are read', async () => {
  let turns = 0;
  let over = false;
  const count = (): void => {
    turns++;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  await warmUp(new Date('2026-11-21T10:30:00Z'));
  over = true;
  expect(turns).toBeGreaterThanOrEqual(4);
});
