import type { Server } from 'node:http';
import { GatewayIntentBits, GatewayOpcodes } from 'discord.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { APPLICATION, BOT, type DiscordWorld } from './discord-world.ts';

interface Session {
  id: string;
  intents: number;
  shard: [number, number];
  sent: { op: number; t: string; s: number; d: unknown }[];
  socket: WebSocket | null;
  resumable: boolean;
}

export interface Gateway {
  /** Tells every connection whose business it is. Answers how many were told. */
  dispatch(t: string, d: Record<string, unknown>, guild: string | null): number;
  /** The next two dispatches go out in the other order. */
  swapNext(): void;
  /** Sends what was sent last once more, with its number, as after a resumed connection. */
  repeatLast(): void;
  /** Resolves once there are so many sessions that are ready. */
  ready(count?: number): Promise<void>;
  /** Every connection breaks, without a word. */
  disconnect(): void;
  /** Every connection is closed with a code. */
  closeWith(code: number): void;
  /** Connections are asked to come again. */
  askToReconnect(): void;
  /** Sessions are over: whoever wants to resume has to identify again. */
  invalidate(): void;
  readonly sessions: readonly { intents: number; shard: readonly [number, number]; open: boolean }[];
  readonly resumed: number;
  readonly problems: string[];
}

/** Discord's gateway: hello, identify, ready, dispatch, heartbeat, resume, invalid session, reconnect. */
export function openGateway(
  server: Server,
  world: DiscordWorld,
  options: { tokens: () => ReadonlySet<string>; flags: () => number; url: () => string },
): Gateway {
  const sockets = new WebSocketServer({ server, path: '/gateway' });
  const sessions: Session[] = [];
  const problems: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let resumed = 0;
  let numbers = 0;

  const open = (): Session[] => sessions.filter((one) => one.socket !== null);
  const wake = (): void => {
    for (const one of waiting.splice(0)) {
      if (open().length >= one.count) one.resolve();
      else waiting.push(one);
    }
  };

  function tell(session: Session, t: string, d: unknown): void {
    const packet = { op: GatewayOpcodes.Dispatch, t, s: session.sent.length + 1, d };
    session.sent.push(packet);
    session.socket?.send(JSON.stringify(packet));
  }

  sockets.on('connection', (socket) => {
    let session: Session | null = null;
    socket.send(JSON.stringify({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: 41_250 }, s: null, t: null }));
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = null;
    });
    socket.on('message', (raw) => {
      const { op, d } = JSON.parse(String(raw)) as { op: number; d: Record<string, unknown> };
      switch (op) {
        case GatewayOpcodes.Heartbeat:
          socket.send(JSON.stringify({ op: GatewayOpcodes.HeartbeatAck, d: null, s: null, t: null }));
          return;
        case GatewayOpcodes.Identify: {
          if (!options.tokens().has(String(d.token))) return socket.close(4004, 'Authentication failed.');
          const intents = Number(d.intents);
          const mayRead = (options.flags() & ((1 << 18) | (1 << 19))) !== 0;
          if (intents & GatewayIntentBits.MessageContent && !mayRead)
            return socket.close(4014, 'Disallowed intent(s).');
          const mayHear = (options.flags() & ((1 << 14) | (1 << 15))) !== 0;
          if (intents & GatewayIntentBits.GuildMembers && !mayHear) return socket.close(4014, 'Disallowed intent(s).');
          if (intents & GatewayIntentBits.GuildPresences) problems.push('more intents than needed');
          session = {
            id: `session-${++numbers}`,
            intents,
            shard: (d.shard as [number, number] | undefined) ?? [0, 1],
            sent: [],
            socket,
            resumable: true,
          };
          sessions.push(session);
          const mine = [...world.guilds.keys()].filter((id) => isOn(session!, id));
          tell(session, 'READY', {
            v: 10,
            user: world.users.get(BOT),
            guilds: mine.map((id) => ({ id, unavailable: true })),
            session_id: session.id,
            resume_gateway_url: options.url(),
            shard: session.shard,
            application: { id: APPLICATION, flags: options.flags() },
          });
          for (const id of mine) tell(session, 'GUILD_CREATE', world.guildJson(id));
          wake();
          return;
        }
        case GatewayOpcodes.Resume: {
          const before = sessions.find((one) => one.id === d.session_id && one.resumable);
          if (!before) {
            socket.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: false, s: null, t: null }));
            return;
          }
          session = before;
          session.socket = socket;
          resumed++;
          for (const packet of session.sent.filter(({ s }) => s > Number(d.seq))) socket.send(JSON.stringify(packet));
          tell(session, 'RESUMED', {});
          wake();
          return;
        }
        case GatewayOpcodes.PresenceUpdate:
          return;
        default:
          problems.push(`an unexpected packet ${op}`);
      }
    });
  });

  /** By the id of the server; what belongs to none comes on the first shard. */
  const isOn = ({ shard: [shard, count] }: Session, guild: string | null): boolean =>
    Number(guild === null ? 0n : (BigInt(guild) >> 22n) % BigInt(count)) === shard;

  let swaps = false;
  let held: (() => void) | null = null;

  return {
    dispatch(t, d, guild) {
      const told = sessions.filter((one) => one.resumable && isOn(one, guild));
      const send = (): void => {
        for (const session of told) tell(session, t, d);
      };
      if (swaps && held === null) held = send;
      else {
        send();
        held?.();
        [swaps, held] = [false, null];
      }
      return told.length;
    },
    swapNext() {
      swaps = true;
    },
    repeatLast() {
      for (const session of open()) {
        const last = session.sent.findLast(({ t }) => /^(MESSAGE|INTERACTION)_/.test(t));
        if (last) session.socket?.send(JSON.stringify(last));
      }
    },
    ready: (count = 1) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve });
        wake();
      }),
    disconnect() {
      for (const { socket } of open()) socket?.terminate();
    },
    closeWith(code) {
      for (const { socket } of open()) socket?.close(code);
    },
    askToReconnect() {
      for (const { socket } of open())
        socket?.send(JSON.stringify({ op: GatewayOpcodes.Reconnect, d: null, s: null, t: null }));
    },
    invalidate() {
      for (const session of sessions) session.resumable = false;
    },
    get sessions() {
      return sessions.map(({ intents, shard, socket }) => ({ intents, shard, open: socket !== null }));
    },
    get resumed() {
      return resumed;
    },
    problems,
  };
}
