import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { SafeNestError } from '../../errors.ts';

const WINDOW_SECONDS = 15 * 60;

/** How many tries in 15 minutes. The pair is tight; the others only stop what spreads over many addresses or people. */
const TRIES = { pair: 10, address: 60, email: 100 };

/** Counts sign-in attempts. */
export interface AttemptLimiter {
  /** Counts one attempt; throws `rate_limited` with `retry_after` in seconds when there were too many. */
  attempt(who: { address: string; email?: string }): Promise<void>;
  /** Forgets the attempts of this pair: they got in. */
  succeeded(who: { address: string; email?: string }): Promise<void>;
}

/** `redis` is an ioredis client that several processes share; without one this process counts alone. */
export function createAttemptLimiter(options: { redis?: object; tries?: Partial<typeof TRIES> } = {}): AttemptLimiter {
  const tries = { ...TRIES, ...options.tries };
  const make = (name: keyof typeof TRIES): RateLimiterAbstract => {
    const shape = { keyPrefix: `sign-in-${name}`, points: tries[name], duration: WINDOW_SECONDS };
    const memory = new RateLimiterMemory(shape);
    // While Redis is away each process counts for itself: slower guessing still, and nobody is locked out.
    return options.redis
      ? new RateLimiterRedis({ ...shape, storeClient: options.redis, insuranceLimiter: memory })
      : memory;
  };
  const limiters = { pair: make('pair'), address: make('address'), email: make('email') };
  const pairOf = (who: { address: string; email?: string }): string => `${who.address} ${emailKey(who.email)}`;

  return {
    async attempt(who) {
      try {
        await limiters.address.consume(who.address);
        await limiters.pair.consume(pairOf(who));
        if (who.email !== undefined) await limiters.email.consume(emailKey(who.email));
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        const minutes = Math.ceil(seconds / 60);
        throw new SafeNestError(
          'rate_limited',
          `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
          { details: { retry_after: seconds } },
        );
      }
    },
    async succeeded(who) {
      await limiters.pair.delete(pairOf(who));
    },
  };
}

const emailKey = (email: string | undefined): string => (email ?? '').trim().toLowerCase().slice(0, 320);
