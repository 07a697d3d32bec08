import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Principal } from '../../domain/principal.ts';
import { SafeNestError } from '../../errors.ts';
import { principalOfKey } from '../../pipeline/api-keys.ts';
import { principalOfSession } from '../../pipeline/sign-in.ts';
import type { HttpServices } from '../services.ts';
import { sessionTokenOf } from './session-cookie.ts';

/** Who makes a request, and by what they showed it. */
export type Credential =
  | { kind: 'key'; principal: Principal }
  | { kind: 'session'; principal: Principal; sessionId: string; token: string };

type Lookup = Pick<HttpServices, 'db' | 'now'>;

/** The API key a request shows: `Authorization: Bearer …` or `X-API-Key: …`; null when it shows none. */
export function keyOf(request: Pick<IncomingMessage, 'headers'>): string | null {
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '');
  if (bearer) return bearer[1]!;
  const header = request.headers['x-api-key'];
  return typeof header === 'string' && header !== '' ? header : null;
}

/**
 * Finds out who makes the request; null when it shows nothing, or a session that has ended. A key that is shown must be
 * good (`unauthenticated` otherwise), even beside a good cookie.
 */
export async function authenticate(
  services: Lookup,
  request: Pick<IncomingMessage, 'headers'>,
): Promise<Credential | null> {
  const key = keyOf(request);
  if (key !== null) {
    const principal = await principalOfKey(services.db, services.now(), key, { platform: 'api', audience: 'private' });
    if (!principal) throw new SafeNestError('unauthenticated', 'This API key is unknown, expired or revoked.');
    return { kind: 'key', principal };
  }
  const token = sessionTokenOf(request);
  if (token === null) return null;
  const found = await principalOfSession(services.db, services.now(), token);
  return found && { kind: 'session', principal: found.principal, sessionId: found.sessionId, token };
}

const credentials = new WeakMap<object, Credential>();

/** Refuses (`unauthenticated`) whoever shows neither a good key nor a running session. */
export const requireCredential =
  (services: Lookup): RequestHandler =>
  async (request, _response, next) => {
    const credential = await authenticate(services, request);
    if (!credential)
      throw new SafeNestError('unauthenticated', 'Show an API key (Authorization: Bearer …) or sign in.');
    credentials.set(request, credential);
    next();
  };

/** For pages: whoever is not signed in is sent to sign in, and comes back after. Keys open no pages. */
export const requireSession =
  (services: Lookup): RequestHandler =>
  async (request: Request, response: Response, next) => {
    const token = sessionTokenOf(request);
    const found = token === null ? null : await principalOfSession(services.db, services.now(), token);
    if (found && token !== null) {
      credentials.set(request, {
        kind: 'session',
        principal: found.principal,
        sessionId: found.sessionId,
        token,
      });
      return next();
    }
    if (request.method !== 'GET') throw new SafeNestError('unauthenticated', 'Your session has ended; sign in again.');
    const back = request.originalUrl === '/' ? '' : `?next=${encodeURIComponent(request.originalUrl)}`;
    response.redirect(303, `/sign-in${back}`);
  };

/** Who makes this request; only behind requireCredential or requireSession. */
export function credentialOf(request: Request): Credential {
  const credential = credentials.get(request);
  if (!credential) throw new Error(`${request.path} asks who is there but does not check it`);
  return credential;
}

export const principalOf = (request: Request): Principal => credentialOf(request).principal;

/** The same where it may be that nobody was asked for. */
export const principalIfKnown = (request: Request): Principal | null => credentials.get(request)?.principal ?? null;
