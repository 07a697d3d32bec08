import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addModelUsage } from '../../src/db/model-usage.ts';
import { withOrg } from '../../src/db/scope.ts';
import { databases } from '../support/database.ts';
import { NOON, openWebServer, type TestServer } from '../support/web-server.ts';

const cost = { turns: 1, calls: 2, inputTokens: 1000, outputTokens: 200, estimatedTokens: 0, failures: 1 };

describe('what language models cost', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openWebServer(databases[0]!, {
      services: {
        model: {
          name: 'openai:x',
          dailyTokens: 10_000,
          status: () => ({ circuit: 'open', tries: { ok: 3, rate: 2 }, tokens: { input: 5, output: 7 } }),
        },
      },
    });
  });
  afterAll(() => server?.close());

  test('is told by day and model, to who may see the health of the service', async () => {
    const org = await server.organisation();
    await withOrg(server.services.db, org.orgId, (tx) => addModelUsage(tx, 'openai:x', cost, NOON));
    const { status, json } = await server.call('GET', '/api/v1/usage?days=3', { key: org.keys.officer });
    expect(status).toBe(200);
    expect(json).toEqual({
      today: '2026-03-02',
      time_zone: 'Europe/Berlin',
      used_today: 1200,
      daily_limit: 10_000,
      items: [
        {
          day: '2026-03-02',
          model: 'openai:x',
          turns: 1,
          calls: 2,
          input_tokens: 1000,
          output_tokens: 200,
          estimated_tokens: 0,
          failures: 1,
        },
      ],
    });
    expect((await server.call('GET', '/api/v1/usage', { key: org.keys.employee })).status).toBe(403);
    expect((await server.call('GET', '/api/v1/usage?days=9999', { key: org.keys.officer })).status).toBe(400);
  });

  test('is counted for Prometheus, with the state of the circuit', async () => {
    await server.call('GET', '/metrics');
    const { text } = await server.call('GET', '/metrics');
    expect(text).toContain('safenest_model_calls_total{result="ok"} 3');
    expect(text).toContain('safenest_model_calls_total{result="rate"} 2');
    expect(text).toContain('safenest_model_tokens_total{direction="output"} 7');
    expect(text).toContain('safenest_model_circuit{state="open"} 1');
    expect(text).toContain('safenest_model_circuit{state="closed"} 0');
  });
});
