import { askingWords } from '../../../messages/catalogue/asking.ts';
import { ruleWords } from '../../../messages/catalogue/rules.ts';
import { wantsOneLine } from '../asked-of-it.ts';
import { deny } from '../permitted.ts';
import { args, type Clause, calls, type PastTurn, type PlanContext, type Recogniser } from '../plan-types.ts';
import { whichOne } from '../pointed.ts';

/*
 * Short questions about what was just shown that is no list of logins, alerts or incidents: rules by their place, the report after this
 * one, what a summary means.
 */

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|please|then|can you|could you|hm+)[\s,]+)*`;
const PLACES: Record<string, number> = { first: 0, second: 1, third: 2, fourth: 3, fifth: 4, sixth: 5, last: -1 };
const NTH_RULE = new RegExp(
  String.raw`${LEAD}(?:what (?:does|is|about)|show(?: me)?|open|explain|describe|tell me (?:more )?about|how (?:does|about)|why)(?: the)? (${Object.keys(PLACES).join('|')})(?: (?:one|rule))?(?: (?:do|mean|for|about|work|look (?:for|at)|say|there))*[?!. ]*$`,
);
/** "and the second one?", of cameras that were listed. */
const NTH_ONE = new RegExp(
  String.raw`${LEAD}(?:(?:what about|how about|show(?: me)?|open|see|look at|give me) )?(?:the )?(${Object.keys(PLACES).join('|')})(?: (?:one|camera|cam))?(?: (?:please|too|now))*[?!. ]*$`,
);
const NEXT_ONE = new RegExp(
  String.raw`${LEAD}when (?:is|does|do|will|comes?)(?: i| we)?(?: get| see)? (?:the )?(?:next|following|new)(?: one| report)?(?: (?:due|come|coming|out|be|made|posted|sent|ready|go))*[?!. ]*$`,
);
const GOOD_OR_BAD = new RegExp(
  String.raw`${LEAD}(?:is|are|was|sounds?|does)(?: (?:that|this|it|these|those|they))(?: sound| look)?(?: (?:now|all|really|very|too|rather|a))* (?:good|bad|normal|ok(?:ay)?|fine|lot|many|much|high|low|worrying|serious|usual|alarming|dangerous|concerning)\b.{0,20}[?!. ]*$`,
);
const WORST_OF_IT = new RegExp(
  String.raw`${LEAD}(?:what|which)(?:'s| is| was| were| are)? (?:the |our )?(?:biggest|worst|main|most (?:serious|severe|urgent|dangerous|important)|top|gravest) (?:one|problem|issue|risk|threat|thing|matter|alert|concern)(s)?(?: (?:of|in|there|then|here|this|last|all|week|month|it|that|them|those))*[?!. ]*$`,
);
const IS_SETTLED = new RegExp(
  String.raw`${LEAD}(?:is|was|has|did)(?: (?:it|that|this|that one|this one))(?: (?:been|already|now|get|all))* (?:solved|resolved|fixed|closed|handled|over|settled|sorted(?: out)?|dealt with|taken care of|finished)(?: (?:now|yet|already))*[?!. ]*$`,
);

const THEM = '(?:it|this|that|these|those|them|they|all of (?:it|this|that|them)|everything)';
/** "is any of it still going on?", "has it stopped?", "are they over now?": of a list, what of it is open. */
const STILL_ON = new RegExp(
  String.raw`${LEAD}(?:(?:is|are|was|were)(?: (?:any(?:thing|one)?|some(?:thing)?|all|one|none|how much|much))?(?: of)? ${THEM}(?: (?:still|now|currently|even))*|(?:has|have|did) ${THEM}(?: (?:all|now|already|ever))*|(?:what|which|how (?:much|many))(?: of)? ${THEM} (?:is|are)(?: still)?) (?:going on|happening|on-?going|active|running|live|continuing|over|stop(?:ped)?|ended?|finished|calm(?:ed)? down|quiet(?:ened)?(?: down)?|under ?way)(?: (?:now|yet|right now|already|at the moment|or (?:is it |has it |not|over|done).{0,20}))*[?!. ]*$`,
);

/** "anything new since I first asked?": since a moment of the conversation. */
const SINCE_ASKED =
  /\bsince (?:(?:i|we) (?:(?:first|last|just) )?(?:ask(?:ed)?|talk(?:ed)?|spoke|speak|chatt?ed|started|began|said hello|looked|checked|wrote)(?: (?:you|to you|with you|here|this|that|about (?:it|this)|first|last))*|(?:my|our|the) (?:first|last|previous|earlier) (?:question|message|chat|one)|(?:the )?(?:start|beginning) of (?:this|our|the) (?:chat|conversation|talk))\b/;
const SINCE_FIRST = /\b(?:first|start(?:ed)?|beg[ai]n(?:ning)?|said hello)\b/;
const ANYTHING_NEW =
  /\b(?:any(?:thing|one|body)?|what(?:'s| has| is| did)?|something|news|new|else|more|changed?|happen\w*|came|come|alerts?|incidents?)\b/;

/** "turn that one off", "mute the noisiest rule": of a rule that was counted and not named. */
const OFF_WITH_IT = new RegExp(
  String.raw`${LEAD}(?:(?:turn|switch|shut) (?:(?:that|this|it)(?: (?:one|rule))? off|off (?:that|this|it)(?: (?:one|rule))?)|(?:disable|deactivate|stop|pause|retire|kill|mute|remove|delete) (?:that|this|it|the noisiest)(?: (?:one|rule))?)(?: (?:please|then|now|for me))*[?!. ]*$`,
);

/** "send me a short report on that incident": what there is to say of it, to whoever may not write one too. */
const TELL_OF_IT = new RegExp(
  String.raw`${LEAD}(?:(?:send|give|get|show|make|write)(?: me| us)? )?(?:an? |the )?(?:(?:short|quick|brief|little) )*(?:report|summary|briefing|overview|write-?up) (?:on|about|of|for) (?:it|(?:this|that|the|our) (?:incident|one|ticket|case))\b.{0,25}$|${LEAD}(?:catch|bring|get|fill) (?:me|us) (?:up|in)(?: to (?:speed|date))? (?:on|about|with) (?:it|(?:this|that|the|our) (?:incident|one|ticket|case))\b.{0,40}$`,
);
/** Turns back that an incident is still the one that is spoken of. */
const LATELY = 12;
const NOISY =
  /\b(?:which|what)(?: (?:one|rules?))?(?: of (?:them|those|these))? .{0,12}\b(?:(?:most|biggest|much|lots of|too much) (?:noise|alerts?|alarms?|noisy)|(?:noisiest|loudest)(?: one)?|fires? most|(?:triggers?|rais\w+|fires?)\b.{0,12}\bmost(?: often)?)\b/;

/** "why did it go up?", of a summary: what the alerts were about. */
const WHY_SO_MANY =
  /^(?:(?:and|so|but|ok(?:ay)?|hm+|oh)[\s,]+)*(?:why|how come|what (?:caused|causes|is behind|made|explains|drives|is driving)|where (?:do|did))\b.{0,30}\b(?:up|down|more|fewer|less|many|much|high|low|worse|better|increas\w*|decreas\w*|rise|rose|risen|jump\w*|spik\w*|drop\w*|change\w*|come from|it|that|this)(?: (?:so much|so|then|lately|this week|all|of them|alerts|alarms))*[?!. ]*$/;
/** "do the first one", of rules that were recommended: each has a button of its own. */
const TAKES_RECOMMENDED = new RegExp(
  String.raw`${LEAD}(?:do|take|propose|use|make|add|enable|turn on|switch on|set up|activate|apply|go with|i(?:'d| would) like|i want|yes)(?: (?:it|that|this|them|those|both|all(?: of them)?|the|first|second|third|last|ones?|rules?|please|then|now|on|up))+[?!. ]*$`,
);
/** "show me the first one", "approve the second", of what waits for approval */
const NTH_THING = new RegExp(
  String.raw`${LEAD}(?:(?:open|show|see|view|explain|propose|approve|reject|do|take|edit|tell me (?:more )?about|what (?:is|about|does|would)|how about|let me see)(?: me| us)? )?(?:the |number )?(first|second|third|fourth|fifth|last)(?: (?:one|proposal|rule|recommendation))?(?: (?:do|change|mean|please|then|now|say|look at|first))*[?!. ]*$`,
);
/** "what would it change?", "how often would it have fired?", "who asked for it?" */
const OF_PROPOSAL =
  /\b(?:what|how|who|why|when|would|open|show|see|explain|details?|more|approve|reject|edit)\b.*\b(?:it|that|this|the (?:proposal|rule|recommendation)|fire[ds]?|change|mean|cost|alerts?)\b/;
const WHO_WAS_IT = new RegExp(
  String.raw`${LEAD}who(?:'s| is| was| were)? (?:it|that|this|he|she|they|the (?:person|man|woman|guy))[?!. ]*$`,
);
const SHOW_ME = new RegExp(
  String.raw`${LEAD}(?:can i see|let me see|show|see)(?: (?:me|us|it|that|them|him|her|this|(?:the|an?|any|some|their|his|her|its) (?:pictures?|photos?|images?|snapshots?|footage|video)|please))*[?!. ]*$`,
);
const GOT_IN = new RegExp(
  String.raw`${LEAD}(?:did|has|have|had) (?:any(?: ?one)?(?: of (?:them|those|these|the accounts))?|one of them|they|some of them|somebody|someone)(?: ever| actually| really)* (?:get|got|gotten|log(?:ged)?|sign(?:ed)?|succeed(?:ed)?|ma[dk]e it|break|broke|broken)(?: (?:in|through|it|inside|anywhere))*[?!. ]*$`,
);
const THEY_TRIED = new RegExp(
  String.raw`${LEAD}(?:which|what|whose|how many) (?:accounts?|users?|people) (?:did|have|were|was) (?:they|those|these|them)? ?(?:all |each )?(?:tr(?:y|ied)|target(?:ed)?|attack(?:ed)?|hit|go(?:ne)? (?:for|after)|involved|affected)[?!. ]*$`,
);
const MOST_ASKED = 3;
/** "which of them never fire?" */
const SILENT =
  /\b(?:never|not|haven't|hasn't|don't|didn't|doesn't|no) (?:ever )?(?:fire[sd]?|fired|trigger\w*|rais\w+|hit|match\w*|alert\w*|used?|alerts?|do\w* anything|found anything|caught anything)\b|\b(?:useless|dead|idle|silent|unused|quiet(?:est)?) (?:ones?|rules?)\b/;

/** "which of them are useless", of rules that were listed */
const USELESS =
  /\b(?:useless|dead|idle|silent|unused|pointless|superfluous|needless|for nothing|do(?:es)? nothing|quiet(?:est)?)\b/;

/** “what does the second one do?”, “when is the next one?”, “is that good or bad?”, “is it solved?” */
export const goingOn: Recogniser = (clause, context) => {
  const { text, entities, before } = clause;
  const { history, tools } = context;
  const last = history.findLast(({ steps }) => steps.some(({ ok }) => ok));
  const step = last?.steps.findLast(({ ok }) => ok);
  if (!last || !step || before.length > 0 || entities.refs.length > 0) return null;
  const isLatest = last === history.at(-1);
  const nth = NTH_RULE.exec(text)?.[1];
  if (nth !== undefined && step.tool === 'list_rules') {
    const ref = shownOf(last, 'RULE-').at(PLACES[nth]!);
    return ref === undefined ? null : calls({ tool: 'list_rules', args: { id: ref } });
  }
  const camera = step.tool === 'show_camera' && isLatest ? NTH_ONE.exec(text)?.[1] : undefined;
  if (camera !== undefined) {
    const all = shownOf(last, 'CAM-');
    const ref = all.length > 1 ? all.at(PLACES[camera]!) : undefined;
    if (ref !== undefined) return calls({ tool: 'show_camera', args: { camera: ref } });
  }
  if (USELESS.test(text) && step.tool === 'list_rules' && tools.has('list_rules'))
    return calls({ tool: 'list_rules', args: { silent: true } });
  if (SILENT.test(text) && (step.tool === 'list_rules' || /\brules?\b/.test(text)) && tools.has('list_rules'))
    return calls({ tool: 'list_rules', args: { silent: true } });
  if (NOISY.test(text) && (step.tool === 'list_rules' || /\brules?\b/.test(text)) && tools.has('search_logs'))
    return calls({
      tool: 'search_logs',
      args: args({ kinds: ['alert'], group_by: 'rule', range: entities.time?.range }),
    });
  if (TELL_OF_IT.test(text) && tools.has('open_incident')) {
    const id = history
      .toReversed()
      .slice(0, LATELY)
      .map((turn) => shownOf(turn, 'INC-'))
      .find((refs) => refs.length > 0);
    if (id?.length === 1) return calls({ tool: 'open_incident', args: { id: id[0] } });
    if (id) return whichOf(id, context);
  }
  if (TAKES_RECOMMENDED.test(text) && step.tool === 'recommend_rules' && isLatest)
    return {
      calls: [{ tool: step.tool, args: step.args }],
      aside: deny({ tool: 'propose_rule', args: {} }, context)?.text ?? ruleWords[context.language].pressPropose,
    };
  if (
    isLatest &&
    /^(?:posture_summary|open_(?:alert|incident))$/.test(step.tool) &&
    wantsOneLine(text) &&
    last.steps.length === 1
  )
    return calls({ tool: step.tool, args: { ...step.args } });
  const tried = isLatest && step.tool === 'search_logs' ? whatTheyTried(text, last, context) : null;
  if (tried) return tried;
  const ofWhatWaits = isLatest ? aboutProposals(clause, last, step, context) : null;
  if (ofWhatWaits) return ofWhatWaits;
  const ofSightings = isLatest && step.tool === 'find_sightings' ? aboutSightings(text, last, step, tools) : null;
  if (ofSightings) return ofSightings;
  const since = SINCE_ASKED.test(text) && ANYTHING_NEW.test(text) ? momentOf(text, history) : null;
  if (since && tools.has('search_logs'))
    return calls({
      tool: 'search_logs',
      args: { kinds: entities.kinds.length > 0 ? entities.kinds : ['alert', 'incident'], range: `${since}/` },
    });
  if (OFF_WITH_IT.test(text) && isLatest && step.tool === 'search_logs' && step.args.group_by === 'rule') {
    const no = deny({ tool: 'propose_rule', args: {} }, context);
    return no ? { say: no } : calls({ tool: 'list_rules', args: { state: 'active' } });
  }
  if (step.tool === 'open_report' && NEXT_ONE.test(text)) return calls({ tool: 'open_report', args: { list: true } });
  if (step.tool === 'posture_summary' && isLatest) {
    const worst = WORST_OF_IT.exec(text);
    const range = entities.time?.range ?? step.args.range ?? 'last_7d';
    if (worst && tools.has('search_logs'))
      return calls({
        tool: 'search_logs',
        args: args({ kinds: ['alert'], range, order: 'worst', limit: worst[1] ? undefined : 1 }),
      });
    if (WHY_SO_MANY.test(text) && tools.has('search_logs'))
      return calls({ tool: 'search_logs', args: { kinds: ['alert'], range, group_by: 'rule' } });
    if (GOOD_OR_BAD.test(text)) return calls({ tool: 'posture_summary', args: { ...step.args } });
  }
  if (STILL_ON.test(text) && isLatest && step.tool === 'search_logs' && tools.has('search_logs')) {
    const { range, user, ip, kinds } = step.args;
    const asked = Array.isArray(kinds) ? kinds.filter((kind) => kind === 'alert' || kind === 'incident') : [];
    return calls({
      tool: 'search_logs',
      args: args({ kinds: asked.length > 0 ? asked : ['alert'], status: 'open', range, user, ip }),
    });
  }
  if ((IS_SETTLED.test(text) || STILL_ON.test(text)) && isLatest) {
    const [one, other] = [...shownOf(last, 'ALR-'), ...shownOf(last, 'INC-')];
    if (one !== undefined && other === undefined)
      return calls({ tool: one.startsWith('ALR') ? 'open_alert' : 'open_incident', args: { id: one } });
  }
  return null;
};

/** "which accounts did they try?", "did any of them get in?", of alerts that were listed or of their addresses: of each of them. */
function whatTheyTried(text: string, last: PastTurn, { tools }: PlanContext): ReturnType<Recogniser> {
  const wanted = GOT_IN.test(text) ? { outcome: 'success' } : THEY_TRIED.test(text) ? { group_by: 'user' } : null;
  if (wanted === null || !tools.has('search_logs')) return null;
  const looked = last.steps.filter(({ tool, ok }) => ok && tool === 'search_logs');
  const isList = looked.length === 1 && looked[0]!.args.group_by === undefined;
  const raised = isList ? shownOf(last, 'ALR-') : [];
  const of = raised.length > 0 ? raised : looked.map(({ args: { ip } }) => ip).filter((ip) => typeof ip === 'string');
  return of.length > 1 && of.length <= MOST_ASKED
    ? calls(...of.map((ip) => ({ tool: 'search_logs', args: { kinds: ['login'], ip, ...wanted } })))
    : null;
}

const WHO_DECIDES =
  /^(?:(?:and|so|but|ok(?:ay)?)[\s,]+)*who (?:decides?|approves?|gets to decide|has (?:the )?(?:last |final )?(?:word|say))\b/;

/** One of the proposals that were told of: by its place, or the only one. */
function aboutProposals(
  clause: Clause,
  last: PastTurn,
  { tool }: PastTurn['steps'][number],
  context: PlanContext,
): ReturnType<Recogniser> {
  if (!/^(?:open_proposals|recommend_rules|propose_rule)$/.test(tool) || !context.tools.has('open_proposals'))
    return null;
  const { text } = clause;
  // who decides is the same for all of them
  // what was done to people is another question than what waits
  if (/\b(?:banned|muted|warned|kicked|timed out|suspended|appeal\w*)\b/.test(text)) return null;
  if (WHO_DECIDES.test(text) || /\bhow (?:do|can|could|should|to) (?:i|we)\b/.test(text)) return null;
  const waiting = shownOf(last, 'PROP-');
  const at = NTH_THING.exec(text)?.[1];
  const one = at !== undefined ? waiting.at(PLACES[at]!) : waiting.length === 1 ? waiting[0] : undefined;
  if (at === undefined && !OF_PROPOSAL.test(text)) return null;
  if (one !== undefined) return calls({ tool: 'open_proposals', args: { id: one } });
  return waiting.length > 1 && !/\b(?:all|both|them|these|those)\b/.test(text)
    ? whichOne(waiting, clause, context)
    : null;
}

/** Who was seen, and the picture of it. */
function aboutSightings(
  text: string,
  last: PastTurn,
  { args: asked }: PastTurn['steps'][number],
  tools: PlanContext['tools'],
): ReturnType<Recogniser> {
  const people = shownOf(last, 'PER-');
  const [camera, another] = new Set(shownOf(last, 'CAM-'));
  const label = people[0];
  if (WHO_WAS_IT.test(text) && people.length === 1 && tools.has('who_is'))
    return calls({ tool: 'who_is', args: { label } });
  if (!SHOW_ME.test(text)) return null;
  const where = asked.camera ?? (another === undefined ? camera : undefined);
  if (where !== undefined && tools.has('show_camera'))
    return calls({ tool: 'show_camera', args: args({ camera: where, at: asked.range }) });
  if (people.length > 1 && tools.has('show_camera')) return calls({ tool: 'show_camera', args: {} });
  return label !== undefined && tools.has('who_is') ? calls({ tool: 'who_is', args: { label } }) : null;
}

/** What an answer showed of a kind, in its order. */
const shownOf = ({ citations }: PastTurn, prefix: string): string[] =>
  citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith(prefix)).map(({ ref }) => ref);

/** When the conversation, or its last question, began. */
function momentOf(text: string, history: readonly PastTurn[]): string | null {
  const at = (SINCE_FIRST.test(text) ? history[0] : history.at(-1))?.at;
  return at ? at.toISOString().replace(/\.\d+/, '') : null;
}

/** Asks which of several incidents is meant; the answer is a report on that one. */
const whichOf = (refs: readonly string[], { language }: PlanContext) => ({
  say: {
    why: 'ask' as const,
    text: askingWords[language].whichOne(refs.slice(0, 5)),
    options: refs.slice(0, 5).map((ref) => ({ label: ref, message: `report on ${ref}` })),
  },
});
