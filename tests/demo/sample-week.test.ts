import { afterEach, describe, expect, test } from 'vitest';
import { listAlerts } from '../../src/db/alerts.ts';
import { listEvidence } from '../../src/db/evidence.ts';
import { listMemberAccounts } from '../../src/db/member-accounts.ts';
import { withOrg } from '../../src/db/scope.ts';
import { fillSample, nextSampleEvents, sampleBegin, sampleMembers } from '../../src/demo/sample-week.ts';
import { auditKey, listAudit, verifyAudit } from '../../src/pipeline/audit.ts';
import { listIncidents, timeline } from '../../src/pipeline/incidents.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { createOrganisation } from '../../src/pipeline/members.ts';
import { databases, type TestDatabase } from '../support/database.ts';

const KEY = auditKey('a secret for tests');
const DAY_MS = 86_400_000;

describe.each(databases)('the sample week on $name', ({ name, open }) => {
  let opened: TestDatabase | null = null;
  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  async function filled(now: Date, timeZone: string) {
    opened = await open();
    const { db } = opened;
    const { orgId } = await createOrganisation(db, {
      name: 'Northwind Clinic',
      timeZone,
      sample: true,
      auditKey: KEY,
      now: sampleBegin(now),
      place: { platform: 'cli', audience: 'private' },
    });
    const services = { db, now: () => now, auditKey: KEY };
    const started = performance.now();
    const result = await fillSample(services, orgId);
    const ms = Math.round(performance.now() - started);
    console.info(`filled the ${name} database in ${ms} ms: ${JSON.stringify(result)}`);
    return { db, orgId, services, result };
  }

  // a Saturday morning, a Monday night, and the day after clocks changed
  test.each([
    ['2026-11-21T08:00:00Z', 'Europe/Berlin'],
    ['2026-11-23T23:30:00Z', 'America/New_York'],
    ['2026-03-30T12:00:00Z', 'Europe/Berlin'],
  ])(
    'at %s in %s',
    async (at, timeZone) => {
      const now = new Date(at);
      const { db, orgId, services, result } = await filled(now, timeZone);
      expect(result.events).toBeGreaterThan(1000);
      const read = <T>(look: Parameters<typeof withOrg<T>>[2]) => withOrg(db, orgId, look);

      const alerts = await read((tx) => listAlerts(tx, { limit: 500 }));
      expect(result.alerts).toBe(alerts.length);
      for (let back = 0; back < 6; back++) {
        const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
        const date = day.format(new Date(now.getTime() - DAY_MS - back * DAY_MS));
        const grave = alerts.filter(
          (alert) =>
            day.format(alert.lastSeen) === date && (alert.severity === 'high' || alert.severity === 'critical'),
        );
        expect(grave.length, `high or critical on ${date}`).toBeGreaterThan(0);
        // one story is one to four alerts, not one for every event
        expect(alerts.filter((alert) => day.format(alert.lastSeen) === date).length, date).toBeLessThanOrEqual(12);
      }
      // an alert is known when it happens, not when the sample was made
      for (const alert of alerts) expect(alert.raisedAt.getTime() - alert.lastSeen.getTime()).toBeLessThanOrEqual(0);
      expect(new Set(alerts.map((alert) => alert.status)).size).toBeGreaterThanOrEqual(3);
      expect(alerts.some((alert) => alert.status === 'open')).toBe(true);

      const incidents = await read((tx) => listIncidents(tx, { limit: 10 }));
      expect(incidents.map((incident) => [incident.number, incident.status, incident.assigneeName])).toEqual([
        [2, 'investigating', 'Maria Lindqvist'],
        [1, 'closed', 'Maria Lindqvist'],
      ]);
      for (const incident of incidents) {
        expect((await read((tx) => timeline(tx, incident.id))).length).toBeGreaterThanOrEqual(4);
        expect(incident.openedAt.getTime()).toBeLessThan(now.getTime());
        expect(await read((tx) => listEvidence(tx, incident.id))).toEqual([]);
      }
      const roles = await read((tx) => tx.selectFrom('member').select('role').execute());
      expect(roles.map((row) => row.role).sort()).toEqual(sampleMembers.map((member) => member.role).sort());
      // “was this you?” can be tried: each of them has an account of the clinic, and alerts are about some of these
      const owned = (await read((tx) => listMemberAccounts(tx))).map(({ account }) => account);
      expect(owned).toHaveLength(sampleMembers.length);
      expect(alerts.some(({ account }) => account !== null && owned.includes(account))).toBe(true);
      expect(await read((tx) => verifyAudit(tx, KEY))).toMatchObject({ ok: true });

      const times = (await read((tx) => listAudit(tx, { limit: 500 }))).items.map((entry) => entry.at.getTime());
      expect(times.length).toBeGreaterThan(20);
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(times[0]).toBeLessThanOrEqual(now.getTime());

      // filled again: nothing new; an hour later: that hour
      expect(await fillSample(services, orgId)).toEqual({ events: 0, alerts: 0, incidents: 0 });
      const later = new Date(now.getTime() + 3_600_000);
      const hour = nextSampleEvents(now, later, { timeZone });
      expect((await fillSample({ ...services, now: () => later }, orgId)).events).toBe(hour.length);
      expect((await ingestLogins({ ...services, now: () => later }, orgId, hour)).accepted).toBe(0);
      expect(await read((tx) => listIncidents(tx, { limit: 10 }))).toHaveLength(2);
    },
    60_000,
  );
});
