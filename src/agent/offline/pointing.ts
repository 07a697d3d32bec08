import { LANGUAGES } from '../../domain/language.ts';
import { parseReference } from '../../domain/reference.ts';
import { askingWords } from '../../messages/catalogue/asking.ts';
import { orderingWords } from '../../messages/catalogue/ordering.ts';
import { postureWords } from '../../messages/catalogue/posture.ts';
import { smallTalkWords } from '../../messages/catalogue/small-talk.ts';
import { BY_SEVERITY, bySeverity, countBySeverity, levelMeant } from './chosen-rows.ts';
import { rowsShown } from './focus.ts';
import { afterComma, alertStatus, noteOf } from './intents/alerts.ts';
import { incidentChange } from './intents/incidents.ts';
import { ASKS, COURTESY, VERB } from './order-words.ts';
import {
  args,
  type Clause,
  calls,
  type PastTurn,
  type PlanContext,
  type Recogniser,
  type Say,
  say,
  typed,
} from './plan-types.ts';
import { takingBack } from './taking-back.ts';

/** "incidents that are open" points at nothing. */
const PRONOUN =
  /\b(?:it|its|this|(?<!\b(?:incidents?|alerts?|tickets?|log-?ins?|sign-?ins?|events?|ones?|those|everything|anything|something|all|accounts?|users?|people|address(?:es)?|rules?|attempts?|cases?) )that(?! (?:are|is|were|was|has|have|had|came|come|failed|happened|look\w*|need\w*|someone|the|a|\w+ed)\b)|them|those|these|him|both|all of (?:it|them)|(?:the|that|this) (?:one|alert|incident|ticket))\b/;
const ORDINAL: [RegExp, number][] = [
  // the worst is told first
  [/\b(?:worst|most severe|most serious)(?: one)?\b/, 0],
  [/\b(?:first|1st|top|newest|latest)(?: one)?\b/, 0],
  [/\b(?:second|2nd)(?: one)?\b/, 1],
  [/\b(?:third|3rd)(?: one)?\b/, 2],
  [/\b(?:fourth|4th)(?: one)?\b/, 3],
  [/\b(?:fifth|5th)(?: one)?\b/, 4],
  [/\b(?:last|bottom|oldest)(?: one)\b/, -1],
];
export const POINTS =
  /\bthe (?:worst|most severe|most serious)(?: (?:one|of (?:them|those|these)))?(?=[?!., ]*$)|\b(?:first|second|third|fourth|fifth|last|latest|newest|1st|2nd|3rd|4th|5th|top|bottom|oldest)(?: (?:one|alert|incident|of (?:them|those|these)))\b|\bthe (?:first|second|third|fourth|fifth)\b(?! (?:week|day|half|time|quarter|of|half|days|hours|\d|factor|name))|\b(?:first|last|top|latest|newest) (?:two|three|four|2|3|4)\b(?! (?:days|hours|weeks|months|minutes|years|nights))|\bthe other(?: one| alert| incident)?\b(?! \w)|\bthe (?:newest|latest|oldest|last|top)\s*[?!.]*$/;
const SOME = /\b(first|top|newest|latest|last) (two|three|four|2|3|4)\b/;
const COUNTS: Record<string, number> = { two: 2, three: 3, four: 4 };

const OTHER = /\bthe other(?: one| alert| incident)?\b/;

const RANKS = ['first', 'second', 'third', 'fourth', 'fifth'];
const EACH =
  /\bthe (?:first|second|third|fourth|fifth|last)(?: one)?(?:(?:,| and|, and| &) (?:the )?(?:first|second|third|fourth|fifth|last)(?: one)?)+\b/;

/** What earlier answers were about, in the order they showed it: never what only stood in somebody's text. */
const shown = (turn: PastTurn): string[] =>
  turn.citations.filter(({ ref, mentioned }) => !mentioned && /^(?:ALR|INC)-/.test(ref)).map(({ ref }) => ref);

/**
 * What an order may mean by “it” or “them”: of what was shown never what stood in a suggestion or in a question of ours alone, and
 * of a turn that only asked back what the asker named in it.
 */
export function meantForChange(turn: PastTurn): string[] {
  const { question, answer, steps } = turn;
  const named = question.toUpperCase();
  const isOurs = answer.includes('?') && !steps.some(({ ok }) => ok);
  const lines = answer.split('\n').filter((line) => !SUGGESTS.some((next) => line.startsWith(next)));
  const told = lines.join('\n').replaceAll(/[“„«][^”“»]{0,80}[”“»]/g, ' ');
  return shown(turn).filter(
    (ref) => named.includes(ref) || (!isOurs && (!answer.includes(ref) || new RegExp(`${ref}(?!\\d)`).test(told))),
  );
}
const SUGGESTS = [...LANGUAGES.map((language) => postureWords[language].next), 'Después'];

/** What the calls of a turn were made for: what failed counts only where the asker named it, for a model may have wanted it. */
const subjectsOfCalls = (turn: PastTurn): string[] => {
  const apart = new Set(turn.citations.filter(({ mentioned }) => mentioned).map(({ ref }) => ref));
  return turn.steps.flatMap(({ args: { id }, ok }) =>
    typeof id === 'string' && !apart.has(id) && (ok || turn.question.toUpperCase().includes(id)) ? [id] : [],
  );
};

/** Which things "it", "them" or "the second one" mean; more than one for "it" where it could be any of them. */
export function pointed(
  clause: Clause,
  context: PlanContext,
  kind: 'INC' | 'ALR' | null = null,
  isChange = changes(clause),
): string[] {
  const { text } = clause;
  const wanted =
    kind ?? (/\bincident|\bticket/.test(text) ? 'INC' : /\balerts?\b|\backnowledg|\back\b/.test(text) ? 'ALR' : null);
  const meant = isChange ? meantForChange : shown;
  const passed: string[] = [];
  // "the other one" of an incident is an incident
  let sort: string | null = null;
  for (const turn of context.history.toReversed().slice(0, 6)) {
    // An incident this turn opened or changed is what "it" means, before the alerts it came from.
    const opened =
      turn.steps.filter((step) => step.ok && /_incident$/.test(step.tool)).length > 0
        ? meant(turn).filter((ref) => ref.startsWith('INC'))
        : [];
    const all = meant(turn).filter((ref) => wanted === null || ref.startsWith(wanted));
    // of what was looked for and not found nothing is changed, and nothing that was shown before is meant
    if (isChange && shown(turn).length === 0 && turn.steps.some(({ tool, ok }) => ok && tool === 'search_logs'))
      return [];
    const some = SOME.exec(text);
    if (some && all.length > 1) {
      const count = COUNTS[some[2]!] ?? Number(some[2]);
      return some[1] === 'last' ? all.slice(-count) : all.slice(0, count);
    }
    if (OTHER.test(text)) {
      const [mine] = subjectsOfCalls(turn);
      sort ??= wanted ?? mine?.slice(0, 3) ?? null;
      const others = all.filter((ref) => ref !== mine && !passed.includes(ref) && (!sort || ref.startsWith(sort)));
      if (others.length > 0 && all.length > 1) return others;
      // "the other one" of a list that was shown before one of it was opened
      passed.push(...all);
      continue;
    }
    // "the first and the third"
    const ranks = EACH.exec(text);
    if (ranks && all.length > 1) {
      const wantedOnes = [...ranks[0].matchAll(/first|second|third|fourth|fifth|last/g)].map(([word]) =>
        all.at(word === 'last' ? -1 : RANKS.indexOf(word)),
      );
      const found = wantedOnes.filter((ref) => ref !== undefined);
      if (found.length > 1) return [...new Set(found)];
    }
    const such = all.length > 0 ? bySeverity(text, all, turn) : null;
    if (such) return such;
    if (POINTS.test(text)) {
      const index = ORDINAL.find(([words]) => words.test(text))?.[1] ?? 0;
      const one = all.at(index);
      if (one) return [one];
      continue;
    }
    // The alerts that belong to an incident are not meant beside it: "close them" is about the incident.
    const first = wanted === null && opened.length > 0 ? opened : all;
    if (/\b(?:them|those|these|both|all)\b/.test(text) && first.length > 0) return first.slice(0, 8);
    // Two things that were shown side by side are both meant by “it”, or neither: which one is asked.
    const subjects = [...new Set(subjectsOfCalls(turn))].filter((id) => wanted === null || id.startsWith(wanted));
    if (opened.length === 0 && subjects.length > 1 && subjects.every((id) => id.startsWith(subjects[0]!.slice(0, 3))))
      return subjects.slice(0, 8);
    const one = (wanted === 'ALR' ? [] : opened)[0] ?? subjects[0];
    // of a rule that was shown, rules are asked
    if (one !== undefined && parseReference(one)) return /^(?:ALR|INC)-/.test(one) ? [one] : [];
    if (all.length === 1) return all;
    if (all.length > 1) return all.slice(0, 8);
  }
  return [];
}

/** Whether a clause orders a change. */
const changes = (clause: Clause): boolean =>
  ORDERS.test(clause.text) && (alertStatus(clause) !== null || incidentChange(clause) !== null);
const ORDERS = new RegExp(`^${COURTESY}${ASKS}${COURTESY}${VERB}`);
const ONE_WORD = /^(?:close|resolve|dismiss|ignore|re-?open|escalate|undo|revert|acknowledge|ack)[.! ]*$/;
const MOST_OFFERED = 5;

const THAT_ALERT = /\b(?:that|this) (?:alert|alarm)\b(?!s)/;

/** The alert that was looked at by itself last, whatever was searched for since. */
function lastOpenedAlert({ history }: PlanContext): string[] | null {
  const ids = history
    .slice(-AT_HAND)
    .flatMap(meantAndOpened)
    .filter((ref) => ref.startsWith('ALR-'));
  const last = ids.at(-1);
  return last === undefined ? null : [last];
}
const meantAndOpened = (turn: PastTurn): string[] => {
  const opened = turn.steps.flatMap(({ tool, args: { id }, ok }) =>
    ok && /^(?:open|update)_alert$/.test(tool) && typeof id === 'string' ? [id.toUpperCase()] : [],
  );
  // several that were opened side by side are none that was looked at by itself
  return new Set(opened).size === 1 ? meantForChange(turn).filter((ref) => opened.includes(ref)) : [];
};

/** The alert that the last search was about by its account or address, where it was named by that alone. */
function searchedAlert({ history }: PlanContext): string | null {
  const last = history.at(-1)?.steps.findLast(({ ok }) => ok);
  const about = last?.tool === 'search_logs' ? [last.args.ip, last.args.user] : [];
  const refs = new Set(about.filter((one): one is string => typeof one === 'string' && /^ALR-\d+$/.test(one)));
  const [one] = refs;
  return refs.size === 1 && one !== undefined ? one : null;
}

/** The one incident that was closed in this conversation, where only logins were looked at since; null where there are several. */
function closedLast(history: readonly PastTurn[]): string | null {
  const recent = history.slice(-AT_HAND);
  if (history.at(-1)?.steps.at(-1)?.tool !== 'search_logs') return null;
  if (meantForChange(history.at(-1)!).length > 0) return null;
  const closed = new Set(
    recent.flatMap(({ steps }) =>
      steps.flatMap(({ tool, args: { id, status }, ok }) =>
        ok && tool === 'update_incident' && status === 'closed' && typeof id === 'string' ? [id] : [],
      ),
    ),
  );
  const [one] = closed;
  return closed.size === 1 && one !== undefined ? one : null;
}

/** Turns in which an incident that was opened or changed is still at hand. */
const AT_HAND = 6;

/**
 * The one incident this conversation opened or changed, where an order is one that only incidents take: who works on it, how severe it is,
 * what is noted in it. Alerts that were listed since are not meant.
 */
function ownIncident(clause: Clause, { history }: PlanContext): string | null {
  const change = changes(clause) ? incidentChange(clause) : null;
  // what is opened again is the one that was closed
  if (change?.status === 'open') return closedLast(history);
  if (!change || !('assignee' in change || 'severity' in change || 'comment' in change || 'title' in change))
    return null;
  const last = history
    .flatMap(({ steps }) => steps)
    .findLast(({ tool, ok }) => ok && !/^(?:search_)?help$|^list_members$/.test(tool));
  if (last?.tool !== 'search_logs' || ('status' in change && change.status !== undefined)) return null;
  const refs = new Set(
    history
      .slice(-AT_HAND)
      .filter(({ steps }) => steps.some(({ tool, ok }) => ok && /^(?:create|update)_incident$/.test(tool)))
      .flatMap(meantForChange)
      .filter((ref) => ref.startsWith('INC-')),
  );
  const [one] = refs;
  return refs.size === 1 && one !== undefined && !POINTS.test(clause.text) ? one : null;
}

/** The alerts the last answer that showed any was about. */
const pointedAlerts = (clause: Clause, context: PlanContext): string[] =>
  (THAT_ALERT.test(clause.text) ? lastOpenedAlert(context) : null) ??
  (isSingular(clause.text) && searchedAlert(context) !== null ? [searchedAlert(context)!] : null) ??
  lastAlerts(clause, context);

const lastAlerts = (clause: Clause, context: PlanContext): string[] =>
  POINTS.test(clause.text) || BY_SEVERITY.test(clause.text)
    ? pointed(clause, context, 'ALR', true)
    : (context.history
        .toReversed()
        .map((turn) => meantForChange(turn).filter((ref) => ref.startsWith('ALR')))
        .find((refs) => refs.length > 0) ?? []);

/** "it" of several: which one is asked, with the references to choose from. */
export function whichOne(refs: readonly string[], clause: Clause, context: PlanContext): { say: Say } {
  const message = typed(clause, 0);
  const options = refs.slice(0, 4).map((ref) => ({
    label: ref,
    message: message.replace(
      /\b(?:them|those|these|it|this one|that one|this|that|him|(?:the|this|that) (?:one|alert|incident|ticket))\b/i,
      ref,
    ),
  }));
  return {
    say: {
      why: 'ask',
      text: askingWords[context.language].whichOne(options.map(({ label }) => label)),
      options: options.map((option) =>
        option.message.includes(option.label) ? option : { ...option, message: `${message} ${option.label}` },
      ),
    },
  };
}

/** The thing of the same kind that the turn before the last was about alone: "ALR-14", "and ALR-16", "acknowledge both". */
function openedBefore(ref: string, { history }: PlanContext): string[] {
  const [mine, other] = history.toReversed().map((turn) => [...new Set(subjectsOfCalls(turn))]);
  const [one] = other ?? [];
  return mine?.join() === ref && other?.length === 1 && one !== ref && one?.slice(0, 3) === ref.slice(0, 3)
    ? [one!]
    : [];
}

/** The list before, of things that bad alone: nothing is changed that was not shown. */
function lookedFor(text: string, { history }: PlanContext): ReturnType<Recogniser> {
  const level = levelMeant(text);
  const step = history.findLast(({ steps }) => steps.some(({ ok }) => ok))?.steps.findLast(({ ok }) => ok);
  if (level === null || step?.tool !== 'search_logs' || step.args.group_by !== undefined) return null;
  const { min_severity: _least, severities: _some, order: _order, ...rest } = step.args;
  return Array.isArray(rest.kinds) && !rest.kinds.includes('login')
    ? calls({ tool: 'search_logs', args: { ...rest, severities: [level] } })
    : null;
}

/** Whether so many are meant by how bad they are. */
const isWhole = (text: string, refs: readonly string[]): boolean => {
  const count = countBySeverity(text);
  return BY_SEVERITY.test(text) && (count === null || count === refs.length);
};

/** A word for one thing, where several were shown. */
export const isSingular = (text: string): boolean =>
  !/\b(?:them|those|these|both|all|each|two|three|four|alerts|incidents)\b/.test(text) && !POINTS.test(text);

/** Orders that only make sense of the thing at hand, even where no pronoun says so: "add a comment: …", "close". */
const BARE_ORDER =
  /^(?:please |can you |could you |now |then |also |actually,? |ok(?:ay)?,? )*(?:(?:undo|revert|take back|cancel|withdraw) (?:the |my |that |this )?(?:last )?(?:acknowledge?ment|acknowledging|resolution|dismissal|assignment|closing|change)\b[.! ]*(?:please)?$|(?:undo|revert|re-?open|close|acknowledge|ack|resolve|unassign|escalate|dismiss|ignore)\b[.! ]*(?:please|again)?$|(?:add|leave|write|put|make) (?:a |an |another |the )?(?:comment|note|remark)\b|(?:write|note|jot|put) (?:it |this |that )?down\b|(?:comment|note)(?: that|:|,)|(?:re-?)?assign (?:to|me)\b|(?:re-?)?assign @?[a-zà-ÿ][\w.à-ÿ-]*(?: [a-zà-ÿ][\wà-ÿ-]*)?[.! ]*(?:please|instead)?[.! ]*$|hand over to\b|(?:set|change|raise|lower|bump|increase|reduce) (?:the )?(?:severity|status|priority)\b|(?:change|set|edit|update|correct) (?:the |its )?(?:title|name)\b|rename (?:to|as)\b|(?:the )?(?:severity|priority)(?: is| should be|:| to)? (?:critical|high|medium|low)\b|(?:make|mark) (?:as )?(?:critical|high|medium|low|contained|investigating|resolved|closed|false)|(?:close|resolve)(?:,| as\b| with\b| because\b)|(?:false (?:alarm|positive)))/;

/** Questions that only make sense of the thing at hand: "why?", "since when?", "and the incident?". */
const BARE_QUESTION =
  /^(?:and |but |so |ok(?:ay)?,? )*(?:why|how (?:come|so|bad|severe)|since when|who (?:did (?:it|that|this)|opened|closed|is on|owns|has)|whose is|what (?:is|was|'s) (?:it|this|that)(?: one)? about|how long (?:is|was|has) (?:it|this|that)(?: one)?(?: been)? (?:open|going on|running|there|closed|waiting|un-?handled|untouched|lying around)(?: already| now| for)?|how (?:was|is|did) (?:it|this|that)(?: one)? (?:solved|fixed|resolved|closed|handled|end)|what (?:did|has) \S+(?: \S+)? (?:write|written|said|say|commented|comment|noted|note|added?)(?: (?:in|on|about|under|to))?(?: there)?|what happened|tell me more|more|details?|more details?|explain|(?:and |what about |show |open )?(?:the|its) (?:incident|alert|ticket)|status|what(?:'s| is) (?:the|its) (?:current )?status|(?:is|are|was|were)? ?(?:there )?(?:anything|something|any(?: other)?|an?(?:other)?|other|others|more)? ?(?:similar|alike|comparable)(?: (?:ones?|cases?|incidents?))?)(?: (?:it|that|this|though|please|now|there|here|exactly|then))*[?!. ]*$/;

/** "which account was hit by the worst one?": what is asked stands in that alert. */
const DETAIL =
  /^(?:and |so |but )*(?:which|what|whose|who|where|when|from (?:which|what|where)|on which)\b.*\b(?:by|behind|in|with|of|did|was|is|to|for|from|about) (?:the )?(?:worst|most \w+|first|second|third|last|latest|newest|oldest) (?:one|alert|incident)\b/;
const POINTED_ONE = /\b(?:worst|most \w+|first|second|third|last|latest|newest|oldest) (?:one|alert|incident)\b/;

/** "how did we end that one?" */
const ENDED =
  /^(?:(?:and|so|but|ok(?:ay)?|well),? )*how (?:did|was|were)(?: (?:we|you|they|it|that|this|the|other|one|incident|case))+(?: (?:end|ended|turn out|over|closed?|resolved?|solved?|handled?|fix(?:ed)?|deal with|dealt with|go))(?: (?:it|that|this|one|them|up))*[?!. ]*$/;

/** How the incident ended that was shown last; beside one that others are like, one of those is meant. */
function endOf(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  for (const turn of context.history.toReversed().slice(0, 3)) {
    const like = turn.steps.findLast(({ tool, ok }) => ok && tool === 'similar_incidents')?.args.id;
    const refs = [...new Set(shown(turn).filter((ref) => ref.startsWith('INC') && ref !== like))];
    if (refs.length === 1) return calls({ tool: 'open_incident', args: { id: refs[0] } });
    if (refs.length > 1) return whichOne(refs, clause, context);
  }
  return null;
}

/** "what is the one thing I should tell my boss?": nothing that was shown. */
const ONE_THING = /\b(?:one|single|only|first|main|most \w+) thing\b/;
/** "how long did it take us to react?" is asked of all alerts. */
const REACTING = /\bhow (?:long|fast|quick\w*|soon)\b.*\b(?:react|respond|answer)\w*\b/;
const SIMILAR =
  /\b(?:have|had|did) (?:we|this|that|it|you)\b.{0,30}\bbefore\b|\b(?:similar|alike)\b|\b(?:happen\w*|seen|had|occur\w*|anything|something|others?|more)\b.*\b(?:before|like|previously|in the past)\b/;

const MY_INCIDENT = /\bmy (?:own )?(?:incident|case|ticket)\b(?!s)/;
const TAKE_BACK =
  /^(?:please |can you |actually,? |no,? |ok(?:ay)?,? )*(?:undo|revert|take back|cancel|withdraw|reverse)(?: (?:that|it|this|the (?:rule|proposal|last (?:one|change))))?(?: please)?[?.! ]*$/;

const THE_ONE_WITH =
  /^(?:(?:and|so|but|ok(?:ay)?|no|now|show(?: me)?|open|see|i mean(?:t)?|what about),? )*the (?:one|alert|incident|case) (?:with|about|of|for|from|on|concerning) (?:the )?([\p{L}\d][\w.@:-]*)(?: in it)?[?!. ]*$/u;

/** "the one with paul": the one thing of those just shown that names it. */
function theOneWith({ text, before }: Clause, { history }: PlanContext): ReturnType<Recogniser> {
  const said = before.length === 0 ? THE_ONE_WITH.exec(text)?.[1] : undefined;
  if (!said) return null;
  for (const turn of history.toReversed().slice(0, 3)) {
    const rows = rowsShown(turn).filter(({ ref }) => /^(?:ALR|INC)-/.test(ref));
    const refs = rows.filter(({ about }) => about.toLowerCase().includes(said)).map(({ ref }) => ref);
    if (refs.length === 1)
      return calls({ tool: refs[0]!.startsWith('ALR') ? 'open_alert' : 'open_incident', args: { id: refs[0] } });
    if (rows.length > 0) return null;
  }
  return null;
}

/** Orders and questions about what the conversation, or an earlier part of the message, has just shown. */
export const pointing: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  if (
    entities.refs.length > 0 ||
    entities.ip !== null ||
    ONE_THING.test(text) ||
    REACTING.test(text) ||
    // "break that down by severity" counts what was found
    (entities.groupBy !== null && !(DETAIL.test(text) && POINTED_ONE.test(text))) ||
    /\bwhat (?:is|was|happened|about) (?:that|this|it)\b.{4,}/.test(text)
  )
    return null;
  const named = theOneWith(clause, context);
  if (named) return named;
  const earlier = clause.before.at(-1);
  // which one is theirs the conversation does not say
  if (MY_INCIDENT.test(text) && changes(clause) && !earlier)
    return say('ask', smallTalkWords[context.language].whichOne);
  // A rule that was put up for approval or approved is taken back by a button of its card.
  const last = context.history.at(-1);
  const proposal = last?.steps.some((step) => step.ok && /^(?:propose_rule|open_proposals)$/.test(step.tool))
    ? last.citations.find(({ ref, mentioned }) => !mentioned && ref.startsWith('PROP-'))?.ref
    : undefined;
  if (proposal && !earlier && TAKE_BACK.test(text) && context.tools.has('open_proposals'))
    return calls({ tool: 'open_proposals', args: { id: proposal } });
  const back = takingBack(clause, context, pointed(clause, context));
  if (back) return back;
  const ended = ENDED.test(text) && !earlier ? endOf(clause, context) : null;
  if (ended) return ended;
  const hasPronoun = PRONOUN.test(entities.rest);
  const isBySeverity = context.history.length > 0 && BY_SEVERITY.test(text);
  if (!hasPronoun && !isBySeverity && !POINTS.test(text) && !BARE_ORDER.test(text) && !BARE_QUESTION.test(text))
    return null;

  const opensIncident =
    /\b(?:open|create|raise|log|file|start|make|escalate|turn|put|add|move|group|bundle)\b.{0,40}\b(?:incident|ticket)\b(?!s)/.test(
      text,
    ) &&
    (hasPronoun || isBySeverity || SOME.test(text) || POINTS.test(text)) &&
    !/\b(?:the|that|this)(?: (?:first|second|third|fourth|fifth|last|latest|newest|oldest|other))? (?:incident|ticket)\b/.test(
      text,
    );
  if (opensIncident) {
    if (earlier?.tool === 'search_logs' || clause.leftover) return null;
    const refs = (
      earlier?.tool.endsWith('_alert') ? clause.before.map((call) => call.args.id) : pointedAlerts(clause, context)
    ).filter((ref) => typeof ref === 'string');
    if (refs.length > 1 && !earlier && isSingular(text) && !SOME.test(text) && !isWhole(text, refs)) {
      const some = refs.slice(0, MOST_OFFERED);
      const offer = [{ tool: 'create_incident', args: args({ alerts: some, severity: entities.severity }) }];
      return {
        say: { why: 'ask', text: orderingWords[context.language].forThese(some), offer, open: 'open an incident' },
      };
    }
    return refs.length > 0
      ? calls({ tool: 'create_incident', args: args({ alerts: refs, severity: entities.severity }) })
      : null;
  }
  // the first of what is only being looked for is not the first of what was shown before
  if (earlier?.tool === 'search_logs' && POINTS.test(text)) return null;
  if (earlier && (hasPronoun || BARE_ORDER.test(text))) {
    const change = incidentChange(clause);
    if (earlier.tool === 'create_incident' && change)
      return calls({ tool: 'update_incident', args: change, needs: 'created' });
    if (/incident$/.test(earlier.tool) && earlier.args.id && change)
      return calls({ tool: 'update_incident', args: { id: earlier.args.id, ...change } });
    // "acknowledge ALR-3 and note that I called": what is noted is why.
    if (earlier.tool === 'update_alert' && typeof change?.comment === 'string')
      return calls({ tool: 'update_alert', args: { ...earlier.args, note: change.comment } });
    const status = alertStatus(clause);
    if (/alert$/.test(earlier.tool) && earlier.args.id && status)
      return calls({
        tool: 'update_alert',
        args: args({ id: earlier.args.id, status, note: noteOf(clause) ?? afterComma(clause) }),
      });
    if (earlier.tool === 'search_logs') return null;
    // "show me INC-2 and who worked on it": it is what was named beside
    if (/^open_(?:alert|incident)$/.test(earlier.tool) && earlier.args.id && /\bit\b/.test(text) && !changes(clause))
      return calls({ tool: earlier.tool, args: { id: earlier.args.id } });
  }
  const isOrder =
    /\b(?:(?:re-?)?assign|close[ds]?|resolve[ds]?|acknowledged|fixed|sorted|handled|dealt|harmless|benign|re-?open|acknowledge|ack|mark|dismiss|undo|revert|take|claim|comment|note|false|set|raise|lower|bump|escalate|contain|investigat\w*|give|hand|make|open|rename|retitle|call|show|see|view|details?|more|about|what|happened|look|unassign|write|jot|bad|serious|big|old|long|waiting|since|responsible|handled|happened|ignore|put|pass|transfer|delegate|route|tell|why|who|had|seen|similar|status|severity|title|when|assigned|worked|explain|describe|pull|display|check|changed|done|looking|working)\b|\b(?:i'm|i am|we're|we are) on (?:it|that|this)\b/.test(
      text,
    );
  const isBare = new RegExp(
    `^(?:and |what about |ok(?:ay)?,? )*(?:${POINTS.source})(?: one)?(?:,? please)?[?!. ]*$`,
  ).test(text);
  if (
    !(isOrder || isBare || DETAIL.test(text)) ||
    (entities.kinds.includes('login') && !POINTS.test(text) && !BARE_ORDER.test(text))
  )
    return null;
  const mine = earlier ? null : ownIncident(clause, context);
  const targets = mine ? [mine] : pointed(clause, context);
  // "the low one" of a list of which only the worst were shown
  const lacking = isBySeverity && targets.length === 0 && !earlier ? lookedFor(text, context) : null;
  if (lacking) return lacking;
  if (targets.length === 1 && /\bboth\b/.test(text) && !earlier) targets.push(...openedBefore(targets[0]!, context));
  if (entities.groupBy !== null && targets.length === 0) return null;
  const isOne = isSingular(text) && (hasPronoun || BARE_ORDER.test(text));
  // of "the worst thing" the worst is meant; what is to be changed is asked about all the same
  const asksOnly = !BARE_ORDER.test(text) && alertStatus(clause) === null && incidentChange(clause) === null;
  if (isOne && !earlier && asksOnly && targets.length > 1 && last?.steps.at(-1)?.args.order === 'worst')
    targets.length = 1;
  // A summary tells of much: what of it is to be changed is asked, even where it names but one thing.
  const isSummary =
    !asksOnly && !earlier && !POINTS.test(text) && last?.steps.some(({ tool, ok }) => ok && tool === 'posture_summary');
  if (targets.length > 0 && isSummary && changes(clause)) return whichOne(targets, clause, context);
  if (targets.length > 1 && (isOne || OTHER.test(text)) && !earlier) return whichOne(targets, clause, context);
  // "the two least severe", of which three are equally severe
  if (isBySeverity && targets.length > 1 && !isWhole(text, targets)) return whichOne(targets, clause, context);
  if (targets.length === 0 || (targets.length === 1 && /\bboth\b/.test(text) && !earlier)) {
    if (targets.length === 1) return whichOne(targets, clause, context);
    return (context.history.length === 0 ||
      POINTS.test(text) ||
      (hasPronoun && changes(clause) && !incidentChange(clause)?.undo)) &&
      // "which incident is the oldest one still open?" asks the logs
      !(entities.kinds.length > 0 && /^(?:which|what|how|are|is|do|does)\b/.test(text)) &&
      /\b(?:assign|close|resolve|re-?open|acknowledge|ack|mark|dismiss|undo|take|claim|open|show)\b/.test(text) &&
      text.length < 60
      ? say('ask', smallTalkWords[context.language].whichOne)
      : null;
  }
  // "close", after small talk: it may as well be said to the conversation
  if (!hasPronoun && ONE_WORD.test(text) && !earlier && last?.steps.length === 0 && last.question !== '')
    return whichOne(targets, clause, context);
  const isIncident = targets[0]!.startsWith('INC');
  const same = targets.filter((ref) => ref.startsWith(isIncident ? 'INC' : 'ALR'));
  if (isIncident) {
    const change = incidentChange(clause);
    if (change) return calls(...same.map((id) => ({ tool: 'update_incident', args: { id, ...change } })));
    if (SIMILAR.test(text)) return calls({ tool: 'similar_incidents', args: { id: same[0] } });
    return calls(...same.slice(0, 3).map((id) => ({ tool: 'open_incident', args: { id } })));
  }
  if (/\bescalate\b/.test(text)) return calls({ tool: 'create_incident', args: { alerts: same } });
  const status = alertStatus(clause);
  if (!status && SIMILAR.test(text)) return calls({ tool: 'similar_incidents', args: { id: same[0] } });
  if (status)
    return calls(
      ...same.map((id) => ({
        tool: 'update_alert',
        args: args({ id, status, note: noteOf(clause) ?? afterComma(clause) }),
      })),
    );
  if (incidentChange(clause)?.undo)
    return calls(...same.map((id) => ({ tool: 'update_alert', args: { id, status: 'open', undo: true } })));
  if (incidentChange(clause))
    return {
      say: {
        why: 'ask',
        text: smallTalkWords[context.language].noAssignee(same[0]!),
        offer: [{ tool: 'create_incident', args: { alerts: same.slice(0, 1) } }],
      },
    };
  return calls(...same.slice(0, 3).map((id) => ({ tool: 'open_alert', args: { id } })));
};
