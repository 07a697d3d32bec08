import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createInvalidCount } from '../../../src/bots/discord/api.ts';
import { invitation } from '../../../src/bots/discord/invite.ts';
import { RateLimited, Refused, Unreachable } from '../../../src/bots/platform-errors.ts';
import type { OrgId } from '../../../src/domain/id.ts';
import type { CardPart } from '../../../src/messages/card.ts';
import type { InboundEvent } from '../../../src/messages/inbound.ts';
import { checkHealth } from '../../../src/pipeline/health.ts';
import { type DiscordFixture, openDiscordFixture } from '../../support/discord-fixture.ts';
import { DISCORD_TOKEN } from '../../support/discord-server.ts';
import { PIXEL } from '../../support/slack-fixture.ts';

const orgId = '0199d7a0-0000-7000-8000-00000000000f' as OrgId;
const until = (look: () => unknown) => vi.waitFor(() => expect(look()).toBeTruthy(), { timeout: 15_000, interval: 10 });
let discord: DiscordFixture;
let channel: string;
let to: { workspace: string; channel: string };
const message = { orgId, text: 'Forty failed logins.' };

beforeEach(async () => {
  discord = await openDiscordFixture();
  channel = await discord.channel('alerts');
  to = { workspace: discord.workspace, channel };
});
afterEach(async () => {
  await discord.platform.stop();
  await discord.close();
});
const post = (key = 'matter') => discord.platform.post(to, message, key);
const sent = (method: string, route: RegExp) =>
  discord.server.received.filter((one) => one.method === method && route.test(one.route));

describe('without a gateway', () => {
  test('a message is posted, edited, and posted once however often it is', async () => {
    const posted = await post();
    expect(await post()).toEqual(posted);
    await discord.platform.update(posted, { orgId, text: 'Fifty.' });
    expect(discord.visible(channel)).toMatchObject([{ id: posted.messageId, text: 'Fifty.', edits: 1 }]);
    expect(sent('POST', /messages$/)[0]!.body).toMatchObject({
      enforce_nonce: true,
      allowed_mentions: { parse: [] },
      flags: 32_772,
    });
    expect(discord.server.gateway.sessions).toEqual([]);
  });

  test('an answer of Discord’s that got lost leaves one message when it is posted again', async () => {
    discord.server.faults.push({ method: 'POST', route: /messages$/, lost: true });
    await expect(post()).rejects.toBeInstanceOf(Unreachable);
    expect(discord.visible(channel)).toHaveLength(1);
    const posted = await post();
    expect(discord.visible(channel).map(({ id }) => id)).toEqual([posted.messageId]);
  });

  test('where it may not read back, the nonce is all that tells a message again, and posting goes on', async () => {
    discord.server.world.channels.get(channel)!.denied.add('history');
    await post();
    discord.server.forgetNonces();
    await post();
    expect(discord.visible(channel)).toHaveLength(2);
  });

  test('what went before is read once in two minutes, however much is posted', async () => {
    for (let number = 0; number < 5; number++) await post(`matter ${number}`);
    expect(sent('GET', /messages$/)).toHaveLength(1);
    expect(discord.visible(channel)).toHaveLength(5);
  });

  test('charts and our own pictures are uploaded, and go when the message changes', async () => {
    const parts: CardPart[] = [
      { kind: 'chart', title: 'Logins', unit: 'logins', points: [{ label: 'Mon', value: 4 }] },
    ];
    const posted = await discord.platform.post(to, { orgId, text: '', card: { key: 'k', parts } }, 'k');
    expect(discord.server.world.find(posted.messageId)!.attachments).toMatchObject([{ filename: 'picture-1.png' }]);
    expect(discord.visible(channel)[0]!.text).toContain('Logins: Mon 4 logins');
    await discord.platform.update(posted, message);
    expect(discord.server.world.find(posted.messageId)!.attachments).toEqual([]);
  });

  test('the story of a message goes into a thread that is begun with it', async () => {
    const root = await post();
    const story = await discord.platform.post(
      { ...to, thread: root.messageId },
      { orgId, text: 'Ada acknowledged it.' },
      'story',
    );
    expect(story.thread).toBe(root.messageId);
    expect(discord.visible(channel).map(({ thread }) => thread)).toEqual([null, root.messageId]);
    discord.server.world.channels.get(root.messageId)!.archived = true;
    await discord.platform.update(story, { orgId, text: 'Ada resolved it.' });
    expect(discord.visible(channel).at(-1)!.text).toBe('Ada resolved it.');
  });

  test('what is for one person alone is a direct message', async () => {
    const ada = await discord.person('Ada');
    const posted = await discord.platform.post({ ...to, only: ada.id }, message, 'k');
    expect(discord.visible(channel)).toEqual([]);
    expect(discord.onlyFor(ada)).toMatchObject([{ id: posted.messageId, text: message.text }]);
    await discord.platform.update(posted, { orgId, text: 'Later.' });
    expect(discord.onlyFor(ada)).toMatchObject([{ text: 'Later.' }]);
  });
});

describe('what Discord refuses', () => {
  const caught = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  test('asked to wait: how long is said, and nothing is asked meanwhile', async () => {
    discord.server.faults.push({ method: 'POST', route: /messages$/, status: 429, retryAfter: 30, scope: 'shared' });
    const error = await caught(post());
    expect(error).toBeInstanceOf(RateLimited);
    expect((error as RateLimited).retryAfterMs).toBeGreaterThan(20_000);
    expect(discord.visible(channel)).toEqual([]);
  });

  test('an outage', async () => {
    discord.server.faults.push({ method: 'POST', route: /messages$/, status: 503 });
    expect(await caught(post())).toBeInstanceOf(Unreachable);
    expect((await post()).messageId).toBe(discord.visible(channel)[0]!.id);
  });

  test.each([
    ['a channel that is gone', () => discord.server.world.channels.delete(channel), /does not exist any more/],
    [
      'a channel it does not see',
      () => discord.server.world.channels.get(channel)!.denied.add('view'),
      /does not see the channel/,
    ],
    [
      'a channel it may not write to',
      () => discord.server.world.channels.get(channel)!.denied.add('send'),
      /may not do that/,
    ],
    [
      'a server it was removed from',
      () => discord.server.world.guilds.delete(discord.workspace),
      /does not see the channel/,
    ],
  ])('%s: what to do is said', async (_, happens, words) => {
    happens();
    const error = await caught(post());
    expect(error).toBeInstanceOf(Refused);
    expect((error as Refused).message).toMatch(words);
    expect((error as Refused).mend).not.toBe('');
  });

  test('a message somebody deleted cannot be edited', async () => {
    const posted = await post();
    discord.server.world.messages.length = 0;
    expect(await caught(discord.platform.update(posted, message))).toBeInstanceOf(Refused);
  });

  test('a drawing it does not take goes as words', async () => {
    discord.server.faults.push({ method: 'POST', route: /messages$/, status: 400, code: 50_035 });
    await discord.platform.post(
      to,
      { orgId, text: 'In words.', card: { key: 'k', parts: [{ kind: 'text', text: 'drawn' }] } },
      'k',
    );
    expect(discord.visible(channel)[0]!.text).toBe('In words.');
  });

  test('after too many refusals nothing is asked any more, for ten minutes', () => {
    let now = new Date('2026-11-20T13:00:00Z');
    const invalid = createInvalidCount(() => now);
    for (let count = 0; count < 2499; count++) invalid.note(count % 2 ? 403 : 429, 'user');
    invalid.note(429, 'shared');
    invalid.note(404, null);
    invalid.check();
    invalid.note(401, null);
    expect(() => invalid.check()).toThrow(RateLimited);
    now = new Date(now.getTime() + 600_000);
    invalid.check();
  });

  test('nothing secret is in what is thrown', async () => {
    discord.server.world.channels.delete(channel);
    const error = (await caught(post())) as Error;
    const all = JSON.stringify([
      error,
      error.cause,
      error.stack,
      (error.cause as Error).stack,
      Object.entries(error.cause as object),
    ]);
    expect(all).not.toMatch(/local\.token|Forty failed/);
  });
});

describe('answering', () => {
  let events: InboundEvent[];
  beforeEach(async () => {
    events = [];
    await discord.platform.start(async (event) => {
      events.push(event);
      return { kind: 'accepted' };
    });
    await discord.ready();
    await until(() => discord.server.commands.length);
  });
  const target = (alone = false) => {
    const { place, handle, speaker } = events.at(-1)!;
    return {
      workspace: place.workspace,
      channel: place.channel,
      thread: place.thread,
      handle: handle!,
      ...(alone ? { only: speaker.id } : {}),
    };
  };

  test('where no thread may be begun, the question is answered in its channel', async () => {
    discord.server.world.channels.get(channel)!.denied.add('threads');
    const ada = await discord.person('Ada');
    const id = await discord.say(ada, { channel }, 'hello');
    await until(() => events.length);
    const writer = discord.platform.answer!(target(), orgId, { key: 'inbox 1' });
    await writer.status('…');
    const posted = await writer.finish(message);
    expect(posted.thread).toBeUndefined();
    expect(discord.server.world.find(posted.messageId)).toMatchObject({ channel, replyTo: id });
  });

  test('an answer grows in one message, and where it stands is told', async () => {
    const ada = await discord.person('Ada');
    await discord.say(ada, { channel }, 'hello');
    await until(() => events.length);
    const stands = vi.fn();
    const writer = discord.platform.answer!(target(), orgId, { key: 'inbox 1', stands });
    for (const text of ['Forty', 'Forty failed', 'Forty failed logins']) {
      await writer.text(text);
      await until(() => discord.visible(channel)[0]?.text === text);
    }
    const posted = await writer.finish(message);
    expect(stands).toHaveBeenCalledExactlyOnceWith(posted);
    expect(discord.visible(channel)).toMatchObject([{ id: posted.messageId, text: message.text }]);
    // whoever goes on after a crash edits what stands there
    const again = discord.platform.answer!(target(), orgId, { key: 'inbox 1' });
    await again.finish({ orgId, text: 'The same.' }, posted);
    expect(discord.visible(channel)).toMatchObject([{ id: posted.messageId, text: 'The same.' }]);
  });

  test('an interaction that Discord forgot is answered by an ordinary message', async () => {
    const ada = await discord.person('Ada');
    await discord.command(ada, { channel }, 'status');
    for (const one of discord.server.world.interactions.values()) one.dead = true;
    await discord.platform.post(target(true), message, 'k');
    expect(discord.onlyFor(ada).at(-1)).toMatchObject({ text: message.text });
  });

  test('after a quarter of an hour too', async () => {
    const ada = await discord.person('Ada');
    await discord.command(ada, { channel }, 'status');
    const { handle, ...rest } = target(true);
    const before = discord.server.received.length;
    await discord.platform.post({ ...rest, handle: { ...handle, expires: new Date(0).toISOString() } }, message, 'k');
    expect(discord.server.received.slice(before).map(({ route }) => route)).not.toContainEqual(
      expect.stringMatching(/webhooks/),
    );
    expect(discord.onlyFor(ada).at(-1)).toMatchObject({ text: message.text });
  });

  test('an answer that comes before the acknowledgement waits for it', async () => {
    const ada = await discord.person('Ada');
    discord.server.faults.push({ route: /messages\/@original/, method: 'GET', status: 404, code: 10_015 });
    await discord.command(ada, { channel }, 'status');
    await discord.platform.post(target(true), message, 'k');
    expect(discord.onlyFor(ada)).toMatchObject([{ text: message.text }]);
  });
});

test('the link that adds the bot asks for no more than is needed', async () => {
  const options = { token: DISCORD_TOKEN, apiUrl: discord.server.apiUrl, now: () => new Date() };
  const { link, permissions, name } = await invitation(options);
  expect(name).toBe('SafeNest');
  expect(link).toBe(
    'https://discord.com/oauth2/authorize?client_id=100000000000000002&scope=bot+applications.commands&permissions=309237746688',
  );
  expect(permissions.every(({ why }) => why.length > 10)).toBe(true);
  await expect(invitation({ ...options, token: 'no' })).rejects.toThrow(/does not know the bot’s token/);
});

test('checks say what is wrong, and how to mend it', async () => {
  const run = async () => {
    const all = await discord.platform.checks!();
    return Object.fromEntries(
      await Promise.all(
        all.map(async ({ name, mend, check }) => {
          expect(mend).not.toBe('');
          return [name.replace('Discord ', ''), await check().catch((error: Error) => `✗ ${error.message}`)];
        }),
      ),
    );
  };
  expect(await run()).toEqual({
    token: 'it is SafeNest',
    intents: 'it may read messages, also in threads where it answered',
    commands: 'they come here',
    gateway: 'as many shards as Discord advises in use, 1 advised, 999 of 1000 connections left today',
    servers: '1 server(s), with all permissions that are needed',
    clock: 'the clock is right',
  });
  await discord.platform.stop();
  await discord.close();
  discord = await openDiscordFixture({ content: false, drawChart: async () => PIXEL });
  const { settings, world } = discord.server;
  settings.endpoint = 'https://elsewhere.example.com';
  settings.skewMs = 120_000;
  world.guilds.get(discord.workspace)!.permissions = '1024';
  expect(await run()).toMatchObject({
    intents: 'it hears mentions, direct messages and commands only',
    commands: expect.stringMatching(/^✗ .*another address/),
    servers: expect.stringMatching(/^✗ .*Send Messages/),
    clock: expect.stringMatching(/^✗ the clock is (119|120|121) s behind/),
  });
  settings.endpoint = null;
  settings.flags = 1 << 18;
  expect(await run()).toMatchObject({
    intents: 'it may read messages, also in threads where it answered',
    commands: 'they come here',
  });
  discord.server.tokens.clear();
  const { checks } = await checkHealth(await discord.platform.checks!());
  const mend = checks[0]!.mend!;
  expect(mend).toContain('Reset Token');
  expect(checks.map((check) => `${check.name}: ${check.detail}`)).toEqual([
    expect.stringMatching(/^Discord token: Discord does not know the bot’s token/),
    ...['intents', 'commands', 'gateway', 'servers', 'clock'].map(
      (name) => `Discord ${name}: could not be checked: the token is refused`,
    ),
  ]);
  expect(checks.every((check) => !check.ok && check.mend === mend)).toBe(true);
});
