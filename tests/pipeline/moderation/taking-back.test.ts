import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/domain/moderation-policy.ts';
import { caseCard } from '../../../src/messages/views/case-card.ts';
import { decideAppeal, keepAppeal } from '../../../src/pipeline/moderation/appeal.ts';
import { dismissCase } from '../../../src/pipeline/moderation/decide-case.ts';
import { setPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { precisionPerRule } from '../../../src/pipeline/moderation/precision.ts';
import { shownCase } from '../../../src/pipeline/moderation/see-case.ts';
import { actingDesk } from '../../support/acting-desk.ts';
import { actionsOf } from '../../support/cards.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { minutes, NOON } from '../../support/moderation-desk.ts';

describe.each(databases)('taking back what was done, on $name', ({ open }) => {
  let opened: TestDatabase;
  let desk: Awaited<ReturnType<typeof actingDesk>>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    desk = await actingDesk(opened);
  });

  const ids = async () => {
    const one = await desk.theCase();
    const shown = await desk.as(({ tx }) => shownCase(tx, one));
    return actionsOf(caseCard(shown, { can: () => true, timeZone: 'UTC' })).map(({ id }) => id);
  };
  const STEPS = ['case.dismiss', 'case.warn', 'case.timeout', 'case.mute', 'case.ban'];
  const precision = () => desk.as(({ tx }) => precisionPerRule(tx, NOON));

  test('the wrong step is undone and the right one taken: the case waits with every button, and no rule was wrong', async () => {
    await desk.press(desk.ada, 'case.mute', 'CASE-1:mallory');
    await desk.carry();
    expect((await precision()).every(({ right, wrong }) => right === 1 && wrong === 0)).toBe(true);
    await desk.press(desk.ada, 'case.undo', 'ACT-1');
    await desk.carry();
    expect(await desk.theCase()).toMatchObject({ state: 'open', decidedBy: null });
    expect(await ids()).toEqual(expect.arrayContaining(STEPS));
    expect((await precision()).every(({ right, wrong, open: waits }) => right + wrong === 0 && waits === 1)).toBe(true);
    expect((await desk.press(desk.ben, 'case.timeout', 'CASE-1:mallory')).done).toBe(true);
    expect(await desk.theCase()).toMatchObject({ state: 'acted', decidedBy: 'Ben' });
  });

  test('abuse that goes on after an Undo lets the case grow; one that was overturned is opened again by it', async () => {
    await desk.press(desk.ada, 'case.timeout', 'CASE-1:mallory');
    await desk.press(desk.ada, 'case.undo', 'ACT-1');
    const before = (await desk.evidence(await desk.theCase())).length;
    const told = desk.news.length;
    await desk.say([[9, 'mallory', 'you idiot, you trash', 'dana']]);
    expect((await desk.evidence(await desk.theCase())).length).toBe(before + 1);
    expect(desk.news.length).toBeGreaterThan(told);

    await desk.press(desk.ada, 'case.timeout', 'CASE-1:mallory');
    const action = await desk.action(2);
    await desk.carry(2);
    const appeal = await desk.as((work) => keepAppeal(work, action, 'We joked.'));
    await desk.as((work) => decideAppeal(work, appeal!.number, { decision: 'overturn' }), desk.ben);
    expect((await desk.theCase()).state).toBe('overturned');
    expect((await precision()).every(({ wrong }) => wrong === 1)).toBe(true);
    expect(await ids()).toContain('case.undo');
    await desk.say([[10, 'mallory', 'you idiot, you useless moron', 'dana']]);
    expect((await desk.theCase()).state).toBe('open');
  });

  test('what is lifted long after is over, says nothing about the rules, and can be opened again', async () => {
    await desk.press(desk.ada, 'case.mute', 'CASE-1:mallory');
    await desk.carry();
    desk.at(minutes(3 * 24 * 60));
    await desk.press(desk.ada, 'case.undo', 'ACT-1');
    expect((await desk.theCase()).state).toBe('overturned');
    expect((await precision()).every(({ right, wrong, open: waits }) => right + wrong + waits === 0)).toBe(true);
    expect((await desk.press(desk.ada, 'case.undo', 'CASE-1')).text).toBe('CASE-1 is open again.');
    expect(await ids()).toEqual(expect.arrayContaining(STEPS));
  });

  test('what the policy did is nobody’s word until somebody looks, and is not done again once a person took it back', async () => {
    const policy = structuredClone(DEFAULT_POLICY);
    for (const step of ['note', 'warning', 'timeout', 'mute'] as const) policy.steps[step].mode = 'automatic';
    await desk.as((work) => setPolicy(work, { policy }));
    await desk.say([[9, 'mallory', 'such trash, you idiot', 'dana']]);
    expect(await desk.action()).toMatchObject({ automatic: true, account: 'mallory' });
    await desk.carry();
    expect(await desk.theCase()).toMatchObject({ state: 'acted', decidedById: null });
    expect((await precision()).every(({ right, open: waits }) => right === 0 && waits === 1)).toBe(true);
    expect(await ids()).toContain('case.confirm');
    expect((await desk.press(desk.ada, 'case.confirm', 'CASE-1')).text).toBe('CASE-1 is confirmed.');
    expect((await desk.press(desk.ben, 'case.confirm', 'CASE-1')).done).toBe(false);
    expect(await desk.theCase()).toMatchObject({ state: 'acted', decidedBy: 'Ada' });
    expect((await precision()).every(({ right }) => right === 1)).toBe(true);
    expect(await ids()).not.toContain('case.confirm');

    await desk.press(desk.ben, 'case.undo', 'ACT-1');
    await desk.carry();
    expect((await desk.theCase()).state).toBe('open');
    await desk.say([[10, 'mallory', 'you moron, you trash', 'dana']]);
    await expect(desk.action(2)).resolves.toBeNull();
    await expect(desk.press(desk.ada, 'case.confirm', 'CASE-1')).rejects.toThrow('Nothing that was done');
    await desk.as((work) => dismissCase(work, 1, { as: 'joke_or_quote' }), desk.ben);
    expect((await precision()).every(({ wrong }) => wrong === 1)).toBe(true);
  });
});
