import { readEntities } from './entities.ts';
import type { Clause, PlanContext, PlannedCall, Recogniser } from './plan-types.ts';

/** What leads from one side of a contrast to the other. */
const THAN = /\b(?:than|as opposed to|compared (?:to|with)|versus|vs\.?|or(?: rather| more)?)(?= )/g;
/** Words of the comparison that count nothing by themselves. */
const MEASURE =
  /\b(?:(?:getting |having )?(?:any |many |a lot |much |far )?(?:more|fewer|less)(?: (?:often|likely))?|as (?:many|much|often)(?= .*\bas\b))\b/;

/**
 * "more attacks at night than during the day?", "more from Romania than from Singapore?": the same search twice, each with the condition
 * of one side. Null where the sides are periods, which are compared elsewhere, or no conditions of the same kind.
 */
export function contrasted(
  clause: Clause,
  context: PlanContext,
  read: (clause: Clause, context: PlanContext) => ReturnType<Recogniser>,
): ReturnType<Recogniser> {
  const { text } = clause;
  const measure = MEASURE.exec(text);
  if (!measure) return null;
  for (const match of text.matchAll(THAN)) {
    if (match.index < measure.index) continue;
    const { now, timeZone } = context;
    const other = readEntities(text.slice(match.index + match[0].length), now, timeZone);
    const left = text.slice(0, match.index);
    const bare =
      left.slice(0, measure.index) + ' '.repeat(measure[0].length) + left.slice(measure.index + measure[0].length);
    const side = readEntities(bare, now, timeZone);
    const slot = (['hours', 'weekdays'] as const).find(
      (key) => side.conditions[key] !== null && other.conditions[key] !== null,
    );
    const countries = side.countries.length > 0 && other.countries.length > 0;
    if ((!slot && !countries) || other.time?.range || other.kinds.length > 0) continue;
    const reading = read({ ...clause, text: bare, entities: side }, context);
    const call = reading && 'calls' in reading && reading.calls.length === 1 ? reading.calls[0]! : null;
    if (call?.tool !== 'search_logs') return null;
    const { limit: _limit, order: _order, group_by: _by, ...args } = call.args;
    const otherwise = slot ? { [slot]: other.conditions[slot] } : { country: other.countries.join(',') };
    return {
      ...reading,
      calls: [
        { ...call, args },
        { ...call, args: { ...args, ...otherwise } },
      ],
    };
  }
  return null;
}

/** Whether two searches are the sides of a contrast: the same but for one condition. */
export function isContrast(calls: readonly PlannedCall[]): boolean {
  const [one, other, ...more] = calls;
  if (!one || other?.tool !== 'search_logs' || one.tool !== 'search_logs' || more.length > 0) return false;
  const keys = [...new Set([...Object.keys(one.args), ...Object.keys(other.args)])];
  const differ = keys.filter((key) => JSON.stringify(one.args[key]) !== JSON.stringify(other.args[key]));
  return differ.length === 1 && /^(?:hours|weekdays|country)$/.test(differ[0]!);
}

/** Of which side more is said to be: whether that is so is what a question wants to know. */
export const contrastAsked = (norm: string): 'more' | 'fewer' | 'both' =>
  !/^(?:(?:and|so|but|ok(?:ay)?|well|hm+)[ ,]+)*(?:is|are|was|were|do|does|did|have|has|had)\b/.test(norm)
    ? 'both'
    : /\bmore\b/.test(norm)
      ? 'more'
      : /\b(?:fewer|less)\b/.test(norm)
        ? 'fewer'
        : 'both';
