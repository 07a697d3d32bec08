import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import * as client from 'openid-client';
import { z } from 'zod';
import { SafeNestError } from '../../errors.ts';
import { readCookie } from './session-cookie.ts';

export interface OidcSettings {
  issuer: string;
  clientId: string;
  /** Null for a public client, which PKCE alone protects. */
  clientSecret: string | null;
}

const COOKIE = 'safenest_oidc';
const CALLBACK = '/auth/oidc/callback';
const TEN_MINUTES = 10 * 60_000;

/** What must come back unchanged from the browser between leaving for the provider and returning. */
const pendingSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  until: z.number(),
});

/** Single sign-on by OpenID Connect: code flow with PKCE, state and nonce. */
export interface OidcSignIn {
  /** The provider's name on the button. */
  name: string;
  /** Sends the browser to the provider. `base` is our own origin as the browser knows it. */
  begin(response: Response, options: { base: string; next: string; secure: boolean; now: Date }): Promise<void>;
  /** Finishes what begin began; answers the verified e-mail address, or fails with `unauthenticated` and why. */
  finish(
    request: Request,
    response: Response,
    options: { base: string; now: Date },
  ): Promise<{ email: string; next: string }>;
}

/** The provider is asked for its addresses and keys on first use, so that SafeNest starts while it is away. */
export function createOidcSignIn(settings: OidcSettings, secret: string): OidcSignIn {
  let discovered: Promise<client.Configuration> | undefined;
  const provider = (): Promise<client.Configuration> => {
    discovered ??= discover(settings).catch((cause: unknown) => {
      discovered = undefined;
      throw new SafeNestError('unavailable', `The identity provider ${settings.issuer} cannot be reached.`, { cause });
    });
    return discovered;
  };

  return {
    name: new URL(settings.issuer).hostname,

    async begin(response, { base, next, secure, now }) {
      const pending = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        next,
        until: now.getTime() + TEN_MINUTES,
      };
      const address = client.buildAuthorizationUrl(await provider(), {
        redirect_uri: base + CALLBACK,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        state: pending.state,
        nonce: pending.nonce,
      });
      const text = Buffer.from(JSON.stringify(pending)).toString('base64url');
      response.cookie(COOKIE, `${text}.${sealOf(secret, text)}`, {
        httpOnly: true,
        sameSite: 'lax',
        secure,
        path: '/auth/oidc',
        maxAge: TEN_MINUTES,
      });
      response.redirect(303, address.href);
    },

    async finish(request, response, { base, now }) {
      const pending = readPending(secret, readCookie(request.headers.cookie, COOKIE));
      response.clearCookie(COOKIE, { path: '/auth/oidc' });
      if (!pending || pending.until <= now.getTime())
        throw new SafeNestError(
          'unauthenticated',
          'This sign-in took too long or began in another browser. Try again.',
        );
      const config = await provider();
      const tokens = await client
        .authorizationCodeGrant(config, new URL(base + request.originalUrl), {
          pkceCodeVerifier: pending.verifier,
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          idTokenExpected: true,
        })
        .catch((cause: unknown) => {
          throw new SafeNestError('unauthenticated', 'The identity provider did not confirm this sign-in. Try again.', {
            cause,
          });
        });
      const claims = tokens.claims();
      if (typeof claims?.email !== 'string' || claims.email_verified !== true)
        throw new SafeNestError('unauthenticated', 'The identity provider names no verified e-mail address for you.');
      return { email: claims.email, next: pending.next };
    },
  };
}

function discover(settings: OidcSettings): Promise<client.Configuration> {
  const issuer = new URL(settings.issuer);
  const atHome = ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
  return client.discovery(
    issuer,
    settings.clientId,
    undefined,
    settings.clientSecret === null ? client.None() : client.ClientSecretPost(settings.clientSecret),
    {
      timeout: 10,
      execute: [
        // The token's signature is checked although it came straight from the provider.
        client.enableNonRepudiationChecks,
        // Plain HTTP only to this very machine, where nobody listens in: development and tests.
        ...(issuer.protocol === 'http:' && atHome ? [client.allowInsecureRequests] : []),
      ],
    },
  );
}

function readPending(secret: string, cookie: string | null): z.output<typeof pendingSchema> | null {
  const [text, given] = (cookie ?? '').split('.');
  if (!text || !given) return null;
  const expected = Buffer.from(sealOf(secret, text));
  if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), expected)) return null;
  return pendingSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
}

/** Another site of the same domain can set cookies for us; it cannot seal them. */
const sealOf = (secret: string, text: string): string =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', secret, '', 'safenest oidc', 32)))
    .update(text)
    .digest('base64url');
