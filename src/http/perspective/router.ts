import express, { type ErrorRequestHandler, type Request, Router } from 'express';
import type { Principal } from '../../domain/principal.ts';
import { can } from '../../domain/role.ts';
import type { Log } from '../../log.ts';
import { principalOfKey } from '../../pipeline/api-keys.ts';
import { keyOf } from '../auth/authenticate.ts';
import { asSafeNestError } from '../problem.ts';
import { baseOf, type HttpServices, screeningOf } from '../services.ts';
import { analyzeComment, suggested } from './analyze.ts';
import { discoveryDocument } from './discovery.ts';
import { analyzeRequest, badKey, overQuota, PerspectiveError, suggestRequest } from './wire.ts';

type Services = Pick<HttpServices, 'db' | 'now' | 'log' | 'publicUrl' | 'listensAt' | 'screening'>;

/** Twice the largest comment, escaped, with all that goes with it. */
const MOST_BODY = 200_000;

/**
 * Google's Perspective API, answered by SafeNest: under /api as its address is written here, and at the root for clients of which
 * only the host can be changed. The key (`?key=`, as there, or in a header) alone decides who asks.
 */
export function perspectiveRouter(services: Services): Router {
  const router = Router();
  const json = express.json({ limit: MOST_BODY, type: () => true, strict: true });
  const under = (path: string): string[] => [`/api/v1alpha1/${path}`, `/v1alpha1/${path}`];

  router.post(under('comments\\:analyze'), json, async (request, response) => {
    const principal = await askerOf(services, request);
    const parsed = analyzeRequest.safeParse(request.body ?? {});
    if (!parsed.success) throw malformed(parsed.error.issues);
    const screener = await screeningOf(services).of(principal.orgId);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    response.json(await analyzeComment(parsed.data, (texts) => screener.screen(texts, gone.signal)));
  });

  router.post(under('comments\\:suggestscore'), json, async (request, response) => {
    await askerOf(services, request);
    const parsed = suggestRequest.safeParse(request.body ?? {});
    if (!parsed.success) throw malformed(parsed.error.issues);
    // Perspective learns from these over time; what moderators decide is what SafeNest learns from.
    response.json(suggested(parsed.data));
  });

  router.get(['/api/$discovery/rest', '/$discovery/rest'], (_request, response) => {
    response.json(discoveryDocument(baseOf(services).replace(/\/+$/, '')));
  });

  router.use(['/api/v1alpha1', '/v1alpha1'], (_request, _response, next) =>
    next(new PerspectiveError('NOT_FOUND', 'The requested method was not found on this server.')),
  );
  router.use(['/api/v1alpha1', '/v1alpha1'], errors(services.log));
  return router;
}

/** Whose key it is; its role must be one that may read moderation. */
async function askerOf({ db, now }: Services, request: Request): Promise<Principal> {
  const { key: inAddress } = request.query;
  const google = request.get('x-goog-api-key');
  const key = typeof inAddress === 'string' ? inAddress : (google ?? keyOf(request));
  if (!key)
    throw new PerspectiveError(
      'PERMISSION_DENIED',
      'The request is missing a valid API key. Make one in the console under API keys and pass it as ?key=…',
    );
  const principal = await principalOfKey(db, now(), key, { platform: 'api', audience: 'private' });
  if (!principal) throw badKey();
  if (!can(principal.role, 'moderation.read'))
    throw new PerspectiveError('PERMISSION_DENIED', `The key's role (${principal.role}) may not read moderation.`);
  return principal;
}

const malformed = (issues: readonly { path: PropertyKey[]; message: string }[]): PerspectiveError =>
  new PerspectiveError(
    'INVALID_ARGUMENT',
    `Invalid JSON payload received. ${issues[0]?.path.join('.')}: ${issues[0]?.message}`,
    [
      {
        '@type': 'type.googleapis.com/google.rpc.BadRequest',
        fieldViolations: issues
          .slice(0, 20)
          .map(({ path, message }) => ({ field: path.join('.').slice(0, 200), description: message })),
      },
    ],
  );

/** Everything that goes wrong, told in the form that Perspective's clients read. */
const errors =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const known = error instanceof PerspectiveError ? error : translated(error, log);
    response.status(known.code).json(known.body);
  };

function translated(error: unknown, log: Log): PerspectiveError {
  const own = asSafeNestError(error);
  if (own.code === 'unavailable') return new PerspectiveError('UNAVAILABLE', own.message);
  if (own.code === 'rate_limited') return overQuota(own.message);
  if (own.code !== 'internal') return new PerspectiveError('INVALID_ARGUMENT', own.message);
  log.error({ err: error }, 'a comment could not be judged');
  return new PerspectiveError('INTERNAL', 'Something went wrong here, not with your request.');
}
