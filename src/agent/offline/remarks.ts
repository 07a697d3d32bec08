import { notSureWords } from '../../messages/catalogue/not-sure.ts';
import { ASKED, BEGINS_ASKING } from './clauses.ts';
import { readEntities } from './entities.ts';
import { deny } from './permitted.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { meant } from './told.ts';
import { readUtterance } from './utterance.ts';

/*
 * “Always around 10:30, so that’s the daily delivery I guess. Who is the driver?”: what somebody only thinks aloud is no search, and what they
 * ask behind it is read by itself. “The driver” is whoever the cameras saw with what was told.
 */

/** Said of what somebody thinks, not of what happened to them. */
const GUESSES =
  /\b(?:i (?:guess|bet|suppose|reckon|assume|figure|imagine)|probably|presumably|most likely|perhaps just|must (?:be|have been) (?:the|a|just|our)|makes sense|that explains|so that(?:'s|s)? (?:the|a|just|our)|always (?:around|about|at|the same)|as (?:always|usual|expected)|(?:just|only) the \p{L}+ (?:then|again)|no wonder|typical|good to know|fair enough|interesting)\b/u;
/** Told of a mishap, it is something to report. */
const MISHAP =
  /\b(?:lost|stole[n]?|hack\w*|clicked|phish\w*|broke|broken|break-?in|leak\w*|breach\w*|my (?:\p{L}+ )?(?:badge|laptop|phone|password|account)|virus|malware|infected|threat\w*)\b/u;
const ORDERS =
  /\b(?:close|resolve|acknowledge|ack|assign|mark|open|create|report|mute|ban|warn|note|comment|snooze|silence|approve|reject|tell|remind|add|set)\b/;
const ASKS =
  /^(?:(?:and|so|but|ok(?:ay)?|then|also)[ ,]+)*(?:who(?:'s|se|m)?|what(?:'s)?|which|when|where|why|how|is|are|was|were|did|do|does|has|have|had|can|could|any|show|list|tell)\b/;
const SENTENCE = /(?<=[.!;…])\s+(?=\p{L})/u;

const isRemark = (text: string, { language, now, timeZone }: PlanContext): boolean => {
  const { norm } = readUtterance(text, language);
  const { refs, ip, email } = readEntities(norm, now, timeZone);
  return (
    GUESSES.test(norm) &&
    !MISHAP.test(norm) &&
    !ORDERS.test(norm) &&
    !norm.includes('?') &&
    !ASKS.test(norm) &&
    refs.length === 0 &&
    ip === null &&
    email === null
  );
};

/** A message without what it only remarks before it asks something. */
export function withoutRemarks(message: string, context: PlanContext): string {
  const parts = message.split(SENTENCE);
  const from = parts.findIndex((part) => !isRemark(part, context));
  if (from <= 0) return message;
  const rest = parts.slice(from).join(' ').trim();
  return ASKS.test(readUtterance(rest, context.language).norm) ? rest : message;
}

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|then|now|please|do you know|tell me)[\s,]+)*`;
const WHO_THAT = new RegExp(
  String.raw`${LEAD}who(?:'s|s| is| was| are| were)? (?:the|that|this|their|its|our) (?:(?:delivery|truck|van|lorry|bike) )?(?:driver|courier|delivery ?(?:guy|man|person|woman)|guy|man|woman|visitor|cleaner|cleaning (?:crew|lady)|stranger|supplier|people|crew|someone|figure|cyclist)(?: (?:there|then|with it|in it|of it|exactly|again|anyway))*[?!. ]*$`,
);
const MOST_PEOPLE = 3;

/** “who is the driver?”: whom the cameras saw with what was told last; null where nothing of cameras was. */
export function whoWithIt(text: string, context: PlanContext): Plan | null {
  const { norm } = readUtterance(text, context.language);
  if (!WHO_THAT.test(norm.trim()) || !context.tools.has('who_is')) return null;
  const people = meant(context.history, ['person'], { lately: 3 }).slice(0, MOST_PEOPLE);
  const [first] = people;
  if (!first) return null;
  const calls = people.map(({ name }) => ({ tool: 'who_is', args: { label: name } }));
  const no = deny(calls[0]!, context);
  return no
    ? { calls: [], say: no }
    : { calls, say: null, ...(people.length > 1 && { lead: notSureWords[context.language].whoIsMeant }) };
}

/** A remark alone, of which nothing but a search for its words was made: it is taken for what it is. */
export function asRemark(made: Plan, message: string, context: PlanContext): Plan {
  const [only, other] = made.calls;
  const isGuessed =
    only === undefined ? made.say?.why === 'unclear' : other === undefined && only.tool === 'search_logs';
  const { norm } = readUtterance(message, context.language);
  if (!isGuessed || made.say?.offer || !isRemark(message, context) || BEGINS_ASKING.test(norm)) return made;
  if (
    ASKED.test(norm.replace(GUESSES, ' ')) &&
    /\b(?:show|list|search|find|how many|logins?|alerts?|incidents?)\b/.test(norm)
  )
    return made;
  return { calls: [], say: { why: 'small_talk', text: notSureWords[context.language].remark } };
}
