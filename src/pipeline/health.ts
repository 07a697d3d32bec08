import { type HealthReport, NotChecked } from '../domain/health.ts';

/** One part that can fail: `check` answers in words, or throws with what is wrong. */
export interface HealthCheck {
  name: string;
  /** What to do when it fails. */
  mend: string;
  check: () => Promise<string>;
}

/**
 * Runs every check at once, each for at most `limitMs`; a check that throws or takes longer is a failure with its words,
 * never an exception.
 */
export async function checkHealth(checks: readonly HealthCheck[], limitMs = 3000): Promise<HealthReport> {
  const results = await Promise.all(
    checks.map(async ({ name, mend, check }) => {
      try {
        return { name, ok: true, detail: await within(check(), limitMs) };
      } catch (error) {
        return {
          name,
          ok: false,
          detail: error instanceof Error ? error.message : String(error),
          mend: error instanceof NotChecked ? error.mend : mend,
        };
      }
    }),
  );
  return { ok: results.every((result) => result.ok), checks: results };
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
