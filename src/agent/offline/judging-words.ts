import { deny } from './permitted.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';

/** A message as forms read it: a name stands as `@` in `said`; `text` is as it was typed. */
export type Asked = { said: string; names: readonly string[]; text: string };

export const LEAD = String.raw`^(?:(?:and|so|but|or|ok(?:ay)?|well|hm+|oh|wait|then|now|please|tell me|do you know|can you tell me|if|whether)[\s,.!]+)*`;

/** The name that stands in the `at`-th place among those of a message. */
export const nthName = ({ said, names }: Asked, at: number): string | undefined =>
  names[(said.slice(0, at).match(/@/g) ?? []).length];

/** Looks as a plan; refused where the first of them is. */
export const planOf = (calls: readonly PlannedCall[], context: PlanContext, more: Partial<Plan> = {}): Plan => {
  const no = deny(calls[0]!, context);
  return no ? { calls: [], say: no } : { calls: [...calls], say: null, ...more };
};

/** What the last answer was made from; one that came to nothing is passed over. */
export const lastStep = ({ history }: PlanContext) =>
  history
    .slice(-2)
    .findLast(({ steps }) => steps.some(({ ok }) => ok))
    ?.steps.findLast(({ ok }) => ok);
