import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchWords } from '../../src/agent/offline/answers/search.ts';
import { saveAnomalyModel } from '../../src/db/anomaly-models.ts';
import { insertLogins } from '../../src/db/events.ts';
import { saveLoginScores } from '../../src/db/login-scores.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { runTool } from '../../src/tools/run-tool.ts';
import { searchLogsTool } from '../../src/tools/search-logs.ts';
import type { SearchData } from '../../src/tools/tool-data.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const kind = databases.at(-1)!;

const login = (n: number): NewLoginEvent => ({
  eventId: `e${n}`,
  occurredAt: new Date(NOW.getTime() - n * 3_600_000),
  outcome: 'success',
  account: n === 1 ? 'tomas' : `user${n}`,
  address: '203.0.113.9',
  country: null,
  city: null,
  latitude: null,
  longitude: null,
  device: null,
  method: null,
  reason: null,
  source: 'test',
  text: 'signed in',
});

describe(`logins that stood out beside the alerts, on ${kind.name}`, () => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  beforeAll(async () => {
    opened = await kind.open();
    org = await newOrganisation(opened.db);
  });
  afterAll(() => opened?.close());

  const asked = { kinds: ['alert'], range: 'this_week', order: 'worst', stood_out: true };
  const search = async (who: Principal) => {
    const outcome = await runTool(
      [searchLogsTool],
      {
        principal: who,
        now: NOW,
        language: 'en',
        org: (work) => withOrg(opened.db, org.orgId, work),
        work: () => Promise.reject(new Error('nothing is changed')),
        services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
      },
      auditKey('s'),
      'search_logs',
      asked,
    );
    if (!outcome.ok) throw new Error(outcome.error.message);
    return { ...outcome.result, data: outcome.result.data as SearchData };
  };
  const said = (data: SearchData, language: (typeof LANGUAGES)[number] = 'en'): string =>
    searchWords(asked, data, true, {
      language,
      now: NOW,
      timeZone: 'UTC',
      role: 'officer',
      tools: new Set(),
      history: [],
    }).join('\n');

  test('nothing is said of them while too little is known', async () => {
    const { data } = await search(org.admin);
    expect(data.stood_out).toBeUndefined();
    expect(said(data)).not.toContain('unusual');
  });

  test('they are counted, the most unusual told with why, and may be cited', async () => {
    await withOrg(opened.db, org.orgId, async (tx) => {
      const stored = await insertLogins(tx, [1, 2, 3, 4].map(login), NOW);
      await saveAnomalyModel(tx, {
        sequence: 9,
        forest: new Uint8Array([1]),
        trained: null,
        rows: 400,
        trainedAt: NOW,
      });
      await saveLoginScores(
        tx,
        [1, 2, 3, 4].map((n) => ({
          sequence: stored.get(`e${n}`)!.sequence,
          account: login(n).account,
          occurredAt: login(n).occurredAt,
          score: 0.8 - n / 100,
          share: 0.999,
          ranked: 0.999 - n / 10_000,
          features: [],
          reasons: [{ kind: 'failures' as const, failures: 5, weight: 1 }],
        })),
      );
    });
    const { data, citations } = await search(org.admin);
    expect(data.stood_out).toMatchObject({ count: 4, logins: [{ quoted_account: 'tomas' }, {}, {}] });
    expect(citations.map(({ kind: what }) => what)).toEqual(['event', 'event', 'event']);
    expect(said(data)).toContain(`4 unusual logins, ${data.range}:\n• [${citations[0]!.ref}] tomas, `);
    for (const language of LANGUAGES) expect(said(data, language)).toContain(citations[0]!.ref);
  });

  test('whoever may not read logins is told of alerts alone', async () => {
    const { data, citations } = await search(await org.member('moderator'));
    expect([data.stood_out, citations]).toEqual([undefined, []]);
  });
});
