import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { caseCard } from '../../../src/messages/views/case-card.ts';
import { formOf, submitForm } from '../../../src/pipeline/forms.ts';
import { shownCase } from '../../../src/pipeline/moderation/see-case.ts';
import { actingDesk } from '../../support/acting-desk.ts';
import { actionsOf } from '../../support/cards.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

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
});
