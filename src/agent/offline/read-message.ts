import { askingWords } from '../../messages/catalogue/asking.ts';
import { doing, orderingWords } from '../../messages/catalogue/ordering.ts';
import { alternatives } from './alternatives.ts';
import {
  APART,
  ASKED,
  BEGINS_ASKING,
  FORBIDDEN,
  MODERATES,
  REPORTS,
  STATEMENT,
  split,
  TELLS_SOMEBODY,
} from './clauses.ts';
import { type Entities, findRefs, readEntities } from './entities.ts';
import { quotedOrder } from './given-title.ts';
import { aboutItself } from './intents/about-itself.ts';
import { alerts, NO_FALSE_ALARM } from './intents/alerts.ts';
import { auditAsks } from './intents/audit-asks.ts';
import { boundChannels } from './intents/channels.ts';
import { asksWhatToDo, createIncident } from './intents/create-incident.ts';
import { guideCall, isMishap, offered } from './intents/help.ts';
import { incidents } from './intents/incidents.ts';
import { GOT_MAIL, tellsMishap } from './intents/mishap.ts';
import { toldByEmployee } from './intents/own-matters.ts';
import { rules } from './intents/rules.ts';
import { scope } from './intents/scope.ts';
import { smallTalk } from './intents/small-talk.ts';
import { tidy } from './intents/words.ts';
import { merge, searchForAlerts, sharedRange, withoutWider } from './merge-calls.ts';
import { type Doubt, onlyOrders, textBegins } from './orders.ts';
import { deny, ownCall, unclear } from './permitted.ts';
import type { Clause, Plan, PlanContext, PlannedCall, Say } from './plan-types.ts';
import { readClause, readWithoutUnrecorded } from './read-clause.ts';
import { whatChanged } from './taking-back.ts';
import { timeProblem } from './time-problem.ts';
import { readUtterance } from './utterance.ts';

export const MAX_CALLS = 8;
/** Of whoever tells of trouble and asks whom to tell. */
const HOW_TO_REPORT = 'How do I report something suspicious?';
const MAX_PARTS = 12;

/** Reads a message part by part, each in the light of those before it. */
export function readMessage(message: string, context: PlanContext): Plan {
  const utterance = readUtterance(message, context.language);
  const whole: Clause = {
    utterance,
    start: 0,
    text: utterance.norm,
    entities: readEntities(utterance.norm, context.now, context.timeZone),
    before: [],
    leftover: null,
  };
  for (const recogniser of [whatChanged, smallTalk, aboutItself, boundChannels, scope, auditAsks]) {
    const reading = recogniser(whole, context);
    if (reading && 'say' in reading) return { calls: [], say: reading.say };
    if (reading)
      return {
        calls: reading.calls,
        say: reading.aside ? { why: 'not_here', text: reading.aside } : null,
        ...(reading.limits && reading.limits.length > 0 && { unused: reading.limits }),
      };
  }
  if (context.tools.has('search_help') && isMishap(whole)) return { calls: [guideCall(whole)], say: null };
  if (context.role === 'employee' && context.tools.has('search_help') && asksWhatToDo(whole))
    return { calls: [{ tool: 'search_help', args: { query: HOW_TO_REPORT } }], say: null };
  const words = askingWords[context.language];
  // An employee's telling is a report; of anybody else's it is asked whether it is to be one.
  if (
    (context.role !== 'employee' || GOT_MAIL.test(whole.text)) &&
    context.tools.has('create_incident') &&
    tellsMishap(whole)
  ) {
    const guided = context.tools.has('search_help') ? [guideCall(whole)] : [];
    return { calls: guided, say: { why: 'ask', text: words.reportIt } };
  }
  const unused: string[] = [];
  const limits: string[] = [];
  const undone: string[] = [];
  const wanted: PlannedCall[] = [];
  let said: Say | null = null;
  let leftover: string | null = null;
  // Something was to be changed by words that are no order.
  let withheld = false;
  const doubts: Doubt[] = [];
  const all = split(utterance);
  const parts = all.slice(0, MAX_PARTS);
  const reportAt = parts.findLastIndex(([from, to]) => REPORTS.test(utterance.norm.slice(from, to)));
  const moderatesAt = parts.findLastIndex(([from, to]) => MODERATES.test(utterance.norm.slice(from, to)));
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
      entities: withoutOwnText(text, readEntities(text, context.now, context.timeZone)),
      before: wanted,
      leftover,
    };
    const searched = wanted.at(-1);
    const { time } = clause.entities;
    // "which countries do they come from? last month's figures"
    if (searched?.tool === 'search_logs' && !searched.args.range && time && !time.problem && saysOnlyWhen(clause)) {
      searched.args = { ...searched.args, range: time.range, ...(time.hours && { hours: time.hours }) };
      continue;
    }
    // "Someone broke a window. Open an incident.": told, not asked.
    // "good. anybody on the cameras last night?"
    if (index < parts.length - 1 && (PRAISE.test(text) || ARRIVES.test(text))) continue;
    const opened = wanted.at(-1);
    // "take INC-6, and tell jonas i will call him": nobody is told anything from here
    if (index > 0 && TELLS_SOMEBODY.test(text)) {
      undone.push(tidy(utterance.rawSlice(start, end)).slice(0, 80));
      continue;
    }
    // "show me PROP-1, how often would it have fired?": its card says so
    if (opened?.tool === 'open_proposals' && opened.args.id !== undefined && OF_ITS_TRIAL.test(text)) continue;
    // “create an incident “Laptop lost”. It has no disk encryption.”: what else is known of it
    if (opened && isToldOf(opened, clause)) {
      const { summary } = opened.args;
      const more = tidy(utterance.rawSlice(start, end));
      opened.args = { ...opened.args, summary: typeof summary === 'string' ? `${summary}. ${more}` : more };
      continue;
    }
    const told =
      (index < parts.length - 1 && clause.entities.refs.length === 0 && NO_FALSE_ALARM.test(text)) ||
      (index < reportAt && STATEMENT.test(text)) ||
      (index < parts.length - 1 && SPEAKS_OF.test(text) && refersBack(utterance.norm.slice(end))) ||
      (index < moderatesAt && !ASKED.test(text) && /@[\w]|\b(?:user|member) \w/.test(text));
    const within = spared.length > 0 ? remembering(context, spared) : context;
    // "task 3 of INC-22 is finished, tick it off": what it is about is told before what is to be done
    const joint = told ? null : withNext(clause, parts[index + 1], within, message);
    if (joint) {
      wanted.push(...joint.calls);
      parts[index + 1] = [end, end];
      continue;
    }
    if (start === end) continue;
    const reading = told ? null : (readWithoutUnrecorded(clause, within) ?? readClause(clause, within));
    // "Could you raise an incident? The turnstile is broken.": what it is about is told afterwards.
    const following = parts[index + 1];
    if (
      reading &&
      'say' in reading &&
      reading.say.why === 'ask' &&
      REPORTS.test(text) &&
      following &&
      !BEGINS_ASKING.test(utterance.norm.slice(...following))
    ) {
      const told = tidy(utterance.rawSlice(...following)).slice(0, 200);
      const again = createIncident({ ...clause, leftover: told }, context);
      if (told !== '' && again && 'calls' in again) {
        wanted.push(...onlyOrders(again.calls, clause, message).calls);
        break;
      }
    }
    if (!reading && !told && index > 0 && BEGINS_ASKING.test(text) && !ASKS_ON.test(text))
      undone.push(tidy(utterance.rawSlice(start, end)).slice(0, 80));
    if (!reading) leftover = tidy(utterance.rawSlice(start, end)).slice(0, 200) || leftover;
    else if ('say' in reading) said = besideIt(said, reading.say);
    else if (clause.entities.time?.problem && reading.calls.some((call) => PAST.has(call.tool)))
      said ??= timeProblem(clause, clause.entities.time, words);
    else {
      unused.push(...(reading.unused ?? []));
      limits.push(...(reading.limits ?? []));
      if (reading.aside) said = besideIt(said, { why: 'not_here', text: reading.aside });
      const either = alternatives(clause, reading.calls);
      if (either) {
        said ??= { why: 'ask', text: words.whichOne(either.map(({ label }) => label)), options: either };
        continue;
      }
      // "what became of last year's incidents? count by status": how what was asked for is counted
      const [counted, more] = reading.calls;
      const asked = wanted.at(-1);
      if (asked?.tool === 'search_logs' && counted?.tool === 'search_logs' && !more && onlyCounts(counted)) {
        asked.args = { ...asked.args, ...counted.args };
        continue;
      }
      const ordered = onlyOrders(reading.calls, clause, message);
      withheld ||= ordered.calls.length < reading.calls.length;
      wanted.push(...ordered.calls);
      doubts.push(...(ordered.doubt ? [ordered.doubt] : []));
      if (
        (TELLS.test(text) || !ASKED.test(text.replace(/\b(?:nothing to (?:see|check)|looks)\b/, ''))) &&
        !/\?/.test(text)
      )
        for (const call of [...reading.calls, ...ordered.calls]) toldOf.add(call);
    }
  }
  // "Alert 91 looks legit, acknowledge it": what is only spoken of need not be shown as well.
  const asked = wanted.filter(
    (call) =>
      !(toldOf.has(call) && /^(?:open_|explain_case)/.test(call.tool)) ||
      !wanted.some((other) => /^(?:update_|reverse_)/.test(other.tool) && other.args.id === call.args.id),
  );
  // "who hit us hardest yesterday? failed logins per account": when it was is said once
  const [only, another] = asked;
  const { time: whenever } = whole.entities;
  if (only?.tool === 'search_logs' && !another && !only.args.range && whenever && !whenever.problem && parts.length > 1)
    only.args = {
      ...only.args,
      range: whenever.range,
      ...(whenever.hours && only.args.hours === undefined && { hours: whenever.hours }),
    };
  if (
    only?.tool === 'search_logs' &&
    !another &&
    only.args.hours === undefined &&
    whole.entities.conditions.hours &&
    parts.length > 1
  )
    only.args = { ...only.args, hours: whole.entities.conditions.hours };
  const together = utterance.norm.match(APART) ? sharedRange(asked) : asked;
  const distinct = searchForAlerts(withoutWider(merge(together)));
  const doubted = doubts.flatMap((one) => one.calls).filter((call) => deny(call, context) === null);
  if (doubted.length > 0)
    said = {
      why: 'ask',
      text: orderingWords[context.language].shallI(
        doubted.map((call) => doing(call, context.language)),
        doubts.map((one) => one.said).find((one) => one !== ''),
      ),
      offer: doubted,
    };
  const merged = distinct.slice(0, MAX_CALLS);
  const left = distinct.length - merged.length + all.length - parts.length;
  const allowed: PlannedCall[] = [];
  for (const call of merged.map((one) => ownCall(one, context))) {
    const no = deny(call, context);
    if (no) said ??= no;
    else allowed.push(call);
  }
  // whoever tells of something asks for nothing that could be refused
  const told = allowed.length === 0 && (!said || said.why === 'role') ? toldByEmployee(whole, context) : null;
  if (told && 'say' in told) said = told.say;
  if (allowed.length === 0 && !said && (withheld || FORBIDDEN.test(utterance.norm)))
    said = { why: 'small_talk', text: words.nothingChanged };
  if (allowed.length === 0 && !said) {
    const offer = context.tools.has('search_help') ? offered(whole, context.language) : null;
    if (offer) return { calls: [offer], say: null };
    said = unclear(context, utterance.norm);
  }
  // Something to fill in from a call that was refused cannot be filled in.
  const orphan = allowed.some((call) => call.needs && allowed.indexOf(call) === 0) && merged.length > allowed.length;
  if (orphan) return { calls: [], say: said };
  // an order in quotation marks behind a title is text, and is said not to be done
  const quoted = allowed.some((call) => call.tool === 'create_incident') ? quotedOrder(utterance.norm) : null;
  const searches = allowed.some((call) => call.tool === 'search_logs');
  const leftOut = notUsed(limits, unused);
  // Where more was left aside than taken up, the reading is doubtful: one question is better than a wrong answer.
  if (allowed.length === 1 && searches && !said && isDoubtful(allowed[0]!, unused, whole))
    return { calls: [], say: { why: 'ask', text: words.notSure([...new Set(unused)].slice(0, 3)) } };
  return {
    calls: allowed,
    say: said,
    ...(allowed.length > 0 && leftOut.length > 0 && { unused: leftOut }),
    // what an incident is about may have been told by such a part
    ...(allowed.length > 0 &&
      undone.length > 0 &&
      !allowed.some((call) => call.tool === 'create_incident') && { undone }),
    ...(quoted !== null && { undone: [utterance.rawSlice(quoted).trim().slice(0, 80)] }),
    ...(left > 0 && { left }),
  };
}

/** What is told behind an incident that was given its title: no order, and no question. */
const isToldOf = ({ tool, args }: PlannedCall, { text, entities }: Clause): boolean =>
  tool === 'create_incident' &&
  typeof args.title === 'string' &&
  entities.refs.length === 0 &&
  TOLD_OF.test(text) &&
  !/[?]/.test(text) &&
  !BEGINS_ASKING.test(text);

const TOLD_OF =
  /^(?!(?:that|this|it)(?:'s| is| was)? (?:all|it|enough)\b)(?:it|they|he|she|we|i|this|that|there|those|these|someone|somebody|nobody|no one|my|our|his|her|its|their|an?|the|all|both|two|three|several|some)(?:'s|'ve|'re|'m)? (?:\S+ )+?\S+/;

const onlyCounts = ({ args }: PlannedCall): boolean =>
  args.group_by !== undefined && Object.keys(args).every((key) => /^(?:group_by|min_count|limit|order)$/.test(key));

/** How something about an incident stands, and what is to be done about it, as one order: people, tasks, room, ticket, alerts of it. */
function withNext(
  clause: Clause,
  next: [number, number] | undefined,
  context: PlanContext,
  message: string,
): { calls: PlannedCall[] } | null {
  const { utterance, start, text, entities } = clause;
  if (!next || entities.refs.length === 0 || ASKED_FIRST.test(text) || next[0] - (start + text.length) > 4) return null;
  const rest = utterance.norm.slice(...next);
  if (!POINTS_AT.test(rest) || findRefs(rest).refs.length > 0) return null;
  const all = utterance.norm.slice(start, next[1]);
  const joint = { ...clause, text: all, entities: readEntities(all, context.now, context.timeZone) };
  const isOfRule = entities.refs.every(({ kind }) => kind === 'rule');
  const reading = isOfRule ? rules(joint, context) : (alerts(joint, context) ?? incidents(joint, context));
  if (!reading || !('calls' in reading)) return null;
  const isPart = ({ tool, args }: PlannedCall): boolean =>
    tool === 'update_incident'
      ? Object.keys(args).some((key) => PARTS.has(key))
      : isOfRule && tool === 'propose_rule' && args.rule !== undefined;
  if (!reading.calls.every(isPart)) return null;
  const ordered = onlyOrders(reading.calls, joint, message);
  return ordered.doubt === null && ordered.calls.every(isPart) ? ordered : null;
}
const ASKED_FIRST =
  /^(?:please |can you |could you )*(?:is|was|are|were|who|what|which|when|where|why|how|did|does|do|has|have|show|list|tell|give me)\b/;
const POINTS_AT = /\b(?:it|that|this|them|these|those|him|her|he|she|they)\b|\b(?:off|out|again|back)[.! ]*$/;
const PARTS = new Set(
  'scribe liaison add_people remove_people tasks_done tasks_open room ticket link_alerts unlink_alerts assignee'.split(
    ' ',
  ),
);

/** "that Tomas one looks bad.", "back to Tomas.": said of what is asked next, and no question of its own. */
const SPEAKS_OF =
  /^(?:ok(?:ay)?,? |so |now |well,? |and |hm+,? )*(?:(?:that|this|the|those|these) [^?]{1,40}\b(?:looks?|seems?|sounds?|is|are|was|feels?) (?:(?:really|very|so|quite|pretty|rather|a (?:bit|little)) )*(?:bad|odd|strange|weird|suspicious|fishy|worrying|serious|scary|interesting|wrong|off|dodgy)|(?:(?:let's |let us )?(?:go|going|coming|come|get|getting) )?back to (?!(?:the |that )?(?:list|search|question|all|every\w*)\b)[^?]{2,40})[.! ]*$/;
const refersBack = (rest: string): boolean => /\b(?:he|she|it|they|his|her|him|that|this|them|their|its)\b/.test(rest);

/** "ALR-40 has been dealt with, set it to resolved": how it stands, before what is to be done. */
const TELLS = /^(?:the )?(?:alert |incident )?(?:alr-?|inc-?)? ?\d+ (?:has|is|was|had|looks?|seems?)\b/;

/** "last month's numbers", "take last week": only the time of what was asked before it. */
const saysOnlyWhen = ({ entities }: Clause): boolean =>
  /^(?:[\s,.!?']|\b(?:numbers?|figures?|data|stats|statistics|take|use|for|of|over|from|in|the|just|only|please|thanks|i mean|say|looking at|that is|counting|s)\b)*$/.test(
    entities.rest,
  );

/** Of a proposed rule: what its card says of the days behind it. */
const OF_ITS_TRIAL =
  /^(?:(?:and|so|please|also) )*(?:how (?:often|many|much)\b.*\b(?:would|will|does)\b.*\b(?:it|that|this|alerts?|fire|fired)\b|what (?:would|will|does|did) (?:it|that|this)(?: have)? (?:do|done|catch|caught|find|found|raise|raised))\b[^,;]{0,40}$/;

/** A word for what was answered, before the next question. */
const PRAISE =
  /^(?:(?:very |really )?(?:good|great|fine|nice|perfect|cool|excellent|super|alright|ok(?:ay)?|thanks|thank you|thx|right|interesting|i see|understood|got it)[ ,.!]*)+$/;

/** "just came on shift.", "I just got in.": says when somebody begins, and asks nothing. */
const ARRIVES =
  /^(?:(?:hi|hey|ok(?:ay)?|so|well),? )*(?:i(?:'m|'ve| am| have)? )?(?:just |now )*(?:came|come|got|gotten|arrived|started|starting|beginning|began|back|logged|clocked|taking over)(?: (?:on|in|at|to|my|the|work|duty|shift|here|now|just|office|from lunch|desk|this|today))+[.! ]*$/;

/** Two things that nothing here can tell are both said; else what was said first stands. */
const besideIt = (said: Say | null, more: Say): Say =>
  said === null
    ? more
    : said.why === 'not_here' && more.why === 'not_here' && said.text !== more.text
      ? { why: 'not_here', text: `${said.text} ${more.text}` }
      : said;

/** "and when?", "tell me everything", "check today": asks for more of what is told already. */
const ASKS_ON =
  /^(?:(?:please|also|then|now|and|can you|could you) )*(?:who|what|which|how|when|where|did|has|is|are|tell me|check|show me|set \w+ up)\b.{0,25}$/;

/** What limits the question first; a word that stands in a condition is not told twice. */
const notUsed = (limits: readonly string[], unused: readonly string[]): string[] =>
  [...new Set([...limits, ...unused.filter((one) => !limits.some((limit) => limit.includes(one)))])].slice(0, 4);

function isDoubtful({ args }: PlannedCall, unused: readonly string[], { entities }: Clause): boolean {
  const left = unused.join(' ').split(/\s+/).filter(Boolean).length;
  // "what does the language model cost us this month?": nothing that is searched for was named
  const namesNothing =
    entities.kinds.length === 0 &&
    Object.keys(args).every((name) => /^(?:kinds|range|group_by|order|limit)$/.test(name));
  return (left >= 4 && left > 2 * Object.keys(args).length) || (left >= 2 && namesNothing);
}

/** What an order's own text names, a comment's or a reason's, is only spoken of. */
function withoutOwnText(text: string, entities: Entities): Entities {
  const begin = entities.refs.length > 1 ? textBegins(text) : text.length;
  const refs = entities.refs.filter(({ at }) => at < begin);
  if (refs.length === 0 || refs.length === entities.refs.length) return entities;
  return { ...entities, refs, rest: entities.rest.slice(0, begin) + text.slice(begin) };
}

/** Tools that look at what has happened: of what is to come they know nothing. */
const PAST = new Set(['search_logs', 'posture_summary', 'find_sightings', 'show_camera']);

/** The context as if the last answer had been about these. */
export const remembering = (context: PlanContext, refs: readonly string[]): PlanContext => ({
  ...context,
  history: [
    ...context.history,
    { question: '', answer: refs.join(' '), steps: [], citations: refs.map((ref) => ({ ref })) },
  ],
});
