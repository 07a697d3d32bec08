import type { Router } from 'express';
import { countAlerts, findAlert, listAlerts } from '../../../db/alerts.ts';
import { withOrg } from '../../../db/scope.ts';
import { parseReference } from '../../../domain/reference.ts';
import { withKnown } from '../../../pipeline/alert-shown.ts';
import type { EventStream } from '../../event-stream.ts';
import type { HttpServices } from '../../services.ts';
import { html } from '../html.ts';
import { feedItem } from '../pages/desk.ts';
import type { Visit } from '../visit.ts';
import { plural, SEVERITY_WORD } from '../words.ts';
import { FEED_LENGTH } from './desk.ts';
import { serveLive } from './live-feed.ts';

/** An import raises a hundred alerts in a second. */
const GATHER_MS = 150;

/** `GET /console/live`: the alert feed. `list` is the whole of it, at the start; then `alert` for each that is raised, grows or changes. */
export function liveRoutes(router: Router, services: HttpServices): void {
  router.get('/console/live', (request, response) =>
    serveLive(services, request, response, {
      permission: 'alerts.read',
      type: 'alert',
      gatherMs: GATHER_MS,
      begin,
      tell,
    }),
  );

  async function begin({ principal, clock }: Visit, stream: EventStream): Promise<void> {
    const { alerts, open } = await withOrg(services.db, principal, async (tx) => ({
      alerts: await withKnown({ tx, principal }, await listAlerts(tx, { order: 'raised', limit: FEED_LENGTH })),
      open: await countAlerts(tx, { statuses: ['open'] }),
    }));
    await stream.send('list', {
      html: html`${alerts.map((alert) => feedItem(alert, clock))}`.toString(),
      open: plural(open, 'open alert'),
    });
  }

  async function tell({ principal }: Visit, stream: EventStream, refs: string[]): Promise<void> {
    const clock = { now: services.now(), timeZone: principal.timeZone };
    const numbers = refs
      .map((ref) => parseReference(ref, 'alert'))
      .flatMap((ref) => (ref?.kind === 'alert' ? [ref.number] : []));
    const { alerts, open } = await withOrg(services.db, principal, async (tx) => {
      const found = [];
      for (const number of numbers.slice(-FEED_LENGTH)) found.push((await findAlert(tx, number)) ?? []);
      return {
        alerts: await withKnown({ tx, principal }, found.flat()),
        open: await countAlerts(tx, { statuses: ['open'] }),
      };
    });
    // The first raised first: each goes on top of the one before.
    const inOrder = alerts.sort((a, b) => a.number - b.number);
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
