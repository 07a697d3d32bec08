import { moderationAnswerWords } from '../../../messages/catalogue/moderation-answers.ts';
import { isCorrection, isStepOrder, stepsIn, TAKES_BACK_NAMED } from '../moderation-words.ts';
import { args, asRead, type Clause, calls, type Recogniser } from '../plan-types.ts';
import { isName, nameAt } from './words.ts';

const LEAD =
  '^(?:(?:please|and|so|ok(?:ay)?|hey|hi|now|then|well|can you|could you|do you know|tell me|i want to know|explain|say)[ ,]+)*';
const CASE = /\bcases?(?: (?:number|no\.?|nr\.?))?[- ]?#?(\d{1,9})\b/g;
const LATEST = /\b(?:latest|last|newest|most recent) (?:open )?(?:moderation )?case\b/;
/** "next case", "which case is next?", "what should I look at next in the queue?" */
const NEXT =
  /\bnext (?:open |moderation )*case\b|\b(?:which|what) (?:open |moderation )*case (?:is|comes|should i (?:take|look at|do|handle)|do i (?:take|do)) next\b|\bnext (?:one )?(?:in|from|on) the (?:moderation )?queue\b/;
/** "what's next?", "the next one please": a moderator's next is a case. */
const NEXT_ONE = new RegExp(
  String.raw`${LEAD}(?:what(?:'s| is) (?:up )?next(?: for me| in line)?|(?:(?:give|show|get|bring|send)(?: me)? )?(?:the )?next(?: one| up)?|next one up|hit me(?: with the next(?: one)?)?)(?: (?:please|pls|then|now|thanks))*[?!. ]*$`,
);
/** "hey what do I need to look at?", "anything for me?", "where do I start?": of whoever moderates, the case that comes next. */
const WAITS_FOR_ME = new RegExp(
  String.raw`${LEAD}(?:(?:what|which one)(?: exactly)? (?:do|should|must|shall|would) (?:i|we) (?:need to|have to|want to|got to)? ?(?:look at|check|do|see|handle|review|deal with|start with|begin with|tackle|work on|take care of)|what(?:'s| is)(?: there)? (?:for me|on my (?:plate|desk|list)|to (?:do|look at|review|check|handle)|urgent|most urgent|(?:the )?(?:worst|most urgent)(?: (?:thing|one))?)(?: to (?:do|look at|handle))?|what needs (?:me|my attention|attention|looking at|doing|a decision|to be (?:done|looked at|decided))|(?:is there |do i have |have i got |got )?(?:anything|something) (?:for me|(?:i|we) (?:need to|should|must|have to) (?:look at|do|check|know|see|handle)|to (?:do|look at|review|check|handle)|urgent|that needs (?:me|attention|my attention|doing))|where (?:do|should|shall|can) (?:i|we) (?:start|begin)|what do i (?:do|start with)(?: first)?)(?: (?:first|next|now|today|tonight|right now|at the moment|please|here|for me|to do|on my shift|this morning|this evening))*[?!. ]*$`,
);
const MY_PROPOSALS = new RegExp(
  String.raw`${LEAD}(?:what (?:did|have) i (?:just |already )*(?:proposed?|put up|suggest(?:ed)?)|(?:which|what|show(?: me)?) (?:of )?(?:my )?proposals)\b.{0,30}$`,
);
/** "ok im off, what should the next one know?" */
const HANDS_OVER =
  /\bwhat (?:should|must|does|do|will) (?:the )?(?:next (?:one|person|shift|moderators?|mods?|guy)|my (?:colleagues?|relief)|whoever (?:comes|is) next|the others|they) (?:need to |have to )?(?:know|do|look at|take over)\b|\bhand(?:ing)?[- ]?over\b/;
/** "what would the silent rules have done?", "what would the new moderation rule have caught?" */
const SILENT =
  /\b(?:silent|shadow|background|dry[- ]run)(?:ly)? (?:moderation )?(?:rules?|triggers?|mode|hits?)\b|\b(?:rules?|triggers?)\b.{0,20}\b(?:runs?|running|are|is) (?:silent(?:ly)?|in (?:silence|silent mode|shadow mode))\b|\bwhat would\b.{0,30}\b(?:new|silent) (?:moderation )?(?:rules?|triggers?)\b.{0,12}\bhave (?:done|caught|raised|opened|flagged|found)\b/;
/** What only a person's button does with a case. */
const ORDERED =
  /\b(?:dismiss|take(?! .{1,40} (?:out|back)\b)|give .{0,20}back|give it back|release|claim|close|reopen|undo|ban|mute|warn|time ?out|overturn|assign|delete|resolve|acknowledge|link|comment|open an? incident)\b/;

const TAKES_IT_BACK =
  /^(?:(?:please|so|and|then|now|can you|could you)[ ,]+)*(?:undo|reverse|revert|lift|take|cancel|withdraw|revoke|overturn) (?:it|that|this)(?: back)?(?: please)?[.! ]*$/;

const DONE = String.raw`(?:timed out|in (?:a )?time ?-?out|suspended|muted|silenced|banned|kicked|warned|moderated|punished|sanctioned|(?:put|placed) in (?:a )?time ?-?out)`;
const NOUN = String.raw`(?:time ?-?outs?|mutes?|bans?|warnings?|suspensions?|strikes?)`;

/** "why was I timed out?", "until when is my mute?", "how do I appeal?" */
const OWN = new RegExp(
  [
    String.raw`\b(?:was|am|were|have|had|did|is|will|could|can)\b (?:it that )?i(?:'ve)? (?:just |ever |still |been |be |get |getting |got |currently |already |now )*(?:a |an )?(?:${DONE}|${NOUN})\b`,
    String.raw`\b(?:why|when|how long|until when|what for|for what)\b.{0,30}\b(?:i am|i'm|i was|i've been|i got|i get|i have been)\b.{0,15}\b(?:${DONE}|${NOUN})\b`,
    String.raw`\b(?:why|when|how long|until when|what|who|for how long)\b.{0,30}\bmy (?:current |last |latest )?${NOUN}\b`,
    String.raw`\b(?:why|who|what for)\b.{0,30}\b(?:ban|banned|mute|muted|warn|warned|silence|silenced|time me out|timed me out|kick|kicked|suspend|suspended)\b me\b|\b(?:why|who)\b.{0,20}\btimed? me out\b`,
    String.raw`\b(?:why|who|where|what|how come)\b.{0,30}\bmy (?:last )?(?:messages?|posts?|comments?)\b.{0,20}\b(?:deleted|removed|taken down|disappear\w*|vanish\w*|gone|missing|hidden|blocked|go|went)\b|\bwhat happened to my (?:messages?|posts?|comments?)\b`,
    String.raw`^(?:so |and |but )?(?:i am|i'm|i was|i've been|i got|i have been) (?:just |still )?(?:a |an )?${DONE}\b`,
    String.raw`\b(?:how|where|can|could|may)\b.{0,12}\bi\b.{0,12}\bappeal\b`,
    // "why can't I write in #general any more?"
    String.raw`\b(?:why|how come)\b.{0,8}\b(?:can't|cant|cannot|can not|am not|are not|not able|unable|not allowed|may not|won't|don't)\b.{0,25}\b(?:write|post|talk|speak|chat|type|comment|reply|send (?:messages?|anything))\b(?! (?:to )?(?:an? )?(?:incident|alert|rule|note|report))`,
    String.raw`^(?:(?:hi|hello|hey|help|so|and|but),? )*i (?:can't|cant|cannot|can not|am not able to|am no longer able to|can no longer) (?:write|post|talk|speak|chat|type|send (?:messages?|anything))\b.{0,15}\b(?:in|on|to|any ?more|there|here)\b`,
  ].join('|'),
);

/** Whether somebody asks what was done about themselves. */
export const asksOfOneself = (text: string): boolean => OWN.test(text);

const OPEN = /\b(?:open|pending|undecided|unresolved|unhandled|wait(?:s|ing)?|new|undealt)\b/;
/** "the open cases", "which cases are open?", "the moderation queue" */
const CASES =
  /\b(?:open|pending|undecided|unresolved|unhandled|waiting|dismissed|overturned|moderation) (?:moderation )?cases\b|\bcases (?:that |which )?(?:are |were |is )?(?:still |currently )?(?:open|pending|undecided|unresolved|waiting|dismissed|overturned|there)\b|\bmoderation (?:queue|cases?)\b|\b(?:list|show(?: me)?|any|all|how many|which|what)(?: of)?(?: the| all)? (?:moderation )?cases\b|\bcases\b.{0,40}\b(?:dismissed|overturned|undecided|decided)\b|^(?:and |please |the )*cases (?:from|of|since|in|this|last|today|yesterday)\b|\b(?:what|who|anything|anyone|something|how (?:much|many)|show|is|see)\b.{0,25}\b(?<!\b(?:job|work|dead[- ]letter|mail|message) )(?:in|on) (?:the|my|our) (?:moderation )?queue\b/;
const OWNED =
  /\bcases?\b.{0,20}\b(?:assigned|owned by|unassigned|(?:belong(?:ing|s)? to|on the desk of|worked on by) \S)|\bunassigned cases\b/;
const PEOPLE =
  '(?:who|whom|which (?:users?|members?|people|persons?|accounts?|ones)|how many (?:users?|members?|people|persons?|accounts?)|any(?:one|body)|list (?:everyone|everybody|all (?:users|members|people)))';
const WHO_WAS = new RegExp(
  String.raw`${LEAD}(?:(?:show me|list|find) )?${PEOPLE}\b.{0,25}\b(?:was|were|is|are|got|has been|have been|been|did we|did you|have we|had)?\b.{0,20}\b${DONE}\b`,
);
/** "who did we warn today?" */
const WHOM_WE = new RegExp(
  String.raw`${LEAD}(?:who(?:m)?|which (?:users?|members?|people|accounts?)|how many (?:users?|members?|people|accounts?)) (?:did|have|has|had) (?:we|you|i|they|any(?:one|body)|some(?:one|body)|the (?:team|moderators?|mods?)|safenest) (?:already |ever |just )?(?:warn|ban|bann|mute|tim(?:e|ed) ?-?out|silence|suspend|kick|punish|sanction)\w*`,
);
const WHICH_WERE = new RegExp(
  String.raw`${LEAD}(?:show(?: me)?|list|which|what|how many|any|all|give me|were there|are there|see)\b.{0,20}\b${NOUN}\b|${LEAD}(?:recent |latest |new |all )*(?:time ?-?outs|mutes|bans|warnings)\b`,
);

/** Cases by their reference or state, what was done in a period, and what was done about whoever asks. */
export const cases: Recogniser = (clause, { tools, language, role }) => {
  const { text, entities } = clause;
  if (OWN.test(text)) return calls({ tool: 'own_moderation', args: {} });
  if (SILENT.test(text) && tools.has('moderation_history') && entities.refs.length === 0)
    return calls({ tool: 'moderation_history', args: { silent: true } });
  // "i was wrong about ACT-31, take it back"
  const looked = clause.before.at(-1);
  if (looked?.tool === 'explain_case' && String(looked.args.id).startsWith('ACT-') && TAKES_IT_BACK.test(text))
    return calls({ tool: 'reverse_action', args: { id: looked.args.id } });
  const about = entities.refs.map(({ ref }) => ref).filter((ref) => /^(?:CASE|ACT|APL)-/.test(ref));
  if (
    about.length < entities.refs.length ||
    /\b(?:rules?|log-?ins?|sign-?ins?|ip|incidents?|alerts?|tickets?)\b/.test(text)
  )
    return null;
  const named = [
    ...new Set([...about, ...[...text.matchAll(CASE)].map(([, number]) => `CASE-${Number(number)}`)]),
  ].slice(0, 3);
  // what is done to somebody, or taken back, is proposed
  if (named.length > 0 && !isStepOrder(text) && !TAKES_BACK_NAMED.test(text))
    return {
      ...calls(...named.map((id) => ({ tool: 'explain_case', args: { id } }))),
      ...((ORDERED.test(text) || isCorrection(text)) && tools.has('explain_case')
        ? { aside: moderationAnswerWords[language].pressIt }
        : {}),
    };
  if (
    (NEXT.test(text) || (role === 'moderator' && (NEXT_ONE.test(text) || WAITS_FOR_ME.test(text)))) &&
    tools.has('explain_case')
  )
    return calls({ tool: 'explain_case', args: { next: true } });
  if (role === 'moderator' && MY_PROPOSALS.test(text) && tools.has('open_proposals'))
    return calls({ tool: 'open_proposals', args: {} });
  if (role === 'moderator' && HANDS_OVER.test(text) && tools.has('moderation_history'))
    return calls({ tool: 'moderation_history', args: { state: 'open' } });
  if (LATEST.test(text))
    return tools.has('explain_case') && !ORDERED.test(text) ? calls({ tool: 'explain_case', args: {} }) : null;
  // where nobody may read them, a case is what somebody calls an incident
  if (!tools.has('moderation_history')) return null;
  const range = entities.time?.range;
  // a moderation case has no owner: a case that has one is what somebody calls an incident
  if (OWNED.test(text)) return null;
  if (CASES.test(text) && !somebody(clause) && !/\b(?:like|similar|cameras?|earlier|past|previous)\b/.test(text)) {
    const state = /\bdismissed\b/.test(text)
      ? 'dismissed'
      : /\boverturned\b/.test(text)
        ? 'overturned'
        : OPEN.test(text) || /\bqueue\b/.test(text)
          ? 'open'
          : undefined;
    return calls({ tool: 'moderation_history', args: args({ state, range }) });
  }
  if (WHO_WAS.test(text) || WHOM_WE.test(text) || (WHICH_WERE.test(text) && !somebody(clause))) {
    const [step] = stepsIn(text);
    return calls({ tool: 'moderation_history', args: args({ step, range }) });
  }
  return null;
};

/** Whether it is about one person, by name or as one that was spoken of. */
function somebody(clause: Clause): boolean {
  const { text } = clause;
  if (
    /@\w|\b(?:user|member) (?!was|were|is|are)\w|\b(?:him|her|he|she|them|they|his|their)\b|(?<!\b(?:what|who|that|it|there|here|let|how|when|where|today|yesterday|week|month|year))'s\b/.test(
      text,
    )
  )
    return true;
  return [...text.matchAll(/\b(?:of|for|on|about|against|with|has|have|did|does|by)\s+/g)].some((match) => {
    const name = nameAt(asRead(clause, match.index + match[0].length));
    return name !== null && isName(name.split(' ')[0]!) && !isBlank(clause, match.index + match[0].length);
  });
}

/** What was read as a time or a place there is no name. */
const isBlank = ({ entities }: Clause, at: number): boolean => /^\s|^$/.test(entities.rest.slice(at));
