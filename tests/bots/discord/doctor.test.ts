import { afterEach, expect, test } from 'vitest';
import { permissionsFor } from '../../../src/bots/discord/invite.ts';
import { type DiscordFixture, openDiscordFixture } from '../../support/discord-fixture.ts';

let discord: DiscordFixture;
afterEach(async () => {
  await discord.platform.stop();
  await discord.close();
});
const servers = async (): Promise<string> => {
  const checks = await discord.platform.checks!();
  return checks
    .find(({ name }) => name === 'Discord servers')!
    .check()
    .catch((error: Error) => `FAILED ${error.message}`);
};
const given = (rooms: boolean, moderates = false): string =>
  permissionsFor({ rooms, moderates })
    .reduce((all, { bit }) => all | bit, 0n)
    .toString();

test('what rooms of incidents need is missed only where there are rooms, by its name', async () => {
  let rooms = false;
  discord = await openDiscordFixture({ wantsRooms: async () => rooms });
  const guild = discord.server.world.guilds.get(discord.workspace)!;
  guild.permissions = given(false);
  expect(await servers()).toBe('1 server(s), with all permissions that are needed');
  rooms = true;
  const usual = new Set(permissionsFor({ rooms: false }).map(({ name }) => name));
  const extra = permissionsFor({ rooms: true }).filter(({ name }) => !usual.has(name));
  expect(extra.length).toBeGreaterThan(0);
  const said = await servers();
  expect(said).toContain(`FAILED permissions are missing in ${discord.workspace}: `);
  for (const { name } of extra) expect(said).toContain(name);
  guild.permissions = given(true);
  expect(await servers()).toBe('1 server(s), with all permissions that are needed');
});

test('what moderation needs is missed only where a channel is guarded, by its name and with the link that asks for it', async () => {
  let guarded = false;
  discord = await openDiscordFixture({ guardsAny: async () => guarded });
  const guild = discord.server.world.guilds.get(discord.workspace)!;
  guild.permissions = given(false);
  expect(await servers()).toBe('1 server(s), with all permissions that are needed');
  guarded = true;
  expect(await servers()).toBe(
    `FAILED permissions are missing in ${discord.workspace}: Manage Messages, Timeout Members, Manage Roles, Ban Members: “safenest connect discord --moderation” prints a link that asks for them`,
  );
  guild.permissions = given(false, true);
  expect(await servers()).toBe('1 server(s), with all permissions that are needed');
});

test('what AutoMod takes is missed only where the policy minds it', async () => {
  discord = await openDiscordFixture({ mindsAutoMod: async () => true });
  const guild = discord.server.world.guilds.get(discord.workspace)!;
  guild.permissions = given(false);
  expect(await servers()).toContain('Manage Server: “safenest connect discord --automod” prints a link');
  guild.permissions = (BigInt(given(false)) | (1n << 5n)).toString();
  expect(await servers()).toBe('1 server(s), with all permissions that are needed');
});
