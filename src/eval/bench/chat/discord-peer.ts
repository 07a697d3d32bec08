import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { CHANNELS, type LoadPeer, PEOPLE } from './load-peer.ts';
import { textOf } from './slack-peer.ts';

/** Of Discord's gateway protocol. */
const OP = { dispatch: 0, heartbeat: 1, identify: 2, hello: 10, heartbeatAck: 11 } as const;
const EPOCH = 1_420_070_400_000n;
const APPLICATION = '1000000000000000001';
const BOT = { id: APPLICATION, username: 'SafeNest', discriminator: '0', avatar: null, bot: true };

export const DISCORD_LOAD = {
  guild: '1000000000000000002',
  credentials: { token: 'MTAwMDAwMDAwMDAwMDAwMDAx.bench.token', shards: 'auto' },
  person: (number: number): string => String(2_000_000_000_000_000_000n + BigInt(number)),
} as const;
const channelOf = (number: number): string => String(3_000_000_000_000_000_000n + BigInt(number));

/** Discord as a gateway that sends commands, and a taker of what answers them. */
export async function openDiscordPeer(): Promise<LoadPeer> {
  const answers = new Map<number, number>();
  const replaced = new Set<number>();
  const acknowledged = new Map<string, () => void>();
  const sockets = new Set<WebSocket>();
  let sequence = 0;
  let messages = 0;

  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').replace(/^\/api\/v\d+\//, '').replace(/\?.*/, '');
    await textOf(request);
    const json = (status: number, body?: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    };
    const callback = /^interactions\/[^/]+\/([^/]+)\/callback$/.exec(path);
    if (callback) {
      acknowledged.get(callback[1]!)?.();
      acknowledged.delete(callback[1]!);
      return json(204);
    }
    const message = { id: String(4_000_000_000_000_000_000n + BigInt(++messages)), channel_id: channelOf(0), flags: 0 };
    const answer = /^webhooks\/[^/]+\/bench-(\d+)(?:\/messages\/[^/]+)?$/.exec(path);
    if (answer) {
      const number = Number(answer[1]);
      // the “thinking” that waits to be replaced, and may be replaced more than once while the answer is written
      if (request.method === 'GET') return json(200, { ...message, flags: replaced.has(number) ? 0 : 128 });
      if (request.method === 'POST' || (request.method === 'PATCH' && !replaced.has(number)))
        answers.set(number, (answers.get(number) ?? 0) + 1);
      if (request.method === 'PATCH') replaced.add(number);
      return json(200, message);
    }
    if (path === 'gateway/bot')
      return json(200, {
        url: `ws://127.0.0.1:${port}/gateway`,
        shards: 1,
        session_start_limit: { total: 1000, remaining: 999, reset_after: 1000, max_concurrency: 16 },
      });
    if (path === 'users/@me') return json(200, BOT);
    if (path.startsWith('applications/@me')) return json(200, { id: APPLICATION, flags: 1 << 19, name: 'SafeNest' });
    if (path === 'users/@me/guilds') return json(200, [{ id: DISCORD_LOAD.guild, name: 'Bench', permissions: '0' }]);
    json(200, request.method === 'PUT' ? [] : message);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const tell = (socket: WebSocket, t: string, d: unknown): void =>
    socket.send(JSON.stringify({ op: OP.dispatch, t, s: ++sequence, d }));
  new WebSocketServer({ server, path: '/gateway' }).on('connection', (socket) => {
    socket.send(JSON.stringify({ op: OP.hello, d: { heartbeat_interval: 41_250 }, s: null, t: null }));
    socket.on('close', () => sockets.delete(socket));
    socket.on('message', (raw) => {
      const { op } = JSON.parse(String(raw)) as { op: number };
      if (op === OP.heartbeat) socket.send(JSON.stringify({ op: OP.heartbeatAck, d: null, s: null, t: null }));
      if (op !== OP.identify) return;
      tell(socket, 'READY', {
        v: 10,
        user: BOT,
        guilds: [],
        session_id: 'bench',
        resume_gateway_url: `ws://127.0.0.1:${port}/gateway`,
        shard: [0, 1],
        application: { id: APPLICATION, flags: 1 << 19 },
      });
      sockets.add(socket);
    });
  });

  async function connected(): Promise<WebSocket> {
    for (let tried = 0; sockets.size === 0 && tried < 600; tried++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    const [socket] = sockets;
    if (!socket) throw new Error('the bot did not connect to the gateway');
    return socket;
  }

  return {
    addresses: { api: `http://127.0.0.1:${port}/api` },
    answers,
    posted: new Map(),
    limited: () => 0,
    async send(number) {
      const socket = await connected();
      const token = `bench-${number}`;
      const channel = channelOf(number % CHANNELS);
      const user = { id: DISCORD_LOAD.person(number % PEOPLE), username: 'bench', discriminator: '0', avatar: null };
      const acked = new Promise<void>((resolve) => acknowledged.set(token, resolve));
      tell(socket, 'INTERACTION_CREATE', {
        id: String(((BigInt(Date.now()) - EPOCH) << 22n) + BigInt(number)),
        application_id: APPLICATION,
        type: 2,
        token,
        version: 1,
        guild_id: DISCORD_LOAD.guild,
        channel_id: channel,
        channel: { id: channel, type: 0, name: 'bench', guild_id: DISCORD_LOAD.guild },
        member: { user, roles: [], permissions: '0', joined_at: new Date().toISOString() },
        locale: 'en-GB',
        guild_locale: 'en-GB',
        entitlements: [],
        data: {
          id: '7',
          name: 'safenest',
          type: 1,
          options: [
            { type: 1, name: 'ask', options: [{ type: 3, name: 'question', value: 'which incidents are open?' }] },
          ],
        },
      });
      await acked;
    },
  };
}
