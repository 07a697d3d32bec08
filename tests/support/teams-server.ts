import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Webhook } from '../../src/bots/platform.ts';
import { startLocalServer } from './local-server.ts';
import { swapped } from './swapped.ts';
import { type Answer, type Call, type Fault, type TeamsPerson, TeamsTenant } from './teams-connector.ts';
import { TeamsGraph } from './teams-graph.ts';

export interface TeamsApp {
  appId: string;
  appPassword: string;
  tenantId: string | null;
  graph?: boolean;
}

const ISSUER = 'https://api.botframework.com';

/** Microsoft's part of Teams on this machine: sign-in, keys, the connector; and the people who speak with a bot. */
export interface TeamsServer {
  url: string;
  addresses: { login: string; openId: string; service: string; graph: string };
  tenant: TeamsTenant;
  /** Microsoft Graph, for what was granted there. */
  graph: TeamsGraph;
  /** Inline images, by their address: shown to whoever has a token. */
  images: Map<string, Buffer>;
  apps: TeamsApp[];
  calls: Call[];
  faults: Fault[];
  /** How often a token was asked for. */
  readonly tokensGiven: number;
  /** Takes back every token given so far. */
  revokeTokens(): void;
  person(name: string, part?: Partial<TeamsPerson>): TeamsPerson;
  channel(name: string): string;
  group(name: string): string;
  /** A token as Microsoft signs it, or as somebody else would. */
  token(claims?: Record<string, unknown>, how?: { key?: KeyObject; header?: Record<string, unknown> }): string;
  /** Delivers something to the bot; with a token of its own where `token` is absent. */
  deliver(activity: Record<string, unknown>, how?: { token?: string | null; app?: string }): Promise<Delivered>;
  /** The next two deliveries go out in the other order. */
  swapNext(): void;
  /** Everything of an activity that Teams says about who, where and to whom. */
  envelope(from: TeamsPerson, conversation: string, thread?: string | null): Record<string, unknown>;
  /** Where the bot's webhook is mounted from now on. */
  serve(webhooks: readonly Webhook[]): Promise<string>;
  botUrl(): string;
  close(): Promise<void>;
}

export interface Delivered {
  status: number;
  body: unknown;
}

let people = 0;

export async function startTeamsServer(
  apps: TeamsApp[] = [{ appId: '00000000-0000-4000-8000-000000000001', appPassword: 'a password', tenantId: null }],
  tenantId: string = randomUUID(),
): Promise<TeamsServer> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = {
    ...keys.publicKey.export({ format: 'jwk' }),
    kid: 'k1',
    use: 'sig',
    alg: 'RS256',
    endorsements: ['msteams'],
  };
  const tenant = new TeamsTenant(tenantId);
  const graph = new TeamsGraph(tenant);
  const calls: Call[] = [];
  const faults: Fault[] = [];
  const images = new Map<string, Buffer>();
  const granted = new Map<string, string>();
  /** Tokens for Graph, with what they allow. */
  const roles = new Map<string, readonly string[]>();
  let tokensGiven = 0;

  const local = await startLocalServer(async (request, response) => {
    const path = request.url ?? '';
    const text = await textOf(request);
    const json = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(status === 204 ? undefined : JSON.stringify(body));
    };
    if (path === '/openid') return json(200, { issuer: ISSUER, jwks_uri: `${local.url}/keys` });
    if (path === '/keys') return json(200, { keys: [jwk] });
    if (path.endsWith('/oauth2/v2.0/token')) {
      const given = giveToken(path, new URLSearchParams(text));
      return json(given.status, given.body);
    }
    const image = images.get(path);
    if (image) {
      if (!granted.has((request.headers.authorization ?? '').replace(/^Bearer /, ''))) return json(401, {});
      response.writeHead(200, { 'content-type': 'image/jpeg' });
      return void response.end(image);
    }
    const toGraph = path.startsWith('/graph/v1.0/');
    if (!toGraph && !/^\/v3\/(?:conversations|teams)/.test(path))
      return json(404, { error: { code: 'NotFound', message: path } });
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const app = (toGraph ? null : granted.get(token)) ?? null;
    const method = request.method ?? '';
    calls.push({ method, path, body, app });
    const answer = (): Answer =>
      toGraph
        ? graph.handle(method, path.slice('/graph/v1.0'.length), body, roles.get(token) ?? null)
        : app === null
          ? { status: 401, body: { error: { code: 'Unauthorized', message: 'no token' } } }
          : path.startsWith('/v3/teams/')
            ? graph.details(decodeURIComponent(path.slice('/v3/teams/'.length)))
            : tenant.handle(method, path.slice('/v3/conversations'.length), body);
    const at = faults.findIndex((fault) => !fault.of || fault.of.test(`${method} ${path}`));
    const fault = at < 0 ? null : faults.splice(at, 1)[0]!;
    if (!fault) {
      const { status, body: told } = answer();
      return json(status, told);
    }
    if (fault.done) answer();
    if (fault.hangsUp) return void response.destroy();
    json(
      fault.status,
      { error: { code: fault.code ?? 'ServiceError', message: 'injected' } },
      fault.retryAfter ? { 'retry-after': fault.retryAfter } : {},
    );
  });

  function giveToken(path: string, form: URLSearchParams): Answer {
    const app = apps.find((one) => one.appId === form.get('client_id'));
    const of = decodeURIComponent(path.split('/')[1] ?? '');
    const forGraph = form.get('scope') === `${local.url}/graph/.default`;
    const at = forGraph ? tenant.id : 'botframework.com';
    if (!app || of !== (app.tenantId ?? at))
      return { status: 400, body: { error: 'unauthorized_client', error_description: 'AADSTS700016: no such app' } };
    if (form.get('client_secret') !== app.appPassword)
      return { status: 401, body: { error: 'invalid_client', error_description: 'AADSTS7000215: wrong secret' } };
    if (form.get('grant_type') !== 'client_credentials' || !(forGraph || form.get('scope') === `${ISSUER}/.default`))
      return { status: 400, body: { error: 'invalid_scope' } };
    const claims = Buffer.from(
      JSON.stringify({ tid: app.tenantId ?? at, appid: app.appId, ...(forGraph ? { roles: graph.granted } : {}) }),
    );
    const token = `e30.${claims.toString('base64url')}.token-${++tokensGiven}`;
    if (forGraph) roles.set(token, [...graph.granted]);
    else granted.set(token, app.appId);
    return { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: token } };
  }

  let bot: { url: string; close(): Promise<void> } | null = null;
  const swap = swapped();
  const server: TeamsServer = {
    url: local.url,
    addresses: { login: local.url, openId: `${local.url}/openid`, service: local.url, graph: `${local.url}/graph` },
    tenant,
    graph,
    images,
    apps,
    calls,
    faults,
    get tokensGiven() {
      return tokensGiven;
    },
    revokeTokens() {
      granted.clear();
      roles.clear();
    },
    person(name, part = {}) {
      const id = randomUUID();
      const botId = `29:${++people}-${name.replaceAll(/\W/g, '')}`;
      const email = `${name.toLowerCase().replaceAll(/\W+/g, '.')}@northwind.example`;
      const made = {
        id,
        botId,
        name,
        email,
        principalName: email,
        locale: 'en-GB',
        timeZone: 'Europe/Berlin',
        ...part,
      };
      tenant.people.set(id, made);
      return made;
    },
    channel: (name) => tenant.open('channel', `19:${name}-${tenant.newId()}@thread.tacv2`, name).id,
    group: (name) => tenant.open('groupChat', `19:${name}-${tenant.newId()}@thread.v2`, name).id,
    token(claims = {}, { key = keys.privateKey, header = {} } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header })}.${part({
        iss: ISSUER,
        aud: apps[0]?.appId,
        serviceurl: local.url,
        nbf: now - 60,
        exp: now + 3600,
        ...claims,
      })}`;
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
    },
    async deliver(activity, { token, app } = {}) {
      const shown = token === undefined ? server.token(app ? { aud: app } : {}) : token;
      const delivered = await swap.through(async () => {
        const response = await fetch(server.botUrl(), {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(shown === null ? {} : { authorization: `Bearer ${shown}` }),
          },
          body: JSON.stringify(activity),
        });
        const text = await response.text();
        return { status: response.status, body: text === '' ? null : JSON.parse(text) };
      });
      return delivered ?? { status: 200, body: null };
    },
    swapNext: swap.arm,
    envelope(from, conversation, thread = null) {
      const where = tenant.conversations.get(conversation);
      if (!where) throw new Error(`no conversation ${conversation}`);
      return {
        channelId: 'msteams',
        serviceUrl: local.url,
        timestamp: new Date().toISOString(),
        from: { id: from.botId, name: from.name, aadObjectId: from.id },
        recipient: { id: `28:${apps[0]?.appId}`, name: 'SafeNest' },
        conversation: {
          id: where.kind === 'channel' && thread ? `${conversation};messageid=${thread}` : conversation,
          conversationType: where.kind,
          tenantId: tenant.id,
          ...(where.kind === 'personal' ? {} : { isGroup: true, name: where.name }),
        },
        locale: from.locale,
        localTimezone: from.timeZone,
        entities: [{ type: 'clientInfo', locale: from.locale, timezone: from.timeZone, platform: 'Web' }],
        channelData: {
          tenant: { id: tenant.id },
          ...(where.kind === 'channel'
            ? { channel: { id: conversation, name: where.name }, team: { id: 'team' } }
            : {}),
        },
      };
    },
    async serve(webhooks) {
      await bot?.close();
      bot = await serveWebhooks(webhooks);
      return bot.url;
    },
    botUrl() {
      if (!bot) throw new Error('no bot is served');
      return bot.url;
    },
    async close() {
      await bot?.close();
      await local.close();
    },
  };
  return server;
}

async function serveWebhooks(webhooks: readonly Webhook[]): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const hook = webhooks.find((one) => one.path === request.url);
    if (hook) void hook.handle(request, response);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${webhooks[0]?.path ?? ''}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
