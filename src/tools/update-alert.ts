import { z } from 'zod';
import { ALERT_STATUSES } from '../domain/alert.ts';
import { formatReference } from '../domain/reference.ts';
import { SafeNestError } from '../errors.ts';
import { terms } from '../messages/catalogue/terms.ts';
import { undoingWords } from '../messages/catalogue/undoing.ts';
import { changeAlertStatus, undoAlertStatus } from '../pipeline/alerts.ts';
import { defineTool } from './define-tool.ts';
import { showAlert } from './open-alert.ts';
import { orNotFound, readNumber, referenceInput } from './reference-input.ts';
import { requireOwnChange, undoOfInput } from './undo-own.ts';

export const updateAlertTool = defineTool({
  name: 'update_alert',
  description:
    'Say what became of an alert: acknowledged (someone looks at it), resolved, false_alarm, or open again. ' +
    'Only when the person asking said so.',
  input: z.object({
    id: referenceInput('alert'),
    status: z.enum(ALERT_STATUSES).describe('What it is now'),
    undo: z
      .boolean()
      .optional()
      .describe('With status open: take back the last change of its status, whatever it was before that'),
    undo_of: undoOfInput,
    note: z.string().max(2000).optional().describe('Why, in the words of the person asking'),
  }),
  access: 'write',
  permission: 'alerts.write',
  async run({ work, principal, now, language }, { id, status, note, undo, undo_of: meant }) {
    const number = readNumber('alert', id);
    return work(async (change) => {
      const alert = await orNotFound(
        'alert',
        number,
        principal,
        async () =>
          undo
            ? undoAlertStatus(change, number, (last) => {
                const ref = formatReference({ kind: 'alert', number });
                const words = undoingWords[language];
                if (!last) throw new SafeNestError('conflict', words.nothing(ref));
                if (last.isUndo) throw new SafeNestError('conflict', words.again(ref));
                const what = terms[language].alertStatus[last.status];
                requireOwnChange(ref, { ...last, what }, { principal, now, language, meant });
              })
            : changeAlertStatus(change, { number, status, ...(note === undefined ? {} : { note }) }),
        language,
      );
      return showAlert(change.tx, principal, now, alert, language);
    });
  },
});
