import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertEvents, listAlerts } from '../../../src/db/alerts.ts';
import { withOrg } from '../../../src/db/scope.ts';
import type { NewLoginEvent } from '../../../src/domain/event.ts';
import type { OrgId } from '../../../src/domain/id.ts';
import { importLines } from '../../../src/pipeline/import/index.ts';
import { sshd } from '../../../src/pipeline/import/sshd.ts';
import { ingestLogins } from '../../../src/pipeline/ingest-logins.ts';
import { seedRules } from '../../../src/pipeline/rules.ts';
import { databases, newOrganisation, type TestDatabase } from '../../support/database.ts';
import { sharedFile } from '../../support/shared-data.ts';

const openssh = sharedFile('data/loghub-auth/OpenSSH_2k.log');
const linux = sharedFile('data/loghub-auth/Linux_2k.log');
const now = new Date('2026-03-01T00:00:00Z');

const gather = async (path: string, year: number) => {
  const events: NewLoginEvent[] = [];
  const report = await importLines({
    stream: createReadStream(path),
    format: sshd,
    options: { year },
    now,
    send: async (batch) => {
      events.push(...batch);
      return { accepted: batch.length, duplicates: 0 };
    },
  });
  return { report, events };
};

describe.skipIf(!openssh)('OpenSSH_2k.log', () => {
  test('every try is one event, and nothing else is', async () => {
    const { report, events } = await gather(openssh!, 2015);
    const lines = (await readFile(openssh!, 'utf8')).split(/\r?\n/);
    // Counted with grep: 518 failed passwords, 4 failed `none`, 2 lines that repeat one five times, one success.
    const single = lines.filter((line) => /\]: (Failed|Accepted) \S+ for /.test(line)).length;
    expect(single).toBe(518 + 4 + 1);
    expect(report).toEqual({
      lines: 2000,
      events: single + 10,
      accepted: single + 10,
      duplicates: 0,
      notLogins: 2000 - single - 2,
      unreadable: { count: 0, first: [] },
    });
    expect(new Set(events.map((event) => event.eventId)).size).toBe(533);
    expect(events.filter((event) => event.address === '183.62.140.253')).toHaveLength(286);
    expect(events.filter((event) => event.outcome === 'success')).toMatchObject([
      { account: 'fztu', address: '119.137.62.142', occurredAt: new Date('2015-12-10T09:32:20Z') },
    ]);
    expect(events.filter((event) => event.address === '5.36.59.76')).toHaveLength(6);
  });

  describe.each(databases)('on $name', (kind) => {
    let opened: TestDatabase;
    let orgId: OrgId;
    beforeAll(async () => {
      opened = await kind.open();
      ({ orgId } = await newOrganisation(opened.db));
      await withOrg(opened.db, orgId, (tx) => seedRules(tx, 'test', now));
    });
    afterAll(() => opened.close());

    const run = () =>
      importLines({
        stream: createReadStream(openssh!),
        format: sshd,
        options: { year: 2015 },
        now,
        send: (events) => ingestLogins({ db: opened.db, now: () => now }, orgId, events),
      });

    test('each attack is one alert, and a second import adds nothing', async () => {
      expect(await run()).toMatchObject({ lines: 2000, accepted: 533, duplicates: 0 });
      const alerts = await withOrg(opened.db, orgId, (tx) => listAlerts(tx, { limit: 100 }));
      // Each checked by hand: an address with more than five failures in ten minutes, until it pauses for over an hour.
      // 60.2.12.12 (5 failures) and 52.80.34.196 (5 in three hours) stay below.
      const attacks = alerts.map((alert) => `${alert.address} ${alert.count} ${alert.severity}`).reverse();
      expect(attacks.toSorted()).toEqual(
        [
          '5.36.59.76 6 medium',
          '112.95.230.3 26 medium',
          '123.235.32.19 7 medium',
          '5.188.10.180 20 medium',
          '106.5.5.195 6 medium',
          '185.190.58.151 18 medium',
          '103.99.0.122 30 high',
          '187.141.143.180 80 high',
          '119.4.203.64 6 medium',
          '183.62.140.253 286 high',
          '103.99.0.122 16 high',
        ].toSorted(),
      );
      expect(alerts.find((alert) => alert.count === 286)).toMatchObject({
        title: '286 failed sign-ins to 10 accounts from 183.62.140.253 within 10 minutes',
        firstSeen: new Date('2015-12-10T10:54:29Z'),
        lastSeen: new Date('2015-12-10T11:04:43Z'),
        status: 'open',
      });
      expect(await run()).toMatchObject({ lines: 2000, accepted: 0, duplicates: 533 });
      expect(await withOrg(opened.db, orgId, (tx) => listAlerts(tx, { limit: 100 }))).toEqual(alerts);
      const events = await withOrg(opened.db, orgId, (tx) => alertEvents(tx, alerts[0]!.id, 1000));
      expect(events).toHaveLength(alerts[0]!.count);
    });
  });
});

describe.skipIf(!linux)('Linux_2k.log', () => {
  test('pam is the only witness there', async () => {
    const { report, events } = await gather(linux!, 2005);
    const lines = (await readFile(linux!, 'utf8')).split(/\r?\n/);
    const failures = lines.filter((line) => /sshd\(pam_unix\)\[\d+\]: authentication failure/.test(line)).length;
    const sessions = lines.filter((line) => /sshd\(pam_unix\)\[\d+\]: session opened/.test(line)).length;
    expect([failures, sessions]).toEqual([489, 36]);
    expect(report).toMatchObject({ lines: 2000, events: failures + sessions, unreadable: { count: 0 } });
    expect(events.filter((event) => event.outcome === 'success').every((event) => event.account === 'test')).toBe(true);
  });
});
