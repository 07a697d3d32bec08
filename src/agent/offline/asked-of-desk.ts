import { can } from '../../domain/role.ts';
import { readEntities } from './entities.ts';
import { args, type PastTurn, type Plan, type PlanContext, type PlannedCall } from './plan-types.ts';
import { tidied } from './tidied.ts';
import { readUtterance } from './utterance.ts';
import { planOf } from './whole-message.ts';

/*
 * Questions of how a desk works, as people ask them in passing: who reported something, what has nobody, which rule cries wolf, whether
 * the team keeps up, and what a summary or a recommendation stands on. Each is one message as a whole.
 */

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hm+|hey|hi|please|also|then|now|tell me|show me|can you tell me|do you know|i wonder)[\s,.!]+)*`;
const END = String.raw`[\s?!.]*$`;
const NAME = String.raw`(?<who>(?!(?:we|you|i|it|there|that|this|they|he|she|him|her|them|me|us|the|our|any|a|an|every|all|some|safenest|something|anything|nothing|everything|who|what|cameras?|rules?|sensors?|systems?)\b)[\p{L}][\p{L}.'-]+(?: (?!reported|report|raise|open|file|tell|something|anything|an?\b)[\p{L}][\p{L}.'-]+)?)`;
const MADE = String.raw`(?:report|reported|raise|raised|file|filed|submit|submitted|open|opened)`;
const WHAT = String.raw`(?:something|anything|any (?:incidents?|tickets?|reports?)|an (?:incident|issue)|a (?:report|ticket|problem)|incidents?|tickets?)`;
const WHEN = String.raw`(?: .{0,40})?`;

const REPORTED_BY = [
  new RegExp(
    String.raw`${LEAD}(?:did|has|have) ${NAME} (?:already |also |ever |just )?${MADE}(?: ${WHAT})?${WHEN}${END}`,
    'u',
  ),
  new RegExp(
    String.raw`${LEAD}what(?:'?s| is| was)(?: happening| going on| up| wrong| the matter| the story)? with ${NAME}\b.{0,20}\b(?:reported|raised|filed|opened)\b.{0,25}${END}`,
    'u',
  ),
];
/** Whoever it was, of all that may report. */
const REPORTED_AT_ALL = new RegExp(
  String.raw`${LEAD}(?:did|has|have) (?:any (?:of (?:the|our) )?(?<kind>employees?|members?|colleagues?|users?|staff|people)|anyone|anybody|someone|somebody|a (?<one>colleague|employee|member|user)) (?:already |also |just )?${MADE} ${WHAT}${WHEN}${END}`,
);
/** “does he have other open reports”: of whom an incident was opened by. */
const THEIR_REPORTS = new RegExp(
  String.raw`${LEAD}(?:(?:does|did|has|have) (?:he|she|they) (?:have |got |report |reported |open |opened |raise |raised )*(?:any )?(?:other|more|further)?(?: (?<open>open))? ?(?:reports?|incidents?|tickets?|anything else|something else)|(?:his|her|their) (?:other |open )*(?:reports|incidents|tickets))${WHEN}${END}`,
);
const CRIES_WOLF = new RegExp(
  String.raw`${LEAD}(?:(?:which|what)(?: of (?:the|our))? rules?|the rules? (?:with|that)|rules? by)\b.{0,40}\bfalse (?:alarms?|alerts?|positives?)\b.{0,40}${END}|${LEAD}which rules? (?:is|are) (?:the )?(?:noisiest|most noisy|most often wrong|wrong (?:the )?most(?: often)?)${WHEN}${END}`,
);
const HAS_NOBODY = new RegExp(
  String.raw`${LEAD}(?:which|what|who)(?: ones?| of (?:them|those|these)| incidents?| are those that| are the ones that)? (?:have|has|had|are with|is with|are without|is without|belong to|are (?:still )?on|have no|has no|are not|aren't|are)(?: still| got| yet)* ?(?:nobody|no ?one|none|anybody|anyone|an? (?:assignee|owner|commander)|assignee|owner|commander|unassigned|assigned)${END}`,
);
const KEEPS_UP =
  /\b(?:is|are|was|were|did|does|do|can|has|have|how)\b.{0,20}\b(?:team|we|officers?|people|they|everybody|everyone|staff|desk)\b.{0,15}\b(?:keep(?:ing|s)? (?:up|pace)|kept (?:up|pace)|cop(?:e|es|ing|ed)|fall(?:ing|s|en)? behind|overwhelmed|on top of (?:things|it|the alerts|everything)|fast enough|quick enough|react(?:ing|s|ed)? (?:fast|quickly|in time)|respond(?:ing|s|ed)? (?:fast|quickly|in time))\b/;
const WHY_SO_MANY = new RegExp(
  String.raw`${LEAD}(?:why|how come)(?: (?:is|are|was|were|did|does|do|so many|so much|there))* .{2,60}${END}`,
);
const STANDS_ON = new RegExp(
  String.raw`${LEAD}(?:but )?(?:why(?: (?:is|are|do you (?:say|recommend|suggest|think)) ?(?:that|those|these|this|them|it|so)?| (?:these|those|this|that|them|the first|exactly|both))?|what(?:'s| is| are)? (?:the |their |your )?(?:reasons?|grounds?|evidence|backtests?)(?: for (?:that|this|it|them|those|these))?|(?:what|how (?:many|much|often)) (?:alerts? )?would (?:that|they|those|these|this|it|each|both) have (?:caught|found|raised|seen|noticed|fired|shown|alerted)|how (?:many|often) (?:alerts )?would (?:that|they|those|these|this|it|each) (?:raise|fire|catch|be)|(?:the |their )?(?:reasons|backtests?))(?: (?:in|over|during) .{2,30}| then| exactly| please)?${END}`,
);
const OF_OLDEST = new RegExp(
  String.raw`${LEAD}who(?:'s|se| is| was)? ?(?:responsible for|in charge of|working on|works on|on|handling|handles|has|owns|assigned to|looking (?:at|into|after)|looks after|dealing with)? ?(?:is )?the oldest(?: open| unresolved)?(?: (?<kind>one|alert|incident|ticket))?(?: (?:now|assigned to|with|still open))*${END}`,
);
const MOST_LOOKED_AT = 3;

/** Such a question as a look at what there is; null for every other message. */
export function askedOfDesk(text: string, context: PlanContext): Plan | null {
  const said = tidied(text);
  if (said.length > 160) return null;
  const { norm } = readUtterance(text, context.language);
  const { role, history, now, timeZone } = context;
  if (!can(role, 'alerts.read')) return null;
  const shown = knownOrStranger(norm, context) ?? hoursOfSightings(text, norm, context);
  if (shown) return shown;
  const { time, refs } = readEntities(norm, now, timeZone);
  if (refs.length > 0 || time?.problem) return null;
  const range = time?.range;
  const last = history.at(-1)?.steps.findLast(({ ok }) => ok);
  const found = (wanted: Record<string, unknown>, unused: string[] = []): Plan => ({
    ...planOf({ tool: 'search_logs', args: args({ range, ...wanted }) }, context),
    ...(unused.length > 0 && { unused }),
  });
  if (KEEPS_UP.test(norm) && context.tools.has('posture_summary'))
    return { ...planOf({ tool: 'posture_summary', args: args({ range }) }, context), asked: 'reaction' };
  if (CRIES_WOLF.test(norm)) return found({ kinds: ['alert'], status: 'false_alarm', group_by: 'rule' });
  if (can(role, 'incidents.read')) {
    const any = REPORTED_AT_ALL.exec(norm)?.groups;
    const kind = any?.kind ?? any?.one;
    if (any) return found({ kinds: ['incident'] }, kind && !/^people$/.test(kind) ? [kind] : []);
    const who = REPORTED_BY.map((one) => one.exec(norm)?.groups?.who).find((one) => one !== undefined);
    if (who !== undefined) return found({ kinds: ['incident'], opened_by: who });
    const their = THEIR_REPORTS.exec(norm)?.groups;
    const opener = their ? openerIn(history) : null;
    if (their && opener !== null)
      return found({ kinds: ['incident'], opened_by: opener, status: their.open === undefined ? undefined : 'open' });
    if (HAS_NOBODY.test(norm) && last && SHOWS_INCIDENTS.test(last.tool))
      return found({ kinds: ['incident'], status: ['open', 'investigating', 'contained'], assignee: 'nobody' });
    const oldest = OF_OLDEST.exec(norm)?.groups;
    if (oldest && last?.tool !== 'search_logs') {
      const isAlert = oldest.kind === 'alert';
      return found({
        ...{ kinds: [isAlert ? 'alert' : 'incident'], order: 'oldest', limit: 1 },
        status: isAlert ? 'open' : ['open', 'investigating', 'contained'],
      });
    }
  }
  return whySoMany(norm, last, context) ?? standsOn(norm, last, context);
}
const SHOWS_INCIDENTS = /^(?:posture_summary|open_report|search_logs)$/;

/** “why is Romania so high?” after a summary that named it: the alerts of there, by what raised them. */
function whySoMany(norm: string, last: PastTurn['steps'][number] | undefined, context: PlanContext): Plan | null {
  if (last?.tool !== 'posture_summary' || !WHY_SO_MANY.test(norm)) return null;
  const { countries, ip, time } = readEntities(norm, context.now, context.timeZone);
  const of = args({ country: countries.join(','), ip });
  if (Object.keys(of).length === 0) return null;
  const { range } = last.args;
  return planOf(
    {
      tool: 'search_logs',
      args: args({ kinds: ['alert'], ...of, range: time?.range ?? range ?? 'last_7d', group_by: 'rule' }),
    },
    context,
  );
}

/** “why?”, “what would that have caught?” after recommendations: each with its reason and its backtest. */
function standsOn(norm: string, last: PastTurn['steps'][number] | undefined, context: PlanContext): Plan | null {
  if (!/^(?:recommend_rules|open_proposals)$/.test(last?.tool ?? '') || !STANDS_ON.test(norm)) return null;
  const waiting = context.history.at(-1)!.citations.filter(({ ref }) => ref.startsWith('PROP-'));
  // of one proposal the rest of the grammar knows more to tell
  if (last!.tool === 'open_proposals' && new Set(waiting.map(({ ref }) => ref)).size < 2) return null;
  const calls: PlannedCall[] = [...new Set(waiting.map(({ ref }) => ref))]
    .slice(0, MOST_LOOKED_AT)
    .map((id) => ({ tool: 'open_proposals', args: { id } }));
  return { calls: calls.length > 0 ? calls : [{ tool: 'recommend_rules', args: {} }], say: null };
}

/** Who opened the incident that was spoken of last, as the answer named them; null where it named several or nobody. */
function openerIn(history: readonly PastTurn[]): string | null {
  for (const { steps, answer } of history.slice(-MOST_LOOKED_AT).toReversed()) {
    const asked = steps.findLast(({ args: { opened_by: by } }) => typeof by === 'string')?.args.opened_by;
    if (typeof asked === 'string' && asked !== 'me') return asked;
    const named = new Set([...answer.matchAll(OPENED_BY)].map(([, name]) => name!));
    if (named.size === 1) return [...named][0]!;
    if (named.size > 1) return null;
  }
  return null;
}
/** “Opened Mon 23 Nov, 15:48 by Jonas Weber; …”, “(opened Mon 23 Nov, 16:12 by Jonas Weber, nobody works on it yet)” */
const OPENED_BY =
  /\b(?:opened|eröffnet|ouvert|abierto)\b[^;()\n]{0,40}?\b(?:by|von|par|por) (\p{Lu}[\p{L}.'-]+(?: \p{Lu}[\p{L}.'-]+){0,2})/giu;

const KNOWN_OR_NOT = new RegExp(
  String.raw`${LEAD}(?:who (?:is|was)|(?:is|was|are|were|do (?:we|you) know|have we seen|has anyone seen)) (?:that|this|the) (?:person|man|woman|guy|one|visitor|somebody|stranger|individual|figure)(?: (?:there|in it|on it|in the picture))?(?: (?:a |an |one of )?(?:known|unknown|strangers?|employees?|ours|staff|somebody we know|someone we know|familiar|recogni[sz]ed|new|registered|colleagues?|visitors?|by name)(?:,? or (?:a |an |not )?(?:known|unknown|strangers?|employees?|not|staff|visitors?|new|familiar|somebody new|someone new)?)?)?(?: (?:here|to us))?${END}`,
);
const PERSON = /\bPerson_[0-9A-F]{8}\b|\bPER-\d+\b/g;

/** “is that person known or a stranger?” of the one person in the event that was looked at. */
function knownOrStranger(norm: string, { history, tools }: PlanContext): Plan | null {
  const last = history.at(-1);
  if (!last?.steps.some(({ tool, ok }) => ok && tool === 'show_camera') || !tools.has('who_is')) return null;
  if (!KNOWN_OR_NOT.test(norm)) return null;
  const [one, other] = new Set(last.answer.match(PERSON) ?? []);
  return one === undefined || other !== undefined
    ? null
    : { calls: [{ tool: 'who_is', args: { label: one } }], say: null };
}

/** “between 22 and 6 only” after people were looked for: they are looked for by days, and that the hours are not used is said. */
function hoursOfSightings(text: string, norm: string, { history }: PlanContext): Plan | null {
  const last = history.at(-1)?.steps.findLast(({ ok }) => ok);
  if (last?.tool !== 'find_sightings' || !ONLY_HOURS.test(norm)) return null;
  return { calls: [{ tool: last.tool, args: last.args }], say: null, unused: [text.trim().replace(/[?!.]+$/, '')] };
}
const CLOCK = String.raw`\d{1,2}(?:[:.]\d{2})?(?: ?(?:am|pm|h|o'clock))?`;
const ONLY_HOURS = new RegExp(
  String.raw`${LEAD}(?:only |just |what about |how about )*(?:(?:between|from) ${CLOCK} (?:and|to|until|till) ${CLOCK}|at night|by night|during the (?:day|night)|in the day ?time|after ${CLOCK}|before ${CLOCK}|(?:in|during|outside|out of) (?:business|office|working|work) hours)(?: (?:only|just|please|then|instead))*${END}`,
);
