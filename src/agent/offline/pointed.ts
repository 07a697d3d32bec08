import { LANGUAGES } from '../../domain/language.ts';
import { parseReference } from '../../domain/reference.ts';
import { askingWords } from '../../messages/catalogue/asking.ts';
import { postureWords } from '../../messages/catalogue/posture.ts';
import {
  BY_SEVERITY,
  BY_WORDS,
  bySeverity,
  byWords,
  calledByWords,
  countBySeverity,
  levelMeant,
} from './chosen-rows.ts';
import { alertStatus } from './intents/alerts.ts';
import { incidentChange } from './intents/incidents.ts';
import { ASKS, COURTESY, VERB } from './order-words.ts';
import { type Clause, calls, type PastTurn, type PlanContext, type Recogniser, type Say, typed } from './plan-types.ts';

/* Which things of those that a conversation has shown "it", "them", "the second one" or "the low ones" mean. */

/** "incidents that are open" points at nothing. */
export const PRONOUN =
  /\b(?:it|its|this|(?<!\b(?:incidents?|alerts?|tickets?|log-?ins?|sign-?ins?|events?|ones?|those|everything|anything|something|all|accounts?|users?|people|address(?:es)?|rules?|attempts?|cases?) )that(?! (?:are|is|were|was|has|have|had|came|come|failed|happened|look\w*|need\w*|someone|the|a|\w+ed)\b)|them|those|these|him|both|all of (?:it|them)|all (?:of the )?(?:two|three|four|five|six|[2-8])(?! (?:\w+ )?(?:days|hours|weeks|months|minutes|years|nights|log-?ins|accounts|address\w*))|the (?:others|rest)(?! of)|(?:the|that|this) (?:one|alert|incident|ticket))\b/;
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
export const SOME = /\b(first|top|newest|latest|last) (two|three|four|2|3|4)\b/;
const COUNTS: Record<string, number> = { two: 2, three: 3, four: 4, five: 5, six: 6 };

/** "the others", "the rest": what was shown, less what was dealt with since. */
export const OTHERS = /\bthe (?:others|rest)\b(?! of)/;
/** "all but the first", "everything except the low one" */
export const ALL_BUT =
  /\b(?:all|everything|each|every one|them|those|these)(?: of (?:them|those|these))? (?:but|except(?: for)?|apart from|other than|save|besides|without|bar) (.{3,40})$/;
const ALL_OF = /\ball (?:of the )?(two|three|four|five|six|[2-8])\b/;
export const OTHER = /\bthe other(?: one| alert| incident)?\b/;

const RANKS = ['first', 'second', 'third', 'fourth', 'fifth'];
const EACH =
  /\bthe (?:first|second|third|fourth|fifth|last)(?: one)?(?:(?:,| and|, and| &) (?:the )?(?:first|second|third|fourth|fifth|last)(?: one)?)+\b/;

/** What earlier answers were about, in the order they showed it: never what only stood in somebody's text. */
export const shown = (turn: PastTurn): string[] =>
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
  const called = calledByWords(text, context.history, (turn) =>
    meant(turn).filter((ref) => wanted === null || ref.startsWith(wanted)),
  );
  if (called !== null && !ALL_BUT.test(text)) return [called];
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
    const but = ALL_BUT.exec(text);
    if (but) {
      if (all.length < 2) continue;
      const spared = pointed({ ...clause, text: but[1]! }, { ...context, history: [turn] }, kind, isChange);
      return spared.length > 0 && spared.length < all.length ? all.filter((ref) => !spared.includes(ref)) : [];
    }
    if (OTHERS.test(text)) {
      const done = clause.before.map(({ args: { id } }) => id);
      const rest = all.filter((ref) => !done.includes(ref) && !passed.includes(ref));
      if (all.length > 1 && rest.length > 0 && rest.length < all.length) return rest.slice(0, 8);
      passed.push(...(subjectsOfCalls(turn).length > 0 ? subjectsOfCalls(turn) : all));
      continue;
    }
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
    const such = all.length > 0 ? (bySeverity(text, all, turn) ?? byWords(text, all, turn)) : null;
    if (such) return such;
    // how bad they are does not stand there: nothing is changed by it
    if (isChange && all.length > 1 && levelMeant(text) !== null && BY_SEVERITY.test(text)) return [];
    if (POINTS.test(text)) {
      const index = ORDINAL.find(([words]) => words.test(text))?.[1] ?? 0;
      const one = all.at(index);
      if (one) return [one];
      continue;
    }
    // The alerts that belong to an incident are not meant beside it: "close them" is about the incident.
    const first = wanted === null && opened.length > 0 ? opened : all;
    const counted = ALL_OF.exec(text)?.[1];
    if (counted !== undefined && first.length > 0)
      return first.length === (COUNTS[counted] ?? Number(counted)) ? [...first] : [];
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
export const changes = (clause: Clause): boolean =>
  ORDERS.test(clause.text) && (alertStatus(clause) !== null || incidentChange(clause) !== null);
const ORDERS = new RegExp(`^${COURTESY}${ASKS}${COURTESY}${VERB}`);

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
export function ownIncident(clause: Clause, { history }: PlanContext): string | null {
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
export const pointedAlerts = (clause: Clause, context: PlanContext): string[] =>
  (THAT_ALERT.test(clause.text) ? lastOpenedAlert(context) : null) ??
  (isSingular(clause.text) && searchedAlert(context) !== null ? [searchedAlert(context)!] : null) ??
  lastAlerts(clause, context);

const lastAlerts = (clause: Clause, context: PlanContext): string[] =>
  POINTS.test(clause.text) || BY_SEVERITY.test(clause.text) || BY_WORDS.test(clause.text)
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
export function openedBefore(ref: string, { history }: PlanContext): string[] {
  const [mine, other] = history.toReversed().map((turn) => [...new Set(subjectsOfCalls(turn))]);
  const [one] = other ?? [];
  return mine?.join() === ref && other?.length === 1 && one !== ref && one?.slice(0, 3) === ref.slice(0, 3)
    ? [one!]
    : [];
}

/** The list before, of things that bad alone: nothing is changed that was not shown. */
export function lookedFor(text: string, { history }: PlanContext): ReturnType<Recogniser> {
  const level = levelMeant(text);
  const step = history.findLast(({ steps }) => steps.some(({ ok }) => ok))?.steps.findLast(({ ok }) => ok);
  if (level === null || step?.tool !== 'search_logs' || step.args.group_by !== undefined) return null;
  const { min_severity: _least, severities: _some, order: _order, ...rest } = step.args;
  return Array.isArray(rest.kinds) && !rest.kinds.includes('login')
    ? calls({ tool: 'search_logs', args: { ...rest, severities: [level] } })
    : null;
}

/** Whether so many are meant by how bad they are. */
export const isWhole = (text: string, refs: readonly string[]): boolean => {
  const count = countBySeverity(text);
  return BY_SEVERITY.test(text) && (count === null || count === refs.length);
};

/** A word for one thing, where several were shown. */
export const isSingular = (text: string): boolean =>
  !/\b(?:them|those|these|both|all|each|others|rest|two|three|four|alerts|incidents)\b/.test(text) &&
  !POINTS.test(text);
