import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAlerts } from '../../src/db/alerts.ts';
import { searchEvents } from '../../src/db/event-search.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import type { OrgId } from '../../src/domain/id.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { createRule, type NewRule, seedRules, updateRule } from '../../src/pipeline/rules.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const now = new Date('2026-03-02T12:00:00Z');
const START = Date.parse('2026-03-02T09:00:00Z');
let born = 0;
const RUNS = Number(process.env.PROPERTY_RUNS ?? 20);

/** A login `minute` minutes after nine. */
const login = (minute: number, given: Partial<NewLoginEvent> = {}): NewLoginEvent => ({
  eventId: `e${born++}`,
  occurredAt: new Date(START + minute * 60_000),
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

describe.each(databases)('ingesting logins on $name', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());

  const ingest = (orgId: OrgId, events: NewLoginEvent[], at = now) =>
    ingestLogins({ db: opened.db, now: () => at }, orgId, events);
  const alerts = (orgId: OrgId) => withOrg(opened.db, orgId, (tx) => listAlerts(tx, { limit: 1000 }));
  const waiting = (orgId: OrgId) =>
    withOrg(opened.db, orgId, (tx) => tx.selectFrom('outbox').select(['kind', 'subject']).orderBy('id').execute());
  const organisation = async (
    rules: NewRule[] | 'default' = 'default',
    timeZone = 'UTC',
  ): Promise<TestOrganisation> => {
    const made = await newOrganisation(opened.db, { timeZone });
    await withOrg(opened.db, made.orgId, async (tx) => {
      if (rules === 'default') return seedRules(tx, 'test', now);
      for (const rule of rules)
        await createRule({ tx, principal: made.admin, now, auditKey: auditKey('s') }, { state: 'active', ...rule });
    });
    return made;
  };

  test('stores in order, and knows again what it has', async () => {
    const { orgId } = await organisation();
    const [a, b, c] = [login(0), login(1), login(2)];
    const first = await ingest(orgId, [a!, b!, a!]);
    expect(first).toMatchObject({ accepted: 2, duplicates: 1 });
    expect(first.results.map((one) => one.status)).toEqual(['accepted', 'accepted', 'duplicate']);
    const second = await ingest(orgId, [b!, c!]);
    expect(second.results.map((one) => one.status)).toEqual(['duplicate', 'accepted']);
    const rows = await withOrg(opened.db, orgId, (tx) =>
      tx.selectFrom('event').select(['event_id', 'address', 'account']).orderBy('seq').execute(),
    );
    expect(rows.map((row) => row.event_id)).toEqual([a, b, c].map((one) => one!.eventId));
    const other = await organisation();
    expect(await ingest(other.orgId, [a!])).toMatchObject({ accepted: 1 });
  });

  test('a burst is one alert that grows, announced once while it waits', async () => {
    const { orgId } = await organisation();
    expect(
      (
        await ingest(
          orgId,
          [0, 1, 2, 3, 4].map((m) => login(m)),
        )
      ).alerts,
    ).toEqual([]);
    const raised = await ingest(orgId, [login(5)]);
    expect(raised.alerts).toMatchObject([{ number: 1, severity: 'medium', isNew: true }]);
    for (let minute = 6; minute < 60; minute += 9) {
      const grown = await ingest(
        orgId,
        Array.from({ length: 9 }, (_, i) => login(minute + i)),
      );
      expect(grown.alerts).toMatchObject([{ number: 1, isNew: false }]);
    }
    expect(await alerts(orgId)).toMatchObject([
      {
        count: 60,
        severity: 'high',
        title: '60 failed sign-ins from 198.51.100.7 within 59 minutes',
        firstSeen: new Date(START),
        lastSeen: new Date(START + 59 * 60_000),
        account: 'dana',
        address: '198.51.100.7',
      },
    ]);
    expect(await waiting(orgId)).toMatchObject([{ kind: 'alert_raised' }]);
  });

  test('after the cooldown it is another attack', async () => {
    const { orgId } = await organisation();
    const burst = (from: number) => [0, 1, 2, 3, 4, 5].map((m) => login(from + m));
    await ingest(orgId, burst(0));
    await ingest(orgId, burst(64));
    expect(await alerts(orgId)).toMatchObject([{ count: 12 }]);
    await ingest(orgId, burst(131));
    expect(await alerts(orgId)).toMatchObject([
      { number: 2, count: 6 },
      { number: 1, count: 12 },
    ]);
  });

  test('what people said of an alert stays while it grows', async () => {
    const { orgId, admin } = await organisation();
    await ingest(
      orgId,
      [0, 1, 2, 3, 4, 5].map((m) => login(m)),
    );
    await withOrg(opened.db, orgId, (tx) =>
      changeAlertStatus(
        { tx, principal: admin, now, auditKey: auditKey('s') },
        { number: 1, status: 'false_alarm', note: 'the printer' },
      ),
    );
    await ingest(orgId, [login(6)]);
    expect(await alerts(orgId)).toMatchObject([{ count: 7, status: 'false_alarm', statusNote: 'the printer' }]);
  });

  test('an attack that several rules notice is one alert, under the worst of them', async () => {
    const { orgId } = await organisation();
    await ingest(
      orgId,
      Array.from({ length: 12 }, (_, i) => login(i / 4, { account: `user${i}` })),
    );
    expect(await alerts(orgId)).toMatchObject([
      {
        kind: 'password_spray',
        severity: 'high',
        count: 12,
        account: null,
        title: '12 failed sign-ins to 12 accounts from 198.51.100.7 within 3 minutes',
      },
    ]);
  });

  test('getting in after all is an alert of its own', async () => {
    const { orgId } = await organisation();
    await ingest(orgId, [...Array.from({ length: 25 }, (_, i) => login(i / 4)), login(8, { outcome: 'success' })]);
    expect(await alerts(orgId)).toMatchObject([
      {
        kind: 'success_after_failures',
        severity: 'critical',
        count: 26,
        title: 'dana signed in from 198.51.100.7 after 25 failed attempts within 8 minutes',
      },
      { kind: 'failed_logins', count: 25 },
    ]);
  });

  test('two alerts that a late event joins become one', async () => {
    const { orgId } = await organisation([{ kind: 'failed_logins', params: { threshold: 1 }, cooldownSeconds: 600 }]);
    await ingest(orgId, [login(0), login(1)]);
    await ingest(orgId, [login(20), login(21)]);
    expect(await alerts(orgId)).toHaveLength(2);
    await ingest(orgId, [login(11), login(10)]);
    const [whole, part] = (await alerts(orgId)).toSorted((a, b) => a.number - b.number);
    expect(whole).toMatchObject({ number: 1, count: 6, status: 'open', lastSeen: new Date(START + 21 * 60_000) });
    expect(part).toMatchObject({ number: 2, status: 'resolved', fingerprint: 'part_of:ALR-1' });
  });

  test('first-seen and travel look back into what is stored', async () => {
    const { orgId } = await organisation();
    const home = { outcome: 'success', country: 'DE', city: 'Berlin', latitude: 52.52, longitude: 13.405 } as const;
    for (let day = -6; day < 0; day++) await ingest(orgId, [login(day * 1440, home)]);
    await ingest(orgId, [login(0, home)]);
    await ingest(orgId, [
      login(60, {
        ...home,
        country: 'BR',
        city: 'São Paulo',
        latitude: -23.55,
        longitude: -46.63,
        address: '203.0.113.5',
      }),
    ]);
    const found = (await alerts(orgId)).map(({ kind, title }) => `${kind}: ${title}`).toSorted();
    expect(found).toEqual([
      'first_seen: dana signed in from a new country: Brazil',
      expect.stringMatching(
        /^impossible_travel: dana signed in from Berlin, Germany and São Paulo, Brazil, 10,2\d\d km apart, within 60 minutes$/,
      ),
    ]);
  });

  test('what came over a relay is no place to be, nor where somebody was before', async () => {
    const { orgId } = await organisation();
    const berlin = { outcome: 'success', country: 'DE', city: 'Berlin', latitude: 52.52, longitude: 13.405 } as const;
    const brazil = { ...berlin, country: 'BR', city: 'São Paulo', latitude: -23.55, longitude: -46.63 };
    const over = (asn: number, owner: string) => ({ network: { asn, owner, kind: null } });
    // the number alone says what it is
    await ingest(orgId, [login(0, { ...berlin, device: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0' })]);
    await ingest(orgId, [login(30, { ...brazil, ...over(36183, 'Akamai') })]);
    await ingest(orgId, [login(60, berlin)]);
    expect(await alerts(orgId)).toEqual([]);
    await ingest(orgId, [login(90, { ...brazil, ...over(16509, 'Amazon'), device: 'curl/8.1', mfa: false })]);
    const [alert] = await alerts(orgId);
    expect(alert!.facts.slice(1, 3)).toEqual([
      { label: 'Before', value: 'Berlin, Germany, 198.51.100.7, 2026-03-02 10:00 UTC' },
      {
        label: 'Then',
        value: 'São Paulo, Brazil, 198.51.100.7, from a data centre (AS16509 Amazon), 2026-03-02 10:30 UTC, curl/8.1',
      },
    ]);
    const found = await withOrg(opened.db, orgId, (tx) => searchEvents(tx, {}, { limit: 4 }));
    expect(found.map(({ network, mfa, device }) => [network?.kind ?? null, mfa, device?.slice(0, 7) ?? null])).toEqual([
      ['hosting', false, 'curl/8.'],
      [null, null, null],
      ['relay', null, null],
      [null, null, 'Mozilla'],
    ]);
  });

  test('travel is the same however many logins come at a time, at one moment, or without a place', {
    timeout: 120_000,
  }, async () => {
    const berlin = { country: 'DE', city: 'Berlin', latitude: 52.52, longitude: 13.405 };
    const saoPaulo = { country: 'BR', city: 'São Paulo', latitude: -23.55, longitude: -46.63 };
    const seen = async (rules: NewRule[], batches: NewLoginEvent[][]) => {
      const { orgId } = await organisation(rules);
      for (const batch of batches) await ingest(orgId, batch);
      return (await alerts(orgId)).map((a) => `${a.fingerprint} ${a.count} ${a.firstSeen.toISOString()}`);
    };
    const one = fc.record({
      minute: fc.integer({ min: 0, max: 5 }),
      place: fc.constantFrom(berlin, saoPaulo, {}),
      address: fc.constantFrom('198.51.100.1', '192.0.2.9'),
    });
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        // no more than the rule looks back at
        fc.array(one, { minLength: 5, maxLength: 9 }),
        fc.constantFrom([], ['192.0.2.0/24']),
        fc.integer({ min: 1, max: 4 }),
        async (logins, trusted, size) => {
          const events = logins
            .toSorted((a, b) => a.minute - b.minute)
            .map(({ minute, place, address }) => login(minute, { outcome: 'success', address, ...place }));
          const rules: NewRule[] = [{ kind: 'impossible_travel', params: { trusted }, cooldownSeconds: 60 }];
          const batches = Array.from({ length: Math.ceil(events.length / size) }, (_, i) =>
            events.slice(i * size, (i + 1) * size),
          );
          const expected = await seen(rules, [events]);
          found += expected.length;
          expect(await seen(rules, batches)).toEqual(expected);
        },
      ),
      { numRuns: RUNS },
    );
    expect(found).toBeGreaterThan(RUNS / 10);
  });

  test('hours are those of the organisation', async () => {
    const rule: NewRule = { kind: 'time_window', params: { from: '08:00', to: '18:00' } };
    const utc = await organisation([rule]);
    const auckland = await organisation([rule], 'Pacific/Auckland');
    for (const { orgId } of [utc, auckland]) await ingest(orgId, [login(0, { outcome: 'success' })]);
    expect(await alerts(utc.orgId)).toEqual([]);
    expect(await alerts(auckland.orgId)).toMatchObject([{ title: 'dana signed in on Monday at 22:00' }]);
  });

  test('a retired rule is quiet', async () => {
    const { orgId, admin } = await organisation([{ kind: 'failed_logins', params: { threshold: 1 } }]);
    await withOrg(opened.db, orgId, (tx) =>
      updateRule({ tx, principal: admin, now, auditKey: auditKey('s') }, 1, { state: 'retired' }),
    );
    await ingest(orgId, [login(0), login(1), login(2)]);
    expect(await alerts(orgId)).toEqual([]);
  });

  test('a thousand accounts tried from one address at once are one alert', async () => {
    const { orgId } = await organisation();
    await ingest(
      orgId,
      Array.from({ length: 1000 }, (_, i) => login(i / 100, { account: `name-${i}` })),
    );
    expect(await alerts(orgId)).toMatchObject([{ count: 1000, address: '198.51.100.7' }]);
  });

  test('refuses more than a thousand', async () => {
    const { orgId } = await organisation();
    const many = Array.from({ length: 1001 }, (_, i) => login(i));
    await expect(ingest(orgId, many)).rejects.toMatchObject({ code: 'too_large' });
  });

  test('batches at the same time neither lose nor double', async () => {
    const { orgId } = await organisation([{ kind: 'failed_logins' }]);
    const events = Array.from({ length: 200 }, (_, i) => login(i / 20));
    const batches = Array.from({ length: 10 }, (_, i) => events.slice(i * 20, i * 20 + 25));
    const done = await Promise.all(batches.map((batch) => ingest(orgId, batch)));
    expect(done.reduce((sum, one) => sum + one.accepted, 0)).toBe(200);
    expect(await alerts(orgId)).toMatchObject([{ count: 200 }]);
  });

  test('a crowd of stored events between new ones hides none of them', async () => {
    const { orgId } = await organisation([
      { kind: 'failed_logins', params: { by: 'account', threshold: 3, window_minutes: 1 } },
    ]);
    // At most three a minute: quiet, but far more between the new ones than one query reads of a stretch.
    await ingest(
      orgId,
      Array.from({ length: 900 }, (_, i) => login(i, { account: 'busy' })),
    );
    await ingest(
      orgId,
      Array.from({ length: 900 }, (_, i) => login(i + 0.25, { account: 'busy' })),
    );
    expect(await alerts(orgId)).toEqual([]);
    await ingest(orgId, [
      login(0.1, { account: 'busy' }),
      login(500.1, { account: 'busy' }),
      login(500.2, { account: 'busy' }),
      login(899.3, { account: 'busy' }),
    ]);
    // 499.25 to 501, and 0 to 1; around 899.3 there are three.
    expect((await alerts(orgId)).map(({ count }) => count)).toEqual([6, 4]);
  });

  // Holds for rules that count: whatever is true of a set of events is found when its last one arrives. It cannot hold for
  // first_seen (what was known when it happened) and impossible_travel (an event between two changes who came before whom).
  test('order of arrival and size of batches change nothing', { timeout: 120_000 }, async () => {
    const rules: NewRule[] = [
      { kind: 'failed_logins', params: { threshold: 2, window_minutes: 4 }, cooldownSeconds: 600 },
      {
        kind: 'failed_logins',
        params: { by: 'account', threshold: 3, window_minutes: 6, min_addresses: 2 },
        cooldownSeconds: 600,
      },
      { kind: 'password_spray', params: { min_accounts: 2, window_minutes: 8 }, cooldownSeconds: 600 },
      { kind: 'success_after_failures', params: { min_failures: 2, window_minutes: 5 }, cooldownSeconds: 600 },
    ];
    const seen = async (batches: NewLoginEvent[][]) => {
      const { orgId } = await organisation(rules);
      for (const batch of batches) await ingest(orgId, batch);
      return (await alerts(orgId))
        .filter((alert) => !alert.fingerprint.startsWith('part_of:'))
        .map((a) => `${a.fingerprint} ${a.count} ${a.firstSeen.toISOString()} ${a.lastSeen.toISOString()}`)
        .toSorted();
    };
    const one = fc.record({
      minute: fc.integer({ min: 0, max: 60 }),
      account: fc.constantFrom('ann', 'bob', 'cem'),
      address: fc.constantFrom('198.51.100.1', '198.51.100.2', null),
      outcome: fc.constantFrom('failure' as const, 'failure' as const, 'failure' as const, 'success' as const),
    });
    const story = fc
      .array(one, { minLength: 12, maxLength: 40 })
      .chain((logins) =>
        fc.tuple(
          fc.constant(logins),
          fc.shuffledSubarray(logins, { minLength: logins.length }),
          fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 40, maxLength: 40 }),
        ),
      );
    let found = 0;
    await fc.assert(
      fc.asyncProperty(story, async ([logins, shuffled, sizes]) => {
        const events = new Map(logins.map((given) => [given, login(given.minute, given)]));
        const inOrder = [...events.values()].toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
        const other = shuffled.map((given) => events.get(given)!);
        const batches: NewLoginEvent[][] = [];
        for (const size of sizes) batches.push(other.splice(0, size));
        const expected = await seen([inOrder]);
        found += expected.length;
        expect(await seen(batches)).toEqual(expected);
      }),
      { numRuns: RUNS },
    );
    expect(found).toBeGreaterThan(RUNS);
  });
});
