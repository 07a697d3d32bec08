import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Refused } from '../../../src/bots/platform-errors.ts';
import { newOrgId } from '../../../src/domain/id.ts';
import type { ModerationOrder } from '../../../src/messages/moderation-order.ts';
import { type DiscordFixture, openDiscordFixture } from '../../support/discord-fixture.ts';
import { BOT } from '../../support/discord-world.ts';

const HOUR_MS = 3_600_000;

describe('what moderators decide, carried out on Discord', () => {
  let discord: DiscordFixture;
  let mallory: string;
  let channel: string;
  beforeEach(async () => {
    discord = await openDiscordFixture();
    mallory = (await discord.person('Mallory')).id;
    channel = await discord.channel('general');
  });
  afterEach(() => discord.close());

  const guild = () => discord.server.world.guilds.get(discord.workspace)!;
  const order = (verb: ModerationOrder['verb'], more: Partial<ModerationOrder> = {}): ModerationOrder => ({
    orgId: newOrgId(),
    key: 'ACT-5',
    verb,
    platform: 'discord',
    workspace: discord.workspace,
    channel,
    thread: null,
    account: mallory,
    by: null,
    messageKeys: [],
    until: null,
    reason: 'Insults against Dana — “genug”, says Zoë\nBcc: x',
    handle: {},
    ...more,
  });
  const give = (verb: ModerationOrder['verb'], more: Partial<ModerationOrder> = {}) =>
    discord.platform.moderate!(order(verb, more));
  const refusal = async (verb: ModerationOrder['verb'], more: Partial<ModerationOrder> = {}): Promise<string> => {
    const error = await give(verb, more).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(Refused);
    return (error as Error).message;
  };
  const write = (author: string, content: string): string =>
    discord.server.world.write({ channel, author, content }).id;
  const changes = () => discord.server.received.filter(({ method }) => method !== 'GET').length;
  const until = () => new Date(Date.now() + 24 * HOUR_MS);

  test('words stand in AutoMod as rules of their own, are changed and taken away; the server’s own rules stay', async () => {
    const put = (words: readonly string[]) =>
      discord.platform.keywords!({ orgId: newOrgId(), workspace: discord.workspace, words });
    const shown = () =>
      guild().automod.map(({ name, trigger_metadata: filter }) => [
        name,
        (filter as { keyword_filter: string[] }).keyword_filter.length,
      ]);
    const many = Array.from({ length: 2500 }, (_, i) => `word${i}`);
    await expect(put(many)).rejects.toThrow(/Manage Server/);
    discord.server.world.addRole(discord.workspace, {
      ...{ name: 'Words', permissions: PermissionFlagsBits.ManageGuild.toString(), position: 1, to: [BOT] },
    });
    const theirs = { id: '7', creator_id: mallory, name: 'SafeNest words 1', trigger_type: 1, enabled: true };
    guild().automod.push({ ...theirs, trigger_metadata: { keyword_filter: ['theirs'] } });
    expect(await put(many)).toEqual({ rules: 3, words: 2500 });
    expect(shown()).toEqual([
      ['SafeNest words 1', 1],
      ['SafeNest words 1', 1000],
      ['SafeNest words 2', 1000],
      ['SafeNest words 3', 500],
    ]);
    const before = changes();
    await put(many);
    expect(changes()).toBe(before);
    await put([...many.slice(0, 1000), 'another']);
    expect(shown().slice(1)).toEqual([
      ['SafeNest words 1', 1000],
      ['SafeNest words 2', 1],
    ]);
    await expect(put(Array.from({ length: 5001 }, (_, i) => `w${i}`))).rejects.toThrow(/room for 5000 words/);
    expect(await put([])).toEqual({ rules: 0, words: 0 });
    expect(shown()).toEqual([['SafeNest words 1', 1]]);
  });

  test('a timeout holds until it ends, says why in the audit log, and is lifted; twice changes nothing', async () => {
    const ends = until();
    const { way, handle } = await give('timeout', { until: ends });
    expect(way).toBe('native');
    expect(Date.parse(guild().timedOut.get(mallory)!)).toBe(ends.getTime());
    expect(guild().audit).toMatchObject([
      { action: 'timeout', target: mallory, reason: 'ACT-5 Insults against Dana — “genug”, says Zoë Bcc: x' },
    ]);
    const before = changes();
    await give('timeout', { until: ends });
    expect(changes()).toBe(before);

    await give('lift_timeout', { handle });
    expect(guild().timedOut.has(mallory)).toBe(false);
    await give('lift_timeout', { handle });
    expect(guild().audit.map(({ action }) => action)).toEqual(['timeout', 'untimeout']);
  });

  test('what somebody else has set stays: a longer timeout before, another one at the end, a ban', async () => {
    const longer = new Date(Date.now() + 72 * HOUR_MS).toISOString();
    guild().timedOut.set(mallory, longer);
    const kept = await give('timeout', { until: until() });
    expect(kept.outcome).toContain('Somebody else');
    await give('lift_timeout', { handle: kept.handle });
    expect(guild().timedOut.get(mallory)).toBe(longer);

    guild().timedOut.set(mallory, new Date(Date.now() + HOUR_MS).toISOString());
    const shorter = guild().timedOut.get(mallory)!;
    const set = await give('timeout', { until: until() });
    expect(set.handle.before).toBe(shorter);
    guild().timedOut.set(mallory, longer);
    // it ends by itself: theirs stays
    await give('lift_timeout', { handle: set.handle, expired: true });
    expect(guild().timedOut.get(mallory)).toBe(longer);
    // somebody takes it back: what was there before comes back
    await give('lift_timeout', { handle: set.handle });
    expect(Date.parse(guild().timedOut.get(mallory)!)).toBe(Date.parse(shorter));

    guild().bans.set(mallory, { reason: 'spam' });
    const ban = await give('ban');
    await give('lift_ban', { handle: ban.handle });
    expect(guild().bans.has(mallory)).toBe(true);
  });

  test('the mute role is made once and keeps from writing in every channel; a server’s own is taken as it is', async () => {
    const other = await discord.channel('random');
    const { handle } = await give('mute');
    const role = guild().roles.find(({ name }) => name === 'SafeNest muted')!;
    expect(handle).toEqual({ role: role.id });
    expect(guild().rolesOf.get(mallory)).toEqual(new Set([role.id]));
    for (const one of [channel, other]) {
      const denied = BigInt(discord.server.world.channels.get(one)!.overwrites.get(role.id)!);
      expect(denied & PermissionFlagsBits.SendMessages).not.toBe(0n);
    }
    await give('mute');
    expect(guild().roles.filter(({ name }) => name === 'SafeNest muted')).toHaveLength(1);
    await give('lift_mute', { handle });
    await give('lift_mute', { handle });
    expect(guild().rolesOf.get(mallory)!.size).toBe(0);

    guild().roles.splice(guild().roles.indexOf(role), 1);
    const own = discord.server.world.addRole(discord.workspace, { name: 'Muted' });
    expect((await give('mute')).handle).toEqual({ role: own });
    expect(discord.server.world.channels.get(channel)!.overwrites.has(own)).toBe(false);
  });

  test('a ban keeps them out until it is lifted; who has left can be banned and not timed out', async () => {
    const { handle } = await give('ban');
    expect(guild().members.has(mallory)).toBe(false);
    await give('ban');
    expect(guild().audit.map(({ action }) => action)).toEqual(['ban']);
    expect(await refusal('timeout', { until: until() })).toContain('not in the server any more');
    await give('lift_ban', { handle });
    await give('lift_ban', { handle });
    expect(guild().bans.size).toBe(0);
    guild().members.delete(mallory);
    await give('ban');
    expect(guild().bans.get(mallory)!.reason).toMatch(/^ACT-5 /);
    expect((await give('lift_timeout', { handle: { until: until().toISOString() } })).outcome).toContain(
      'not in the server',
    );
  });

  test('messages are deleted, many at once, and what is gone already is no error', async () => {
    const said = [];
    for (let i = 0; i < 4; i++) said.push(write(mallory, `no ${i}`));
    const stays = write(mallory, 'hello');
    await give('delete', { messageKeys: said });
    await give('delete', { messageKeys: [...said.slice(0, 1), 'no id of Discord'] });
    const left = discord.server.world.messages.filter((one) => one.channel === channel).map(({ id }) => id);
    expect(left).toEqual([stays]);
  });

  test('who may not be acted on, and what is missing, is said in words before Discord refuses it', async () => {
    const staff = PermissionFlagsBits.KickMembers.toString();
    expect(await refusal('ban', { account: BOT })).toContain('does not act on itself');
    guild().owner = mallory;
    expect(await refusal('timeout', { until: until() })).toContain('own the server');
    guild().owner = '1';
    const ada = (await discord.person('Ada')).id;
    discord.server.world.addRole(discord.workspace, { name: 'Mods', permissions: staff, position: 3, to: [ada] });
    discord.server.world.addRole(discord.workspace, { name: 'Heads', permissions: staff, position: 5, to: [mallory] });
    expect(await refusal('timeout', { by: ada, until: until() })).toContain('above you');
    await give('timeout', { until: until() });
    // a colour says nothing
    const eve = (await discord.person('Eve')).id;
    discord.server.world.addRole(discord.workspace, { name: 'Blue', position: 7, to: [eve] });
    await give('timeout', { account: eve, by: ada, until: until() });
    discord.server.world.addRole(discord.workspace, { name: 'Top', position: 12, to: [mallory] });
    expect(await refusal('mute')).toContain('as high as SafeNest');
    const own = guild().roles.find(({ name }) => name === 'SafeNest')!;
    own.permissions = '0';
    expect(await refusal('ban', { account: eve })).toMatch(/lacks “Ban Members”.*Server Settings/);
    expect(await refusal('delete', { messageKeys: [write(eve, 'x')] })).toContain('Manage Messages');
    expect(discord.server.problems).toEqual([]);
  });

  test('what Discord cannot do just now may be tried again', async () => {
    discord.server.faults.push({ route: /members/, method: 'PATCH', status: 502 });
    await expect(give('timeout', { until: until() })).rejects.toMatchObject({ code: 'unavailable' });
    discord.server.faults.push({ route: /members/, method: 'PATCH', lost: true });
    const ends = until();
    await expect(give('timeout', { until: ends })).rejects.toMatchObject({ code: 'unavailable' });
    const { handle } = await give('timeout', { until: ends });
    expect(handle).toEqual({ until: ends.toISOString() });
    expect(guild().audit).toHaveLength(1);
  });
});
