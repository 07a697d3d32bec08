import { parseRange } from '../../domain/time-range.ts';
import { readEntities } from './entities.ts';
import type { Clause, PlanContext, PlannedCall, Recogniser } from './plan-types.ts';
import { lengthAgo, rangeBefore } from './range-before.ts';
import { findTime } from './times.ts';

/** What a count is compared with: the period before, or one that was named. */
interface Comparison {
  /** `previous`, or a range. */
  with: string;
  /** "the week before", said of a day. */
  unit: string | null;
  /** How long a stretch that ends now, where no other is named. */
  range?: string;
  /** Where the text says so: the words that compare, and what it is compared with. */
  spans: [number, number][];
}

/** A trend without any period is looked for in the last week. */
const LATELY = 'last_7d';

const UNITS = String.raw`hour|day|night|weekend|week|month|quarter|year|period`;
/** What leads from the comparing word to the other period. */
const LINKS = String.raw`(?:(?:in|on|at|during|for|over|of|those|that|the (?:ones?|numbers?|figures?)|it|they|there|we|had|was|were|what|same|time|about|failed|logins?) )*`;
const COMPARING =
  /\b(?:(?:as |when )?(?:compare[sd]?|comparing|comparison) (?:it |them |this |that |these |those )?(?:to|with|against)|in (?:comparison|relation) (?:to|with)|versus|vs\.?|against|next to|beside|alongside|side by side with|relative to|as opposed to|than)(?= )/g;
/** "compare yesterday's failures with those of the day before": what it is compared with stands further on. */
const APART_FROM_IT =
  /\b(?:compar(?:e|es|ed|ing|ison)|(?:the )?difference(?: in| between| of)?)\b(?=.+\b(?:with|to|and|against|versus|vs) )/;
const APART = /\b(?:with|to|and|against|versus|vs\.?)(?= )/g;
/** "put … next to …" */
const PUTS = /^(?:(?:please|can you|could you) )*(?:put|set|place|lay|hold|line up)\b/;
/** "October and November side by side" */
const SIDE_BY_SIDE = /,?\b(?:put )?(?:side by side|next to each other|beside each other)\b/;
const AND = /\band(?= )/g;
const BEFORE_IT = new RegExp(
  String.raw`^ ${LINKS}(?:the )?(?:(?:same )?(?:(${UNITS})s? (?:before|prior|earlier|preceding)|(?:previous|preceding|prior|past) (?:(${UNITS})|one|time|ones)|(?:one|time) before|last time)(?: (?:that|it|this|then))?|before(?=\W*$)|(?:as )?(?:usual|normal|average|typical|ever)(?: for)?(?: (?:the|an?) (${UNITS}) before)?)`,
);
const TIME_FOLLOWS = new RegExp(String.raw`^ ${LINKS}(?:the )?$`);
/** Words of a comparison that stand before its noun. */
const MEASURE =
  /\b(?:(?:any |many |a lot |much |far |even |significantly |noticeably )?(?:more|fewer|less|higher|lower)(?: or (?:more|fewer|less|higher|lower))?|as (?:many|much|few)|(?:increased?|decreased?|changed?|rise|rose|risen|fallen|grown|dropped)(?= (?:compared|versus|vs|relative|in comparison))|differ(?:s|ent)?)\b/;
const TREND =
  /\b(?:(?:been |going |gone |went |go |trending |moving |heading )+(?:up(?:wards?)?|down(?:wards?)?)(?: (?:or|and) (?:up|down))?(?: or not)?|on the (?:rise|increase|decline|decrease|up|way (?:up|down))(?: or (?:on the )?(?:decline|decrease|fall|way down))?|(?:increas|decreas|ris|fall|grow|declin|dropp|shrink)ing(?: or (?:increas|decreas|ris|fall|grow|declin|dropp|shrink)ing)?|(?:increased|decreased|risen|fallen|grown|declined|dropped)(?: or (?:increased|decreased|risen|fallen|grown|declined|dropped))?|more or (?:fewer|less)|getting (?:more|fewer|worse|better)(?: or (?:more|fewer|worse|better))?)\b/;
/** "does that compare", "is that a lot": the question before, compared. */
const POINTS_BACK =
  /^(?:\W|\b(?:and|so|but|ok(?:ay)?|now|then|how|what|does|do|did|is|are|was|were|that|this|it|they|those|these|there|the|a|an|lot|number|numbers|figure|figures|stand|look|about|please|show|me|tell|give|can|could|you|i|have|has|had|been|they're|it's|that's|count|as|any|compare|compared|up|down|much|many|by|trend|still|really|already|better|worse|or|not|hm+|simple|simply|answer|short|just|in|one|word|overall|going)\b)*$/;

/** "did things get better?": a summary tells. */
const ALL_TOGETHER =
  /\b(?:things|everything|it all|security|posture|situation|risks?|we (?:doing|do|stand|fare|look))\b/;

/** What a text compares with, where it compares counts of two periods. */
function findComparison(text: string, { now, timeZone }: PlanContext): Comparison | null {
  const found = comparedWith(text, COMPARING, now, timeZone);
  if (found) return found;
  const apart = APART_FROM_IT.exec(text);
  if (apart) {
    const from = apart.index + apart[0].length;
    const other = comparedWith(text.slice(from), APART, now, timeZone);
    if (other)
      return {
        ...other,
        spans: [[apart.index, from], ...other.spans.map(([a, b]): [number, number] => [a + from, b + from])],
      };
  }
  const beside = SIDE_BY_SIDE.exec(text);
  const pair = beside && comparedWith(text, AND, now, timeZone);
  if (pair) return { ...pair, spans: [...pair.spans, [beside.index, beside.index + beside[0].length]] };
  const trend = TREND.exec(text);
  return trend && { with: 'previous', unit: null, spans: [[trend.index, trend.index + trend[0].length]] };
}

function comparedWith(text: string, words: RegExp, now: Date, timeZone: string): Comparison | null {
  for (const match of text.matchAll(words)) {
    const from = match.index + match[0].length;
    const rest = text.slice(from);
    const before = BEFORE_IT.exec(rest);
    const time = before ? null : findTime(rest, now, timeZone);
    const first = time?.spans.reduce((least, [at]) => Math.min(least, at), rest.length);
    if (!before && (!time || time.problem || first === undefined || !TIME_FOLLOWS.test(rest.slice(0, first)))) continue;
    const end = before ? before[0].length : Math.max(...time!.spans.map(([, to]) => to));
    const spans: [number, number][] = [[match.index, from + end]];
    const puts = PUTS.exec(text);
    if (puts) spans.push([puts.index, puts.index + puts[0].length]);
    const measure = MEASURE.exec(text.slice(0, match.index));
    if (measure) spans.push([measure.index, measure.index + measure[0].length]);
    const length = lengthAgo(rest.slice(0, end));
    return before
      ? { with: 'previous', unit: before[1] ?? before[2] ?? before[3] ?? null, spans }
      : length
        ? { with: 'previous', unit: null, range: length, spans }
        : { with: time!.range, unit: null, spans };
  }
  return null;
}

/**
 * "more failed logins than the day before?", "vs last week": what the rest of the clause asks for, compared with another
 * period. `read` reads that rest. Null where no counts are compared; a summary of everything is read elsewhere.
 */
export function compared(
  clause: Clause,
  context: PlanContext,
  read: (clause: Clause, context: PlanContext) => ReturnType<Recogniser>,
): ReturnType<Recogniser> {
  const comparison = findComparison(clause.text, context);
  if (!comparison) return null;
  let { text } = clause;
  for (const [from, to] of comparison.spans) text = text.slice(0, from) + ' '.repeat(to - from) + text.slice(to);
  const entities = readEntities(text, context.now, context.timeZone);
  const earlier = clause.before.at(-1) ?? lastSearch(context);
  if (POINTS_BACK.test(entities.rest)) {
    // "how was this week compared to last week?" asks how things stand
    const summed = context.history.at(-1)?.steps.findLast(({ ok }) => ok);
    if (
      !clause.before.at(-1) &&
      summed?.tool === 'posture_summary' &&
      entities.time === null &&
      entities.kinds.length === 0
    ) {
      const { range } = summed.args;
      const said = typeof range === 'string' ? range : LATELY;
      const other = comparison.with === 'previous' ? before(comparison.unit, said, context) : comparison.with;
      return {
        calls: [
          { tool: 'posture_summary', args: { ...summed.args, ...(other !== 'previous' && { compare_to: other }) } },
        ],
      };
    }
    if (!earlier || entities.time !== null || entities.kinds.length > 0) return null;
    return withComparison({ calls: [{ tool: 'search_logs', args: { ...earlier.args } }] }, comparison, context);
  }
  if (entities.refs.length > 0 || (entities.kinds.length === 0 && ALL_TOGETHER.test(entities.rest))) return null;
  const reading = read({ ...clause, text, entities }, context);
  return reading && withComparison(reading, comparison, context);
}

/** The search that was answered last, where nothing else was asked since. */
function lastSearch({ history }: PlanContext): PlannedCall | null {
  const last = history.at(-1)?.steps.at(-1);
  return last?.tool === 'search_logs' ? { tool: last.tool, args: last.args } : null;
}

function withComparison(
  reading: NonNullable<ReturnType<Recogniser>>,
  comparison: Comparison,
  context: PlanContext,
): ReturnType<Recogniser> {
  if (!('calls' in reading)) return null;
  const [call] = reading.calls;
  if (!call || reading.calls.length > 1 || call.tool !== 'search_logs' || !isNarrowed(call.args)) return null;
  const { compare_to: _before, limit: _limit, order: _order, ...args } = call.args;
  const chosen = comparison.with === 'previous' ? null : comparison.with;
  const range = typeof args.range === 'string' && args.range !== chosen ? args.range : null;
  const start = (named: string): number => parseRange(named, context)?.from.getTime() ?? 0;
  const isTurned = range !== null && chosen !== null && start(chosen) > start(range);
  const current = isTurned ? chosen : (range ?? (chosen ? runningLike(chosen, context) : (comparison.range ?? LATELY)));
  const other = isTurned ? range : chosen;
  return {
    ...reading,
    calls: [
      { ...call, args: { ...args, range: current, compare_to: other ?? before(comparison.unit, current, context) } },
    ],
  };
}

/** Whether anything but alerts and incidents as a whole is counted: how those stand a summary tells. */
const isNarrowed = ({
  kinds,
  range: _range,
  compare_to: _to,
  order: _order,
  limit: _limit,
  ...rest
}: PlannedCall['args']): boolean => Object.keys(rest).length > 0 || (Array.isArray(kinds) && kinds.includes('login'));

/** The period before, or the longer one before that was named. */
function before(unit: string | null, range: string, context: PlanContext): string {
  const span = parseRange(range, context);
  const days = span ? (span.to.getTime() - span.from.getTime()) / DAY : 7;
  const longer = (unit === 'week' && days < 4) || (unit === 'month' && days < 15);
  return longer ? rangeBefore(range, unit, context) : 'previous';
}

const DAY = 86_400_000;

/** The running day, week, month or year, whichever is about as long. */
export function runningLike(range: string, context: Pick<PlanContext, 'now' | 'timeZone'>): string {
  const span = parseRange(range, context);
  const days = span ? (span.to.getTime() - span.from.getTime()) / DAY : 7;
  return days < 2 ? 'today' : days < 15 ? 'this_week' : days < 100 ? 'this_month' : 'this_year';
}
