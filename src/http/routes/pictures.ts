import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { type Viewer, withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import type { Box } from '../../domain/picture.ts';
import { authorise } from '../../pipeline/authorise.ts';
import { pictureAsJpeg } from '../../pipeline/picture-part.ts';
import { openPicture, type PictureLinks, pictureLinks, seePicture, verifyPicture } from '../../pipeline/pictures.ts';
import { principalOfSession } from '../../pipeline/sign-in.ts';
import { principalOf, requireSession } from '../auth/authenticate.ts';
import { sessionTokenOf } from '../auth/session-cookie.ts';
import { defineRoute, SENT } from '../define-route.ts';
import { baseOf, type HttpServices } from '../services.ts';
import { turnstile } from '../turnstile.ts';
import { idParams } from './shapes.ts';

/** What every browser shows as it is; anything else is sent as JPEG. */
const SHOWN: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
};

/** Bytes up to which a picture is read before it is sent. */
const READ_WHOLE = 2 * 2 ** 20;
/** A page of a hundred faces, or a link asked for in a loop, must not take all memory of the process. */
const decoding = turnstile({ atOnce: 2, waiting: 60 });

/** Links to pictures for who asks over HTTP. Whole addresses, as what asks may be anywhere. */
export const pictureLinksOf = (services: HttpServices, orgId: OrgId): PictureLinks =>
  pictureLinks({ orgId, secret: services.secret, base: baseOf(services), now: services.now() });

export const pictureRoutes = [
  defineRoute({
    method: 'get',
    path: '/pictures/:id',
    tag: 'pictures',
    summary: 'A kept picture: its bytes',
    permission: 'cameras.read',
    params: idParams,
    alsoAnswers: ['image/jpeg', 'image/png', 'image/webp', 'image/avif'],
    async handle({ services, principal, request, response }, { params: { id } }) {
      await show(services, request, response, { of: principal, pictureId: id, box: null });
      return SENT;
    },
  }),
];

/**
 * Pictures by signed link, for whoever holds it until it expires, and by id for members who are signed in. Looked up each time:
 * what was deleted is not shown, and a browser asks again before it shows its own copy.
 */
export function pictures(services: HttpServices): Router {
  const router = Router();
  router.get('/media/pictures/:token', async (request, response) => {
    const { orgId, ...wanted } = verifyPicture(String(request.params.token), services.secret, services.now());
    // a link that somebody passed on shows whoever is signed in no camera that is not theirs
    const session = sessionTokenOf(request);
    const member =
      session === null ? null : (await principalOfSession(services.db, services.now(), session))?.principal;
    // chats show pictures on pages of their own
    response.set('Cross-Origin-Resource-Policy', 'cross-origin');
    await show(services, request, response, { ...wanted, of: member?.orgId === orgId ? member : orgId });
  });
  router.get('/pictures/:id', requireSession(services), async (request, response) => {
    const principal = principalOf(request);
    authorise(principal, 'cameras.read');
    await show(services, request, response, {
      of: principal,
      pictureId: String(request.params.id),
      box: null,
    });
  });
  return router;
}

async function show(
  services: HttpServices,
  request: Request,
  response: Response,
  { of, pictureId, box }: { of: OrgId | Viewer; pictureId: string; box: Box | null },
): Promise<void> {
  const picture = await withOrg(services.db, of, (tx) => seePicture(tx, pictureId));
  const asItIs = box === null && picture.mediaType in SHOWN;
  const mediaType = asItIs ? picture.mediaType : 'image/jpeg';
  response.set({
    'Content-Type': mediaType,
    'Content-Disposition': `inline; filename="${picture.id}.${SHOWN[mediaType]}"`,
    'Cache-Control': 'private, no-cache',
    ETag: `"${picture.sha256.slice(0, 32)}${box ? `-${box.join('-')}` : ''}"`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex',
  });
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  if (!asItIs) {
    response.send(await decoding(() => pictureAsJpeg(services.files, picture, box)));
    return;
  }
  const bytes = await openPicture(services.files, picture);
  response.set('Content-Length', String(picture.size));
  if (request.method === 'HEAD') {
    bytes.destroy();
    response.end();
    return;
  }
  if (picture.size > READ_WHOLE) return pipeline(bytes, response);
  // whether its bytes are those that were kept is known at their end: of most it is known before anything is sent
  const whole = await bytes.toArray().catch((error: unknown) => {
    for (const header of ['ETag', 'Content-Length', 'Content-Disposition', 'Cache-Control'])
      response.removeHeader(header);
    throw error;
  });
  response.send(Buffer.concat(whole as Uint8Array[]));
}
