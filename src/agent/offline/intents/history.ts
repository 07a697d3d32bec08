import { readEntities } from '../entities.ts';
import { args, asRead, type Clause, calls, type PlanContext, type Recogniser } from '../plan-types.ts';
import { tidy } from './words.ts';

/** What people decide and do about security, as they ask whether it was ever done; looking for logins is something else. */
const DEED = String.raw`(?:block|bann?|allow|forbid|forbad|restrict|white-?list|black-?list|approv|reject|declin|propos|suggest|decid|agre|discuss|dismiss|investigat|resolv|handl|retir|switch|turn|mut|tim|warn|consider|chang|rais|lower|trust|except|exempt|snooz|escalat|deal|dealt|tr(?:y|ie))\w*`;
const WE = String.raw`(?:we|you|they|i|any ?(?:one|body)|some ?(?:one|body)|the (?:team|company|security team|desk|admins?|officers?)|there|it|people)`;
/** "did we ever block Romania?", "has anyone ever approved a rule for Peru?" */
const EVER = new RegExp(
  String.raw`\b(?:did|have|has|had|were|was) ${WE} (?:ever|already|before|previously|once)\b.{0,30}?\b${DEED}\b|\b(?:did|have|has|had|were|was) ${WE} ${DEED}\b.{0,80}\b(?:ever|before|already|previously|in the past|at some point|earlier)\b`,
);
/** "what did we decide about ALR-16?", "why was that rule rejected?" */
const DECIDED =
  /\b(?:what|how|when|why|who)\b.{0,20}\b(?:did|have|has|was|were|had)\b.{0,30}\b(?:decid\w+|agreed? (?:on|about|to|upon)|conclu\w+|settle[d]? (?:on)?|come up with)\b|\bwhat(?:'s| is| was| were)? (?:the |our )?(?:decisions?|verdicts?|conclusions?|rulings?)\b.{0,12}\b(?:on|about|for|of|regarding|with|in)\b|\b(?:any|all|past|earlier|previous) decisions? (?:on|about|for|regarding)\b|\bwhy (?:did|was|were|has|have)\b.{0,40}\b(?:reject|approv|block|bann|retir|dismiss|switch(?:ed)? off|turn(?:ed)? (?:off|down)|declin)\w*/;
/** "why did we drop the rule about …?": of what is kept of how the desk decides. */
const WHY_GONE =
  /\bwhy (?:did|was|were|has|have|had)\b.{0,60}\b(?:get|got|gotten|getting) rid of\b.{0,20}\b(?:rules?|exceptions?|polic(?:y|ies)|proposals?)\b|\bwhy (?:did|have|had) (?:we|you|they|any(?:one|body)|some(?:one|body)) (?:drop|dropp?ed|remov\w+|delet\w+|kill\w*|scrap\w*|abandon\w*|cancel\w*|throw|thrown)\b.{0,25}\b(?:rules?|exceptions?|polic(?:y|ies)|proposals?)\b|\bwhy (?:was|were|has|have)\b.{0,20}\b(?:rules?|exceptions?|polic(?:y|ies)|proposals?)\b.{0,40}\b(?:dropped|removed|deleted|killed|scrapped|abandoned|cancelled|thrown out|gone)\b/;
/** "has Romania ever been blocked?": of an account that would be its logins. */
const WAS_EVER =
  /\b(?:has|have|had|was|were|is|are) .{2,60}? (?:ever|already|before|previously) (?:been )?(?:block|bann|allow|forbid|approv|reject|whitelist|prohibit)\w*|\b(?:has|have|had|was|were) .{2,60}? (?:been )?(?:blocked|banned|approved|rejected|whitelisted|prohibited) (?:ever|before|previously|already|in the past)\b/;
/** "search the history for a lost badge", "is there anything in our records about forklifts?" */
const LOOKS =
  /\b(?:search|look|check|dig|go|comb|browse|scan|query|find|ask)\w*\b.{0,25}\b(?:history|the past|archives?|records|our memory)\b|\b(?:any ?thing|some ?thing|what|mentions?|traces?|notes?)\b.{0,40}\b(?:in|from) (?:the |our |your |this )?(?:security |whole |entire |complete |old )?(?:history|archives?|records|past records)\b|\b(?:history|archives?) (?:search|of decisions)\b/;
const NO_SEARCH =
  /\b(?:login|log-in|sign-in|browser|chat|search|conversation|deployment|version) history\b|\bhow (?:do|can|to|long|does)\b|\bhistory (?:page|tab|kept|stored)\b|\bretention\b/;
/** "have we dealt with an incident like …?": incidents are compared elsewhere. */
const OF_A_KIND =
  /\b(?:something|anything|(?:an?|any) (?:incident|case|attack|situation)|incidents?|cases?) (?:like|similar to) (?!this\b|that\b|it\b|these\b|those\b)\S.*\b(?:before|previously|already|ever|in the past|earlier)\b/;
/** What leads to what is looked for. */
const LEAD =
  /^(?:(?:please|can you|could you|and|so|ok(?:ay)?|hey|now|let us|let's|i want to|i'd like to),? )*(?:search|look|check|dig|go|comb|browse|scan|query|find|ask)\w*(?: (?:in|into|through|up|for|at|me))*(?: (?:the |our |your )?(?:security |whole |entire |complete )?(?:history|archives?|records|past|memory))+(?: (?:for|about|on|of|to see (?:if|whether)|whether|if|regarding))*\s+/;

/** "and Bulgaria?", "what about the VPN?": the same question of something else. */
const SAME_OF =
  /^(?:(?:and|or|but|ok(?:ay)?),? )*(?:(?:what|how) about|and|same for|the same for|also)\s+(.{2,80}?)\s*[?!.]*$/;
/** "who decided that?", "why?" */
const MORE_OF =
  /^(?:(?:and|but|ok(?:ay)?),? )*(?:who|when|why|what for)(?: (?:was|did|has|is))?(?: (?:that|it|this|they|we|he|she|decided?|decides|approved?|rejected?|changed?|done|made|so|by|whom))*\s*[?!.]*$/;

/** "who changed rules lately?": changes of rules are kept in the history. */
const RULE_CHANGES =
  /\bwho(?:'s| has| have)? (?:changed|edited|added|made|switched|turned|touched|been (?:changing|editing)|changes)\b.{0,20}\brules?\b|\b(?:did|has|have) (?:any(?:one|body)|some(?:one|body)|any of (?:us|you)) (?:changed?|edit(?:ed)?|add(?:ed)?|switch(?:ed)?|touch(?:ed)?|alter(?:ed)?)\b.{0,20}\brules?\b(?! (?:that|which|for|about|against)\b)|\b(?:was|were|has|have) (?:any|an?|some|our|the) rules? (?:been )?(?:changed|edited|added|altered|touched)\b|\b(?:recent|latest|last|any|which|what) (?:rule changes?|changes?(?: were there| have there been| did we make)? (?:to|of|in) (?:the |our )?rules?)\b|\bwhat (?:has |was |were )?(?:been )?changed (?:in|about|with|on) (?:the |our )?rules\b/;

/** Questions to everything that is remembered: what was ever done, what was decided, what stands somewhere in the history. */
export const history: Recogniser = (clause, context) => {
  const { text } = clause;
  if (NO_SEARCH.test(text)) return followUp(clause, context);
  if (isOfSomebody(clause, context)) return null;
  if (OF_A_KIND.test(text)) return null;
  if (
    RULE_CHANGES.test(text) &&
    !/\b(?:recommend|suggest|propose|advise)/.test(text) &&
    clause.entities.refs.length === 0 &&
    context.tools.has('search_history')
  )
    return calls({
      tool: 'search_history',
      args: args({ query: 'rule changed', kinds: ['rule', 'proposal'], range: clause.entities.time?.range }),
    });
  const wasEver =
    WAS_EVER.test(text) && (clause.entities.countries.length > 0 || /\b(?:rules?|proposals?|vpn|access)\b/.test(text));
  if (!wasEver && !EVER.test(text) && !DECIDED.test(text) && !WHY_GONE.test(text) && !LOOKS.test(text))
    return followUp(clause, context);
  return ask(clause, context, asRead(clause, 0).replace(LEAD, ''));
};

/** "did we ever ban ghost_rider?": what was done to people is kept by moderation. */
const DONE_TO =
  /\b(?:ever|already|before) (?:ban(?:ned)?|muted?|warn(?:ed)?|kick(?:ed)?|timed? ?-?out)\b(?! (?:about|of|that|against|any|users?|people))|\bmoderation history\b/;
const isOfSomebody = ({ text, entities }: Clause, { tools }: PlanContext): boolean =>
  tools.has('moderation_history') &&
  DONE_TO.test(text) &&
  entities.countries.length === 0 &&
  entities.ip === null &&
  !/\b(?:rules?|proposals?|vpn|log-?ins?|sign-?ins?|address(?:es)?|countr(?:y|ies))\b/.test(text);

function ask(clause: Clause, { now, timeZone }: PlanContext, words: string): ReturnType<Recogniser> {
  const { entities } = clause;
  const query = tidy(words).slice(0, 500);
  if (query.length < 3) return null;
  const range = entities.time?.range ?? readEntities(query, now, timeZone).time?.range;
  return calls({ tool: 'search_history', args: args({ query, range }) });
}

function followUp(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const last = context.history.at(-1);
  const step = last?.steps.findLast(({ ok }) => ok);
  if (!last || step?.tool !== 'search_history' || typeof step.args.query !== 'string' || clause.before.length > 0)
    return null;
  const same = SAME_OF.exec(clause.text);
  if (same && clause.entities.refs.length === 0) {
    const from = clause.text.lastIndexOf(same[1]!);
    const subject = tidy(asRead(clause, from)).replace(/[?!.\s]+$/, '');
    return calls({
      tool: 'search_history',
      args: args({
        query: `${frameOf(step.args.query)} ${subject}`.trim().slice(0, 500),
        range: clause.entities.time?.range ?? step.args.range,
      }),
    });
  }
  const [first] = last.citations.filter(({ mentioned }) => !mentioned);
  return first && MORE_OF.test(clause.text)
    ? calls({
        tool: 'search_history',
        args: { query: `${tidy(asRead(clause, 0))} ${first.ref} ${step.args.query}`.slice(0, 500) },
      })
    : null;
}

/** A question without what it was about: "did we ever block" of "did we ever block Romania?". */
function frameOf(query: string): string {
  const deed = new RegExp(String.raw`^.*?\b${DEED}(?: (?:on|about|for|of|from|with|off|against))*`, 'i').exec(query);
  return deed?.[0] ?? '';
}
