import { parseRange } from '../../../domain/time-range.ts';
import { runningLike } from '../comparing.ts';
import { args, type Clause, calls, type PlanContext, type Recogniser } from '../plan-types.ts';
import { lengthAgo, rangeBefore } from '../range-before.ts';
import { findTime } from '../times.ts';

const POSTURE =
  /\bhow (?:long|fast|quick(?:ly)?|soon)\b.*\b(?:us|we|you|the team|people|somebody|someone|anyone)\b.{0,20}\b(?:react|respond|answer|close|acknowledge)\w*\b|\b(?:risk|security|posture|things|it all)(?: all)? looks?(?:ing)? like\b|\b(?:security|overall|general|risk) (?:situation|picture|state|status|level)\b|\bhow did .{1,25} go\b|\bhow (?:bad|good|quiet|busy|serious|rough) (?:was|is|were|are|has|did)\b|\b(?:summar(?:y|ies|ise|ize|ised|ized)|sum up|overview|recap|posture|digest|brief(?:ing)?|rundown|run[- ]through|hot ?spots?|wrap[- ]?up|round[- ]?up|security report|status report|weekly report|monthly report|daily report|state of (?:our )?security|scorecard|kpis?|trends?|trending|catch me up|fill me in|bring me up to (?:speed|date)|big picture|high[- ]level (?:view|picture)|in (?:numbers|figures|a nutshell)|(?:short|brief|quick|long|executive) version of|gist|highlights|bottom line|tl;?dr|where (?:do|did) we stand)\b|\bhow\b.{0,12}\b(?:secure|safe)\b|\bhow (?:did|do|does|was|were|is|are|has|have|'s)\b.{0,30}\b(?:security|we|things|the (?:week|month|day|year|quarter|situation))\b.{0,25}\b(?:look\w*|do(?:ing)?|go(?:ing)?|stand\w*|fare\w*|been|perform\w*|hold\w*|compare\w*)?\b|\bhow (?:was|were|is|did|has)\s+(?:the |our )?(?:security|posture|risk)?\s*(?:go|look|been)?\s*[?!. ]*$|\b(?:report|statistics|stats|figures|numbers) (?:for|on|about|of)\b|\bwhat (?:has )?changed\b|\b(?:compare|comparison|compared)\b.{0,30}\b(?:week|month|period|year|before)\b|\b(?:better|worse|safer|improv\w+)(?: off)? (?:than|this|since|over)\b|\b(?:are|is) (?:we|things|it|security) (?:doing|getting) (?:better|worse|ok|well|safer)\b/;

/** What only a summary can tell: what is new, what got worse, what to turn to first. */
const STANDING =
  /\bwhat would you (?:do|look at|check|recommend|suggest)(?: (?:first|next|now))?[?!. ]*$|\b(?:for|tell|show|brief|report to|inform|present to) (?:(?:the|our|my) )?(?:board|management|executives?|ceo|directors?|leadership|bosses|boss)\b|\bwhat(?:'s| is| are)? (?:new|different|got (?:worse|better)|gotten (?:worse|better))\b|\b(?:biggest|top|main|worst) (?:risks?|threats?|problems?|hot ?spots?)\b|\bwhat should (?:i|we) (?:\w+ ){0,3}(?:first|next|now)\b|\b(?:is|was|has) it (?:been )?(?:quiet|calm|busy)\b|\b(?:is|are|has|have|keep)\b.{0,40}\b(?:increas(?:ing|ed)|decreas(?:ing|ed)|rising|falling|growing|(?:going|gone) (?:up|down)|on the (?:rise|decline))\b|\b(?:more|fewer|less|as many) (?:alerts?|alarms?|incidents?|attacks?)\b.{0,40}\bthan\b/;
/** Of no time in particular: since one last looked, which a summary tells. */
const MISSED =
  /^(?:and |so |ok(?:ay)?,? |now |please |tell me )*what(?:'ve| did| have| all did)? (?:i|we)(?: have)? miss(?:ed)?[?!. ]*$/;
/** "how was yesterday?", of which the time is blanked */
const HOW_WAS =
  /^\s*(?:and |so |well,? )*how(?:'s| is| was| has| did| were| are)(?: (?:it|things|everything|all|we|security|life))*\s+(?:go|gone|going|look|been|do|doing)?[?!. ]*$/;
const COMPARES =
  /\b(?:compar(?:e|es|ed|ing|ison)|versus|vs|against|relative to|next to|difference between|differ\w*|than(?! \d)|(?<!\b(?:after|before|during) (?:[\w-]+ ){1,3})chang(?:e|es|ed)|new since)\b/;
/** What stands directly before the period that another one is compared with. */
const WITH =
  /\b(?:with|to|against|versus|vs\.?|than|since|relative to|next to|from|over)(?: (?:in|the|it was|we were|they were|during|those of|that of))*\s*$/;
const BETWEEN = /\b(?:with|to|against|versus|vs\.?|than|since|and|relative to|next to|from)\b/g;

/** The state of security over a period. A summary of one incident or of counted logins is something else. */
export const posture: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  const compares = COMPARES.test(text);
  const compared = compares ? comparedPeriods(clause, context) : null;
  const bare = entities.time !== null && HOW_WAS.test(entities.rest);
  if (
    !POSTURE.test(text) &&
    !STANDING.test(text) &&
    !MISSED.test(text) &&
    !bare &&
    !(compares && counts(clause)) &&
    !compared?.range
  )
    return null;
  if (
    entities.refs.length > 0 ||
    entities.ip ||
    entities.email ||
    entities.groupBy ||
    entities.outcome ||
    // alerts of one rule, or older than something, are looked for rather than compared
    entities.conditions.rule !== null ||
    /\b(?:older|newer|longer|earlier|later|other|rather) than\b/.test(text) ||
    entities.kinds.includes('login')
  )
    return null;
  if (/\bhow (?:many|much|often)\b/.test(text) && !compares) return null;
  // of one thing the worst alert is told, and no figures of a week
  if (/\b(?:one|single|only|most \w+) thing\b/.test(text)) return null;
  // of the open incidents a list is wanted, and no figures of a week
  if (SOME_OF_THEM.test(text) && !compares) return null;
  // "what's new since yesterday 6pm" names one time, and where it begins
  const since = entities.time && /T.*\/$/.test(entities.time.range) && compared?.compare_to === entities.time.range;
  if (since) return calls({ tool: 'posture_summary', args: { range: entities.time!.range } });
  const named = comesLater(clause) ? undefined : entities.time?.range;
  const range = named ?? (GOES_ON.test(text) ? rangeSpokenOf(context) : undefined);
  return calls({ tool: 'posture_summary', args: args({ ...(compared ?? { range }) }) });
};

const SOME_OF_THEM =
  /\b(?:summari[sz]e|sum up|summary of|overview of|recap(?: of)?|rundown of|run[- ]through of|brief(?: me)? on)\b.{0,20}\b(?:open|unresolved|unassigned|unacknowledged|pending|untouched) (?:incidents?|tickets?|alerts?|alarms?)\b/;

/** “in an hour”: when something will be, and no time to look back on. */
const comesLater = ({ text, entities }: Clause): boolean =>
  entities.time?.spans.some(([from, to]) => AHEAD.test(text.slice(from, to))) ?? false;
const AHEAD =
  /^(?:in|within) (?:an?|half an|\d+|a few|one|two|three|a couple of|ten|fifteen|thirty)\b.*\b(?:minutes?|mins?|hours?|days?|weeks?)\b/;

/** Says nothing of when: it is about the time of the question before. */
const GOES_ON =
  /^(?:and |so |now |what about |show |show me |list |which |where (?:are|were) |what (?:are|were) )*(?:the |any |our )?(?:main |top |biggest |worst )*(?:hot ?spots?|trends?)(?: (?:there|then|please))*[?!. ]*$/;

/** The time that the last look at the logs or at a summary was about. */
function rangeSpokenOf({ history }: PlanContext): string | undefined {
  const last = history.at(-1)?.steps.findLast(({ tool }) => tool === 'search_logs' || tool === 'posture_summary');
  return typeof last?.args.range === 'string' ? last.args.range : undefined;
}

/** "how many alerts compared with last week": numbers of alerts or incidents are what a summary compares. */
const counts = ({ text, entities }: Clause): boolean =>
  entities.time !== null &&
  /\b(?:alerts?|alarms?|incidents?|attacks?|numbers?|we|things|usual|normal|(?:last|previous) one|(?:one|time) before)\b/.test(
    text,
  );

/** The two periods that a text names, the later one as what is told; or the one it names and the running one of its kind. */
function comparedPeriods({ text }: Clause, context: PlanContext): { range?: string; compare_to: string } | null {
  const { now, timeZone } = context;
  const rangeOf = (part: string): string | null => findTime(part, now, timeZone)?.range ?? null;
  const start = (range: string): number => parseRange(range, context)?.from.getTime() ?? 0;
  for (const cut of text.matchAll(BETWEEN)) {
    const [one, other] = [rangeOf(text.slice(0, cut.index)), rangeOf(text.slice(cut.index))];
    if (!one || !other || one === other) continue;
    return start(one) >= start(other) ? { range: one, compare_to: other } : { range: other, compare_to: one };
  }
  const named = findTime(text, now, timeZone);
  const from = named?.spans[0]?.[0];
  // "than last week": the preposition may have been read as part of the time
  if (!named || from === undefined || !WITH.test(text.slice(0, from + (LEAD.exec(text.slice(from))?.[0].length ?? 0))))
    return null;
  const length = lengthAgo(text.slice(from));
  if (length) return { range: length, compare_to: rangeBefore(length, undefined, context) };
  return { range: runningLike(named.range, context), compare_to: named.range };
}

const LEAD = /^(?:(?:with|to|against|than|since|from|over|in|the)\s)*/;
