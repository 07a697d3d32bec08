import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addModelUsage } from '../../src/db/model-usage.ts';
import { withOrg } from '../../src/db/scope.ts';
import { NO_LIMITS } from '../../src/domain/model-budget.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { addMember } from '../../src/pipeline/members.ts';
import { databases } from '../support/database.ts';
import { postForm, signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer } from '../support/web-server.ts';

const cost = {
  turns: 1,
  calls: 2,
  inputTokens: 1000,
  outputTokens: 200,
  estimatedTokens: 0,
  failures: 1,
  costMicros: 12_500,
};

describe('what language models cost', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openWebServer(databases[0]!, {
      pages: consoleRoutes,
      services: {
        model: {
          name: 'openai:x',
          limits: { ...NO_LIMITS, dailyTokens: 10_000, dailyMicros: 2_000_000, turnTokens: 5000 },
          prices: new Map(),
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
      cost_today: 0.0125,
      daily_cost_limit: 2,
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
          cost: 0.0125,
        },
      ],
    });
    expect((await server.call('GET', '/api/v1/usage', { key: org.keys.employee })).status).toBe(403);
    expect((await server.call('GET', '/api/v1/usage?days=9999', { key: org.keys.officer })).status).toBe(400);
  });

  test('an admin sets what it may cost, within what the installation allows; who used how much is told to admins', async () => {
    const org = await server.organisation();
    const member = await org.work((work) =>
      addMember(work, { name: 'Dana', email: 'dana@example.org', role: 'officer' }),
    );
    await withOrg(server.services.db, org.orgId, (tx) => addModelUsage(tx, 'openai:x', cost, NOON, member.id));
    await withOrg(server.services.db, org.orgId, (tx) => addModelUsage(tx, 'openai:x', cost, NOON));
    const change = (body: object, key = org.keys.admin) => server.call('PATCH', '/api/v1/model-budget', { key, body });
    expect((await change({ daily_tokens: 10_001 })).json).toMatchObject({
      detail: 'The installation allows at most 10,000 tokens a day.',
    });
    for (const wrong of [
      { daily_tokens: 0 },
      { daily_usd: -1 },
      { turn_tokens: 1.5 },
      { member_usd: 'x' },
      { other: 1 },
    ])
      expect((await change(wrong)).status).toBe(400);
    for (const key of [org.keys.officer, org.keys.employee]) expect((await change({}, key)).status).toBe(403);
    const { status, json } = await change({ member_usd: 0.5, daily_tokens: 4000 });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      own: { member_usd: 0.5, daily_tokens: 4000, daily_usd: null, turn_tokens: null },
      most: { daily_tokens: 10_000, daily_usd: 2, turn_tokens: 5000, member_usd: null },
      holds: { member_usd: 0.5, daily_tokens: 4000, daily_usd: 2, turn_tokens: 5000 },
      used_today: { tokens: 2400, usd: 0.025 },
      members: [{ id: member.id, questions: 1, tokens: 1200, usd: 0.0125 }],
      others: { tokens: 1200, usd: 0.0125 },
    });
    expect((await server.call('GET', '/api/v1/usage', { key: org.keys.officer })).json).toMatchObject({
      daily_limit: 4000,
    });
    // what is not named stays
    expect((await change({ daily_tokens: null })).json).toMatchObject({
      own: { member_usd: 0.5, daily_tokens: null },
      holds: { daily_tokens: 10_000 },
    });
    const lines = await withOrg(server.services.db, org.orgId, (tx) =>
      tx.selectFrom('audit_entry').select('detail').where('action', '=', 'model_budget.set').execute(),
    );
    expect(lines).toHaveLength(2);
    // another organisation's is its own
    const other = await server.organisation();
    expect((await server.call('GET', '/api/v1/model-budget', { key: other.keys.admin })).json).toMatchObject({
      own: { member_usd: null },
      used_today: { tokens: 0, usd: 0 },
      members: [],
    });
  });

  test('the console shows it and sets it', async () => {
    const org = await server.organisation();
    const admin = await signIn(server, org, org.adminId);
    const page = () => server.call('GET', '/studio/cost', { cookie: admin, headers: { accept: 'text/html' } });
    expect((await page()).text).toContain('Nothing used today');
    await withOrg(server.services.db, org.orgId, (tx) => addModelUsage(tx, 'openai:x', cost, NOON));
    const save = (fields: Record<string, string>) => postForm(server, '/studio/cost', fields, admin);
    expect((await save({ daily_tokens: '1,500', member_usd: '0.25' })).status).toBe(303);
    const { text } = await page();
    expect(text).toContain('1,200 of 1,500: 80 %');
    expect(text).toContain('API keys and SafeNest itself');
    expect(text).toContain('name="member_usd" inputmode="decimal" autocomplete="off" value="0.25"');
    for (const wrong of ['lots', '20000', '0', '-5', '1.5']) await save({ daily_tokens: wrong });
    expect((await page()).text).toContain('1,200 of 1,500: 80 %');
    // empty is what the installation allows
    expect((await save({})).status).toBe(303);
    expect((await page()).text).toContain('1,200 of 10,000: 12 %');
    const { id } = await org.work((work) =>
      addMember(work, { name: 'Dana', email: 'dana@example.org', role: 'officer' }),
    );
    const officer = await signIn(server, org, id);
    expect((await server.call('GET', '/studio/cost', { cookie: officer })).status).toBe(403);
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
