import { readEntities } from './entities.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { readUtterance } from './utterance.ts';

/** The plan, and what of the message named hours of the day, where people are looked for: that is done by days, and said not to be used. */
export function withHoursLeft(plan: Plan, text: string, context: PlanContext): Plan {
  if (plan.calls.length === 0 || !plan.calls.every(({ tool }) => tool === 'find_sightings')) return plan;
  const { norm, rawSlice } = readUtterance(text, context.language);
  const { conditions, time } = readEntities(norm, context.now, context.timeZone);
  // hours beside one day are a part of it, and looked for
  const isOfDay = plan.calls.every(
    ({ args: { range } }) => typeof range === 'string' && /_\d{2,4}_\d{2,4}$|T\d\d/.test(range),
  );
  const bare = isOfDay ? null : HOURS.exec(norm);
  const spans: readonly (readonly [number, number])[] =
    conditions.hours !== null
      ? conditions.spans
      : time?.hours
        ? time.spans.slice(-1)
        : bare
          ? [[bare.index, bare.index + bare[0].length]]
          : [];
  const said = spans.map(([from, to]) => rawSlice(from, to).trim()).filter((one) => one !== '');
  const known = plan.unused ?? [];
  const unused = [...known, ...said.filter((one) => !known.some((other) => other.includes(one)))];
  return said.length === 0 ? plan : { ...plan, unused };
}

const CLOCK = String.raw`\d{1,2}(?:[:.]\d{2})?(?: ?(?:am|pm|h|o'clock))?`;
const HOURS = new RegExp(
  String.raw`\b(?:between|from) ${CLOCK} (?:and|to|until|till) ${CLOCK}(?! (?:of|days?|people))\b`,
);
