import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, testDesk } from '../support/desk.ts';

const MINUTE = 60_000;

describe.each(databases)('“undo” on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let [ada, maria]: Principal[] = [];
  let now = 0;

  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    now = Date.parse('2026-11-21T10:30:00Z');
    org = await newOrganisation(opened.db);
    ada = await org.member('admin', { name: 'Ada Novak' });
    maria = await org.member('officer', { name: 'Maria Lopez' });
    for (const title of ['one', 'two', 'three']) await raiseTestAlert(opened.db, org.orgId, { title });
  });

  const desk = () =>
    testDesk(opened.db, () => {
      now += 1000;
      return new Date(now);
    });
  /** The answer to the last of several messages of one conversation. */
  async function says(who: Principal | undefined, ...messages: string[]) {
    let session: string | undefined;
    let last = '';
    for (const message of messages) {
      const { answer } = await ask(desk(), who!, message, session);
      session = answer.sessionId;
      last = answer.text;
    }
    return { text: last, session };
  }
  const statusOf = async (number: number): Promise<string> =>
    (
      await withOrg(opened.db, org.orgId, (tx) =>
        tx.selectFrom('alert').select('status').where('org_id', '=', tx.orgId).where('number', '=', number).execute(),
      )
    )[0]!.status;
  const incident = async (number: number) =>
    (
      await withOrg(opened.db, org.orgId, (tx) =>
        tx.selectFrom('incident').selectAll().where('org_id', '=', tx.orgId).where('number', '=', number).execute(),
      )
    )[0]!;

  test.each([['undo'], ['undo that'], ['take it back'], ['undo the acknowledgement of ALR-2']])(
    '“%s” of another person’s change asks, with whose it was, and does it after a “yes”',
    async (undo) => {
      await says(ada, 'acknowledge ALR-2');
      const { text, session } = await says(maria, 'open ALR-2', undo);
      expect(text).toMatch(/Nothing is changed yet\..*ALR-2.*acknowledged.*Ada Novak, Sat 21 Nov, 10:30/);
      expect(await statusOf(2)).toBe('acknowledged');
      await ask(desk(), maria!, 'yes', session);
      expect(await statusOf(2)).toBe('open');
    },
  );

  test('whoever reported an incident and wrote under it since withdraws it in words', async () => {
    const jonas = await org.member('employee', { name: 'Jonas Weber' });
    const { text, session } = await says(
      jonas,
      'i lost my badge this morning',
      'add to INC-1 it was near the main gate',
      'undo INC-1',
    );
    expect(text).toContain('Shall I withdraw INC-1 now?');
    expect((await incident(1))!.status).toBe('open');
    await ask(desk(), jonas, 'yes', session);
    expect((await incident(1))!.status).toBe('withdrawn');
    const others = await says(maria, 'open an incident: a door stood open', 'add a comment to INC-2: it was the gate');
    const refused = await ask(desk(), jonas, 'withdraw INC-2');
    await ask(desk(), jonas, 'yes', refused.answer.sessionId);
    expect((await incident(2))!.status).toBe('open');
    const asked = await ask(desk(), maria!, 'undo INC-2', others.session);
    expect(asked.answer.text).toMatch(/comments stay.*Shall I withdraw INC-2 itself, opened by Maria Lopez/);
    await ask(desk(), maria!, 'yes', others.session);
    expect((await incident(2))!.status).toBe('withdrawn');
  });

  test('a “yes” is to the change that was named, and to none that came since', async () => {
    await says(ada, 'acknowledge ALR-2');
    const { session } = await says(maria, 'open ALR-2', 'undo');
    now += 5 * MINUTE;
    await says(ada, 'resolve ALR-2');
    const { answer } = await ask(desk(), maria!, 'yes', session);
    expect(answer.text).toMatch(/resolved.*Ada Novak, Sat 21 Nov, 10:35/);
    expect(await statusOf(2)).toBe('resolved');
  });

  test('after a mere look at something else, one’s own last change is meant', async () => {
    await says(ada, 'open an incident: door left open');
    await says(ada, 'acknowledge ALR-3');
    const { text } = await says(maria, 'set INC-1 to high', 'open ALR-3', 'undo');
    expect(text).toContain('INC-1');
    expect(await statusOf(3)).toBe('acknowledged');
    expect((await incident(1)).severity).toBe('medium');
  });

  test('what was changed in the conversation and is looked at again is meant', async () => {
    await says(maria, 'acknowledge ALR-1', 'acknowledge ALR-2', 'open ALR-1', 'undo');
    expect([await statusOf(1), await statusOf(2)]).toEqual(['open', 'acknowledged']);
  });

  test('a change goes back to what was before it, twice to what was before both', async () => {
    const { session } = await says(maria, 'acknowledge ALR-1', 'resolve ALR-1', 'undo');
    expect(await statusOf(1)).toBe('acknowledged');
    const { answer } = await ask(desk(), maria!, 'undo', session);
    expect(answer.text).toMatch(/taken back already/);
    expect(await statusOf(1)).toBe('acknowledged');
  });

  test('a comment is not taken back, nor what stands before it without being asked about', async () => {
    await says(ada, 'open an incident: door left open');
    await says(ada, 'set INC-1 to high');
    const { text } = await says(maria, 'comment on INC-1: looked at the door', 'open ALR-2', 'undo');
    expect(text).toMatch(/comments stay.*Severity: medium → high.*Ada Novak/);
    expect(await incident(1)).toMatchObject({ severity: 'high' });
  });

  test('one’s own change of long ago is named first', async () => {
    await says(ada, 'open an incident: door left open', 'set INC-1 to high');
    now += 26 * 60 * MINUTE;
    const { text, session } = await says(ada, 'open INC-1', 'undo that');
    expect(text).toMatch(/Severity: medium → high.*Ada Novak, Sat 21 Nov, 10:30/);
    expect((await incident(1)).severity).toBe('high');
    expect((await ask(desk(), ada!, 'no', session)).answer.text).not.toContain('took back');
    expect((await incident(1)).severity).toBe('high');
  });

  test('who changed nothing and looks at nothing is told so', async () => {
    expect((await says(maria, 'hello', 'undo')).text).toContain(
      'You changed nothing in what I remember of this conversation',
    );
    await says(maria, 'open ALR-1', 'undo');
    expect(await statusOf(1)).toBe('open');
  });

  test('of what one opened nothing is left', async () => {
    const employee = await org.member('employee');
    const { text } = await says(employee, 'open an incident: badge lost', 'withdraw it');
    expect(text).toContain('withdrawn');
    expect((await incident(1)).status).toBe('withdrawn');
  });

  test.each([
    ['de', 'öffne ALR-2', 'mach das rückgängig', /Noch ist nichts geändert.*Ada Novak/],
    ['fr', 'ouvre ALR-2', 'annule ça', /Rien n’est encore changé.*Ada Novak/],
    ['es', 'abre ALR-2', 'deshaz eso', /Aún no ha cambiado nada.*Ada Novak/],
  ])('in %s', async (_, look, undo, expected) => {
    await says(ada, 'acknowledge ALR-2');
    expect((await says(maria, look, undo)).text).toMatch(expected);
    expect(await statusOf(2)).toBe('acknowledged');
  });
});
