import type { CaseState } from '../../../domain/moderation.ts';
import { moderationAtHand } from '../case-at-hand.ts';
import {
  AIMED,
  ELSEWHERE,
  groupIn,
  isStepOrder,
  MATTER,
  POLICY,
  POLITE,
  personIn,
  stateIn,
  stepsIn,
  TAKES_BACK_NAMED,
  TALK,
} from '../moderation-words.ts';
import { args, asRead, type Clause, calls, type PlanContext, type Recogniser } from '../plan-types.ts';
import { rangeBefore } from '../range-before.ts';
import { asksOfOneself } from './cases.ts';
import { guideCall, isGuideQuestion } from './help.ts';
import { isName } from './words.ts';

const ASKS = new RegExp(
  String.raw`${POLITE}(?:who|whom|whose|which|what|when|why|where|how|any|anything|anyone|anybody|is|are|was|were|did|do|does|has|have|had|top|worst|biggest|show|list|give|count|see|all|recent|latest|new|number of|got|can|may|could|should|must)\b`,
);
const APPEAL = /\bappeal(?:s|ed|ing)?\b/;
/** Who appealed and how it ended, rather than how one does. */
const APPEALS_THERE_ARE =
  /\b(?:any|anyone|anybody|some(?:one|body)|who(?:ever)?|which|how many|list|show|all|new|open|pending|waiting|undecided|successful|rejected|upheld|granted|latest|recent)\b.{0,40}\bappeal|\b(?:has|have|had|did|was|were|are) .{0,40}\bappeal|\bappeals? (?:are|is|were|was|of|from|this|last|today|yesterday|waiting|pending|open|so far|there|to (?:decide|look|review))\b|^(?:the )?(?:\w+ )?appeals[?!. ]*$/;
const MAY_ONE = /\b(?:can|may|could|how (?:do|does|can|to)|where (?:do|does|can)|is it possible|allowed to|able to)\b/;
/** "how many strikes until a ban?", "what happens the second time?" */
const LADDER =
  /\bwhat (?:counts as|is|are|does) (?:an? |the )?strikes?\b(?! (?:of|for|against) \S+\b)|\bhow many (?:strikes?|warnings?|offen[cs]es|cases|times?)\b.{0,25}\b(?:until|till|before|does it take|do you need|lead|are needed|is too many|make|mean|for (?:an? )?(?:ban|mute|time-?out))\b|\b(?:second|third|fourth|next|repeated?) (?:time|offen[cs]es?|strike|warning|case)s?\b.{0,40}\b(?:happens?|policy|suggest\w*|come|comes|mean)\b|\bwhat (?:happens|comes|follows|should happen|would happen)\b.{0,30}\b(?:strikes?|warnings?|second|third|next time|offen[cs]es?)\b|\bpolicy\b.{0,25}\b(?:says?|suggests?|prescribes?|recommends?|allows?)\b|\bwhen (?:is|does|do) (?:some ?(?:one|body)|any ?(?:one|body)|an? (?:user|member|person)|people|the bot|it|the policy)\b.{0,30}\b(?:ban|mute|warn|time|step|act)\w*/;
const DECISIONS = /\b(?:decisions?|verdicts?|rulings?|judge?ments?)\b/;
const CASES = /\b(?:cases?|moderation|pile-?ons?|verdicts?|rulings?)\b/;
const QUEUE = /\b(?<!\b(?:job|work|dead[- ]letter|mail|message) )queue\b/;
/** One case, by its number or as the latest: it is opened. */
const ONE_CASE =
  /\bcases? ?(?:number |no\.? ?|nr\.? ?|#)?\d|\b(?:latest|last|newest|most recent) (?:open )?(?:moderation )?case\b|\bcase (?:is|comes|should i|do i)\b.{0,12}\bnext\b/;
const UNREST =
  /\b(?:trouble|problems?|fights?|fighting|going on|happen\w*|conflicts?|arguments?|quarrels?|drama|quiet|calm|peaceful|escalat\w*|nasty|ugly|heated|abuse|abusive)\b/;
const HOW_IT_IS =
  /^(?:(?:and|so|hey|hi|ok(?:ay)?)[ ,]+)*(?:is|are|was|were|has|anything|any|what(?:'s| is))\b(?: there| it| things| everything| all| the (?:channels?|chat|forum|community))*(?: been)?(?: (?:anything|something|any|some|someone|anyone|anybody))?(?: (?:quiet|calm|peaceful|trouble|problems?|fights?|drama|escalat\w*|going on|heating up|getting (?:ugly|heated|nasty)|fighting|arguing))+(?: (?:right now|now|today|here|in here|out there|at the moment|currently|tonight|again|in (?:the )?(?:channels?|chat|forum)))*[?!. ]*$/;
const TOLD =
  /\b(?:history|record|strikes?|offen[cs]es?|violations?|in trouble|trouble ?maker|repeat offender|priors|misbehav\w*|known (?:to us|here|already)|new here|up to anything)\b/;

/**
 * Questions of moderation by what they are made of: appeals, cases and how they stand, what was done and of which kind, whose, when; what is
 * set for all of them stands in the guide. What somebody is to get, or whoever asks got, is read elsewhere.
 */
export const moderationQuestions: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  const { tools } = context;
  if (!tools.has('moderation_history') || entities.refs.length > 0 || entities.ip || entities.email) return null;
  // "how many false alarms did we have?", in a talk about cases
  if (
    context.role === 'moderator' &&
    FALSE_ALARMS.test(text) &&
    !ELSEWHERE.test(text.replace(FALSE_ALARMS, '')) &&
    ASKS.test(text) &&
    moderationAtHand(context.history)
  )
    return calls({ tool: 'moderation_history', args: args({ state: 'dismissed', range: entities.time?.range }) });
  if (entities.countries.length > 0 || ELSEWHERE.test(text) || ONE_CASE.test(text)) return null;
  if (asksOfOneself(text) || isStepOrder(text) || TAKES_BACK_NAMED.test(text) || !ASKS.test(bare(clause))) return null;
  if (tools.has('search_help') && asksPolicy(clause, context)) return calls(guideCall(clause));
  const range = entities.time?.range;
  if (APPEAL.test(text) && APPEALS_THERE_ARE.test(text))
    return calls({
      tool: 'moderation_history',
      args: args({ appeals: true, user: personIn(clause), range, state: appealState(text) }),
    });
  const moderates = context.role === 'moderator';
  const by = moderates || MATTER.test(text) ? groupIn(text) : null;
  if (by !== null)
    return calls({
      tool: 'moderation_history',
      args: args({ group_by: by, limit: entities.limit, range, state: stateIn(text) }),
    });
  // steps that were put up wait for somebody's yes, cases for a decision
  if (moderates && PROPOSED.test(text) && tools.has('open_proposals'))
    return calls({ tool: 'open_proposals', args: {} });
  if (moderates && WAITS.test(text))
    return calls({ tool: 'moderation_history', args: args({ state: range ? undefined : 'open', range }) });
  const did = moderates ? WHAT_THEY_DID.exec(text)?.[1] : undefined;
  if (did !== undefined && isName(did) && !NOBODY_ELSE.test(did))
    return calls({
      tool: 'moderation_history',
      args: args({ user: asRead(clause, text.indexOf(did), text.indexOf(did) + did.length), range }),
    });
  const target = moderates && AIMED.test(text) ? personIn(clause) : null;
  if (target !== null) return calls({ tool: 'moderation_history', args: args({ target, range }) });
  if (moderates && TREND.test(text)) {
    const period = range ?? 'last_7d';
    const earlier = rangeBefore(period, undefined, context);
    if (earlier !== null)
      return calls(
        { tool: 'moderation_history', args: { range: period } },
        { tool: 'moderation_history', args: { range: earlier } },
      );
  }
  if (isGuideQuestion(clause)) return null;
  const before =
    range !== undefined && BESIDE_BEFORE.test(text) && CASES.test(text) ? rangeBefore(range, undefined, context) : null;
  if (before !== null)
    return calls(
      { tool: 'moderation_history', args: { range } },
      { tool: 'moderation_history', args: { range: before } },
    );
  const steps = stepsIn(text);
  const state = stateIn(text);
  const ofCases = CASES.test(text) || (moderates && QUEUE.test(text));
  const ofUs = moderates || ofCases || MATTER.test(text);
  // "show me everything that was decided this week", "who else decided cases?": what was done says by whom
  if (moderates && (ALL_DECIDED.test(text) || WHO_DECIDED.test(text)) && steps.length === 0)
    return calls({ tool: 'moderation_history', args: args({ user: personIn(clause), range }) });
  // "which decisions were overturned?", and by a moderator "what did we dismiss?"
  if ((state === 'dismissed' || state === 'overturned') && (ofUs || DECISIONS.test(text)) && steps.length === 0)
    return calls({ tool: 'moderation_history', args: args({ user: personIn(clause), state, range }) });
  if (steps.length > 0 && saysDone(text, moderates))
    return calls({
      tool: 'moderation_history',
      args: args({ user: personIn(clause), step: steps.length === 1 ? steps[0] : undefined, range }),
    });
  // "is there a similar case?" is asked of an incident as well
  if (ofCases && !/\b(?:like|similar|alike|resembl\w*|comparable)\b/.test(text))
    return calls({
      tool: 'moderation_history',
      args: args({ user: personIn(clause), state: QUEUE.test(text) && !range ? 'open' : openOr(text, state), range }),
    });
  const user = TOLD.test(text) ? personIn(clause) : null;
  if (user !== null && (moderates || MATTER.test(text)))
    return calls({ tool: 'moderation_history', args: args({ user, range }) });
  // “is anything escalating right now?”, “is it quiet?”: whoever moderates means the channels
  if (moderates && HOW_IT_IS.test(text))
    return calls({ tool: 'moderation_history', args: args({ state: range ? undefined : 'open', range }) });
  if (TALK.test(text) && UNREST.test(text) && !/\b(?:connect|discord|slack|teams)\b/.test(text))
    return calls({ tool: 'moderation_history', args: args({ state: range ? undefined : 'open', range }) });
  if (moderates && WE_DID.test(text) && range !== undefined)
    return calls({ tool: 'moderation_history', args: args({ user: personIn(clause), range }) });
  return null;
};

/** "deleted messages of the last 7 days": a noun of its own with a time asks as well. */
const bare = ({ text, entities }: Clause): string =>
  entities.time !== null &&
  /^(?:\w+ )?(?:messages?|posts?|comments?|bans?|mutes?|warnings?|time-?outs?|cases?|kicks?|deletions?)\b/.test(text)
    ? `list ${text}`
    : text;

/** “what did Dirk do?”, asked by whoever moderates. */
const WHAT_THEY_DID =
  /^(?:(?:and|so|ok(?:ay)?|but|then)[ ,]+)*what (?:did|has|have|had) @?([\p{L}\d][\p{L}\d._-]+) (?:do|done|been doing|been up to|did)(?: (?:now|again|here|today|then|this time|exactly|wrong|lately))*[?!. ]*$/u;
const NOBODY_ELSE =
  /^(?:mods?|moderators?|moderation|safenest|team|police|bot|others|somebody|someone|anybody|anyone)$/i;

/** “is it getting worse in here?”, “more trouble than last week?” */
const TREND =
  /\b(?:get(?:s|ting)?|gotten|got|become|becoming|is it|are things|was it|than it was) (?:any |a bit |much )?(?:worse|better|calmer|quieter|nastier|louder)\b|\b(?:more|less|fewer|worse|better|calmer) (?:\S+ ){0,3}than (?:last|the|before|usual)\b|\bon the rise\b|\b(?:increas|declin|decreas)(?:e|es|ed|ing)\b|\btrend\b/;
/** “compared to the week before” */
const BESIDE_BEFORE =
  /\b(?:compared?|comparison|versus|vs|than|against|beside)\b.{0,12}\b(?:the )?(?:one|day|week|month|time|period) before\b/;
const ALL_DECIDED =
  /\b(?:every ?thing|all|anything|what(?:ever)?|the things?|stuff)\b.{0,20}\b(?:was|were|has been|have been|got|we|you|they|the (?:team|others|mods|moderators))?\b.{0,12}\b(?:decided|acted on|sanctioned|punished)\b(?! (?:about|against|on|for) )/;
const WHO_DECIDED =
  /^(?:(?:and|so|ok(?:ay)?)[ ,]+)*who(?: else| all)?(?: has| have| had| of us)? (?:decided|handled|worked on|dealt with|closed|settled|moderated|acted on|did)(?: (?:all|the|any|those|these|other|most|our|these|of))* (?:cases?|decisions?|moderation)\b/;
const FALSE_ALARMS = /\bfalse (?:alarms?|positives?)\b/;

const PROPOSED =
  /\bproposals?\b|\b(?:waiting|wait|waits|pending|left|need|needs|there) .{0,25}\b(?:approvals?|approve[ds]?|sign[- ]?off|a (?:yes|second (?:person|moderator)))\b|\bto approve\b/;
const WAITS =
  /\b(?:what|anything|something|who|how many|how much)\b.{0,30}\b(?:waiting|pending|undecided|queue|left (?:to|over|for me)|to (?:decide|review))\b/;
const WE_DID =
  /\bwhat (?:all )?(?:did|have|has|was|were) (?:we|the (?:team|mods?|moderators?|others)|been)\b.{0,20}\b(?:do|done|decided?|handled?|moderated?)\b/;

/** A warning is also what somebody is to get when something happens, and a ban what a country has. */
const saysDone = (text: string, moderates: boolean): boolean =>
  moderates
    ? !/\b(?:warn|tell|notify) (?:me|us)\b/.test(text)
    : /\b(?:banned|bans|ban of|muted|mutes|warned|warnings|timed out|time-?outs|silenced|suspended|kicked)\b/.test(
        text,
      ) ||
      /\b(?:warn|ban|mute|kick) (?:or|and) (?:warn|ban|mute|kick)\b/.test(text) ||
      /\b(?:deleted|removed) (?:messages|posts|comments)\b|\b(?:messages|posts|comments)\b.{0,20}\b(?:deleted|removed)\b/.test(
        text,
      ) ||
      /\b(?:the|his|her|their|'s) (?:ban|mute|warning|time-?out)\b/.test(text);

const openOr = (text: string, state: CaseState | undefined): CaseState | undefined =>
  state ?? (/\b(?:new|left)\b/.test(text) && !/\bsince\b/.test(text) ? 'open' : undefined);

/** How appeals ended is said in the words of cases: one that was right is overturned. */
const appealState = (text: string): CaseState | undefined =>
  /\b(?:successful|granted|won|right|overturned|accepted)\b/.test(text)
    ? 'overturned'
    : /\b(?:open|pending|waiting|undecided|new|to (?:decide|look|review))\b/.test(text)
      ? 'open'
      : undefined;

/** What holds for everybody: lines, strikes, words, how one appeals. */
function asksPolicy(clause: Clause, { role }: PlanContext): boolean {
  const { text, entities } = clause;
  if (entities.time !== null && !/\b(?:second|third) time\b/.test(text)) return false;
  if (APPEAL.test(text) && MAY_ONE.test(text) && !/\b(?:how many|has|have|did)\b/.test(text)) return true;
  if (LADDER.test(text) && (role === 'moderator' || MATTER.test(text) || stepsIn(text).length > 0)) return true;
  const happened = /\b(?:was|were|did|has|have|had|got)\b/.test(text);
  return (
    POLICY.test(text) &&
    !happened &&
    (role === 'moderator' ||
      MATTER.test(text) ||
      TALK.test(text) ||
      stepsIn(text).length > 0 ||
      /\bwords?\b/.test(text))
  );
}
