import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findEvent } from '../../src/db/events.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import { parseReference } from '../../src/domain/reference.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { parseLoginEvent, toWire } from '../../src/pipeline/login-event-schema.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { sharedFile } from '../support/shared-data.ts';

const now = new Date('2026-03-02T12:00:00Z');
const good = { event_id: 'a', occurred_at: '2026-03-02T11:00:00+01:00', outcome: 'failure', account: 'dana' };
const parse = (given: object) => parseLoginEvent({ ...good, ...given }, { now });

test('fills what is absent, and writes a sentence to search in', () => {
  expect(parse({ address: '::ffff:192.0.2.1', country: 'de', city: '', method: 'sso' })).toEqual({
    ok: true,
    event: {
      eventId: 'a',
      occurredAt: new Date('2026-03-02T10:00:00Z'),
      outcome: 'failure',
      account: 'dana',
      address: '192.0.2.1',
      country: 'DE',
      city: null,
      latitude: null,
      longitude: null,
      network: null,
      device: null,
      method: 'sso',
      mfa: null,
      reason: null,
      text: 'dana failed to sign in from 192.0.2.1 (DE) with sso to api',
      source: 'api',
    },
  });
});

test.each([
  [{ event_id: '' }, /^event_id must not be empty/],
  [{ event_id: 'x'.repeat(201) }, /^event_id/],
  [{ occurred_at: 'yesterday' }, /^occurred_at must be a time with its zone/],
  [{ occurred_at: '2026-03-02T11:00:00' }, /^occurred_at/],
  [{ occurred_at: 1_700_000_000 }, /^occurred_at/],
  [{ occurred_at: '2026-03-03T12:00:01Z' }, /more than a day in the future/],
  [{ occurred_at: '1969-12-31T23:59:59Z' }, /before 1970/],
  [{ occurred_at: '2026-02-30T10:00:00Z' }, /^occurred_at/],
  [{ outcome: 'maybe' }, /^outcome/],
  [{ account: ' ' }, /^account must not be empty/],
  [{ account: 'x'.repeat(321) }, /^account/],
  [{ account: null }, /^account/],
  [{ address: '300.1.1.1' }, /^address must be an IPv4 or IPv6 address/],
  [{ address: 'fe80::1%eth0' }, /^address/],
  [{ country: 'Germany' }, /^country/],
  [{ asn: 'Telekom' }, /^asn must be a number like 3320/],
  [{ asn: 4_294_967_296 }, /^asn must be a number like 3320/],
  [{ asn: -1 }, /^asn/],
  [{ asn: 1.5 }, /^asn/],
  [{ network_kind: 'home' }, /^network_kind/],
  [{ mfa: 'yes' }, /^mfa/],
  [{ latitude: 12 }, /^latitude must come together with longitude/],
  [{ latitude: 91, longitude: 0 }, /^latitude/],
  [{ colour: 'red' }, /colour/],
])('refuses %j in words', (given, reason) => {
  expect(parse(given)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
});

test.each([null, 7, 'x', [], true])('refuses %j, which is no event', (value) => {
  expect(parseLoginEvent(value, { now })).toMatchObject({ ok: false });
});

test('anything that is accepted reads back from what an importer sends', () => {
  const text = fc.option(fc.string({ unit: 'binary', maxLength: 60 }), { nil: undefined });
  const event = fc.record({
    account: fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    city: text,
    device: text,
    reason: text,
    text,
  });
  fc.assert(
    fc.property(event, (given) => {
      const parsed = parse(given);
      if (parsed.ok) expect(parseLoginEvent(toWire(parsed.event), { now })).toEqual(parsed);
    }),
  );
});

const blns = sharedFile('data/blns/blns.json');

describe.skipIf(!blns).each(databases)('hostile strings on $name', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());

  test('are stored and come back, in every text field, or are refused clearly', async () => {
    const strings = JSON.parse(readFileSync(blns!, 'utf8')) as string[];
    strings.push('a\0b', '\ud800 half a pair', 'half \udc00', 'x'.repeat(3000), '\u202e', '\n');
    const { orgId } = await newOrganisation(opened.db);
    const accepted: NewLoginEvent[] = [];
    const refused: string[] = [];
    for (const [i, text] of strings.entries()) {
      const fields = ['event_id', 'account', 'city', 'device', 'method', 'reason', 'text', 'source'] as const;
      for (const field of fields) {
        const parsed = parse({ event_id: `${i} ${field}`, [field]: text });
        if (parsed.ok) accepted.push(parsed.event);
        else refused.push(parsed.reason);
      }
      for (const field of ['address', 'country', 'outcome', 'occurred_at']) {
        const parsed = parse({ event_id: `${i} ${field}`, [field]: text });
        if (!parsed.ok) expect(parsed.reason.length).toBeLessThan(600);
      }
    }
    expect(refused.filter((reason) => !/must not be empty|must be at most/.test(reason))).toEqual([]);
    const unique = [...new Map(accepted.map((event) => [event.eventId, event])).values()];
    expect(unique.length).toBeGreaterThan(strings.length * 5);
    for (let i = 0; i < unique.length; i += 500) {
      const batch = unique.slice(i, i + 500);
      const { results } = await ingestLogins({ db: opened.db, now: () => now }, orgId, batch);
      await withOrg(opened.db, orgId, async (tx) => {
        for (const [at, event] of batch.entries()) {
          const result = results[at]!;
          if (result.status !== 'accepted') throw new Error(`${event.eventId} was ${result.status}`);
          const stored = await findEvent(tx, parseReference(result.ref)!.number);
          expect(stored).toMatchObject({ ...event });
        }
      });
    }
  }, 120_000);
});
