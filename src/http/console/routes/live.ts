import type { Router } from 'express';
import { countAlerts, findAlert, listAlerts } from '../../../db/alerts.ts';
import { withOrg } from '../../../db/scope.ts';
import { parseReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { authorise } from '../../../pipeline/authorise.ts';
import { authenticate } from '../../auth/authenticate.ts';
import { EventStream } from '../../event-stream.ts';
import type { HttpServices } from '../../services.ts';
import { html } from '../html.ts';
import { feedItem } from '../pages/desk.ts';
import { type Visit, visitOf } from '../visit.ts';
import { plural, SEVERITY_WORD } from '../words.ts';
import { FEED_LENGTH } from './desk.ts';

/** News of one moment is told together: an import raises a hundred alerts in a second. */
const GATHER_MS = 150;
const RECHECK_MS = 30_000;

/**
 * `GET /console/live`: the alert feed as server-sent events. It begins with the whole list, so that a page which was
 * away has missed nothing; then `alert` for each that is raised, grows or changes. Only references travel between
 * processes: each alert is loaded in the reader's own name.
 */
export function liveRoutes(router: Router, services: HttpServices): void {
  router.get('/console/live', async (request, response) => {
    const visit = visitOf(services, request, response);
    authorise(visit.principal, 'alerts.read');
    const waiting = new Set<number>();
    let timer: NodeJS.Timeout | undefined;
    let telling: Promise<void> = Promise.resolve();

    const flush = (): void => {
      timer = undefined;
      const numbers = [...waiting];
      waiting.clear();
      telling = telling
        .then(() => tell(visit, stream, numbers))
        .catch((error: unknown) => {
          services.log.warn({ err: error }, 'live alerts could not be told');
          stream.end();
        });
    };
    // Heard from before the list is read: what happens in between is told twice rather than not at all.
    const unsubscribe = services.live.subscribe(visit.principal.orgId, (message) => {
      const reference = message.type === 'alert' ? parseReference(message.ref, 'alert') : null;
      if (reference?.kind !== 'alert') return;
      waiting.add(reference.number);
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
      if (!credential || !can(credential.principal.role, 'alerts.read')) stream.end();
    }

    const { alerts, open } = await visit.org(async (tx) => ({
      alerts: await listAlerts(tx, { order: 'raised', limit: FEED_LENGTH }),
      open: await countAlerts(tx, { statuses: ['open'] }),
    }));
    await stream.send('list', {
      html: html`${alerts.map((alert) => feedItem(alert, visit.clock))}`.toString(),
      open: plural(open, 'open alert'),
    });
  });

  async function tell({ principal }: Visit, stream: EventStream, numbers: number[]): Promise<void> {
    const clock = { now: services.now(), timeZone: principal.timeZone };
    const { alerts, open } = await withOrg(services.db, principal.orgId, async (tx) => {
      const found = [];
      for (const number of numbers.slice(-FEED_LENGTH)) found.push(await findAlert(tx, number));
      return { alerts: found, open: await countAlerts(tx, { statuses: ['open'] }) };
    });
    // The first raised first: each goes on top of the one before.
    const inOrder = alerts.filter((alert) => alert !== null).sort((a, b) => a.number - b.number);
    for (const alert of inOrder) {
      await stream.send('alert', {
        key: `ALR-${alert.number}`,
        html: feedItem(alert, clock).toString(),
        words: `${SEVERITY_WORD[alert.severity]} alert: ${alert.title}`,
        open: plural(open, 'open alert'),
      });
    }
  }
}
