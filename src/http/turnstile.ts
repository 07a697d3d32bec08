import { SafeNestError } from '../errors.ts';

/** Lets so many pieces of work run at once and so many wait; `unavailable` for more than that. */
export function turnstile({ atOnce, waiting: most }: { atOnce: number; waiting: number }) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async function through<T>(work: () => Promise<T>): Promise<T> {
    if (running < atOnce) running++;
    else if (waiting.length < most) await new Promise<void>((go) => waiting.push(go));
    else
      throw new SafeNestError('unavailable', 'Too much of this is asked for at once; try again in a moment.', {
        details: { retry_after: 2 },
      });
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
