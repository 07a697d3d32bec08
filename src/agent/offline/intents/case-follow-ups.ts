import { askingWords } from '../../../messages/catalogue/asking.ts';
import { moderationAnswerWords } from '../../../messages/catalogue/moderation-answers.ts';
import { caseSpokenOf, type ModerationTurn, moderationAtHand, nameTold, openIn } from '../case-at-hand.ts';
import {
  AIMED,
  AT_PLACES,
  ELSEWHERE,
  groupIn,
  isStepOrder,
  POLITE,
  personIn,
  stateIn,
  stepsIn,
} from '../moderation-words.ts';
import { args, asRead, type Clause, calls, type PlanContext, type Recogniser } from '../plan-types.ts';
import { asksOfOneself } from './cases.ts';
import { isGuideQuestion } from './help.ts';
import { isName, nameAt } from './words.ts';

/*
 * Questions that go on with moderation: about the case that was looked at ("who started it?", "what did Dirk write?"), about whom it was
 * about ("has he done this before?"), about what was listed ("open the second"), and the same of somebody or some time else ("and Kev?").
 */

const PERSON = String.raw`(?:he|she|they|his|her|their|him|them|(?:that|this|the same) (?:user|member|guy|person|account|one)|the (?:offender|author|aggressor|culprit|user|guy|person))`;
/** What somebody did before, or has against them. */
const THEIR_PAST = new RegExp(
  [
    String.raw`\b(?:has|have|had|did|was|were|is|are|does)\b.{0,12}\b${PERSON}\b.{0,40}\b(?:before|already|ever|previous\w*|earlier|again|in the past|repeat\w*|known|regulars?|newbie|newcomer|new|warned|banned|muted|timed|strikes?|history|record|often)\b`,
    String.raw`\b(?:his|her|their|the (?:offender|author|user)'s) (?:\w+ )?(?:history|record|past|strikes?|cases|warnings?|bans?|behaviou?r)\b`,
    String.raw`\bhow (?:many|often)\b.{0,40}\b(?:strikes?|warnings?|warned|bans?|banned|mutes?|muted|time-?outs?|cases|before)\b`,
    String.raw`\b(?:first|second|third) (?:time|offen[cs]e)\b|\brepeat offender\b|\bwhat (?:else|more) (?:did|has|have)\b.{0,20}\b${PERSON}\b|\bany(?:thing)? (?:else|more) (?:about|on|against|from|by) ${PERSON}\b|^(?:and )?(?:before|earlier|previously|in the past)\b`,
    String.raw`\b(?:last|previous|earlier|other) (?:one|case|decision|time)s?\b.{0,25}\b${PERSON}\b|\b${PERSON}\b.{0,25}\b(?:last|previous|earlier|other) (?:one|case|decision|time)s?\b`,
  ].join('|'),
);
/** What a case itself says: who, what, why, when, how it stands and what to do about it. */
const OF_THE_CASE = new RegExp(
  String.raw`${POLITE}(?:` +
    [
      String.raw`who(?:se|m)?(?:'s| is| was| has| had| did| are| were| else| all| exactly)?\b.{0,40}\b(?:start\w*|beg[au]n|began|involved|part|there|it|this|that|them|case|target\w*|victim|attacked|insulted|against|wrote|said|posted|decid\w+|handled|handling|dealt|dealing|clos\w+|dismiss\w+|approv\w+|warned|banned|muted|reported|next|responsible|did|talk\w*|speak\w*|writing|arguing|answering|repl\w+|fight\w*|aim\w*|mean\w*)\b`,
      String.raw`how (?:did|were|was) (?:those|these|they|the others?|the (?:other|earlier|similar) (?:one|case)s?)\b.{0,25}`,
      String.raw`what(?:'s| is| was| were| did| does| do| has| have| exactly| else)?\b.{0,45}\b(?:wr[io]te|written|said|say|post(?:ed)?|messages?|about|happen\w*|going on|decid\w+|done|do|did|suggest\w*|recommend\w*|advis\w+|evidence|quote\w*|outcome|result|reason|it|this|that|next)\b(?: (?:back then|then|at the time|before that|about it|to it|with it|in it|there|exactly|so far|yet|now|next|first|last time))*`,
      String.raw`(?:why|when|where|since when|how (?:bad|serious|severe|come|did|does|was|were|long|many (?:people|messages|took|were|was))|in (?:which|what) channel|against whom)\b.{0,40}`,
      String.raw`(?:is|was|are|were|has|have|did|does)\b.{0,20}\b(?:it|this|that|they|the case|(?:any|some)(?:one|body))\b.{0,40}`,
      String.raw`(?:show|open|explain|give|see|read|view|quote)(?: me| us)?(?: the| that| this| it| his| her| their| again)*(?: (?:case|messages?|quotes?|evidence|details?|words|posts?|it|that|this|more))*(?: (?:again|please|in full|now))*`,
      String.raw`(?:show|tell|give|quote)(?: me| us)? (?:exactly )?what (?:exactly )?(?:he|she|they|the \w+) (?:wrote|said|posted|did|sent|typed)\b.{0,20}`,
      String.raw`(?:are|is|were|was) there (?:any(?:body|one|thing)?|other|more|some\w*)\b.{0,30}\b(?:him|her|them|it|this|that)\b`,
      String.raw`(?:is|was|did|does|has|had) (?:he|she|they)\b.{0,60}`,
      String.raw`(?:tell me )?more(?: (?:about|on) (?:it|this|that|the case))?|details?|(?:and |what about |what happens to |what of )?(?:the )?(?:others?|other (?:two|three|four|ones|people|\\d+))(?: (?:in|of) (?:it|that|this|the|case)(?: case)?)?|(?:and )?(?:the )?rest`,
    ].join('|') +
    String.raw`)[?!. ]*$`,
);
const ORDINALS: readonly [RegExp, number][] = [
  [/\b(?:first|1st|newest|latest|top|worst)\b/, 0],
  [/\b(?:second|2nd)\b/, 1],
  [/\b(?:third|3rd)\b/, 2],
  [/\b(?:fourth|4th)\b/, 3],
  [/\b(?:last|oldest|bottom)\b/, -1],
];
const PICKS = new RegExp(
  String.raw`${POLITE}(?:(?:show|open|explain|see|look at|what about|what is|what's|give)(?: me)? )?(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th|newest|latest|oldest|top|bottom|worst|open)(?: (?:one|case|of (?:them|those|these)))?(?: about| again| please)*[?!. ]*$`,
);
const NEIGHBOUR = new RegExp(
  String.raw`${POLITE}(?:(?:show|open|explain|see|what about|what was)(?: me)? )?(?:the )?(?:one|case) (before|after|next)(?: (?:it|that|this))?[?!. ]*$|${POLITE}(?:(?:show|open|explain|see|what about)(?: me)? )?(?:the )?(next|previous|preceding|following) (?:one|case)[?!. ]*$`,
);
const GOES_ON =
  /^(?:(?:and|or|but|only|just|now|then|what about|how about|same for|the same for|also|ok(?:ay)?|please|show|list|me|the|any|with|for|from|in|by|of|no)[ ,]+)*/;

/** "can i see the messages before that?", "show me the whole conversation": it stands on the case's page. */
const CONTEXT_OF_IT =
  /\b(?:messages?|posts?|said|written|wrote|came|happened|conversation|chat|exchange|discussion|thread)\b.{0,15}\b(?:before|after|around|leading up to) (?:that|this|it|them|those|these)\b|\b(?:whole|full|entire|complete|rest of the) (?:conversation|chat|exchange|discussion|thread|context)\b|\b(?:more|the|some) context\b/;
/** "who is this person?", of whomever the case is about. */
const WHO_IS_IT = new RegExp(
  String.raw`${POLITE}(?:who(?:'s| is| are| was)?|what(?:'s| do we know| is known)?(?: about| of)?|tell me about|(?:do|have) we (?:know|had|have|seen)(?: of)?) (?:he|she|they|him|her|them|(?:that|this|the) (?:user|member|guy|person|account|one|dude|kid|troll|offender|author|culprit))(?: (?:anyway|exactly|again|then|before|already))*[?!. ]*$`,
);
/** "nah it's a joke, close it", "i'm taking this one": what the buttons of its card do. */
const DECIDES_IT = new RegExp(
  String.raw`${POLITE}(?:(?:nah|it'?s|its|that'?s|was|is|only|just|a|an|fine|ok|okay|harmless|joke|banter|nothing|quote|irony|false alarm|no violation|friends|kidding|not serious|they|they're|were)[ ,.:-]+)*(?:(?:dismiss|close|drop|clear|settle|resolve|ignore|claim|take|grab|release|unclaim|leave|skip|park|escalate)(?: (?:it|this|that|them|the case))(?: (?:one|case))?|dismiss(?: please)?|i(?:'m| am|'ll| will)? ?(?:tak(?:e|ing)|claim(?:ing)?|grab(?:bing)?|do(?:ing)?|have|got|handl(?:e|ing))(?: (?:it|this|that|care of it))(?: (?:one|case))?|(?:this|that|it)(?: one)?(?:'s| is) (?:mine|a joke|just a joke|banter|harmless|fine|nothing|no violation|a false alarm|a quote)|let (?:go of|someone else (?:do|have|take)) (?:it|this|that)(?: one)?|(?:this|that|it)(?: one)? can (?:go|be (?:closed|dismissed|dropped)))(?: (?:please|then|now|as .{3,30}|for me))*(?:[, ]+(?:because|since|it(?:'s| is| was)|its|that(?:'s| was)|this (?:is|was)|they(?:'re| are| were)?|he|she|only|just|no|nothing|not)\b.{0,60})?[.! ]*$`,
);
const ANYBODY = /\b(?:any(?:one|body)|some(?:one|body)|who(?:m)?|people|users?|members?)\b/;
const OF_IT = /\b(?:in|for|about|of|over|because of) (?:it|this|that|the case)\b|\b(?:he|she|they|him|her|them)\b/;
/** "short version pls", "serious?", "is this a raid?": of the case at hand. */
const BRIEFLY = new RegExp(
  String.raw`${POLITE}(?:(?:the |a |in |give me |just )*(?:short(?:er)?(?: version| one)?|nutshell|tl;?dr|gist|summary|one line|brief(?:ly)?)|sum (?:it|this|that) up|(?:is (?:it|this|that) )?(?:really |very |that )?(?:serious|bad|urgent|real|severe|an? (?:raid|pile-?on|attack|joke|bot)))(?: (?:please|pls|then|of (?:it|this|that)))*[?!. ]*$`,
);
/** "leave a note on the case", "give it to someone else": done on its card or page. */
const ON_ITS_CARD = new RegExp(
  String.raw`${POLITE}(?:(?:leave|add|write|put|make) (?:an? |the )?(?:note|comment|remark) (?:on|to|for|in|about) (?:it|this|that|(?:the|this|that) case)\b.*|(?:give|hand|pass|assign|transfer) (?:it|this|that|(?:the|this|that) (?:case|one)) (?:to|over|back|on)\b.{0,40})[.!? ]*$`,
);
/** The case by that word, whatever was looked at since. */
const NAMES_CASE = /\b(?:the|that|this) (?:open |last |moderation )?case\b/;
/** "what did others do in cases like that?" stands in the case, as what is like it. */
const LIKE_IT = new RegExp(
  String.raw`${POLITE}(?:what|how) (?:did|do|have|has|was|were|would|is) (?:the )?(?:others?|we|people|colleagues|mods|moderators|done|team|you|usually|normally|decided)\b.{0,40}\b(?:like (?:this|that|it|these|those)|similar|such|alike|comparable)\b.{0,20}$|${POLITE}(?:any |were there |have we had )?(?:other |more )?(?:similar|comparable) (?:cases?|ones)\b.{0,20}$`,
);

/** "should I ban him?": what is recommended stands in the case. */
const ADVICE = new RegExp(
  String.raw`${POLITE}(?:(?:so |and |do you think )*(?:should|shall|would|ought) (?:i|we|you)(?: to)?(?: really| just| rather| better)? (?:warn|ban|mute|time|kick|delete|act|do|step|punish|remove|intervene|dismiss|let)\b.{0,50}|what (?:would|should|shall|ought|do|can) (?:you|i|we|one)(?: to| think i should| think we should)? (?:do|recommend|suggest|advi[cs]e|pick|choose|propose)\b(?! (?:before|earlier|about (?:the|an?|my|our)))(?: (?:now|here|then|about (?:it|this|that|him|her|them)|with (?:it|him|her|them)|in my place|if you were me))*|what(?:'s| is) (?:your (?:advice|opinion|take|suggestion|recommendation)|the (?:right|best|usual|normal|fair|recommended) (?:call|thing(?: to do)?|step|move|decision|punishment))|what do you think(?: (?:of|about) (?:it|this|that|him|her|them))?|(?:any )?(?:advice|suggestions?|recommendations?)|(?:i (?:need|want|would like) )?(?:an? )?second opinion|(?:does|is) (?:he|she|it|that|this|they)\b.{0,20}\b(?:deserves?|worth|enough for|bannable)\b.{0,30})[?!. ]*$`,
);

/** What holds for every step, and stands in the guide. */
const PAGES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:two people|second (?:person|moderator|approval|pair)|four[- ]eyes)\b/, 'What do the buttons of a case do?'],
  [
    /\b(?:does|do|will|would|is|are|did|can)\b.{0,12}\b(?:he|she|they|him|her|them|the (?:user|member|guy|person))\b.{0,12}\b(?:told|informed|notified|know|learn|find out|get (?:a |any )?(?:message|reason|notice|dm))\b/,
    'How does somebody appeal, and who decides it?',
  ],
  [
    /\bwho(?:ever)?\b(?: (?:has to|must|can|may|should|will|needs to|gets to|is (?:allowed|supposed) to|else))* (?:approves?|confirms?|signs? (?:off|it)|presses)\b|\bcan i approve\b|\b(?:do|does) (?:i|it|that|this) need (?:an?other|an? second|approval|somebody)\b/,
    'Can I time somebody out by writing to SafeNest?',
  ],
];
/** “what happens if I mute him, is he told?”: asked before anything is done. */
const WHAT_IF =
  /\b(?:what (?:happens|would happen|if)|(?:does|do|will|would|is) (?:he|she|they) (?:be |get )?(?:told|informed|notified|know))\b/;
const NEXT_CASE = new RegExp(
  String.raw`${POLITE}(?:(?:show|open|give|get|on to|to|see|what(?:'s| is))(?: me)? )?(?:the )?next (?:case|one)[?!. ]*$|\bany(?:thing)? (?:messages?|posts?|cases?|more|else)?\b.{0,12}\b(?:to|i (?:should|must|need to|have to)) (?:review|look at|decide|check)\b`,
);

/** A question that goes on with the moderation that was just spoken of. */
export const caseFollowUps: Recogniser = (clause, context) => {
  const { text, entities, before } = clause;
  if (!context.tools.has('explain_case') || before.length > 0 || text.length > 100) return null;
  if (entities.refs.length > 0 || entities.ip || entities.email || entities.countries.length > 0) return null;
  const last = moderationAtHand(context.history) ?? (NAMES_CASE.test(text) ? caseSpokenOf(context.history) : null);
  if (
    !last ||
    ELSEWHERE.test(text) ||
    AT_PLACES.test(text) ||
    (isStepOrder(text) && !ADVICE.test(text) && !WHAT_IF.test(text)) ||
    asksOfOneself(text)
  )
    return null;
  if (/\bappeal|\b(?:polic(?:y|ies)|thresholds?|strict\w*|words?)\b|\bi (?:do|did|was)\b/.test(text)) return null;
  // "was anyone banned?", "why was kestrel muted?": of anybody, or of somebody by name
  const named = personIn(clause);
  const advised = last.oneCase !== null && ADVICE.test(text);
  if (
    stepsIn(text).length > 0 &&
    (ANYBODY.test(text) || named !== null) &&
    !advised &&
    !THEIR_PAST.test(text) &&
    !OF_IT.test(text)
  )
    return null;
  const range = entities.time?.range;
  const page = context.tools.has('search_help') ? PAGES.find(([words]) => words.test(text))?.[1] : undefined;
  if (page !== undefined && range === undefined) return calls({ tool: 'search_help', args: { query: page } });
  const told = ofTold(clause, last, context);
  if (told) return told;
  const by = groupIn(text);
  if (by !== null)
    return calls({ tool: 'moderation_history', args: args({ group_by: by, limit: entities.limit, range }) });
  if (NEXT_CASE.test(text)) return calls({ tool: 'explain_case', args: { next: true } });
  if (last.oneCase !== null && DECIDES_IT.test(text))
    return { ...explained(last.oneCase), aside: moderationAnswerWords[context.language].pressIt };
  if (last.oneCase !== null && (LIKE_IT.test(text) || ADVICE.test(text))) return explained(last.oneCase);
  if (last.oneCase !== null && ON_ITS_CARD.test(text))
    return { ...explained(last.oneCase), aside: moderationAnswerWords[context.language].pressIt };
  if (last.oneCase !== null && BRIEFLY.test(text)) return explained(last.oneCase);
  if (CONTEXT_OF_IT.test(text) && context.tools.has('search_help'))
    return calls({ tool: 'search_help', args: { query: 'What was said before and after the evidence?' } });
  if (WHO_IS_IT.test(text)) {
    const whose = last.user ?? last.oneCase;
    if (whose !== null) return calls({ tool: 'moderation_history', args: { user: whose } });
  }
  const near = NEIGHBOUR.exec(text);
  if (near && last.oneCase) {
    const number = Number(last.oneCase.slice(5)) + (/before|previous|preceding/.test(near[1] ?? near[2]!) ? -1 : 1);
    if (number > 0) return explained(`CASE-${number}`);
  }
  if (PICKS.test(text)) return picked(text, last, context);
  if (THEIR_PAST.test(text) && range === undefined) {
    const user = named ?? last.user;
    if (user !== null) return calls({ tool: 'moderation_history', args: args({ user, step: only(stepsIn(text)) }) });
  }
  const other = narrowed(clause, last);
  if (other) return other;
  if (range !== undefined || isGuideQuestion(clause) || !OF_THE_CASE.test(text)) return null;
  if (last.oneCase !== null) return explained(last.oneCase);
  // of several that were listed it is asked which
  const [one, ...more] = last.cases;
  if (one !== undefined && more.length === 0) return explained(one);
  if (one !== undefined) return which(last.cases, context);
  const acts = last.turn.citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith('ACT-'));
  return acts.length === 1 ? explained(acts[0]!.ref) : null;
};

const SHE = /\b(?:she|he|they|her|him|them|the (?:victim|target))\b/;
const ALSO = new RegExp(
  String.raw`${POLITE}(?:(?:do|give|make|and) )*(?:(?:the same|same|it|that|this)(?: thing)? )?(?:(?:for|to|with|on) )?@?(\S+)(?: (?:too|as well|also|likewise|the same|the same thing))[.! ]*$|${POLITE}(?:(?:do|give|make) )?(?:the same|same(?: thing)?) (?:for|to|with|on) @?(\S+?)[.! ]*$`,
);
const OF_SOMEBODY = new RegExp(
  String.raw`${POLITE}(?:(?:(?:and|what about|how about|tell me(?: more)? about|who(?:'s| is| are)|the others?|the other (?:two|three|one|ones|\d+)|both)[ ,:]*)+(?=\S)|(?:what|how often|how many times|when|has|have|had|did|does|is|was) (?!.*\b(?:wr[io]te|written|say|said|post(?:ed)?|messages?)\b))`,
);

/** “what about kev?”, “what did Dirk do?”, “has Lena been targeted before?”, “do it for bogdan too”: somebody whom the answers told of. */
function ofTold(clause: Clause, last: ModerationTurn, context: PlanContext): ReturnType<Recogniser> {
  const { text, entities } = clause;
  const named = [
    ...new Set(
      [...text.matchAll(/[\p{L}\d][\p{L}\d._-]+/gu)].flatMap(([word]) => {
        const name = isName(word) ? nameTold(context.history, word) : null;
        return name === null ? [] : [name];
      }),
    ),
  ].slice(0, MOST);
  const range = entities.time?.range;
  if (AIMED.test(text) && text.length <= 80) {
    const target = named[0] ?? personIn(clause) ?? (SHE.test(text) ? last.oneCase : null);
    // “who was attacked?” is asked of the case
    if (target !== null && !/^(?:and |so )?(?:who|whom)\b/.test(text))
      return calls({ tool: 'moderation_history', args: args({ target, range }) });
  }
  if (named.length === 0) return null;
  const also = ALSO.exec(text);
  if (also && last.tool === 'moderate_member') {
    const { user: _u, replaces: _r, everyone: _e, reason: _w, ...same } = last.args;
    return calls(...named.map((user) => ({ tool: 'moderate_member', args: args({ ...same, user }) })));
  }
  return OF_SOMEBODY.test(text) && stepsIn(text).length === 0
    ? calls(...named.map((user) => ({ tool: 'moderation_history', args: args({ user, range }) })))
    : null;
}

const explained = (id: string) => calls({ tool: 'explain_case', args: { id } });
const only = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);
const MOST = 4;

const which = (refs: readonly string[], { language }: PlanContext): ReturnType<Recogniser> => {
  const some = refs.slice(0, MOST);
  return {
    say: {
      why: 'ask',
      text: askingWords[language].whichOne(some),
      options: some.map((label) => ({ label, message: `explain ${label}` })),
    },
  };
};

/** "open the second": of the cases, or else of what was done, in the order they were listed. */
function picked(text: string, { cases, turn, oneCase }: ModerationTurn, context: PlanContext): ReturnType<Recogniser> {
  const acts = turn.citations.flatMap(({ ref, mentioned }) => (!mentioned && ref.startsWith('ACT-') ? [ref] : []));
  const all = cases.length > 0 ? cases : acts;
  const index = ORDINALS.find(([words]) => words.test(text))?.[1];
  if (index === undefined) {
    const open = openIn(turn.answer);
    return open.length === 1
      ? explained(open[0]!)
      : oneCase
        ? explained(oneCase)
        : open.length > 1
          ? which(open, context)
          : null;
  }
  const one = all.at(index);
  return one === undefined ? null : explained(one);
}

/** A question with all its words begins anew: "who was timed out this week?" */
const WHOLE = /^(?:who|whom|which|what|how|when|why|where|did|was|were|are|is|has|have|any|is there|are there)\b/;
const POINTS_BACK = /\b(?:of (?:them|those|these)|he|she|they|him|her|his|their|ones?)\b/;

/** "and Kev?", "only the bans", "and last week?", "the dismissed ones": what was asked, with that in it. */
function narrowed(clause: Clause, { tool, args: asked }: ModerationTurn): ReturnType<Recogniser> {
  const { text, entities } = clause;
  if (tool === 'moderate_member' && /^(?:and|what about|how about) /.test(text) && text.length <= 40) {
    const lead = GOES_ON.exec(text)![0].length;
    const name = nameAt(asRead(clause, lead));
    const rest = text.slice(lead).replace(/[?!. ]+$/, '');
    return name !== null && isName(name) && name.split(' ').length === rest.split(' ').length
      ? calls({ tool: 'moderation_history', args: { user: name } })
      : null;
  }
  if (tool !== 'moderation_history' || text.length > 60 || (WHOLE.test(text) && !POINTS_BACK.test(text))) return null;
  const lead = GOES_ON.exec(text)![0].length;
  const rest = text.slice(lead).replace(/[?!. ]+$/, '');
  const range = entities.time?.range;
  const steps = stepsIn(rest);
  const state = stateIn(rest);
  const said = entities.rest
    .slice(lead)
    .replaceAll(
      /\b(?:ones?|cases?|were|was|are|is|of (?:them|those|these)|how many|which|still|the|there|those|them|they|in|on|for|since|from|what|who|got|get|did|we)\b/g,
      ' ',
    )
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim();
  const words = said === '' ? [] : said.split(' ');
  if (words.length === 0 && range !== undefined) return again(asked, { range });
  // "open cases" has all it needs: only what leads on, "and the bans?", goes on
  if (lead === 0) return null;
  if (steps.length === 1 && words.length <= 2)
    return again(asked, { step: steps[0], state: undefined, ...(range && { range }) });
  if (state !== undefined && words.length <= 2)
    return again(asked, { state, step: undefined, ...(range && { range }) });
  if (words.length === 0 || words.length > 2) return null;
  const name = nameAt(asRead(clause, lead));
  return name !== null && isName(name) && name.split(' ').length === rest.split(' ').length
    ? again(asked, { user: name })
    : null;
}

const again = (asked: Record<string, unknown>, changed: Record<string, unknown>): ReturnType<Recogniser> =>
  calls({ tool: 'moderation_history', args: args({ ...asked, ...changed }) });
