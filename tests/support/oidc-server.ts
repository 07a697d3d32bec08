import {
  createHash,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the person who signs in at the provider is, and what the provider gets wrong. */
export interface OidcPerson {
  sub: string;
  email?: string;
  email_verified?: boolean;
}

export type OidcFault = 'wrong nonce' | 'wrong key' | 'wrong audience' | 'expired' | 'unsigned';

export interface OidcServer {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who signs in from now on. */
  person: OidcPerson;
  fault: OidcFault | null;
  close(): Promise<void>;
}

/** An identity provider that speaks OpenID Connect over HTTP: discovery, authorisation with PKCE (S256), tokens signed RS256, keys. */
export async function startOidcServer(): Promise<OidcServer> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const strangers = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  const codes = new Map<string, { challenge: string; nonce: string; redirectUri: string; person: OidcPerson }>();

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: OidcServer = {
    issuer,
    clientId: 'safenest',
    clientSecret: randomUUID(),
    person: { sub: 'nobody' },
    fault: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /.well-known/openid-configuration':
        return json(response, 200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
          code_challenge_methods_supported: ['S256'],
          token_endpoint_auth_methods_supported: ['client_secret_post'],
        });
      case 'GET /jwks':
        return json(response, 200, {
          keys: [
            {
              ...createPublicKey(keys.publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' }),
              kid,
              alg: 'RS256',
              use: 'sig',
            },
          ],
        });
      case 'GET /authorize':
        return authorize(url.searchParams, response);
      case 'POST /token':
        return token(new URLSearchParams(await text(request)), response);
      default:
        return json(response, 404, { error: 'not_found' });
    }
  }

  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    const need = (name: string): string => {
      const value = asked.get(name);
      if (!value) throw new Error(`${name} is missing`);
      return value;
    };
    if (need('client_id') !== provider.clientId || need('response_type') !== 'code') throw new Error('not this client');
    if (need('code_challenge_method') !== 'S256' || !need('scope').split(' ').includes('openid'))
      throw new Error('not this flow');
    const code = randomUUID();
    codes.set(code, {
      challenge: need('code_challenge'),
      nonce: need('nonce'),
      redirectUri: need('redirect_uri'),
      person: provider.person,
    });
    const back = new URL(need('redirect_uri'));
    back.searchParams.set('code', code);
    back.searchParams.set('state', need('state'));
    response.writeHead(302, { location: back.href }).end();
  }

  function token(form: URLSearchParams, response: ServerResponse): void {
    const granted = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const good =
      granted &&
      form.get('grant_type') === 'authorization_code' &&
      form.get('client_id') === provider.clientId &&
      form.get('client_secret') === provider.clientSecret &&
      form.get('redirect_uri') === granted.redirectUri &&
      challenge === granted.challenge;
    if (!good) {
      json(response, 400, { error: 'invalid_grant' });
      return;
    }
    const now = Math.floor(Date.now() / 1000);
    const { fault } = provider;
    const claims = {
      iss: issuer,
      aud: fault === 'wrong audience' ? 'somebody else' : provider.clientId,
      iat: fault === 'expired' ? now - 7200 : now,
      exp: fault === 'expired' ? now - 3600 : now + 300,
      nonce: fault === 'wrong nonce' ? randomUUID() : granted.nonce,
      ...granted.person,
    };
    json(response, 200, {
      access_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: 300,
      id_token:
        fault === 'unsigned'
          ? hs256(claims)
          : rs256(claims, fault === 'wrong key' ? strangers.privateKey : keys.privateKey, kid),
    });
  }
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function rs256(claims: object, key: KeyObject, kid: string): string {
  const body = `${part({ alg: 'RS256', typ: 'JWT', kid })}.${part(claims)}`;
  return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`;
}

/** Signed with a secret that everybody knows: what a library that trusts the token's own `alg` would fall for. */
function hs256(claims: object): string {
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${body}.${createHmac('sha256', 'public').update(body).digest('base64url')}`;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
