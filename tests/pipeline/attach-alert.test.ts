import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findAlert, listAlerts } from '../../src/db/alerts.ts';
import { findIncident, timeline } from '../../src/db/incidents.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { auditKey, listAudit } from '../../src/pipeline/audit.ts';
import { currentAlertCard } from '../../src/pipeline/current-card.ts';
import { formAgain, formOf } from '../../src/pipeline/forms.ts';
import { openIncident, updateIncident } from '../../src/pipeline/incidents.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { seedRules } from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { actionsOf } from '../support/cards.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const KEY = auditKey('a secret for tests');

describe.each(databases)('adding an alert to an incident on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let maria: Principal;
  let now: Date;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db);
    maria = { ...(await org.member('officer', { name: 'Maria Lindqvist' })) };
    now = new Date('2026-11-20T12:00:00Z');
    await withOrg(opened.db, org.orgId, (tx) => seedRules(tx, 'test', now));
    await attack('root', '203.0.113.9');
    await attack('backup', '198.51.100.7');
  });

  const by = <T>(change: (work: Work) => Promise<T>, principal = maria): Promise<T> =>
    withOrg(opened.db, principal.orgId, (tx) => change({ tx, principal, now, auditKey: KEY }));
  async function attack(account: string, address: string): Promise<void> {
    const batch = Array.from({ length: 12 }, (_, i) => ({
      eventId: `${account} ${address} ${i}`,
      occurredAt: new Date(now.getTime() - 60_000 + i * 10),
      outcome: 'failure' as const,
      account,
      address,
      country: null,
      city: null,
      latitude: null,
      longitude: null,
      device: null,
      method: 'password',
      reason: null,
      text: `Failed password for ${account} from ${address}`,
      source: 'sshd',
    }));
    await ingestLogins({ db: opened.db, now: () => now }, org.orgId, batch);
  }
  const numbers = () => by(async ({ tx }) => (await listAlerts(tx, { limit: 10 })).map(({ number }) => number));
  const choices = async (number: number) => {
    const form = await by((work) => formOf(work, { id: 'alert.attach', value: `ALR-${number}` }, 'en'));
    const field = form.parts.find((part) => part.kind === 'field');
    return field?.kind === 'field' ? { options: field.options ?? [], value: field.value } : null;
  };

  test('those about the same come first, then those changed last; what is over is not among them', async () => {
    const [second, first] = await numbers();
    const one = (at: number, title: string, alertNumbers: number[] = []) =>
      by((work) => openIncident({ ...work, now: new Date(now.getTime() + at) }, { title, alertNumbers }));
    await one(0, 'Root is attacked', [first!]);
    await one(1000, 'A lost laptop');
    await one(2000, 'An odd mail');
    await one(3000, 'Over and done');
    await by((work) => updateIncident(work, 4, { status: 'closed' }));
    await attack('root', '192.0.2.44');
    const [third] = await numbers();
    const { options, value } = (await choices(third!))!;
    expect(options.map((option) => option.label)).toEqual([
      'INC-1 Root is attacked (same account)',
      'INC-3 An odd mail',
      'INC-2 A lost laptop',
    ]);
    expect(value).toBe('INC-1');
    expect((await choices(second!))!.value).toBeUndefined();
  });

  test('it is added, the timeline says so, and it is taken off again', async () => {
    const [number] = await numbers();
    await by((work) => openIncident(work, { title: 'Root is attacked' }));
    const sent = { id: 'alert.attach_to', value: `ALR-${number}`, fields: { incident: 'INC-1' } };
    const added = await by((work) => performAction(work, sent));
    expect(added).toMatchObject({ text: `ALR-${number} is added to INC-1.`, done: true });
    expect(await by((work) => performAction(work, sent))).toMatchObject({
      text: `ALR-${number} belongs to INC-1 already.`,
      done: false,
    });
    const card = await by((work) => currentAlertCard(work, number!));
    const off = actionsOf(card).find(({ id }) => id === 'alert.detach')!;
    expect(off).toMatchObject({ label: 'Take it off INC-1', value: `ALR-${number}#INC-1` });
    expect(await by((work) => performAction(work, off))).toMatchObject({
      text: `ALR-${number} is taken off INC-1.`,
      done: true,
    });
    expect(await by((work) => performAction(work, off))).toMatchObject({
      text: `ALR-${number} is not part of INC-1 any more; it belongs to none.`,
      done: false,
    });
    const alert = await by(({ tx }) => findAlert(tx, number!));
    expect(alert!.incidentId).toBeNull();
    const { id } = (await by(({ tx }) => findIncident(tx, 1)))!;
    expect((await by(({ tx }) => timeline(tx, id))).map(({ text }) => text)).toEqual([
      'Opened',
      `Linked ALR-${number}`,
      `Unlinked ALR-${number}`,
    ]);
    const { items } = await by(({ tx }) => listAudit(tx, { limit: 10 }));
    expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(['incident.link', 'incident.unlink']));
  });

  test('a stale button takes it off no other incident', async () => {
    const [number] = await numbers();
    for (const title of ['One', 'Two']) await by((work) => openIncident(work, { title }));
    await by((work) =>
      performAction(work, { id: 'alert.attach_to', value: `ALR-${number}`, fields: { incident: 'INC-2' } }),
    );
    const stale = await by((work) => performAction(work, { id: 'alert.detach', value: `ALR-${number}#INC-1` }));
    expect(stale).toMatchObject({
      text: `ALR-${number} is not part of INC-1 any more; it belongs to INC-2.`,
      done: false,
    });
  });

  test('whoever may not write incidents is refused, at the button and at the form', async () => {
    const [number] = await numbers();
    await by((work) => openIncident(work, { title: 'One' }));
    const eve = await org.member('employee', { name: 'Eve' });
    const presses = [
      { id: 'alert.attach_to', value: `ALR-${number}`, fields: { incident: 'INC-1' } },
      { id: 'alert.detach', value: `ALR-${number}#INC-1` },
    ];
    for (const press of presses)
      await expect(by((work) => performAction(work, press), eve)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      by((work) => formOf(work, { id: 'alert.attach', value: `ALR-${number}` }, 'en'), eve),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.each(['', 'ALR-1', 'x'.repeat(5000), "INC-1'; drop table incident"])(
    'what is no incident (%#) is said, and the form stands again',
    async (incident) => {
      const [number] = await numbers();
      await by((work) => openIncident(work, { title: 'One' }));
      const sent = { id: 'alert.attach_to' as const, value: `ALR-${number}`, fields: { incident } };
      await expect(by((work) => performAction(work, sent))).rejects.toMatchObject({ code: 'invalid_input' });
      expect(await by((work) => formAgain(work, sent, 'en'))).not.toBeNull();
    },
  );

  test('with no incident to add it to, the button says so', async () => {
    const [number] = await numbers();
    await expect(choices(number!)).rejects.toMatchObject({ code: 'conflict' });
  });
});
