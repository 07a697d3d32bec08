import type { Router } from 'express';
import { withOrg } from '../../../db/scope.ts';
import { waitingInModeration } from '../../../pipeline/moderation/see-appeal.ts';
import { seeCases } from '../../../pipeline/moderation/see-case.ts';
import type { EventStream } from '../../event-stream.ts';
import type { HttpServices } from '../../services.ts';
import { openCases, tasksPanel } from '../pages/moderation-queue.ts';
import type { Visit } from '../visit.ts';
import { plural } from '../words.ts';
import { serveLive } from './live-feed.ts';
import { tasksShown, worstOpen } from './moderation.ts';

/** A conversation that heats up changes its case with each message. */
const GATHER_MS = 300;

/**
 * `GET /console/live/cases`: `waiting` is the list of the cases that wait as it stands, with what has to be done by hand, at the start and whenever a case changed since; `case`
 * names each case that did.
 */
export function liveCaseRoutes(router: Router, services: HttpServices): void {
  router.get('/console/live/cases', (request, response) =>
    serveLive(services, request, response, {
      permission: 'moderation.read',
      type: 'case',
      gatherMs: GATHER_MS,
      begin: tellOpen,
      async tell(visit, stream, refs) {
        for (const ref of refs) await stream.send('case', { ref });
        await tellOpen(visit, stream);
      },
    }),
  );

  async function tellOpen({ principal }: Visit, stream: EventStream): Promise<void> {
    const { open, total, ...hand } = await withOrg(services.db, principal, async (tx) => ({
      open: await worstOpen(tx, principal),
      total: (await seeCases({ tx, principal }, { limit: 1 })).counts.open,
      waiting: await waitingInModeration({ tx, principal }),
      ...(await tasksShown({ tx, principal })),
    }));
    const clock = { now: services.now(), timeZone: principal.timeZone };
    await stream.send('waiting', {
      html: openCases(open, total, clock).toString(),
      words: plural(total, 'open case'),
      hand: tasksPanel({ ...hand, clock }).toString(),
    });
  }
}
