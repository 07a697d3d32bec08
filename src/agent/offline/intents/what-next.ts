import {
  type Clause,
  calls,
  type PastTurn,
  type PlanContext,
  type PlannedCall,
  type Recogniser,
  typed,
} from '../plan-types.ts';
import { ownersOf } from './search-people.ts';
import { isName } from './words.ts';

/*
 * What somebody has to do, who has too much of it, what is to be set up or added first: asked without a word for what holds the answer.
 */

const SO = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hi|hello|hey|please|also|then|now)[\s,]+)*`;
/** "what do I still have to do today?" */
const MY_WORK = new RegExp(
  String.raw`${SO}(?:what (?:do|must) i (?:still |now |next |also )?(?:have to |need to )?(?:do|take care of|work on|look at|handle|finish)(?: (?:today|now|next|tonight|this week|before i (?:go|leave)|still|then))+|what (?:should|shall) i (?:still |also )?(?:do|work on) (?:today|tonight|this week)|what(?:'s| is| are) (?:still )?(?:my (?:open )?(?:tasks?|todos?|to-?dos?|jobs?|work)|on my (?:list|agenda))(?: (?:today|now|still))*|what do i (?:still )?have to do|what(?:'s| is) (?:still )?(?:left|waiting|there|open|to do) for me(?: to do)?(?: today| now)?|(?:is there |was there |did i )?any(?:thing|body)(?: else)?(?: that)? (?:i|we)(?:'ve| have| might have)? (?:forg[eo]t(?:ten)?|miss(?:ed)?|overlook(?:ed)?|still (?:have|need) to do|(?:have|need) to (?:do|decide|approve|answer))(?: (?:today|now|here))*|(?:is there )?anything (?:else )?(?:waiting|left|open|to do) for me)[?!. ]*$`,
);
/** "is anybody overloaded?", "who has the most to do?" */
const OTHERS_WORK = new RegExp(
  String.raw`${SO}(?:(?:is|are) (?:any(?:body|one)|some(?:body|one)|any of us|people|we) (?:too busy|over-?loaded|overworked|swamped|overwhelmed|drowning)(?: (?:with|by|in|under) (?:the |too many |too much )?(?:work|incidents|alerts|tickets|cases))?|who(?:'s| is)? (?:is |has |got )?(?:the )?(?:most (?:to do|work|on (?:his|her|their) (?:plate|desk|list)|open incidents)|busiest|too much (?:to do|work)|over-?loaded|overworked|swamped)|how is (?:the )?work (?:shared|split|spread|distributed)(?: out)?)(?: (?:now|right now|at the moment|today))*[?!. ]*$`,
);
/** "what's burning?", "anything urgent right now?": what is open, the worst first. */
const BURNS = new RegExp(
  String.raw`${SO}(?:what(?:'s| is)?|any(?:thing|body|one)?|is (?:any|some)thing|are we)(?: (?:still|currently|really|is|that))* (?:burning|on fire|red|hot|urgent|pressing|blowing up|kicking off|smoking|under (?:fire|attack))(?: (?:now|right now|today|tonight|at the moment|here))*[?!. ]*$`,
);
/** "show me what Sam is working on" */
const WHOSE_WORK = new RegExp(
  String.raw`${SO}(?:(?:show|tell|give)(?: me| us)? )?(?:what|everything)(?:(?:'s| is| are| has)(?= \S+ (?:working|busy|handling|dealing|looking|got)))? (\p{L}[\p{L}.'-]+)(?: is|'s| has| are)?(?: (?:currently|still|now))* (?:working on|busy with|handling|dealing with|looking (?:at|into)|on (?:his|her|their) (?:plate|desk|list)|got on (?:his|her|their) (?:plate|desk|list))(?: (?:now|right now|today|at the moment|currently))*[?!. ]*$`,
  'u',
);
/** "is maria overloaded?" */
const IS_BUSY = new RegExp(
  String.raw`${SO}(?:is|does|has) ([\p{L}][\p{L}.'-]+) (?:(?:too |very |so |really )?(?:busy|over-?loaded|overworked|swamped|overwhelmed)|(?:have|has|got|had) (?:too much|a lot|much) (?:to do|work|on (?:his|her|their) plate))(?: (?:now|right now|at the moment|today|these days))*[?!. ]*$`,
  'u',
);
/** "anything for me?", "what's new?", asked by whoever looks after cases */
const GENERAL =
  /^(?:(?:and|so|but|ok(?:ay)?|well|hi|hello|hey|morning|good (?:morning|evening|afternoon)|please|now|guys|all)[\s,.!]+)*(?:(?:is there |are there |do we have |have we )?any(?:thing|one|body)?(?: (?:new|for me|for us|interesting|nasty|bad|going on|happening|today|tonight|now|happened?))+|what(?:'?s|s| is| has)?(?: (?:new|up|going on|happening|happened|waiting|for me|today|tonight|now|on))+|how are we doing|how(?:'s| is) it going|what did i miss)(?: (?:today|tonight|now|here|right now|this (?:week|morning)|since .{3,20}|yesterday|last night))*[?!. ]*$/;
const SETTING_UP =
  /\b(?:set(?:ting)?(?: (?:this|it|safenest|everything|things))? up|set-?up|configur\w+|install\w*|onboarding|getting started|get started)\b/;
const WHAT_FIRST =
  /\b(?:what|where|which)\b.*\b(?:first|begin|start|next|(?:still )?(?:need|have|left|missing|remain\w*) (?:to )?(?:set|configure|do|be)?)\b|\bwhat (?:is|do i|do we|should i|should we)\b.*\b(?:still|set ?up|configure)\b/;
/** "what should I worry about first?", at the beginning of a shift */
const WORRY_FIRST =
  /\b(?:what|which|where)\b(?: \w+){0,3} (?:(?:should|do|must|shall|can|ought to) (?:i|we)|needs? (?:my|our)|is (?:the )?most) ?(?:(?:have|need|got) to )?(?:worry about|look at|care about|start with|tackle|deal with|focus on|attend to|attention|keep an eye on|urgent|pressing)(?: (?:first|most|right now|first of all|above all|now))+[?!. ]*$/;
const ADDS = String.raw`(?:add|invite|register|create|set up|install|connect|hook up|enrol|remove|delete|rename)`;
const ARTICLE = String.raw`(?:an?|another|the|this|that|our|my|new|second|some)`;
const CAMERA = new RegExp(
  String.raw`${SO}(?:can you |could you )?${ADDS} (?:${ARTICLE} )+(?:[\w-]+ )?(?:camera|cam)s?\b`,
);
const MEMBER = new RegExp(
  String.raw`${SO}(?:can you |could you )?(?:add|invite|register|create|remove|delete) (?:.{2,80}\b(?:as|to be) (?:an? )?(?:new )?(?:admin|officer|manager|moderator|employee|member|user)\b|(?:${ARTICLE} )+(?:member|officer|admin|manager|moderator|employee|colleague)\b(?! (?:rule|alert)))`,
);
/** "send me this every Monday" */
const EVERY = new RegExp(
  String.raw`${SO}(?:can you |could you )?(?:send|mail|e-?mail|post|give|show|tell|get)(?: it| this| that)?(?: to)? (?:me|us|it|this|that|them|the team|my boss)(?: (?:this|that|it|these|those|a|an|the|such|summary|report|numbers|figures|overview|digest|same))* (?:every|each) (?:day|morning|week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?\b`,
);
/** “what's waiting for me?” waits for a button as well. */
const FOR_ME = /\bfor me\b|\bmiss|\bforg[eo]t|\boverlook|\bdecide|\bapprove|\banswer/;
const GUIDE: Record<'start' | 'camera' | 'member' | 'every', string> = {
  start: 'getting started: what to set up first',
  camera: 'how do I add a camera?',
  member: 'how do I add a member?',
  every: 'how do I get a weekly report?',
};

/** What is to be done next, and by whom; and what has a page of its own to be done on. */
export const whatNext: Recogniser = (clause, context) => {
  const { text, entities, utterance } = clause;
  if (entities.refs.length > 0 || entities.ip !== null) return null;
  const guided = (about: keyof typeof GUIDE) =>
    context.tools.has('search_help') ? calls({ tool: 'search_help', args: { query: GUIDE[about] } }) : null;
  if (EVERY.test(text) && entities.kinds.length === 0) return guided('every');
  if (CAMERA.test(text)) return guided('camera');
  if (MEMBER.test(text) && !/\b(?:incident|ticket|alert|rule|comment|note)\b/.test(text)) return guided('member');
  if (WHAT_FIRST.test(text) && SETTING_UP.test(utterance.norm) && entities.kinds.length === 0) return guided('start');
  if (!context.tools.has('search_logs')) return null;
  if (WORRY_FIRST.test(text) && entities.kinds.length === 0 && context.role !== 'moderator')
    return calls({ tool: 'search_logs', args: { kinds: ['alert'], status: 'open', order: 'worst' } });
  if (BURNS.test(text) && context.role === 'moderator' && context.tools.has('explain_case'))
    return calls({ tool: 'explain_case', args: { next: true } });
  if (BURNS.test(text))
    return calls({ tool: 'search_logs', args: { kinds: ['alert'], status: 'open', order: 'worst' } });
  const worker = WHOSE_WORK.exec(text)?.[1];
  if (worker !== undefined && isName(worker)) {
    const at = text.indexOf(worker);
    const assignee = typed(clause, at, at + worker.length);
    return calls({ tool: 'search_logs', args: { kinds: ['incident'], assignee, status: 'open' } });
  }
  const busy = IS_BUSY.exec(text)?.[1];
  if (busy !== undefined && isName(busy)) {
    const at = text.indexOf(busy);
    const assignee = typed(clause, at, at + busy.length);
    return calls({ tool: 'search_logs', args: { kinds: ['incident'], assignee, status: 'open' } });
  }
  if (
    context.role === 'moderator' &&
    GENERAL.test(text) &&
    entities.kinds.length === 0 &&
    context.tools.has('moderation_history')
  )
    return calls({
      tool: 'moderation_history',
      args: entities.time ? { range: entities.time.range } : { state: 'open' },
    });
  // a moderator's work are the cases; what a button waits for is everybody's who may press it
  const decisions: PlannedCall[] =
    context.tools.has('open_proposals') && FOR_ME.test(text) ? [{ tool: 'open_proposals', args: {} }] : [];
  if (MY_WORK.test(text) && context.role === 'moderator' && context.tools.has('moderation_history'))
    return calls({ tool: 'moderation_history', args: { state: 'open' } }, ...decisions);
  if (MY_WORK.test(text) && !/\bif\b/.test(text))
    return calls(
      { tool: 'search_logs', args: { kinds: ['incident'], assignee: 'me', status: 'open' } },
      { tool: 'search_logs', args: { kinds: ['alert'], status: 'open' } },
      ...decisions,
    );
  if (OTHERS_WORK.test(text))
    return calls({ tool: 'search_logs', args: { kinds: ['incident'], status: 'open', group_by: 'assignee' } });
  return theirs(clause, context);
};

const THEIRS =
  /\b(?:incidents?|tickets?|cases?)\b.*\b(he|she)\b(?: (?:is|was|still|currently|now|also|already|has|does))* (?:work\w*|handl\w*|deal\w*|look\w*|own\w*|got|ha[sd]|have|assigned|tak\w+|responsible|investigat\w*)\b|\b(?:is|does|has|did) (he|she) (?:also |still |currently |now )*(?:work\w*|handl\w*|deal\w*|own\w*|investigat\w*|have|got)\b.*\b(?:incidents?|tickets?|cases?)\b|\b(?:his|her) (?:open |own |current )?(?:incidents|tickets|cases)\b/;

/** "which incidents is she working on?": whoever was spoken of last is who has them, not whose account they are about. */
function theirs(clause: Clause, { history }: PlanContext): ReturnType<Recogniser> {
  if (!THEIRS.test(clause.text)) return null;
  // somebody named beside is meant
  if (ownersOf(clause, 'member').spans.length > 0) return null;
  const who = lastPerson(history);
  if (who === null) return null;
  const isOpen = /\b(?:open|still|now|currently|working)\b/.test(clause.text);
  return calls({
    tool: 'search_logs',
    args: { kinds: ['incident'], assignee: who, ...(isOpen && { status: 'open' }) },
  });
}

/** Who was named last: by what was asked for, or as whoever an incident that was shown is with. */
function lastPerson(history: readonly PastTurn[]): string | null {
  for (const { steps, answer } of history.toReversed().slice(0, 6)) {
    for (const { args } of steps.toReversed())
      for (const value of [args.assignee, args.person, args.name, args.opened_by, args.user])
        if (typeof value === 'string' && !/^(?:me|nobody)$|,|^(?:ALR|INC|LOG|PER)-/.test(value)) return value;
    const named = [
      ...answer.matchAll(
        /\bwith (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)+)|(\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)+) works on it/gu,
      ),
    ].map((match) => match[1] ?? match[2]!);
    const [one, other] = new Set(named);
    if (one !== undefined) return other === undefined ? one : null;
  }
  return null;
}
