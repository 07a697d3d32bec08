import { can } from '../../domain/role.ts';
import { aboutRuleWords } from '../../messages/catalogue/about-rule.ts';
import { figureWords } from '../../messages/catalogue/figures.ts';
import { readEntities } from './entities.ts';
import { deny } from './permitted.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { networksIn } from './rule-params.ts';
import { readUtterance } from './utterance.ts';

/*
 * Figures that were just told: what a median is, where the peak of a series was, which of a list is the oldest, whether so much is a lot. What was
 * looked at last is looked at once more in that light. Beside them what is asked of moderated places by what people call them, and a wish for a
 * rule about addresses that names none.
 */

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hm+|hey|please|also|then|now|wait|sorry|tell me|can you tell me|do you know)[\s,.!:]+)*`;
const END = String.raw`(?:[\s,]+(?:please|then|now|again|exactly|actually|really|there|here|of (?:them|those|these|all)|in plain (?:words|english)|for us|to us|to me|from when to when|overall))*[\s?!.,]*$`;
const form = (body: string): RegExp => new RegExp(LEAD + body + END, 'u');
const FIGURE = String.raw`(?:\d[\d.,]* ?(?:%|percent|min(?:ute)?s?|hours?|h|s|sec(?:ond)?s?|days?)? ?)`;

const MEDIAN = form(
  String.raw`(?:what (?:does|is|do|are)|what's|explain|how is|how do you (?:count|measure|calculate|get)) (?:you mean by |meant by |that |this |the |a |an )*${FIGURE}?(?:\(?median\)?|median (?:time|value|of .{2,30}))(?: (?:mean|counted|measured|calculated|then|stand for|time))*(?:[,;] .{0,40})?`,
);
const SHARE_OF_FALSE = form(
  String.raw`(?:what (?:does|is|do)|what's|explain|how is|of what (?:is|are)) (?:the |that |this )*${FIGURE}(?:of )?(?:the )?(?:false alarms?|false positives?|false)(?: (?:rate|mean|alarms?|of what|counted|then))*`,
);
const SHARE_FAILED = form(
  String.raw`(?:what (?:does|is|do)|what's|explain|of what (?:is|are)) (?:the |that |this )*${FIGURE}(?:of )?(?:the )?(?:failed|failures?|fail)(?: (?:rate|mean|log-?ins?|of what|counted|then))*`,
);
const A_LOT = form(
  String.raw`(?:${FIGURE}?(?:of )?(?:the )?[\p{L} -]{0,40}?[,:;-]+ ?(?:so )?)?(?:is|are|was|were|isn't|aren't) (?:that|this|it|those|these|they|${FIGURE}[\p{L} -]{0,30}?)(?: (?:a lot|much|many|high|low|too (?:much|many|high)|normal|usual|ok(?:ay)?|good|bad|acceptable|typical|unusual|average|alarming|worrying|few|little))(?: or (?:not|normal|good|bad|low|high|ok))?(?: for .{2,30})?`,
);
const PEAK = form(
  String.raw`(?:(?:what|which|when|where)(?:'s| is| was| were)?(?: (?:day|hour|one|time|account|address|country))?(?: (?:is|was|were|had))? (?:the |our )?(?:peak|maximum|max|highest|high point|top|worst|busiest|biggest|most|record)(?: (?:day|hour|one|point|value|number|time|of (?:it|that)))?|(?:the )?(?:peak|maximum|busiest|worst)(?: (?:day|hour))?|when did (?:it|that|they) peak|which (?:day|hour|one) (?:was|is|had) (?:the )?(?:worst|busiest|most|highest|peak))`,
);
const OLDEST = form(
  String.raw`(?:which(?: (?:one|alert|incident|login|of them))?|what|who)(?:'s| is| was| are)? (?:the |their )?(?<end>oldest|earliest|first|longest (?:open|waiting)|newest|latest|most recent)(?: (?:one|alert|incident|login|of them|still open|open))*`,
);

const FORUM = String.raw`(?:the |our |a )?(?:forums?|chat ?rooms?|chats?|community|message board|board|guarded (?:channels?|rooms?|places?)|moderated (?:channels?|places?|forums?)|discord|moderation(?: queue| desk)?)`;
const NEW_THERE = form(
  String.raw`(?:(?:is there |was there |has there been )?(?:any ?(?:thing|news)?|something)(?: (?:new|happening|going on|happened|up|to (?:do|see|moderate|look at|handle)|waiting|bad|open|interesting))* (?:in|on|from|at|for) ${FORUM}|what(?:'s| is| has been|s)?(?: (?:new|up|happening|happened|going on|waiting|the (?:latest|news|status|situation)))+ (?:in|on|from|at|with) ${FORUM}|(?:how|what) (?:is|are|does|do|about) (?:things |it |everything )?(?:in |on |at |going in )?${FORUM}(?: (?:doing|look|today|going))?|(?:news|latest|updates?|what did i miss|anything i missed) (?:in|from|on|of) ${FORUM}|(?:show|open|check)(?: me)? ${FORUM}|did (?:anything|something) happen (?:in|on|at) ${FORUM})(?: (?:since .{2,30}|today|tonight|overnight|this (?:morning|week)|last night|yesterday))?`,
);

const ONLY_FROM =
  /\b(?:only|just|nowhere (?:but|else than)|exclusively)\b.{0,30}\b(?:log|sign|connect|come|work|access|get)\w*(?:[- ]?(?:in|on))?\b.{0,20}\b(?:from|through|via|over|within)\b (?:the |our |an? |its |their |known |approved |fixed |one |company |corporate |main |own )*(?:office|company|corporate|data cent(?:re|er)|hq|headquarters|vpn|internal|home|building|admin|static)?(?:'s)?(?: ?(?:ip(?:s)?(?: addresses| address| range)?|address(?:es)?|networks?|subnets?|ranges?|vpn|lan|gateway|premises|building|servers?)|(?<=office|vpn|hq|company|headquarters|building|centre|center))\b|\b(?:log|sign|connect|come)\w*(?:[- ]?(?:in|on))?\b.{0,20}\bfrom (?:anywhere (?:but|else|other than|except)|outside(?: of)?|elsewhere than|other than) (?:the |our )?(?:\w+ )?(?:office|company|vpn|ip|address(?:es)?|network|subnet|range)\b/;
const SUBJECT =
  /\b(?<who>(?:the |our |all )?(?:[\p{L}-]+ ){0,2}(?:accounts?|users?|people|staff|admins?|employees|members|contractors|[\w.+-]+@[\w.-]+|svc[\w*-]*)) (?:should|must|may|can|are|is|has|have|need|only|log|sign)/u;
const ASKS =
  /^(?:(?:and|so|but)[ ,]+)*(?:who|what|which|how|when|where|why|did|does|do|has|have|was|were|is|are|show|list)\b/;

const LONGEST = 240;

/** Such a question as a plan; null for every other. */
export function figures(message: string, context: PlanContext): Plan | null {
  if (message.length > LONGEST) return null;
  const { norm } = readUtterance(message, context.language);
  return meaning(norm, context) ?? ofLast(norm, context) ?? newThere(norm, context) ?? onlyFrom(norm, message, context);
}

function meaning(norm: string, { language, role, tools }: PlanContext): Plan | null {
  const words = figureWords[language];
  if (!tools.has('posture_summary') && !can(role, 'alerts.read')) return null;
  const text = MEDIAN.test(norm)
    ? words.median
    : SHARE_OF_FALSE.test(norm)
      ? words.falseAlarms
      : SHARE_FAILED.test(norm)
        ? words.failedShare
        : null;
  return text === null ? null : { calls: [], say: { why: 'not_here', text } };
}

/** What was looked at last, for its peak, its oldest, or beside the time before. */
function ofLast(norm: string, context: PlanContext): Plan | null {
  const { history, language, now, timeZone } = context;
  const last = history.at(-1)?.steps.findLast(({ ok }) => ok);
  if (!last || readEntities(norm, now, timeZone).refs.length > 0) return null;
  if (last.tool === 'search_logs') {
    const { limit: _limit, order: _order, compare_to: _other, ...asked } = last.args;
    const by = asked.group_by;
    if (by !== undefined && PEAK.test(norm)) {
      const isTime = by === 'day' || by === 'hour' || by === 'weekday';
      return look({ tool: 'search_logs', args: { ...asked, ...(isTime && { order: 'worst' }), limit: 1 } }, context);
    }
    const end = OLDEST.exec(norm)?.groups?.end;
    if (end !== undefined && by === undefined) {
      const order = /^(?:old|earl|first|long)/.test(end) ? 'oldest' : 'newest';
      return look({ tool: 'search_logs', args: { ...asked, order, limit: 1 } }, context);
    }
  }
  const isSummary = last.tool === 'posture_summary' || last.tool === 'open_report';
  // a figure of a summary is held against the time before, whatever was looked at since
  if (A_LOT.test(norm) && OF_SUMMARY.test(norm)) {
    const made = look({ tool: 'posture_summary', args: summaryBefore(context) }, context, 'trend');
    return made.say ? made : { ...made, say: { why: 'not_here', text: figureWords[language].onlyBefore } };
  }
  if (!A_LOT.test(norm) || !(isSummary || last.tool === 'search_logs')) return null;
  const say = { why: 'not_here' as const, text: figureWords[language].onlyBefore };
  const call: PlannedCall = isSummary
    ? { tool: 'posture_summary', args: last.tool === 'posture_summary' ? last.args : { range: 'last_week' } }
    : comparedWithBefore(last.args);
  const made = look(call, context, isSummary ? 'trend' : undefined);
  return made.say ? made : { ...made, say };
}

const OF_SUMMARY = /^\W*\d[\d.,]* ?(?:%|percent)/;
/** The summary that was told last. */
const summaryBefore = ({ history }: PlanContext): Record<string, unknown> =>
  history
    .toReversed()
    .flatMap(({ steps }) => steps)
    .find(({ tool, ok }) => ok && tool === 'posture_summary')?.args ?? {
    range: 'last_week',
  };

function comparedWithBefore(args: Record<string, unknown>): PlannedCall {
  const { limit: _limit, order: _order, group_by: _by, compare_to: _other, ...asked } = args;
  return { tool: 'search_logs', args: { range: 'last_7d', ...asked, compare_to: 'previous' } };
}

/** “anything new in the forum?”: the case that waits there, or that none does. */
function newThere(norm: string, context: PlanContext): Plan | null {
  return NEW_THERE.test(norm) ? look({ tool: 'explain_case', args: {} }, context) : null;
}

/** A rule about addresses, of which none is named: they are asked for. */
function onlyFrom(norm: string, message: string, context: PlanContext): Plan | null {
  const { language, tools, now, timeZone } = context;
  if (ASKS.test(norm) || !ONLY_FROM.test(norm) || networksIn(norm).length > 0) return null;
  if (readEntities(norm, now, timeZone).countries.length > 0) return null;
  if (!tools.has('propose_rule')) {
    const no = deny({ tool: 'propose_rule', args: {} }, context);
    return no && { calls: [], say: no };
  }
  const words = aboutRuleWords[language];
  const who = SUBJECT.exec(norm)?.groups?.who?.trim();
  const text = who === undefined ? words.addresses : words.addressesFor(`“${who}”`);
  return { calls: [], say: { why: 'not_here', text, open: message } };
}

function look(call: PlannedCall, context: PlanContext, asked?: Plan['asked']): Plan {
  const no = deny(call, context);
  return no ? { calls: [], say: no } : { calls: [call], say: null, ...(asked && { asked }) };
}
