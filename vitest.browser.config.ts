import { defineConfig } from 'vitest/config';

/** The console in a real browser: slower than the rest, and only where there is one. */
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    expect: { poll: { timeout: 15_000, interval: 200 } },
  },
});
