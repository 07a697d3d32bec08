import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mayOpenForm } from '../../../src/bots/may-open-form.ts';
import type { Immediate } from '../../../src/bots/platform.ts';
import { TokenRefused } from '../../../src/bots/platform-errors.ts';
import type { OrgId } from '../../../src/domain/id.ts';
import type { InboundEvent } from '../../../src/messages/inbound.ts';
import type { Person } from '../../support/chat-fixture.ts';
import { type DiscordFixture, openDiscordFixture } from '../../support/discord-fixture.ts';
import { BOT } from '../../support/discord-world.ts';

const orgId = '0199d7a0-0000-7000-8000-00000000000f' as OrgId;
const until = (look: () => unknown) => vi.waitFor(() => expect(look()).toBeTruthy(), { timeout: 15_000, interval: 10 });

let discord: DiscordFixture;
let events: InboundEvent[];
let immediate: (event: InboundEvent) => Immediate | Promise<Immediate>;
let ada: Person;
let channel: string;

async function open(options: Parameters<typeof openDiscordFixture>[0] = {}): Promise<void> {
  discord = await openDiscordFixture(options);
  channel = await discord.channel('security');
  ada = await discord.person('Ada');
  events = [];
  immediate = () => ({ kind: 'accepted' });
  await discord.platform.start(async (event) => {
    const now = await immediate(event);
    events.push(event);
    return now;
  });
  await discord.ready();
  await until(() => discord.server.commands.length > 0);
}
const last = () => events.at(-1)!;
const targetOf = ({ place, handle, speaker }: InboundEvent, alone = false) => ({
  workspace: place.workspace,
  channel: place.channel,
  thread: place.thread,
  ...(handle ? { handle } : {}),
  ...(alone && !place.direct ? { only: speaker.id } : {}),
});
const card = (label = 'Close', more: object = {}) => ({
  key: 'INC-17',
  parts: [
    { kind: 'heading' as const, text: 'INC-17 Break-in', severity: 'high' as const },
    { kind: 'actions' as const, actions: [{ id: 'incident.close', label, value: 'INC-17', ...more }] },
  ],
});

afterEach(async () => {
  await discord.platform.stop();
  await discord.close();
});

describe('what people do on Discord', () => {
  beforeEach(() => open());

  test('a mention is said to the bot, and its answer begins a thread', async () => {
    const id = await discord.say(ada, { channel }, 'show <b>high</b> alerts');
    await until(() => events.length);
    expect(last()).toMatchObject({
      kind: 'message',
      id,
      app: 'settings',
      place: {
        platform: 'discord',
        workspace: discord.workspace,
        channel,
        channelName: 'security',
        thread: id,
        direct: false,
      },
      speaker: { id: ada.id, name: 'Ada', bot: false },
      text: 'show <b>high</b> alerts',
      addressed: true,
    });
    const writer = discord.platform.answer!(targetOf(last()), orgId, { key: 'inbox 1' });
    await writer.status('Looking');
    expect(discord.signs()).toEqual({ shown: 1, showing: true });
    await writer.text('Three');
    await until(() => discord.visible(channel).length);
    const posted = await writer.finish({ orgId, text: 'Three alerts.' });
    expect(discord.signs().showing).toBe(false);
    expect(discord.visible(channel)).toMatchObject([{ id: posted.messageId, text: 'Three alerts.', thread: id }]);
    expect(discord.server.world.channels.get(id)).toMatchObject({ name: 'show <b>high</b> alerts', parent: channel });

    await discord.say(ada, { channel, thread: id }, 'and yesterday?', { mention: false });
    await until(() => events.length === 2);
    expect(last()).toMatchObject({ addressed: true, place: { channel, thread: id }, text: 'and yesterday?' });
  });

  test('what is said to others is not said to the bot; programs are marked, its own words dropped', async () => {
    await discord.say(ada, { channel }, 'lunch?', { mention: false });
    await discord.sayAsBot({ channel }, 'hello bot');
    await discord.platform.post({ workspace: discord.workspace, channel }, { orgId, text: 'mine' }, 'k');
    await discord.say(ada, 'direct', 'hello');
    await until(() => events.length === 3);
    const said = (text: string) => events.find((event) => event.kind === 'message' && event.text === text);
    expect(said('lunch?')).toMatchObject({ addressed: false });
    expect(said('hello bot')).toMatchObject({ speaker: { bot: true } });
    expect(said('hello')).toMatchObject({
      addressed: true,
      place: { workspace: discord.workspace, direct: true, thread: null },
    });
  });

  test('a message edited or deleted reaches us, also one we had forgotten', async () => {
    const id = await discord.say(ada, { channel }, 'one');
    await discord.edit(ada, { channel }, id, 'two');
    await discord.delete(ada, { channel }, id);
    await until(() => events.length === 3);
    expect(events.map(({ kind }) => kind)).toEqual(['message', 'message_edited', 'message_deleted']);
    expect(events[1]).toMatchObject({ messageId: id, text: 'two', speaker: { id: ada.id } });
    expect(events[2]).toMatchObject({ messageId: id, place: { channel } });
  });

  test('a command is thought about before its asker’s eyes alone, and answered in that place', async () => {
    await discord.command(ada, { channel }, 'ask who is on call');
    expect(last()).toMatchObject({
      kind: 'command',
      name: 'ask',
      text: 'who is on call',
      speaker: { language: 'en-US' },
    });
    expect(discord.signs().showing).toBe(true);
    const posted = await discord.platform.post(targetOf(last(), true), { orgId, text: 'Nobody.' }, 'answer');
    const again = await discord.platform.post(targetOf(last(), true), { orgId, text: 'Nobody.' }, 'answer');
    expect(again).toEqual(posted);
    expect(discord.onlyFor(ada)).toMatchObject([{ text: 'Nobody.' }]);
    expect(discord.visible(channel)).toEqual([]);
    expect(discord.signs().showing).toBe(false);
    await discord.platform.post(targetOf(last(), true), { orgId, text: 'More.' }, 'more');
    expect(discord.onlyFor(ada).map(({ text }) => text)).toEqual(['Nobody.', 'More.']);
  });

  test('a form opens at once and comes back filled in', async () => {
    const form = {
      key: 'form',
      parts: [
        { kind: 'heading' as const, text: 'New incident' },
        {
          kind: 'field' as const,
          name: 'title',
          label: 'What happened?',
          input: 'text' as const,
          value: 'Laptop',
          required: true,
        },
        {
          kind: 'field' as const,
          name: 'severity',
          label: 'How bad?',
          input: 'select' as const,
          options: [
            { label: 'Low', value: 'low' },
            { label: 'High', value: 'high' },
          ],
          value: 'low',
        },
        { kind: 'actions' as const, actions: [{ id: 'incident.create', label: 'Open', value: 'x'.repeat(300) }] },
      ],
    };
    immediate = (event) => (event.kind === 'command' ? { kind: 'form', form } : { kind: 'accepted' });
    await discord.command(ada, { channel }, 'incident Laptop');
    expect(discord.form(ada)).toMatchObject({
      title: 'New incident',
      fields: [
        { name: 'title', value: 'Laptop' },
        { name: 'severity', value: 'low' },
      ],
    });
    await discord.submit(ada, { severity: 'high' });
    expect(last()).toMatchObject({
      kind: 'form',
      action: 'incident.create',
      value: 'x'.repeat(300),
      fields: { title: 'Laptop', severity: 'high' },
      message: null,
    });
  });

  test('the menu of a message and completion', async () => {
    immediate = (event) =>
      event.kind === 'completing'
        ? { kind: 'choices', choices: [{ label: 'INC-17 Break-in', value: 'INC-17' }] }
        : { kind: 'accepted' };
    expect(await discord.complete!(ada, 'incident', 'title', 'brea')).toEqual(['INC-17 Break-in']);
    expect(last()).toMatchObject({ kind: 'completing', command: 'incident', option: 'title', text: 'brea' });
    const bob = await discord.person('Bob');
    const id = await discord.say(bob, { channel }, 'my laptop is gone', { mention: false });
    await until(() => events.length === 2);
    await discord.shortcut!(ada, { channel }, id);
    expect(last()).toMatchObject({
      kind: 'shortcut',
      text: 'my laptop is gone',
      author: 'Bob',
      messageId: id,
      url: `https://discord.com/channels/${discord.workspace}/${channel}/${id}`,
    });
  });

  test('a button says what it is for, however long that is, and its card is replaced', async () => {
    const choice = JSON.stringify({
      kind: 'failed_logins',
      params: { threshold: 10, minutes: 5, words: 'y'.repeat(300) },
      severity: 'high',
    });
    const parts = [
      ...card().parts,
      { kind: 'actions' as const, actions: [{ id: 'rule.propose', label: 'Propose', value: choice }] },
    ];
    const posted = await discord.platform.post(
      { workspace: discord.workspace, channel },
      { orgId, text: 't', card: { key: 'k', parts } },
      'k',
    );
    const [message] = discord.visible(channel);
    await discord.press(ada, message!, 'Propose');
    expect(last()).toMatchObject({ kind: 'action', action: 'rule.propose', value: choice, message: posted });
    await discord.press(ada, message!, 'Close');
    expect(last()).toMatchObject({ kind: 'action', action: 'incident.close', value: 'INC-17', message: posted });
    await discord.platform.update(posted, { orgId, text: 'Closed.' }, last().handle);
    expect(discord.visible(channel)).toMatchObject([{ id: message!.id, text: 'Closed.', buttons: [], edits: 1 }]);
    await discord.platform.post(targetOf(last(), true), { orgId, text: 'Closed INC-17.' }, 'word');
    expect(discord.onlyFor(ada)).toMatchObject([{ text: 'Closed INC-17.' }]);
  });

  test('what cannot be undone is asked once more, and the question goes away', async () => {
    const posted = await discord.platform.post(
      { workspace: discord.workspace, channel },
      { orgId, text: 't', card: card('Withdraw', { confirm: 'Really withdraw INC-17?' }) },
      'k',
    );
    await discord.press(ada, discord.visible(channel)[0]!, 'Withdraw');
    expect(events).toMatchObject([{ kind: 'action', action: 'incident.close', value: 'INC-17', message: posted }]);
    await until(() => discord.onlyFor(ada).length === 0);
  });

  test('what only one person sees can be replaced with a click on it', async () => {
    await discord.command(ada, { channel }, 'status');
    await discord.platform.post(targetOf(last(), true), { orgId, text: 't', card: card() }, 'k');
    await discord.press(ada, discord.onlyFor(ada)[0]!, 'Close');
    const event = last();
    if (event.kind !== 'action' || !event.message) throw new Error('no action');
    await discord.platform.update(event.message, { orgId, text: 'Done.' }, event.handle);
    expect(discord.onlyFor(ada)).toMatchObject([{ text: 'Done.', edits: 1 }]);
    await expect(discord.platform.update(event.message, { orgId, text: 'x' })).rejects.toThrow(
      /cannot be changed any more/,
    );
  });

  test('what takes longer than Discord waits is acknowledged first, and a form that comes too late is said so', async () => {
    const form = { key: 'f', parts: card().parts };
    let answer: Immediate = { kind: 'accepted' };
    immediate = () => new Promise((resolve) => setTimeout(resolve, 1800, answer));
    await discord.command(ada, { channel }, 'status');
    expect(discord.signs().showing).toBe(true);
    await until(() => events.length === 1);
    await discord.platform.post(targetOf(last(), true), { orgId, text: 'All is well.' }, 'k');
    expect(discord.onlyFor(ada)).toMatchObject([{ text: 'All is well.' }]);
    answer = { kind: 'form', form };
    await discord.command(ada, { channel }, 'incident');
    await until(() => discord.onlyFor(ada).length === 2);
    expect(discord.onlyFor(ada)[1]!.text).toMatch(/took too long for a form/);
    expect(discord.form(ada)).toBeNull();
  });

  test('events that nobody understands, half of them missing, stop nothing', async () => {
    const { gateway } = discord.server;
    for (const t of ['MESSAGE_CREATE', 'MESSAGE_UPDATE', 'MESSAGE_DELETE_BULK', 'INTERACTION_CREATE', 'SOMETHING_NEW'])
      for (const d of [{}, { id: '1', channel_id: channel, guild_id: discord.workspace }, { id: null, author: 7 }])
        gateway.dispatch(t, d, discord.workspace);
    await discord.say(ada, { channel }, 'still there?');
    await until(() => events.some((event) => event.kind === 'message' && event.text === 'still there?'));
  });

  test('a message that is very long, with 200 attachments, from right to left and with unseen signs', async () => {
    const { gateway, world } = discord.server;
    const text = 'سجل الدخول \u202e\u200b'.repeat(3000).slice(0, 40_000);
    const attachments = Array.from({ length: 200 }, (_, n) => ({
      id: world.snowflake(),
      filename: `@everyone-${n}.exe`,
      size: Number.MAX_SAFE_INTEGER,
    }));
    const direct = world.directWith(ada.id);
    const message = world.write({ channel: direct, author: ada.id, content: text, attachments });
    gateway.dispatch('MESSAGE_CREATE', world.messageJson(message, true), null);
    await until(() => events.length);
    const came = last();
    expect(came).toMatchObject({ kind: 'message', attachments: 200, place: { direct: true } });
    expect(came.kind === 'message' && came.text.length).toBeGreaterThan(30_000);
    expect(came).not.toHaveProperty('files');
    const posted = world.write({ channel, author: ada.id, content: 'look', attachments: attachments.slice(0, 1) });
    const stickers = { sticker_items: [{ id: '1', name: 'wave', format_type: 1 }] };
    gateway.dispatch('MESSAGE_CREATE', { ...world.messageJson(posted, true), ...stickers }, discord.workspace);
    await until(() => events.some((event) => event.kind === 'message' && event.text === 'look'));
    const files = [{ name: '@everyone-0.exe', size: Number.MAX_SAFE_INTEGER, type: null }];
    expect(events.at(-1)).toMatchObject({ files, stickers: 1 });
    await discord.say(ada, { channel }, 'still there?');
    await until(() => events.some((event) => event.kind === 'message' && event.text === 'still there?'));
  });

  test('a button of a card that is not ours, or says nothing we know, is answered politely', async () => {
    await discord.platform.post({ workspace: discord.workspace, channel }, { orgId, text: 't', card: card() }, 'k');
    const [message] = discord.visible(channel);
    const kept = discord.server.world.find(message!.id)!;
    kept.components = JSON.parse(
      JSON.stringify(kept.components).replace(
        /a(@\w+)\|incident.close\|INC-17/,
        'A$1|incident.close|0.AAAAAAAAAAAAAAAA',
      ),
    );
    await discord.press(ada, message!, 'Close');
    expect(events).toEqual([]);
    expect(discord.onlyFor(ada)[0]!.text).toMatch(/no longer good/);
  });

  test('when nothing can be stored a command says so, and a message is tried again', async () => {
    let tries = 0;
    immediate = () => {
      if (++tries < 3) throw new Error('the database is away');
      return { kind: 'accepted' };
    };
    await discord.command(ada, { channel }, 'status');
    expect(discord.onlyFor(ada)[0]!.text).toMatch(/could not take that in/);
    await discord.say(ada, { channel }, 'hello');
    await until(() => events.length === 1);
    expect(tries).toBe(3);
  });
});

describe('the gateway', () => {
  test('is resumed after a break, and what happened meanwhile is not lost', async () => {
    await open();
    discord.server.gateway.disconnect();
    await discord.say(ada, { channel }, 'while you were away');
    await until(() => events.length === 1);
    expect(discord.server.gateway.resumed).toBe(1);
    discord.server.gateway.askToReconnect();
    await until(() => discord.server.gateway.resumed === 2);
    await discord.say(ada, { channel }, 'and again');
    await until(() => events.length === 2);
  });

  test('is identified to anew when the session is over', async () => {
    await open();
    discord.server.gateway.invalidate();
    discord.server.gateway.disconnect();
    await until(() => discord.server.gateway.sessions.length === 2);
    await discord.say(ada, { channel }, 'hello');
    await until(() => events.length === 1);
  }, 60_000);

  test('asks for no right to read messages it was not granted, and hears mentions all the same', async () => {
    await open({ content: false });
    expect(discord.server.gateway.sessions[0]!.intents & (1 << 15)).toBe(0);
    await discord.say(ada, { channel }, 'not for the bot', { mention: false });
    await discord.say(ada, { channel }, 'for the bot');
    await until(() => events.length);
    expect(events).toMatchObject([{ text: 'for the bot', addressed: true }]);
  });

  test('who joins is asked for only where somebody minds that and the bot may hear it', async () => {
    let minds = false;
    await open({ mindsJoins: async () => minds });
    const { gateway } = discord.server;
    const hears = (session: { intents: number } | undefined): boolean => ((session?.intents ?? 0) & (1 << 1)) !== 0;
    expect(hears(gateway.sessions[0])).toBe(false);
    const intents = () =>
      discord.platform.checks!().then((checks) =>
        checks
          .find(({ name }) => name === 'Discord intents')!
          .check()
          .catch((error: Error) => `FAILED ${error.message}`),
      );
    minds = true;
    expect(await intents()).toContain('FAILED the policy minds who joins');
    await discord.platform.stop();
    await discord.close();

    await open({ mindsJoins: async () => minds, hearsJoins: true });
    expect(hears(discord.server.gateway.sessions[0])).toBe(true);
    expect(await intents()).toContain('it hears who joins');
    const user = { id: '175928847299117063', username: 'user4711', discriminator: '0', avatar: null };
    const join = { guild_id: discord.workspace, user, joined_at: '2026-03-02T12:00:00Z', roles: [], flags: 0 };
    discord.server.gateway.dispatch('GUILD_MEMBER_ADD', join, discord.workspace);
    discord.server.gateway.dispatch('GUILD_MEMBER_ADD', { guild_id: discord.workspace }, discord.workspace);
    await until(() => events.length);
    expect(events).toMatchObject([
      {
        kind: 'joined',
        place: { workspace: discord.workspace, direct: false },
        speaker: { id: user.id, name: 'user4711', bot: false },
        at: '2026-03-02T12:00:00.000Z',
        madeAt: '2016-04-30T11:18:25.796Z',
        plain: true,
      },
    ]);
  });

  test('what the server’s AutoMod stops is told of once, and asked for only where somebody minds that', async () => {
    await open();
    const hears = (): number => discord.server.gateway.sessions[0]!.intents & (1 << 21);
    expect(hears()).toBe(0);
    await discord.platform.stop();
    await discord.close();
    await open({ mindsAutoMod: async () => true });
    expect(hears()).not.toBe(0);
    const stopped = {
      guild_id: discord.workspace,
      channel_id: channel,
      user_id: ada.id,
      rule_id: '9',
      rule_trigger_type: 1,
    };
    const words = { content: 'a forbidden word', matched_keyword: 'forbidden', matched_content: 'forbidden' };
    const tell = (type: number, more = {}) =>
      discord.server.gateway.dispatch(
        'AUTO_MODERATION_ACTION_EXECUTION',
        { ...stopped, ...words, action: { type, metadata: {} }, ...more },
        discord.workspace,
      );
    tell(2, { alert_system_message_id: '5' });
    tell(3);
    tell(1, { channel_id: undefined });
    tell(1);
    await until(() => events.length);
    expect(events).toMatchObject([
      {
        kind: 'message_stopped',
        text: 'a forbidden word',
        speaker: { id: ada.id },
        place: { channel, workspace: discord.workspace },
        messageId: expect.stringMatching(/^automod:/),
      },
    ]);
  });

  test('who is given power is told of with who gave it; asked for only where somebody minds that', async () => {
    await open();
    const hears = (): number => discord.server.gateway.sessions[0]!.intents & (1 << 2);
    expect(hears()).toBe(0);
    await discord.platform.stop();
    await discord.close();
    await open({ mindsPower: async () => true });
    expect(hears()).not.toBe(0);
    const { world, gateway } = discord.server;
    const ben = await discord.person('Ben');
    const guild = world.guilds.get(discord.workspace)!;
    const [staff, colour] = ['800000000000000001', '800000000000000002'];
    for (const [id, name, permissions] of [
      [staff, 'Admins', '8'],
      [colour, 'Blue', '0'],
    ])
      gateway.dispatch(
        'GUILD_ROLE_CREATE',
        {
          guild_id: guild.id,
          role: {
            id,
            name,
            permissions,
            position: 1,
            color: 0,
            colors: { primary_color: 0 },
            hoist: false,
            managed: false,
            mentionable: false,
            flags: 0,
          },
        },
        guild.id,
      );
    let entries = 175928847299117063n;
    const tell = (action_type: number, more: object) =>
      gateway.dispatch(
        'GUILD_AUDIT_LOG_ENTRY_CREATE',
        { guild_id: guild.id, id: String(++entries), action_type, user_id: ada.id, target_id: ben.id, ...more },
        guild.id,
      );
    const add = (...roles: string[]) => ({
      changes: [{ key: '$add', new_value: roles.map((id) => ({ id, name: 'n' })) }],
    });
    const gave = (before: unknown, after: unknown) => ({
      target_id: colour,
      changes: [{ key: 'permissions', old_value: before, new_value: after }],
    });
    // what says nothing of power over others, or nothing at all
    tell(25, add(colour));
    tell(25, { changes: [{ key: '$remove', new_value: [{ id: staff, name: 'n' }] }] });
    for (const changes of [undefined, null, [], [null], [{ key: '$add' }], [{ key: '$add', new_value: [null, 1] }]])
      tell(25, { changes });
    tell(31, gave('4', '4'));
    tell(31, gave('x'.repeat(9000), { no: 'number' }));
    tell(25, { ...add(staff), target_id: null });
    tell(25, { ...add(staff), user_id: BOT });
    tell(25, add(colour, staff));
    await until(() => events.length);
    tell(31, gave('0', '6'));
    await until(() => events.length > 1);
    expect(events).toMatchObject([
      {
        ...{ kind: 'empowered', speaker: { id: ben.id, name: ben.name }, role: 'Admins', powers: ['Administrator'] },
        ...{ by: { id: ada.id, name: ada.name }, place: { workspace: guild.id, direct: false } },
      },
      {
        ...{ kind: 'empowered', speaker: { id: ada.id }, by: null, everyone: true, role: 'Blue' },
        powers: ['Kick Members', 'Ban Members'],
      },
    ]);
  });

  test('a bot added to a server, and removed again', async () => {
    await open();
    const { world, gateway } = discord.server;
    const guild = world.addGuild('Contoso');
    const general = world.addChannel({ name: 'general', guild });
    gateway.dispatch('GUILD_CREATE', world.guildJson(guild), guild);
    await until(() => events.length === 1);
    expect(last()).toMatchObject({ kind: 'bot_added', place: { workspace: guild, channel: general } });
    gateway.dispatch('GUILD_DELETE', { id: guild }, guild);
    await until(() => events.length === 2);
    expect(last()).toMatchObject({ kind: 'bot_removed', place: { workspace: guild } });
  });

  test('what a server is called is told at the start and when it changes, and goes with what is said there', async () => {
    const named: { id: string; name: string }[] = [];
    await open({ onNamed: (_app, workspace) => void named.push(workspace) });
    const { world, gateway } = discord.server;
    const guild = discord.workspace;
    await vi.waitFor(() => expect(named).toContainEqual({ id: guild, name: world.guilds.get(guild)!.name }), 10_000);
    world.guilds.get(guild)!.name = 'Northwind Harbour';
    gateway.dispatch('GUILD_UPDATE', world.guildJson(guild), guild);
    await vi.waitFor(() => expect(named.at(-1)).toEqual({ id: guild, name: 'Northwind Harbour' }), 10_000);
    const ada = await discord.person('Ada');
    await discord.command(ada, { channel: await discord.channel('general') }, 'connect ABCD-2345');
    expect(last().handle).toMatchObject({ workspaceName: 'Northwind Harbour' });
  });

  test('who writes to the bot alone means the server both are in, or the one where they met last', async () => {
    await open();
    const { world, gateway } = discord.server;
    const guild = world.addGuild('Contoso');
    const general = world.addChannel({ name: 'general', guild });
    gateway.dispatch('GUILD_CREATE', world.guildJson(guild), guild);
    await until(() => events.length === 1);
    const bob: Person = { id: world.addUser('Bob'), name: 'Bob' };
    world.guilds.get(guild)!.members.add(bob.id);
    await discord.say(bob, 'direct', 'hello');
    await until(() => events.length === 2);
    expect(last()).toMatchObject({ place: { workspace: guild, direct: true }, addressed: true });
    world.guilds.get(guild)!.members.add(ada.id);
    await discord.say(ada, { channel: general }, 'hello here');
    await until(() => events.length === 3);
    await discord.say(ada, 'direct', 'and here');
    await until(() => events.length === 4);
    expect(last()).toMatchObject({ place: { workspace: guild, direct: true } });
    const stranger: Person = { id: world.addUser('Stranger'), name: 'Stranger' };
    await discord.say(stranger, 'direct', 'hello');
    await until(() => events.length === 5);
    expect(last()).toMatchObject({ place: { workspace: '@dm', direct: true } });
  });

  test('as many shards as configured, each with its servers', async () => {
    await open({
      apps: {
        list: async () => [
          { id: 'settings', orgId: null, credentials: { token: 'MTAwMDAwMDAwMDAwMDAwMDAx.local.token', shards: 2 } },
        ],
        onChange: () => () => {},
      },
    });
    await discord.server.gateway.ready(2);
    expect(discord.server.gateway.sessions.map(({ shard }) => shard)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    await discord.say(ada, { channel }, 'hello');
    await until(() => events.length === 1);
  }, 60_000);

  test('a token that is replaced is taken up without a restart; one that was refused is not asked again with each call', async () => {
    let token = 'MTAwMDAwMDAwMDAwMDAwMDAx.old.token';
    let tell = (): void => {};
    discord = await openDiscordFixture({
      apps: {
        list: async () => [{ id: 'settings', orgId: null, credentials: { token, shards: 'auto' } }],
        onChange: (told) => {
          tell = told;
          return () => {};
        },
      },
    });
    channel = await discord.channel('security');
    await discord.platform.start(async () => ({ kind: 'accepted' }));
    await until(() => discord.server.received.length);
    const to = { workspace: discord.workspace, channel };
    await expect(discord.platform.post(to, { orgId, text: 'x' }, 'k')).rejects.toThrow(/does not know the bot’s token/);
    const asked = discord.server.received.length;
    await expect(discord.platform.post(to, { orgId, text: 'x' }, 'k')).rejects.toThrow(/does not know the bot’s token/);
    expect(discord.server.received).toHaveLength(asked);
    token = 'MTAwMDAwMDAwMDAwMDAwMDAx.local.token';
    tell();
    await discord.ready();
    await discord.platform.post(to, { orgId, text: 'x' }, 'k');
    expect(discord.visible(channel)).toHaveLength(1);
  });

  test('a token that was refused is tried again by itself: the connection is there again, and what waits is told of it', async () => {
    let back = 0;
    await open({ tokenPausesMs: [20, 40], onTokenBack: () => void back++ });
    const { server } = discord;
    const [token] = server.tokens;
    server.tokens.clear();
    server.gateway.closeWith(4004);
    const to = { workspace: discord.workspace, channel };
    await expect(discord.platform.post(to, { orgId, text: 'x' }, 'k')).rejects.toBeInstanceOf(TokenRefused);
    const checks = await discord.platform.checks!();
    await expect(checks[0]!.check()).rejects.toThrow(
      /does not know the bot’s token.* tried again by itself, next in a minute/,
    );
    // two tries that are refused again
    const tries = () => server.received.filter(({ route }) => route === '/applications/@me').length;
    const before = tries();
    await until(() => tries() > before + 1);
    expect(back).toBe(0);
    server.tokens.add(token!);
    await until(() => back === 1);
    await discord.platform.post(to, { orgId, text: 'x' }, 'k');
    await until(() => server.gateway.sessions.length > 0);
    await vi.waitFor(
      async () => {
        await discord.say(ada, { channel }, 'are you there?');
        expect(events.length).toBeGreaterThan(0);
      },
      { timeout: 10_000, interval: 200 },
    );
  });
});

describe('while the process is held up', () => {
  test('what no form can answer is acknowledged before anything else is done; a form still is the answer, and who is too late is told', async () => {
    let heldUp = true;
    const defersFirst = (event: InboundEvent): boolean =>
      heldUp && !mayOpenForm(event, (action) => action === 'incident.comment');
    await open({ defersFirst });
    const store = Promise.withResolvers<Immediate>();
    immediate = () => store.promise;
    await discord.command(ada, { channel }, 'status');
    // nothing is stored yet
    expect(events).toEqual([]);
    expect(discord.signs().showing).toBe(true);
    store.resolve({ kind: 'accepted' });
    await until(() => events.length === 1);
    await discord.platform.post(targetOf(last(), true), { orgId, text: 'All is well.' }, 'k');
    expect(discord.onlyFor(ada)).toMatchObject([{ text: 'All is well.' }]);
    const form = { key: 'f', parts: card().parts };
    immediate = () => ({ kind: 'form', form });
    await discord.command(ada, { channel }, 'incident');
    expect(discord.form(ada)).not.toBeNull();
    // stored nowhere: it is said
    immediate = () => Promise.reject(new Error('the database is away'));
    await discord.command(ada, { channel }, 'status');
    await until(() => discord.onlyFor(ada).some(({ text }) => /try again|moment/i.test(text)));
    heldUp = false;
    immediate = () => ({ kind: 'accepted' });
    await discord.command(ada, { channel }, 'status');
    await until(() => events.length === 3);
  });
});
