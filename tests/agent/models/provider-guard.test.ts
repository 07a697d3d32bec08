import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ModelError, modelError, readModelError } from '../../../src/agent/models/model-error.ts';
import { createProviderGuard, type GuardOptions } from '../../../src/agent/models/provider-guard.ts';

const quick: Partial<GuardOptions> = { firstWaitMs: 1, longestWaitMs: 50, openMs: 60_000 };
const failing =
  (error: unknown, times = Number.POSITIVE_INFINITY) =>
  () => {
    let left = times;
    return async () => {
      if (left-- > 0) throw error;
      return 'answered';
    };
  };
const kindOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    (value) => String(value),
    (error: unknown) => (error instanceof ModelError ? error.kind : 'not a model error'),
  );

describe('a guarded call', () => {
  test('is tried again when what went wrong passes by itself', async () => {
    for (const kind of ['rate', 'network', 'server', 'stalled', 'cut'] as const) {
      const guard = createProviderGuard(quick);
      expect(await guard.call(failing(modelError(kind), 2)())).toBe('answered');
      expect(guard.status()).toMatchObject({ circuit: 'closed', failure: null, tries: { [kind]: 2, ok: 1 } });
    }
  });

  test('is not tried again when that would not help', async () => {
    for (const kind of ['key', 'model', 'quota', 'request', 'timeout'] as const) {
      const guard = createProviderGuard(quick);
      expect(await kindOf(guard.call(failing(modelError(kind))()))).toBe(kind);
      expect(guard.status().tries).toEqual({ [kind]: 1 });
    }
  });

  test('has what is left of its turn, whole milliseconds or not', async () => {
    const guard = createProviderGuard(quick);
    for (const withinMs of [20_000.25, 19_999.999, 1234.5])
      expect(await guard.call(async () => 'answered', { withinMs })).toBe('answered');
    for (const withinMs of [0.4, 0, -12.5])
      expect(await kindOf(guard.call(() => sleep(5000, 'late', { ref: false }), { withinMs }))).toBe('timeout');
  });

  test('is not begun again once something of it has been passed on', async () => {
    const guard = createProviderGuard(quick);
    let begun = false;
    let tries = 0;
    const call = guard.call(
      async () => {
        tries++;
        begun = true;
        throw modelError('cut');
      },
      { begun: () => begun },
    );
    expect(await kindOf(call)).toBe('cut');
    expect(tries).toBe(1);
  });

  test('waits as long as the provider asks, and not at all when that is too long', async () => {
    const guard = createProviderGuard({ ...quick, longestWaitMs: 1000 });
    const waited: number[] = [];
    let last = 0;
    const work = async () => {
      if (last > 0) waited.push(performance.now() - last);
      last = performance.now();
      if (waited.length === 0) throw modelError('rate', { retryAfter: 120 });
      return 'answered';
    };
    expect(await guard.call(work)).toBe('answered');
    expect(waited[0]).toBeGreaterThanOrEqual(115);
    const long = createProviderGuard(quick);
    expect(await kindOf(long.call(failing(modelError('rate', { retryAfter: 60_000 }), 1)()))).toBe('rate');
  });

  test('ends at its limit, and when nobody waits any more', async () => {
    const guard = createProviderGuard({ ...quick, callMs: 30 });
    expect(await kindOf(guard.call(() => new Promise(() => {})))).toBe('timeout');
    expect(await kindOf(guard.call(() => new Promise(() => {}), { withinMs: 1 }))).toBe('timeout');
    const leaving = new AbortController();
    const call = createProviderGuard(quick).call(() => new Promise(() => {}), { signal: leaving.signal });
    leaving.abort();
    expect(await kindOf(call)).toBe('cancelled');
  });
});

describe('the circuit', () => {
  test('opens after repeated failure, lets one call try after a while, and closes when that succeeds', async () => {
    const guard = createProviderGuard({ ...quick, retries: 0, failuresToOpen: 3, openMs: 40 });
    let calls = 0;
    const work = (outcome: () => Promise<string>) => () => {
      calls++;
      return outcome();
    };
    const broken = work(async () => {
      throw modelError('server');
    });
    for (let i = 0; i < 3; i++) expect(await kindOf(guard.call(broken))).toBe('server');
    expect(guard.status().circuit).toBe('open');
    expect(await kindOf(guard.call(broken))).toBe('suspended');
    expect(calls).toBe(3);

    await sleep(50);
    let finish = (_: string): void => {};
    const probe = guard.call(work(() => new Promise<string>((resolve) => (finish = resolve))));
    expect(guard.status().circuit).toBe('half_open');
    // Whoever comes meanwhile does not wait for the probe.
    expect(await kindOf(guard.call(broken))).toBe('suspended');
    expect(calls).toBe(4);
    finish('answered');
    expect(await probe).toBe('answered');
    expect(guard.status()).toMatchObject({ circuit: 'closed', failure: null });
  });

  test('opens again when the probe fails', async () => {
    const guard = createProviderGuard({ ...quick, retries: 0, failuresToOpen: 1, openMs: 20 });
    await kindOf(guard.call(failing(modelError('network'))()));
    await sleep(30);
    expect(await kindOf(guard.call(failing(modelError('network'))()))).toBe('network');
    expect(await kindOf(guard.call(failing(modelError('network'))()))).toBe('suspended');
  });

  test('does not mind requests that were refused for what they said, nor askers who leave', async () => {
    const guard = createProviderGuard({ ...quick, retries: 0, failuresToOpen: 1 });
    for (const kind of ['request', 'cancelled'] as const) await kindOf(guard.call(failing(modelError(kind))()));
    expect(guard.status()).toMatchObject({ circuit: 'closed', failure: null });
  });
});

describe('what a provider’s library throws', () => {
  const read = (error: unknown, status: number | null = null) => readModelError(error, { status, retryAfter: null });

  test.each([
    ['key', { status: 401 }],
    ['key', { status: 403 }],
    ['model', { status: 404, code: 'model_not_found' }],
    ['model', { status_code: 404, message: 'model "llama9" not found, try pulling it first' }],
    ['model', { status: 400, message: 'The model `x` does not exist' }],
    ['quota', { status: 429, code: 'insufficient_quota' }],
    ['quota', { status: 400, message: 'Your credit balance is too low' }],
    ['quota', { status: 402 }],
    ['rate', { status: 429 }],
    ['rate', { type: 'overloaded_error' }],
    ['server', { status: 500 }],
    ['server', { status: 529 }],
    ['request', { status: 400, message: 'context length' }],
    ['request', { status: 422 }],
    ['network', new TypeError('fetch failed')],
    ['network', Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' })],
    ['network', new Error('Connection error.')],
    ['network', new TypeError('terminated')],
  ])('is %s for %j', (kind, error) => {
    expect(read(error).kind).toBe(kind);
  });

  test('is a broken answer where one had begun', () => {
    expect(read(new TypeError('terminated'), 200).kind).toBe('cut');
    expect(read(new SyntaxError('Unexpected token'), 200).kind).toBe('cut');
  });

  test('keeps nothing of what it said: it may quote the key or the prompt', () => {
    const error = read({
      status: 401,
      message: 'Incorrect API key provided: sk-secret',
      headers: { authorization: 'x' },
    });
    expect(error.message).toBe('the provider does not accept the key (status 401)');
    expect(error.cause).toBeUndefined();
  });
});
