import { z } from 'zod';
import { EXPECTED_DAYS, expectedScope, SNOOZE_HOURS } from '../domain/alert-exception.ts';
import type { Language } from '../domain/language.ts';
import { readsIn } from '../domain/principal.ts';
import { formatReference } from '../domain/reference.ts';
import { SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { outcomeWords } from '../messages/catalogue/outcomes.ts';
import { timeText } from '../messages/time-text.ts';
import { expectForm, scopeText, snoozeForm } from '../messages/views/exception-form.ts';
import { expectAlert, snoozeAlert } from './alert-exceptions.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import { seeAlert } from './current-card.ts';
import type { Work } from './work.ts';

type ExceptionForm = 'alert.snooze_for' | 'alert.expect_until';

const HOUR_MS = 3_600_000;
const choice = (values: readonly number[]) => z.enum(values.map(String) as [string, ...string[]]).transform(Number);
const reason = z.string().max(500).default('');
const snooze = z.object({ hours: choice(SNOOZE_HOURS), reason });
const expectation = z.object({
  what: z.enum(['rule', 'any']).default('rule'),
  days: choice(EXPECTED_DAYS),
  reason,
});

/** The form that has an alert left alone, or says that it is expected. Refuses whoever may not send it, and alerts about too much to name. */
export async function exceptionFormOf(
  work: Pick<Work, 'tx' | 'principal'>,
  { id, number }: { id: 'alert.snooze' | 'alert.expect'; number: number },
  language: Language,
): Promise<Card> {
  authorise(work.principal, 'alerts.write');
  const alert = await seeAlert(work, number);
  if (id === 'alert.snooze') return snoozeForm(alert, language);
  const scope = expectedScope(alert);
  if (!scope)
    throw new SafeNestError(
      'conflict',
      wordsFor(work, objectionWords).tooWide(formatReference({ kind: 'alert', number })),
    );
  return expectForm(alert, scope, language);
}

/** Throws `invalid_input` where what was typed cannot be sent. */
export const checkException = (id: ExceptionForm, fields: Record<string, string>): unknown =>
  id === 'alert.snooze_for' ? checked(snooze, fields) : checked(expectation, fields);

/** Does what such a form says. */
export async function submitException(
  work: Work,
  { id, number, fields }: { id: ExceptionForm; number: number; fields: Record<string, string> },
): Promise<{ text: string; ref: { kind: 'alert'; number: number }; done: boolean }> {
  const ref = { kind: 'alert' as const, number };
  const name = formatReference(ref);
  const words = wordsFor(work, outcomeWords);
  const language = readsIn(work.principal);
  const timeOf = (at: Date) => timeText(at, work.principal.timeZone, language);
  if (id === 'alert.snooze_for') {
    const { hours, reason: why } = checked(snooze, fields);
    const until = new Date(work.now.getTime() + hours * HOUR_MS);
    await snoozeAlert(work, { number, until, reason: why });
    return { text: words.snoozed(name, timeOf(until)), ref, done: true };
  }
  const { what, days, reason: why } = checked(expectation, fields);
  const until = new Date(work.now.getTime() + days * 24 * HOUR_MS);
  const made = await expectAlert(work, { number, until, reason: why, anyRule: what === 'any' });
  return { text: words.expected(scopeText(made, language), timeOf(until)), ref, done: true };
}
