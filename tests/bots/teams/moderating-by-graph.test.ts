import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createModerators } from '../../../src/bots/moderating.ts';
import { findAction, type StoredAction } from '../../../src/db/moderation-actions.ts';
import type { Db } from '../../../src/db/scope.ts';
import type { ModerationStep } from '../../../src/domain/moderation.ts';
import { silentLog } from '../../../src/log.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { powersIn } from '../../../src/messages/moderation-powers.ts';
import { CHANGE_MEMBERS, HIDE_IN_CHANNELS, HIDE_IN_CHATS } from '../../../src/messages/teams-permissions.ts';
import { proposalCard } from '../../../src/messages/views/proposal-card.ts';
import { auditKey } from '../../../src/pipeline/audit.ts';
import { connectWorkspace } from '../../../src/pipeline/chat-workspaces.ts';
import { actOnCase } from '../../../src/pipeline/moderation/act.ts';
import { type CarryingParts, carryOut } from '../../../src/pipeline/moderation/carry-out.ts';
import { guardChannel } from '../../../src/pipeline/moderation/guarded-channels.ts';
import { handTasks } from '../../../src/pipeline/moderation/hand-tasks.ts';
import { liftAction } from '../../../src/pipeline/moderation/lift.ts';
import { proposeWrite } from '../../../src/pipeline/proposals/propose.ts';
import { chatDesk } from '../../support/chat-desk.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { minutes, moderationDesk } from '../../support/moderation-desk.ts';
import { openTeams, type TeamsFixture } from '../../support/teams-fixture.ts';
import { startTeamsServer, type TeamsServer } from '../../support/teams-server.ts';

const WORDS = ['nobody asked you, idiot', 'you are trash, moron', 'leave, you useless idiot', 'idiot', 'trash, moron'];
const APP = { appId: '00000000-0000-4000-8000-000000000001', appPassword: 'a password', tenantId: null };

let database: TestDatabase;
beforeAll(async () => {
  database = await databases[0]!.open();
});
afterAll(() => database.close());

const opened: TeamsFixture[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** The platform as a process has it that has just started. */
async function start(server: TeamsServer, db: Db): Promise<TeamsFixture> {
  const { chat } = chatDesk(db, []);
  const teams = await openTeams({ graphPlaces: chat.graphPlaces, guards: async () => true }, server);
  await teams.platform.start(async () => ({ kind: 'accepted' }));
  return teams;
}

/** A case about Mallory, who wrote in a guarded channel of a tenant whose admin has granted so much. */
async function caseInTeams(granted: string[], { kind = 'channel' as 'channel' | 'group', graph = true } = {}) {
  const server = await startTeamsServer([{ ...APP, graph }]);
  server.graph.granted = granted;
  const desk = await moderationDesk(database);
  const workspace = server.tenant.id;
  await desk.as((work) => connectWorkspace(work, { platform: 'teams', workspace, name: 'Northwind' }));
  let teams = await start(server, database.db);
  opened.push(teams);
  const mallory = await teams.person('Mallory');
  const dana = await teams.person('Dana');
  const channel = kind === 'channel' ? await teams.channel('general') : server.group('general');
  const guarded = await desk.as((work) =>
    guardChannel(work, { platform: 'teams', workspace, channel, name: 'general' }),
  );
  const thread = await teams.say(dana, { channel }, 'hello everyone');
  const said: string[] = [];
  for (const [i, words] of WORDS.entries()) {
    const key = await teams.say(mallory, { channel, ...(kind === 'channel' ? { thread } : {}) }, words);
    said.push(key);
    desk.at(minutes(i / 2));
    await desk.take(
      [
        {
          kind: 'said',
          key,
          thread: kind === 'channel' ? thread : null,
          at: minutes(i / 2),
          author: { account: mallory.id, name: 'Mallory', bot: false },
          content: words,
          replyTo: null,
          targets: [dana.id],
        },
      ],
      guarded.id,
    );
  }
  const { chat } = chatDesk(database.db, []);
  if (kind === 'channel' && graph)
    await vi.waitFor(async () =>
      expect(await chat.graphPlaces.team(desk.orgId, workspace, channel)).toBe(server.graph.team),
    );
  const parts = (): CarryingParts => ({
    db: database.db,
    now: desk.now,
    auditKey: auditKey('a secret for tests, long enough'),
    platforms: createModerators([teams.platform], silentLog()),
    readLanguage: () => 'en',
    wake: () => {},
    log: silentLog(),
  });
  const action = (number = 1): Promise<StoredAction> => desk.as(({ tx }) => findAction(tx, number)).then((one) => one!);
  return {
    ...desk,
    server,
    teams,
    mallory,
    said,
    action,
    hidden: () => [...server.graph.hidden.keys()].sort(),
    /** What the card says of a step before anybody presses. */
    power: async (step: ModerationStep) => powersIn((await desk.cases())[0]!.channel)[step],
    press: (step: ModerationStep, hours?: number) =>
      desk.as((work) => actOnCase(work, 1, { step, ...(hours ? { hours } : {}) })),
    undo: (number = 1) => desk.as((work) => liftAction(work, number)),
    isOut: () => server.graph.out.has(mallory.id),
    carry: async (number = 1) => carryOut(parts(), desk.orgId, (await action(number)).id, new AbortController().signal),
    async restart(): Promise<void> {
      await teams.platform.stop();
      teams = await start(server, database.db);
      opened.splice(0, opened.length, teams);
    },
  };
}
const calls = ({ server }: { server: TeamsServer }) =>
  server.calls.filter(({ path }) => path.startsWith('/graph/')).map(({ method }) => method);

describe('hiding messages in Teams by Microsoft Graph', () => {
  test('the card says so first, others read them no more, and Undo shows them again after a restart', async () => {
    const desk = await caseInTeams([HIDE_IN_CHANNELS, 'Sites.Read.All']);
    expect(await desk.power('delete')).toMatchObject({ way: 'native', what: expect.stringContaining('Hides') });
    expect(await desk.power('timeout')).toMatchObject({ way: 'human_task' });
    expect((await desk.cases())[0]!.channel.granted).toEqual([HIDE_IN_CHANNELS]);

    await desk.press('delete');
    await desk.carry();
    expect(await desk.action()).toMatchObject({ state: 'done', way: 'native', handle: { hidden: true } });
    const { messageKeys, reason } = await desk.action();
    expect(desk.hidden()).toEqual([...messageKeys].sort());
    expect([...desk.server.graph.hidden.values()]).toContain(reason);

    await desk.restart();
    expect((await desk.undo()).action).toMatchObject({ state: 'lifting', outcome: '' });
    await desk.carry();
    expect(await desk.action()).toMatchObject({ state: 'lifted', outcome: 'The messages are shown again.' });
    expect(desk.hidden()).toEqual([]);
  });

  test('in a group chat it needs the permission for chats, and nothing of a team', async () => {
    const desk = await caseInTeams([HIDE_IN_CHATS], { kind: 'group' });
    await desk.press('delete');
    await desk.carry();
    expect(await desk.action()).toMatchObject({ state: 'done', way: 'native' });
    expect(desk.hidden()).toHaveLength((await desk.action()).messageKeys.length);
  });

  test('switched off or not granted, it is a task as before that says what is missing, and nothing is asked of Graph', async () => {
    for (const [granted, graph] of [
      [[HIDE_IN_CHANNELS], false],
      [[HIDE_IN_CHATS], true],
    ] as const) {
      const desk = await caseInTeams([...granted], { graph });
      expect(await desk.power('delete')).toMatchObject({ way: 'human_task' });
      await desk.press('delete');
      await desk.carry();
      const { state, outcome } = await desk.action();
      expect(state).toBe('task');
      expect(outcome).toContain(graph ? `has not granted the app ${HIDE_IN_CHANNELS}` : 'an owner of the team deletes');
      expect(outcome).toContain('https://teams.microsoft.com/l/channel/');
      expect(calls(desk)).toEqual([]);
      expect((await desk.undo()).action.state).toBe('lifted');
    }
  });

  test('refused in the middle it is a task, and Undo shows what was hidden; asked to wait it goes on and hides each once', async () => {
    const desk = await caseInTeams([HIDE_IN_CHANNELS]);
    const [, second] = desk.said;
    desk.server.faults.push({ status: 403, code: 'Forbidden', of: new RegExp(`^PATCH .*${second}$`) });
    await desk.press('delete');
    await desk.carry();
    const half = await desk.action();
    expect(half).toMatchObject({ state: 'task', handle: { hidden: true } });
    expect(half.outcome).toContain(`1 of ${half.messageKeys.length} are hidden. Microsoft Graph refused it`);
    expect(half.outcome).toContain(HIDE_IN_CHANNELS);
    const [task] = await desk.as(({ tx, principal }) => handTasks({ tx, principal }, 5));
    expect(task!.how).toContain('an owner of the team deletes it there');
    expect(desk.hidden()).toHaveLength(1);
    await desk.undo();
    // what it asks to wait is waited for, and nobody stays hidden for an error
    desk.server.faults.push({ status: 403, code: 'Forbidden', of: /^PATCH/ });
    expect(await desk.carry()).toBeInstanceOf(Date);
    expect((await desk.action()).outcome).toMatch(/could not be taken back yet/);
    desk.at(minutes(120));
    desk.server.faults.push({ status: 429, retryAfter: '1', of: /^PATCH/ });
    for (let tries = 0; tries < 3 && (await desk.action()).state === 'lifting'; tries++) {
      await desk.carry();
      desk.at(new Date(desk.now().getTime() + 3_600_000));
    }
    expect((await desk.action()).state).toBe('lifted');
    expect(desk.hidden()).toEqual([]);
  });

  test('messages that are gone are a person’s task, as is a tenant in which the app is unknown', async () => {
    const desk = await caseInTeams([HIDE_IN_CHANNELS]);
    desk.server.tenant.conversations.get((await desk.cases())[0]!.channel.channel)!.messages.length = 0;
    await desk.press('delete');
    await desk.carry();
    expect((await desk.action()).outcome).toContain('knows no such messages');

    const { platform, workspace } = desk.teams;
    const { channel } = (await desk.cases())[0]!.channel;
    desk.server.apps[0]!.tenantId = 'another-tenant';
    const order = {
      ...{
        orgId: desk.orgId,
        key: 'ACT-9',
        platform: 'teams',
        workspace,
        channel,
        thread: null,
        account: desk.mallory.id,
      },
      ...{ by: null, messageKeys: desk.said, until: null, reason: 'Insults', handle: {}, verb: 'delete' as const },
    };
    expect(await platform.moderate!(order)).toMatchObject({
      way: 'human_task',
      outcome: expect.stringMatching(
        /no token for Graph in that tenant\. The app or tenant is not known there.*by hand/,
      ),
    });
    expect(await desk.power('delete')).toMatchObject({ way: 'human_task' });
  });
});

describe('taking people out of a team by Microsoft Graph', () => {
  test('the card says so first; a timeout that has run out while the service was down puts them back', async () => {
    const desk = await caseInTeams([CHANGE_MEMBERS]);
    expect(await desk.power('timeout')).toMatchObject({
      way: 'approximate',
      what: expect.stringContaining('whole team'),
    });
    expect(await desk.power('ban')).toMatchObject({ way: 'approximate', what: expect.stringContaining('whole team') });
    expect(await desk.power('delete')).toMatchObject({ way: 'human_task' });
    // as does that of an order given in words, whatever it says itself
    const { platform, workspace, channel } = (await desk.cases())[0]!.channel;
    const args = {
      step: 'timeout',
      account: desk.mallory.id,
      platform,
      workspace,
      channel,
      case: 'CASE-1',
      granted: [],
    };
    const { proposal } = await desk.as((work) =>
      proposeWrite({ ...work, via: 'agent' }, { kind: 'moderate_member', args, why: '', untrusted: false }),
    );
    const card = proposalCard(proposal, { now: desk.now(), timeZone: 'UTC', can: () => true });
    expect(cardText(card)).toContain('taken out of the whole team');
    await desk.press('timeout', 24);
    await desk.carry();
    expect(await desk.action()).toMatchObject({ state: 'done', way: 'approximate', handle: { takenOut: true } });
    expect(desk.isOut()).toBe(true);

    await desk.restart();
    desk.at(minutes(24 * 60 + 10));
    // what Graph cannot just now is tried again
    desk.server.faults.push({ status: 503, retryAfter: '60', of: /^POST \/graph/ });
    expect(await desk.carry()).toBeInstanceOf(Date);
    expect(desk.isOut()).toBe(true);
    for (let tries = 0; tries < 4 && (await desk.action()).state === 'lifting'; tries++) {
      await desk.carry();
      desk.at(new Date(desk.now().getTime() + 3_600_000));
    }
    expect(await desk.action()).toMatchObject({ state: 'expired', outcome: 'They were put back into the team.' });
    expect(desk.isOut()).toBe(false);
  });

  test('the end of a mute lets nobody in who is timed out as well; the end of that does', async () => {
    const desk = await caseInTeams([CHANGE_MEMBERS]);
    await desk.press('mute', 24);
    await desk.carry();
    await desk.press('timeout', 48);
    await desk.carry(2);
    expect(await desk.action(2)).toMatchObject({
      state: 'done',
      way: 'approximate',
      outcome: expect.stringContaining('not in the team'),
    });
    await desk.undo(1);
    await desk.carry(1);
    expect(await desk.action(1)).toMatchObject({ state: 'lifted', outcome: 'They stay out: ACT-2 still holds.' });
    expect(desk.isOut()).toBe(true);
    await desk.undo(2);
    await desk.carry(2);
    expect((await desk.action(2)).state).toBe('lifted');
    expect(desk.isOut()).toBe(false);
  });

  test('owners are refused, guests are a person’s task; whom somebody else took out is not put back', async () => {
    const desk = await caseInTeams([CHANGE_MEMBERS]);
    const { platform, workspace } = desk.teams;
    const { channel } = (await desk.cases())[0]!.channel;
    const order = (verb: 'ban' | 'lift_ban', part: { account?: string; channel?: string } = {}) =>
      platform.moderate!({
        ...{ orgId: desk.orgId, key: 'ACT-9', platform: 'teams', workspace, channel, thread: null, verb },
        ...{ account: desk.mallory.id, by: null, messageKeys: [], until: null, reason: 'Insults', handle: {} },
        ...part,
      });
    desk.server.graph.roles.set(desk.mallory.id, ['owner']);
    await expect(order('ban')).rejects.toThrow('They own the team. Another owner');
    await expect(order('ban', { account: `28:${APP.appId}` })).rejects.toThrow('does not act on itself');
    desk.server.graph.roles.set(desk.mallory.id, ['guest']);
    const byHand = (why: string) => ({ way: 'human_task', outcome: expect.stringContaining(why) });
    expect(await order('ban')).toMatchObject(byHand('no app put a guest back'));
    expect(await order('ban', { account: "29:o'brien" })).toMatchObject(byHand('which account of Entra'));
    expect(await order('ban', { channel: desk.server.group('chat') })).toMatchObject(
      byHand('an owner of the team removes'),
    );
    desk.server.graph.roles.clear();
    desk.server.faults.push({ status: 403, code: 'Forbidden', of: /^DELETE/ });
    expect(await order('ban')).toMatchObject(byHand(`the app needs ${CHANGE_MEMBERS}`));
    expect(desk.isOut()).toBe(false);

    desk.server.graph.out.add(desk.mallory.id);
    await desk.press('timeout', 24);
    await desk.carry();
    expect(await desk.action()).toMatchObject({
      state: 'done',
      outcome: expect.stringContaining('They were not in the team.'),
    });
    await desk.undo();
    await desk.carry();
    expect(await desk.action()).toMatchObject({
      state: 'lift_task',
      outcome: expect.stringContaining('may not have taken them out'),
    });
    expect(desk.isOut()).toBe(true);
  });
});

test('the check names what is not granted, and what a person does therefore', async () => {
  const desk = await caseInTeams([HIDE_IN_CHANNELS]);
  const check = async () => {
    const all = await desk.teams.platform.checks!();
    return all.find(({ name }) => name === 'Teams moderation by Microsoft Graph')!;
  };
  expect(await (await check()).check()).toMatch(
    /lacks .*Chat\.UpdatePolicyViolation\.All \(the same in group chats\).*: a person does that$/,
  );
  desk.server.graph.granted = [];
  await expect((await check()).check()).rejects.toThrow(HIDE_IN_CHANNELS);
  expect((await check()).mend).toContain('Grant admin consent');
  // and the cards know it at once
  expect(await desk.power('delete')).toMatchObject({ way: 'human_task' });
});
