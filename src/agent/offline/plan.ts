import { askingWords } from '../../messages/catalogue/asking.ts';
import { doing, orderingWords } from '../../messages/catalogue/ordering.ts';
import { unrecordedWords } from '../../messages/catalogue/unrecorded.ts';
import { alternatives } from './alternatives.ts';
import { askedOfIt, asksReaction, asksTrend, wantsYesOrNo } from './asked-of-it.ts';
import { APART, ASKED, BEGINS_ASKING, FORBIDDEN, MODERATES, REPORTS, STATEMENT, split } from './clauses.ts';
import { compared } from './comparing.ts';
import { contrastAsked, contrasted, isContrast } from './contrasts.ts';
import { type Entities, findRefs, readEntities } from './entities.ts';
import { worstShown } from './focus.ts';
import { alerts, manyAlerts, ruleReference } from './intents/alerts.ts';
import { allCameras } from './intents/all-cameras.ts';
import { atHand, whoMay } from './intents/at-hand.ts';
import { caseFollowUps } from './intents/case-follow-ups.ts';
import { cases } from './intents/cases.ts';
import { countedPeople } from './intents/counted-people.ts';
import { goingOn } from './intents/going-on.ts';
import { guide, guideCall, help, isGuideQuestion, isMishap, offered } from './intents/help.ts';
import { history } from './intents/history.ts';
import { asksWhatToDo, createIncident, incidents } from './intents/incidents.ts';
import { members } from './intents/members.ts';
import { GOT_MAIL, tellsMishap } from './intents/mishap.ts';
import { moderation } from './intents/moderation.ts';
import { moderationQuestions } from './intents/moderation-questions.ts';
import { notRecorded } from './intents/not-recorded.ts';
import { anotherNumber, bareNumbers, noAddress, notOurs } from './intents/numbers.ts';
import { cameras, namedPerson, notes, whoIs } from './intents/people.ts';
import { personBehind } from './intents/person-behind.ts';
import { inEarlierPicture, inPicture, missingPicture, nobodyShown } from './intents/pictures.ts';
import { posture } from './intents/posture.ts';
import { reports } from './intents/reports.ts';
import { listRules, rules } from './intents/rules.ts';
import { samePerson, samePlace } from './intents/same-person.ts';
import { scope } from './intents/scope.ts';
import { search } from './intents/search.ts';
import { seenBefore } from './intents/seen-before.ts';
import { health } from './intents/service.ts';
import { similar } from './intents/similar.ts';
import { smallTalk } from './intents/small-talk.ts';
import { unusual, usual, withUnusual } from './intents/unusual.ts';
import { whatNext } from './intents/what-next.ts';
import { tidy } from './intents/words.ts';
import { linking } from './linking.ts';
import { merge, searchForAlerts, sharedRange, withoutWider } from './merge-calls.ts';
import { isStepOrder } from './moderation-words.ts';
import { type Doubt, onlyOrders, textBegins } from './orders.ts';
import { deny, ownCall, unclear } from './permitted.ts';
import {
  type Clause,
  type Plan,
  type PlanContext,
  type PlannedCall,
  type Recogniser,
  type Say,
  typed,
} from './plan-types.ts';
import { pointing } from './pointing.ts';
import { beginningOf, listed, withoutFuture, withRest } from './portions.ts';
import { isProgramText } from './program-text.ts';
import { handledAtHand, isFragment, refined, refining, sayingWhatStays } from './refining.ts';
import { related } from './related.ts';
import { askedAgain, completed, reply } from './replying.ts';
import { saidAgain } from './said-again.ts';
import { asShare } from './shares.ts';
import { silencing } from './silencing.ts';
import { backTo, pointedSubject } from './subjects.ts';
import { nothingToTakeBack, whatChanged } from './taking-back.ts';
import { timeProblem } from './time-problem.ts';
import { noTimeIn, unrecorded, whyUnrecorded } from './unrecorded.ts';
import { readUtterance } from './utterance.ts';
import { widening } from './widening.ts';

const MAX_CALLS = 8;
/** Of whoever tells of trouble and asks whom to tell. */
const HOW_TO_REPORT = 'how do I report something';
const MAX_PARTS = 12;

/** In this order: what is named most exactly is read first, the search that fits nearly anything last. */
const RECOGNISERS: readonly Recogniser[] = [
  moderationQuestions,
  history,
  unusual,
  cases,
  listRules,
  members,
  notRecorded,
  countedPeople,
  guide,
  anotherNumber,
  atHand,
  linking,
  pointing,
  notOurs,
  moderation,
  nothingToTakeBack,
  rules,
  createIncident,
  alerts,
  incidents,
  similar,
  manyAlerts,
  bareNumbers,
  ruleReference,
  notes,
  allCameras,
  health,
  cameras,
  whoIs,
  namedPerson,
  help,
  noAddress,
  reports,
  posture,
  search,
];

/** Reads a message as tool calls and words. Any string is answered; none throws. Takes about a millisecond. */
export function plan(message: string, context: PlanContext): Plan {
  if (isProgramText(message)) return { calls: [], say: unclear(context) };
  const { text, rest } = beginningOf(saidAgain(unquoted(message).replace(IF_FORGOTTEN, ''), context));
  const first = planned(text, context);
  // what came as an answer to our own question and was none: it is asked once more
  const again = first.calls.length === 0 && first.say?.why === 'unclear' ? askedAgain(context, planned) : null;
  const made = askingOfIt(again ?? first, text, context);
  return rest.trim() === '' ? made : withRest(made, text, rest);
}

/** With what the message wants to know of the one thing it looks at, and as shares where it asks for them. */
function askingOfIt(made: Plan, text: string, context: PlanContext): Plan {
  const { language } = context;
  const [call, other] = made.calls;
  if (!call || !/^(?:open_(?:alert|incident)|search_logs|posture_summary)$/.test(call.tool)) return made;
  const { norm } = readUtterance(text, language);
  if (other) return isContrast(made.calls) ? { ...made, contrast: contrastAsked(norm) } : made;
  if (call.tool === 'search_logs') {
    const looked = { ...made, calls: [withUnusual(call, norm, context)] };
    return wantsYesOrNo(looked, norm) ? { ...looked, yesOrNo: true } : asShare(looked, norm);
  }
  const asked =
    call.tool === 'posture_summary'
      ? asksReaction(norm)
        ? 'reaction'
        : asksTrend(norm)
          ? 'trend'
          : null
      : askedOfIt(norm);
  return asked ? { ...made, asked } : made;
}

/** Each item of a numbered list by itself, in the light of those before it. */
function eachOf(items: readonly string[], context: PlanContext): Plan {
  let sofar = context;
  const wanted: PlannedCall[] = [];
  const undone: string[] = [];
  let said: Say | null = null;
  for (const item of items) {
    const { calls, say } = read(item, sofar);
    wanted.push(...calls);
    if (calls.length === 0 && say?.why === 'unclear') undone.push(item.slice(0, 80));
    else said ??= say;
    const refs = calls.flatMap(({ args }) => (typeof args.id === 'string' ? [args.id] : []));
    if (refs.length > 0) sofar = remembering(context, refs);
  }
  const merged = merge(wanted);
  if (merged.length === 0) return { calls: [], say: said ?? unclear(context) };
  const left = merged.length - Math.min(merged.length, MAX_CALLS);
  return {
    calls: merged.slice(0, MAX_CALLS),
    say: said,
    ...(undone.length > 0 && { undone }),
    ...(left > 0 && { left }),
  };
}

function planned(text: string, context: PlanContext): Plan {
  const items = listed(text);
  if (items) return eachOf(items, context);
  const { norm } = readUtterance(text, context.language);
  const quiet = silencing(text, context);
  if (quiet) return quiet;
  const answer = reply(text, norm, context, read, planned);
  if (answer) return answer;
  const whole = read(text, context);
  const past = whole.calls.length === 0 ? withoutFuture(text) : null;
  const possible = past ? read(past.text, context) : null;
  const plain =
    past && possible && possible.calls.length > 0
      ? { ...possible, say: { why: 'not_here' as const, text: askingWords[context.language].futureToo(past.said) } }
      : whole;
  // What says nothing by itself, or only names something, may complete what was asked back.
  return (mayComplete(plain, norm) ? completed(text, norm, context, { read, plan: planned, plain }) : null) ?? plain;
}

/** Whether a message may be the answer to what was asked back: it says nothing else, or only names one thing. */
function mayComplete({ calls }: Plan, norm: string): boolean {
  const [only] = calls;
  if (!only) return true;
  if (norm.length >= 30 || calls.length > 1 || /^(?:and|what|show|list|how|any|who|which|open)\b/.test(norm))
    return false;
  return /^open_/.test(only.tool) || Object.keys(only.args).every((key) => key === 'kinds');
}

/** Whether something is to be done to somebody by whoever may moderate: no fragment of a search, whatever it begins with. */
const ordersStep = ({ text, entities }: Clause, { tools }: PlanContext): boolean =>
  tools.has('moderate_member') && isStepOrder(text) && entities.kinds.length === 0;

/** "anything still open that I forgot?" asks for no more than what is open. */
const IF_FORGOTTEN =
  /(?<=\b(?:open|left|else|anything|something|waiting|unresolved)) (?:that |which )?(?:i|we)(?:'ve| have| might have| may have)? (?:forgot(?:ten)?|missed|overlooked)(?=[?!. ]*$)/i;

/** Without what was quoted from someone else's message, unless there is nothing but that. */
function unquoted(message: string): string {
  const own = message.replaceAll(/^[ \t]*>.*$/gm, '').trim();
  return own === '' ? message : own;
}

function read(message: string, context: PlanContext): Plan {
  const utterance = readUtterance(message, context.language);
  const whole: Clause = {
    utterance,
    start: 0,
    text: utterance.norm,
    entities: readEntities(utterance.norm, context.now, context.timeZone),
    before: [],
    leftover: null,
  };
  for (const recogniser of [whatChanged, smallTalk, scope]) {
    const reading = recogniser(whole, context);
    if (reading && 'say' in reading) return { calls: [], say: reading.say };
    if (reading) return { calls: reading.calls, say: null };
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
    // "Someone broke a window. Open an incident.": told, not asked.
    // "good. anybody on the cameras last night?"
    if (index < parts.length - 1 && PRAISE.test(text)) continue;
    const told =
      (index < reportAt && STATEMENT.test(text)) ||
      (index < parts.length - 1 && SPEAKS_OF.test(text) && refersBack(utterance.norm.slice(end))) ||
      (index < moderatesAt && !ASKED.test(text) && /@[\w]|\b(?:user|member) \w/.test(text));
    const within = spared.length > 0 ? remembering(context, spared) : context;
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
      const ordered = onlyOrders(reading.calls, clause, message);
      withheld ||= ordered.calls.length < reading.calls.length;
      wanted.push(...ordered.calls);
      doubts.push(...(ordered.doubt ? [ordered.doubt] : []));
      if (!ASKED.test(text) && !/\?/.test(text)) for (const call of reading.calls) toldOf.add(call);
    }
  }
  // "Alert 91 looks legit, acknowledge it": what is only spoken of need not be shown as well.
  const asked = wanted.filter(
    (call) =>
      !(toldOf.has(call) && /^(?:open_|explain_case)/.test(call.tool)) ||
      !wanted.some((other) => /^(?:update_|reverse_)/.test(other.tool) && other.args.id === call.args.id),
  );
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
  const searches = allowed.some((call) => call.tool === 'search_logs');
  const leftOut = notUsed(limits, unused);
  // Where more was left aside than taken up, the reading is doubtful: one question is better than a wrong answer.
  if (allowed.length === 1 && searches && !said && isDoubtful(allowed[0]!, unused))
    return { calls: [], say: { why: 'ask', text: words.notSure([...new Set(unused)].slice(0, 3)) } };
  return {
    calls: allowed,
    say: said,
    ...(allowed.length > 0 && leftOut.length > 0 && { unused: leftOut }),
    // what an incident is about may have been told by such a part
    ...(allowed.length > 0 &&
      undone.length > 0 &&
      !allowed.some((call) => call.tool === 'create_incident') && { undone }),
    ...(left > 0 && { left }),
  };
}

/** "that Tomas one looks bad.", "back to Tomas.": said of what is asked next, and no question of its own. */
const SPEAKS_OF =
  /^(?:ok(?:ay)?,? |so |now |well,? |and |hm+,? )*(?:(?:that|this|the|those|these) [^?]{1,40}\b(?:looks?|seems?|sounds?|is|are|was|feels?) (?:(?:really|very|so|quite|pretty|rather|a (?:bit|little)) )*(?:bad|odd|strange|weird|suspicious|fishy|worrying|serious|scary|interesting|wrong|off|dodgy)|(?:(?:let's |let us )?(?:go|going|coming|come|get|getting) )?back to (?!(?:the |that )?(?:list|search|question|all|every\w*)\b)[^?]{2,40})[.! ]*$/;
const refersBack = (rest: string): boolean => /\b(?:he|she|it|they|his|her|him|that|this|them|their|its)\b/.test(rest);

/** A word for what was answered, before the next question. */
const PRAISE =
  /^(?:(?:very |really )?(?:good|great|fine|nice|perfect|cool|excellent|super|alright|ok(?:ay)?|thanks|thank you|thx|right|interesting|i see|understood|got it)[ ,.!]*)+$/;

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

function isDoubtful({ args }: PlannedCall, unused: readonly string[]): boolean {
  const left = unused.join(' ').split(/\s+/).filter(Boolean).length;
  return left >= 4 && left > 2 * Object.keys(args).length;
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
const remembering = (context: PlanContext, refs: readonly string[]): PlanContext => ({
  ...context,
  history: [
    ...context.history,
    { question: '', answer: refs.join(' '), steps: [], citations: refs.map((ref) => ({ ref })) },
  ],
});

/** "how many incidents were closed and how many are still open": the noun was said before. */
const OF_THOSE =
  /^(?:and )?how many (?:(?:of (?:them|those|these)|more|others?) )?(?:are|were|is|was|have|has|had|remain|still|did|failed|succeeded)\b/;

/** "did he fail?" goes on with what was asked of him; "that address" is looked for wherever it stands. */
const goesOnAbout = (clause: Clause, { history }: PlanContext): boolean =>
  history.at(-1)?.steps.at(-1)?.args.user !== undefined &&
  isFragment(clause) &&
  !/\b(?:address|ip|host|account|user|elsewhere|else|there)\b/.test(clause.text);

/** A search without what nothing that is kept can tell, and why that narrows nothing down; null where nothing of that is said. */
function readWithoutUnrecorded(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const { now, timeZone, language } = context;
  const zero = noTimeIn(clause.text);
  if (zero && BEGINS_SEARCH.test(clause.text))
    return {
      say: { why: 'ask', text: unrecordedWords[language].noTime(tidy(typed(clause, zero.from, zero.to))) },
    };
  const { text, spans, matters } = unrecorded(clause.text);
  if (matters.length === 0) return null;
  const reading = readClause({ ...clause, text, entities: readEntities(text, now, timeZone) }, context);
  if (!reading || !('calls' in reading) || reading.calls.length === 0) return null;
  if (!reading.calls.every(({ tool }) => tool === 'search_logs')) return null;
  return {
    ...reading,
    limits: [...(reading.limits ?? []), ...spans.map(([from, to]) => tidy(typed(clause, from, to)))],
    aside: whyUnrecorded(matters, language),
  };
}
const BEGINS_SEARCH =
  /\b(?:log-?ins?|sign-?ins?|log(?:ged)? in|sign(?:ed)? in|alerts?|alarms?|incidents?|events?|attempts?|happened|failed|failures)\b/;

/** What a clause asks for, beside another period where it compares. */
const readClause = (clause: Clause, context: PlanContext): ReturnType<Recogniser> =>
  contrasted(clause, context, readAlone) ?? compared(clause, context, readAlone) ?? readAlone(clause, context);

function readAlone(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  // "failed logins from Brazil, show by day": goes on with what the message itself asked for
  const earlier = clause.before.at(-1);
  if (
    earlier?.tool === 'search_logs' &&
    clause.entities.kinds.length === 0 &&
    (isFragment(clause) || OF_THOSE.test(clause.text))
  ) {
    const steps = [{ tool: earlier.tool, args: earlier.args, ok: true }];
    const further = refined(clause, {
      ...context,
      history: [...context.history, { question: '', answer: '', steps, citations: [] }],
    });
    if (further) return further;
  }
  const shown =
    inPicture(clause, context) ??
    samePerson(clause, context) ??
    inEarlierPicture(clause, context) ??
    missingPicture(clause, context) ??
    samePlace(clause, context);
  if (shown) return shown;
  const ofCase = caseFollowUps(clause, context);
  if (ofCase) return ofCase;
  const onward = usual(clause, context) ?? goingOn(clause, context);
  if (onward) return onward;
  const worst = worstShown(clause.text, context.history);
  if (worst) return { calls: [{ tool: 'open_alert', args: { id: worst } }] };
  const next =
    handledAtHand(clause, context) ??
    whoMay(clause, context) ??
    whatNext(clause, context) ??
    personBehind(clause, context) ??
    backTo(clause, context);
  if (next) return next;
  const wider = widening(clause, context) ?? related(clause, context) ?? seenBefore(clause, context);
  if (wider) return wider;
  const subject = goesOnAbout(clause, context) ? null : pointedSubject(clause, context);
  if (subject) return subject;
  const again =
    context.history.length > 0 && isFragment(clause) && !isGuideQuestion(clause) && !ordersStep(clause, context)
      ? refined(clause, context)
      : null;
  if (again) return sayingWhatStays(again, clause, context);
  for (const recogniser of RECOGNISERS) {
    const reading = recogniser(clause, context);
    if (reading) return reading;
  }
  return (context.history.length > 0 ? refining(clause, context) : null) ?? nobodyShown(clause, context);
}
