import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Card } from '../../src/messages/card.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { currentProposalCard } from '../../src/pipeline/current-card.ts';
import { formOf } from '../../src/pipeline/forms.ts';
import { newIncidentForm } from '../../src/pipeline/incident-forms.ts';
import { findIncident, timeline } from '../../src/pipeline/incidents.ts';
import { pinFormFor } from '../../src/pipeline/pin-form.ts';
import { seeProposal } from '../../src/pipeline/proposals/see.ts';
import { proposeRule } from '../../src/pipeline/propose-rule.ts';
import { findRule } from '../../src/pipeline/rules.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { deskKey } from '../support/desk.ts';

describe.each(databases)('forms, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let employee: Principal;
  let officer: Principal;
  const now = new Date('2026-11-21T12:00:00Z');
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
    employee = await org.member('employee', { name: 'Jonas' });
    officer = await org.member('officer', { name: 'Maria' });
  });
  afterAll(() => database.close());
  const as = <T>(who: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(database.db, who.orgId, (tx) =>
      change({
        tx,
        principal: { ...who, place: { platform: 'slack', audience: 'private' } },
        now,
        auditKey: deskKey,
      }),
    );
  const send = (who: Principal, form: Card, fields: Record<string, string>) => {
    const [submit] = form.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []));
    const filled = Object.fromEntries(
      form.parts.flatMap((part) => (part.kind === 'field' ? [[part.name, part.value ?? '']] : [])),
    );
    return as(who, (work) =>
      performAction(work, { id: submit!.id, value: submit!.value, fields: { ...filled, ...fields } }),
    );
  };
  const fieldsOf = (form: Card) => form.parts.flatMap((part) => (part.kind === 'field' ? [part.name] : []));

  test('an incident: begun with what was said, opened once however often it is sent', async () => {
    const form = await as(employee, async (work) =>
      newIncidentForm(
        work,
        { title: 'x'.repeat(500), details: 'said \u202ethis\u0000', author: 'Eve\n@everyone' },
        'en',
      ),
    );
    const outcome = await send(employee, form, { title: 'Laptop lost', severity: 'high' });
    expect(outcome).toMatchObject({ text: 'Opened INC-1.', done: true, card: { key: 'INC-1' } });
    await expect(send(employee, form, { title: 'Laptop lost', severity: 'high' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('INC-1'),
    });
    const incident = await as(employee, ({ tx }) => findIncident(tx, 1));
    expect(incident).toMatchObject({
      severity: 'high',
      createdBy: 'Jonas',
      summary: expect.stringContaining('Eve @everyone'),
    });
    for (const unseen of ['\u202e', '\u0000']) expect(incident!.summary).not.toContain(unseen);
  });

  test('what is missing, forged or too long is refused in words', async () => {
    const form = await as(employee, async (work) => newIncidentForm(work, {}, 'en'));
    await expect(send(employee, form, { title: ' ' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(send(employee, form, { title: 'a', severity: 'apocalyptic' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const forge = (id: string, value: string, fields: Record<string, string>) =>
      as(officer, (work) => performAction(work, { id, value, fields }));
    await expect(forge('incident.create', 'no id', { title: 'a', severity: 'low' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(forge('incident.add_comment', 'ALR-1', { comment: 'a' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(forge('incident.add_comment', 'INC-999', { comment: 'a' })).rejects.toMatchObject({
      code: 'not_found',
    });
    // a quotation is sealed: neither its words nor its author can be changed on the way
    const place = { platform: 'teams', workspace: 't', channel: 'c', thread: null, direct: false } as const;
    const message = { text: 'a', author: 'Eve', messageId: '1', writtenAt: null, ours: false };
    const pin = await as(officer, (work) => pinFormFor(work, { place, account: 'eve', message }, 'en'));
    const [add] = pin.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []));
    for (const value of ['', '{}', add!.value.replace('Eve', 'Ada'), add!.value.slice(2), 'x'.repeat(8000)])
      await expect(forge('incident.pin_to', value, { incident: 'INC-1' })).rejects.toMatchObject({
        code: 'invalid_input',
      });
    await expect(forge('incident.pin_to', add!.value, { incident: 'INC-1' })).resolves.toMatchObject({ done: true });
    await expect(forge('proposal.save', 'PROP-999:x', {})).rejects.toMatchObject({ code: 'not_found' });
    const long = await send(officer, await as(officer, async (work) => newIncidentForm(work, {}, 'en')), {
      title: 'T'.repeat(1500),
      details: 'd'.repeat(19_000),
    });
    expect(long.done).toBe(true);
  });

  test('a comment, by whoever may; and closing with it as the way it ended', async () => {
    const other = await org.member('employee');
    const open = (who: Principal) => as(who, (work) => formOf(work, { id: 'incident.comment', value: 'INC-1' }, 'en'));
    await expect(open(other)).rejects.toMatchObject({ code: 'not_found' });
    expect(fieldsOf(await open(employee))).toEqual(['comment']);
    const form = await open(officer);
    expect(fieldsOf(form)).toEqual(['comment', 'afterwards']);
    await expect(send(employee, form, { comment: 'Mine', afterwards: 'close' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await send(officer, form, { comment: 'Found it.' })).text).toBe('Commented on INC-1.');
    expect(await send(officer, form, { comment: 'In the lobby.', afterwards: 'close' })).toMatchObject({
      text: 'Closed INC-1.',
    });
    expect(await as(officer, ({ tx }) => findIncident(tx, 1))).toMatchObject({
      status: 'closed',
      resolution: 'In the lobby.',
    });
    expect(await send(officer, form, { comment: 'Again.', afterwards: 'close' })).toMatchObject({ done: false });
    const entries = await as(officer, async ({ tx }) => timeline(tx, (await findIncident(tx, 1))!.id));
    expect(entries.filter(({ text }) => text === 'Found it.')).toHaveLength(1);
  });

  test('a proposed rule is edited by whoever decides it, and an older form changes nothing', async () => {
    const parts = {
      org: <T>(read: (tx: Work['tx']) => Promise<T>) => as(officer, ({ tx }) => read(tx)),
      work: <T>(change: (work: Work) => Promise<T>) => as(officer, change),
      options: { now },
    };
    const { proposal } = await proposeRule(parts, { kind: 'failed_logins', params: { threshold: 7 }, why: 'to see' });
    const ref = `PROP-${proposal!.number}`;
    const card = await as(org.admin, (work) => currentProposalCard(work, proposal!.number));
    const edit = card.parts
      .flatMap((part) => (part.kind === 'actions' ? part.actions : []))
      .find((one) => one.id === 'proposal.edit')!;
    expect(edit.value).toMatch(new RegExp(`^${ref}:.`));
    await expect(
      as(officer, (work) => formOf(work, { id: 'proposal.edit', value: edit.value }, 'en')),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
    const form = await as(org.admin, (work) => formOf(work, { id: 'proposal.edit', value: edit.value }, 'en'));
    expect(fieldsOf(form).length).toBeLessThanOrEqual(5);
    expect(fieldsOf(form)).toContain('severity');
    const [numeric] = form.parts.flatMap((part) => (part.kind === 'field' && part.value === '7' ? [part.name] : []));
    expect(numeric).toBeDefined();
    const saved = await send(org.admin, form, { [numeric!]: '9', severity: 'critical' });
    expect(saved).toMatchObject({ done: true, card: { key: ref } });
    const { args } = await as(org.admin, ({ tx }) => seeProposal(tx, org.admin, proposal!.number, now));
    const rule = await as(org.admin, ({ tx }) => findRule(tx, Number(String(args.rule).slice('RULE-'.length))));
    expect(rule).toMatchObject({ severity: 'critical', params: expect.objectContaining({ [numeric!]: 9 }) });
    expect(await send(org.admin, form, { [numeric!]: '11' })).toMatchObject({ done: false });
    await expect(send(org.admin, { ...form }, { [numeric!]: 'many' })).resolves.toMatchObject({ done: false });
  });

  test('an id of its own is no one else’s: a form cannot name an incident that is there', async () => {
    const other = await newOrganisation(database.db);
    const id = newId();
    await as(employee, (work) =>
      performAction(work, { id: 'incident.create', value: id, fields: { title: 'a', severity: 'low' } }),
    );
    const twin = withOrg(database.db, other.orgId, (tx) =>
      performAction(
        { tx, principal: other.admin, now, auditKey: deskKey },
        { id: 'incident.create', value: id, fields: { title: 'b', severity: 'low' } },
      ),
    );
    await expect(twin).rejects.toThrow();
  });
});
