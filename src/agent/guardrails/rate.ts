import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal } from '../../domain/principal.ts';
import { SafeNestError } from '../../errors.ts';

/** Questions of one member, or of one API key. */
const TURNS = { minute: 20, hour: 300 };

/** Counts questions, so that nobody's script or stuck key uses up the desk for everyone. */
export interface TurnLimiter {
  /** Counts one; throws `rate_limited` with `retry_after` in seconds when there were too many. */
  attempt(principal: Principal): Promise<void>;
}

/** `redis` is an ioredis client that several processes share; without one this process counts alone. */
export function createTurnLimiter(options: { redis?: object; turns?: Partial<typeof TURNS> } = {}): TurnLimiter {
  const turns = { ...TURNS, ...options.turns };
  const make = (name: keyof typeof TURNS, seconds: number): RateLimiterAbstract => {
    const shape = { keyPrefix: `turns-${name}`, points: turns[name], duration: seconds };
    const memory = new RateLimiterMemory(shape);
    // While Redis is away each process counts for itself.
    return options.redis
      ? new RateLimiterRedis({ ...shape, storeClient: options.redis, insuranceLimiter: memory })
      : memory;
  };
  const [minute, hour] = [make('minute', 60), make('hour', 3600)];

  return {
    async attempt({ orgId, actor }) {
      if (actor.kind === 'system') return;
      const who = `${orgId}:${actor.kind}:${actor.id}`;
      try {
        await minute.consume(who);
        await hour.consume(who);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        throw new SafeNestError(
          'rate_limited',
          `That is a lot of questions at once. I kept everything as it was; ask again in ${waitText(seconds)}.`,
          { details: { retry_after: seconds } },
        );
      }
    },
  };
}

function waitText(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
