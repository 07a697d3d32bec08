import express, { type Request, type Response, Router } from 'express';
import { isSafeNestError, type SafeNestError } from '../../errors.ts';
import {
  SESSION_LASTS_MS,
  type SignedIn,
  type SignInContext,
  signInLinkWorks,
  signInWithLink,
  signInWithPassword,
  signInWithVerifiedEmail,
  signOut,
} from '../../pipeline/sign-in.ts';
import { signInBehindProxy } from '../../pipeline/sign-in-behind-proxy.ts';
import { confirmLinkPage, deadLinkPage, signInPage } from '../console/sign-in-page.ts';
import { baseOf, type HttpServices } from '../services.ts';
import { createOidcSignIn } from './oidc.ts';
import { createProxySignIn } from './proxy.ts';
import { clearSessionCookie, sessionTokenOf, setSessionCookie } from './session-cookie.ts';

const WRONG = 'E-mail or password is wrong.';
const NOBODY = 'You are signed in there, but you are no member here. Ask an admin to add your e-mail address.';

/** Signing in and out: by one-time link, by password, by single sign-on where configured. */
export function signInRoutes(services: HttpServices): Router {
  const router = Router();
  const secure = services.publicUrl?.startsWith('https:') ?? false;
  const oidc = services.oidc && createOidcSignIn(services.oidc, services.secret);
  const proxy = services.proxy && createProxySignIn(services.proxy, services.secret);
  const form = express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 10 });

  const context = (request: Request): SignInContext => ({
    db: services.db,
    auditKey: services.auditKey,
    now: services.now(),
    userAgent: request.get('user-agent') ?? null,
  });
  const admit = (response: Response, signedIn: SignedIn, next: string): void => {
    setSessionCookie(response, signedIn.token, secure, SESSION_LASTS_MS);
    response.redirect(303, next);
  };
  const show = (response: Response, status: number, page: string): void => {
    response.status(status).type('html').send(page);
  };
  const askAgain = (response: Response, status: number, view: { problem?: string; email?: string; next?: string }) =>
    show(response, status, signInPage({ ...view, oidc: oidc?.name ?? null }));

  router.get('/sign-in', async (request, response) => {
    const next = ownPath(request.query.next);
    const person = proxy?.personOf(request);
    if (proxy && person) {
      const creates = proxy.createsMembers ? proxy.orgId : null;
      const signedIn = await signInBehindProxy(context(request), person, creates);
      if (!signedIn) return askAgain(response, 403, { problem: NOBODY });
      proxy.bind(response, signedIn.token, person.email, secure, SESSION_LASTS_MS);
      return admit(response, signedIn, next);
    }
    askAgain(response, 200, next === '/' ? {} : { next });
  });

  router.post('/sign-in', form, async (request, response) => {
    const email = field(request, 'email');
    const next = ownPath(field(request, 'next'));
    const who = { address: request.ip ?? '', email };
    const refused = await tooMany(services.limiter.attempt(who));
    if (refused) {
      response.set('Retry-After', retryAfter(refused));
      return askAgain(response, 429, { problem: refused.message, email, next });
    }
    const signedIn = await signInWithPassword(context(request), { email, password: field(request, 'password') });
    if (!signedIn) return askAgain(response, 401, { problem: WRONG, email, next });
    await services.limiter.succeeded(who);
    admit(response, signedIn, next);
  });

  // Opening the link only shows a button: previews and mail scanners open links too, and must not use it up.
  router.get('/sign-in/link', async (request, response) => {
    const token = typeof request.query.token === 'string' ? request.query.token : '';
    const works = await signInLinkWorks(services.db, services.now(), token);
    show(response, works ? 200 : 410, works ? confirmLinkPage({ token }) : deadLinkPage());
  });

  router.post('/sign-in/link', form, async (request, response) => {
    const who = { address: request.ip ?? '' };
    const refused = await tooMany(services.limiter.attempt(who));
    if (refused) {
      response.set('Retry-After', retryAfter(refused));
      return show(response, 429, deadLinkPage(refused.message));
    }
    const signedIn = await signInWithLink(context(request), field(request, 'token'));
    if (!signedIn) return show(response, 410, deadLinkPage());
    await services.limiter.succeeded(who);
    admit(response, signedIn, '/');
  });

  router.post('/sign-out', async (request, response) => {
    const token = sessionTokenOf(request);
    if (token !== null) await signOut(context(request), token);
    clearSessionCookie(response, secure);
    response.redirect(303, '/sign-in');
  });

  if (oidc) {
    const failing = async (response: Response, work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        if (!isSafeNestError(error)) throw error;
        services.log.info({ err: error }, 'single sign-on refused');
        askAgain(response, error.code === 'unavailable' ? 503 : 401, { problem: error.message });
      }
    };
    router.get('/auth/oidc', (request, response) =>
      failing(response, () =>
        oidc.begin(response, {
          base: baseOf(services),
          next: ownPath(request.query.next),
          secure,
          now: services.now(),
        }),
      ),
    );
    router.get('/auth/oidc/callback', (request, response) =>
      failing(response, async () => {
        const { email, next } = await oidc.finish(request, response, { base: baseOf(services), now: services.now() });
        const signedIn = await signInWithVerifiedEmail(context(request), email);
        if (!signedIn) return askAgain(response, 403, { problem: NOBODY });
        admit(response, signedIn, next);
      }),
    );
  }
  return router;
}

/** Where to go after signing in: a path of this server, whatever was asked for. */
export function ownPath(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || next.length > 2000) return '/';
  const here = 'http://here.invalid';
  if (!URL.canParse(next, here)) return '/';
  const url = new URL(next, here);
  // `/.//elsewhere` is a path here, but its `//elsewhere` would be another server in a redirect.
  return url.origin === here && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : '/';
}

function field(request: Request, name: string): string {
  const body: unknown = request.body;
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value.replaceAll('\0', '') : '';
}

async function tooMany(attempt: Promise<void>): Promise<SafeNestError | null> {
  try {
    await attempt;
    return null;
  } catch (error) {
    if (isSafeNestError(error) && error.code === 'rate_limited') return error;
    throw error;
  }
}

const retryAfter = (refused: SafeNestError): string => String((refused.details as { retry_after: number }).retry_after);

/** Where a one-time link leads. */
export const signInLinkPath = (token: string): string => `/sign-in/link?token=${token}`;
