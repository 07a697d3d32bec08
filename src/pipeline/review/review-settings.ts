import { z } from 'zod';
import { findReviewSettings, saveReviewSettings } from '../../db/review-settings.ts';
import type { ReviewSettings } from '../../domain/incident-review.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { reviewSettingsWords } from '../../messages/catalogue/review-settings.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { checked } from '../checked.ts';
import type { Work } from '../work.ts';

const reviewSettingsSchema = z
  .strictObject({
    hourlyRate: z.number().positive().max(99_999).multipleOf(0.01).nullable(),
    currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters such as EUR'),
    asksFeedback: z.boolean(),
  })
  .partial();

/** The same as a form sends it: a rate with a point or a comma, empty for none. */
const rate = /^\d{1,5}(?:[.,]\d{1,2})?$/;
const typed = z.object({
  hourly_rate: z.string().trim().max(20).default(''),
  currency: z.string().trim().toUpperCase().max(10).default('EUR'),
  asks_feedback: z.enum(['yes', 'no']).default('no'),
});

/** What a form says of how reviews are made. Fails with `invalid_input`. */
export function readReviewSettings(work: Pick<Work, 'principal'>, fields: Record<string, string>): ReviewSettings {
  const { hourly_rate: text, currency, asks_feedback: asks } = checked(typed, fields);
  if (text !== '' && !rate.test(text))
    throw new SafeNestError('invalid_input', wordsFor(work, reviewSettingsWords).noAmount);
  const hourlyRate = text === '' ? null : Number(text.replace(',', '.'));
  return checked(reviewSettingsSchema.required(), { hourlyRate, currency, asksFeedback: asks === 'yes' });
}

/** Changes how reviews are made; what is left out stays. `changed` is false where it was so already. */
export async function setReviewSettings(
  work: Work,
  change: z.input<typeof reviewSettingsSchema>,
): Promise<{ settings: ReviewSettings; changed: boolean }> {
  const { tx, principal, now } = work;
  authorise(principal, 'rules.write');
  const given = Object.fromEntries(
    Object.entries(checked(reviewSettingsSchema, change)).filter(([, value]) => value !== undefined),
  );
  const before = await findReviewSettings(tx);
  const after: ReviewSettings = { ...before, ...given };
  const changed = (Object.keys(after) as (keyof ReviewSettings)[]).filter((name) => after[name] !== before[name]);
  if (changed.length === 0) return { settings: before, changed: false };
  await saveReviewSettings(tx, after, { at: now, by: principal.name });
  await audit(work, {
    action: 'incident.review_settings',
    detail: Object.fromEntries(changed.map((name) => [name, { before: before[name], after: after[name] }])),
  });
  return { settings: after, changed: true };
}
