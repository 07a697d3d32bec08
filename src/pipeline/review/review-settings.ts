import { z } from 'zod';
import { findReviewSettings, saveReviewSettings } from '../../db/review-settings.ts';
import type { ReviewSettings } from '../../domain/incident-review.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { checked } from '../checked.ts';
import type { Work } from '../work.ts';

export const reviewSettingsSchema = z
  .strictObject({
    hourlyRate: z.number().positive().max(99_999).multipleOf(0.01).nullable(),
    currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters such as EUR'),
    asksFeedback: z.boolean(),
  })
  .partial();

/** Changes how reviews are made; what is left out stays. */
export async function setReviewSettings(
  work: Work,
  change: z.input<typeof reviewSettingsSchema>,
): Promise<ReviewSettings> {
  const { tx, principal, now } = work;
  authorise(principal, 'rules.write');
  const given = Object.fromEntries(
    Object.entries(checked(reviewSettingsSchema, change)).filter(([, value]) => value !== undefined),
  );
  const before = await findReviewSettings(tx);
  const after: ReviewSettings = { ...before, ...given };
  const changed = (Object.keys(after) as (keyof ReviewSettings)[]).filter((name) => after[name] !== before[name]);
  if (changed.length === 0) return before;
  await saveReviewSettings(tx, after, { at: now, by: principal.name });
  await audit(work, {
    action: 'incident.review_settings',
    detail: Object.fromEntries(changed.map((name) => [name, { before: before[name], after: after[name] }])),
  });
  return after;
}
