import { z } from 'zod';
import { findAlert } from '../db/alerts.ts';
import type { Alert } from '../domain/alert.ts';
import { listAlertExceptions } from '../pipeline/alert-exceptions.ts';
import { seePauses } from '../pipeline/alert-pauses.ts';
import { defineTool } from './define-tool.ts';
import { unique } from './named-references.ts';
import { pauseCitations, pauseData } from './pause-alerts.ts';
import { exceptionData } from './silence-alert.ts';
import { alertCitation } from './tool-data.ts';

const MOST = 20;

export const listExceptionsTool = defineTool({
  name: 'list_exceptions',
  description:
    'What is not told at the moment: alerts that are paused for everything or a camera, snoozed alerts, and what somebody said is expected, until when, by whom, and how many events that held back.',
  input: z.object({}),
  access: 'read',
  permission: 'alerts.read',
  async run({ org, principal, now, language }) {
    return org(async (tx) => {
      const all = await listAlertExceptions({ tx, principal, now }, { live: true });
      const pauses = await seePauses({ tx, principal, now });
      const shown = all.slice(0, MOST);
      const alerts: Alert[] = [];
      for (const { alertNumber } of shown) {
        const alert = await findAlert(tx, alertNumber);
        if (alert) alerts.push(alert);
      }
      return {
        data: {
          count: all.length,
          exceptions: shown.map((one) => exceptionData(one, principal.timeZone, language)),
          pauses: pauses.map((one) => pauseData(one, principal.timeZone, language)),
        },
        citations: unique([...alerts.map(alertCitation), ...pauses.flatMap(pauseCitations)]),
      };
    });
  },
});
