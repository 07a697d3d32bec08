import { z } from 'zod';
import type { AlertException } from '../domain/alert-exception.ts';
import type { Language } from '../domain/language.ts';
import { formatReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { parseUntil, UNTIL_WORDS } from '../domain/until.ts';
import { SafeNestError } from '../errors.ts';
import { exceptionWords } from '../messages/catalogue/alert-exceptions.ts';
import { timeText } from '../messages/time-text.ts';
import { scopeText } from '../messages/views/exception-form.ts';
import { expectAlert, snoozeAlert, tellAgain } from '../pipeline/alert-exceptions.ts';
import { currentAlertCard, seeAlert } from '../pipeline/current-card.ts';
import { defineTool } from './define-tool.ts';
import { orNotFound, readNumber, referenceInput } from './reference-input.ts';
import { alertCitation } from './tool-data.ts';

/** An exception as models and answers read it. */
export interface ExceptionData {
  ref: string;
  kind: AlertException['kind'];
  /** What is expected: `alice from 203.0.113.9`. */
  quoted_what: string;
  until: string;
  by: string;
  not_told: number;
  quoted_reason?: string;
}

export const exceptionData = (one: AlertException, timeZone: string, language: Language): ExceptionData => ({
  ref: formatReference({ kind: 'alert', number: one.alertNumber }),
  kind: one.kind,
  quoted_what: one.kind === 'snooze' ? '' : scopeText(one, language),
  until: timeText(one.until, timeZone, language),
  by: oneLine(one.createdBy, 80),
  not_told: one.suppressed,
  ...(one.reason ? { quoted_reason: oneLine(one.reason, 300) } : {}),
});

export const silenceAlertTool = defineTool({
  name: 'silence_alert',
  description:
    'Leave an alert alone for a while: snooze (this matter is not told until then), expected (no more alerts about the same account and ' +
    'address until then; the alert becomes a false alarm), or end (tell it again). Never for ever. Only when the person asking said so.',
  input: z.object({
    id: referenceInput('alert'),
    how: z.enum(['snooze', 'expected', 'end']),
    until: z.string().max(60).optional().describe(`Until when, e.g. ${UNTIL_WORDS}. 24 hours or 30 days where absent`),
    reason: z.string().max(500).optional().describe('Why, in the words of the person asking'),
  }),
  access: 'write',
  permission: 'alerts.write',
  async run({ work, principal, now, language }, { id, how, until: said, reason }) {
    const number = readNumber('alert', id);
    const clock = { now, timeZone: principal.timeZone };
    const until = how === 'end' ? null : parseUntil(said ?? (how === 'snooze' ? '24 hours' : '30 days'), clock);
    if (how !== 'end' && !until) throw new SafeNestError('invalid_input', exceptionWords[language].answer.past);
    return work((change) =>
      orNotFound(
        'alert',
        number,
        principal,
        async () => {
          const asked = { number, until: until!, ...(reason === undefined ? {} : { reason }) };
          const made =
            how === 'snooze'
              ? [await snoozeAlert(change, asked)]
              : how === 'expected'
                ? [await expectAlert(change, asked)]
                : (await tellAgain(change, number)).ended;
          const ref = formatReference({ kind: 'alert', number });
          const [one] = made;
          return {
            data: {
              ref,
              did: how === 'end' && made.length === 0 ? 'nothing' : how,
              ...(one ? { exception: exceptionData(one, principal.timeZone, language) } : {}),
            },
            card: await currentAlertCard(change, number),
            citations: [alertCitation(await seeAlert(change, number))],
          };
        },
        language,
      ),
    );
  },
});
