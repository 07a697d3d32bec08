import { args, calls, type PastTurn, type Recogniser } from '../plan-types.ts';

/*
 * Short questions about what was just shown that is no list of logins, alerts or incidents: rules by their place, the report after this
 * one, what a summary means.
 */

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|please|then|can you|could you|hm+)[\s,]+)*`;
const PLACES: Record<string, number> = { first: 0, second: 1, third: 2, fourth: 3, fifth: 4, sixth: 5, last: -1 };
const NTH_RULE = new RegExp(
  String.raw`${LEAD}(?:what (?:does|is|about)|show(?: me)?|open|explain|describe|tell me (?:more )?about|how (?:does|about)|why)(?: the)? (${Object.keys(PLACES).join('|')})(?: (?:one|rule))?(?: (?:do|mean|for|about|work|look (?:for|at)|say|there))*[?!. ]*$`,
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

/** "send me a short report on that incident": what there is to say of it, to whoever may not write one too. */
const TELL_OF_IT = new RegExp(
  String.raw`${LEAD}(?:(?:send|give|get|show|make|write)(?: me| us)? )?(?:an? |the )?(?:(?:short|quick|brief|little) )*(?:report|summary|briefing|overview|write-?up) (?:on|about|of|for) (?:it|(?:this|that|the|our) (?:incident|one|ticket|case))\b.{0,25}$|${LEAD}(?:catch|bring|get|fill) (?:me|us) (?:up|in)(?: to (?:speed|date))? (?:on|about|with) (?:it|(?:this|that|the|our) (?:incident|one|ticket|case))\b.{0,40}$`,
);
/** Turns back that an incident is still the one that is spoken of. */
const LATELY = 12;
const NOISY =
  /\b(?:which|what)(?: (?:one|rules?))?(?: of (?:them|those|these))? .{0,12}\b(?:(?:most|biggest|much|lots of|too much) (?:noise|alerts?|alarms?|noisy)|(?:noisiest|loudest)(?: one)?|fires? most|(?:triggers?|rais\w+|fires?)\b.{0,12}\bmost(?: often)?)\b/;

/** “what does the second one do?”, “when is the next one?”, “is that good or bad?”, “is it solved?” */
export const goingOn: Recogniser = ({ text, entities, before }, { history, tools }) => {
  const last = history.findLast(({ steps }) => steps.some(({ ok }) => ok));
  const step = last?.steps.findLast(({ ok }) => ok);
  if (!last || !step || before.length > 0 || entities.refs.length > 0) return null;
  const isLatest = last === history.at(-1);
  const nth = NTH_RULE.exec(text)?.[1];
  if (nth !== undefined && step.tool === 'list_rules') {
    const ref = shownOf(last, 'RULE-').at(PLACES[nth]!);
    return ref === undefined ? null : calls({ tool: 'list_rules', args: { id: ref } });
  }
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
    if (GOOD_OR_BAD.test(text)) return calls({ tool: 'posture_summary', args: { ...step.args } });
  }
  if (IS_SETTLED.test(text) && isLatest) {
    const [one, other] = [...shownOf(last, 'ALR-'), ...shownOf(last, 'INC-')];
    if (one !== undefined && other === undefined)
      return calls({ tool: one.startsWith('ALR') ? 'open_alert' : 'open_incident', args: { id: one } });
  }
  return null;
};

/** What an answer showed of a kind, in its order. */
const shownOf = ({ citations }: PastTurn, prefix: string): string[] =>
  citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith(prefix)).map(({ ref }) => ref);
