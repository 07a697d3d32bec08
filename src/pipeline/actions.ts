import { lockAlert } from '../db/alerts.ts';
import type { Alert } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { readsIn } from '../domain/principal.ts';
import type { Backtest } from '../domain/proposal.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import { can, type Permission } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { parseCardKey } from '../messages/card-key.ts';
import { cameraWords } from '../messages/catalogue/cameras.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { channelNewsWords } from '../messages/catalogue/channel-news.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { outcomeWords } from '../messages/catalogue/outcomes.ts';
import { CHANNEL_READERS, parseReadersValue } from '../messages/channel-button.ts';
import { timeText } from '../messages/time-text.ts';
import { parseUndoValue } from '../messages/views/incident-card.ts';
import { PROOF_FORM } from '../messages/views/proof-form.ts';
import { parseProposalValue } from '../messages/views/proposal-card.ts';
import { ACKNOWLEDGE_ALL } from '../messages/views/storm-card.ts';
import { acknowledgeAll } from './acknowledge-all.ts';
import { askWhetherItWasThem, openFromAlert, settle, stillOn, stopLeavingAlone } from './actions/alert-actions.ts';
import {
  assignToMe,
  close,
  createItsTicket,
  joinItsRoom,
  openItsRoom,
  reopen,
  taskDone,
  undo,
  unlinkItsTicket,
} from './actions/incident-actions.ts';
import { approveAtOnce, choiceIn, onChoice, proposeChoice, type RuleAction } from './actions/rule-choice.ts';
import { type ActionOutcome, buttonOf, did, left, orInWords, refOf, refOfAlert, type Told } from './actions/told.ts';
import { answerQuestion } from './ask-member.ts';
import { detachAlert } from './attach-alert.ts';
import { authorise } from './authorise.ts';
import { seeCamera, updateCamera } from './cameras/registry.ts';
import { reviewEvents } from './cameras/review-events.ts';
import { setLeastRole } from './chat-channels.ts';
import {
  currentAlertCard,
  currentCameraCard,
  currentCameraEventCard,
  currentCaseCard,
  currentIncidentCard,
  currentIncidentMore,
  currentPersonCard,
  currentProposalCard,
  currentRuleCard,
  seeAlert,
} from './current-card.ts';
import { isForm, submitForm } from './forms.ts';
import { askingProof, giveProof, proofAtPress } from './give-proof.ts';
import { lockVisibleIncident } from './incidents.ts';
import { CASE_ACTIONS, CASE_NEEDS } from './moderation/case-actions.ts';
import { decideProposal, putOffProposal, undoProposal } from './proposals/decide.ts';
import type { Decided } from './proposals/settle.ts';
import { pressFeedback, pressSolved } from './rate-answer.ts';
import { PERSON_ACTIONS } from './recognition/person-actions.ts';
import { currentHandlingCard, currentReviewCard } from './review/review-forms.ts';
import type { Work } from './work.ts';

type Action =
  | {
      on: 'incident';
      permission: Permission | null;
      run: (work: Work, incident: Incident, part?: string) => Promise<Told>;
    }
  | { on: 'alert'; permission: Permission; run: (work: Work, alert: Alert, part?: string) => Promise<Told | Incident> }
  | {
      on: 'proposal';
      permission: null;
      run: (work: Work, number: number, nonce: string, retried?: Backtest | null) => Promise<Decided>;
    }
  | { on: 'person'; permission: Permission; run: (work: Work, value: string) => Promise<ActionOutcome> }
  | { on: 'case'; permission: Permission; run: (work: Work, value: string) => Promise<ActionOutcome> }
  | { on: 'camera_event'; permission: Permission; run: (work: Work, number: number) => Promise<Told> }
  | { on: 'camera'; permission: Permission; run: (work: Work, number: number) => Promise<Told> }
  | { on: 'channel'; permission: Permission; run: (work: Work, value: string) => Promise<Told> }
  | { on: 'question'; permission: null; run: (work: Work, id: string) => Promise<Told> }
  | { on: 'answer'; permission: null; run: (work: Work, value: string) => Promise<ActionOutcome> }
  | { on: 'review'; permission: Permission | null; run: (work: Work, value: string) => Promise<ActionOutcome> }
  | { on: 'storm'; permission: Permission; run: (work: Work, value: string) => Promise<ActionOutcome> }
  | ({ on: 'rules'; permission: Permission } & RuleAction);

/** Every button of a card. What a button may do is asked when it is clicked: cards outlive the rights of their readers. */
const ACTIONS: Record<string, Action> = {
  'incident.assign_to_me': { on: 'incident', permission: 'incidents.write', run: assignToMe },
  'incident.close': { on: 'incident', permission: 'incidents.write', run: close },
  'incident.task_done': { on: 'incident', permission: null, run: taskDone },
  'incident.reopen': { on: 'incident', permission: 'incidents.write', run: reopen },
  'incident.open_room': { on: 'incident', permission: 'incidents.write', run: openItsRoom },
  'incident.create_ticket': { on: 'incident', permission: 'incidents.write', run: createItsTicket },
  'incident.unlink_ticket': { on: 'incident', permission: 'incidents.write', run: unlinkItsTicket },
  'incident.join_room': { on: 'incident', permission: 'incidents.read', run: joinItsRoom },
  // whoever opened an incident may take that back; the undo itself decides
  'incident.undo': { on: 'incident', permission: null, run: undo },
  'incident.review': {
    on: 'review',
    permission: 'incidents.read',
    run: (work, value) => showAlone(work, value, currentReviewCard),
  },
  // who opened it may take that back without reading others; what each button may do is asked when it is pressed
  'incident.more': {
    on: 'review',
    permission: null,
    run: (work, value) => showAlone(work, value, currentIncidentMore),
  },
  'alert.acknowledge': {
    on: 'alert',
    permission: 'alerts.write',
    run: (work, alert) => settle(work, alert, 'acknowledged'),
  },
  'alert.still': { on: 'alert', permission: 'alerts.write', run: stillOn },
  'alert.resolve': { on: 'alert', permission: 'alerts.write', run: (work, alert) => settle(work, alert, 'resolved') },
  'alert.false_alarm': {
    on: 'alert',
    permission: 'alerts.write',
    run: (work, alert) => settle(work, alert, 'false_alarm'),
  },
  [ACKNOWLEDGE_ALL]: { on: 'storm', permission: 'alerts.write', run: acknowledgeAll },
  'alert.tell_again': { on: 'alert', permission: 'alerts.write', run: stopLeavingAlone },
  'alert.ask': { on: 'alert', permission: 'alerts.write', run: askWhetherItWasThem },
  'alert.detach': { on: 'alert', permission: 'incidents.write', run: detachAlert },
  'alert.open_incident': { on: 'alert', permission: 'incidents.create', run: openFromAlert },
  // whose button it is stands in the proposal
  'proposal.approve': {
    on: 'proposal',
    permission: null,
    run: (work, number, nonce, retried) =>
      decideProposal(work, number, { nonce, decision: 'approve', ...(retried === undefined ? {} : { retried }) }),
  },
  'proposal.reject': {
    on: 'proposal',
    permission: null,
    run: (work, number, nonce) => decideProposal(work, number, { nonce, decision: 'reject' }),
  },
  'proposal.later': { on: 'proposal', permission: null, run: putOffProposal },
  'proposal.undo': { on: 'proposal', permission: null, run: (work, number) => undoProposal(work, number) },
  ...Object.fromEntries(
    Object.entries(PERSON_ACTIONS).map(([id, run]): [string, Action] => [
      id,
      { on: 'person', permission: 'people.write', run },
    ]),
  ),
  // what else each needs is asked where it is done
  ...Object.fromEntries(
    Object.entries(CASE_ACTIONS).map(([id, run]): [string, Action] => [
      id,
      { on: 'case', permission: CASE_NEEDS[id] ?? 'moderation.write', run },
    ]),
  ),
  'camera.enable': {
    on: 'camera',
    permission: 'cameras.write',
    run: (work, number) => switchCamera(work, number, true),
  },
  'camera.disable': {
    on: 'camera',
    permission: 'cameras.write',
    run: (work, number) => switchCamera(work, number, false),
  },
  'camera_event.review': {
    on: 'camera_event',
    permission: 'cameras.write',
    run: (work, number) => pressReviewed(work, number, true),
  },
  'camera_event.unreview': {
    on: 'camera_event',
    permission: 'cameras.write',
    run: (work, number) => pressReviewed(work, number, false),
  },
  [CHANNEL_READERS]: { on: 'channel', permission: 'chat.write', run: sayWhoReads },
  // whose press counts stands in the question
  'login.yes': { on: 'question', permission: null, run: (work, id) => answerQuestion(work, id, 'yes') },
  'login.no': { on: 'question', permission: null, run: (work, id) => answerQuestion(work, id, 'no') },
  // whose answer it is stands with its turn
  'answer.helpful': { on: 'answer', permission: null, run: (work, value) => pressFeedback(work, value, true) },
  'answer.unhelpful': { on: 'answer', permission: null, run: (work, value) => pressFeedback(work, value, false) },
  'answer.solved': { on: 'answer', permission: null, run: pressSolved },
  'rule.propose': { on: 'rules', permission: 'rules.propose', run: proposeChoice },
  'rule.approve': { on: 'rules', permission: 'rules.write', run: proposeChoice, next: approveAtOnce },
  'rule.reject': {
    on: 'rules',
    permission: 'rules.write',
    run: proposeChoice,
    next: (work, { number, nonce }) => decideProposal(work, number, { nonce: nonce ?? '', decision: 'reject' }),
  },
  'rule.later': {
    on: 'rules',
    permission: 'rules.write',
    run: proposeChoice,
    next: (work, { number, nonce }) => putOffProposal(work, number, nonce ?? ''),
  },
};
export const ACTION_IDS = Object.keys(ACTIONS);

/**
 * Does what a card's button says, or a form that was sent, in the clicker's name. What is so already, or was changed since the card was drawn, is
 * told in words with the card as it is now; a button that is unknown, forged or not the clicker's to press is refused.
 */
export function performAction(work: Work, click: Click): Promise<ActionOutcome> {
  return click.id === PROOF_FORM ? giveProof(work, click, perform) : askingProof(work, click, perform);
}

/** The form for the PIN where it is all that what was pressed in chat waits for; nothing is done. Null for everything else. */
export function proofFormAtPress(work: Work, click: Click, language: Language): Promise<Card | null> {
  const permission = Object.hasOwn(ACTIONS, click.id) ? ACTIONS[click.id]!.permission : null;
  const may = permission === null || can(work.principal.role, permission);
  return proofAtPress(work, click, perform, { language, may });
}

interface Click {
  id: string;
  value: string;
  fields?: Record<string, string>;
  retried?: Backtest | null;
}

async function perform(work: Work, click: Click): Promise<ActionOutcome> {
  if (isForm(click.id)) return onForm(work, { ...click, id: click.id, fields: click.fields ?? {} });
  const action = Object.hasOwn(ACTIONS, click.id) ? ACTIONS[click.id]! : null;
  if (!action) throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).unknownButton);
  if (action.permission) authorise(work.principal, action.permission);
  if (action.on === 'question') return { ...(await action.run(buttonOf(work), click.value)), card: null };
  if (action.on === 'answer') return action.run(work, click.value);
  if (action.on === 'channel') return { ...(await action.run(buttonOf(work), click.value)), card: null, answers: true };
  if (action.on === 'rules') return onChoice(buttonOf(work), choiceIn(work, click.value), action);
  if (action.on === 'person' || action.on === 'case' || action.on === 'storm' || action.on === 'review')
    return action.run(buttonOf(work), click.value);
  if (action.on === 'camera') return onCamera(work, click.value, action.run);
  if (action.on === 'camera_event') return onCameraEvent(work, click.value, action.run);
  if (action.on === 'proposal') return onProposal(work, click, action.run);
  const named = parseUndoValue(click.value);
  const reference = click.value.length <= 100 ? parseReference(named.ref) : null;
  if (reference?.kind !== action.on) throw ofWhat(work, action.on);
  const pressed = buttonOf(work);
  if (action.on === 'incident') {
    // locked first: of two who press at once, the second is told what the first did
    const incident = await lockVisibleIncident(work, reference.number);
    const told = await orInWords(() => action.run(pressed, incident, named.entryId));
    return { ...told, card: await currentIncidentCard(work, reference.number) };
  }
  const alert = await seeAlert(work, reference.number, lockAlert);
  const result = await orInWords(() => action.run(pressed, alert, named.entryId));
  if ('text' in result) return { ...result, card: await currentAlertCard(work, reference.number) };
  const text = wordsFor(work, outcomeWords).opened(refOf(result), refOfAlert(alert));
  return { text, card: await currentIncidentCard(work, result.number), done: true };
}

async function onCamera(
  work: Work,
  value: string,
  run: (work: Work, number: number) => Promise<Told>,
): Promise<ActionOutcome> {
  const { reference, shown = null } = parseCardKey(value) ?? {};
  if (reference?.kind !== 'camera') throw ofWhat(work, 'camera');
  const told = await run(buttonOf(work), reference.number);
  return { ...told, card: await currentCameraCard(work, reference.number, undefined, shown) };
}

async function onCameraEvent(
  work: Work,
  value: string,
  run: (work: Work, number: number) => Promise<Told>,
): Promise<ActionOutcome> {
  const number = numberIn(work, value, 'camera_event');
  const told = await run(buttonOf(work), number);
  return { ...told, card: await currentCameraEventCard(work, number) };
}

async function pressReviewed(work: Work, number: number, reviewed: boolean): Promise<Told> {
  const ref = formatReference({ kind: 'camera_event', number });
  const changed = await reviewEvents(work, [number], reviewed);
  const { reviewedNow, reviewedAlready } = wordsFor(work, cameraWords);
  return changed > 0 ? did(reviewedNow(ref, reviewed)) : left(reviewedAlready(ref, reviewed));
}

/** A card about an incident, for the clicker alone. */
async function showAlone(
  work: Work,
  value: string,
  cardOf: (work: Work, number: number) => Promise<Card>,
): Promise<ActionOutcome> {
  const number = numberIn(work, value, 'incident');
  const card = await cardOf(work, number);
  return { text: formatReference({ kind: 'incident', number }), card, done: true, alone: true };
}

async function switchCamera(work: Work, number: number, on: boolean): Promise<Told> {
  const ref = formatReference({ kind: 'camera', number });
  const { enabled } = await seeCamera(work, number);
  if (enabled === on) return left(wordsFor(work, cameraWords).already(ref, on));
  await updateCamera(work, number, { enabled: on });
  return did(wordsFor(work, cameraWords).changed(ref, on));
}

async function onProposal(
  work: Work,
  { value, retried }: { value: string; retried?: Backtest | null },
  run: (work: Work, number: number, nonce: string, retried?: Backtest | null) => Promise<Decided>,
): Promise<ActionOutcome> {
  const { ref, nonce } = parseProposalValue(value.slice(0, 200));
  const reference = parseReference(ref);
  if (reference?.kind !== 'proposal') throw ofWhat(work, 'proposal');
  // what fails while it is carried out leaves nothing behind, and so is thrown
  const { text, done } = await run(buttonOf(work), reference.number, nonce, retried);
  return { text, done, card: await currentProposalCard(work, reference.number) };
}

/** What is shown of what a form was about. */
const CARD_OF = {
  incident: currentIncidentCard,
  person: currentPersonCard,
  case: currentCaseCard,
  alert: currentAlertCard,
  review: currentReviewCard,
  rule: currentRuleCard,
  handling: currentHandlingCard,
  proposal: currentProposalCard,
} satisfies Record<string, (work: Work, number: number) => Promise<Card>>;

/** NOTE what conflicts with a form that was sent before is told with the incident as it is; nothing was written yet. */
async function onForm(work: Work, form: Parameters<typeof submitForm>[1]): Promise<ActionOutcome> {
  const { text, ref, done } = await submitForm({ ...work, via: work.via ?? 'form' }, form);
  return { text, done, card: await CARD_OF[ref.kind](work, ref.number) };
}

async function sayWhoReads(work: Work, value: string): Promise<Told> {
  const said = parseReadersValue(value);
  if (!said) throw ofWhat(work, 'channel');
  const { role, ...channel } = said;
  const { leastRole } = await setLeastRole(work, channel, role);
  const { name, timeZone } = work.principal;
  const at = timeText(work.now, timeZone, readsIn(work.principal));
  return did(`${wordsFor(work, channelNewsWords).readers(leastRole)} (${name}, ${at})`);
}

/** The number that a button names something by. */
function numberIn(work: Work, value: string, kind: 'camera_event' | 'incident'): number {
  const reference = value.length <= 100 ? parseReference(value) : null;
  if (reference?.kind !== kind) throw ofWhat(work, kind === 'camera_event' ? 'event' : kind);
  return reference.number;
}

const ofWhat = (work: Work, kind: string): SafeNestError =>
  new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat(`which ${kind}`));
