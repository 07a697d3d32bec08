import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findIncident } from '../../../src/db/incidents.ts';
import { findAction } from '../../../src/db/moderation-actions.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import type { Role } from '../../../src/domain/role.ts';
import { silentLog } from '../../../src/log.ts';
import type { ChatPlace } from '../../../src/messages/inbound.ts';
import { titleIn } from '../../../src/messages/incident-title.ts';
import type { ModerationOrder } from '../../../src/messages/moderation-order.ts';
import type { OutboundMessage } from '../../../src/messages/outbound.ts';
import { performAction } from '../../../src/pipeline/actions.ts';
import { auditKey } from '../../../src/pipeline/audit.ts';
import { addMember, linkChatAccount, memberPrincipal } from '../../../src/pipeline/members.ts';
import { actOnCase } from '../../../src/pipeline/moderation/act.ts';
import { decideAppeal, openAppeal, sendAppeal } from '../../../src/pipeline/moderation/appeal.ts';
import { type CarryingParts, carryOut, type ModerationPlatforms } from '../../../src/pipeline/moderation/carry-out.ts';
import { dismissCase } from '../../../src/pipeline/moderation/decide-case.ts';
import { doneByHand } from '../../../src/pipeline/moderation/done-by-hand.ts';
import { liftAction } from '../../../src/pipeline/moderation/lift.ts';
import { tellAppeal } from '../../../src/pipeline/moderation/tell-appeal.ts';
import type { Work } from '../../../src/pipeline/work.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { minutes, moderationDesk, PILE_ON } from '../../support/moderation-desk.ts';

const PLACE = { platform: 'console', audience: 'private' } as const;
const key = auditKey('a secret for tests, long enough');

describe.each(databases)('acting on $name', ({ open }) => {
  let opened: TestDatabase;
  let desk: Awaited<ReturnType<typeof moderationDesk>>;
  let orders: ModerationOrder[];
  let told: { account: string; message: OutboundMessage; key: string }[];
  /** What the platform does next, in the place of doing it. */
  let next: ModerationPlatforms['moderate'] | null;
  let [ada, ben]: Principal[] = [];

  /** Of its own for each organisation: an account belongs to one. */
  let server: string;

  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    desk = await moderationDesk(opened);
    server = `G-${desk.orgId}`;
    [orders, told, next] = [[], [], null];
    // the channel is one of a chat platform, whose accounts may be members'
    await desk.as(({ tx }) =>
      tx
        .updateTable('guarded_channel')
        .set({ platform: 'discord', workspace: server })
        .where('org_id', '=', tx.orgId)
        .execute(),
    );
    await desk.say(PILE_ON);
    ada = await member('Ada', 'moderator', 'ada');
    ben = await member('Ben', 'moderator', 'ben');
  });

  async function member(name: string, role: Role, account: string): Promise<Principal> {
    const email = `${name.toLowerCase()}@example.com`;
    const { id } = await desk.as((work) => addMember(work, { name, email, role }));
    await desk.as((work) => linkChatAccount(work, id, { platform: 'discord', workspace: server, externalId: account }));
    return (await desk.as(({ tx }) => memberPrincipal(tx, id, PLACE)))!;
  }
  const parts = (): CarryingParts => ({
    db: opened.db,
    now: desk.now,
    auditKey: key,
    platforms: {
      async moderate(order) {
        orders.push(order);
        const answer = next;
        next = null;
        return answer
          ? answer(order)
          : { kind: 'done', done: { way: 'native', outcome: '', handle: { ours: order.verb } } };
      },
      async tell({ account }, message, name) {
        if (!told.some((one) => one.key === name)) told.push({ account, message, key: name });
        return { kind: 'done', done: { platform: 'discord', workspace: server, channel: account, messageId: name } };
      },
      retell: async () => ({ kind: 'done', done: undefined }),
    },
    readLanguage: () => 'en',
    wake: () => {},
    log: silentLog(),
  });
  const carry = async (id: string) => carryOut(parts(), desk.orgId, id, new AbortController().signal);
  const act = (step: 'timeout' | 'warning' | 'mute' | 'ban', by = ada!, account?: string) =>
    desk.as((work) => actOnCase(work, 1, { step, ...(account ? { account } : {}) }), by);
  const now = (number = 1) => desk.as(({ tx }) => findAction(tx, number)).then((one) => one!);
  const state = async () => (await desk.cases())[0]!.state;
  const verbs = () => orders.map(({ verb }) => verb);

  test('two who press at once do one thing, and both are told how it stands', async () => {
    const press = (who: Principal) =>
      desk.as((work) => performAction(work, { id: 'case.timeout', value: 'CASE-1' }), who);
    const outcomes = await Promise.all([press(ada!), press(ben!)]);
    expect(outcomes.map(({ done }) => done).sort()).toEqual([false, true]);
    expect(outcomes.find(({ done }) => !done)!.text).toMatch(
      /^ACT-1 Timeout 24 h for Mallory: .* already, by (Ada|Ben)\.$/,
    );
    const { id } = await now();
    await Promise.all([carry(id), carry(id)]);
    expect(verbs()).toEqual(['timeout']);
    expect(told).toHaveLength(1);
    expect(await now()).toMatchObject({ state: 'done', way: 'native', handle: { ours: 'timeout' } });
    expect(await state()).toBe('acted');
    await expect(desk.as((work) => dismissCase(work, 1, { as: 'no_violation' }), ben)).rejects.toThrow(
      'Take that back',
    );
  });

  test('nobody acts on themselves, on a moderator, on somebody above them or on a program; an admin may on all but the first', async () => {
    const about = (account: string) =>
      desk.as(({ tx }) =>
        tx.updateTable('moderation_case').set({ offender: account }).where('org_id', '=', tx.orgId).execute(),
      );
    await about('ada');
    await expect(act('timeout')).rejects.toThrow('That is you');
    await about('ben');
    await expect(act('timeout')).rejects.toThrow('Ben is moderator here');
    await member('Mel', 'manager', 'mel');
    await about('mel');
    await expect(act('timeout')).rejects.toThrow('Mel is manager here');
    expect((await act('timeout', desk.admin)).done).toBe(true);
    await member('Emil', 'employee', 'emil');
    await about('emil');
    expect((await act('timeout')).done).toBe(true);
    await expect(act('timeout', await member('Otto', 'employee', 'otto'))).rejects.toThrow('does not allow');
    await expect(act('timeout', ada, 'dana')).rejects.toThrow('Nobody of CASE-1');
  });

  test('Undo while it is being done: it is done and then taken back there', async () => {
    await act('timeout');
    next = async () => {
      await desk.as((work) => liftAction(work, 1), ben);
      return { kind: 'done', done: { way: 'native', outcome: '', handle: { ours: 'timeout' } } };
    };
    await carry((await now()).id);
    expect(verbs()).toEqual(['timeout', 'lift_timeout']);
    expect(orders[1]!.handle).toEqual({ ours: 'timeout' });
    expect(await now()).toMatchObject({ state: 'lifted', liftedBy: 'Ben' });
    expect(await state()).toBe('open');
    expect((await desk.as((work) => liftAction(work, 1), ada)).done).toBe(false);
  });

  test('what nobody has begun with is taken back without asking the platform', async () => {
    await act('mute');
    await desk.as((work) => liftAction(work, 1), ada);
    await carry((await now()).id);
    expect(orders).toEqual([]);
    expect((await now()).state).toBe('lifted');
  });

  test('what the platform refuses is said, and the case waits again; what it cannot just now is tried for a day', async () => {
    await act('timeout');
    next = async () => ({ kind: 'refused', why: 'They own the server.' });
    await carry((await now()).id);
    expect(await now()).toMatchObject({ state: 'failed', outcome: 'They own the server.' });
    expect(await state()).toBe('open');

    await act('timeout');
    const { id } = await now(2);
    const away: ModerationPlatforms['moderate'] = async () => ({ kind: 'later', afterMs: 30_000, why: 'Away.' });
    next = away;
    expect(await carry(id)).toEqual(new Date(desk.now().getTime() + 30_000));
    expect(await carry(id)).toBeNull();
    desk.at(minutes(24 * 60 - 60));
    next = away;
    await carry(id);
    expect((await now(2)).state).toBe('due');
    desk.at(minutes(24 * 60 + 60));
    await carry(id);
    expect(await now(2)).toMatchObject({ state: 'failed', outcome: 'It would be over by now.' });
    expect(await state()).toBe('open');
  });

  test('a worker that died in the middle is followed by another, with the same order', async () => {
    await act('timeout');
    const { id } = await now();
    next = () => Promise.reject(new Error('killed'));
    await expect(carry(id)).rejects.toThrow('killed');
    expect(await carry(id)).toBeNull();
    desk.at(minutes(12));
    await carry(id);
    expect(orders).toHaveLength(2);
    expect(orders[0]).toEqual(orders[1]);
    expect((await now()).state).toBe('done');
  });

  test('what has run out is taken back there once, and stands as over', async () => {
    await act('mute');
    const { id, expiresAt } = await now();
    await carry(id);
    expect(await carry(id)).toBeNull();
    desk.at(new Date(expiresAt!.getTime() + 1000));
    await Promise.all([carry(id), carry(id)]);
    expect(verbs()).toEqual(['mute', 'lift_mute']);
    expect(orders[1]).toMatchObject({ expired: true });
    expect(await now()).toMatchObject({ state: 'expired', liftedBy: null });
    expect(await state()).toBe('acted');
  });

  test('where no app can do it, somebody does it by hand and says so; a warning is a message', async () => {
    await act('warning');
    await carry((await now()).id);
    expect(orders).toEqual([]);
    expect(told.map(({ account }) => account)).toEqual(['mallory']);
    expect(told[0]!.message.text).toContain('A warning for what you wrote in #general');
    expect(told[0]!.message.text).not.toMatch(/Ada|CASE-/);
    await act('ban', desk.admin);
    const ban = await desk.as((work) => performAction(work, { id: 'case.ban', value: 'CASE-1' }), ben);
    expect(ban.text).toContain('carried out');
    next = async () => 'none';
    await carry((await now(2)).id);
    expect(await now(2)).toMatchObject({ state: 'task', way: 'human_task', secondedBy: 'Ben' });
    await desk.as((work) => doneByHand(work, 2), ben);
    await carry((await now(2)).id);
    expect((await now(2)).state).toBe('done');
    await desk.as((work) => liftAction(work, 2), ben);
    await carry((await now(2)).id);
    expect((await now(2)).state).toBe('lift_task');
    await desk.as((work) => doneByHand(work, 2), ben);
    await carry((await now(2)).id);
    expect(verbs()).toEqual(['ban']);
    expect((await now(2)).state).toBe('lifted');
    // the warning still stands
    expect(await state()).toBe('acted');
  });

  test('only whom it was done to appeals, once; whoever did it decides only where nobody else can', async () => {
    await act('timeout');
    await carry((await now()).id);
    const at = (id: string, workspace = server) => {
      const place: ChatPlace = { platform: 'discord', workspace, channel: 'D', thread: null, direct: true };
      return { place, speaker: { id, name: 'Mal', bot: false } };
    };
    const forms = (who: ReturnType<typeof at>, ref: string) => desk.as(({ tx }) => openAppeal(tx, who, ref, 'en'));
    const nothing = 'There is nothing here that you could appeal against.';
    for (const [who, ref] of [
      [at('eve'), 'ACT-1'],
      [at('mallory', 'G2'), 'ACT-1'],
      [at('mallory'), 'ACT-2'],
      [at('mallory'), 'CASE-1'],
      [at('mallory'), `${'9'.repeat(5000)}`],
    ] as const)
      await expect(forms(who, ref)).rejects.toThrow(nothing);
    expect((await forms(at('mallory'), 'ACT-1')).parts[0]).toMatchObject({ text: 'Appeal against ACT-1' });
    const send = (text: string) =>
      desk.as(({ tx, now: moment }) =>
        sendAppeal({ tx, now: moment, auditKey: key }, at('mallory'), { value: 'ACT-1', text }, 'en'),
      );
    await expect(send('\u0000 ')).rejects.toThrow();
    expect(await send('It was a quotation.\u0000')).toContain('with the moderators');
    expect(await send('And again.')).toContain('already');
    const decide = (who: Principal, decision: 'uphold' | 'overturn') =>
      desk.as((work: Work) => decideAppeal(work, 1, { decision, note: 'We looked.' }), who);
    await expect(decide(ada!, 'overturn')).rejects.toThrow('somebody else');
    const { appeal, done } = await decide(ben!, 'uphold');
    expect(done).toBe(true);
    expect((await decide(ada!, 'overturn')).done).toBe(false);
    expect((await now()).state).toBe('done');
    expect(await tellAppeal(parts(), desk.orgId, appeal.id)).toBe(true);
    await tellAppeal(parts(), desk.orgId, appeal.id);
    expect(told.at(-1)!.message.text).toBe(
      'Your appeal against ACT-1 was looked at. The decision stands. The moderators say: We looked.',
    );
    expect(told).toHaveLength(2);
  });

  test('what is hidden is shown to whoever asks alone, and an incident is opened once', async () => {
    const press = (id: string) => desk.as((work) => performAction(work, { id, value: 'CASE-1' }), ada);
    const shown = await press('case.reveal');
    expect(shown).toMatchObject({ alone: true, done: true });
    expect((await press('case.open_incident')).text).toBe('Opened INC-1 from CASE-1.');
    expect((await press('case.open_incident')).text).toBe('CASE-1 belongs to INC-1 already.');
    const named = await desk.as(({ tx }) => findIncident(tx, 1));
    expect(named?.title).toMatch(/ by /);
    expect(titleIn(named!, 'de')).toMatch(/ durch /);
    expect((await press('case.dismiss')).done).toBe(true);
    await expect(press('case.timeout')).rejects.toThrow('was dismissed by Ada');
    expect((await press('case.undo')).done).toBe(true);
    expect(await state()).toBe('open');
    await expect(desk.as((work) => performAction(work, { id: 'case.timeout', value: 'INC-1' }), ada)).rejects.toThrow();
  });
});
