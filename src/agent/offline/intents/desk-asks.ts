import { can } from '../../../domain/role.ts';
import { askingWords } from '../../../messages/catalogue/asking.ts';
import { unrecordedWords } from '../../../messages/catalogue/unrecorded.ts';
import {
  args,
  type Clause,
  calls,
  type PastTurn,
  type PlanContext,
  type PlannedCall,
  type Recogniser,
  say,
  typed,
} from '../plan-types.ts';
import { isName } from './words.ts';

/*
 * What people ask of the desk as a whole, or of everything an answer just told: where to begin, what to hand over, who is on it, whether it is under
 * control, where it comes from, what to take away as a file. One question of many things is answered for all of them instead of asking which is meant.
 */

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hi|hello|hey|good (?:morning|evening|afternoon)|morning|please|then|now|also|right|great|thanks)[\s,.!]+)*(?:(?:can|could|would|will) you |tell me |show me |give me |i (?:want|need) (?:to know )?)*`;
const TAIL = String.raw`(?: (?:now|right now|today|tonight|then|here|please|at the moment|for (?:me|us)|first|of all|again|already|yet|this (?:week|morning|evening)|for the (?:next|night|late|early|day) (?:shift|one|guy|colleague)))*[?!. ]*$`;
const asked = (body: string): RegExp => new RegExp(`${LEAD}(?:${body})${TAIL}`);

/** “what do i hand over tonight”, “write me a handover”; with a name behind it, it is an order. */
const HANDOVER =
  /\b(?:hand-?over|shift (?:report|notes?|summary|change))\b(?! (?:inc-|alr-|it|this|that|to \p{L}+))|\bwhat\b.{0,20}\b(?:hand|pass|leave)\b(?: \w+){0,2} (?:over|on|behind)\b(?! to (?!(?:the|my|our|whoever)\b))/u;
const SHOULD_KNOW = asked(
  String.raw`(?:is there |are there )?(?:any ?thing|something|what)(?: else| more| important| new| urgent)* (?:that )?(?:i|we) (?:should|must|need to|ought to|have to)(?: (?:also|still))? (?:know|be aware of|hear)(?: (?:about|before|for|ahead of|going into|when)\b.{0,40})?`,
);
/** “start with the worst”, “where do i start?” */
const BEGINS_WITH = asked(
  String.raw`(?:let's |let us )?(?:start|begin|go)(?: off)? with (?:the )?(?:worst|most \w+|gravest|highest|top|critical)(?: (?:one|alert|thing))?|(?:where|what) (?:do|should|shall|can|must) (?:i|we) (?:start|begin)(?: with)?|(?:the )?worst (?:one )?first|first things first`,
);
/** “what should I do about these?” */
const ABOUT_THESE = asked(
  String.raw`what (?:should|shall|do|can|must|would) (?:i|we|you|one) do (?:about|with|on) (?:these|those|them|all (?:of )?(?:these|those|them|this|that)|that lot)`,
);
const IT = String.raw`(?:it|that|this|these|those|them|they|all (?:of )?(?:it|that|this|them)|everything|things|the situation)`;
const WHO_WORKS = asked(
  String.raw`who(?:'s| is| are|m)?(?: (?:all|currently|actually))? (?:working|on|handling|dealing|looking|taking care|works?|has|have|handles?|deals?|looks?|got|responsible|in charge)(?: (?:on|with|at|into|after|of|for))? ${IT}|is (?:any(?:body|one)|some(?:body|one)) (?:working on|handling|dealing with|looking (?:at|into|after)|on|taking care of) ${IT}`,
);
const UNDER_CONTROL = asked(
  String.raw`(?:is|are|have|has|was|were) (?:${IT}|we)(?: (?:got|now|all|still|really))* (?:under control|contained|dealt with|taken care of|handled|sorted(?: out)?|safe|solved|going on|ongoing|happening|on-going|it under control|this under control|that under control)`,
);
const COMES_FROM = asked(
  String.raw`(?:who|where|which (?:address|country|ip)s?)(?:'s| is| are| does| do| did)?(?: (?:all|most))?(?: of)? ${IT}(?: all)? com(?:e|es|ing|ed) from|who(?:'s| is| was)? behind ${IT}`,
);
const GOT_IN = asked(
  String.raw`(?:did|have|has) (?:they|any(?:body|one)(?: of them)?|some(?:body|one)|any of them|he|she|it)(?: (?:ever|actually|really))* (?:get|got|gotten|make it|made it|break|broken)(?: (?:in|into|through|inside|anywhere|anything|something|somewhere))+`,
);
const WE_DID = asked(
  String.raw`what (?:have|has|did|was|were) (?:we|they|anyone|anybody|someone|the team|been|people)(?: (?:already|so far|been))* (?:done|do|tried|try|did)(?: (?:already|so far|there|about (?:it|this|that|them)|on (?:it|that)|with (?:it|that)|to (?:stop|fix) (?:it|that)))*`,
);
const AFFECTED = asked(
  String.raw`(?:which|who|what|whose|how many)(?: of)?(?: (?:my|our|the))?(?: (?:people|team|staff|colleagues?|accounts?|users?|employees?|members?))?(?: (?:all|else))?(?: (?:were|was|are|is|got|has been|have been))+ (?:affected|hit|involved|concerned|compromised|targeted|attacked)(?: by (?:it|that|this|them|all (?:that|this)))?`,
);
const IS_IT_REAL = asked(
  String.raw`(?:is|was|could|might|would|do you think|would you say)\b.{0,15}\b(?:it|that|this)(?: (?:one|be|is|was|a|an|really|just|probably|maybe|only))* (?:false (?:alarm|positive)|real|genuine|harmless|benign|serious|dangerous|bad|an? (?:real )?attack|attack|nothing)(?: (?:do|would) you (?:think|say)| you think|,? (?:or not|in your opinion|what do you think))*`,
);
const RULE_FOR_IT = asked(
  String.raw`(?:make|create|write|add|set up|propose|draft|i need|we need|need) (?:me |us )?(?:a|an|another|some) (?:new )?rules? (?:for|about|against|from|out of|on) (?:it|that|this|them|these|those)`,
);
const RECOMMENDS = asked(
  String.raw`what (?:would|do|can|could|should) (?:you|we|i) (?:recommend|suggest|advise|propose|change|improve)(?: (?:us|me|to (?:do|change|improve)|doing|about (?:it|that|this)|against (?:it|that|this)))*|any (?:advice|recommendations?|suggestions?|ideas)`,
);
/** “put that in a pdf”, “export the failed logins as a file” */
const AS_FILE =
  /\b(?:export|download|save|print|put|send|give|get|convert|turn|have|want|need)\b.{0,50}\b(?:as|in|into|to|on) (?:an? |the |some )?(?:pdf|csv|excel|xlsx?|spreadsheet|file|paper|word(?: document)?|table file)s?\b|^(?:(?:please|and|can you|could you|ok(?:ay)?|can i|how do i)[\s,]+)*(?:export|download|print)\b(?! (?:rule|prop)-)/;
const OF_AUDIT = /\baudit\b/;
/** “who hasn't signed in for a month?”: what did not happen is in no log. */
const NOT_SIGNED_IN =
  /\b(?:who|which|what|any|how many|list|accounts?|users?|people|members?|anyone|anybody|nobody|everyone)\b.{0,30}\b(?:hasn't|haven't|has not|have not|hadn't|didn't|did not|never|not|no longer|isn't|aren't)(?: (?:ever|been|even))* (?:sign(?:ed)?|logg?(?:ed)?|signing|logging|used?|active|seen)\b(?:[ -]?(?:in|on))?.{0,12}\b(?:for|in|since|within|over|during|at all|ever|any ?more|this|last|lately|recently|once)\b|\b(?:inactive|unused|dormant|idle|stale|orphaned) (?:accounts?|users?|members?)\b/;
const BACKUP =
  /\b(?:did|has|have|was|is|are|were|when)\b.{0,25}(?<![-\w])back-?ups?\b.{0,25}\b(?:run|ran|runs|made|done|ok(?:ay)?|work\w*|last|latest|succeed\w*|success\w*|taken|fail\w*|running|fine|fresh|recent|there|happen\w*)\b|\b(?:last|latest|newest|recent) back-?up\b|\bdo we have (?:a |any )?(?:recent |working )?back-?ups?\b/;
/** “mute alerts from 192.0.2.10 for two hours”: of an address or account it is said of each alert that it is expected. */
const QUIET_FROM =
  /^(?:(?:please|can you|could you|and|now)[\s,]+)*(?:mute|pause|silence|suppress|snooze|stop|hold|ignore|no(?: more)?) (?:all |any |the )?(?:alerts?|alarms?|notifications?|alerting) (?:from|of|for|about|by|on)\b/;
/** “how much would that reduce the alerts”, of rules that were recommended: their trial says it. */
const WHAT_IT_BRINGS =
  /^(?:(?:and|so|but|ok(?:ay)?)[\s,]+)*(?:how (?:much|many|often|good)|what|would|will|does|do)\b.{0,30}\b(?:would|will|reduce|save|fewer|less|fire|help|change|bring|cost|cause)\b.{0,40}$/;
/** “add bob@example.com”: a person of that address. */
const ADDS_MEMBER =
  /^(?:(?:please|can you|could you|and|now)[\s,]+)*(?:add|invite|register|onboard|create(?: an account for)?|sign up)(?: (?:a |the )?(?:new )?(?:member|user|colleague|person|officer|admin|manager|moderator|employee))? \S+@\S+(?: (?:as|to|with)\b(?! inc-).{0,40})?[.! ]*$/;
/** “page ada” */
const PAGES_SOMEBODY =
  /^(?:(?:please|can you|could you|and|now|then)[\s,]+)*(?:page|ping|wake(?: up)?|ring|phone|call|beep) (?!me\b|it\b|that\b|this\b|us\b|(?:the |our )?on[- ]?call\b|whoever\b|someone\b|somebody\b)[\p{L}][\p{L}'.-]*(?: [\p{L}][\p{L}'-]*)?(?: (?:now|please|up|about (?:it|this|that)))*[.! ]*$/u;
const ERRORS =
  /^(?:(?:and|so|please)[\s,]+)*(?:(?:are|is|were) there |(?:do|did) we have |show (?:me )?|any |have you had )*(?:any |some |the )?(?:errors?|faults|failures|malfunctions)(?: (?:anywhere|here|now|today|right now|in the system|lately|with (?:it|safenest|the system)))*[?!. ]*$|\bis (?:anything|something) (?:broken|down|failing|not working)(?: (?:here|now|in safenest|with (?:it|safenest|the system)))*[?!. ]*$/;
const ONE_OFFLINE =
  /^(?:(?:and|so|but)[\s,]+)*(?:is|are|was|were|which|any)(?: (?:any|one|some|all|both))?(?: of (?:them|those|these))?(?: ones?)? (?:is |are )?(?:off-?line|down|dead|broken|silent|not (?:working|sending)|on-?line|working|ok(?:ay)?)(?: (?:now|right now|at the moment))*[?!. ]*$/;
const AI_COST =
  /\b(?:how much|what)\b.{0,25}\b(?:ai|language model|llm|model|chatgpt|tokens)\b.{0,20}\b(?:costs?|spen[dt]|price|bill|used?)\b|\b(?:cost|price|bill) (?:of|for) (?:the |our )?(?:ai|language model|llm|model|tokens)\b/;
const DISK =
  /\b(?:disk|disc|hard ?drive|storage|space)\b.{0,20}\b(?:full|left|free|space|usage|used?|running out|enough)\b|\b(?:full|free|much|enough|out of)\b.{0,12}\b(?:disk|disc|hard ?drive|storage|space)\b/;
/** “who's handling the Tomas thing” */
const WHOSE_MATTER =
  /\bwho(?:'s| is| has)? (?:currently |now )?(?:handling|on|working on|works on|dealing with|looking (?:at|into|after)|taking care of|got|has|responsible for|in charge of) (?:the |that |this )([\p{L}][\p{L}.-]+)(?:'s)? (?:thing|stuff|matter|case|business|story|mess|issue|problem|incident|one)\b/u;
const NOISIEST_RULE =
  /\b(?:which|what)\b.{0,10}\brules?\b.{0,25}\b(?:most|biggest|much|too much|lots of|loudest|noisiest|noisy|noise)\b|\b(?:noisiest|loudest) rules?\b/;
const WEEKLY =
  /^(?:(?:please|and|so|can you|could you|ok(?:ay)?|can i)[\s,]+)*(?:(?:give|show|get|open|send|read|have|see)(?: me| us)?|what(?:'s| is) in) (?:the|our|my|this) (weekly|daily) (?:security )?report(?: please)?[?!. ]*$/;
const TEAM_SIZE =
  /^(?:(?:and|so|please)[\s,]+)*how many (?:people|of us|colleagues|officers?|persons)?(?: (?:do we have|are there|are we|have we))? (?:on|in|at) (?:the |our |this )?(?:desk|security(?: team)?|team|soc|shift)[?!. ]*$|^(?:(?:and|so)[\s,]+)*how many people (?:do we have|are there|are we) (?:on|in|at) (?:the |our )?(?:desk|security(?: team)?|soc)[?!. ]*$/;
const JOINED =
  /\bwho(?:'s| has| have)? (?:all )?(?:recently |newly |just |lately )?(?:joined|been added|come on board|started here|(?:is|are) new(?: here)?)\b(?: (?:us|the team|recently|lately|here|this \w+|last \w+|since .{2,15}|safenest))*[?!. ]*$/;

/** Whether a message asks who is at all that was told, or how it stands. */
export const asksOfAll = (text: string): boolean =>
  WHO_WORKS.test(text) || UNDER_CONTROL.test(text) || PAGES_SOMEBODY.test(text);

const shown = ({ citations }: PastTurn): string[] =>
  citations.filter(({ ref, mentioned }) => !mentioned && /^(?:ALR|INC)-/.test(ref)).map(({ ref }) => ref);

export const deskAsks: Recogniser = (clause, context) => {
  const { text, entities, before } = clause;
  const { tools, role, history, language } = context;
  if (language !== 'en' || before.length > 0 || entities.refs.length > 0 || !can(role, 'alerts.read')) return null;
  if ((entities.ip || entities.email) && QUIET_FROM.test(text) && tools.has('search_logs') && tools.has('search_help'))
    return calls(
      { tool: 'search_logs', args: args({ kinds: ['alert'], ip: entities.ip, user: entities.email, status: 'open' }) },
      { tool: 'search_help', args: { query: 'How do I say that something is expected?' } },
    );
  if (entities.email && ADDS_MEMBER.test(text) && tools.has('search_help'))
    return calls({ tool: 'search_help', args: { query: 'How do I add a member?' } });
  if (entities.ip || entities.email) return null;
  const guide = (query: string): ReturnType<Recogniser> =>
    tools.has('search_help') ? calls({ tool: 'search_help', args: { query } }) : null;
  if (AS_FILE.test(text) && !/\b(?:incident|ticket|post-?mortem|case)\b/.test(text))
    return guide(
      OF_AUDIT.test(text)
        ? 'Can I export the audit log?'
        : isOfReport(clause, history) || FOR_THE_BOARD.test(text)
          ? 'How do I print a report or save it as PDF?'
          : 'Can I export a list of logins or alerts?',
    );
  if (PAGES_SOMEBODY.test(text) && role !== 'moderator') return guide('How do I page or call somebody?');
  if (ERRORS.test(text) && tools.has('system_health') && can(role, 'health.read'))
    return calls({ tool: 'system_health', args: {} });
  if (ONE_OFFLINE.test(text) && lastStep(history)?.tool === 'show_camera')
    return calls({ tool: 'show_camera', args: {} });
  if (AI_COST.test(text)) return guide('What does the language model cost, and who limits it?');
  if (DISK.test(text)) return guide('How much disk space is used?');
  if (JOINED.test(text) && tools.has('list_members'))
    return guideOn(calls({ tool: 'list_members', args: {} }), unrecordedWords[language].joined);
  if (TEAM_SIZE.test(text) && tools.has('list_members')) return calls({ tool: 'list_members', args: {} });
  if (BACKUP.test(text) && tools.has('system_health') && can(role, 'health.read'))
    return calls({ tool: 'system_health', args: {} });
  if (role === 'moderator' || !tools.has('search_logs') || !can(role, 'logs.read')) return null;
  if (NOT_SIGNED_IN.test(text) && entities.severity === null && !/\bfactor\b|\b2fa\b|\bmfa\b/.test(text))
    return say('not_here', unrecordedWords[language].absence);
  if (NOISIEST_RULE.test(text) && !/\b(?:never|least|quiet\w*|should|recommend)\b/.test(text))
    return calls({
      tool: 'search_logs',
      args: args({ kinds: ['alert'], group_by: 'rule', range: entities.time?.range }),
    });
  const weekly = WEEKLY.exec(text)?.[1];
  if (weekly !== undefined && tools.has('open_report')) return calls({ tool: 'open_report', args: { kind: weekly } });
  const range = entities.time?.range;
  const matter = WHOSE_MATTER.exec(text);
  if (matter?.[1] && isName(matter[1])) {
    const at = text.indexOf(matter[1], matter.index);
    return calls({
      tool: 'search_logs',
      args: { kinds: ['incident'], user: typed(clause, at, at + matter[1].length) },
    });
  }
  if (HANDOVER.test(text) && entities.kinds.length === 0 && text.length < 80)
    return calls(openWork(), ...(tools.has('who_is_on_call') ? [{ tool: 'who_is_on_call', args: {} }] : []));
  if (SHOULD_KNOW.test(text)) return calls(openWork());
  if (BEGINS_WITH.test(text))
    return calls({ tool: 'search_logs', args: { kinds: ['alert'], status: 'open', order: 'worst', limit: 1 } });
  return ofAllThat(clause, context, range ?? lastRange(history));
};

const openWork = (): PlannedCall => ({
  tool: 'search_logs',
  args: { kinds: ['alert', 'incident'], status: 'open', order: 'worst' },
});
const guideOn = (made: { calls: PlannedCall[] }, aside: string) => ({ ...made, aside });
/** What was looked at last; a page of the guide in between leads away from nothing. */
const isLook = ({ tool, ok }: PastTurn['steps'][number]): boolean => ok && !/help$/.test(tool);
const lastTurn = (history: readonly PastTurn[]): PastTurn | undefined =>
  history.slice(-4).findLast(({ steps }) => steps.some(isLook));
const lastStep = (history: readonly PastTurn[]): PastTurn['steps'][number] | undefined =>
  lastTurn(history)?.steps.findLast(isLook);
const lastRange = (history: readonly PastTurn[]): string | undefined => {
  const range = lastStep(history)?.args.range;
  return typeof range === 'string' ? range : undefined;
};
/** Lists come as a table; what is printed, or shown to those above, is the report. */
const FOR_THE_BOARD =
  /\bpdf\b|\b(?:for|to) (?:the |my |our )?(?:board|boss|bosses|ceo|management|directors?|executives?|leadership|auditors?|investors?|managers?|chief|head|meeting)\b/;
const isOfReport = ({ text }: Clause, history: readonly PastTurn[]): boolean =>
  /\b(?:report|summary|figures)\b/.test(text) ||
  /^(?:posture_summary|open_report)$/.test(lastStep(history)?.tool ?? '');

/** Asked of all that the last answer told, where that was no one thing. */
function ofAllThat({ text }: Clause, context: PlanContext, range: string | undefined): ReturnType<Recogniser> {
  const { history, language, tools } = context;
  const last = lastTurn(history);
  const step = lastStep(history);
  if (!last || !step) return null;
  const refs = shown(last);
  if (RECOMMENDS.test(text) && /^(?:posture_summary|open_report)$/.test(step.tool) && tools.has('recommend_rules'))
    return calls({ tool: 'recommend_rules', args: {} });
  if (step.tool === 'recommend_rules' && WHAT_IT_BRINGS.test(text))
    return calls({ tool: 'recommend_rules', args: step.args });
  if (!/^(?:posture_summary|search_logs|open_report|search_history)$/.test(step.tool)) return null;
  const isOfOne = step.args.ip !== undefined || step.args.user !== undefined;
  if (ABOUT_THESE.test(text) && tools.has('search_help'))
    return calls(
      { tool: 'search_logs', args: { kinds: ['alert'], status: 'open', order: 'worst', limit: 1 } },
      { tool: 'search_help', args: { query: 'How do I acknowledge or settle an alert?' } },
    );
  if (IS_IT_REAL.test(text)) {
    const alerts = refs.filter((ref) => ref.startsWith('ALR'));
    const some = (alerts.length > 0 ? alerts : refs).slice(0, 4);
    if (some.length === 1)
      return calls({ tool: some[0]!.startsWith('ALR') ? 'open_alert' : 'open_incident', args: { id: some[0] } });
    return some.length === 0
      ? null
      : {
          say: {
            why: 'ask',
            text: askingWords[language].whichOne(some),
            options: some.map((ref) => ({ label: ref, message: `open ${ref}` })),
          },
        };
  }
  if (isOfOne || (refs.length === 1 && step.tool === 'search_logs')) return null;
  if ((WHO_WORKS.test(text) && step.args.status !== 'open') || UNDER_CONTROL.test(text))
    return calls({ tool: 'search_logs', args: { kinds: ['incident', 'alert'], status: 'open', order: 'worst' } });
  if (WE_DID.test(text)) return calls({ tool: 'search_logs', args: args({ kinds: ['incident'], range }) });
  if (COMES_FROM.test(text))
    return calls({ tool: 'search_logs', args: args({ kinds: ['login'], outcome: 'failure', group_by: 'ip', range }) });
  if (AFFECTED.test(text))
    return calls({ tool: 'search_logs', args: args({ kinds: ['alert'], group_by: 'user', range }) });
  if (GOT_IN.test(text))
    return calls({ tool: 'search_logs', args: args({ kinds: ['alert'], rule: 'success_after_failures', range }) });
  if (RULE_FOR_IT.test(text) && tools.has('recommend_rules')) return calls({ tool: 'recommend_rules', args: {} });
  return null;
}
