import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAuditEntries } from '../../src/db/audit.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { listAlertExceptions } from '../../src/pipeline/alert-exceptions.ts';
import { createCamera } from '../../src/pipeline/cameras/registry.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, deskKey, testDesk } from '../support/desk.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

describe.each(databases)('leaving alerts alone by chat on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let maria: Principal;
  beforeAll(async () => {
    opened = await open();
    org = await newOrganisation(opened.db, { timeZone: 'Europe/Berlin' });
    maria = { ...(await org.member('officer', { name: 'Maria Lindqvist' })), timeZone: 'Europe/Berlin' };
    for (let i = 0; i < 3; i++) await raiseTestAlert(opened.db, org.orgId);
  });
  afterAll(() => opened?.close());
  const live = () =>
    withOrg(opened.db, org.orgId, (tx) => listAlertExceptions({ tx, principal: maria, now: NOW }, { live: true }));

  test('a conversation: snooze one, list, tell it again; and say of another that it is expected', async () => {
    const desk = testDesk(opened.db, () => NOW);
    const snoozed = await ask(desk, maria, 'snooze ALR-1 until tomorrow because the Scanner runs');
    expect(snoozed.answer.text).toContain('[ALR-1] is snoozed until Sat 21 Nov 2026, 08:00');
    expect(await live()).toMatchObject([{ kind: 'snooze', alertNumber: 1, reason: 'the Scanner runs' }]);

    const list = await ask(desk, maria, 'what is snoozed?');
    expect(list.answer.text).toMatch(/1 thing is not told at the moment:[\s\S]*\[ALR-1\] snoozed until/);

    const again = await ask(desk, maria, 'tell ALR-1 again');
    expect(again.answer.text).toContain('[ALR-1] is told again.');
    expect(await live()).toEqual([]);

    const opened1 = await ask(desk, maria, 'what happened with ALR-2?');
    await withOrg(opened.db, org.orgId, (tx) => tx.selectFrom('alert').select('id').execute());
    const expected = await ask(desk, maria, 'that’s expected, don’t alert again', opened1.answer.sessionId);
    expect(expected.answer.text).toContain('[ALR-2] is expected: no more alerts about root from 203.0.113.9');
    expect(await live()).toMatchObject([{ kind: 'expected', account: 'root', address: '203.0.113.9' }]);
    expect((await ask(desk, maria, 'was ist zurückgestellt?')).answer.text).toContain('ALR-2');
  });

  test('alerts are paused for a while, of a camera or of all, told, and raised again; each in the audit log', async () => {
    const desk = testDesk(opened.db, () => NOW);
    await withOrg(opened.db, org.orgId, (tx) =>
      createCamera(
        { tx, principal: maria, now: NOW, auditKey: deskKey },
        { name: 'Loading dock', zones: [], mask: [] },
      ),
    );
    const paused = await ask(desk, maria, 'pause alerts from the loading dock for 2 hours');
    expect(paused.answer.text).toContain('Paused until Fri 20 Nov 2026, 15:00: alerts of [CAM-1] Loading dock.');
    const list = await ask(desk, maria, 'are alerts paused?');
    expect(list.answer.text).toMatch(
      /Paused: alerts of \[CAM-1\] Loading dock until [\s\S]*by Maria Lindqvist; 0 findings/,
    );
    expect((await ask(desk, maria, 'pause alerts from the roof')).answer.text).toMatch(/roof[\s\S]*Loading dock/);
    expect((await ask(desk, maria, 'pause alerts for 30 days')).answer.text).toContain('7 days at most');
    const ended = await ask(desk, maria, 'resume the alerts from the loading dock');
    expect(ended.answer.text).toContain('Raised again: alerts of [CAM-1] Loading dock.');
    expect((await ask(desk, maria, 'resume alerts')).answer.text).toContain('No such alerts are paused.');
    const all = await ask(desk, maria, 'Alarme aller Kameras bis morgen pausieren');
    expect(all.answer.text).toContain('Angehalten bis Sa. 21. Nov 2026, 08:00: Alarme aller Kameras.');
    expect((await ask(desk, maria, 'Alarme fortsetzen')).answer.text).toContain(
      'Wieder gemeldet: Alarme aller Kameras.',
    );
    const lines = await withOrg(opened.db, org.orgId, (tx) => listAuditEntries(tx, { limit: 20 }));
    expect(lines.map(({ action }) => action).filter((action) => /^alerts\./.test(action))).toEqual([
      'alerts.resume',
      'alerts.pause',
      'alerts.resume',
      'alerts.pause',
    ]);
  });

  test('whose role may not is told so, and nothing is done', async () => {
    const manager = await org.member('manager');
    const before = await live();
    const answer = await ask(
      testDesk(opened.db, () => NOW),
      manager,
      'snooze ALR-3 for 3 hours',
    );
    expect(answer.answer.text).toMatch(/officer/);
    expect(await live()).toEqual(before);
  });
});
