import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createDiscord } from '../../../bots/discord/platform.ts';
import type { Platform } from '../../../bots/platform.ts';
import { createSlack } from '../../../bots/slack/platform.ts';
import { createTeams } from '../../../bots/teams/platform.ts';
import type { ChatPlatform } from '../../../messages/inbound.ts';
import type { BenchContext } from '../index.ts';
import { DISCORD_LOAD } from './discord-peer.ts';
import type { FromPeer, ToPeer } from './load-peer.ts';
import { SLACK_LOAD } from './slack-peer.ts';
import { TEAMS_LOAD } from './teams-peer.ts';

/** A platform in a process of its own. */
export async function openPeer(name: ChatPlatform) {
  const peer = fork(new URL('./peer.ts', import.meta.url), [name], { execArgv: [], serialization: 'advanced' });
  const heard = async <K extends FromPeer['kind']>(kind: K): Promise<Extract<FromPeer, { kind: K }>> => {
    for (;;) {
      const [message] = (await once(peer, 'message')) as [FromPeer];
      if (message.kind === kind) return message as Extract<FromPeer, { kind: K }>;
    }
  };
  const tell = (message: ToPeer): void => void peer.send(message);
  const { addresses } = await heard('open');
  return {
    addresses,
    load(load: Omit<Extract<ToPeer, { kind: 'load' }>, 'kind'>) {
      const done = heard('loaded');
      tell({ kind: 'load', ...load });
      return done;
    },
    counts() {
      const counted = heard('counts');
      tell({ kind: 'counts' });
      return counted;
    },
    async close() {
      const gone = once(peer, 'exit');
      peer.kill();
      await gone;
    },
  };
}

/** The adapter as the app makes it, at the addresses of the load. */
export function platformOf(
  name: ChatPlatform,
  addresses: Record<string, string>,
  { log }: Pick<BenchContext, 'log'>,
): Platform {
  const common = {
    publicUrl: null,
    log,
    now: () => new Date(),
    drawChart: async () => Buffer.alloc(0),
  };
  const one = <C>(credentials: C) => ({
    list: async () => [{ id: 'settings' as const, orgId: null, credentials }],
    onChange: () => () => {},
  });
  switch (name) {
    case 'slack':
      return createSlack({ ...common, apps: one(SLACK_LOAD.credentials), apiUrl: addresses.api! });
    case 'discord':
      return createDiscord({ ...common, apps: one(DISCORD_LOAD.credentials), apiUrl: addresses.api! });
    case 'teams': {
      const { login, openId, service } = addresses;
      return createTeams({
        ...common,
        apps: one(TEAMS_LOAD.credentials),
        addresses: { login: login!, openId: openId!, service: service! },
      });
    }
  }
}
