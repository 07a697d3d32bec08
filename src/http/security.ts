import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';
import { SafeNestError } from '../errors.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Headers of every answer: scripts, styles and pictures come from here alone, nothing is framed, nothing of a private
 * page is kept. `secure` says that people reach us over HTTPS.
 */
export function securityHeaders(secure: boolean): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          workerSrc: ["'self'"],
          manifestSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
        },
      },
      strictTransportSecurity: secure && { maxAge: 31_536_000 },
      xFrameOptions: { action: 'deny' },
      referrerPolicy: { policy: 'same-origin' },
    }),
    (_request, response, next) => {
      response.set('Cache-Control', 'no-store');
      next();
    },
  ];
}

/** What a browser says about where a request comes from; absent with programs that are no browser. */
interface FetchOrigin {
  method: string;
  secFetchSite: string | undefined;
  origin: string | undefined;
  host: string | undefined;
}

/**
 * Whether a request may change something on the strength of a cookie: it is safe by its method, or the browser says it
 * comes from our own pages. After "Cross-Site Request Forgery" by Filippo Valsorda, as Go's http.CrossOriginProtection.
 * `trusted` are origins (`https://desk.example.com`) at which a proxy shows us.
 */
export function isSameOrigin(request: FetchOrigin, trusted: readonly string[]): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  if (request.secFetchSite === 'same-origin' || request.secFetchSite === 'none') return true;
  const { origin, host } = request;
  if (origin !== undefined && trusted.includes(origin)) return true;
  if (request.secFetchSite !== undefined) return false;
  // Neither header: no browser of this decade, so no cookie that somebody else could ride on.
  if (origin === undefined) return true;
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

/**
 * Refuses unsafe requests from other sites' pages. A request to the API that shows a key is no browser's and passes: there
 * the key alone decides who asks. Pages know people by their cookie whatever else a request shows.
 */
export const crossOriginProtection =
  (publicUrl: string | null, showsKey: (request: Request) => boolean): RequestHandler =>
  (request, _response, next) => {
    const ok = isSameOrigin(
      {
        method: request.method,
        secFetchSite: request.get('sec-fetch-site'),
        origin: request.get('origin'),
        host: request.get('host'),
      },
      publicUrl === null ? [] : [new URL(publicUrl).origin],
    );
    if (ok || (request.path.startsWith('/api/') && showsKey(request))) return next();
    throw new SafeNestError('forbidden', 'This request came from another site’s page and was refused.');
  };
