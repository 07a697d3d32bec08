import { type Response, Router } from 'express';
import { sharedList } from '../pipeline/moderation/lists/share-list.ts';
import type { HttpServices } from './services.ts';

/** Lists that organisations share, for whoever holds their link. */
export function sharedLists(services: HttpServices): Router {
  const router = Router();
  router.get('/media/lists/:token', async (request, response) => {
    const { db, secret, now } = services;
    sendList(response, 'json', await sharedList({ db, secret, now: now() }, String(request.params.token)));
  });
  return router;
}

export const sendList = (response: Response, format: 'json' | 'csv', text: string): unknown =>
  response
    .type(format === 'json' ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8')
    .set('Cache-Control', 'no-store')
    .send(text);
