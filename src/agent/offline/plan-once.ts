import { plan } from './plan.ts';
import type { Plan, PlanContext } from './plan-types.ts';

/** A few per conversation's past: what was asked of one that grows is soon asked no more. */
const MOST = 4;

/**
 * What a message means, read once for everyone in a turn who wants to know: the guardrails, and the model, which is called again
 * after every tool. They share the array of what was said before.
 */
export function planOnce(message: string, context: PlanContext): Plan {
  const known = plans.get(context.history) ?? new Map<string, Plan>();
  plans.set(context.history, known);
  const {
    now,
    timeZone,
    role,
    language,
    isProgram = false,
    tools,
    places = [],
    names = null,
    pictures = 0,
    earlierPictures = 0,
  } = context;
  const key = JSON.stringify([
    now,
    timeZone,
    role,
    language,
    isProgram,
    [...tools],
    places,
    names,
    pictures,
    earlierPictures,
    message,
  ]);
  const made = known.get(key) ?? plan(message, context);
  if (known.size >= MOST) known.clear();
  known.set(key, made);
  return made;
}
const plans = new WeakMap<PlanContext['history'], Map<string, Plan>>();
