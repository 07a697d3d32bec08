import { type APIGatewayBotInfo, Routes } from 'discord.js';
import { SafeNestError } from '../../errors.ts';
import { behindToken } from '../behind-token.ts';
import type { ConnectionCheck } from '../platform.ts';
import type { Bot } from './bots.ts';
import { translated } from './errors.ts';
import { inviteLink, permissionsFor, type Wanted } from './invite.ts';

/** A clock further off than this makes interactions look too old or not yet there. */
const MOST_SKEW_MS = 30_000;
/** An administrator may do everything. */
const ADMINISTRATOR = 1n << 3n;

interface PartialGuild {
  id: string;
  name: string;
  permissions: string;
}

/** What can be wrong with a bot's connection, each check with how to mend it. `state` is the gateway's, where this process listens. */
export function discordChecks(
  bot: Bot,
  state: (() => { ok: boolean; words: string }) | null,
  wanted: () => Promise<Wanted> = async () => ({}),
): ConnectionCheck[] {
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw translated(error);
    }
  };
  const wrong = (words: string): never => {
    throw new SafeNestError('unavailable', words);
  };
  const token: ConnectionCheck = {
    name: 'Discord token',
    mend: 'Developer Portal, your application, Bot, Reset Token; set the new one as DISCORD_TOKEN or on the Connections page.',
    check: () => ask(async () => `it is ${(await bot.selfNow()).name}`),
  };
  const others: ConnectionCheck[] = [
    {
      name: 'Discord intents',
      mend: 'Nothing has to be done. To let people go on in a thread without a mention: Developer Portal, Bot, Message Content Intent. Where the policy minds who joins: Server Members Intent, there too.',
      check: () =>
        ask(async () => {
          const { readsContent, hearsJoins } = await bot.selfNow();
          const { joins } = await wanted();
          if (joins && !hearsJoins)
            wrong('the policy minds who joins, and the bot is not told: its Server Members Intent is off');
          const reads = readsContent
            ? 'it may read messages, also in threads where it answered'
            : 'it hears mentions, direct messages and commands only';
          return joins ? `${reads}; it hears who joins` : reads;
        }),
    },
    {
      name: 'Discord commands',
      mend: 'Developer Portal, General Information: empty “Interactions Endpoint URL”, else commands and buttons go there.',
      check: () =>
        ask(async () =>
          (await bot.selfNow()).endpoint ? wrong('commands and buttons are sent to another address') : 'they come here',
        ),
    },
    {
      name: 'Discord gateway',
      mend: 'Check that this machine may reach discord.com and gateway.discord.gg; a proxy has to let web sockets through.',
      check: () =>
        ask(async () => {
          const info = await bot.api.call<APIGatewayBotInfo>('GET', Routes.gatewayBot());
          const { remaining, total, reset_after } = info.session_start_limit;
          if (remaining === 0) wrong(`no connection may be opened for ${Math.ceil(reset_after / 60_000)} minutes`);
          const now = state && (await connected(state));
          if (now && !now.ok) wrong(now.words);
          const { shards } = bot.app.credentials;
          const used = shards === 'auto' ? 'as many shards as Discord advises' : `${shards} shard(s)`;
          return `${now ? `${now.words}, ` : ''}${used} in use, ${info.shards} advised, ${remaining} of ${total} connections left today`;
        }),
    },
    {
      name: 'Discord servers',
      mend: 'Add the bot again with the link that `safenest connect discord` prints: it asks for no more than is needed. Where incidents have rooms: with `--rooms`; where channels are guarded: with `--moderation`; where the policy minds what AutoMod stops: with `--automod`.',
      check: () =>
        ask(async () => {
          const guilds = await bot.api.call<PartialGuild[]>('GET', Routes.userGuilds(), { query: { limit: '200' } });
          if (guilds.length === 0)
            wrong(`it is in no server yet; ${inviteLink((await bot.selfNow()).application)} adds it`);
          const asked = await wanted();
          const needed = permissionsFor(asked);
          const options = `${asked.rooms ? ' --rooms' : ''}${asked.moderates ? ' --moderation' : ''}${asked.automod ? ' --automod' : ''}`;
          const short = guilds.flatMap(({ id, permissions }) => {
            const has = BigInt(permissions);
            const missing = (has & ADMINISTRATOR) !== 0n ? [] : needed.filter(({ bit }) => (has & bit) === 0n);
            return missing.length > 0 ? [`${id}: ${missing.map(({ name }) => name).join(', ')}`] : [];
          });
          if (short.length > 0)
            wrong(
              `permissions are missing in ${short.slice(0, 5).join('; ')}: “safenest connect discord${options}” prints a link that asks for them`,
            );
          return `${guilds.length} server(s), with all permissions that are needed`;
        }),
    },
    {
      name: 'Discord clock',
      mend: 'Set this machine’s clock by the network (timedatectl set-ntp true, or your container host’s time service).',
      check: () =>
        ask(async () => {
          await bot.api.call('GET', Routes.gatewayBot());
          const skew = bot.api.skewMs();
          if (skew === null) return 'Discord did not tell the time';
          const seconds = Math.round(Math.abs(skew) / 1000);
          if (Math.abs(skew) > MOST_SKEW_MS) wrong(`the clock is ${seconds} s ${skew > 0 ? 'ahead' : 'behind'}`);
          return 'the clock is right';
        }),
    },
  ];
  return behindToken(token, others, () => bot.api.token.words);
}

/** A connection that was just begun stands a moment later. */
async function connected(state: () => { ok: boolean; words: string }): Promise<{ ok: boolean; words: string }> {
  for (let waited = 0; waited < CONNECTING_MS && state().words === 'connecting'; waited += 100)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return state();
}
const CONNECTING_MS = 5000;
