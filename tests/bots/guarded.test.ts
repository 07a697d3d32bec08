import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { guardOrder } from '../../src/bots/guard-words.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { ChatPlatform } from '../../src/messages/inbound.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture, Person } from '../support/chat-fixture.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { type DiscordFixture, openDiscordFixture } from '../support/discord-fixture.ts';
import { openSlackFixture, type SlackFixture } from '../support/slack-fixture.ts';
import { openTeams, type TeamsFixture } from '../support/teams-fixture.ts';

interface Local {
  fixture: ChatFixture;
  react(who: Person, channel: string, message: string, emoji: string): Promise<void>;
  ready?(): Promise<void>;
}

const platforms: Record<ChatPlatform, (desk: () => ChatDesk) => Promise<Local>> = {
  async slack(desk) {
    const fixture: SlackFixture = await openSlackFixture({ guards: (source) => desk().chat.guards(source) });
    return {
      fixture,
      async react(who, channel, ts, reaction) {
        const event = {
          type: 'reaction_added',
          user: who.id,
          reaction,
          item: { type: 'message', channel, ts },
          event_ts: '1',
        };
        await fixture.server.deliver({ type: 'event_callback', team_id: fixture.workspace, event_id: 'EvR1', event });
      },
    };
  },
  async discord(desk) {
    const fixture: DiscordFixture = await openDiscordFixture({
      guardsAny: (app) => desk().chat.guardsAny(app, 'discord'),
    });
    return {
      fixture,
      ready: () => fixture.ready(),
      async react(who, channel, message_id, name) {
        fixture.server.gateway.dispatch(
          'MESSAGE_REACTION_ADD',
          {
            user_id: who.id,
            channel_id: channel,
            message_id,
            guild_id: fixture.workspace,
            emoji: { id: null, name },
            type: 0,
            burst: false,
          },
          fixture.workspace,
        );
      },
    };
  },
  async teams() {
    const fixture: TeamsFixture = await openTeams({ holdMs: 50 });
    return {
      fixture,
      async react(who, channel, replyToId, type) {
        const person = fixture.server.tenant.people.get(who.id)!;
        await fixture.deliver({
          ...fixture.server.envelope(person, channel, null),
          id: fixture.server.tenant.newId(),
          type: 'messageReaction',
          reactionsAdded: [{ type }],
          replyToId,
        });
      },
    };
  },
};

const kind = databases.at(-1)!;

describe.each(Object.keys(platforms) as ChatPlatform[])('guarded channels of %s', (name) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let desk: ChatDesk;
  let local: Local;
  let ada: Person;
  let bo: Person;
  let [guarded, other] = ['', ''];
  beforeAll(async () => {
    database = await kind.open();
    org = await newOrganisation(database.db);
    local = await platforms[name](() => desk);
    const { fixture } = local;
    desk = chatDesk(database.db, [fixture.platform]);
    await desk.connect(org.admin, name, fixture.workspace);
    [guarded, other] = [await fixture.channel('general'), await fixture.channel('random')];
    [ada, bo] = [await fixture.person('Ada'), await fixture.person('Bo')];
    const place = {
      platform: name,
      workspace: fixture.workspace,
      channel: guarded,
      thread: null,
      direct: false,
    } as const;
    expect(await desk.services.channel.guard(org.admin, place, 'normal')).toBe('normal');
    await fixture.platform.start(desk.dispatch.deliver);
    await local.ready?.();
  });
  afterEach(() => desk.idle());
  afterAll(async () => {
    await local.fixture.platform.stop();
    await local.fixture.close();
    await database.close();
  });

  const rows = () =>
    withOrg(database.db, org.orgId, (tx) =>
      tx.selectFrom('chat_message').selectAll().where('org_id', '=', org.orgId).orderBy('seq').execute(),
    );
  const until = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 10_000, interval: 20 });

  test('what is said, changed, taken back and reacted to there is stored; what is said elsewhere never leaves', async () => {
    const { fixture } = local;
    await fixture.say(bo, { channel: other }, 'not your business', { mention: false });
    await fixture.say(bo, 'direct', 'help');
    const first = await fixture.say(ada, { channel: guarded }, 'you idiot', { mention: false });
    await until(async () => expect(await rows()).toHaveLength(1));
    await fixture.edit(ada, { channel: guarded }, first, 'you fool');
    await local.react(bo, guarded, first, name === 'slack' ? 'middle_finger' : '🖕');
    await until(async () => expect(Object.keys((await rows())[0]!.reactions)).toHaveLength(1));
    await until(async () => expect((await rows())[0]!.content).toBe('you fool'));
    await fixture.delete(ada, { channel: guarded }, first);
    await until(async () => expect((await rows())[0]!.deleted_at).not.toBeNull());
    const [row, ...more] = await rows();
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      message_key: first,
      author: ada.id,
      author_bot: false,
      thread: null,
      content: 'you fool',
      waits: true,
      versions: [{ content: 'you idiot' }],
    });
    expect(row!.author_name).toContain('Ada');
    expect(Object.values(row!.reactions)).toEqual([[bo.id]]);
  });

  test('a question to the bot is screened as well as answered; a program is kept and never answered', async () => {
    const { fixture } = local;
    const before = (await rows()).length;
    const asked = await fixture.say(ada, { channel: guarded }, 'which alerts are open?');
    await until(async () => expect((await rows()).map(({ message_key }) => message_key)).toContain(asked));
    if (name !== 'teams') {
      await fixture.sayAsBot({ channel: guarded }, 'beep');
      await until(async () => expect((await rows()).slice(before).some(({ author_bot }) => author_bot)).toBe(true));
    }
  });

  test('left alone again, nothing more is stored', async () => {
    const { fixture } = local;
    const place = {
      platform: name,
      workspace: fixture.workspace,
      channel: guarded,
      thread: null,
      direct: false,
    } as const;
    await desk.services.channel.guard(org.admin, place, 'off');
    const before = (await rows()).length;
    await fixture.say(ada, { channel: guarded }, 'still here', { mention: false });
    const told = await desk.chat.guards({ app: 'settings', place });
    expect(told).toBe(false);
    await fixture.say(bo, { channel: other }, 'elsewhere', { mention: false });
    expect(await rows()).toHaveLength(before);
  });
});

test('a channel is guarded by an order in four languages, and by nothing that only sounds like one', () => {
  const said: Record<string, ReturnType<typeof guardOrder>> = {
    guard: 'normal',
    'guard this channel strictly': 'strict',
    'stop guarding': 'off',
    unguard: 'off',
    bewachen: 'normal',
    'diesen Kanal streng bewachen': 'strict',
    'nicht mehr bewachen': 'off',
    'protéger ce canal': 'normal',
    'ne plus protéger': 'off',
    'proteger este canal estricto': 'strict',
    'guard relaxed': 'relaxed',
    'who guards the building?': null,
    'guard alerts': null,
    'guard not strictly': null,
    alerts: null,
    '': null,
  };
  for (const [text, strictness] of Object.entries(said)) expect([text, guardOrder(text)]).toEqual([text, strictness]);
});
