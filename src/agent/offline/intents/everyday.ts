import { can } from '../../../domain/role.ts';
import { ruleWords } from '../../../messages/catalogue/rules.ts';
import { smallTalkWords } from '../../../messages/catalogue/small-talk.ts';
import type { PastTurn, Recogniser } from '../plan-types.ts';
import { args, calls, say } from '../plan-types.ts';

/* What people ask in the words they use for it elsewhere, of alerts, incidents and approvals as a whole. */

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hi|hello|hey|please|then|now|also)[\s,]+)*`;
/** "which ones were real?": those that nobody called a false alarm. */
const REAL =
  /\b(?:which|how many|what|were|was|are|is)\b(?: (?:of )?(?:them|those|these|it|the alerts|the alarms|all of (?:them|these)))?(?: (?:ones|one|alerts|alarms|any|anything))?(?: (?:of (?:them|those|these)))?(?: (?:was|were|are|is))? (?:actually |really |truly )?(?:real|genuine|true|actual|legit(?:imate)? (?:threats|attacks)|justified|true positives)(?: (?:ones|alerts|alarms|attacks|threats))?[?!. ]*$/;
/** "was anything overlooked?": what nobody has looked at yet. */
const OVERLOOKED = new RegExp(
  String.raw`${LEAD}(?:(?:was|is|has|have|were|did|are)(?: there)? (?:any(?:thing|one|body)?|something|we|one|alerts?|some|you)\b.{0,30}\b(?:ignor\w*|overlook\w*|miss(?:ed)?|forg[eo]t\w*|neglect\w*|unattended|left lying|slip(?:ped)? (?:through|by|past)|fall(?:en)? through)|(?:which|what)(?: alerts?| ones?)? (?:was|were|did we|have we|has been|have been)(?: been)? (?:ignor\w*|overlook\w*|miss(?:ed)?|forgotten))\b(?! (?:to|the|her|his|my|you)\b).{0,25}$`,
);
/** "what's going on?", at the beginning of a shift: what is open. */
const GOING_ON = new RegExp(
  String.raw`${LEAD}(?:what(?:'?s| is| has been)?(?: (?:going on|up|happening|happened lately|new|the (?:situation|status|news|latest|(?:state|status) of (?:things|play|affairs|everything))|waiting|cooking|on(?: the (?:plate|agenda|list))?))+|(?:how|where) (?:do|are) (?:we|things|you)(?: (?:stand(?:ing)?|doing|looking))+|any(?:thing)? (?:news|new|going on|happening|up|interesting|bad|serious|important|worrying|urgent)|(?:give|get) me up to (?:speed|date)|status(?: please| update)?|what needs (?:my |our )?attention|what(?:'?s| is)? next|(?:is there )?any(?:thing)? (?:that )?(?:i|we) (?:should|need to|must|have to|can|could) (?:fix|do|look into|handle|take care of|know(?: about)?|see|deal with))(?: (?:here|now|right now|today|tonight|at the moment|with us|on shift|for me))*[?!. ]*$`,
);
/** "What needs me now?", as the desk calls it. */
const NEEDS_ME = new RegExp(
  String.raw`${LEAD}(?:what (?:needs|wants|requires|waits for) me|(?:is there )?(?:any|some)thing (?:(?:that|which|is|open|broken|new|left|else|or|and) )*(?:needs|needing|waits for|waiting for) me)(?: (?:now|right now|today|here|at the moment|first|most))*[?!. ]*$`,
);
/** "what worries you most?", "should I be worried?" */
const WORRYING = new RegExp(
  String.raw`${LEAD}(?:what (?:worries|concerns|bothers|scares) you(?: (?:the )?most)?|what should (?:i|we) (?:be )?(?:worr(?:y|ied)|concerned|afraid|scared)(?: (?:about|of))?(?: (?:the )?most)?|(?:what|which)(?:'s| is| one is)? (?:the )?(?:most )?(?:urgent|important|serious|dangerous|critical|worrying|pressing)(?: (?:thing|one|alert|matter|problem|issue))?)(?: (?:now|right now|today|here|at the moment|of all|of them|of (?:these|those)))*[?!. ]*$`,
);
const SHOULD_WORRY = new RegExp(
  String.raw`${LEAD}(?:should|do|must) (?:i|we) (?:need to |have to )?(?:be )?(?:worr(?:y|ied)|concerned|afraid|scared|alarmed)(?: (?:about (?:anything|something|it all)|now|then|today))*[?!. ]*$`,
);
/** "ask him if that was him": a button of the alert does that. */
const ASKS_THEM = new RegExp(
  String.raw`${LEAD}(?:can you |could you )?(?:ask|check with|verify with|confirm with|double-?check with) (?!safenest|me\b|us\b|you\b)[\p{L}.@-]+(?: [\p{L}-]+)?(?: (?:if|whether|that)\b.{0,20}\b(?:was|is|were|did)\b.{0,30}| (?:about (?:it|this|that)|directly|himself|herself|please|first|now))*[?!. ]*$`,
  'u',
);
/** "ok, where do I click?" */
const WHERE_TO_PRESS = new RegExp(
  String.raw`${LEAD}(?:(?:where|what|which (?:one|button))(?: exactly)? (?:do|can|should|must|have) (?:i|we)(?: (?:to|need to|have to))? (?:click|press|tap|push)|(?:where|which)(?:'s| is| are)? (?:the |that )?buttons?)(?: (?:on|now|then|to|for (?:it|that)))*[?!. ]*$`,
);
/** "remind me in an hour" */
const REMINDS = new RegExp(
  String.raw`${LEAD}(?:(?:can|could|will|would) you )?(?:remind (?:me|us|him|her|them)(?: again)?(?= (?:(?:in|at|to|on|again|later|tomorrow|tonight|when|next|by|before|after|every|this|early|early on|first thing|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun))\b|\d)|[?!. ]*$)|set (?:me )?an? (?:reminder|timer|alarm clock)|wake me)\b|${LEAD}(?:(?:can|could|will|would) you )?remind (?:me|us) (?:about|of) (?:inc|alr)-\d+(?= (?:in|at|to|on|again|later|tomorrow|tonight|when|next|by|before|after|every)\b)`,
);
/** "since when do we keep logs?", "how far back does the data go?": the first login there is. */
const SINCE_WHEN =
  /\b(?:since when|from when(?: on)?|how far back)\b.{0,30}\b(?:logs?|log-?ins?|sign-?ins?|data|records?|recordings?|entries|history)\b|\b(?:since when|how far back) (?:do|does|can|have|are|is) (?:we|you|i|safenest) (?:keep|store|record|collect|hold|log|see|look|search)\w*\b|\bwhen (?:did|do|does) (?:the|our|my|your|all) (?:log(?:in)? )?(?:data|logs?|records?|recording|history)(?: of log-?ins)? (?:begin|start|go back)\b/;
/** "how long does it take to close incidents?": told with how things stand. */
const CLOSING =
  /\bhow (?:long|fast|quick\w*|soon|slow\w*)\b.{0,30}\b(?:to |until |till |before )?(?:we |they |people |you )?(?:clos\w+|resolv\w+|solv\w+|settl\w+|handl\w+|deal\w* with|work\w* off)\b.{0,15}\b(?:incidents|alerts|tickets|them|things|an (?:incident|alert))\b/;
const APPROVES = new RegExp(
  String.raw`${LEAD}who (?:has to|must|can|may|will|needs to|should|could|gets to|is (?:allowed|supposed) to)? ?(?:approves?|sign(?:s)? off|confirm)(?: (?:on )?(?:it|this|that|them|proposals?|rules?|the (?:proposal|rule)))?(?: (?:now|then|here))*[?!. ]*$`,
);
const DECIDES = new RegExp(
  String.raw`${LEAD}who (?:decides?|gets to decide|has (?:the )?(?:last|final)? ?(?:word|say)|makes that decision|is asked)(?: (?:on|about|over|in))?(?: (?:it|that|this|them|rules?|proposals?))?[?!. ]*$`,
);
const WHO_HAS_WHAT = new RegExp(
  String.raw`${LEAD}who(?:'s| is| are)? (?:working on|works on|doing|does|has|handles|handling|dealing with|busy with|on|got) what(?: (?:right now|now|at the moment|today|currently))*[?!. ]*$`,
);
const FOR_THE_BOSS =
  /\b(?:report|summary|overview|write-?up|briefing|update|something)\b.{0,30}\b(?:boss|management|board|managers?|ceo|ciso|directors?|chief|executives?|leadership)\b/;
const NEW_COUNTRY =
  /\b(?:log(?:ged|s|ging)?|sign(?:ed|s|ing)?)[ -]?(?:in|on)s?\b.{0,15}\bfrom (?:an? |any |some )?(?:new|unusual|unknown|unfamiliar|strange) (?:country|countries|place|places|location|locations)\b/;
const SEES_NOW = new RegExp(
  String.raw`${LEAD}what (?:does|do|can) (?:the |our |that |this )?(?:cameras?|cctv) (?:see|show|look at)(?: (?:right now|now|at the moment|currently|live))*[?!. ]*$`,
);
const BEFORE = new RegExp(
  String.raw`${LEAD}(?:have|had|did) we (?:ever )?(?:had|have|seen|see) (?:this|that|it|something like (?:this|that))(?: (?:before|already|earlier))+[?!. ]*$`,
);

/** "has it been here before?", of the address or account that was just looked at */
const BEEN_HERE = new RegExp(
  String.raw`${LEAD}(?:has|have|was|is|did) (?:it|that|this|he|she|they|that (?:address|ip|account|user|host))(?: (?:ever|already))* (?:been|seen|known|come|appear|show|turn)(?:ed)?(?: (?:here|up|around|to us|in))*(?: (?:before|already|earlier|in the past|previously))*[?!. ]*$`,
);

/** The period that the last answer was about. */
const lastRange = (history: readonly PastTurn[]): unknown => history.at(-1)?.steps.findLast(({ ok }) => ok)?.args.range;

/** Whether the last answer showed one alert or incident by itself. */
const isAtOne = (history: readonly PastTurn[]): boolean =>
  history.at(-1)?.steps.some(({ tool, ok }) => ok && /^(?:open|update|create)_(?:alert|incident)$/.test(tool)) ?? false;

/** The one alert that the conversation looked at last. */
function alertAtHand(history: readonly PastTurn[]): string | null {
  for (const { steps } of history.slice(-4).toReversed()) {
    const ids = steps.flatMap(({ tool, args: { id }, ok }) =>
      ok && /^(?:open|update)_alert$/.test(tool) && typeof id === 'string' ? [id.toUpperCase()] : [],
    );
    if (ids.length > 0) return ids.length === 1 ? ids[0]! : null;
  }
  return null;
}

export const everyday: Recogniser = ({ text, entities, before }, { history, tools, language, role }) => {
  const [named, another] = entities.refs;
  // "remind me tomorrow at 9 about INC-2": of that one it is said what there is instead
  if (named && !another && before.length === 0 && /^(?:ALR|INC)-/.test(named.ref) && REMINDS.test(text))
    return say('not_here', smallTalkWords[language].noReminders(can(role, 'incidents.write'), named.ref));
  const { outcome, countries, groupBy, time, ip } = entities;
  const isOfAll =
    !named && ip === null && outcome === null && countries.length === 0 && groupBy === null && time === null;
  if (SINCE_WHEN.test(text) && isOfAll && tools.has('search_logs') && can(role, 'logs.read'))
    return calls({ tool: 'search_logs', args: { kinds: ['login'], limit: 1, order: 'oldest' } });
  if (entities.refs.length > 0 || entities.ip !== null || before.length > 0) return null;
  const range = entities.time?.range;
  if (NEEDS_ME.test(text) && tools.has('search_logs') && can(role, 'alerts.read') && role !== 'moderator')
    return calls(
      { tool: 'search_logs', args: { kinds: ['incident'], assignee: 'me', status: 'open' } },
      { tool: 'search_logs', args: { kinds: ['alert'], status: 'open' } },
      ...(tools.has('open_proposals') && can(role, 'rules.write') ? [{ tool: 'open_proposals', args: {} }] : []),
    );
  if (tools.has('search_logs')) {
    if (REAL.test(text) && entities.severity === null)
      return calls({
        tool: 'search_logs',
        args: args({
          kinds: ['alert'],
          status: ['open', 'acknowledged', 'resolved'],
          range: range ?? lastRange(history),
        }),
      });
    if (GOING_ON.test(text) && can(role, 'alerts.read') && can(role, 'logs.read'))
      return calls({ tool: 'search_logs', args: { kinds: ['alert', 'incident'], status: 'open' } });
    if (
      (WORRYING.test(text) || (SHOULD_WORRY.test(text) && !isAtOne(history))) &&
      can(role, 'alerts.read') &&
      can(role, 'logs.read')
    )
      return calls({ tool: 'search_logs', args: { kinds: ['alert'], status: 'open', order: 'worst' } });
    if (OVERLOOKED.test(text))
      return calls({ tool: 'search_logs', args: args({ kinds: ['alert'], status: 'open', range }) });
    if (WHO_HAS_WHAT.test(text))
      return calls({ tool: 'search_logs', args: { kinds: ['incident'], status: 'open', group_by: 'assignee' } });
    if (NEW_COUNTRY.test(text) && LOOKS.test(text))
      return calls({ tool: 'search_logs', args: args({ kinds: ['alert'], rule: 'first_seen', range }) });
  }
  if (REMINDS.test(text)) return say('not_here', smallTalkWords[language].noReminders(can(role, 'incidents.write')));
  if (tools.has('posture_summary') && (CLOSING.test(text) || (FOR_THE_BOSS.test(text) && WANTS.test(text))))
    return calls({ tool: 'posture_summary', args: args({ range }) });
  const asksThem = tools.has('search_help') && can(role, 'alerts.write') && ASKS_THEM.test(text);
  if (asksThem) {
    const alert = alertAtHand(history);
    const how = { tool: 'search_help', args: { query: 'How do I ask somebody whether it was them?' } };
    return calls(...(alert === null ? [] : [{ tool: 'open_alert', args: { id: alert } }]), how);
  }
  if (WHERE_TO_PRESS.test(text)) {
    if (/^(?:open_proposals|propose_rule)$/.test(history.at(-1)?.steps.at(-1)?.tool ?? ''))
      return say('small_talk', ruleWords[language].onlyButtons);
    if (tools.has('search_help'))
      return calls({ tool: 'search_help', args: { query: 'Who may press the buttons of a card?' } });
  }
  if (
    tools.has('search_help') &&
    (APPROVES.test(text) ||
      (DECIDES.test(text) &&
        /^(?:open_proposals|recommend_rules|propose_rule|list_rules)$/.test(history.at(-1)?.steps.at(-1)?.tool ?? '')))
  )
    return calls({ tool: 'search_help', args: { query: 'Who can approve a rule?' } });
  if (tools.has('show_camera') && SEES_NOW.test(text)) return calls({ tool: 'show_camera', args: {} });
  const last = history.at(-1)?.steps.findLast(({ ok }) => ok);
  if (BEEN_HERE.test(text) && last?.tool === 'search_logs' && (last.args.ip ?? last.args.user) !== undefined)
    return calls({ tool: 'search_logs', args: args({ ip: last.args.ip, user: last.args.user, range }) });
  if (BEFORE.test(text) && history.length === 0) return say('ask', smallTalkWords[language].whichOne);
  return null;
};
const LOOKS =
  /^(?:(?:and|so|please|can you|could you)[\s,]+)*(?:who|which|what|show|list|find|any(?:one|body)?|did|people|accounts|users|has|have|how many)\b/;
const WANTS =
  /^(?:(?:please|can you|could you|i|we|would|will)[\s,]+)*(?:make|write|give|create|prepare|draw up|draft|need|want|get|send|produce|put together|i'd like|do)\b/;
