import { CASE_KINDS, MODERATION_STEPS } from '../../domain/moderation.ts';
import { type ModerationPolicy, TRIGGERS } from '../../domain/moderation-policy.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { contentFields, contentOf } from './content-form.ts';
import { exemptionFields, exemptionsOf } from './exemptions-form.ts';
import { numberOf } from './form-number.ts';
import type { Form } from './visit.ts';

/** How strict a threshold is for; the strictest last. */
export const THRESHOLDS = ['relaxed', 'normal', 'strict'] as const;
/** Rungs that a ladder may have. */
const MOST_RUNGS = 12;
const SPARE_RUNGS = 1;

/** A policy as the fields of its form; `policyOf` reads them back. */
export function fieldsOf(policy: ModerationPolicy): Form {
  const form: Form = {};
  for (const trigger of TRIGGERS) {
    const { on, ...thresholds } = policy.triggers[trigger];
    form[`${trigger}.on`] = on === 'silent' ? 'silent' : on ? 'on' : 'off';
    for (const one of THRESHOLDS) form[`${trigger}.${one}`] = String(thresholds[one]);
  }
  for (const kind of CASE_KINDS) form[`base.${kind}`] = policy.severity.base[kind];
  form.worse_from = String(policy.severity.worseFrom);
  for (const severity of SEVERITIES) form[`points.${severity}`] = String(policy.strikes.points[severity]);
  form.half_life = String(policy.strikes.halfLifeDays);
  for (const [i, { step, from, hours }] of policy.ladder.entries()) {
    form[`rung.${i}.step`] = step;
    form[`rung.${i}.from`] = String(from);
    form[`rung.${i}.hours`] = hours === undefined ? '' : String(hours);
  }
  for (const step of MODERATION_STEPS) {
    form[`mode.${step}`] = policy.steps[step].mode;
    if (policy.steps[step].twoPeople) form[`two.${step}`] = 'on';
  }
  if (policy.together.twoPeople) form['two.together'] = 'on';
  form.claim_minutes = String(policy.queue.claimMinutes);
  return { ...form, ...contentFields(policy.content), ...exemptionFields(policy.exemptions) };
}

/** What the form says, not yet checked; exemptions stay as they are where it was sent without them. */
export function policyOf(
  form: Form,
  { exemptions, content }: Pick<ModerationPolicy, 'exemptions' | 'content'>,
): unknown {
  const byName = <T>(names: readonly string[], value: (name: string) => T) =>
    Object.fromEntries(names.map((name) => [name, value(name)]));
  return {
    triggers: byName(TRIGGERS, (trigger) => ({
      on: form[`${trigger}.on`] === 'silent' ? 'silent' : form[`${trigger}.on`] === 'on',
      ...byName(THRESHOLDS, (one) => numberOf(form[`${trigger}.${one}`])),
    })),
    content: contentOf(form, content),
    severity: { base: byName(CASE_KINDS, (kind) => form[`base.${kind}`]), worseFrom: numberOf(form.worse_from) },
    strikes: {
      points: byName(SEVERITIES, (severity) => numberOf(form[`points.${severity}`])),
      halfLifeDays: numberOf(form.half_life),
    },
    ladder: Array.from({ length: MOST_RUNGS }, (_, i) => i)
      .filter((i) => form[`rung.${i}.step`])
      .map((i) => ({
        step: form[`rung.${i}.step`],
        from: numberOf(form[`rung.${i}.from`]),
        ...(form[`rung.${i}.hours`]?.trim() ? { hours: numberOf(form[`rung.${i}.hours`]) } : {}),
      })),
    steps: byName(MODERATION_STEPS, (step) => ({
      mode: form[`mode.${step}`],
      twoPeople: form[`two.${step}`] === 'on',
    })),
    together: { twoPeople: form['two.together'] === 'on' },
    ...(form.claim_minutes === undefined ? {} : { queue: { claimMinutes: numberOf(form.claim_minutes) } }),
    exemptions: exemptionsOf(form, exemptions),
  };
}

/** Rows of the ladder that the form shows: those that are filled, and one to add. */
export function rungRows(form: Form): number[] {
  const filled = Array.from({ length: MOST_RUNGS }, (_, i) => i).filter((i) => form[`rung.${i}.step`]);
  return Array.from({ length: Math.min(MOST_RUNGS, (filled.at(-1) ?? -1) + 1 + SPARE_RUNGS) }, (_, i) => i);
}
