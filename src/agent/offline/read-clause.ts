import { unrecordedWords } from '../../messages/catalogue/unrecorded.ts';
import { compared } from './comparing.ts';
import { contrasted } from './contrasts.ts';
import { readEntities } from './entities.ts';
import { following } from './following.ts';
import { isFragment } from './fragments.ts';
import { gotInAfter } from './got-in-after.ts';
import { alerts, manyAlerts, ruleReference } from './intents/alerts.ts';
import { allCameras } from './intents/all-cameras.ts';
import { atHand, whoMay } from './intents/at-hand.ts';
import { caseFollowUps } from './intents/case-follow-ups.ts';
import { cases } from './intents/cases.ts';
import { countedPeople } from './intents/counted-people.ts';
import { createIncident } from './intents/create-incident.ts';
import { deskAsks } from './intents/desk-asks.ts';
import { everyday } from './intents/everyday.ts';
import { goingOn } from './intents/going-on.ts';
import { guide, help, isGuideQuestion } from './intents/help.ts';
import { history } from './intents/history.ts';
import { incidentWritings } from './intents/incident-writing.ts';
import { incidents } from './intents/incidents.ts';
import { members } from './intents/members.ts';
import { moderation } from './intents/moderation.ts';
import { moderationQuestions } from './intents/moderation-questions.ts';
import { notRecorded, sayingWhoBlocks } from './intents/not-recorded.ts';
import { anotherNumber, bareNumbers, noAddress, notOurs } from './intents/numbers.ts';
import { ofDevice } from './intents/of-device.ts';
import { ownMatters } from './intents/own-matters.ts';
import { cameras, namedPerson, notes, whoIs } from './intents/people.ts';
import { personBehind } from './intents/person-behind.ts';
import { inEarlierPicture, inPicture, missingPicture, nobodyShown } from './intents/pictures.ts';
import { posture } from './intents/posture.ts';
import { quietAlerts } from './intents/quiet-alerts.ts';
import { reports } from './intents/reports.ts';
import { rooms, soFar } from './intents/rooms.ts';
import { listRules, rules } from './intents/rules.ts';
import { samePerson, samePlace } from './intents/same-person.ts';
import { search } from './intents/search.ts';
import { seenBefore } from './intents/seen-before.ts';
import { health } from './intents/service.ts';
import { settings } from './intents/settings.ts';
import { similar } from './intents/similar.ts';
import { unreviewed } from './intents/unreviewed.ts';
import { unusual, usual } from './intents/unusual.ts';
import { whatNext } from './intents/what-next.ts';
import { wishesElsewhere } from './intents/wishes-elsewhere.ts';
import { tidy } from './intents/words.ts';
import { linking } from './linking.ts';
import { isStepOrder } from './moderation-words.ts';
import { ofRanking } from './of-ranking.ts';
import { type Clause, type PlanContext, type PlannedCall, type Recogniser, typed } from './plan-types.ts';
import { pointing } from './pointing.ts';
import { ofProposal } from './proposed-at-hand.ts';
import { handledAtHand, refined, refining, sayingWhatStays } from './refining.ts';
import { related } from './related.ts';
import { worstOfList, worstShown } from './shown-rows.ts';
import { backTo, pointedSubject } from './subjects.ts';
import { nothingToTakeBack } from './taking-back.ts';
import { noTimeIn, unrecorded, whyUnrecorded } from './unrecorded.ts';
import { widening } from './widening.ts';

/** In this order: what is named most exactly is read first, the search that fits nearly anything last. */
const RECOGNISERS: readonly Recogniser[] = [
  soFar,
  unreviewed,
  moderationQuestions,
  history,
  unusual,
  cases,
  everyday,
  listRules,
  members,
  notRecorded,
  countedPeople,
  incidentWritings,
  guide,
  anotherNumber,
  atHand,
  linking,
  rooms,
  pointing,
  notOurs,
  moderation,
  nothingToTakeBack,
  rules,
  createIncident,
  quietAlerts,
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

/** "how many incidents were closed and how many are still open": the noun was said before. */
const OF_THOSE =
  /^(?:and )?how many (?:(?:of (?:them|those|these)|more|others?) )?(?:are|were|is|was|have|has|had|remain|still|did|failed|succeeded)\b/;

/** "did he fail?" goes on with what was asked of him; "that address" is looked for wherever it stands. */
const goesOnAbout = (clause: Clause, { history }: PlanContext): boolean =>
  history.at(-1)?.steps.at(-1)?.args.user !== undefined &&
  isFragment(clause) &&
  !/\b(?:address|ip|host|account|user|elsewhere|else|there)\b/.test(clause.text);

/** A search without what nothing that is kept can tell, and why that narrows nothing down; null where nothing of that is said. */
export function readWithoutUnrecorded(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const { now, timeZone, language } = context;
  const zero = noTimeIn(clause.text);
  if (zero && BEGINS_SEARCH.test(clause.text))
    return {
      say: { why: 'ask', text: unrecordedWords[language].noTime(tidy(typed(clause, zero.from, zero.to))) },
    };
  const { text, spans, matters, factor } = unrecorded(clause.text);
  if (matters.length === 0 && factor === null) return null;
  const reading = readClause({ ...clause, text, entities: readEntities(text, now, timeZone) }, context);
  if (!reading || !('calls' in reading) || reading.calls.length === 0) {
    // "and how many without one?": the earlier question with that
    const last = context.history.at(-1)?.steps.at(-1);
    if (factor === null || last?.tool !== 'search_logs' || !isFragment(clause)) return null;
    return { calls: [{ tool: last.tool, args: { ...last.args, kinds: ['login'], second_factor: factor } }] };
  }
  if (!reading.calls.every(({ tool }) => tool === 'search_logs')) return null;
  // only logins have a second factor
  const calls = factor
    ? reading.calls.map((call) => ({ ...call, args: { ...call.args, kinds: ['login'], second_factor: factor } }))
    : reading.calls;
  if (matters.length === 0) return { ...reading, calls };
  return {
    ...reading,
    calls,
    limits: [...(reading.limits ?? []), ...spans.map(([from, to]) => tidy(typed(clause, from, to)))],
    aside: whyUnrecorded(matters, language),
  };
}
const BEGINS_SEARCH =
  /\b(?:log-?ins?|sign-?ins?|log(?:ged)? in|sign(?:ed)? in|alerts?|alarms?|incidents?|events?|attempts?|happened|failed|failures)\b/;

/** What a clause asks for, beside another period where it compares. */
export const readClause = (clause: Clause, context: PlanContext): ReturnType<Recogniser> =>
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
    samePerson(clause, clause.before.some(isOfPerson) ? following(context, { calls: [...clause.before] }) : context) ??
    inEarlierPicture(clause, context) ??
    missingPicture(clause, context) ??
    samePlace(clause, context);
  if (shown) return shown;
  const own = ownMatters(clause, context);
  if (own) return own;
  const elsewhere = wishesElsewhere(clause, context);
  if (elsewhere) return elsewhere;
  const set = settings(clause, context);
  if (set) return set;
  const ofCase = ofProposal(clause, context) ?? caseFollowUps(clause, context);
  if (ofCase) return ofCase;
  const ofDesk = deskAsks(clause, context);
  if (ofDesk) return ofDesk;
  const onward = ofDevice(clause, context) ?? usual(clause, context) ?? goingOn(clause, context);
  if (onward) return onward;
  const worst = worstShown(clause.text, context.history);
  if (worst) return { calls: [{ tool: 'open_alert', args: { id: worst } }] };
  const ofList = worstOfList(clause.text, context.history);
  if (ofList) return { calls: [{ tool: 'search_logs', args: ofList }] };
  const next =
    handledAtHand(clause, context) ??
    whoMay(clause, context) ??
    whatNext(clause, context) ??
    personBehind(clause, context) ??
    backTo(clause, context);
  if (next) return next;
  const wider = widening(clause, context) ?? related(clause, context) ?? seenBefore(clause, context);
  if (wider) return wider;
  const gotIn = ofRanking(clause, context) ?? gotInAfter(clause, context);
  if (gotIn) return gotIn;
  const subject = goesOnAbout(clause, context) ? null : pointedSubject(clause, context);
  if (subject) return sayingWhoBlocks(subject, clause, context);
  const again =
    context.history.length > 0 &&
    isFragment(clause) &&
    !isGuideQuestion(clause) &&
    !ordersStep(clause, context) &&
    // "open an incident about that and make it critical": what was just opened is made so
    !/^(?:create|update)_/.test(clause.before.at(-1)?.tool ?? '')
      ? refined(clause, context)
      : null;
  if (again) return sayingWhatStays(again, clause, context);
  for (const recogniser of RECOGNISERS) {
    const reading = recogniser(clause, context);
    if (reading) return reading;
  }
  return (context.history.length > 0 ? refining(clause, context) : null) ?? nobodyShown(clause, context);
}

/** "who is PER-12 and when was she last here?": of whom an earlier part of the message asked. */
const isOfPerson = ({ tool }: PlannedCall): boolean => tool === 'who_is' || tool === 'find_sightings';

/** Whether something is to be done to somebody by whoever may moderate: no fragment of a search, whatever it begins with. */
const ordersStep = ({ text, entities }: Clause, { tools }: PlanContext): boolean =>
  tools.has('moderate_member') && isStepOrder(text) && entities.kinds.length === 0;
