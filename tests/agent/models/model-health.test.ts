import { describe, expect, test } from 'vitest';
import { offlineModel } from '../../../src/agent/chat-model.ts';
import { modelError } from '../../../src/agent/models/model-error.ts';
import { budgetWords, modelCheck } from '../../../src/agent/models/model-health.ts';
import { createProviderGuard } from '../../../src/agent/models/provider-guard.ts';
import { checkHealth } from '../../../src/pipeline/health.ts';

const budget = async () => ({
  used: { tokens: 240_000, micros: 1_200_000 },
  limits: { dailyTokens: 2_000_000, dailyMicros: 0 },
});

describe('the language model in the health report', () => {
  const setUp = () => {
    const guard = createProviderGuard({ retries: 0, failuresToOpen: 2 });
    const check = modelCheck({ ...offlineModel, name: 'openai:x', guard }, budget);
    const fail = (kind: 'key' | 'server') =>
      guard.call(async () => {
        throw modelError(kind);
      });
    return { guard, fail, report: async () => (await checkHealth([check])).checks[0]! };
  };

  test('says how much of the day’s budget is used', async () => {
    expect(await setUp().report()).toMatchObject({
      ok: true,
      detail: 'openai:x; used 12 % of today’s budget (240,000 of 2,000,000 tokens)',
    });
    expect((await checkHealth([modelCheck(offlineModel, budget)])).checks[0]).toMatchObject({
      ok: true,
      detail: 'offline: answers come from SafeNest itself',
    });
  });

  test('of two limits the nearer is told, and money where it is known', () => {
    const used = { tokens: 240_000, micros: 1_200_000 };
    expect(budgetWords({ used, limits: { dailyTokens: 2_000_000, dailyMicros: 2_000_000 } })).toBe(
      'used 60 % of today’s budget ($1.20 of $2.00)',
    );
    expect(budgetWords({ used, limits: { dailyTokens: 0, dailyMicros: 0 } })).toBe(
      'used 240,000 tokens, $1.20 today, without a limit',
    );
  });

  test('a wrong key is told at once with what to do, a single fault of the provider is not', async () => {
    const { fail, report, guard } = setUp();
    await fail('server').catch(() => {});
    expect((await report()).ok).toBe(true);
    await fail('key').catch(() => {});
    expect(await report()).toMatchObject({
      ok: false,
      detail: expect.stringContaining('does not accept the key'),
      mend: expect.stringContaining('OPENAI_API_KEY'),
    });
    expect(guard.status().circuit).toBe('open');
  });

  test('is well again once a call succeeds', async () => {
    const { fail, guard, report } = setUp();
    await fail('key').catch(() => {});
    expect((await report()).ok).toBe(false);
    await guard.call(async () => 'answered');
    expect((await report()).ok).toBe(true);
  });
});
