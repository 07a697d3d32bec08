import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, test } from 'vitest';
import { createTurnLimiter } from '../../../src/agent/guardrails/rate.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import type { Principal } from '../../../src/domain/principal.ts';

const redisUrl = process.env.TEST_REDIS_URL;
if (!redisUrl) console.info('The limit of questions on Redis is not tested: TEST_REDIS_URL is not set');
const redis = redisUrl ? new Redis(redisUrl) : null;
afterAll(() => redis?.quit());

const someone = (kind: 'member' | 'key' = 'member'): Principal => ({
  orgId: newOrgId(),
  actor: { kind, id: randomUUID() },
  name: 'Maria',
  role: 'officer',
  timeZone: 'UTC',
  place: { platform: 'console', audience: 'private' },
});
const stores = [{ name: 'in memory', options: {} }, ...(redis ? [{ name: 'on Redis', options: { redis } }] : [])];

describe.each(stores)('the limit of questions $name', ({ options }) => {
  test.each(['member', 'key'] as const)('twenty a minute of one %s, and others go on', async (kind) => {
    const limiter = createTurnLimiter(options);
    const [one, other] = [someone(kind), someone(kind)];
    for (let i = 0; i < 20; i++) await limiter.attempt(one);
    await expect(limiter.attempt(one)).rejects.toMatchObject({
      code: 'rate_limited',
      message: expect.stringMatching(/ask again in \d+ seconds/),
      details: { retry_after: expect.any(Number) },
    });
    await limiter.attempt(other);
  });

  test('so many an hour', async () => {
    const limiter = createTurnLimiter({ ...options, turns: { minute: 100, hour: 3 } });
    const one = someone();
    for (let i = 0; i < 3; i++) await limiter.attempt(one);
    await expect(limiter.attempt(one)).rejects.toMatchObject({ message: expect.stringContaining('minutes') });
  });
});
