import { z } from 'zod';
import { findAlert } from '../db/alerts.ts';
import type { Alert } from '../domain/alert.ts';
import { listAlertExceptions } from '../pipeline/alert-exceptions.ts';
import { defineTool } from './define-tool.ts';
import { unique } from './named-references.ts';
import { exceptionData } from './silence-alert.ts';
import { alertCitation } from './tool-data.ts';

const MOST = 20;

export const listExceptionsTool = defineTool({
  name: 'list_exceptions',
  description:
    'What is not told at the moment: snoozed alerts, and what somebody said is expected, until when, by whom, and how many events that held back.',
  input: z.object({}),
  access: 'read',
  permission: 'alerts.read',
  async run({ org, principal, now, language }) {
    return org(async (tx) => {
      const all = await listAlertExceptions({ tx, principal, now }, { live: true });
      const shown = all.slice(0, MOST);
      const alerts: Alert[] = [];
      for (const { alertNumber } of shown) {
        const alert = await findAlert(tx, alertNumber);
        if (alert) alerts.push(alert);
      }
      return {
        data: { count: all.length, exceptions: shown.map((one) => exceptionData(one, principal.timeZone, language)) },
        citations: unique(alerts.map(alertCitation)),
      };
    });
  },
});
