import { can } from '../../../domain/role.ts';
import { doing, orderingWords } from '../../../messages/catalogue/ordering.ts';
import { incidentOf } from '../about-it.ts';
import {
  args,
  asRead,
  type Clause,
  calls,
  type PlanContext,
  type PlannedCall,
  type Recogniser,
} from '../plan-types.ts';
import { withdrawal } from '../withdrawing.ts';
import { adviceOn, tellsMishap } from './mishap.ts';

/*
 * What somebody asks who looks after nobody but themselves: their own sign-ins, what to do after a mishap, whom to reach, and taking back
 * what they reported. Nothing is changed by any of it before a “yes”.
 */

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hm+|hi|hello|hey|please|also|then|now|oh|wait|sorry|no|actually|thanks|thank you|can you|could you|tell me|show me|i want to|i'd like to|do you know)[\s,.!]+)*`;
const SIGN = String.raw`(?:sign(?:ed)?[- ]?(?:in|on)|log(?:ged)?[- ]?(?:in|on)|been (?:signed|logged) in)`;
const MY_ACCOUNT = String.raw`(?:my|this) (?:\w+ )?(?:account|profile|mailbox|log-?in)`;
const OWN_LOGINS = new RegExp(
  [
    String.raw`\b(?:when|where(?: from)?|from where|how often|what time|with (?:what|which) \w+|on (?:what|which) \w+)\b.{0,20}\b(?:did|have|was|am|do) i\b.{0,20}\b${SIGN}`,
    String.raw`\bmy (?:own |last |latest |recent |previous |past )*(?:sign|log)[- ]?(?:in|on)s?\b(?! (?:link|page|mail))`,
    String.raw`\b(?:any(?:body|one)|some(?:body|one)|who|strangers?|others?|people|hackers?|else)\b.{0,30}\b(?:in|into|on|with|use[ds]?|using|accessed|access|hacked|got into|to|opened|as me)\b.{0,15}\b${MY_ACCOUNT}\b`,
    String.raw`\b(?:any(?:body|one)|some(?:body|one)|who)\b.{0,20}\b${SIGN}\b.{0,15}\b(?:as me|with my|in my name)\b`,
    String.raw`\b(?:was|is|were|has|did)\b.{0,12}\b${MY_ACCOUNT}\b.{0,20}\b(?:used|accessed|opened|hacked|compromised|safe|broken into|taken over|fine|ok(?:ay)?)\b`,
    String.raw`\b(?:where|from where|when|which (?:countr\w+|places?|devices?)|from which)\b.{0,20}\b${MY_ACCOUNT}\b`,
    String.raw`\b(?:activity|devices|sessions)\b.{0,12}\b(?:of|on|in|for) ${MY_ACCOUNT}\b`,
  ].join('|'),
);
/** After their sign-ins were told: “from where?”, “and yesterday?”, “any that failed?”. */
const GOES_ON = new RegExp(
  String.raw`${LEAD}(?:from )?(?:where|when|which (?:device|country|place|computer|browser)|what (?:device|time|country|place)|with what|how many|how often|failed(?: ones)?|any (?:that )?(?:failed|wrong)(?: ones)?|(?:which|any)(?: of (?:them|those))? (?:were |was |are |have )?(?:failed|wrong|strange|odd|not me)|before(?: that)?|earlier|older(?: ones)?|(?:was|were|is|are) there (?:any(?:thing| of them)?|something) (?:strange|odd|unusual|suspicious|weird)(?: (?:in|about|with|among) (?:it|that|them))?|(?:the )?(?:last|latest|first) one|what about|how about|for|since|last|this|yesterday|today)?(?: (?:was (?:that|it|i)|did (?:i|it|that)(?: happen)?|from|exactly|was the last one|the last one|for|of|this|last|week|month|day|today|yesterday|night))*[?!. ]*$`,
);
/** “that one from Singapore wasn't me”, “I was never in Singapore” */
const NOT_ME =
  /\b(?:was not|wasn't|is not|isn't|were not|weren't|not|never|can't have been|cannot have been|couldn't have been) me\b|\bi (?:was|am|have been|'ve been|'m) (?:never|not)(?: ever)? (?:in|at|there)\b|\bi(?:'ve)? (?:did not|didn't|never|have never|haven't) (?:sign|signed|log|logged|use|used|do|did|done|been)\b|\bi (?:don't|do not|can't|cannot|didn't) (?:really )?(?:think|believe|remember|recall|suppose) (?:that )?(?:i|it|that|this|me|signing|logging|doing)\b|\b(?:doesn't|does not|didn't|did not) (?:look|seem|sound) like me\b|\bi don't (?:know|recogni[sz]e|own|have) (?:that|this|the|such an?) (?:device|one|place|login|sign-?in|computer|phone|address)\b/;
const REACH = new RegExp(
  String.raw`${LEAD}(?:(?:how|where) (?:can|do|could|should|would) (?:i|we) (?:reach|contact|call|find|talk to|speak to|speak with|get hold of|get in touch with|phone|ring)(?: (?:the|our|someone|somebody|anyone|from|at|in|of))* ?(?:security|them|you|him|her|it|the team|officer|guard|guards|desk|person|human|people|(?:in charge|responsible)|a person|here|now)*|(?:can|could|may) i (?:please )?(?:talk|speak|chat|write) (?:to|with) (?:a |an |some|any|the )?(?:human|person|real person|someone|somebody|one|body|security|officer|guard|colleague|people)\b.{0,25}|(?:is|are) (?:there )?(?:any(?:body|one)|some(?:body|one)|a (?:human|person))(?: (?:there|here|i can (?:call|talk to|reach|ask)))*|who(?:'s| is| are)? (?:on[- ]?call|on duty|on shift|in charge(?: of security)?|responsible(?: for security)?|(?:the )?security(?: (?:people|team|officer|guard))?|my contact)(?: (?:here|now|today|tonight|at the moment|tomorrow|this (?:morning|afternoon|evening|week|weekend)))*|who (?:can|do|should|could|must) i (?:call|reach|phone|ask|talk to|contact)(?: (?:about (?:it|this|that)|now|then|for help|in an emergency))*|(?:what(?:'s| is) |is there )?(?:the |a |an? )?(?:security )?(?:phone|telephone|emergency)? ?number(?: (?:of|for) (?:security|emergencies|the guards?))?|(?:(?:can|could|will|would) you )?(?:call|phone|ring|alert|get|send|notify) (?:the )?(?:police|security|fire (?:brigade|department)|an ambulance|guards?|someone|somebody|911|112)\b.{0,20}|(?:i (?:need|want) )(?:a |to talk to a |to speak to a )?(?:human|person|real person|guard))[?!. ]*$`,
);
const MISHAP_ADVICE = new RegExp(
  String.raw`${LEAD}(?:(?:should|must|shall|do|can) i (?:need to |have to |better )?(?:change|reset|renew|replace)\b.{0,12}\b(?:my )?(?:password|pin|passwords|credentials|code)\b.{0,25}|(?:do|must|should) i (?:have to |need to )?(?:do )?(?:any(?:thing| ?thing)|some(?:thing| ?thing))(?: (?:else|more|now|about it|myself|first))*|is (?:that|this|it) (?:bad|dangerous|my fault|a problem|serious|ok(?:ay)?)(?: now)?|(?:am i|will i be|do i get|will i get) (?:in trouble|punished|fired|blamed)(?: (?:now|for (?:it|that|this)))*|what (?:can|could|will|might) (?:happen|they do|go wrong)(?: (?:now|next|with it|to me|then))*|should i (?:turn off|switch off|shut down|unplug|disconnect|turn it off|stop using|scan|restart)\b.{0,30}|(?:is|are) my (?:computer|laptop|data|phone|device|files?|account|mails?) (?:safe|infected|hacked|ok(?:ay)?|in danger)(?: now)?|(?:do|does|must|should|has|have|need|needs|can) (?:it|that|this|they|the \w+|my \w+|i|we)(?: (?:need|have|has|must|should|be|to|it|get|the|my|now|still))* (?:block|lock|chang|reset|replac|deactivat|wip|disabl|cancel)\w*(?: (?:it|them|the \w+|my \w+|now|too|as well|first|immediately))*|what (?:should|shall|must|can|do) i (?:need to |have to )?do(?: (?:now|first|next|then|about (?:it|that|this)|with (?:it|that|this)|until then|meanwhile|in the meantime))*|(?:and )?what (?:now|next|then))[?!. ]*$`,
);
/** “what should I do if it happens again?” */
const AGAIN =
  /\b(?:what|how)\b.{0,25}\b(?:i|we|one)\b.{0,25}\b(?:if|when|in case|should) (?:it|that|this|something like (?:it|that|this))\b.{0,15}\b(?:again|once more|another time|next time)\b|^(?:(?:and|so|ok(?:ay)?|but)[\s,]+)*(?:and )?(?:what )?(?:if|next time) (?:it|that|this) happens(?: again)?[?!. ]*$/;
const HOW_TO_REPORT = 'How do I report something suspicious?';
const AFTER_A_CLICK = 'I clicked on a bad link or gave my password away. What now?';
const MY_ROLE =
  /\b(?:what|which)(?:'s| is)? (?:my|our) (?:own )?(?:role|rights?|permissions?)\b|\bwhich role (?:do|have) i\b|\bwhat role (?:do i|have i|am i)\b/;
const MY = String.raw`(?:my|our) (?:own )?(?:data|log-?ins?|sign-?ins?|account|information|details|reports?|activity|face|picture|movements|mails?|screen|computer)`;
const SEES = String.raw`(?:sees?|reads?|look(?:s|ing)? (?:at|into)|access(?:es)?|watch(?:es)?|know(?:s)?|hears?|monitors?|has|have|gets?)`;
/** What whoever looks after nobody but themselves asks of the service and of themselves, and where the guide answers it. */
const PAGES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:call|ring|phone|contact|reach) me\b(?! (?:on|at|back on) \d)/, 'Can you call, or write to, somebody for me?'],
  [REACH, 'How do I reach the people who look after security?'],
  [
    /\bwho(?:'s| is| may| can| could| would be)?(?: the one)?(?: who is| that is)? ?(?:allowed|able|permitted|supposed)? ?(?:to )?(?:be )?(?:tell|telling|inform|show|answer|help) me\b|^(?:(?:and|so|ok(?:ay)?|but)[\s,]+)*(?:what(?:'?s| is| are) (?:the|their|his|her) names?|who (?:is|are) (?:that|they|it|he|she|the (?:officers?|admins?|administrators?)))\b/,
    'How do I reach the people who look after security?',
  ],
  [/\bwhat(?:'s| is| was) my (?:\w+ )?password\b/, 'How do I set or change my password?'],
  [
    /\b(?:who|can (?:others|people|anybody|anyone|my (?:boss|manager|colleagues?))|does (?:my (?:boss|manager)|anybody|anyone))\b.{0,15}\b(?:see|sees|read|reads|knows?)\b.{0,10}\bwhat i (?:write|type|say|ask|wrote|asked|said)\b/,
    'Can others see what I ask?',
  ],
  [
    new RegExp(
      String.raw`\b(?:who|whom|can|does|do|is|are|which)\b.{0,30}\b${SEES}\b.{0,20}\b(?:${MY}|me|about me|i do)\b|\b(?:does|do|can|could|will) (?:everybody|everyone|anybody|anyone|others|other people|my (?:boss|manager|colleagues?))\b.{0,15}\b(?:sees?|reads?)\b.{0,10}\b(?:this|it|that)\b|\b(?:am i|are we|do (?:you|they)|does (?:it|this|safenest)|is (?:it|this|safenest|my work|my screen|everything))\b.{0,20}\b(?:watch\w*|record\w*|monitor\w*|track\w*|film\w*|observ\w*|spy\w*|surveil\w*|follow(?:ed|ing)|listen\w*)\b|\bwhat (?:do|does|is|are)\b.{0,20}\b(?:you|they|safenest|kept|known|stored|saved)\b.{0,15}\b(?:about|of|on) me\b`,
    ),
    'Who can see what is kept about me?',
  ],
  [
    new RegExp(
      String.raw`${LEAD}(?:(?:can|could|how (?:can|do|could)) (?:i|you|we|somebody) )?(?:delete|erase|remove|close|cancel|wipe|forget)\b(?: all)? (?:${MY}|me)\b.{0,30}$|\bright to be forgotten\b`,
    ),
    'Can my account, or what is kept about me, be deleted?',
  ],
  [
    /\b(?:two|2|second|multi)[- ]?(?:factor|step)\b|\b[2m]fa\b|\bauthenticator\b|\bpasskeys?\b/,
    'How do I turn on two-factor sign-in for myself?',
  ],
  [
    /\b(?:tell|inform|notify|involve|ask|let)\b.{0,12}\b(?:my |our |the )?(?:boss|manager|supervisor|team lead|customers?|clients?|data protection|dpo|works council|anyone else|anybody else|somebody else|someone else|others)\b.{0,25}\?*$/,
    'Whom do I have to tell besides?',
  ],
  [
    /\b(?:(?:will|does|do|would|did) (?:my |the )?(?:boss|manager|colleagues?|anyone|anybody|somebody) .{0,20}\b(?:know|hear|told|find out|see)\b|in trouble|be (?:blamed|fired|punished))/,
    'Whom do I have to tell besides?',
  ],
];
/** “can you see if he logged in”, “any from abroad” */
const GOT_IN =
  /\b(?:did|has|have|if|whether|was|is)\b.{0,15}\b(?:he|she|they|it|some(?:one|body)|any(?:one|body))\b.{0,12}\b(?:log\w*|sign\w*|g[eo]t(?:ten)?|been)[ -]?(?:in|on)\b|^(?:(?:and|so|but)[\s,]+)*any(?:thing|one)? (?:of them )?(?:from (?:abroad|elsewhere|outside|another country)|abroad)\b/;
/** “can you tell maria to call me” */
const PASSES_ON =
  /^(?:(?:and|so|ok(?:ay)?|please|can you|could you|would you|hey|then)[\s,]+)*(?:tell|ask|inform|message|text|write(?: to)?|e-?mail|let|get|have|make) (?!me\b|us\b|you\b|it\b|that\b|this\b|safenest\b)[\p{L}][\p{L}'. -]{1,40}?\b(?:to |that |know|call|ring|contact|come|write|answer|help|look|i\b|me\b)/u;
/** “how can i see that”, “where do i find that”, “no idea from where” */
const SEES_THAT =
  /\b(?:how|where|can)\b.{0,15}\b(?:i|one|you|we)\b.{0,12}\b(?:see|check|find(?: out)?|know|tell|look(?: up)?)\b|\bfrom where\b|\bwhere from\b|\bwho (?:was|is) (?:it|that)\b/;
const PASSED_ON = 400;

/** What somebody else is to be told, noted on what the asker reported; null where they reported nothing. */
function passingOn(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const id = incidentOf(context);
  if (id === null) return null;
  return asking({ tool: 'update_incident', args: { id, comment: asRead(clause, 0).slice(0, PASSED_ON) } }, context);
}

/** What the asker told of last: the title of what was opened for it, or their own words. */
function toldLately({ history }: Pick<PlanContext, 'history'>): string {
  for (const { question, steps } of history.slice(-NOTED).toReversed()) {
    const opened = steps.findLast(({ tool, ok }) => ok && tool === 'create_incident')?.args.title;
    if (typeof opened === 'string') return opened;
    if (adviceOn(question) !== null && !/^(?:what|who|how|where|when|is|can|do|does|should)\b/i.test(question))
      return question;
  }
  return '';
}
const CAMERAS =
  /^(?:(?:and|so|ok(?:ay)?|hey|please)[\s,]+)*(?:(?:can|could|do|did|will|would) (?:you|i|we) )?(?:please )?(?:see|look at|check|watch|show(?: me)?|have)(?: (?:the|our|any|on|it on|him on|them on|her on|that on))* (?:cameras?|footage|video|cctv|recordings?)\b.{0,20}$/;
const HOW_LONG = new RegExp(
  String.raw`${LEAD}(?:what (?:happens|will happen|is going to happen)(?: (?:now|next|then|with (?:it|that|this|my report)))*|how (?:urgent|bad|serious|severe|high|important|critical) is (?:it|that|this|mine|my report|my incident)(?: rated| now)?|how long (?:does|will|do|would|until|till)\b.{0,50}|when (?:will|does|do|is|can)\b.{0,12}\b(?:any(?:body|one)|some(?:body|one)|they|you|security|it|i)\b.{0,40}|(?:was|has|have|did)\b.{0,12}\b(?:any(?:body|one)|some(?:body|one)|security|they|my report|it|my reports)\b.{0,12}\b(?:look(?:ed|ing)?|read|seen?|see|check(?:ed)?|answer(?:ed)?|reply|replied|handled|received|get it|got it)\b.{0,20}|where (?:does|did|do) (?:that|it|this|my report|they) (?:go|end up|land)(?: to| now)?|who (?:gets|sees|reads|got|reads|receives) (?:that|it|this|my report)(?: now)?)[?!. ]*$`,
);
const CANCELS = new RegExp(
  String.raw`${LEAD}(?:cancel|withdraw|take back|retract|delete|remove|close|drop|scrap|discard|forget(?: about)?|undo) (?:(?:the|my|that|this) )?(?<what>it|that|this|.{2,40}?)(?: one| report| reports| incident| ticket| again)*(?: please)?(?<why>[,;.:–-]+ .{2,120}|,? (?:because|since|as) .{2,120})?[.!? ]*$`,
);
const FOUND_IT = new RegExp(
  String.raw`${LEAD}(?:i (?:have |'ve |just |have just )?(?:found|got|recovered)|it was|it's|turns out)\b.{0,60}[.! ]*$`,
);

/** What an employee or a moderator asks of themselves; null for all else. */
export const ownMatters: Recogniser = (clause, context) => {
  const { text, entities, before } = clause;
  const { role, tools, history } = context;
  if (before.length > 0 || entities.refs.length > 0 || text.length > 160) return null;
  const last = history.at(-1)?.steps.at(-1)?.tool;
  if (!can(role, 'logs.read') && tools.has('my_logins')) {
    const asks = OWN_LOGINS.test(text) && !/\b(?:report|incident|open an?)\b/.test(text);
    if (NOT_ME.test(text) && (last === 'my_logins' || new RegExp(SIGN).test(text) || /\baccount\b/.test(text)))
      return reporting(clause, context);
    if (asks || (last === 'my_logins' && GOES_ON.test(text)))
      return calls({
        tool: 'my_logins',
        args: args({ range: entities.time?.range, failed: /\b(?:fail\w*|wrong)\b/.test(text) ? true : undefined }),
      });
  }
  if (can(role, 'alerts.read') || !tools.has('search_help')) return null;
  const guide = (query: string): ReturnType<Recogniser> => calls({ tool: 'search_help', args: { query } });
  if (MY_ROLE.test(text)) return calls({ tool: 'help', args: {} });
  if (AGAIN.test(text)) return guide(adviceOn(toldLately(context)) ?? HOW_TO_REPORT);
  if (MISHAP_ADVICE.test(text)) return guide(adviceOn(toldLately(context)) ?? AFTER_A_CLICK);
  const page = PAGES.find(([words]) => words.test(text))?.[1];
  if (page !== undefined) return guide(page);
  if (PASSES_ON.test(text)) return passingOn(clause, context) ?? guide('Can you call, or write to, somebody for me?');
  const ofLogins =
    GOT_IN.test(text) &&
    context.history
      .slice(-NOTED)
      .some(
        ({ question, steps }) =>
          /\b(?:password|account|log|sign)/i.test(question) || steps.some(({ tool }) => tool === 'my_logins'),
      );
  if (ofLogins && tools.has('my_logins')) return calls({ tool: 'my_logins', args: {} });
  const seen = SEES_THAT.test(text) && /\b(?:password|account|log|sign)/.test(toldLately(context).toLowerCase());
  if (seen && tools.has('my_logins')) return calls({ tool: 'my_logins', args: {} });
  // it is refused, and said who may
  if (CAMERAS.test(text)) return calls({ tool: 'show_camera', args: {} });
  if (HOW_LONG.test(text)) {
    const id = incidentOf(context);
    return id === null
      ? calls({ tool: 'search_logs', args: { kinds: ['incident'], opened_by: 'me' } })
      : calls({ tool: 'open_incident', args: { id } });
  }
  return takingBack(clause, context);
};

/** What an employee tells that nothing understood: a note on what they reported a moment ago, or else a report; each after a “yes”. */
export function toldByEmployee(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const { text, entities } = clause;
  if (can(context.role, 'alerts.read') || entities.refs.length > 0) return null;
  if (text.length > 400 || text.includes('?') || ASKS.test(text)) return null;
  // right after a report whatever is said belongs to it: “at the cafe this morning”
  const isMore = context.history.at(-1)?.steps.some(({ tool, ok }) => ok && tool === 'create_incident') ?? false;
  if (!isMore && !(context.language === 'en' ? TELLS : OF_THEM).test(text)) return null;
  if (text.split(/\s+/).length < 4) return null;
  const id = incidentOf({ history: context.history.slice(-NOTED) });
  const about = adviceOn(text);
  // what is told of another matter is a report of its own
  if (
    id === null ||
    tellsMishap(clause) ||
    (about !== null && about !== adviceOn(toldLately(context)) && !OF_BEFORE.test(text))
  )
    return reporting(clause, context);
  const call = { tool: 'update_incident', args: { id, comment: asRead(clause, 0).slice(0, 500) } };
  const { language } = context;
  return { say: { why: 'ask', text: orderingWords[language].shallI([doing(call, language)]), offer: [call] } };
}
const NOTED = 6;
/** Whoever speaks of “it” or “him” goes on with what was told. */
const OF_BEFORE = /\b(?:it|him|her|them|he|she|they)\b/;
const TELLS =
  /\b(?:i|he|she|they|we|it|someone|somebody|there|(?:a|an|the|my|our|some) [\p{L}-]+)\b.{0,40}?\b(?:is|are|was|were|has|have|had|did|didn't|do|don't|can't|cannot|\w+ed|said|told|got|went|saw|came|took|left|lost|found|gave|sent|wrote|stood|ran|broke|fell|sat|asks?|keeps?|wants?|looks?|smells?|hears?|heard|felt|feel|think|know|seems?)\b/u;
/** Not every verb of another language has an English word: what is told is told of somebody. */
const OF_THEM = /\b(?:i|we|my|our|me|us|someone|somebody|anyone)\b/;
const ASKS =
  /^(?:(?:and|so|but|ok(?:ay)?|please|hey|hi|hello)[\s,]+)*(?:who|whom|whose|what|when|where|why|which|how|can|could|would|will|should|shall|may|is|are|was|were|do|does|did|has|have|show|list|tell|give|open|explain|thanks|thank|help|yes|no)\b/;

/** Nothing is reported of a guess: what they say is offered as an incident. */
function reporting(clause: Clause, { tools, language }: PlanContext): ReturnType<Recogniser> {
  if (!tools.has('create_incident')) return null;
  const title = asRead(clause, 0)
    .replace(/[\s.!]+$/, '')
    .slice(0, 200);
  return {
    say: {
      why: 'ask',
      text: orderingWords[language].openIt(title),
      offer: [{ tool: 'create_incident', args: { title } }],
    },
  };
}

/** “cancel the badge one, I found it”: of what they reported, as the conversation showed it, the one that its words name. */
function takingBack(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const { text } = clause;
  const found = CANCELS.exec(text)?.groups;
  const bare = BARE_UNDO.test(text) ? openedLately(context).at(-1) : undefined;
  // right after it was made, “undo” is carried out as anybody's is
  if (bare !== undefined && context.history.at(-1)?.steps.every(({ tool }) => tool !== 'create_incident'))
    return asking(withdrawal(bare), context);
  if (!found && !FOUND_IT.test(text)) return null;
  // "withdraw it" is an order by itself, and carried out as anybody's is
  if (found && /^(?:it|that|this)$/.test(found.what ?? '') && !found.why && ORDERED.test(text)) return null;
  const what = found?.what ?? text;
  const known = shownIncidents(context);
  const said = what.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2 && !COMMON.test(word));
  const named = [...known].filter(([, title]) => said.some((word) => title.includes(word))).map(([ref]) => ref);
  const at = incidentOf(context);
  const nth = /^(?:last|latest|newest)$/.test(what) ? -1 : /^(?:first|oldest)$/.test(what) ? 0 : undefined;
  const id =
    nth !== undefined
      ? (openedLately(context).at(nth) ?? at)
      : named.length === 1
        ? named[0]!
        : named.length === 0 && (/^(?:it|that|this)$/.test(what) || !found)
          ? at
          : null;
  if (id === null) return null;
  const call = found
    ? withdrawal(id)
    : { tool: 'update_incident', args: { id, comment: asRead(clause, 0).slice(0, 500) } };
  return asking(call, context);
}
const BARE_UNDO =
  /^(?:(?:oh|no|ok(?:ay)?|please|sorry|wait|actually)[\s,]+)*(?:undo|take back|withdraw|revert)(?: (?:it|that|this))?(?: please)?[.! ]*$/;

const asking = (call: PlannedCall, { language }: PlanContext): ReturnType<Recogniser> => ({
  say: { why: 'ask', text: orderingWords[language].shallI([doing(call, language)]), offer: [call] },
});

/** What the asker opened in this conversation, oldest first, without what was taken back. */
function openedLately({ history }: PlanContext): string[] {
  const back = new Set(
    history.flatMap(({ steps }) =>
      steps.flatMap(({ args: { id, undo }, ok }) => (ok && undo === true ? [String(id)] : [])),
    ),
  );
  return history
    .filter(({ steps }) => steps.some(({ tool, ok }) => ok && tool === 'create_incident'))
    .flatMap(({ citations }) =>
      citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith('INC-')).map(({ ref }) => ref),
    )
    .filter((ref) => !back.has(ref));
}
const ORDERED = new RegExp(String.raw`${LEAD}(?:undo|withdraw|take back) `);
const COMMON = /^(?:the|one|report|incident|found|have|just|again|that|this|was|only|got|mine|my|its|it's)$/;

/** What they reported, as the conversation's answers told it: its reference and its title in lower case. */
function shownIncidents({ history }: PlanContext): Map<string, string> {
  const all = new Map<string, string>();
  for (const { answer } of history)
    for (const [, ref, title] of answer.matchAll(/\[(INC-\d+)\][^“„«\n]{0,60}[“„«]([^”“»\n]+)/g))
      all.set(ref!, title!.toLowerCase());
  return all;
}
