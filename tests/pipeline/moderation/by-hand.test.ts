import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countByHand } from '../../../src/db/moderation-actions.ts';
import { DEFAULT_POLICY } from '../../../src/domain/moderation-policy.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { caseCard } from '../../../src/messages/views/case-card.ts';
import { updateMember } from '../../../src/pipeline/members.ts';
import { handTasks } from '../../../src/pipeline/moderation/hand-tasks.ts';
import { setPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { waitingInModeration } from '../../../src/pipeline/moderation/see-appeal.ts';
import { shownCase } from '../../../src/pipeline/moderation/see-case.ts';
import { actingDesk } from '../../support/acting-desk.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { minutes } from '../../support/moderation-desk.ts';

const HOUR_MS = 3_600_000;

describe.each(databases)('what is done by hand, on $name', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  type Desk = Awaited<ReturnType<typeof actingDesk>>;
  const tasks = (desk: Desk) => desk.as(({ tx, principal }) => handTasks({ tx, principal }, 10));
  const text = async (desk: Desk) => {
    const one = await desk.theCase();
    const shown = await desk.as(({ tx }) => shownCase(tx, one));
    return cardText(caseCard(shown, { can: () => true, timeZone: 'UTC' }));
  };
  /** A timeout that Ada asked for and the platform cannot do. */
  async function asked(platform = 'discord'): Promise<Desk> {
    const desk = await actingDesk(opened, platform);
    await desk.press(desk.ada, 'case.timeout', 'CASE-1:mallory');
    desk.there.next = async () => 'none';
    await desk.carry();
    return desk;
  }

  test('is a task with a name, links and a place in what waits; its time begins when it is done', async () => {
    const desk = await asked();
    const [task, ...others] = await tasks(desk);
    expect(others).toEqual([]);
    expect(task).toMatchObject({ caseRef: 'CASE-1', who: 'Ada', action: { number: 1, state: 'task' } });
    expect(task!.links).toEqual([
      { to: 'member', url: 'https://discord.com/users/mallory' },
      { to: 'place', url: `https://discord.com/channels/${desk.server}/general` },
    ]);
    expect(await text(desk)).toContain('ACT-1 Timeout for Mallory (mallory): to be done by hand, by Ada');
    expect(await desk.as(({ tx, principal }) => waitingInModeration({ tx, principal }))).toMatchObject({
      cases: 1,
      tasks: 1,
    });
    expect(desk.told).toEqual([]);

    const later = new Date(minutes(8).getTime() + 5 * HOUR_MS);
    desk.at(later);
    await desk.press(desk.ben, 'action.by_hand', 'ACT-1');
    await desk.carry();
    expect(await desk.action()).toMatchObject({
      state: 'done',
      doneAt: later,
      expiresAt: new Date(later.getTime() + 24 * HOUR_MS),
      outcome: 'Done by hand by Ben.',
    });
    // whom it was done to learns the reason, and no platform is asked again
    expect(desk.told.map(({ account }) => account)).toEqual(['mallory']);
    expect(desk.orders).toHaveLength(1);
    expect(await tasks(desk)).toEqual([]);
    expect((await desk.press(desk.ada, 'action.by_hand', 'ACT-1')).done).toBe(false);
  });

  test('Undo of it, and its end, are tasks too: nothing reads as taken back before somebody did that', async () => {
    const desk = await asked();
    await desk.press(desk.ada, 'action.by_hand', 'ACT-1');
    await desk.carry();
    await desk.press(desk.ben, 'case.undo', 'ACT-1');
    await desk.carry();
    expect(await desk.action()).toMatchObject({ state: 'lift_task', liftedBy: 'Ben' });
    expect((await tasks(desk))[0]).toMatchObject({ who: 'Ben', action: { state: 'lift_task' } });
    expect(await text(desk)).toContain('to be taken back by hand, by Ben');
    expect((await desk.theCase()).state).toBe('open');
    // the same again has to wait until it is taken back there
    expect(await desk.press(desk.ada, 'case.timeout', 'CASE-1:mallory')).toMatchObject({ done: false });
    expect((await desk.press(desk.ben, 'action.by_hand', 'ACT-1')).text).toContain('taken back');
    await desk.carry();
    expect(await desk.action()).toMatchObject({ state: 'lifted', outcome: 'Taken back by hand by Ben.' });
    expect(desk.orders).toHaveLength(1);

    await desk.press(desk.ada, 'case.mute', 'CASE-1:eve');
    desk.there.next = async () => 'none';
    await desk.carry(2);
    await desk.press(desk.ada, 'action.by_hand', 'ACT-2');
    await desk.carry(2);
    desk.at(new Date((await desk.action(2)).expiresAt!.getTime() + 1000));
    await desk.carry(2);
    expect(await desk.action(2)).toMatchObject({ state: 'lift_task', liftedBy: null });
    expect((await tasks(desk))[0]).toMatchObject({ who: 'Ada' });
    await desk.press(desk.ben, 'action.by_hand', 'ACT-2');
    await desk.carry(2);
    expect(await desk.action(2)).toMatchObject({ state: 'expired' });
    expect((await desk.theCase()).state).toBe('acted');
  });

  test('what the platform no longer can take back becomes a task; what nobody did yet is over at once', async () => {
    const desk = await actingDesk(opened);
    await desk.press(desk.ada, 'case.mute', 'CASE-1:mallory');
    await desk.carry();
    await desk.press(desk.ada, 'case.undo', 'ACT-1');
    desk.there.next = async () => ({ kind: 'done', done: { way: 'human_task', outcome: 'Invite them.', handle: {} } });
    await desk.carry();
    expect(await desk.action()).toMatchObject({ state: 'lift_task', outcome: 'Invite them.' });
    await desk.press(desk.ben, 'action.by_hand', 'ACT-1');
    await desk.carry();
    expect((await desk.action()).state).toBe('lifted');

    await desk.press(desk.ada, 'case.timeout', 'CASE-1:mallory');
    desk.there.next = async () => 'none';
    await desk.carry(2);
    await desk.press(desk.ada, 'case.undo', 'ACT-2');
    expect((await desk.action(2)).state).toBe('lifted');
  });

  test('what the policy asked for and nobody can do but a person is decided by whoever does it', async () => {
    const desk = await actingDesk(opened, 'forum');
    desk.there.tell = false;
    const policy = structuredClone(DEFAULT_POLICY);
    for (const step of ['note', 'warning', 'timeout', 'mute'] as const) policy.steps[step].mode = 'automatic';
    await desk.as((work) => setPolicy(work, { policy }));
    await desk.say([[9, 'mallory', 'such trash, you idiot', 'dana']]);
    desk.there.next = async () => 'none';
    await desk.carry();
    expect(await desk.action()).toMatchObject({ state: 'task', automatic: true });
    expect(await desk.theCase()).toMatchObject({ state: 'open', decidedBy: null });
    expect((await tasks(desk))[0]).toMatchObject({ who: null, caseRef: 'CASE-1', links: [] });
    expect(await text(desk)).toContain('by any moderator');
    await desk.press(desk.ben, 'action.by_hand', 'ACT-1');
    expect(await desk.action()).toMatchObject({ state: 'done' });
    expect(await desk.theCase()).toMatchObject({ state: 'acted', decidedBy: 'Ben' });
  });

  test('a task of somebody who left is any moderator’s, and of another organisation nobody sees it', async () => {
    const desk = await asked();
    await desk.as((work) => updateMember(work, desk.ada.actor.id!, { active: false }));
    expect((await tasks(desk))[0]!.who).toBeNull();
    const elsewhere = await actingDesk(opened);
    expect(await tasks(elsewhere)).toEqual([]);
    expect(await elsewhere.as(({ tx }) => countByHand(tx))).toBe(0);
    const emil = await desk.member('Emil', 'employee');
    await expect(desk.as(({ tx, principal }) => handTasks({ tx, principal }, 10), emil)).rejects.toThrow(
      'does not allow',
    );
  });
});
