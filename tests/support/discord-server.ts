import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { ChannelType, MessageFlags } from 'discord.js';
import { type Gateway, openGateway } from './discord-gateway.ts';
import { moderationRoutes, Refusal } from './discord-guild-routes.ts';
import { DISCORD_LIMITS, messageProblems, modalProblems } from './discord-limits.ts';
import { roomRoutes } from './discord-rooms.ts';
import {
  APPLICATION,
  BOT,
  createWorld,
  type DiscordInteraction,
  type DiscordMessage,
  type DiscordWorld,
  LOADING,
} from './discord-world.ts';

export const DISCORD_TOKEN = 'MTAwMDAwMDAwMDAwMDAwMDAx.local.token';

/** What goes wrong with the next call whose route fits: before it is done, or after (`lost`: done, but nobody hears of it). */
export interface Fault {
  route?: RegExp;
  method?: string;
  status?: number;
  retryAfter?: number;
  global?: boolean;
  scope?: 'user' | 'global' | 'shared';
  lost?: true;
  code?: number;
}

export interface Received {
  method: string;
  route: string;
  body: Record<string, unknown>;
  files: string[];
}

export interface DiscordServer {
  /** What SafeNest is told as the API's address. */
  apiUrl: string;
  world: DiscordWorld;
  /** Files that people attach, where Discord keeps them. */
  cdn: Map<string, Buffer>;
  gateway: Gateway;
  /** Every call, in order. */
  received: Received[];
  /** What Discord would have refused, or called misuse; a test expects none. */
  readonly problems: string[];
  faults: Fault[];
  /** As after some minutes: what was posted under a nonce may be posted again. */
  forgetNonces(): void;
  tokens: Set<string>;
  /** Of the application: what it was granted in the portal. */
  settings: { flags: number; endpoint: string | null; skewMs: number };
  commands: unknown[];
  close(): Promise<void>;
}

const MESSAGE_CONTENT = 1 << 18;
const SERVER_MEMBERS = 1 << 15;
const THREE_SECONDS = 3000;

/** A local Discord: its REST API (version 10) as far as SafeNest uses it, and its gateway, on one port. */
export async function startDiscordServer(
  options: { now?: () => Date; content?: boolean; hearsJoins?: boolean } = {},
): Promise<DiscordServer> {
  const now = options.now ?? (() => new Date());
  const world = createWorld(now);
  const received: Received[] = [];
  const problems: string[] = [];
  const faults: Fault[] = [];
  const tokens = new Set([DISCORD_TOKEN]);
  const settings = {
    flags: (options.content === false ? 0 : MESSAGE_CONTENT) | (options.hearsJoins ? SERVER_MEMBERS : 0),
    endpoint: null as string | null,
    skewMs: 0,
  };
  const commands: unknown[] = [];
  const nonces = new Map<string, string>();
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const gatewayUrl = `ws://127.0.0.1:${port}/gateway`;
  const gateway = openGateway(server, world, {
    tokens: () => tokens,
    flags: () => settings.flags,
    url: () => gatewayUrl,
  });

  const cdn = new Map<string, Buffer>();
  const moderate = moderationRoutes(world, {
    now,
    problem: (words) => void problems.push(words),
    dispatch: (event, data, guild) => gateway.dispatch(event, data, guild),
  });

  const rooms = roomRoutes(world, {
    problem: (words) => void problems.push(words),
    dispatch: (event, data, guild) => gateway.dispatch(event, data, guild),
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method!;
    const url = new URL(request.url!, 'http://local');
    const attachment = cdn.get(/^\/cdn\/(\d+)$/.exec(url.pathname)?.[1] ?? '');
    if (attachment) {
      response.writeHead(200, { 'content-type': 'image/jpeg' });
      response.end(attachment);
      return;
    }
    const route = decodeURIComponent(url.pathname.replace(/^\/api\/v10/, ''));
    const { body, files } = await bodyOf(request);
    received.push({ method, route, body, files });
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      date: new Date(now().getTime() + settings.skewMs).toUTCString(),
    };
    const at = faults.findIndex((one) => (one.route?.test(route) ?? true) && (one.method ?? method) === method);
    const fault = at >= 0 ? faults.splice(at, 1)[0]! : null;
    if (fault && !fault.lost) {
      const { status = 500, retryAfter, global = false, scope = 'user', code = 0 } = fault;
      if (status === 429) {
        headers['retry-after'] = String(retryAfter ?? 1);
        headers['x-ratelimit-scope'] = scope;
        if (global) headers['x-ratelimit-global'] = 'true';
      }
      response.writeHead(status, headers);
      response.end(
        JSON.stringify({
          message: 'injected',
          code,
          ...(status === 429 ? { retry_after: retryAfter ?? 1, global } : {}),
        }),
      );
      return;
    }
    try {
      const open = /^\/(interactions|webhooks)\//.test(route);
      if (!open && !tokens.has((request.headers.authorization ?? '').replace(/^Bot /, '')))
        throw new Refusal(401, 0, '401: Unauthorized');
      const reason = request.headers['x-audit-log-reason'];
      const guarded = moderate({ method, route, body, reason: reason ? decodeURIComponent(String(reason)) : null });
      const threaded = guarded ?? rooms(method, route, body);
      const answer = threaded ? threaded.answer : handle(method, route, body, files, url);
      if (fault?.lost) {
        request.socket.destroy();
        return;
      }
      if (answer === undefined) delete headers['content-type'];
      response.writeHead(answer === undefined ? 204 : 200, headers);
      response.end(answer === undefined ? undefined : JSON.stringify(answer));
    } catch (error) {
      if (!(error instanceof Refusal)) problems.push(`${method} ${route}: ${String(error)}`);
      const { status = 500, code = 0, message } = error as Refusal;
      response.writeHead(status, headers);
      response.end(JSON.stringify({ message, code }));
    }
  }

  function handle(method: string, route: string, body: Record<string, unknown>, files: string[], url: URL): unknown {
    const parts = route.split('/').slice(1);
    const key = `${method} ${parts.map((part) => (/^\d+$/.test(part) ? ':id' : part)).join('/')}`;
    const [, a = '', , b = ''] = parts;
    switch (key) {
      case 'GET applications/@me':
        return {
          id: APPLICATION,
          name: 'SafeNest',
          flags: settings.flags,
          bot: world.users.get(BOT),
          interactions_endpoint_url: settings.endpoint,
        };
      case 'GET users/@me/guilds':
        return [...world.guilds.values()].map(({ id, name, permissions }) => ({ id, name, permissions, owner: false }));
      case 'GET gateway/bot':
        return {
          url: gatewayUrl,
          shards: 1,
          session_start_limit: { total: 1000, remaining: 999, reset_after: 1000, max_concurrency: 16 },
        };
      case 'PUT applications/:id/commands':
      case 'PUT applications/:id/guilds/:id/commands':
        commands.splice(0, commands.length, ...(body as unknown as unknown[]));
        return body;
      case 'POST users/@me/channels':
        if (!world.users.has(String(body.recipient_id))) throw new Refusal(400, 50033, 'Invalid Recipient(s)');
        return world.channelJson(world.directWith(String(body.recipient_id)));
      case 'GET channels/:id':
        return world.channelJson(channelOf(a).id);
      case 'PATCH channels/:id':
        if (body.archived === false) channelOf(a).archived = false;
        return world.channelJson(a);
      case 'POST channels/:id/typing':
        channelOf(a, 'send');
        world.typing.now.add(a);
        world.typing.count++;
        return undefined;
      case 'POST channels/:id/messages':
        return post(a, body, files);
      case 'GET channels/:id/messages':
        return history(a, url.searchParams);
      case 'GET channels/:id/messages/:id':
        if (channelOf(a).denied.has('history')) throw new Refusal(403, 50013, 'Missing Permissions');
        return world.messageJson(messageIn(a, b), options.content !== false);
      case 'PATCH channels/:id/messages/:id': {
        const message = messageIn(a, b);
        if (message.author !== BOT) throw new Refusal(403, 50005, 'Cannot edit a message authored by another user');
        if (channelOf(a).archived) throw new Refusal(400, 50083, 'Thread is archived');
        return world.messageJson(edit(message, body, files));
      }
      case 'POST channels/:id/messages/:id/threads':
        return thread(a, b, body);
    }
    const callback = /^POST interactions\/:id\/[^/]+\/callback$/.test(key);
    if (callback) return acknowledge(interactionOf(parts[2]!, true), body);
    if (/^\w+ webhooks\/:id\/[^/]+/.test(key))
      return webhook(method, interactionOf(parts[2]!, false), parts[4] ?? null, body, files);
    problems.push(`${method} ${route} is no route of Discord's that is known here (${url.search})`);
    throw new Refusal(404, 0, '404: Not Found');
  }

  function channelOf(id: string, right?: 'send' | 'threads') {
    const channel = world.channels.get(id);
    if (!channel) throw new Refusal(404, 10003, 'Unknown Channel');
    const denied = channel.parent ? (world.channels.get(channel.parent)?.denied ?? channel.denied) : channel.denied;
    if (denied.has('view') || (channel.guild && !world.guilds.has(channel.guild)))
      throw new Refusal(403, 50001, 'Missing Access');
    if (right && denied.has(right)) throw new Refusal(403, 50013, 'Missing Permissions');
    return channel;
  }

  /** Newest first; empty, and no error, where the bot may not read back. */
  function history(channel: string, query: URLSearchParams): unknown {
    if (channelOf(channel).denied.has('history')) return [];
    const before = query.get('before');
    return world.messages
      .filter((one) => one.channel === channel && !one.only && (!before || BigInt(one.id) < BigInt(before)))
      .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
      .slice(0, Number(query.get('limit') ?? 50))
      .map((one) => world.messageJson(one, false));
  }

  function messageIn(channel: string, id: string): DiscordMessage {
    channelOf(channel);
    const message = world.find(id);
    if (!message || message.channel !== channel || message.only) throw new Refusal(404, 10008, 'Unknown Message');
    return message;
  }

  function checked(body: Record<string, unknown>, files: string[]): void {
    const wrong = messageProblems(body, files);
    if (wrong.length === 0) return;
    problems.push(...wrong);
    throw new Refusal(400, 50035, `Invalid Form Body: ${wrong[0]}`);
  }

  const attached = (body: Record<string, unknown>, files: string[]) => {
    const listed = (body.attachments ?? []) as { id: number; filename: string }[];
    if (listed.length !== files.length) problems.push('files and attachments differ');
    return files.map((filename) => ({ id: world.snowflake(), filename, size: 1 }));
  };

  function post(channel: string, body: Record<string, unknown>, files: string[]): unknown {
    const { with: person } = channelOf(channel, 'send');
    if (person && world.closed.has(person)) throw new Refusal(403, 50007, 'Cannot send messages to this user');
    const guilds = [...world.guilds.values()];
    if (person && guilds.some(({ bans }) => bans.has(person)) && !guilds.some(({ members }) => members.has(person)))
      throw new Refusal(403, 50278, 'Cannot send messages to this user due to having no mutual guilds');
    checked(body, files);
    const nonce = typeof body.nonce === 'string' ? body.nonce : null;
    const before = nonce && body.enforce_nonce === true ? world.find(nonces.get(nonce) ?? '') : undefined;
    if (before) return world.messageJson(before);
    const message = world.write({
      channel,
      author: BOT,
      components: body.components as unknown[],
      flags: Number(body.flags ?? 0),
      attachments: attached(body, files),
      nonce,
      replyTo: (body.message_reference as { message_id?: string } | undefined)?.message_id ?? null,
    });
    if (nonce) nonces.set(nonce, message.id);
    world.typing.now.delete(channel);
    gateway.dispatch('MESSAGE_CREATE', world.messageJson(message), world.channels.get(channel)!.guild);
    return world.messageJson(message);
  }

  function edit(message: DiscordMessage, body: Record<string, unknown>, files: string[]): DiscordMessage {
    if ('allowed_mentions' in body === false) problems.push('an edit that could ping');
    if (message.flags & MessageFlags.IsComponentsV2 && !(Number(body.flags) & MessageFlags.IsComponentsV2))
      problems.push('components v2 cannot be taken back');
    checked(body, files);
    if (!(message.flags & LOADING)) message.edits++;
    message.components = body.components as unknown[];
    message.flags = (message.flags & MessageFlags.Ephemeral) | (Number(body.flags) & ~MessageFlags.Ephemeral);
    message.attachments = attached(body, files);
    message.editedAt = now().toISOString();
    if (!message.only)
      gateway.dispatch('MESSAGE_UPDATE', world.messageJson(message), world.channels.get(message.channel)!.guild);
    return message;
  }

  function thread(channel: string, message: string, body: Record<string, unknown>): unknown {
    const parent = channelOf(channel, 'threads');
    messageIn(channel, message);
    if (parent.type !== ChannelType.GuildText)
      throw new Refusal(400, 50024, 'Cannot execute action on this channel type');
    if (world.channels.has(message))
      throw new Refusal(400, 160004, 'A thread has already been created for this message');
    const { name } = body;
    if (typeof name !== 'string' || name.length < 1 || name.length > 100)
      throw new Refusal(400, 50035, 'Invalid Form Body');
    world.addChannel({
      id: message,
      name,
      type: ChannelType.PublicThread,
      guild: parent.guild,
      parent: channel,
      owner: BOT,
    });
    gateway.dispatch('THREAD_CREATE', { ...world.channelJson(message), newly_created: true }, parent.guild);
    return world.channelJson(message);
  }

  function interactionOf(token: string, first: boolean): DiscordInteraction {
    const interaction = world.interactions.get(token);
    const late = !interaction || interaction.dead;
    if (first && (late || (interaction.acknowledged === null && performance.now() - interaction.at > THREE_SECONDS)))
      throw new Refusal(404, 10062, 'Unknown interaction');
    if (late || (!first && interaction.acknowledged === null)) throw new Refusal(404, 10015, 'Unknown Webhook');
    return interaction;
  }

  function acknowledge(interaction: DiscordInteraction, { type, data = {} }: Record<string, unknown>): unknown {
    if (interaction.acknowledged !== null) throw new Refusal(400, 40060, 'Interaction has already been acknowledged.');
    const body = data as Record<string, unknown>;
    const flags = Number(body.flags ?? 0);
    const only = flags & MessageFlags.Ephemeral ? interaction.user : null;
    switch (type) {
      case 4:
        checked(body, []);
        interaction.original = world.write({
          channel: interaction.channel,
          author: BOT,
          components: body.components as unknown[],
          flags,
          only,
        }).id;
        break;
      case 5:
        if (flags & ~MessageFlags.Ephemeral) problems.push('deferred with flags');
        interaction.original = world.write({
          channel: interaction.channel,
          author: BOT,
          flags: flags | LOADING,
          only,
        }).id;
        world.typing.count++;
        break;
      case 6:
        if (!interaction.original) problems.push('a deferred update without a message');
        break;
      case 8: {
        const choices = (body.choices ?? []) as { name: string; value: string }[];
        const wrong = choices.some(({ name, value }) => name.length < 1 || name.length > 100 || value.length > 100);
        if (choices.length > DISCORD_LIMITS.choices || wrong) problems.push('choices');
        interaction.choices = choices;
        break;
      }
      case 9: {
        const wrong = modalProblems(body);
        problems.push(...wrong);
        if (wrong.length > 0) throw new Refusal(400, 50035, wrong[0]!);
        world.modals.set(interaction.user, { interaction, modal: body, message: interaction.original });
        break;
      }
      default:
        throw new Refusal(400, 50035, `callback of type ${type}`);
    }
    interaction.acknowledged = Number(type);
    return undefined;
  }

  function webhook(
    method: string,
    interaction: DiscordInteraction,
    message: string | null,
    body: Record<string, unknown>,
    files: string[],
  ): unknown {
    if (message === null) {
      checked(body, files);
      const flags = Number(body.flags ?? 0);
      const waiting = interaction.original && world.find(interaction.original);
      // Discord puts the first follow-up in the place of “thinking”, whoever was to see it
      if (waiting && waiting.flags & LOADING) return world.messageJson(edit(waiting, { ...body, flags }, files));
      const only = flags & MessageFlags.Ephemeral ? interaction.user : null;
      const attachments = attached(body, files);
      const made = world.write({
        channel: interaction.channel,
        author: BOT,
        components: body.components as unknown[],
        flags,
        only,
        attachments,
      });
      return world.messageJson(made);
    }
    const found = world.find(message === '@original' ? (interaction.original ?? '') : message);
    if (!found || found.author !== BOT) throw new Refusal(404, 10008, 'Unknown Message');
    if (method === 'PATCH') return world.messageJson(edit(found, body, files));
    if (method === 'DELETE') {
      world.messages.splice(world.messages.indexOf(found), 1);
      return undefined;
    }
    return world.messageJson(found);
  }

  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    cdn,
    world,
    gateway,
    received,
    get problems() {
      return [...problems, ...gateway.problems];
    },
    faults,
    forgetNonces: () => nonces.clear(),
    tokens,
    settings,
    commands,
    async close() {
      gateway.disconnect();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** JSON, or JSON with files beside it. */
async function bodyOf(request: IncomingMessage): Promise<{ body: Record<string, unknown>; files: string[] }> {
  const raw = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  if (raw.length === 0) return { body: {}, files: [] };
  if (!type.startsWith('multipart/')) return { body: JSON.parse(raw.toString()) as Record<string, unknown>, files: [] };
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData();
  const files = [...form.values()].filter((value) => value instanceof File).map((file) => file.name);
  return { body: JSON.parse(String(form.get('payload_json'))) as Record<string, unknown>, files };
}
