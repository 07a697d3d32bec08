import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findAlert } from '../../src/db/alerts.ts';
import { timeline } from '../../src/db/incidents.ts';
import { saveMemberAccount } from '../../src/db/member-accounts.ts';
import { noteSpoken } from '../../src/db/member-languages.ts';
import { insertChatAccount } from '../../src/db/members.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { silentLog } from '../../src/log.ts';
import type { OutboundMessage } from '../../src/messages/outbound.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { expectAlert, listAlertExceptions, snoozeAlert } from '../../src/pipeline/alert-exceptions.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { auditKey, listAudit } from '../../src/pipeline/audit.ts';
import { currentAlertCard } from '../../src/pipeline/current-card.ts';
import { findIncident } from '../../src/pipeline/incidents.ts';
import { ownQuestions } from '../../src/pipeline/own-questions.ts';
import { workQuestions } from '../../src/pipeline/question-jobs.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { actionsOf } from '../support/cards.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const KEY = auditKey('a secret for tests');
const HOUR_MS = 3_600_000;

describe.each(databases)('“was this you?” on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let maria: Principal;
  let ada: Principal;
  let eve: Principal;
  let now: Date;
  let told: { account: string; message: OutboundMessage }[];
  let retold: OutboundMessage[];
  let answer: 'done' | 'later' | 'refused';
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db, { timeZone: 'Europe/Berlin' });
    maria = await org.member('officer', { name: 'Maria Lindqvist' });
    ada = await org.member('employee', { name: 'Ada Novak', email: 'ada@harbour.example' });
    eve = await org.member('employee', { name: 'Eve' });
    now = new Date('2026-11-20T12:00:00Z');
    told = [];
    retold = [];
    answer = 'done';
    await raiseTestAlert(opened.db, org.orgId, { account: 'ada@harbour.example', severity: 'medium' });
  });
  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) => change({ tx, principal, now, auditKey: KEY }));
  const click = (who: Principal, id: string, value = 'ALR-1') => as(who, (work) => performAction(work, { id, value }));
  const link = (who: Principal) =>
    as(org.admin, ({ tx }) =>
      insertChatAccount(tx, {
        id: crypto.randomUUID(),
        memberId: who.actor.id!,
        platform: 'discord',
        workspace: 'G1',
        externalId: `U-${who.actor.id}`,
        linkedAt: now,
      }),
    );
  const work = () =>
    workQuestions(
      {
        db: opened.db,
        now: () => now,
        wake: () => {},
        log: silentLog(),
        platforms: {
          async tell({ account }, message) {
            if (answer === 'later') return { kind: 'later', afterMs: 1000, why: 'away' };
            if (answer === 'refused') return { kind: 'refused', why: 'closed' };
            if (message.orgId === org.orgId) told.push({ account, message });
            return { kind: 'done', done: { platform: 'discord', channel: 'D1', messageId: '1' } };
          },
          async retell(_, message) {
            if (message.orgId === org.orgId) retold.push(message);
            return { kind: 'done', done: undefined };
          },
        },
      },
      new AbortController().signal,
    );
  const buttons = () => actionsOf(told[0]!.message.card!);
  const alert = () => as(maria, ({ tx }) => findAlert(tx, 1));
  const question = () => as(maria, ({ tx }) => tx.selectFrom('login_question').selectAll().executeTakeFirst());

  test('an officer asks; the member alone is asked, once, and told nothing else of the desk', async () => {
    await link(ada);
    const asked = await click(maria, 'alert.ask');
    expect(asked).toMatchObject({ done: true, text: 'Ada Novak is asked whether it was them, in a direct message.' });
    expect((await click(maria, 'alert.ask')).done).toBe(false);
    await work();
    await work();
    expect(told).toHaveLength(1);
    expect(told[0]!.account).toBe(`U-${ada.actor.id}`);
    expect(buttons().map(({ id }) => id)).toEqual(['login.yes', 'login.no']);
    expect(told[0]!.message.text).toContain('ada@harbour.example');
    expect(told[0]!.message.text).not.toMatch(/ALR-|failed logins/);
    expect(await question()).toMatchObject({ state: 'asked' });
  });

  test.each([
    ['de', 'Waren Sie das?', 'Nein, das war ich nicht', 'Danke: Sie haben gesagt, dass Sie das nicht waren.'],
    ['fr', 'Était-ce vous ?', 'Non, ce n’était pas moi', 'Merci : vous avez dit que ce n’était pas vous.'],
    ['es', '¿Fue usted?', 'No, no fui yo', 'Gracias: ha dicho que no fue usted.'],
    ['en', 'Was this you?', 'No, that was not me', 'Thank you: you said that this was not you.'],
  ] as const)(
    'in %s, where the member writes it: the question, its buttons, what it came to',
    async (language, title, no, thanks) => {
      await link(ada);
      await as(ada, ({ tx }) => noteSpoken(tx, ada.actor.id!, language));
      await click(maria, 'alert.ask');
      await work();
      expect(told[0]!.message).toMatchObject({ language });
      expect(told[0]!.message.text).toContain(title);
      const [, button] = buttons();
      expect(button!.label).toBe(no);
      expect((await click(ada, button!.id, button!.value)).text).toContain(thanks);
      await work();
      expect(retold.at(-1)!.text).toContain(thanks);
      expect((await click(ada, button!.id, button!.value)).done).toBe(false);
    },
  );

  test('“no” is evidence and makes it worse; “yes” is evidence and changes nothing by itself', async () => {
    await link(ada);
    await click(maria, 'alert.open_incident');
    await click(maria, 'alert.ask');
    await work();
    const no = buttons()[1]!;
    expect(await click(ada, no.id, no.value)).toMatchObject({ done: true });
    expect(await alert()).toMatchObject({ severity: 'high', status: 'open' });
    const incident = await as(maria, ({ tx }) => findIncident(tx, 1));
    const entries = await as(maria, ({ tx }) => timeline(tx, incident!.id));
    expect(entries.at(-1)).toMatchObject({
      kind: 'evidence',
      actorName: 'Ada Novak',
      text: 'About ALR-1: Ada Novak says: no, that was not me',
    });
    const card = await as(maria, (w) => currentAlertCard(w, 1));
    expect(JSON.stringify(card)).toContain('Ada Novak says: no, that was not me');
    // pressed again, or the other one, nothing changes
    expect(await click(ada, 'login.yes', no.value)).toMatchObject({ done: false });
    await work();
    expect(retold).toHaveLength(1);
    expect(actionsOf(retold[0]!.card!)).toEqual([]);
    const { items } = await as(maria, ({ tx }) => listAudit(tx, { action: 'alert.member_answer' }));
    expect(items).toMatchObject([{ actorName: 'Ada Novak', detail: { answer: 'no', severity: 'high' } }]);
  });

  test.each(['expected', 'snooze', 'false_alarm', 'resolved'] as const)(
    '“no” brings back what was closed or left alone meanwhile (%s); “yes” does not',
    async (how) => {
      await link(ada);
      await raiseTestAlert(opened.db, org.orgId, {
        account: 'ada@harbour.example',
        severity: 'critical',
        lastSeen: now,
      });
      const close = (number: number) =>
        as(maria, async (work) => {
          const until = new Date(now.getTime() + 48 * HOUR_MS);
          if (how === 'snooze') await snoozeAlert(work, { number, until });
          else if (how === 'expected') await expectAlert(work, { number, until, reason: 'on a trip' });
          else await changeAlertStatus(work, { number, status: how });
        });
      const live = () => as(maria, (work) => listAlertExceptions(work, { live: true }));
      for (const number of [1, 2]) {
        await click(maria, 'alert.ask', `ALR-${number}`);
        await work();
        await close(number);
      }
      const [first, second] = told.map(({ message }) => actionsOf(message.card!)[1]!.value);
      const closed = (await alert())!.status;
      await click(ada, 'login.yes', first);
      expect(await alert()).toMatchObject({ status: closed, severity: 'medium' });
      expect(await live()).toHaveLength(how === 'snooze' || how === 'expected' ? 2 : 0);
      await click(ada, 'login.no', second);
      expect(await as(maria, ({ tx }) => findAlert(tx, 2))).toMatchObject({ status: 'open', severity: 'critical' });
      expect((await live()).map(({ alertNumber }) => alertNumber)).toEqual(
        how === 'snooze' || how === 'expected' ? [1] : [],
      );
      const { items } = await as(maria, ({ tx }) => listAudit(tx, { action: 'alert.reopen' }));
      expect(items.map(({ actorName, detail }) => [actorName, detail.answer])).toEqual(
        how === 'snooze' ? [] : [['Ada Novak', 'no']],
      );
    },
  );

  test('only the member’s own press counts', async () => {
    await link(ada);
    await click(maria, 'alert.ask');
    await work();
    const [yes] = buttons();
    for (const who of [eve, maria, org.admin])
      await expect(click(who, yes!.id, yes!.value)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await newOrganisation(opened.db);
    await expect(
      withOrg(opened.db, other.orgId, (tx) =>
        performAction({ tx, principal: other.admin, now, auditKey: KEY }, { id: 'login.yes', value: yes!.value }),
      ),
    ).rejects.toMatchObject({ code: 'not_found' });
    for (const value of ['', 'x', '%00', crypto.randomUUID()])
      await expect(click(ada, 'login.yes', value)).rejects.toMatchObject({ code: 'not_found' });
    expect(await question()).toMatchObject({ state: 'asked', answered_at: null });
    expect(await click(ada, yes!.id, yes!.value)).toMatchObject({ done: true });
    expect(await alert()).toMatchObject({ severity: 'medium', status: 'open' });
    for (const who of [eve, ada]) await expect(click(who, 'alert.ask')).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('unanswered it runs out, says so where it stands, and a late press counts no more', async () => {
    await link(ada);
    await click(maria, 'alert.ask');
    await work();
    now = new Date(now.getTime() + 25 * HOUR_MS);
    expect(await click(ada, 'login.no', buttons()[1]!.value)).toMatchObject({ done: false });
    await work();
    expect(await question()).toMatchObject({ state: 'expired' });
    expect(retold).toHaveLength(1);
    expect(await alert()).toMatchObject({ severity: 'medium' });
    await work();
    expect(retold).toHaveLength(1);
  });

  test('a platform that is away is tried again; one that refuses is said', async () => {
    await link(ada);
    await click(maria, 'alert.ask');
    answer = 'later';
    await work();
    await work();
    expect(await question()).toMatchObject({ state: 'sending', attempts: 1 });
    now = new Date(now.getTime() + HOUR_MS);
    answer = 'refused';
    await work();
    expect(await question()).toMatchObject({ state: 'undeliverable' });
    const card = await as(maria, (w) => currentAlertCard(w, 1));
    expect(JSON.stringify(card)).toContain('could not be asked');
  });

  test('whoever has no chat account is asked on their desk in the console, and nobody else sees it', async () => {
    expect(await click(maria, 'alert.ask')).toMatchObject({ done: true, text: expect.stringMatching(/on their desk/) });
    await work();
    expect(told).toEqual([]);
    expect(await question()).toMatchObject({ state: 'asked' });
    for (const who of [maria, eve, org.admin]) expect(await as(who, ownQuestions)).toEqual([]);
    const [card] = await as(ada, ownQuestions);
    expect(JSON.stringify(card)).toContain('ada@harbour.example');
    expect(JSON.stringify(card)).not.toMatch(/ALR-|failed logins/);
    const no = actionsOf(card!)[1]!;
    expect(await click(ada, no.id, no.value)).toMatchObject({ done: true });
    expect(await as(ada, ownQuestions)).toEqual([]);
    await work();
    expect(await question()).toMatchObject({ state: 'no' });
    expect(await alert()).toMatchObject({ severity: 'high' });
  });

  test('on the desk it is over after a day, too', async () => {
    await click(maria, 'alert.ask');
    await work();
    now = new Date(now.getTime() + 25 * HOUR_MS);
    expect(await as(ada, ownQuestions)).toEqual([]);
    await work();
    expect(await question()).toMatchObject({ state: 'expired' });
  });

  test('who cannot be asked is said: no member; an account may be said to be somebody’s', async () => {
    await raiseTestAlert(opened.db, org.orgId, { account: 'anovak' });
    expect((await click(maria, 'alert.ask', 'ALR-2')).text).toMatch(/No member is known/);
    await link(ada);
    await as(org.admin, ({ tx }) =>
      saveMemberAccount(tx, { account: 'anovak', memberId: ada.actor.id!, now, by: 'test' }),
    );
    expect(await click(maria, 'alert.ask', 'ALR-2')).toMatchObject({ done: true });
  });
});
