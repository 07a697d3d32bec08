import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, test } from 'vitest';
import { createAttemptLimiter } from '../../src/http/auth/rate-limit.ts';

const redisUrl = process.env.TEST_REDIS_URL;
if (!redisUrl) console.info('The sign-in limit on Redis is not tested: TEST_REDIS_URL is not set');
const redis = redisUrl ? new Redis(redisUrl) : null;
afterAll(() => redis?.quit());

const stores = [{ name: 'in memory', options: {} }, ...(redis ? [{ name: 'on Redis', options: { redis } }] : [])];

describe.each(stores)('the limit of sign-in attempts $name', ({ options }) => {
  const address = () => `test-${randomUUID()}`;
  const refused = { code: 'rate_limited', details: { retry_after: expect.any(Number) } };

  test('ten tries of one person from one address; getting in begins anew', async () => {
    const limiter = createAttemptLimiter(options);
    const who = { address: address(), email: `${randomUUID()}@example.org` };
    for (let i = 0; i < 9; i++) await limiter.attempt(who);
    await limiter.succeeded(who);
    for (let i = 0; i < 10; i++) await limiter.attempt({ ...who, email: ` ${who.email.toUpperCase()} ` });
    await expect(limiter.attempt(who)).rejects.toMatchObject(refused);
    await limiter.attempt({ ...who, address: address() });
  });

  test('one person from many addresses, and one address for many people', async () => {
    const limiter = createAttemptLimiter({ ...options, tries: { email: 5, address: 7 } });
    const email = `${randomUUID()}@example.org`;
    for (let i = 0; i < 5; i++) await limiter.attempt({ address: address(), email });
    await expect(limiter.attempt({ address: address(), email })).rejects.toMatchObject(refused);
    const one = address();
    for (let i = 0; i < 7; i++) await limiter.attempt({ address: one, email: `${randomUUID()}@example.org` });
    await expect(limiter.attempt({ address: one })).rejects.toMatchObject(refused);
  });
});

test.runIf(redis)('two processes on one Redis count together, and go on alone when it goes away', async () => {
  const other = new Redis(redisUrl!, { maxRetriesPerRequest: 0, retryStrategy: () => null, enableOfflineQueue: false });
  await new Promise((resolve) => other.once('ready', resolve));
  const [first, second] = [createAttemptLimiter({ redis: redis! }), createAttemptLimiter({ redis: other })];
  const who = { address: randomUUID(), email: `${randomUUID()}@example.org` };
  for (let i = 0; i < 5; i++) await first.attempt(who);
  for (let i = 0; i < 5; i++) await second.attempt(who);
  await expect(first.attempt(who)).rejects.toMatchObject({ code: 'rate_limited' });
  other.disconnect();
  for (let i = 0; i < 10; i++) await second.attempt(who);
  await expect(second.attempt(who)).rejects.toMatchObject({ code: 'rate_limited' });
});
