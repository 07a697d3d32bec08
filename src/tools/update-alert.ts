import { z } from 'zod';
import { ALERT_STATUSES } from '../domain/alert.ts';
import { changeAlertStatus } from '../pipeline/alerts.ts';
import { defineTool } from './define-tool.ts';
import { showAlert } from './open-alert.ts';
import { orNotFound, readNumber, referenceInput } from './reference-input.ts';

export const updateAlertTool = defineTool({
  name: 'update_alert',
  description:
    'Say what became of an alert: acknowledged (someone looks at it), resolved, false_alarm, or open again. ' +
    'Only when the person asking said so.',
  input: z.object({
    id: referenceInput('alert'),
    status: z.enum(ALERT_STATUSES).describe('What it is now'),
    note: z.string().max(2000).optional().describe('Why, in the words of the person asking'),
  }),
  access: 'write',
  permission: 'alerts.write',
  async run({ work, principal, now, language }, { id, status, note }) {
    const number = readNumber('alert', id);
    return work(async (change) => {
      const alert = await orNotFound(
        'alert',
        number,
        principal,
        () => changeAlertStatus(change, { number, status, ...(note === undefined ? {} : { note }) }),
        language,
      );
      return showAlert(change.tx, principal, now, alert, language);
    });
  },
});
