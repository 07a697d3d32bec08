import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listAlerts } from '../../../../src/db/alerts.ts';
import { withOrg } from '../../../../src/db/scope.ts';
import type { NewLoginEvent } from '../../../../src/domain/event.ts';
import { silentLog } from '../../../../src/log.ts';
import { changeAlertStatus } from '../../../../src/pipeline/alerts.ts';
import { createForestPool, type ForestPool } from '../../../../src/pipeline/anomaly/forest/forest-pool.ts';
import { scoreLogins } from '../../../../src/pipeline/anomaly/unusual/score-logins.ts';
import {
  explainLogin,
  judgeLogin,
  unusualLogins,
  usualOf,
} from '../../../../src/pipeline/anomaly/unusual/see-unusual.ts';
import { trainLogins } from '../../../../src/pipeline/anomaly/unusual/train-logins.ts';
import { auditKey } from '../../../../src/pipeline/audit.ts';
import { ingestLogins } from '../../../../src/pipeline/ingest-logins.ts';
import { seedUnusualRules } from '../../../../src/pipeline/rules.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../../support/database.ts';

const KEY = auditKey('a secret of at least thirty-two characters');
const DAY_MS = 86_400_000;
const NOW = new Date('2026-11-20T12:00:00Z');
let born = 0;

const login = (at: Date, given: Partial<NewLoginEvent> = {}): NewLoginEvent => ({
  eventId: `e${born++}`,
  occurredAt: at,
  outcome: 'success',
  account: 'tomas',
  address: '198.51.100.7',
  country: 'DE',
  city: 'Berlin',
  latitude: 52.52,
  longitude: 13.4,
  device: 'Firefox on Linux',
  method: 'password',
  reason: null,
  text: 'a login',
  source: 'test',
  ...given,
});

/** Forty working days of five people, twice a day. */
const ordinary = (): NewLoginEvent[] =>
  Array.from({ length: 60 }, (_, day) => new Date(NOW.getTime() - (60 - day) * DAY_MS))
    .filter((day) => day.getUTCDay() % 6 !== 0)
    .flatMap((day) =>
      ['tomas', 'ada', 'ines', 'ben', 'mara'].flatMap((account, i) =>
        [8, 9, 11, 13].map((hour, k) =>
          login(
            new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), hour, (7 * i + 3 * k) % 60)),
            {
              account,
            },
          ),
        ),
      ),
    );

const fromBrazil = (account = 'tomas', minute = 12): NewLoginEvent =>
  login(new Date(Date.parse('2026-11-20T03:00:00Z') + minute * 60_000), {
    account,
    country: 'BR',
    city: 'São Paulo',
    latitude: -23.55,
    longitude: -46.63,
    device: 'curl',
    address: '203.0.113.9',
  });

describe.each(databases)('unusual logins on $name', ({ open }) => {
  let opened: TestDatabase;
  let forests: ForestPool;
  let org: TestOrganisation;
  beforeAll(async () => {
    opened = await open();
    forests = createForestPool(silentLog());
  });
  afterAll(async () => {
    await forests.close();
    await opened.close();
  });
  afterEach(() => {
    born += 1000;
  });

  const inside = <T>(work: Parameters<typeof withOrg<T>>[2]) => withOrg(opened.db, org.orgId, work);
  const parts = (now = NOW) => ({ org: inside as never, forests, now, wake: () => {} });
  const ingest = (events: NewLoginEvent[]) => ingestLogins({ db: opened.db, now: () => NOW }, org.orgId, events);
  const alerts = () => inside((tx) => listAlerts(tx, { limit: 100 }));
  const week = { from: new Date(NOW.getTime() - 7 * DAY_MS), to: NOW, limit: 20 };
  const judge = (sequence: number, verdict: 'false_alarm' | 'confirmed' | null) =>
    inside((tx) => judgeLogin({ tx, principal: org.admin, now: NOW, auditKey: KEY }, sequence, verdict));
  const begin = async (): Promise<void> => {
    org = await newOrganisation(opened.db);
    await inside((tx) => seedUnusualRules(tx, 'test', NOW));
  };

  test('a first login from far away at night is an alert in words, once; an ordinary one is none', async () => {
    await begin();
    await ingest(ordinary());
    expect((await scoreLogins(parts())).trained).toBe(true);
    expect(await alerts()).toEqual([]);

    await ingest([fromBrazil(), login(new Date('2026-11-20T08:03:00Z'))]);
    expect(await scoreLogins(parts())).toMatchObject({ trained: false, scored: 2, alerts: 1 });
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ kind: 'unusual_login', severity: 'medium', account: 'tomas' });
    expect(alert!.title).toContain('first login from Brazil');
    const why = alert!.facts.find(({ label }) => label === 'Why')!.value;
    for (const part of ['03:12, usually 08:00 to 14:00', 'km from the usual place (Berlin)', 'a new device: curl'])
      expect(why).toContain(part);

    expect(await scoreLogins(parts())).toMatchObject({ scored: 0, alerts: 0 });
    const { logins } = await inside((tx) => unusualLogins(tx, org.admin, week));
    expect(logins.map(({ account }) => account)).toEqual(['tomas']);
    expect(logins[0]!.reasons.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['country', 'hour', 'distance', 'device']),
    );
  });

  test('with too few logins nothing is scored, and that is said', async () => {
    await begin();
    await ingest(ordinary().slice(0, 300));
    await ingest([fromBrazil()]);
    await scoreLogins(parts());
    const seen = await inside((tx) => unusualLogins(tx, org.admin, week));
    expect(seen).toMatchObject({ learned: { ready: false }, logins: [] });
    expect(await alerts()).toEqual([]);
    const sequence = await inside(
      async (tx) =>
        (
          await tx
            .selectFrom('event')
            .select('seq')
            .where('org_id', '=', tx.orgId)
            .where('country', '=', 'BR')
            .executeTakeFirstOrThrow()
        ).seq,
    );
    expect(await inside((tx) => explainLogin(tx, org.admin, sequence))).toMatchObject({ outcome: 'not_ready' });
  });

  test('no more alerts a day than the rule allows; the others are listed', async () => {
    await begin();
    await ingest(ordinary());
    await scoreLogins(parts());
    await ingest(['tomas', 'ada', 'ines', 'ben', 'mara'].map((account, i) => fromBrazil(account, i)));
    await inside((tx) =>
      tx
        .updateTable('rule')
        .set({ params: JSON.stringify({ min_percent: 99, min_reasons: 2, max_per_day: 2 }) })
        .where('org_id', '=', tx.orgId)
        .where('kind', '=', 'unusual_login')
        .execute(),
    );
    expect((await scoreLogins(parts())).alerts).toBe(2);
    const { logins } = await inside((tx) => unusualLogins(tx, org.admin, week));
    expect(logins.length).toBeGreaterThan(2);
  });

  test('what people say of one re-ranks others like it, and takes back', async () => {
    await begin();
    await ingest(ordinary());
    await scoreLogins(parts());
    await ingest([fromBrazil('tomas', 12), fromBrazil('ada', 20)]);
    await scoreLogins(parts());
    const ranks = async () => {
      const { logins } = await inside((tx) => unusualLogins(tx, org.admin, { ...week, least: 0 }));
      return Object.fromEntries(logins.map(({ account, ranked }) => [account, ranked]));
    };
    const before = await ranks();
    const { logins } = await inside((tx) => unusualLogins(tx, org.admin, week));
    const ofTomas = logins.find(({ account }) => account === 'tomas')!;
    await judge(ofTomas.sequence, 'false_alarm');
    const after = await ranks();
    expect(after.ada!).toBeLessThan(before.ada!);
    expect(after.tomas!).toBeLessThan(after.ada!);
    expect((await alerts()).find(({ account }) => account === 'tomas')!.status).toBe('false_alarm');
    await judge(ofTomas.sequence, 'confirmed');
    expect((await ranks()).ada!).toBeGreaterThan(after.ada!);
    const manager = await org.member('manager');
    await expect(
      inside((tx) => judgeLogin({ tx, principal: manager, now: NOW, auditKey: KEY }, ofTomas.sequence, null)),
    ).rejects.toThrow();
  });

  test('the status of an alert counts as what people say', async () => {
    await begin();
    await ingest(ordinary());
    await scoreLogins(parts());
    await ingest([fromBrazil('tomas', 12)]);
    await scoreLogins(parts());
    const [alert] = await alerts();
    await inside((tx) =>
      changeAlertStatus(
        { tx, principal: org.admin, now: NOW, auditKey: KEY },
        { number: alert!.number, status: 'false_alarm' },
      ),
    );
    await ingest([fromBrazil('tomas', 30)]);
    await scoreLogins(parts());
    expect((await alerts()).length).toBe(1);
  });

  test('trained anew it knows the same; what is usual can be asked for', async () => {
    await begin();
    await ingest(ordinary());
    await ingest([fromBrazil()]);
    await trainLogins(parts());
    const usual = await inside((tx) => usualOf(tx, org.admin, 'tomas', NOW));
    expect(usual).toMatchObject({ state: 'ready', hours: { from: 8, to: 14 }, countries: ['DE'], cities: ['Berlin'] });
    expect(usual!.weekdays).toEqual([0, 1, 2, 3, 4]);
    expect(usual!.lately.length).toBe(1);
    expect(await inside((tx) => usualOf(tx, org.admin, 'nobody', NOW))).toBeNull();
    const again = await trainLogins(parts());
    expect(again.recent.map(({ login }) => login.account)).toEqual(['tomas']);
  });
});
