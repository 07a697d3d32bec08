import { Temporal } from 'temporal-polyfill';
import { can } from '../../domain/role.ts';
import { parseRange } from '../../domain/time-range.ts';
import { askingWords } from '../../messages/catalogue/asking.ts';
import { askedBeside } from './asked-beside.ts';
import type { Kind } from './entities.ts';
import { knownAmong, namesKnown } from './focus.ts';
import { AMONG, BACK, BOTH, BRUTE, DID_IT_WORK, FIRST, FULL_LIST, HANDLED, WHO_ARE } from './fragments.ts';
import { bareGroup } from './group-words.ts';
import { cameraName, isPersonName, seenPerson, UNKNOWN } from './intents/people.ts';
import { busiest, statusOf, WORST } from './intents/search.ts';
import { ownersOf, usersOf } from './intents/search-people.ts';
import { nameAt } from './intents/words.ts';
import { NOT_JUST_OUTCOME } from './kind-words.ts';
import { args, asRead, type Clause, calls, type PlanContext, type Recogniser } from './plan-types.ts';
import { rangeBefore } from './range-before.ts';
import { AS_SHARE } from './shares.ts';
import { countedBy } from './threshold-words.ts';
import { MONTH } from './time-words.ts';
import { findTime } from './times.ts';
import { unusedLimits, unusedWords } from './unused-words.ts';

const CONTINUES =
  /^(?:leave out|leaving out|hide|skip|filter out|and|or|but|what about|how about|only|just|same|now|ok(?:ay)?|show (?:me )?(?:only|just)|but only|then|also|exclude|without|except|everything|not|no|filter|limit|group|break|split|by|per|sort|narrow|for|in|on|from|since|yesterday|today|last|the|this|more|which|who|where|any|show|list|give|see|did|do|does|were|was|are|is|have|has|how|top|most|count|number)\b/;
/** What alerts and incidents are narrowed by, and logins are not. */
const NOT_OF_LOGINS = [
  'min_severity',
  'severities',
  'status',
  'rule',
  'camera',
  'assignee',
  'exclude_assignee',
  'opened_by',
] as const;
/** What a search is narrowed by, beside its kinds and its time. */
const NARROWING = [
  'outcome',
  'user',
  'exclude_user',
  'country',
  'exclude_country',
  'ip',
  'camera',
  'min_severity',
  'status',
  'device',
  'city',
  'via',
  'second_factor',
  'min_count',
];
const REFINABLE = ['search_logs', 'posture_summary', 'find_sightings', 'show_camera'];

/** "and the week before?", "only the failed ones", "by country": the earlier question with something changed. */
export const refining: Recogniser = (clause, context) => {
  const { text } = clause;
  if (text.length > 80 || clause.entities.refs.length > 0) return null;
  // "did any rule fire today?" asks of something that no search before was about
  if (OF_ITS_OWN.test(text)) return null;
  // "tomas?", of whom the conversation knows
  const isName = namesKnown(context.history).has(text.replace(/[\s?!.]+$/, ''));
  if (!(CONTINUES.test(text) || BACK.test(text) || isName)) return null;
  return sayingWhatStays(refined(clause, context), clause, context);
};

const OF_ITS_OWN =
  /\b(?:rules?|detectors?|cameras?|members?|proposals?|keys?|settings?|backups?|channels?|policies|policy|invoices?|updates?)\b/;

/** The same of whatever the clause begins with: it is known to go on with the question before. */
export function refined(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const { text, entities } = clause;
  const steps = context.history
    .toReversed()
    .flatMap((turn) => turn.steps.toReversed())
    .filter((step) => REFINABLE.includes(step.tool));
  const isBack = BACK.test(text);
  const last = questionBefore(steps, isBack);
  if (!last) return null;
  const isSearch = last.tool === 'search_logs';
  if (isSearch && entities.refs.length === 0) {
    const whole = asAWhole(text, withoutElse(last.args), steps);
    if (whole !== undefined) return whole && calls({ tool: 'search_logs', args: whole });
  } else if ([BOTH, AS_SHARE, FULL_LIST, DID_IT_WORK].some((words) => words.test(text))) return null;

  const previous: Args = withoutElse(last.args);
  if (WIDER.test(text)) for (const key of NARROWING) delete previous[key];
  const range = otherPeriod(clause, last.tool, previous, context);
  const changed: Args = args({ range, compare_to: range && previous.compare_to ? 'previous' : undefined });
  const owned: [number, number][] = [];
  if (isSearch) {
    const searched = searchedFor(clause, previous, range, context);
    owned.push(...searched.owned);
    Object.assign(changed, searched.changed);
    // “what about Sam?” after whose incidents
    if (
      changed.user &&
      previous.assignee &&
      previous.user === undefined &&
      /^(?:and|what about|how about)\b/.test(text)
    ) {
      changed.assignee = changed.user;
      delete changed.user;
    }
    dropContradicted(text, previous, changed);
    askOthers(text, previous, changed);
  } else if (last.tool === 'find_sightings' || last.tool === 'show_camera')
    seenInstead(clause, last.tool, previous, changed);
  // “who came between 8 and 9?” after a picture: who was seen there
  if (last.tool === 'show_camera' && range && ASKS_WHO.test(text))
    return calls({
      tool: 'find_sightings',
      args: args({
        camera: changed.camera ?? previous.camera,
        known: UNKNOWN.test(text) ? false : undefined,
        range,
      }),
    });
  settleStatus(text, previous, changed);
  // "not only the failed ones": those of before, and the others
  const both = NOT_JUST_OUTCOME.test(text) && previous.outcome !== undefined && changed.outcome === undefined;
  if (both) delete previous.outcome;
  if (Object.keys(changed).length === 0 && !isBack && !both) return null;
  settleKinds(previous, changed);
  const used = [
    ...usersOf(clause).spans,
    ...owned,
    ...[entities.abroad, entities.via?.span, entities.threshold?.span].filter((span) => !!span),
  ];
  return {
    calls: [
      ...(isBack ? [] : askedBeside(last, previous, changed, context)).map((asked) => ({
        tool: last.tool,
        args: asked,
      })),
      { tool: last.tool, args: { ...previous, ...changed } },
    ],
    unused: isSearch && !changed.user ? unusedWords(clause, used, context) : [],
    limits: isSearch ? unusedLimits(clause, used) : [],
  };
}

/** “who was that on the ramp?” asks no more of whoever was asked for before. */
const ASKS_OF_ANYBODY =
  /^(?:(?:and|so|but|ok(?:ay)?),? )*(?:who|any(?:one|body))\b(?! (?:else )?(?:with|beside|next to))/;
const ASKS_WHO = /\b(?:who|any(?:one|body)|some(?:one|body)|people|strangers?|visitors?)\b/;
type Args = Record<string, unknown>;

/** “who else had that address?” left one out for that question alone. */
const withoutElse = ({ exclude_user: other, ...rest }: Args): Args =>
  other === undefined || other === rest.ip ? rest : { ...rest, exclude_user: other };
type Steps = readonly { tool: string; args: Args }[];

/** The latest of these steps; "go back to all of them": the question before the one that narrowed it. */
const questionBefore = (steps: Steps, isBack: boolean): Steps[number] | undefined =>
  (isBack ? steps.find((step) => JSON.stringify(step.args) !== JSON.stringify(steps[0]?.args)) : undefined) ?? steps[0];

/** What is asked of a search as a whole: both of two, its share, its full list, whether what was tried worked. Undefined where none is. */
function asAWhole(text: string, previous: Args, steps: Steps): Args | null | undefined {
  if (BOTH.test(text)) return together(steps);
  if (AS_SHARE.test(text)) return previous;
  if (FULL_LIST.test(text)) return { ...previous, limit: MOST_LISTED };
  if (!DID_IT_WORK.test(text)) return undefined;
  const { min_severity: _least, severities: _some, rule: _rule, status: _status, order: _order, ...rest } = previous;
  const attacked = previous.ip !== undefined || previous.user !== undefined || previous.outcome === 'failure';
  // what was tried worked where somebody got in
  return attacked ? { ...rest, kinds: ['login'], outcome: 'success' } : null;
}

const PERIOD_BEFORE =
  /\b(?:the )?(hour|day|night|week|month|year|period)s? (?:before|prior|earlier)\b|\b(?:the )?(?:previous|preceding|one before|time before)(?: (?:hour|day|week|month|year|period|one))?\b/;

/** The time that is named now, "and the week before?" among them; undefined where it stays as it was. */
function otherPeriod(clause: Clause, tool: string, previous: Args, context: PlanContext): string | undefined {
  const before = PERIOD_BEFORE.exec(clause.text);
  if (!before) return rangeAfter(clause, previous.range, context);
  // the night before is no night of every day
  if (before[1] === 'night') clause.entities.conditions.hours = null;
  delete previous.weekdays;
  // beside another period: the pair moves back, and a new period stands beside the one before it
  const beside = previous.compare_to;
  return typeof beside === 'string' && beside !== 'previous'
    ? beside
    : rangeBefore(previous.range ?? (tool === 'posture_summary' ? 'last_7d' : undefined), before[1], context);
}

/** "and Kim?", "and Kim at the back door?" */
function ledOn(clause: Clause): string | null {
  const name = nameAt(asRead(clause, LEAD_ON.exec(clause.text)?.[0].length ?? clause.text.length));
  return name && isPersonName(name) ? name : null;
}

/** "what about at the back door?", "and Kim?": of who was seen where. */
function seenInstead(clause: Clause, tool: 'find_sightings' | 'show_camera', previous: Args, changed: Args): void {
  const camera = cameraName(clause);
  if (camera) changed.camera = camera;
  if (tool === 'show_camera' && changed.range) {
    changed.at = clause.entities.time?.at ?? changed.range;
    delete changed.range;
  } else if (tool === 'find_sightings') {
    // somebody by name is no stranger, and strangers are not the one asked for before
    const who = UNKNOWN.test(clause.text) ? null : (seenPerson(clause) ?? ledOn(clause));
    if (who) {
      changed.person = who;
      delete previous.known;
      delete previous.without;
    } else if (UNKNOWN.test(clause.text)) {
      changed.known = false;
      delete previous.person;
    } else if (ASKS_OF_ANYBODY.test(clause.text)) delete previous.person;
  }
}

/** What a clause changes of a search, and the words by which it says whose incidents. */
function searchedFor(
  clause: Clause,
  previous: Args,
  range: string | undefined,
  context: PlanContext,
): { changed: Args; owned: readonly [number, number][] } {
  const { text, entities } = clause;
  const owners =
    kindsIn(previous).includes('incident') && can(context.role, 'incidents.read')
      ? ownersOf(clause, 'member')
      : { spans: [] };
  const bare = bareGroup(text);
  const alone =
    bare ||
    // "what about ALR-17?": a thing, and nobody's account
    entities.refs.some(({ kind }) => kind === 'alert' || kind === 'incident') ||
    (FIRST.test(text) && !/^(?:and|what about|how about)\b/.test(text))
      ? null
      : nameAt(asRead(clause, (ONES.exec(text) ?? LEAD_ON.exec(text))?.[0].length ?? text.length));
  const people = usersOf(clause);
  // a name that the conversation knows is one wherever it stands
  const known =
    people.user === null && people.excluded === null && owners.spans.length === 0
      ? knownAmong(unusedWords(clause, people.spans, context), context.history)
      : null;
  const { conditions } = entities;
  const saysMore = Boolean(
    range ||
      entities.countries.length + entities.excludedCountries.length > 0 ||
      entities.outcome ||
      entities.severity ||
      entities.severities.length > 0 ||
      entities.groupBy ||
      entities.abroad ||
      entities.via ||
      entities.threshold ||
      entities.ip ||
      entities.excludedIp ||
      people.excluded ||
      [conditions.city, conditions.device, conditions.rule, conditions.hours, conditions.weekdays].some(
        (one) => one !== null,
      ),
  );
  // "any brute force among them?" asks of alerts what raised them
  const attempts =
    AMONG.test(text) && kindsIn(previous).join() === 'alert' && entities.kinds.join() === 'login' && BRUTE.test(text);
  if (attempts) {
    entities.kinds = [];
    entities.outcome = null;
    entities.conditions.rule ??= 'failed_logins';
  }
  const logins = entities.kinds.length === 0 && !Array.isArray(previous.kinds) ? undefined : entities.kinds;
  const changed = args({
    assignee: owners.assignee,
    exclude_assignee: owners.exclude_assignee,
    opened_by: owners.opened_by,
    kinds: logins,
    min_severity: entities.severities.length > 0 ? undefined : entities.severity,
    severities: entities.severities,
    outcome: entities.outcome,
    status: statusOf(clause, entities.kinds.length > 0 ? entities.kinds : kindsIn(previous)),
    ip: entities.ip,
    exclude_ip: entities.excludedIp,
    city: entities.conditions.city,
    device: entities.conditions.device,
    rule: entities.conditions.rule,
    hours: entities.conditions.hours,
    weekdays: entities.conditions.weekdays,
    exclude_user: people.excluded,
    user: people.user ?? known ?? (saysMore ? undefined : alone),
    country: entities.countries.join(','),
    exclude_country: entities.abroad ? 'home' : entities.excludedCountries.join(','),
    via: entities.via?.via,
    min_count: entities.threshold?.atLeast,
    group_by:
      entities.groupBy ??
      bare ??
      (WHO_ARE.test(text)
        ? 'user'
        : entities.threshold && previous.group_by === undefined
          ? countedBy(text, entities.threshold.span)
          : undefined),
    limit: entities.limit,
    order:
      (entities.groupBy === 'hour' && /\btimes\b/.test(text)) ||
      busiest(text, entities.groupBy) ||
      ((WORST.test(entities.rest) || /\bworst\b/.test(FIRST.exec(text)?.[0] ?? '')) &&
        !kindsIn(previous).includes('login'))
        ? 'worst'
        : undefined,
  });
  return { changed, owned: owners.spans };
}

/** Takes from the question before what no longer holds beside what is said now. */
function dropContradicted(text: string, previous: Args, changed: Args): void {
  // "at night", then "and at weekends?": another part of the week, unless it is only narrowed further
  if (/^(?:and|or|what about|how about)\b(?!.*\bonly\b)/.test(text)) {
    if ((changed.weekdays || /\bweekends?\b/.test(text)) && !changed.hours) delete previous.hours;
    if (changed.hours && !changed.weekdays) delete previous.weekdays;
  }
  // "what about Maria?", after logins from the address of somebody else's alert
  if (
    changed.user &&
    changed.user !== previous.user &&
    /^(?:ALR|INC|LOG)-/.test(String(previous.ip)) &&
    !/\b(?:there|address|ip)\b/.test(text)
  )
    delete previous.ip;
  // What one value was chosen of need not be counted by any more.
  const chosen = { country: 'country', user: 'user', ip: 'ip', outcome: 'outcome' };
  for (const [key, group] of Object.entries(chosen))
    if (changed[key] && previous.group_by === group && !String(changed[key]).includes(',')) delete previous.group_by;
  // so many of another group is another question
  if (changed.group_by && changed.min_count === undefined) delete previous.min_count;
  // the worst day for logins is the one on which most failed
  if (changed.order && kindsIn(previous).join() === 'login') changed.outcome ??= previous.outcome ?? 'failure';
  if (changed.severities) delete previous.min_severity;
  if (changed.min_severity) delete previous.severities;
  if (changed.country) delete previous.exclude_country;
  if (changed.exclude_country) delete previous.country;
}

/** "and anybody else from Indonesia?": from wherever they came, and others than were asked for before. */
function askOthers(text: string, previous: Args, changed: Args): void {
  const isElsewhere = ['country', 'exclude_country', 'city', 'device', 'via'].some((key) => changed[key] !== undefined);
  if (!isElsewhere || changed.user !== undefined || changed.ip !== undefined || !ANYBODY_ELSE.test(text)) return;
  delete previous.ip;
  if (typeof previous.user === 'string' && !/^(?:ALR|INC|LOG)-/.test(previous.user)) {
    changed.exclude_user = previous.user;
    delete previous.user;
  }
  changed.kinds ??= ['login'];
  changed.group_by ??= 'user';
}
const ANYBODY_ELSE =
  /^(?!.*\b(?:there|(?:that|this|the same|same) (?:address|ip|host|network)|it)\b).*\b(?:any(?:one|body)|some(?:one|body)|who|people) else\b|\bother (?:people|accounts?|users?|colleagues|employees)\b/;

/** "how many are still open?" and "have they been handled?" change more than the status. */
function settleStatus(text: string, previous: Args, changed: Args): void {
  const nowOpen = changed.status === 'open' && changed.range === undefined && CLOSED.has(String(previous.status));
  if (nowOpen && STILL.test(text)) delete previous.range;
  // those that were not handled are what one wants to know of
  if (HANDLED.test(text) && !kindsIn(previous).includes('login')) {
    changed.status = 'open';
    delete previous.group_by;
  }
}

/** Whether it worked is told of logins alone: who asks for that after alerts or incidents means logins of the same time. */
function settleKinds(previous: Args, changed: Args): void {
  if (changed.outcome !== undefined && changed.kinds === undefined && !kindsIn(previous).includes('login')) {
    changed.kinds = ['login'];
    for (const key of NOT_OF_LOGINS) delete previous[key];
  }
  if (Array.isArray(changed.kinds) && !changed.kinds.includes('login') && changed.outcome === undefined)
    delete previous.outcome;
}

/**
 * A question that names what it asks for keeps nothing of the one before unsaid: whom and where it is still about, and how that
 * is widened.
 */
export function sayingWhatStays(
  reading: ReturnType<Recogniser>,
  clause: Clause,
  context: PlanContext,
): ReturnType<Recogniser> {
  if (!reading || !('calls' in reading) || reading.aside !== undefined) return reading;
  const { text, entities } = clause;
  if (entities.kinds.length === 0 || !OWN_QUESTION.test(text) || POINTS_BACK.test(text)) return reading;
  const last = context.history.flatMap(({ steps }) => steps).findLast(({ tool }) => REFINABLE.includes(tool));
  const [call] = reading.calls;
  if (!last || call?.tool !== 'search_logs' || last.tool !== 'search_logs') return reading;
  const kept = (['user', 'ip', 'country', 'city', 'assignee'] as const).flatMap((key) => {
    const value = call.args[key];
    return typeof value === 'string' && value === last.args[key] && !text.includes(value.toLowerCase().split(',')[0]!)
      ? [{ key, value }]
      : [];
  });
  return kept.length === 0 ? reading : { ...reading, aside: askingWords[context.language].stillAbout(kept) };
}
const OWN_QUESTION =
  /^(?:(?:and|so|but|ok(?:ay)?|well|then|now),? )*(?:how many|which|what|who|whose|where|when|did|does|do|is|are|was|were|has|have|show|list|find|give|any)\b/;
const POINTS_BACK =
  /\b(?:he|she|him|his|her|it|its|they|them|their|those|these|that|this|same|ones?|there|also|too|else|more|rest|still)\b/;

const MOST_LISTED = 50;
/** The two latest searches as one, where they differ in one thing that may be several. */
function together(steps: readonly { tool: string; args: Record<string, unknown> }[]): Record<string, unknown> | null {
  const [one, other] = steps;
  if (one?.tool !== 'search_logs' || other?.tool !== 'search_logs') return null;
  const keys = [...new Set([...Object.keys(one.args), ...Object.keys(other.args)])];
  const differ = keys.filter((key) => JSON.stringify(one.args[key]) !== JSON.stringify(other.args[key]));
  const [key] = differ;
  const [a, b] = [one.args[key!], other.args[key!]];
  if (differ.length !== 1 || !['user', 'ip', 'country', 'city', 'assignee'].includes(key!)) return null;
  return typeof a === 'string' && typeof b === 'string' ? { ...one.args, [key!]: `${b},${a}` } : null;
}

/** "only the tomas ones" */
const ONES =
  /^(?:(?:and|or|but|also|what about|how about|only|just|now),? )*(?:(?:for|by|from|of|about) )?the (?=\S+(?:'s)? (?:ones?|alerts?|log-?ins?|sign-?ins?)[?!. ]*$)/;
/** "is somebody looking at it?", of the one thing that was just looked at. */
export const handledAtHand: Recogniser = ({ text, before, entities }, { history }) => {
  const step = history.at(-1)?.steps;
  const [one] = step ?? [];
  if (!one?.ok || step?.length !== 1 || before.length > 0 || entities.refs.length > 0) return null;
  if (!/^(?:open|update)_(?:alert|incident)$/.test(one.tool) || typeof one.args.id !== 'string') return null;
  if (!HANDLED.test(text) || !/\b(?:it|that|this)\b/.test(text)) return null;
  return calls({ tool: one.tool.replace('update', 'open'), args: { id: one.args.id } });
};

const CLOSED = new Set(['closed', 'resolved', 'acknowledged', 'contained', 'false_alarm']);
/** "how many are still open?" is asked of all there are, whenever those spoken of before were closed. */
const STILL = /\b(?:still|yet|now|at the moment)\b|^(?:and )?how many (?:are|is) (?:left|open|waiting|unresolved)\b/;
/** What leads from one question to the next. */
const LEAD_ON =
  /^(?:and|or|but|also|what about|how about|only|just|for|by|from|(?:the )?same)(?: (?:for|by|from|only|with|show(?: me)?))?\s+/;
/** What was narrowed before no longer holds. */
const WIDER =
  /\b(?:all of (?:them|those) again|everything again|everyone again|without (?:the |that )?filters?|all again|remove the filters?|reset)\b/;
/** The time named now; a date without a year is in the year that was spoken of before. */
function rangeAfter({ text, entities }: Clause, previous: unknown, context: PlanContext): string | undefined {
  const range = entities.time?.range;
  const span = typeof previous === 'string' ? parseRange(previous, context) : null;
  if (!range || !span || !DATE_WITHOUT_YEAR.test(text) || /\b(?:19|20)\d{2}\b|\b(?:last|this) year\b/.test(text))
    return range;
  const year = yearOf(new Date(span.to.getTime() - 1), context.timeZone);
  if (year >= yearOf(context.now, context.timeZone)) return range;
  const anchored = findTime(text, new Date(Date.UTC(year, 11, 31, 12)), context.timeZone);
  return anchored && !/[a-z]/.test(anchored.range) ? anchored.range : range;
}

const DATE_WITHOUT_YEAR = new RegExp(String.raw`\b(?:${MONTH})\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}[/.]\d{1,2}\b`);
const yearOf = (date: Date, timeZone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(timeZone).year;

const kindsIn = ({ kinds }: Record<string, unknown>): Kind[] => (Array.isArray(kinds) ? (kinds as Kind[]) : ['alert']);
