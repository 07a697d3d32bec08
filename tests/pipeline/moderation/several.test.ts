import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findCase, insertCase } from '../../../src/db/cases.ts';
import { newId } from '../../../src/domain/id.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import { secondLooksPage } from '../../../src/http/console/pages/second-looks.ts';
import { storyOf } from '../../../src/messages/catalogue/news.ts';
import { pathOf } from '../../../src/messages/links.ts';
import { caseCard } from '../../../src/messages/views/case-card.ts';
import { composeAnnouncement } from '../../../src/pipeline/announcements.ts';
import { listAudit } from '../../../src/pipeline/audit.ts';
import { formOf, submitForm } from '../../../src/pipeline/forms.ts';
import { actOnCase } from '../../../src/pipeline/moderation/act.ts';
import { actOnAll } from '../../../src/pipeline/moderation/act-on-all.ts';
import { currentPolicy, setPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { precisionPerRule } from '../../../src/pipeline/moderation/precision.ts';
import { drawSample, lookAgain, nextBlindCase, seeAgreements } from '../../../src/pipeline/moderation/second-looks.ts';
import { shownCase } from '../../../src/pipeline/moderation/see-case.ts';
import { nextCase } from '../../../src/pipeline/moderation/take-case.ts';
import { actingDesk } from '../../support/acting-desk.ts';
import { actionsOf } from '../../support/cards.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { NOON } from '../../support/moderation-desk.ts';

describe.each(databases)('several who took part in a case, on $name', ({ open }) => {
  let opened: TestDatabase;
  let desk: Awaited<ReturnType<typeof actingDesk>>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    desk = await actingDesk(opened);
  });

  const card = async () => {
    const one = await desk.theCase();
    const shown = await desk.as(({ tx }) => shownCase(tx, one));
    return caseCard(shown, { can: () => true, timeZone: 'UTC', forms: true });
  };
  const buttons = async () => actionsOf(await card());

  test('buttons name whom they are for, also when the case is about somebody else by the time they are pressed', async () => {
    const timeout = (await buttons()).find(({ id }) => id === 'case.timeout')!;
    expect(timeout).toMatchObject({ label: 'Time out 24 h: Mallory', value: 'CASE-1:mallory' });
    await desk.as(({ tx }) =>
      tx.updateTable('moderation_case').set({ offender: 'eve' }).where('org_id', '=', tx.orgId).execute(),
    );
    await desk.press(desk.ada, timeout.id, timeout.value);
    expect(await desk.action()).toMatchObject({ account: 'mallory', step: 'timeout' });
  });

  test('after a step about one the others remain: each can be chosen, with what is done about them', async () => {
    await desk.press(desk.ada, 'case.timeout', 'CASE-1:mallory');
    await desk.carry();
    expect((await buttons()).map(({ id }) => id)).toContain('case.choose');
    expect(JSON.stringify(await card())).toMatch(/Nothing was done yet about (?:Eve and Trent|Trent and Eve)\./);
    const form = await desk.as((work) => formOf(work, { id: 'case.choose', value: 'CASE-1' }, 'en'), desk.ada);
    const whom = form.parts.find((part) => part.kind === 'field' && part.name === 'whom');
    if (whom?.kind !== 'field') throw new Error('no field');
    expect(whom.options!.map(({ value }) => value).sort()).toEqual(['eve', 'mallory', 'trent']);
    expect(whom.options!.find(({ value }) => value === 'mallory')!.label).toContain('Timeout: done');
    expect(whom.value).not.toBe('mallory');

    const send = (fields: Record<string, string>) =>
      desk.as((work) => submitForm(work, { id: 'case.act_on', value: 'CASE-1', fields }), desk.ben);
    expect((await send({ whom: 'eve', step: 'warning', reason: 'Calling names.' })).text).toContain('Warning for Eve');
    expect((await send({ whom: 'trent', step: 'mute' })).done).toBe(true);
    expect((await send({ whom: 'trent', step: 'mute' })).done).toBe(false);
    await expect(send({ whom: 'dana', step: 'mute' })).rejects.toThrow('Nobody of CASE-1');
    await expect(send({ whom: 'eve', step: 'hug' })).rejects.toThrow();
    expect(await desk.action(2)).toMatchObject({ account: 'eve', reason: 'Calling names.' });
    expect(JSON.stringify(await card())).not.toContain('Nothing was done yet');
    // what was done about one can be taken back while the others stand
    await desk.press(desk.ada, 'case.undo', 'ACT-2');
    expect((await desk.theCase()).state).toBe('acted');
    await expect(
      desk.as(
        (work) => formOf(work, { id: 'case.choose', value: 'CASE-1' }, 'en'),
        await desk.member('Emil', 'employee'),
      ),
    ).rejects.toThrow('does not allow');
  });

  test('one decision about all: each has an end and an undo of their own, who may not be touched is named, one button takes all back', async () => {
    const more = { ...(await desk.theCase()) };
    // Ben, a moderator, and Zed, whom the policy exempts, shouted along
    await desk.as(async (work) => {
      await work.tx
        .updateTable('moderation_case')
        .set({
          offenders: JSON.stringify([
            ...more.offenders,
            { account: 'ben', name: 'Ben', messages: 1, worst: 0.5 },
            { account: 'zed', name: 'Zed', messages: 1, worst: 0.5 },
          ]),
        })
        .where('org_id', '=', work.tx.orgId)
        .execute();
      const { policy } = await currentPolicy(work.tx);
      await setPolicy(work, {
        policy: {
          ...policy,
          exemptions: { ...policy.exemptions, accounts: [{ platform: 'discord', account: 'zed', why: 'our jester' }] },
        },
        note: '',
      });
    });
    expect((await buttons()).find(({ id }) => id === 'case.all')!.label).toBe('Act on all 5…');
    const form = await desk.as((work) => formOf(work, { id: 'case.all', value: 'CASE-1' }, 'en'), desk.ada);
    const whom = form.parts.find((part) => part.kind === 'field' && part.name === 'whom');
    if (whom?.kind !== 'field') throw new Error('no field');
    expect(whom.input).toBe('several');
    expect(whom.value!.split(',').sort()).toEqual(['eve', 'mallory', 'trent']);
    expect(JSON.stringify(form)).toMatch(
      /Left out: Ben \(ben\) \(.*moderator.*\); Zed \(zed\) \(exempt by the policy: our jester\)/,
    );

    const send = (fields: Record<string, string>, who = desk.ada) =>
      desk.as((work) => submitForm(work, { id: 'case.act_on_all', value: 'CASE-1', fields }), who);
    await expect(send({ whom: '', step: 'timeout' })).rejects.toThrow();
    await expect(send({ whom: 'mallory,nobody', step: 'timeout' })).rejects.toThrow('Nobody of CASE-1');
    const { text } = await send({ whom: 'mallory,eve,trent,ben', step: 'timeout', reason: 'A pile-on.' });
    expect(text).toMatch(/^Timeout 24 h for 3 people \(ACT-1 to ACT-3\)\. Left out: Ben/);
    const all = await Promise.all([1, 2, 3].map((number) => desk.action(number)));
    expect(new Set(all.map(({ together }) => together)).size).toBe(1);
    expect(all.every(({ state, reason, expiresAt }) => state === 'due' && reason === 'A pile-on.' && expiresAt)).toBe(
      true,
    );
    // the same once more does nothing twice
    expect(await send({ whom: 'mallory,eve,trent', step: 'timeout' })).toMatchObject({ done: false });
    for (const number of [1, 2, 3]) await desk.carry(number);
    expect(desk.orders.map(({ verb, account }) => `${verb} ${account}`).sort()).toEqual([
      'timeout eve',
      'timeout mallory',
      'timeout trent',
    ]);
    expect(JSON.stringify(await card())).toContain('Timeout for 3 people (ACT-1 – ACT-3): 3 done');
    const undo = (await buttons()).filter(({ id }) => id.startsWith('case.undo'));
    expect(undo).toMatchObject([{ id: 'case.undo_all', label: 'Undo all 3', value: 'ACT-1' }]);
    await desk.press(desk.ben, 'case.undo', 'ACT-2');
    expect(await desk.press(desk.ben, 'case.undo_all', 'ACT-1')).toMatchObject({
      done: true,
      text: '2 taken back (ACT-1 to ACT-3).',
    });
    expect(await desk.press(desk.ben, 'case.undo_all', 'ACT-1')).toMatchObject({ done: false });
    expect((await desk.theCase()).state).toBe('open');
    const { items: lines } = await desk.as(({ tx }) => listAudit(tx, { limit: 50 }));
    const count = (action: string) => lines.filter((line) => line.action === action).length;
    expect([count('moderation.act'), count('moderation.act_on_all')]).toEqual([3, 1]);
    expect([count('moderation.lift'), count('moderation.lift_all')]).toEqual([3, 1]);
  });

  test('whoever may not is told whose role may', async () => {
    for (const role of ['employee', 'manager'] as const) {
      const who = await desk.member(role === 'employee' ? 'Jo' : 'Mia', role);
      for (const id of ['case.ban', 'case.take', 'case.undo', 'appeal.overturn'])
        await expect(desk.press(who, id, 'CASE-1')).rejects.toThrow(
          'ask someone who is admin or officer or moderator.',
        );
    }
  });

  test('where the policy wants two people for several at once, a second agrees to all by one button', async () => {
    await desk.as(async (work) => {
      const { policy } = await currentPolicy(work.tx);
      await setPolicy(work, { policy: { ...policy, together: { twoPeople: true } }, note: '' });
    });
    const asked = await desk.as((work) => actOnAll(work, 1, { step: 'mute' }), desk.ada);
    expect(asked.text('en')).toContain('Somebody else has to agree first.');
    expect((await desk.theCase()).state).toBe('open');
    await expect(desk.press(desk.ada, 'action.second_all', 'ACT-1')).rejects.toThrow();
    expect(await desk.press(desk.ben, 'action.second_all', 'ACT-1')).toMatchObject({ done: true });
    expect((await desk.action(3)).state).toBe('due');
    expect((await desk.theCase()).state).toBe('acted');
    expect(await desk.press(desk.ben, 'action.second_all', 'ACT-1')).toMatchObject({ done: false });
    await desk.press(desk.ada, 'case.undo_all', 'ACT-2');
    expect((await desk.action(1)).state).toBe('lifted');
    // one alone needs no second
    expect((await desk.as((work) => actOnCase(work, 1, { step: 'mute' }), desk.ada)).action.state).toBe('due');
  });

  test('a decided case is looked at once more by another moderator, blind; who disagrees takes it out of the rules’ labels', async () => {
    const span = { from: NOON, to: new Date(NOON.getTime() + 86_400_000) };
    const max = await desk.member('Max', 'manager');
    await desk.as((work) => actOnCase(work, 1, { step: 'timeout' }), desk.ada);
    const right = async () =>
      (await desk.as(({ tx }) => precisionPerRule(tx, new Date(0)))).find(({ trigger }) => trigger === 'pile_on')!
        .right;
    expect(await right()).toBe(1);
    await expect(desk.as((work) => drawSample(work, { ...span, each: 3 }), desk.ben)).rejects.toThrow('does not allow');
    for (const each of [0, 51, Number.NaN, 1.5])
      await expect(desk.as((work) => drawSample(work, { ...span, each }), max)).rejects.toThrow('Draw 1 to 50');
    expect(await desk.as((work) => drawSample(work, { ...span, each: 3 }), max)).toEqual({ cases: 1, members: 1 });
    // nothing is drawn twice
    expect(await desk.as((work) => drawSample(work, { ...span, each: 3 }), max)).toMatchObject({ cases: 0 });

    expect(await desk.as(nextBlindCase, desk.ada)).toBeNull();
    await expect(desk.as((work) => lookAgain(work, 1, { step: 'ban' }), desk.ada)).rejects.toThrow('Another moderator');
    const blind = (await desk.as(nextBlindCase, desk.ben))!;
    expect(Object.keys(blind).sort()).toEqual(['case', 'context', 'evidence']);
    const html = secondLooksPage({
      clock: { now: NOON, timeZone: 'UTC' },
      waiting: { cases: 0, appeals: 0, tasks: 0 },
      next: blind,
      looks: true,
      revealed: false,
      agreement: null,
      from: '',
      to: '',
    }).toString();
    expect(html).toContain('What would you have done?');
    // neither who decided, nor what, nor the way to it
    expect(html).not.toMatch(/Ada|Acted|ACT-|\/cases\/CASE-1/);

    const look = await desk.as((work) => lookAgain(work, 1, { step: 'dismiss', note: 'banter' }), desk.ben);
    expect(look).toMatchObject({ was: 'act', wasStep: 'timeout', answer: 'dismiss', aboutName: 'Ada' });
    await expect(desk.as((work) => lookAgain(work, 1, { step: 'dismiss' }), desk.ben)).rejects.toThrow('already');
    expect(await desk.as(nextBlindCase, desk.ben)).toBeNull();
    const seen = await desk.as(seeAgreements, max);
    expect(seen.members).toEqual([{ of: 'Ada', looked: 1, agreed: 0, same: 0 }]);
    expect(seen.triggers).toContainEqual({ of: 'pile_on', looked: 1, agreed: 0, same: 0 });
    expect(await right()).toBe(0);
  });

  test('who is called like another, or like a moderator, stands there with the account; a ban always asks with it', async () => {
    const rename = (name: string) =>
      desk.as(({ tx }) =>
        tx.updateTable('moderation_case').set({ offender_name: name }).where('org_id', '=', tx.orgId).execute(),
      );
    for (const name of ['D a n à', 'ADA', 'Trеnt']) {
      await rename(name);
      expect((await buttons()).find(({ id }) => id === 'case.mute')!.label, name).toContain('(mallory)');
    }
    await rename('Somebody');
    expect((await buttons()).find(({ id }) => id === 'case.mute')!.label).toBe('Mute 7 d: Somebody');
    expect((await buttons()).find(({ id }) => id === 'case.ban')!.confirm).toBe('Ban Somebody (mallory)?');
  });

  test('whoever asked for what needs two people is not asked to agree', async () => {
    await desk.press(desk.ada, 'case.ban', 'CASE-1:mallory');
    const shown = await desk.theCase().then((one) => desk.as(({ tx }) => shownCase(tx, one)));
    const ids = (actorId: string | null) =>
      actionsOf(caseCard(shown, { can: () => true, timeZone: 'UTC', actorId })).map(({ id }) => id);
    expect(ids(desk.ada.actor.id)).not.toContain('action.second');
    expect(ids(desk.ada.actor.id)).toContain('action.decline');
    expect(ids(desk.ben.actor.id)).toContain('action.second');
    // a channel has many readers
    expect((await buttons()).map(({ id }) => id)).toContain('action.second');
  });

  describe('a case in somebody’s hands', () => {
    const told = async () => {
      const { id: subject } = await desk.theCase();
      return desk.as(({ tx }) => composeAnnouncement(tx, { kind: 'case_changed', subject }, pathOf));
    };
    const audited = () =>
      desk
        .as(({ tx }) => listAudit(tx, { limit: 50 }))
        .then(({ items }) => items.filter(({ action }) => action.startsWith('case.')).map(({ action }) => action));

    test('is theirs until they give it back, somebody takes it over, or it lapses', async () => {
      const { ada, ben } = desk;
      expect((await desk.press(ada, 'case.take', 'CASE-1')).text).toBe('You have CASE-1 now.');
      expect((await desk.theCase()).claim).toMatchObject({ by: 'Ada', byId: ada.actor.id });
      expect(JSON.stringify(await card())).toMatch(/With Ada since \d\d:\d\d/);
      expect((await desk.press(ada, 'case.take', 'CASE-1')).done).toBe(false);
      // somebody else’s stays theirs, unless it is said that it is taken over
      expect(await desk.press(ben, 'case.take', 'CASE-1')).toMatchObject({
        text: expect.stringMatching(/^Ada has CASE-1 since \d\d:\d\d\.$/),
        done: false,
      });
      expect((await desk.press(ben, 'case.give_back', 'CASE-1')).done).toBe(false);
      expect((await desk.press(ben, 'case.take_over', 'CASE-1')).text).toMatch(
        /^You have CASE-1 now\. Ada had it since \d\d:\d\d\.$/,
      );
      const before = await told();
      expect(before?.state).toMatchObject({ with: 'Ben' });
      expect((await desk.press(ada, 'case.take_over', 'CASE-1')).done).toBe(true);
      const after = await told();
      expect(storyOf(before!.state!, after!.state!)).toBe('Ada has taken it over from Ben.');
      expect((await desk.press(ada, 'case.give_back', 'CASE-1')).done).toBe(true);
      expect((await desk.theCase()).claim).toBeNull();

      await desk.press(ben, 'case.take', 'CASE-1');
      const { until } = (await desk.theCase()).claim!;
      // what they press keeps it theirs
      desk.at(new Date(until.getTime() - 60_000));
      await desk.press(ben, 'case.reveal', 'CASE-1');
      expect((await desk.theCase()).claim!.until.getTime()).toBe(until.getTime() + 14 * 60_000);
      desk.at(new Date(until.getTime() + 60_000));
      await desk.sweep();
      expect((await desk.theCase()).claim).not.toBeNull();
      desk.at(new Date(until.getTime() + 14 * 60_000));
      expect((await desk.press(ada, 'case.take', 'CASE-1')).done).toBe(true);
      desk.at(new Date(until.getTime() + 60 * 60_000));
      await desk.sweep();
      expect((await desk.theCase()).claim).toBeNull();
      await expect(desk.press(await desk.member('Emil', 'employee'), 'case.take', 'CASE-1')).rejects.toThrow();
      expect((await audited()).toReversed()).toEqual([
        'case.take',
        'case.take_over',
        'case.take_over',
        'case.give_back',
        'case.take',
        'case.reveal',
        'case.take',
        'case.lapse',
      ]);
    });

    test('is decided by somebody else only once they were told, by button or by form', async () => {
      const { ada, ben } = desk;
      await desk.press(ada, 'case.take', 'CASE-1');
      for (const [id, value] of [
        ['case.timeout', 'CASE-1:mallory'],
        ['case.dismiss', 'CASE-1'],
        ['case.timeout', 'CASE-1!nonsense:mallory'],
      ] as const) {
        const asked = await desk.press(ben, id, value);
        expect(asked).toMatchObject({ done: false, alone: true });
        expect(JSON.stringify(asked.card)).toMatch(/Ada has CASE-1 since \d\d:\d\d\. Decide anyway\?/);
      }
      await expect(
        desk.as((work) => actOnCase(work, 1, { step: 'timeout', account: 'mallory' }), ben),
      ).rejects.toMatchObject({ code: 'conflict', details: { taken_by: 'Ada' } });
      const fields = { as: 'no_violation' };
      const late = await desk.as((work) => submitForm(work, { id: 'case.dismiss_as', value: 'CASE-1', fields }), ben);
      expect(late.text).toMatch(/Nothing was done/);
      const form = await desk.as((work) => formOf(work, { id: 'case.choose', value: 'CASE-1' }, 'de'), ben);
      expect(JSON.stringify(form)).toContain('Trotzdem entscheiden?');
      const send = actionsOf(form)[0]!;
      expect(send.value).toMatch(/^CASE-1!\w+$/);
      const asked = await desk.press(ben, 'case.timeout', 'CASE-1:mallory');
      const anyway = actionsOf(asked.card!).find(({ id }) => id === 'case.timeout')!;
      expect(anyway.label).toBe('Time out 24 h: Mallory anyway');
      // it is somebody else's by then: what was said holds no more
      await desk.press(ada, 'case.give_back', 'CASE-1');
      desk.at(new Date(desk.now().getTime() + 1000));
      const cleo = await desk.member('Cleo', 'officer');
      await desk.press(cleo, 'case.take', 'CASE-1');
      expect((await desk.press(ben, anyway.id, anyway.value)).done).toBe(false);
      await desk.press(ada, 'case.take_over', 'CASE-1');
      const again = actionsOf((await desk.press(ben, 'case.timeout', 'CASE-1:mallory')).card!);
      const { id, value } = again.find((button) => button.id === 'case.timeout')!;
      expect((await desk.press(ben, id, value)).done).toBe(true);
      expect(await desk.theCase()).toMatchObject({ state: 'acted', decidedBy: 'Ben', claim: null });
      await expect(desk.press(ada, 'case.take', 'CASE-1')).rejects.toThrow('CASE-1 is decided (Ben).');
      // whoever has it decides it unasked; opened again it is in nobody's hands
      await desk.press(ada, 'case.undo', 'ACT-1');
      await desk.press(ada, 'case.take', 'CASE-1');
      expect((await desk.press(ada, 'case.warn', 'CASE-1:mallory')).done).toBe(true);
    });

    test('the next one is the worst, then the oldest, that nobody else has; the one at hand is given back', async () => {
      const { ada, ben } = desk;
      await desk.as(async ({ tx }) => {
        const one = await findCase(tx, 1);
        for (const [number, severity, hours] of [
          [2, 'low', 3],
          [3, 'critical', 1],
          [4, 'critical', 2],
        ] as const)
          await insertCase(tx, {
            ...one!,
            id: newId(desk.now().getTime()),
            sessionId: null,
            number,
            severity,
            openedAt: new Date(NOON.getTime() - hours * 3_600_000),
          });
      });
      const next = async (who: Principal, from: string) =>
        (await desk.press(who, 'case.next', from)).text.match(/CASE-\d+/)?.[0];
      const start = await desk.as((work) => nextCase(work, null), ada);
      expect(start?.number).toBe(4);
      expect(await next(ben, 'CASE-1')).toBe('CASE-2');
      expect(await next(ada, 'CASE-4')).toBe('CASE-3');
      expect(await next(ada, 'CASE-3')).toBe('CASE-1');
      expect(await next(ada, 'CASE-1')).toBe('CASE-4');
      const claims = (await desk.cases()).map(({ number, claim }) => [number, claim?.by ?? null]);
      expect(claims).toEqual([
        [4, 'Ada'],
        [3, null],
        [2, 'Ben'],
        [1, null],
      ]);
      await desk.press(ben, 'case.take', 'CASE-3');
      await desk.press(ben, 'case.take', 'CASE-1');
      const none = await desk.press(ada, 'case.next', 'CASE-4');
      expect(none).toMatchObject({ text: 'No other case waits that nobody has in hand.', done: false });
    });
  });
});
