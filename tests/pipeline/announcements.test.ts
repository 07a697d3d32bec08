import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAlerts } from '../../src/db/alerts.ts';
import { type OrgDb, withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { openIncident, updateIncident } from '../../src/pipeline/incidents.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { seedRules } from '../../src/pipeline/rules.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

const now = new Date('2026-03-02T12:00:00Z');

describe.each(databases)('announcements on $name', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());

  test('an alert and its incident are told as they stand, in the organisation’s zone, to their own organisation', async () => {
    const { orgId, admin } = await newOrganisation(opened.db, { timeZone: 'Asia/Kolkata' });
    await withOrg(opened.db, orgId, (tx) => seedRules(tx, 'test', now));
    const attack = Array.from({ length: 30 }, (_, i) => ({
      eventId: `e${i}`,
      occurredAt: new Date(now.getTime() - 600_000 + i * 1000),
      outcome: 'failure' as const,
      account: 'root',
      address: '203.0.113.9',
      country: null,
      city: null,
      latitude: null,
      longitude: null,
      device: null,
      method: 'password',
      reason: null,
      text: 'Failed password for root from 203.0.113.9',
      source: 'sshd',
    }));
    await ingestLogins({ db: opened.db, now: () => now }, orgId, attack);
    const compose = (subject: string, kind: 'alert_changed' | 'incident_changed', org = orgId) =>
      withOrg(opened.db, org, (tx) => composeAnnouncement(tx, { kind, subject }, (ref) => `https://desk.test/${ref}`));

    const alert = await withOrg(opened.db, orgId, async (tx) => (await listAlerts(tx, { limit: 1 }))[0]!);
    const ref = `ALR-${alert.number}`;
    const told = await compose(alert.id, 'alert_changed');
    expect(told).toMatchObject({ orgId, severity: alert.severity, card: { key: ref } });
    expect(told!.text).toContain(alert.title);
    // 11:50 UTC
    expect(told!.text).toContain('17:20');
    expect(JSON.stringify(told!.card)).toContain(`https://desk.test/${ref}`);
    expect(JSON.stringify(told!.card)).toContain('Failed password for root');

    const incident = await withOrg(opened.db, orgId, (tx) =>
      openIncident(
        { tx, principal: admin, now, auditKey: auditKey('s') },
        { title: 'Break-in at the door', severity: 'critical', alertNumbers: [alert.number] },
      ),
    );
    const opening = await compose(incident.id, 'incident_changed');
    expect(opening).toMatchObject({ severity: 'critical', card: { key: `INC-${incident.number}` } });
    expect(opening!.text).toContain(ref);
    expect((await compose(alert.id, 'alert_changed'))!.text).toContain(`INC-${incident.number}`);
    // whoever hears of the incident need not hear of its alerts one by one, unless one is worse than the incident is said to be
    expect(told!.covered).toBe(false);
    expect((await compose(alert.id, 'alert_changed'))!.covered).toBe(true);
    const work = <T>(change: (tx: OrgDb) => Promise<T>) => withOrg(opened.db, orgId, change);
    const change = (changes: object) =>
      work((tx) =>
        updateIncident({ tx, principal: admin, now, auditKey: auditKey('s') }, incident.number, changes as never),
      );
    await change({ severity: 'low' });
    expect((await compose(alert.id, 'alert_changed'))!.covered).toBe(false);
    await change({ severity: 'critical' });
    await change({ status: 'closed', resolution: 'the cleaning crew' });
    expect((await compose(alert.id, 'alert_changed'))!.covered).toBe(false);

    const { orgId: elsewhere } = await newOrganisation(opened.db);
    expect(await compose(alert.id, 'alert_changed', elsewhere)).toBeNull();
    expect(await compose(incident.id, 'incident_changed', elsewhere)).toBeNull();
    expect(await compose(newId(), 'alert_changed')).toBeNull();
  });
});
