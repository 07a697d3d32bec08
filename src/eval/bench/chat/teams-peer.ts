import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CHANNELS, type LoadPeer, PEOPLE } from './load-peer.ts';
import { textOf } from './slack-peer.ts';

export const TEAMS_LOAD = {
  tenant: '00000000-0000-4000-8000-00000000be0c',
  credentials: {
    appId: '00000000-0000-4000-8000-000000000be1',
    appPassword: 'a password for measurements only',
    tenantId: null,
  },
  person: (number: number): string => `29:bench-${number}`,
} as const;

const ISSUER = 'https://api.botframework.com';

/** Teams as a sender of signed activities, with the addresses of tokens and keys, and a taker of answers. */
export async function openTeamsPeer(): Promise<LoadPeer> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = {
    ...keys.publicKey.export({ format: 'jwk' }),
    kid: 'k1',
    use: 'sig',
    alg: 'RS256',
    endorsements: ['msteams'],
  };
  const answers = new Map<number, number>();
  let messages = 0;
  let url = '';

  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const text = await textOf(request);
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (path === '/openid') return json(200, { issuer: ISSUER, jwks_uri: `${url}/keys` });
    if (path === '/keys') return json(200, { keys: [jwk] });
    if (path.endsWith('/token')) return json(200, { token_type: 'Bearer', expires_in: 3599, access_token: 'bench' });
    if (request.method === 'GET')
      return json(200, { id: 'bench', name: 'Bench', userPrincipalName: 'bench@example.com' });
    const thread = /;messageid=(\d+)/.exec(decodeURIComponent(path))?.[1];
    const { type } = (text === '' ? {} : JSON.parse(text)) as { type?: string };
    if (request.method === 'POST' && thread && type === 'message')
      answers.set(Number(thread), (answers.get(Number(thread)) ?? 0) + 1);
    json(201, { id: String(9_000_000 + ++messages) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const now = Math.floor(Date.now() / 1000);
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: ISSUER, aud: TEAMS_LOAD.credentials.appId, serviceurl: url, nbf: now - 60, exp: now + 3600 };
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'k1' })}.${part(claims)}`;
  const token = `${signed}.${sign('RSA-SHA256', Buffer.from(signed), keys.privateKey).toString('base64url')}`;

  return {
    addresses: { login: url, openId: `${url}/openid`, service: url },
    answers,
    posted: new Map(),
    limited: () => 0,
    async send(number, webhook) {
      const channel = `19:bench-${number % CHANNELS}@thread.tacv2`;
      const recipient = { id: `28:${TEAMS_LOAD.credentials.appId}`, name: 'SafeNest' };
      const person = TEAMS_LOAD.person(number % PEOPLE);
      const { status } = await fetch(webhook, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({
          type: 'message',
          id: String(number),
          channelId: 'msteams',
          serviceUrl: url,
          timestamp: new Date().toISOString(),
          from: { id: person, name: 'Bench', aadObjectId: `aad-${person}` },
          recipient,
          conversation: {
            id: `${channel};messageid=${number}`,
            conversationType: 'channel',
            tenantId: TEAMS_LOAD.tenant,
            isGroup: true,
          },
          text: '<at>SafeNest</at> which incidents are open?',
          entities: [{ type: 'mention', text: '<at>SafeNest</at>', mentioned: recipient }],
          channelData: { tenant: { id: TEAMS_LOAD.tenant }, channel: { id: channel }, team: { id: 'team' } },
        }),
      });
      if (status >= 300) throw new Error(`an activity was answered with ${status}`);
    },
  };
}
