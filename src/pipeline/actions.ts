import { z } from 'zod';
import { lockAlert } from '../db/alerts.ts';
import { findIncidentById, lastEntryOf } from '../db/incidents.ts';
import type { Alert, AlertStatus } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { Backtest, Proposal } from '../domain/proposal.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import type { Permission } from '../domain/role.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { cameraWords } from '../messages/catalogue/cameras.ts';
import { chatWords } from '../messages/catalogue/chat.ts';
import { CHANNEL_READERS, parseReadersValue } from '../messages/channel-button.ts';
import { timeText } from '../messages/time-text.ts';
import { ALERT_STATUS_WORDS } from '../messages/views/alert-card.ts';
import { parseUndoValue } from '../messages/views/incident-card.ts';
import { parseProposalValue } from '../messages/views/proposal-card.ts';
import { ACKNOWLEDGE_ALL } from '../messages/views/storm-card.ts';
import { acknowledgeAll } from './acknowledge-all.ts';
import { tellAgain } from './alert-exceptions.ts';
import { changeAlertStatus } from './alerts.ts';
import { answerQuestion, askMember } from './ask-member.ts';
import { detachAlert } from './attach-alert.ts';
import { authorise } from './authorise.ts';
import { seeCamera, updateCamera } from './cameras/registry.ts';
import { setLeastRole } from './chat-channels.ts';
import {
  currentAlertCard,
  currentCameraCard,
  currentCaseCard,
  currentIncidentCard,
  currentIncidentMore,
  currentPersonCard,
  currentProposalCard,
  seeAlert,
} from './current-card.ts';
import { isForm, submitForm } from './forms.ts';
import { changeTask, tasksOf } from './incident-tasks.ts';
import { lockVisibleIncident, openIncident, undoIncidentChange, updateIncident } from './incidents.ts';
import { CASE_ACTIONS } from './moderation/case-actions.ts';
import { type Decided, decideProposal, howItEnded, putOffProposal, undoProposal } from './proposals.ts';
import { type ProposalParts, proposeRule, proposeRuleChange, type RuleProposed } from './propose-rule.ts';
import { pressFeedback, pressSolved } from './rate-answer.ts';
import { PERSON_ACTIONS } from './recognition/person-actions.ts';
import { currentHandlingCard, currentReviewCard } from './review/review-forms.ts';
import { joinRoom, openRoom } from './rooms/rooms.ts';
import { describeRule } from './rules.ts';
import type { Work } from './work.ts';

/** What a click did, in words, and the card as it is now. `done` says that it was this click that did it. */
export interface ActionOutcome {
  text: string;
  card: Card | null;
  done: boolean;
  /** The card is for the clicker's eyes alone, beside what stands there. */
  alone?: true;
  /** The words take the place of the question they answer. */
  answers?: true;
}

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
  | { on: 'camera'; permission: Permission; run: (work: Work, number: number) => Promise<Told> }
  | { on: 'channel'; permission: Permission; run: (work: Work, value: string) => Promise<Told> }
  | { on: 'question'; permission: null; run: (work: Work, id: string) => Promise<Told> }
  | { on: 'answer'; permission: null; run: (work: Work, value: string) => Promise<ActionOutcome> }
  | { on: 'review'; permission: Permission | null; run: (work: Work, value: string) => Promise<ActionOutcome> }
  | { on: 'storm'; permission: Permission; run: (work: Work, value: string) => Promise<ActionOutcome> }
  | {
      on: 'rules';
      permission: Permission;
      run: (work: Work, choice: RuleChoice) => Promise<RuleProposed>;
      /** What is done with the proposal at once. */
      next?: (work: Work, proposal: Proposal) => Promise<Decided>;
    };

/** What an action says; `done` is false where it was so already, or cannot be any more. */
interface Told {
  text: string;
  done: boolean;
}
const did = (text: string): Told => ({ text, done: true });
const left = (text: string): Told => ({ text, done: false });

/** Every button of a card. What a button may do is asked when it is clicked: cards outlive the rights of their readers. */
const ACTIONS: Record<string, Action> = {
  'incident.assign_to_me': { on: 'incident', permission: 'incidents.write', run: assignToMe },
  'incident.close': { on: 'incident', permission: 'incidents.write', run: close },
  'incident.task_done': { on: 'incident', permission: null, run: taskDone },
  'incident.reopen': { on: 'incident', permission: 'incidents.write', run: reopen },
  'incident.open_room': { on: 'incident', permission: 'incidents.write', run: openItsRoom },
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
      { on: 'case', permission: 'moderation.read', run },
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
export async function performAction(
  work: Work,
  click: { id: string; value: string; fields?: Record<string, string>; retried?: Backtest | null },
): Promise<ActionOutcome> {
  if (isForm(click.id)) return onForm(work, { ...click, id: click.id, fields: click.fields ?? {} });
  const action = Object.hasOwn(ACTIONS, click.id) ? ACTIONS[click.id]! : null;
  if (!action) throw new SafeNestError('invalid_input', 'SafeNest does not know this button.');
  if (action.permission) authorise(work.principal, action.permission);
  if (action.on === 'question') return { ...(await action.run(buttonOf(work), click.value)), card: null };
  if (action.on === 'answer') return action.run(work, click.value);
  if (action.on === 'channel') return { ...(await action.run(buttonOf(work), click.value)), card: null, answers: true };
  if (action.on === 'rules') return onChoice(buttonOf(work), choiceIn(click.value), action);
  if (action.on === 'person' || action.on === 'case' || action.on === 'storm' || action.on === 'review')
    return action.run(buttonOf(work), click.value);
  if (action.on === 'camera') return onCamera(work, click.value, action.run);
  if (action.on === 'proposal') return onProposal(work, click, action.run);
  const named = parseUndoValue(click.value);
  const reference = click.value.length <= 100 ? parseReference(named.ref) : null;
  if (reference?.kind !== action.on) {
    throw new SafeNestError('invalid_input', `This button does not say which ${action.on} it is for.`);
  }
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
  const text = `Opened ${refOf(result)} from ${refOfAlert(alert)}.`;
  return { text, card: await currentIncidentCard(work, result.number), done: true };
}

async function onCamera(
  work: Work,
  value: string,
  run: (work: Work, number: number) => Promise<Told>,
): Promise<ActionOutcome> {
  const reference = value.length <= 100 ? parseReference(value) : null;
  if (reference?.kind !== 'camera')
    throw new SafeNestError('invalid_input', 'This button does not say which camera it is for.');
  const told = await run(buttonOf(work), reference.number);
  return { ...told, card: await currentCameraCard(work, reference.number) };
}

/** A card about an incident, for the clicker alone. */
async function showAlone(
  work: Work,
  value: string,
  cardOf: (work: Work, number: number) => Promise<Card>,
): Promise<ActionOutcome> {
  const reference = value.length <= 100 ? parseReference(value) : null;
  if (reference?.kind !== 'incident')
    throw new SafeNestError('invalid_input', 'This button does not say which incident it is for.');
  const card = await cardOf(work, reference.number);
  return { text: formatReference(reference), card, done: true, alone: true };
}

async function switchCamera(work: Work, number: number, on: boolean): Promise<Told> {
  const ref = formatReference({ kind: 'camera', number });
  const { enabled } = await seeCamera(work, number);
  if (enabled === on) return left(cameraWords.en.already(ref, on));
  await updateCamera(work, number, { enabled: on });
  return did(cameraWords.en.changed(ref, on));
}

async function onProposal(
  work: Work,
  { value, retried }: { value: string; retried?: Backtest | null },
  run: (work: Work, number: number, nonce: string, retried?: Backtest | null) => Promise<Decided>,
): Promise<ActionOutcome> {
  const { ref, nonce } = parseProposalValue(value.slice(0, 200));
  const reference = parseReference(ref);
  if (reference?.kind !== 'proposal')
    throw new SafeNestError('invalid_input', 'This button does not say which proposal it is for.');
  // what fails while it is carried out leaves nothing behind, and so is thrown
  const { text, done } = await run(buttonOf(work), reference.number, nonce, retried);
  return { text, done, card: await currentProposalCard(work, reference.number) };
}

/** NOTE what conflicts with a form that was sent before is told with the incident as it is; nothing was written yet. */
async function onForm(work: Work, form: Parameters<typeof submitForm>[1]): Promise<ActionOutcome> {
  const { text, ref, done } = await submitForm({ ...work, via: work.via ?? 'form' }, form);
  const card =
    ref.kind === 'incident'
      ? await currentIncidentCard(work, ref.number)
      : ref.kind === 'person'
        ? await currentPersonCard(work, ref.number)
        : ref.kind === 'case'
          ? await currentCaseCard(work, ref.number)
          : ref.kind === 'alert'
            ? await currentAlertCard(work, ref.number)
            : ref.kind === 'review'
              ? await currentReviewCard(work, ref.number)
              : ref.kind === 'handling'
                ? await currentHandlingCard(work, ref.number)
                : await currentProposalCard(work, ref.number);
  return { text, done, card };
}

async function sayWhoReads(work: Work, value: string): Promise<Told> {
  const said = parseReadersValue(value);
  if (!said) throw new SafeNestError('invalid_input', 'This button does not say which channel it is for.');
  const { role, ...channel } = said;
  const { leastRole } = await setLeastRole(work, channel, role);
  const now = `${chatWords.en.channel.readers(leastRole)} (${work.principal.name}, ${timeText(work.now, work.principal.timeZone)})`;
  return did(now);
}

const LONGEST_WHY = 600;
/** A Propose button's rule, as its card said it; what it may be is for the detector to say. */
const spoken = {
  facts: z.record(z.string().max(40), z.number()).optional(),
  again: z.literal(true).optional(),
  why: z.string().max(LONGEST_WHY).optional(),
};
const choiceSchema = z.union([
  z.strictObject({
    kind: z.string().max(60),
    params: z.record(z.string(), z.unknown()),
    severity: z.enum(SEVERITIES),
    ...spoken,
  }),
  z.strictObject({
    rule: z.string().max(40),
    params: z.record(z.string(), z.unknown()),
    cooldown_seconds: z.int().min(0).optional(),
    severity: z.enum(SEVERITIES).optional(),
    ...spoken,
  }),
]);
type RuleChoice = z.output<typeof choiceSchema>;

function choiceIn(value: string): RuleChoice {
  try {
    return choiceSchema.parse(JSON.parse(value.slice(0, 4000)));
  } catch (cause) {
    throw new SafeNestError('invalid_input', 'This button does not say which rule it is for.', { cause });
  }
}

/** NOTE inside one transaction, since a click is one: so it is tried on fewer logins than elsewhere. */
function proposeChoice(work: Work, choice: RuleChoice): Promise<RuleProposed> {
  const parts: ProposalParts = {
    org: (read) => read(work.tx),
    work: (change) => change(work),
    options: { now: work.now, mostLogins: 20_000, budgetMs: 800 },
  };
  const why = choice.why ?? 'Recommended from this organisation’s own logins.';
  const spoken = { ...(choice.facts ? { facts: choice.facts } : {}), again: choice.again ?? false };
  if (!('rule' in choice)) return proposeRule(parts, { ...choice, ...spoken, why });
  const reference = parseReference(choice.rule);
  if (reference?.kind !== 'rule')
    throw new SafeNestError('invalid_input', 'This button does not say which rule it is for.');
  const { cooldown_seconds: cooldownSeconds, severity } = choice;
  const patch = {
    ...(Object.keys(choice.params).length > 0 ? { params: choice.params } : {}),
    ...(cooldownSeconds === undefined ? {} : { cooldownSeconds }),
    ...(severity === undefined ? {} : { severity }),
  };
  return proposeRuleChange(parts, { rule: reference.number, patch, why, ...spoken });
}

/** It was tried on history a moment ago: that is the trial of its approval. */
function approveAtOnce(work: Work, { number, nonce, backtest }: Proposal): Promise<Decided> {
  return decideProposal(work, number, { nonce: nonce ?? '', decision: 'approve', retried: backtest });
}

/** A recommendation is proposed first, and decided as a proposal like any other: both stand in the audit log. */
async function onChoice(
  work: Work,
  choice: RuleChoice,
  { run, next }: Extract<Action, { on: 'rules' }>,
): Promise<ActionOutcome> {
  const result = await run(work, choice);
  const waits = result.outcome === 'proposed' || result.outcome === 'waiting';
  if (!next || !waits || !result.proposal) return proposed(work, result);
  const { text, done } = await next(work, result.proposal);
  return { text, done, card: await currentProposalCard(work, result.proposal.number) };
}

async function proposed(work: Work, { outcome, proposal, rule }: RuleProposed): Promise<ActionOutcome> {
  const ref = formatReference({ kind: 'rule', number: rule.number });
  if (!proposal) {
    const text =
      outcome === 'covered'
        ? `${ref} does that already: ${describeRule(rule)}.`
        : `${ref} was this rule, and was rejected.`;
    return { text, card: null, done: false };
  }
  const name = formatReference({ kind: 'proposal', number: proposal.number });
  const text =
    outcome === 'proposed'
      ? `Proposed as ${name}.`
      : outcome === 'waiting'
        ? `${name} proposes this already.`
        : howItEnded(proposal, work.principal.timeZone);
  return { text, card: await currentProposalCard(work, proposal.number), done: outcome === 'proposed' };
}

const buttonOf = (work: Work): Work => ({ ...work, via: work.via ?? 'button' });

async function assignToMe(work: Work, incident: Incident): Promise<Told> {
  const ref = refOf(incident);
  if (incident.status === 'closed' || incident.status === 'withdrawn') return left(await stillOver(work, incident));
  if (incident.assigneeId !== null && incident.assigneeId === work.principal.actor.id)
    return left(`${ref} is yours already.`);
  await updateIncident(work, incident.number, { assignee: 'me' });
  return did(
    incident.assigneeName ? `${ref} is now yours; it was with ${incident.assigneeName}.` : `${ref} is now yours.`,
  );
}

async function close(work: Work, incident: Incident): Promise<Told> {
  if (incident.status === 'closed' || incident.status === 'withdrawn') return left(await stillOver(work, incident));
  await updateIncident(work, incident.number, { status: 'closed' });
  return did(`Closed ${refOf(incident)}.`);
}

async function taskDone(work: Work, incident: Incident, part = ''): Promise<Told> {
  const number = /^\d{1,4}$/.test(part) ? Number(part) : 0;
  const before = (await tasksOf(work.tx, incident.id)).find((task) => task.number === number);
  if (before?.doneAt) return left(`Task ${number} is done already (${before.doneBy}).`);
  await changeTask(work, incident.number, number, { done: true });
  return did(`Task ${number} of ${refOf(incident)} is done.`);
}

async function reopen(work: Work, incident: Incident): Promise<Told> {
  const ref = refOf(incident);
  if (incident.status !== 'closed' && incident.status !== 'withdrawn')
    return left(`${ref} is ${incident.status} already.`);
  const { incident: after } = await updateIncident(work, incident.number, { status: 'open' });
  return did(
    after.status === 'open'
      ? `${ref} is open again.`
      : `${ref} is open again: ${after.status}, as it was before it was closed.`,
  );
}

async function openItsRoom(work: Work, incident: Incident): Promise<Told> {
  const { isNew, name } = await openRoom(work, incident.number);
  const ref = refOf(incident);
  return isNew ? did(`A room for ${ref} is being opened: ${name}.`) : left(`${ref} has a room already: ${name}.`);
}

async function joinItsRoom(work: Work, incident: Incident): Promise<Told> {
  const { isNew, room } = await joinRoom(work, incident.number);
  return isNew ? did(`You are let into ${room.name} in a moment.`) : left(`You are in ${room.name} already.`);
}

async function undo(work: Work, incident: Incident, entryId?: string): Promise<Told> {
  const { undone, incident: after } = await undoIncidentChange(work, incident.number, entryId);
  return did(
    after.status === 'withdrawn'
      ? `${refOf(incident)} is withdrawn; its alerts are free again.`
      : `Undone: ${undone.text}.`,
  );
}

async function settle(work: Work, alert: Alert, status: AlertStatus): Promise<Told> {
  const ref = refOfAlert(alert);
  const words = ALERT_STATUS_WORDS[status];
  if (alert.status === status)
    return left(`${ref} is ${words} already${alert.statusBy ? ` (${alert.statusBy})` : ''}.`);
  await changeAlertStatus(work, { number: alert.number, status });
  return did(`${ref} is now ${words}.`);
}

async function stopLeavingAlone(work: Work, alert: Alert): Promise<Told> {
  const ref = refOfAlert(alert);
  const { ended, alert: after } = await tellAgain(work, alert.number);
  if (ended.length === 0) return left(`${ref} is told already; nothing of it is held back.`);
  const held = ended.reduce((sum, { suppressed }) => sum + suppressed, 0);
  const meanwhile = held === 0 ? '' : ` ${held} ${held === 1 ? 'event was' : 'events were'} not told meanwhile.`;
  return did(`${ref} is told again; it is ${ALERT_STATUS_WORDS[after.status]}.${meanwhile}`);
}

async function askWhetherItWasThem(work: Work, alert: Alert): Promise<Told> {
  const { question, isNew, inChat } = await askMember(work, alert.number);
  return isNew
    ? did(
        inChat
          ? `${question.memberName} is asked whether it was them, in a direct message.`
          : `${question.memberName} is asked whether it was them, on their desk in the console: they have linked no chat account.`,
      )
    : left(`${question.memberName} was asked about ${refOfAlert(alert)} already.`);
}

async function openFromAlert(work: Work, alert: Alert): Promise<Told | Incident> {
  const { number, title, severity, incidentId } = alert;
  const incident = incidentId ? await findIncidentById(work.tx, incidentId) : null;
  if (incident) return left(`${refOfAlert(alert)} belongs to ${refOf(incident)} already.`);
  return openIncident(work, { title, severity, alertNumbers: [number] });
}

/** Who closed or withdrew it, and when: the second of two people who press the same button learns that. */
async function stillOver(work: Work, incident: Incident): Promise<string> {
  const kind = incident.status === 'closed' ? 'status' : 'undone';
  const entry = await lastEntryOf(work.tx, incident.id, kind);
  const by = entry ? ` by ${entry.actorName} on ${timeText(entry.at, work.principal.timeZone)}` : '';
  return `${refOf(incident)} was ${incident.status}${by}.`;
}

/** NOTE a `conflict` is thrown before anything is written, so the transaction still holds. */
async function orInWords<T>(act: () => Promise<T>): Promise<T | Told> {
  try {
    return await act();
  } catch (error) {
    if (isSafeNestError(error) && error.code === 'conflict') return left(error.message);
    throw error;
  }
}

const refOf = (incident: { number: number }): string => formatReference({ kind: 'incident', number: incident.number });
const refOfAlert = (alert: { number: number }): string => formatReference({ kind: 'alert', number: alert.number });
