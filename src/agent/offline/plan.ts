import { can, rolesWith } from '../../domain/role.ts';
import { refusal, roleRefusal } from './abilities.ts';
import { findRefs, readEntities } from './entities.ts';
import { linking, pointing, refining } from './follow-up.ts';
import { alerts, manyAlerts, ruleReference } from './intents/alerts.ts';
import { guide, help, isGuideQuestion, offered } from './intents/help.ts';
import { createIncident, incidents } from './intents/incidents.ts';
import { moderation } from './intents/moderation.ts';
import { cameras, notes, whoIs } from './intents/people.ts';
import { listRules, rules } from './intents/rules.ts';
import { scope } from './intents/scope.ts';
import { search } from './intents/search.ts';
import { health, posture } from './intents/service.ts';
import { smallTalk } from './intents/small-talk.ts';
import { tidy } from './intents/words.ts';
import type { Clause, Plan, PlanContext, PlannedCall, Recogniser, Say } from './plan-types.ts';
import { readUtterance, type Utterance } from './utterance.ts';

/** In this order: what is named most exactly is read first, the search that fits nearly anything last. */
const RECOGNISERS: readonly Recogniser[] = [
  guide,
  linking,
  pointing,
  moderation,
  rules,
  createIncident,
  alerts,
  incidents,
  manyAlerts,
  ruleReference,
  notes,
  health,
  cameras,
  whoIs,
  help,
  posture,
  listRules,
  search,
];

const MAX_CALLS = 8;
const VERBS = String.raw`wrap (?:it|this) up|open|create|raise|log|file|start|declare|acknowledge|ack|assign|re-?assign|close|resolve|mark|re-?open|show|list|search|give|tell|summari[sz]e|add|set|escalate|ban|mute|warn|timeout|time out|kick|undo|comment|make|check|find|report|propose|draft|dismiss|change|bump|note|take|hand|who|what|how many|is everything|are there|need to report|want to report|like to report`;
const AND = new RegExp(
  String.raw`(?:,? (?:and then|and also|and|then|also|plus)|;|,)\s+(?=(?:please |also |then |can you |could you )*(?:${VERBS})\b(?! (?:incidents|alerts|tickets|ones|and|or)\b))`,
  'g',
);
const SENTENCE = /(?<!\b(?:no|nr|dr|mr|mrs|ms|st|vs|e\.g|i\.e|approx))[.?!]+\s+(?=\p{L}|\d|@)/gu;
const COURTESY =
  /^(?:(?:hi|hello|hey|ok(?:ay)?|please|pls|so|well|um+|safenest|@safenest|good (?:morning|afternoon|evening)|thanks)[,:!. ]+)+|^(?:(?:can|could|would|will) (?:you|u) (?:please |kindly )?(?:help me (?:to |with )?)?|(?:please )?help me (?:to )?(?=report|open|create|find|search|show)|i(?:'d| would) like (?:you )?to (?=see|know|open|close|create|assign|acknowledge|report)|(?:i )?(?:want|need) (?:you )?to (?=see|know|open|close|create|assign|acknowledge|report))/;

const REPORTS =
  /\b(?:open|create|raise|log|file|start|report|make)\b.{0,30}(?:\bincident\b|\bticket\b|\bit\b|\bthis\b|\bthat\b)/;
const STATEMENT =
  /^(?:we(?:'ve)? (?:had|have|got|found|lost|saw|noticed)|i(?:'ve)? (?:had|have|got|found|lost|saw|noticed|just|think|believe|clicked|opened|received|forgot|left)|someone|somebody|there (?:was|is|were|are|has been|have been)|my|our|a|an|the) (?!.*\?)/;

const ASKED = new RegExp(String.raw`\b(?:${VERBS}|see|view|pull|what's|status|details?|more|look|why|when|how)\b`);

/** An order that must not be carried out: "don't close INC-5". */
const FORBIDDEN =
  /(?<!\b(?:why|who|which|that|they|we|i|you|users|people) )\b(?:do not|don't|dont|never|no need to|please do not|not to) (?:please |yet |just |even )*(?:close|resolve|acknowledge|ack|assign|re-?assign|open|create|re-?open|dismiss|mark|ban|mute|kick|warn|time ?-?out|undo|escalate|change|set|add|comment|delete|raise|touch|report)\b(?:(?!,| but | just |;|[.!?](?:\s|$)| instead ).)*|^(?:(?:alr|inc)-\d+|it|this|that|(?:the |this |that )?(?:alert|incident)(?: \d+)?) (?:should not|shouldn't|must not|mustn't|need not|needn't) be \w+/;

/** Reads a message as tool calls and words. Any string is answered; none throws. Takes about a millisecond. */
export function plan(message: string, context: PlanContext): Plan {
  const utterance = readUtterance(message.slice(0, 4000), context.language);
  const whole: Clause = {
    utterance,
    start: 0,
    text: utterance.norm,
    entities: readEntities(utterance.norm, context.now, context.timeZone),
    before: [],
    leftover: null,
  };
  for (const recogniser of [smallTalk, scope]) {
    const reading = recogniser(whole, context);
    if (reading && 'say' in reading) return { calls: [], say: reading.say };
  }
  const wanted: PlannedCall[] = [];
  let said: Say | null = null;
  let leftover: string | null = null;
  const parts = split(utterance);
  const reportAt = parts.findLastIndex(([from, to]) => REPORTS.test(utterance.norm.slice(from, to)));
  const toldOf = new Set<PlannedCall>();
  // Things named in orders not to do something: "don't close INC-5, just set it to contained".
  const spared: string[] = [];
  for (const [index, [start, end]] of parts.entries()) {
    const text = utterance.norm.slice(start, end);
    if (FORBIDDEN.exec(text)?.index === 0) {
      spared.push(...findRefs(text).refs.map(({ ref }) => ref));
      continue;
    }
    const clause: Clause = {
      utterance,
      start,
      text,
      entities: readEntities(text, context.now, context.timeZone),
      before: wanted,
      leftover,
    };
    if (clause.entities.time?.future && !/\brule\b/.test(text)) {
      said ??= {
        why: 'ask',
        text: 'That is still to come, so there is nothing to show yet. Which past time do you mean?',
      };
      continue;
    }
    // "Someone broke a window. Open an incident.": told, not asked.
    const told = index < reportAt && STATEMENT.test(text);
    const reading = told ? null : read(clause, spared.length > 0 ? remembering(context, spared) : context);
    // "Could you raise an incident? The turnstile is broken.": what it is about is told afterwards.
    const following = parts[index + 1];
    if (reading && 'say' in reading && reading.say.why === 'ask' && REPORTS.test(text) && following) {
      const words = tidy(utterance.rawSlice(...following)).slice(0, 200);
      const again = createIncident({ ...clause, leftover: words }, context);
      if (words !== '' && again && 'calls' in again) {
        wanted.push(...again.calls);
        break;
      }
    }
    if (!reading) leftover = tidy(utterance.rawSlice(start, end)).slice(0, 200) || leftover;
    else if ('say' in reading) said ??= reading.say;
    else {
      wanted.push(...reading.calls);
      if (!ASKED.test(text) && !/\?/.test(text)) for (const call of reading.calls) toldOf.add(call);
    }
  }
  // "Alert 91 looks legit, acknowledge it": what is only spoken of need not be shown as well.
  const asked = wanted.filter(
    (call) =>
      !(toldOf.has(call) && /^open_/.test(call.tool)) ||
      !wanted.some((other) => /^update_/.test(other.tool) && other.args.id === call.args.id),
  );
  const merged = searchForAlerts(merge(asked)).slice(0, MAX_CALLS);
  const allowed: PlannedCall[] = [];
  for (const call of merged) {
    const no = deny(call, context);
    if (no) said ??= no;
    else allowed.push(call);
  }
  if (allowed.length === 0 && !said && FORBIDDEN.test(utterance.norm))
    said = { why: 'small_talk', text: 'All right, I change nothing.' };
  if (allowed.length === 0 && !said) {
    const offer = context.tools.has('search_help') ? offered(whole) : null;
    if (offer) return { calls: [offer], say: null };
    said = unclear(context);
  }
  // Something to fill in from a call that was refused cannot be filled in.
  const orphan = allowed.some((call) => call.needs && allowed.indexOf(call) === 0) && merged.length > allowed.length;
  return orphan ? { calls: [], say: said } : { calls: allowed, say: said };
}

/** The context as if the last answer had been about these. */
const remembering = (context: PlanContext, refs: readonly string[]): PlanContext => ({
  ...context,
  history: [
    ...context.history,
    { question: '', answer: refs.join(' '), steps: [], citations: refs.map((ref) => ({ ref })) },
  ],
});

function read(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const refined =
    context.history.length > 0 && isFragment(clause) && !isGuideQuestion(clause) ? refining(clause, context) : null;
  if (refined) return refined;
  for (const recogniser of RECOGNISERS) {
    const reading = recogniser(clause, context);
    if (reading) return reading;
  }
  return context.history.length > 0 ? refining(clause, context) : null;
}

/** Words that mean what was shown before: "the ones from Romania", "did he fail?". An order about them is no fragment. */
const LEANING =
  /^(?!.*\b(?:second|first|third|last) one\b)(?:show|list|give|see|which|who|where|any|are|is|were|was|did|do|does|has|have|how many|from where).*\b(?:ones|of (?:them|those|these)|he|she|they|his|her|their)\b/;

/** A piece that only makes sense after what was said before: "and yesterday?", "only the failed ones", "by country". */
function isFragment({ text, entities }: Clause): boolean {
  if (/\b(?:it|them|that|those|these) (?:to|as)\b|\b(?:acknowledge|assign|close|open an|create|resolve)\b/.test(text))
    return false;
  if (
    /^(?:and|what about|how about|only|just|same|but|exclude|without|now (?:only|by|just)|by|per|group|narrow|filter|limit)\b/.test(
      text,
    )
  ) {
    return (
      !/\b(?:camera|rule|who is|help)\b/.test(text) &&
      !(entities.kinds.length > 0 && /\b(?:show|list|how many)\b/.test(text))
    );
  }
  return (
    /^(?:the )?(?:week|month|day|year) before\b/.test(text) ||
    (entities.time !== null && entities.rest.replaceAll(/[^a-z]/g, '') === '') ||
    (LEANING.test(text) && entities.kinds.length < 2) ||
    // "from which countries?", "top 3 accounts?": a way to count and nothing to be counted.
    ((entities.groupBy !== null ||
      entities.countries.length + entities.excludedCountries.length > 0 ||
      entities.ip !== null) &&
      entities.kinds.length === 0 &&
      entities.outcome === null &&
      entities.refs.length === 0 &&
      (entities.rest.match(/[a-z]{2,}/g) ?? []).every((word) =>
        /^(?:from|in|on|of|and|the|with|most|did|they|it|those|these|them|come|came|were|are|is|was|involved|affected|targeted|hit|please|ok|show|me|only|just|but|has|have|had|do|does)$/.test(
          word,
        ),
      ))
  );
}

/** Where each clause begins and ends; a leading courtesy belongs to none. */
function split(utterance: Utterance): [number, number][] {
  const { norm } = utterance;
  const begin = COURTESY.exec(norm)?.[0].length ?? 0;
  const start = begin < norm.length ? begin : 0;
  // What follows the colon of a title, and the words of a rule, are not further orders.
  const title =
    /\b(?:incident|ticket|report|comment|note|rule)\b[^.?!:]{0,40}:\s|\b(?:alert|notify|warn|tell) (?:me|us) (?:when|if|whenever)\b|\b(?:a |new )?rule\b.{0,20}\b(?:that|when|if|to)\b/.exec(
      norm.slice(start),
    );
  const until = title ? start + title.index : norm.length;
  const cuts: [number, number][] = [];
  for (const pattern of [AND, SENTENCE]) {
    for (const match of norm.matchAll(pattern)) {
      const inQuotes = (norm.slice(0, match.index).match(/"/g)?.length ?? 0) % 2 === 1;
      // A severity after the full stop belongs to what stands before it.
      const trails =
        /^(?:priority |severity |prio |risk )?(?:low|medium|high|critical)(?: (?:priority|severity|prio|please))*[.! ]*$/.test(
          norm.slice(match.index + match[0].length),
        );
      if (match.index > start && match.index < until && !inQuotes && !trails)
        cuts.push([match.index, match.index + match[0].length]);
    }
  }
  for (const match of norm.matchAll(new RegExp(FORBIDDEN, 'g'))) {
    const end = match.index + match[0].length;
    if (match.index > start) cuts.push([match.index, match.index]);
    if (end < norm.length)
      cuts.push([
        end,
        end + (/^[\s,;.!?]*(?:but |just |instead,? |rather,? )*/.exec(norm.slice(end))?.[0].length ?? 0),
      ]);
  }
  cuts.sort((a, b) => a[0] - b[0]);
  const clauses: [number, number][] = [];
  let from = start;
  for (const [cut, next] of cuts) {
    if (cut < from) continue;
    clauses.push([from, cut]);
    from = next;
  }
  clauses.push([from, norm.length]);
  return clauses
    .map(([a, b]): [number, number] => [a + (COURTESY.exec(norm.slice(a, b))?.[0].length ?? 0), b])
    .filter(([a, b]) => /[\p{L}\p{N}]/u.test(norm.slice(a, b)))
    .slice(0, 12);
}

/** Two changes of one incident are one call; the same call twice is one. */
function merge(wanted: PlannedCall[]): PlannedCall[] {
  const merged: PlannedCall[] = [];
  for (const call of wanted) {
    const same = merged.find(
      (one) =>
        one.tool === call.tool &&
        /^(?:update_incident|update_alert|propose_rule)$/.test(call.tool) &&
        one.args.rule_type === call.args.rule_type &&
        one.args.id === call.args.id &&
        one.needs === call.needs,
    );
    if (same) Object.assign(same.args, { ...call.args, ...same.args });
    else if (!merged.some((one) => JSON.stringify(one) === JSON.stringify(call)))
      merged.push({ ...call, args: { ...call.args } });
  }
  return merged;
}

/** "Show high-risk events and open an incident": what goes into an incident is alerts, so those are searched. */
function searchForAlerts(wanted: PlannedCall[]): PlannedCall[] {
  if (!wanted.some((call) => call.needs === 'found')) return wanted;
  const isOpen = ({ tool, args }: PlannedCall): boolean =>
    tool === 'search_logs' && !args.kinds && !['outcome', 'query', 'user', 'ip', 'group_by'].some((key) => key in args);
  return wanted.map((call) => (isOpen(call) ? { ...call, args: { kinds: ['alert'], ...call.args } } : call));
}

function deny(call: PlannedCall, context: PlanContext): Say | null {
  const no = refusal(call.tool, context.role, context.tools);
  if (no) return no;
  const kinds = Array.isArray(call.args.kinds) ? call.args.kinds : [];
  if (call.tool === 'search_logs' && kinds.length === 1 && kinds[0] === 'login' && !can(context.role, 'logs.read')) {
    return { why: 'role', text: roleRefusal('the login log', context.role, rolesWith('logs.read')) };
  }
  return null;
}

function unclear(context: PlanContext): Say {
  const examples = context.tools.has('search_logs')
    ? ['“failed logins today by country”', '“list open incidents”', '“open an incident: badge reader forced”']
    : ['“report a lost badge”', '“open an incident: door left open”', '“what can you do?”'];
  return {
    why: 'unclear',
    text: `I did not understand that. I can, for example, do ${examples[0]}, ${examples[1]} or ${examples[2]}.`,
  };
}
