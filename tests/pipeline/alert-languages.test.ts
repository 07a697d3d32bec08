import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAlert } from '../../src/db/alerts.ts';
import { findIncident } from '../../src/db/incidents.ts';
import { joinableIncidents } from '../../src/db/joinable-incidents.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import type { Language } from '../../src/domain/language.ts';
import { cardText } from '../../src/messages/card-text.ts';
import { alertCard } from '../../src/messages/views/alert-card.ts';
import { joinableText } from '../../src/messages/views/attach-form.ts';
import { incidentCard } from '../../src/messages/views/incident-card.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { updateIncident } from '../../src/pipeline/incidents.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { seedRules } from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const KEY = auditKey('a secret for tests');
const NOW = new Date('2026-11-20T12:00:00Z');

const failure = (n: number): NewLoginEvent => ({
  eventId: `f${n}`,
  occurredAt: new Date(NOW.getTime() - n * 30_000),
  outcome: 'failure',
  account: `user${n}`,
  address: '203.0.113.9',
  country: 'PE',
  city: null,
  latitude: null,
  longitude: null,
  device: null,
  method: null,
  reason: null,
  source: 'test',
  text: 'Failed password',
});

describe.each(databases)('alerts in the language of whoever reads, on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  beforeAll(async () => {
    opened = await open();
    org = await newOrganisation(opened.db);
    await withOrg(opened.db, org.orgId, (tx) => seedRules(tx, 'test', NOW));
  });
  afterAll(() => opened?.close());
  const card = async (number: number, language: 'en' | 'de' | 'fr' | 'es') => {
    const alert = await withOrg(opened.db, org.orgId, (tx) => findAlert(tx, number));
    return cardText(alertCard(alert!, { can: () => true, timeZone: 'UTC', language }), 'UTC');
  };
  const ingest = (from: number, to: number) =>
    ingestLogins(
      { db: opened.db, now: () => NOW },
      org.orgId,
      Array.from({ length: to - from }, (_, i) => failure(from + i)),
    );

  test('what a rule noticed is told in four languages, also when it has grown', async () => {
    await ingest(0, 7);
    await ingest(7, 9);
    expect(await card(1, 'en')).toContain('9 failed sign-ins to 9 accounts from 203.0.113.9 within 4 minutes');
    const german = await card(1, 'de');
    expect(german).toContain('9 fehlgeschlagene Anmeldungen bei 9 Konten von 203.0.113.9 innerhalb von 4 Minuten');
    expect(german).toContain('Versuchte Konten: user0 (1)');
    expect(german).toContain('4 weitere');
    expect(german).not.toMatch(/failed|within|more\b/);
    expect(await card(1, 'fr')).toContain('9 connexions échouées à 9 comptes depuis 203.0.113.9 en 4 minutes');
    expect(await card(1, 'es')).toContain('9 inicios de sesión fallidos en 9 cuentas desde 203.0.113.9 en 4 minutos');
    const alert = await withOrg(opened.db, org.orgId, (tx) => findAlert(tx, 1));
    for (const fact of alert!.facts) expect(Object.keys(fact)).toEqual(['label', 'value']);
  });

  test('an incident that nobody named is called in the reader’s language, until somebody gives it a title; undone, it is again', async () => {
    const admin = await org.member('admin');
    const as = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
      withOrg(opened.db, org.orgId, (tx) => change({ tx, principal: admin, now: NOW, auditKey: KEY }));
    const heading = async (language: Language) => {
      const incident = await withOrg(opened.db, org.orgId, (tx) => findIncident(tx, 1));
      return incidentCard(incident!, { can: () => true, timeZone: 'UTC', language }).parts[0];
    };
    await as((work) => performAction(work, { id: 'alert.open_incident', value: 'ALR-1' }));
    expect(await heading('en')).toMatchObject({
      text: 'INC-1 9 failed sign-ins to 9 accounts from 203.0.113.9 within 4 minutes',
    });
    expect(await heading('de')).toMatchObject({
      text: 'INC-1 9 fehlgeschlagene Anmeldungen bei 9 Konten von 203.0.113.9 innerhalb von 4 Minuten',
    });
    const joinable = await withOrg(opened.db, org.orgId, (tx) =>
      joinableIncidents(tx, { account: null, address: '203.0.113.9', cameraId: null, personId: null }, 5),
    );
    expect(joinableText(joinable[0]!, 'fr')).toContain('9 connexions échouées');
    await as((work) => updateIncident(work, 1, { title: 'Ward under attack' }));
    expect(await heading('de')).toMatchObject({ text: 'INC-1 Ward under attack' });
    await as((work) => performAction(work, { id: 'incident.undo', value: 'INC-1' }));
    expect(await heading('es')).toMatchObject({
      text: 'INC-1 9 inicios de sesión fallidos en 9 cuentas desde 203.0.113.9 en 4 minutos',
    });
  });

  test('an alert from before keeps its words', async () => {
    const number = await raiseTestAlert(opened.db, org.orgId, { title: '40 failed logins for root' });
    expect(await card(number, 'de')).toContain('40 failed logins for root');
  });
});
