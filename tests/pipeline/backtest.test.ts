import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAlerts } from '../../src/db/alerts.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import type { OrgId } from '../../src/domain/id.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { type BacktestOptions, backtest } from '../../src/pipeline/backtest.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { bindRule, createRule, type NewRule } from '../../src/pipeline/rules.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const NOW = new Date('2026-03-31T12:00:00Z');
const KEY = auditKey('a secret for tests');
const HOUR = 3_600_000;
const RUNS = Number(process.env.PROPERTY_RUNS ?? 6);
let born = 0;

/** A login `hours` before now. */
const login = (hours: number, given: Partial<NewLoginEvent> = {}): NewLoginEvent => ({
  eventId: `b${born++}`,
  occurredAt: new Date(NOW.getTime() - hours * HOUR),
  outcome: 'failure',
  account: 'dana',
  address: '198.51.100.7',
  country: null,
  city: null,
  latitude: null,
  longitude: null,
  device: null,
  method: 'password',
  reason: null,
  text: 'a login',
  source: 'test',
  ...given,
});
/** Six failures within five minutes: one alert of the usual rule. */
const burst = (hours: number, given: Partial<NewLoginEvent> = {}) =>
  [0, 1, 2, 3, 4, 5].map((minute) => login(hours - minute / 60, given));

const RULES: NewRule[] = [
  { kind: 'failed_logins', params: { threshold: 3 } },
  { kind: 'failed_logins', params: { by: 'account', threshold: 4, min_addresses: 2, window_minutes: 60 } },
  { kind: 'password_spray', params: { min_accounts: 3 } },
  { kind: 'success_after_failures', params: { min_failures: 2 } },
  { kind: 'success_after_failures', params: { by: 'address', min_failures: 3, window_minutes: 120 } },
  { kind: 'time_window' },
  { kind: 'country', params: { countries: ['BR'], failures: true } },
  { kind: 'first_seen', params: { min_days: 1, min_logins: 2 } },
  { kind: 'first_seen', params: { what: 'device', min_days: 0, min_logins: 1 } },
  { kind: 'impossible_travel' },
];

describe.each(databases)('backtests on $name', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());

  const organisation = async (rules: NewRule[], timeZone = 'UTC') => {
    const { orgId, admin } = await newOrganisation(opened.db, { timeZone });
    const made = await withOrg(opened.db, orgId, async (tx) => {
      const list = [];
      for (const rule of rules)
        list.push(await createRule({ tx, principal: admin, now: NOW, auditKey: KEY }, { state: 'active', ...rule }));
      return list;
    });
    return { orgId, admin, rules: made.map((rule) => bindRule(rule)!) };
  };
  const ingest = (orgId: OrgId, events: NewLoginEvent[]) =>
    ingestLogins({ db: opened.db, now: () => NOW }, orgId, events);
  const run = (
    { orgId, rules }: Pick<Awaited<ReturnType<typeof organisation>>, 'orgId' | 'rules'>,
    options: Partial<BacktestOptions> = {},
  ) => backtest((work) => withOrg(opened.db, orgId, work), rules[0]!, { now: NOW, budgetMs: 60_000, ...options });
  const alerts = (orgId: OrgId) => withOrg(opened.db, orgId, (tx) => listAlerts(tx, { limit: 1000 }));

  test.each(RULES)('$kind $params: agree with the alerts that ingestion raised', async (rule) => {
    const someone = fc.record({
      minute: fc.integer({ min: 0, max: 6 * 24 * 60 }),
      outcome: fc.constantFrom('success' as const, 'failure' as const),
      account: fc.constantFrom('dana', 'erin', 'root'),
      address: fc.constantFrom('198.51.100.7', '203.0.113.9', null),
      place: fc.constantFrom(
        { country: 'DE', latitude: 52.5, longitude: 13.4 },
        { country: 'BR', latitude: -23.5, longitude: -46.6 },
        { country: null, latitude: null, longitude: null },
      ),
      device: fc.constantFrom('Firefox', 'curl', null),
      crowd: fc.integer({ min: 1, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(someone, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 50 }),
        async (list, size) => {
          const events = list
            .flatMap(({ minute, place, crowd, ...rest }) =>
              Array.from({ length: crowd }, (_, i) =>
                login((7 * 24 * 60 - minute - i) / 60, { ...rest, ...place, account: i % 2 ? 'zoe' : rest.account }),
              ),
            )
            .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
          const made = await organisation([rule]);
          for (let at = 0; at < events.length; at += size) await ingest(made.orgId, events.slice(at, at + size));
          const raised = await alerts(made.orgId);
          const would = await run(made);
          expect(would.alerts).toBe(raised.length);
          expect(would.matched).toBe(raised.reduce((sum, alert) => sum + alert.count, 0));
          expect(would.logins).toBe(events.length);
          expect(would.known.alerts).toBe(raised.length);
          expect(would.perDay.reduce((sum, day) => sum + day.alerts, 0)).toBe(raised.length);
          expect(would.cut).toBeNull();
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('says how many, when, how often, what for example, and what is known of them', async () => {
    const made = await organisation([{ kind: 'failed_logins' }], 'Europe/Berlin');
    await ingest(made.orgId, [...burst(30 * 24 - 1), ...burst(10 * 24), ...burst(10 * 24 - 4), ...burst(3)]);
    await withOrg(opened.db, made.orgId, (tx) =>
      changeAlertStatus({ tx, principal: made.admin, now: NOW, auditKey: KEY }, { number: 2, status: 'false_alarm' }),
    );
    const would = await run(made);
    expect(would).toMatchObject({
      days: 30,
      logins: 24,
      matched: 24,
      alerts: 4,
      perWeek: 0.9,
      known: { alerts: 4, falseAlarms: 1 },
      cut: null,
    });
    expect(would.perDay).toHaveLength(31);
    expect(would.perDay.at(-1)).toEqual({ day: '2026-03-31', alerts: 1 });
    expect(would.perDay.filter(({ alerts }) => alerts > 0)).toHaveLength(3);
    expect(would.examples).toHaveLength(4);
    expect(would.examples[0]!.title).toBe('6 failed sign-ins from 198.51.100.7 within 5 minutes');
    expect(would.examples[0]!.logs[0]).toMatch(/^LOG-/);
  });

  test('where logins reach back only a few days, the days are those', async () => {
    const made = await organisation([{ kind: 'failed_logins' }]);
    expect(await run(made)).toMatchObject({ days: 30, logins: 0, alerts: 0, perWeek: 0 });
    await ingest(made.orgId, [...burst(60), ...burst(20)]);
    expect(await run(made)).toMatchObject({ days: 3, alerts: 2, perWeek: 5 });
  });

  test('what accounts were known with before the stretch is no news in it', async () => {
    const made = await organisation([{ kind: 'first_seen' }]);
    const days = (from: number, country: string, count = 6) =>
      Array.from({ length: count }, (_, i) => login((from - i) * 24, { outcome: 'success', country }));
    await ingest(made.orgId, [...days(60, 'DE'), ...days(50, 'FR', 2)]);
    await ingest(made.orgId, [
      login(48, { outcome: 'success', country: 'FR' }),
      login(24, { outcome: 'success', country: 'BR' }),
    ]);
    const would = await run(made);
    expect(would.examples.map(({ title }) => title)).toEqual(['dana signed in from a new country: Brazil']);
  });

  test('a burst that began before the stretch is seen whole', async () => {
    const made = await organisation([{ kind: 'failed_logins' }]);
    await ingest(
      made.orgId,
      [0, 1, 2, 3, 4, 5].map((minute) => login(24 + (3 - minute) / 60)),
    );
    expect(await run(made, { days: 1 })).toMatchObject({ alerts: 1 });
  });

  test('looks at the latest logins only, or stops when it takes too long, and says so', async () => {
    const made = await organisation([{ kind: 'failed_logins' }]);
    await ingest(made.orgId, [...burst(72), ...burst(48), ...burst(24)]);
    expect(await run(made, { mostLogins: 5 })).toMatchObject({ cut: 'logins', alerts: 1, days: 1 });
    expect(await run(made, { mostLogins: 18 })).toMatchObject({ cut: null, alerts: 3 });
    const many = Array.from({ length: 600 }, (_, i) =>
      login(100 - i / 20, { account: `u${i}`, address: `198.51.100.${i % 250}` }),
    );
    await ingest(made.orgId, many);
    let ticks = 0;
    const slow = await run(made, { budgetMs: 1, clock: () => ticks++ * 10 });
    expect(slow.cut).toBe('time');
    expect(slow.logins).toBeLessThan(618);
    const stopped = AbortSignal.abort(new Error('enough'));
    await expect(run(made, { signal: stopped })).rejects.toThrow('enough');
  });

  test('another organisation’s logins are not looked at', async () => {
    const made = await organisation([{ kind: 'failed_logins' }]);
    await ingest(made.orgId, burst(5));
    const stranger = await organisation([{ kind: 'failed_logins' }]);
    expect(await run(stranger)).toMatchObject({ logins: 0, alerts: 0 });
  });
});
