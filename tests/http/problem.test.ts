import { expect, test } from 'vitest';
import { outageOf } from '../../src/errors.ts';
import { asSafeNestError } from '../../src/http/problem.ts';
import { databases } from '../support/database.ts';
import { openWebServer } from '../support/web-server.ts';

const failure = (code: string, message = 'vendor words'): Error => Object.assign(new Error(message), { code });

test.each([
  ['ENOSPC', 'no space left'],
  ['EDQUOT', 'no space left'],
  ['53100', 'no space left'],
  ['ECONNRESET', 'does not answer'],
  ['ECONNREFUSED', 'does not answer'],
  ['57P01', 'does not answer'],
  ['08006', 'does not answer'],
])('%s is an outage, said in words, with when to come back', (code, words) => {
  for (const error of [
    failure(code),
    new Error('wrapped', { cause: failure(code) }),
    new AggregateError([failure(code)], 'every address failed'),
  ]) {
    const known = asSafeNestError(error);
    expect(known).toMatchObject({ code: 'unavailable', details: { retry_after: 10 } });
    expect(known.message).toContain(words);
    expect(known.message).not.toContain('vendor');
  }
});

test('a pool that lost its connection has no code, only words', () => {
  expect(outageOf(new Error('Connection terminated unexpectedly'))).toMatchObject({ code: 'unavailable' });
  expect(outageOf(new Error('timeout exceeded when trying to connect'))).toMatchObject({ code: 'unavailable' });
});

test('what is no outage stays what it was', () => {
  const loop = new Error('a') as Error & { cause: unknown };
  loop.cause = loop;
  for (const error of [failure('ENOENT'), failure('23505'), new Error('x'), null, undefined, 'ENOSPC', loop])
    expect(outageOf(error)).toBeNull();
  expect(asSafeNestError(failure('23505')).code).toBe('internal');
  expect(asSafeNestError(failure('22003')).code).toBe('invalid_input');
});

test('a full disk under an upload is answered 503, Retry-After', async () => {
  const server = await openWebServer(databases[0]!, {
    services: {
      files: {
        put: () => Promise.reject(failure('ENOSPC', 'ENOSPC: no space left on device, write')),
        get: () => Promise.reject(failure('ENOENT')),
        delete: async () => true,
        list: async function* () {},
        check: async () => '',
      },
    },
  });
  try {
    const org = await server.organisation();
    const key = org.keys.officer;
    await server.call('POST', '/api/v1/incidents', { key, body: { title: 'One' } });
    const answer = await server.call('POST', '/api/v1/incidents/INC-1/evidence?name=a.txt', {
      key,
      headers: { 'content-type': 'application/octet-stream' },
      body: 'some text',
    });
    expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('10');
    expect(answer.json.detail).toContain('no space left on the disk');
  } finally {
    await server.close();
  }
});
