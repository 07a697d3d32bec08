import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAuditEntries } from '../../../src/db/audit.ts';
import { deleteOldSessions } from '../../../src/db/moderation-sessions.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { caseCard } from '../../../src/messages/views/case-card.ts';
import { formOf, submitForm } from '../../../src/pipeline/forms.ts';
import { putBack, takeOut } from '../../../src/pipeline/moderation/not-them.ts';
import { precisionPerRule } from '../../../src/pipeline/moderation/precision.ts';
import { shownCase } from '../../../src/pipeline/moderation/see-case.ts';
import { actingDesk } from '../../support/acting-desk.ts';
import { actionsOf } from '../../support/cards.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { minutes } from '../../support/moderation-desk.ts';

describe.each(databases)('who was named wrongly in a case, on $name', ({ open }) => {
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
    return { shown, card: caseCard(shown, { can: () => true, timeZone: 'UTC', forms: true }) };
  };
  const out = (account: string, who = desk.ada) => desk.as((work) => takeOut(work, 1, account), who);
  const back = (account: string) => desk.as((work) => putBack(work, 1, account), desk.ada);

  test('the case is judged anew without an attacker: score, kind, people, quotes and advice; what they said stands beside', async () => {
    const before = await desk.theCase();
    expect(before).toMatchObject({ kind: 'pile_on', offender: { account: 'mallory' } });
    const { done, text } = await out('mallory');
    expect(done).toBe(true);
    const after = await desk.theCase();
    expect(after.score).toBeLessThan(before.score);
    expect(text).toContain(`now scores ${after.score} of 100 (${before.score} before)`);
    expect(after.offenders.map(({ account }) => account).toSorted()).toEqual(['eve', 'trent']);
    expect(['eve', 'trent']).toContain(after.offender.account);
    expect(after.triggers).not.toContain('pile_on');
    expect(after.kind).toBe('harassment');
    expect(after.target).toMatchObject({ account: 'dana' });
    expect(after.summary).not.toContain('Mallory');
    expect(JSON.stringify(after.reasons)).not.toContain('3 people');
    expect(Math.max(...after.course.map(({ score }) => score))).toBe(after.score);
    const { shown, card: drawn } = await card();
    expect(shown.evidence.some(({ author }) => author === 'mallory')).toBe(false);
    expect(shown.context!.some(({ author }) => author === 'mallory')).toBe(true);
    expect(cardText(drawn)).toContain('Mallory is out of this case: it was not them (Ada)');
    // they are none of its people: nothing is done about them in it
    await expect(desk.press(desk.ada, 'case.timeout', 'CASE-1:mallory')).rejects.toThrow('Nobody of CASE-1');
    const lines = await desk.as(({ tx }) => listAuditEntries(tx, { limit: 5 }));
    expect(lines.find(({ action }) => action === 'case.not_them')).toMatchObject({
      subject: 'CASE-1',
      detail: { account: 'mallory', was: 'offender', score: { before: before.score, after: after.score } },
    });
    const rules = await desk.as(({ tx }) => precisionPerRule(tx, minutes(-1)));
    expect(rules.find(({ trigger }) => trigger === 'pile_on')).toMatchObject({ right: 0, wrong: 0, wrongPeople: 1 });
    expect(await out('mallory', desk.ben)).toMatchObject({ done: false });
  });

  test('it can be taken back: the case is as it was', async () => {
    const before = await desk.theCase();
    await out('mallory');
    expect(await back('mallory')).toMatchObject({ done: true });
    const { updatedAt: _, ...rest } = await desk.theCase();
    const { updatedAt: _b, ...was } = before;
    expect(rest).toEqual(was);
    expect(await back('mallory')).toMatchObject({ done: false });
    // of two the first: judged with them, and without the other
    await out('mallory');
    await out('dana');
    await back('mallory');
    const one = await desk.theCase();
    expect(one.target).toBeNull();
    expect(one.offenders.map(({ account }) => account)).toContain('mallory');
    expect(one.notThem.map(({ account, was: were }) => [account, were])).toEqual([['dana', 'target']]);
  });

  test('whom it was said to be aimed at is taken out, too, and the last attacker cannot be', async () => {
    const before = await desk.theCase();
    await out('dana');
    const after = await desk.theCase();
    expect(after.target?.account).not.toBe('dana');
    expect(after.score).toBeLessThan(before.score);
    // who was only named for her sake is not held to account any more, and the last one cannot be taken out
    expect(after.offenders.map(({ account }) => account)).toEqual(['mallory']);
    await expect(out('mallory')).rejects.toThrow('Dismiss it instead');
    await expect(out('nobody')).rejects.toThrow('Nobody of');
    await expect(
      desk.as((work) => takeOut(work, 1, 'mallory'), await desk.member('Zoe', 'employee')),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('what was done about them stays and is offered to be taken back', async () => {
    await desk.press(desk.ada, 'case.timeout', 'CASE-1:mallory');
    await desk.carry();
    const { text } = await out('mallory');
    expect(text).toContain('Still standing about them: ACT-1 Timeout 24 h for Mallory');
    expect(text).toContain('undo ACT-1');
    expect(await desk.action()).toMatchObject({ state: 'done' });
    const { card: drawn } = await card();
    expect(cardText(drawn)).toContain('Still standing about Mallory: ACT-1 (Timeout)');
    const undo = actionsOf(drawn).find(({ id, value }) => id === 'case.undo' && value === 'ACT-1')!;
    await desk.press(desk.ada, undo.id, undo.value);
    expect((await desk.action()).state).toBe('lifting');
  });

  test('what they say later opens nothing against them; who goes on is still held to account', async () => {
    await out('mallory');
    const before = await desk.theCase();
    await desk.say([[9, 'mallory', 'you are trash, moron', 'dana']]);
    const after = await desk.theCase();
    expect(after.offenders.map(({ account }) => account)).not.toContain('mallory');
    expect(after.score).toBe(before.score);
    await desk.say([
      [9.5, 'trent', 'you are a useless moron', 'dana'],
      [10, 'eve', 'leave, you idiot', 'dana'],
    ]);
    const later = await desk.theCase();
    expect(later.offenders.map(({ account }) => account)).not.toContain('mallory');
    expect(later.offenders.find(({ account }) => account === 'trent')!.messages).toBeGreaterThan(
      before.offenders.find(({ account }) => account === 'trent')!.messages,
    );
  });

  test('a form says who, on every platform, and puts back who is out; a conversation that is gone cannot be judged', async () => {
    await out('eve');
    const { card: drawn } = await card();
    expect(actionsOf(drawn).map(({ id }) => id)).toContain('case.not_them');
    const form = await desk.as((work) => formOf(work, { id: 'case.not_them', value: 'CASE-1' }, 'en'), desk.ada);
    const whom = form.parts.find((part) => part.kind === 'field');
    if (whom?.kind !== 'field') throw new Error('no field');
    expect(whom.options!.map(({ value }) => value).toSorted()).toEqual(['dana', 'eve', 'mallory', 'trent']);
    const send = (fields: Record<string, string>) =>
      desk.as((work) => submitForm(work, { id: 'case.correct', value: 'CASE-1', fields }), desk.ada);
    expect(await send({ whom: 'trent' })).toMatchObject({ done: true });
    expect((await send({ whom: 'eve' })).text).toContain('is in CASE-1 again');
    await expect(send({})).rejects.toThrow();
    await expect(send({ whom: 'x'.repeat(300) })).rejects.toThrow();
    expect((await desk.press(desk.ada, 'case.put_back', 'CASE-1:trent')).done).toBe(true);
    await expect(desk.press(desk.ada, 'case.take_out', 'CASE-1')).rejects.toThrow('whom it is for');
    await desk.as(({ tx }) => deleteOldSessions(tx, minutes(1000), 100));
    await expect(out('eve')).rejects.toThrow('not stored any more');
  });
});
