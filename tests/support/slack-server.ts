import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { ROOM_SCOPES } from './slack-rooms.ts';
import { SlackWorkspace } from './slack-workspace.ts';
import { swapped } from './swapped.ts';

/** What goes wrong with the next call: `lost` does it and breaks the connection before the answer. */
export type Failure = 'rate_limited' | 'server_error' | 'lost' | { error: string };

export interface Delivery {
  status: number;
  body: string;
}

/** What is said of a delivery that goes out after the next one. */
const HELD_BACK: Delivery = { status: 200, body: '' };

export interface SlackServer {
  /** The Web API's address, without a slash at the end. */
  readonly apiUrl: string;
  readonly workspace: SlackWorkspace;
  readonly tokens: { bot: string; app: string; signing: string };
  /** Methods called so far, in order, with their arguments. */
  readonly calls: { method: string; args: Record<string, unknown> }[];
  scopes: string[];
  /** How far Slack's clock is ahead, in ms. */
  skewMs: number;
  /** Where events go by HTTP; null sends them over Socket Mode. */
  eventsUrl: string | null;
  /** The next call of the method, or of any method, fails. */
  failNext(how: Failure, method?: string): void;
  revoke(on?: boolean): void;
  /** Tokens of further apps in the workspace. */
  readonly more: Set<string>;
  /** The Web API takes calls and answers none until the function it gives is called. */
  hang(): () => void;
  /** Signs and delivers a payload as Slack does; form-encoded where Slack's is. */
  deliver(
    payload: Record<string, unknown>,
    how?: { retry?: number; atMs?: number; secret?: string /** Whatever it is. */; json?: true },
  ): Promise<Delivery>;
  /** The last delivery once more, as Slack does that had no answer in time. */
  redeliver(): Promise<Delivery>;
  /** The next two deliveries go out in the other order. */
  swapNext(): void;
  sockets(): number;
  /** Ends every connection of Socket Mode, as Slack does from time to time. */
  dropSockets(): void;
  /** Sends a raw message over Socket Mode. */
  sendRaw(text: string): void;
  close(): Promise<void>;
}

/** A local Slack: Web API, signed deliveries, Socket Mode and file uploads, for the real SDK to talk to. */
export async function startSlackServer(workspace = new SlackWorkspace()): Promise<SlackServer> {
  const failures: { how: Failure; method: string | undefined }[] = [];
  const calls: SlackServer['calls'] = [];
  const acks = new Map<string, (payload: unknown) => void>();
  const open = new Set<WebSocket>();
  let last: (() => Promise<Delivery>) | null = null;
  const swap = swapped();
  let envelopes = 0;
  const state = { skewMs: 0, eventsUrl: null as string | null, scopes: [] as string[] };
  const tokens = {
    bot: 'xoxb-local-1',
    app: 'xapp-local-1',
    admin: 'xoxp-local-1',
    signing: 'a signing secret of tests',
  };
  let revoked = false;
  const more = new Set<string>();
  let hanging: Promise<void> | null = null;

  const http = createServer((request, response) => void handle(request, response));
  const sockets = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (client) => {
      open.add(client);
      client.on('close', () => open.delete(client));
      client.on('message', (data) => {
        const { envelope_id: id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload: unknown };
        acks.get(id)?.(payload);
        acks.delete(id);
      });
      client.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0SAFENEST' } }));
    }),
  );
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const [, kind, name = ''] = (request.url ?? '').split('/');
    response.sendDate = false;
    response.setHeader('date', new Date(Date.now() + state.skewMs).toUTCString());
    const answer = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-oauth-scopes': state.scopes.join(',') });
      response.end(JSON.stringify(value));
    };
    if (kind === 'upload') {
      workspace.files.set(name, { bytes: body, done: false });
      return answer(200, 'OK');
    }
    if (kind === 'files-pri') {
      const shared = allowed(request, 'files.info') ? undefined : workspace.shared.get(name);
      // without a token Slack shows where to sign in
      if (!shared) return void response.writeHead(302, { location: 'https://slack.com/signin' }).end();
      response.writeHead(200, { 'content-type': 'image/jpeg' });
      return void response.end(shared);
    }
    if (kind === 'respond') return answer(workspace.respond(name, JSON.parse(body.toString())), 'ok');
    await hanging;
    const args = decoded(body);
    calls.push({ method: name, args });
    const at = failures.findIndex(({ method }) => method === undefined || method === name);
    const failure = at < 0 ? null : failures.splice(at, 1)[0]!.how;
    if (failure === 'rate_limited') {
      response.setHeader('retry-after', '1');
      return answer(429, { ok: false, error: 'ratelimited' });
    }
    if (failure === 'server_error') return answer(503, 'away');
    if (failure !== null && failure !== 'lost') return answer(200, { ok: false, ...failure });
    const byAdmin = request.headers.authorization === `Bearer ${tokens.admin}`;
    const result =
      byAdmin && name === 'chat.delete'
        ? workspace.erase(args)
        : (allowed(request, name) ?? special(name) ?? workspace.call(name, args));
    if (failure === 'lost') return void request.socket.destroy();
    answer(200, result);
  }

  function allowed(request: IncomingMessage, method: string): Record<string, unknown> | null {
    if (method === 'api.test') return null;
    const needed = method === 'apps.connections.open' ? tokens.app : tokens.bot;
    if (request.headers.authorization === `Bearer ${tokens.admin}` && method === 'auth.test') return null;
    if (more.has((request.headers.authorization ?? '').replace('Bearer ', ''))) return null;
    if (request.headers.authorization !== `Bearer ${needed}`) return { ok: false, error: 'invalid_auth' };
    return revoked ? { ok: false, error: 'token_revoked' } : null;
  }

  function special(method: string): Record<string, unknown> | null {
    const needed = ROOM_SCOPES[method];
    // what an app was not granted; nothing is said of that where a test names no scopes
    if (needed && state.scopes.length > 0 && !needed.some((scope) => state.scopes.includes(scope)))
      return { ok: false, error: 'missing_scope', needed: needed[0], provided: state.scopes.join(',') };
    if (method === 'apps.connections.open') return { ok: true, url: `${base.replace('http', 'ws')}/socket` };
    if (method !== 'files.getUploadURLExternal') return null;
    const id = workspace.id('F');
    return { ok: true, file_id: id, upload_url: `${base}/upload/${id}` };
  }

  async function overHttp(
    url: string,
    payload: Record<string, unknown>,
    how: { retry?: number; atMs?: number; secret?: string; json?: true },
  ): Promise<Delivery> {
    const form =
      !how.json &&
      payload.type !== 'event_callback' &&
      payload.type !== 'url_verification' &&
      payload.type !== 'app_rate_limited';
    const text = !form
      ? JSON.stringify(payload)
      : new URLSearchParams(
          'command' in payload ? (payload as Record<string, string>) : { payload: JSON.stringify(payload) },
        ).toString();
    const timestamp = Math.floor(((how.atMs ?? Date.now()) + state.skewMs) / 1000);
    const signature = createHmac('sha256', how.secret ?? tokens.signing)
      .update(`v0:${timestamp}:${text}`)
      .digest('hex');
    const response = await fetch(url, {
      method: 'POST',
      body: text,
      headers: {
        'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
        'x-slack-request-timestamp': String(timestamp),
        'x-slack-signature': `v0=${signature}`,
        ...(how.retry ? { 'x-slack-retry-num': String(how.retry), 'x-slack-retry-reason': 'http_timeout' } : {}),
      },
    });
    return { status: response.status, body: await response.text() };
  }

  async function overSocket(payload: Record<string, unknown>, retry = 0): Promise<Delivery> {
    // Slack keeps what it has to tell until somebody is connected
    for (let tried = 0; open.size === 0 && tried < 200; tried++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    const [client] = open;
    if (!client) throw new Error('nobody is connected by Socket Mode');
    const id = `envelope-${++envelopes}`;
    const type =
      payload.type === 'event_callback' ? 'events_api' : 'command' in payload ? 'slash_commands' : 'interactive';
    const acked = new Promise<unknown>((resolve) => acks.set(id, resolve));
    client.send(
      JSON.stringify({
        type,
        envelope_id: id,
        accepts_response_payload: type !== 'events_api',
        retry_attempt: retry,
        payload,
      }),
    );
    return { status: 200, body: JSON.stringify(await acked) };
  }

  const server: SlackServer = {
    apiUrl: `${base}/api`,
    workspace,
    tokens,
    calls,
    get scopes() {
      return state.scopes;
    },
    set scopes(scopes) {
      state.scopes = scopes;
    },
    get skewMs() {
      return state.skewMs;
    },
    set skewMs(ms) {
      state.skewMs = ms;
    },
    get eventsUrl() {
      return state.eventsUrl;
    },
    set eventsUrl(url) {
      state.eventsUrl = url;
    },
    failNext: (how, method) => void failures.push({ how, method }),
    hang() {
      const { promise, resolve } = Promise.withResolvers<void>();
      hanging = promise;
      return () => {
        hanging = null;
        resolve();
      };
    },
    more,
    revoke(on = true) {
      revoked = on;
    },
    deliver(payload, how = {}) {
      const send = (retry?: number): Promise<Delivery> =>
        state.eventsUrl === null
          ? overSocket(payload, retry)
          : overHttp(state.eventsUrl, payload, { ...how, ...(retry ? { retry } : {}) });
      last = () => send(1);
      return swap.through(() => send(how.retry)).then((sent) => sent ?? HELD_BACK);
    },
    swapNext: swap.arm,
    redeliver() {
      if (!last) throw new Error('nothing was delivered yet');
      return last();
    },
    sockets: () => open.size,
    dropSockets() {
      for (const client of open) {
        open.delete(client);
        client.close();
      }
    },
    sendRaw(text) {
      for (const client of open) client.send(text);
    },
    async close() {
      for (const client of open) client.terminate();
      sockets.close();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
  return server;
}

/** Arguments as the SDK sends them: form fields, whose structures are JSON. */
function decoded(body: Buffer): Record<string, unknown> {
  return Object.fromEntries(
    [...new URLSearchParams(body.toString())].map(([key, value]) => {
      if (!/^[[{]/.test(value) || key === 'text' || key === 'markdown_text') return [key, value];
      try {
        return [key, JSON.parse(value)];
      } catch {
        return [key, value];
      }
    }),
  );
}
