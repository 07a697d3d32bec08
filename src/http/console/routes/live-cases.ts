import type { Router } from 'express';
import { can } from '../../../domain/role.ts';
import { authorise } from '../../../pipeline/authorise.ts';
import { seeCases } from '../../../pipeline/moderation/see-case.ts';
import { authenticate } from '../../auth/authenticate.ts';
import { EventStream } from '../../event-stream.ts';
import type { HttpServices } from '../../services.ts';
import { openCases } from '../pages/moderation-queue.ts';
import { visitOf } from '../visit.ts';
import { plural } from '../words.ts';
import { worstOpen } from './moderation.ts';

/** A conversation that heats up changes its case with each message: what happens in one moment is told together. */
const GATHER_MS = 300;
const RECHECK_MS = 30_000;

/**
 * `GET /console/live/cases`: server-sent events. `waiting` is the list of the cases that wait as it stands, at the start and whenever a case
 * changed since; `case` names each case that did. Only references travel between processes: cases are loaded in the reader's own name.
 */
export function liveCaseRoutes(router: Router, services: HttpServices): void {
  router.get('/console/live/cases', async (request, response) => {
    const visit = visitOf(services, request, response);
    const { principal } = visit;
    authorise(principal, 'moderation.read');
    let changed = new Set<string>();
    let timer: NodeJS.Timeout | undefined;
    let telling: Promise<void> = Promise.resolve();

    const flush = (): void => {
      timer = undefined;
      const refs = [...changed];
      changed = new Set();
      telling = telling
        .then(async () => {
          for (const ref of refs) await stream.send('case', { ref });
          await tellOpen();
        })
        .catch((error: unknown) => {
          services.log.warn({ err: error }, 'live cases could not be told');
          stream.end();
        });
    };
    const unsubscribe = services.live.subscribe(principal.orgId, (message) => {
      if (message.type !== 'case') return;
      changed.add(message.ref);
      timer ??= setTimeout(flush, GATHER_MS);
    });
    const stream = new EventStream(response);
    const recheck = setInterval(() => void endIfSignedOut(), RECHECK_MS);
    stream.gone.addEventListener('abort', () => {
      unsubscribe();
      clearInterval(recheck);
      clearTimeout(timer);
    });

    /** Whoever was shut out or demoted since stops hearing. */
    async function endIfSignedOut(): Promise<void> {
      const credential = await authenticate(services, request).catch(() => null);
      if (!credential || !can(credential.principal.role, 'moderation.read')) stream.end();
    }

    async function tellOpen(): Promise<void> {
      const { open, total } = await visit.org(async (tx) => ({
        open: await worstOpen(tx, principal),
        total: (await seeCases({ tx, principal }, { limit: 1 })).counts.open,
      }));
      const clock = { now: services.now(), timeZone: principal.timeZone };
      await stream.send('waiting', {
        html: openCases(open, total, clock).toString(),
        words: plural(total, 'open case'),
      });
    }
    flush();
  });
}
