import { alertEvents, findAlert, listAlerts } from '../db/alerts.ts';
import { findCaseById } from '../db/cases.ts';
import { findIncidentById, timeline } from '../db/incidents.ts';
import { findAction } from '../db/moderation-actions.ts';
import { findProposal } from '../db/proposals.ts';
import { findRule } from '../db/rules.ts';
import type { Alert } from '../domain/alert.ts';
import { isUuid } from '../domain/id.ts';
import { readsIn } from '../domain/principal.ts';
import { proposalAt } from '../domain/proposal.ts';
import { formatReference, type Reference } from '../domain/reference.ts';
import { can, type Permission } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { type CardMatter, keyShowing } from '../messages/card-key.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { pathOf } from '../messages/links.ts';
import { alertCard } from '../messages/views/alert-card.ts';
import { appealCard } from '../messages/views/appeal-card.ts';
import { type CardView, viewOf } from '../messages/views/card-view.ts';
import { caseCard } from '../messages/views/case-card.ts';
import { incidentCard, incidentMoreCard } from '../messages/views/incident-card.ts';
import { proposalCard } from '../messages/views/proposal-card.ts';
import { ruleListCard } from '../messages/views/rule-card.ts';
import { shownWithAlert } from './alert-shown.ts';
import { statusSetAt } from './alerts.ts';
import { authorise } from './authorise.ts';
import { drawCamera, drawCameraEvent } from './cameras/draw-camera.ts';
import { seeCamera } from './cameras/registry.ts';
import { seeCameraOn, seeCameraThen } from './cameras/see-camera.ts';
import { shownOfIncident } from './incident-shown.ts';
import { seeIncident } from './incidents.ts';
import { seeAppeal, shownAppeal } from './moderation/see-appeal.ts';
import { seeCase, shownCase } from './moderation/see-case.ts';
import { seeProposal, sharedProposal } from './proposals/see.ts';
import { titledIn } from './proposals/title-in.ts';
import { drawPerson } from './recognition/draw-person.ts';
import { seePerson } from './recognition/people.ts';
import { shownRoom } from './rooms/shown-room.ts';
import { shownExamples } from './rule-example-form.ts';
import { describeRule } from './rules.ts';
import { shownTicket } from './tickets/shown-ticket.ts';
import type { Work } from './work.ts';

/** Enough to find lines that differ among those of one attack. */
const EVENTS_READ = 50;

type Looking = Pick<Work, 'tx' | 'principal' | 'now' | 'pictures'>;

/** For whom a card is drawn where that is not the principal alone, and what all of them may see beside its own matter. */
export interface DrawnFor {
  view: CardView;
  /** Drawn for everybody who reads along. */
  shared?: true;
  reads: (permission: Permission) => boolean;
}

const forOne = ({ principal, pictures }: Pick<Work, 'principal' | 'pictures'>): DrawnFor => ({
  view: viewOf(principal, pathOf, pictures),
  reads: (permission) => can(principal.role, permission),
});

/** The card of an incident as it is now, for this principal. */
export async function currentIncidentCard(
  work: Pick<Work, 'tx' | 'principal'>,
  number: number,
  { view, reads }: Pick<DrawnFor, 'view' | 'reads'> = forOne(work),
): Promise<Card> {
  const incident = await seeIncident(work.tx, work.principal, number);
  return incidentCard(incident, { ...view, ...(await shownOfIncident(work.tx, incident.id, reads)) });
}

/** What else this principal can do with an incident. */
export async function currentIncidentMore(work: Pick<Work, 'tx' | 'principal'>, number: number): Promise<Card> {
  const incident = await seeIncident(work.tx, work.principal, number);
  return incidentMoreCard(incident, {
    ...forOne(work).view,
    alerts: await listAlerts(work.tx, { incidentId: incident.id, limit: 1 }),
    timeline: await timeline(work.tx, incident.id),
    room: await shownRoom(work.tx, incident.id),
    ticket: await shownTicket(work.tx, incident.id),
  });
}

/** The card of an alert as it is now, for this principal. */
export async function currentAlertCard(
  work: Pick<Work, 'tx' | 'principal'>,
  number: number,
  { view, reads }: DrawnFor = forOne(work),
): Promise<Card> {
  const alert = await seeAlert(work, number);
  const incident = alert.incidentId ? await findIncidentById(work.tx, alert.incidentId) : null;
  const events = reads('logs.read') ? await alertEvents(work.tx, alert.id, EVENTS_READ) : [];
  const incidentRef = incident ? formatReference({ kind: 'incident', number: incident.number }) : null;
  const shown = await shownWithAlert(work.tx, alert);
  return alertCard(alert, { ...view, ...shown, incidentRef, events, statusAt: await statusSetAt(work.tx, alert) });
}

/** The card of a proposal as it is now, for this principal. */
export async function currentProposalCard(
  work: Looking,
  number: number,
  { view, shared }: Pick<DrawnFor, 'view' | 'shared'> = forOne(work),
): Promise<Card> {
  const { tx, principal, now } = work;
  const own = await seeProposal(tx, principal, number, now);
  const stored = shared ? await findProposal(tx, number) : null;
  const shown = stored ? sharedProposal(proposalAt(stored, now)) : own;
  return proposalCard(titledIn(shown, view.language ?? 'en'), { ...view, now });
}

/** The card of a person as they are now, for this principal; with a face whose it is can be said of it. */
export async function currentPersonCard(
  work: Looking,
  number: number,
  { view }: Pick<DrawnFor, 'view'> = forOne(work),
  about: { faceId?: string | null } = {},
): Promise<Card> {
  return drawPerson(work, await seePerson(work, number), view, about);
}

/** The card of a camera as it is now, with the picture that it was `shown` with, or its latest, for this principal. */
export async function currentCameraCard(
  work: Looking,
  number: number,
  view: CardView = forOne(work).view,
  shown: string | null = null,
): Promise<Card> {
  const camera = await seeCamera(work, number);
  const seen = shown !== null && isUuid(shown) ? await seeCameraOn(work, camera, shown) : null;
  const past = seen !== null && shown !== camera.lastPictureId;
  return drawCamera(seen ?? (await seeCameraThen(work, camera, null)), view, { now: work.now, past });
}

/** The card of a camera event as it is now, for this principal. */
export const currentCameraEventCard = (
  work: Looking,
  number: number,
  view: CardView = forOne(work).view,
): Promise<Card> => drawCameraEvent(work, number, view);

/** The card of a case as it is now, for this principal; `revealed` shows what is hidden. */
export async function currentCaseCard(
  work: Looking,
  number: number,
  view: CardView = forOne(work).view,
  { revealed = false }: { revealed?: boolean } = {},
): Promise<Card> {
  return caseCard(await shownCase(work.tx, await seeCase(work, number)), { ...view, revealed });
}

/** The card of an appeal as it is now, for this principal. */
export async function currentAppealCard(
  work: Looking,
  number: number,
  view: CardView = forOne(work).view,
): Promise<Card> {
  return appealCard(await shownAppeal(work.tx, await seeAppeal(work, number)), view);
}

/** The card of what was done is that of its case. */
async function currentActionCard(work: Looking, number: number, view?: CardView): Promise<Card | null> {
  authorise(work.principal, 'moderation.read');
  const action = await findAction(work.tx, number);
  const about = action?.caseId ? await findCaseById(work.tx, action.caseId) : null;
  return about && currentCaseCard(work, about.number, view);
}

/** The card of a rule as it is now, for this principal. */
export async function currentRuleCard(work: Pick<Work, 'tx' | 'principal'>, number: number): Promise<Card> {
  authorise(work.principal, 'rules.read');
  const rule = await findRule(work.tx, number);
  if (!rule)
    throw new SafeNestError(
      'not_found',
      wordsFor(work, objectionWords).noSuch(formatReference({ kind: 'rule', number }), 'rule'),
    );
  const language = readsIn(work.principal);
  return ruleListCard([{ rule, words: describeRule(rule, language) }], {
    ...forOne(work).view,
    language,
    total: 1,
    single: true,
    examples: await shownExamples(work.tx, rule),
  });
}

/**
 * The card of whatever a reference names, as it is now, with the face or picture that is `shown` of it; null for what has none of its own,
 * and for a camera's whose picture is not kept any more: another one would stand under words that tell of the first.
 */
export async function cardOf(
  work: Looking,
  { kind, number }: Reference,
  drawnFor?: DrawnFor,
  shown: CardMatter['shown'] = null,
): Promise<Card | null> {
  switch (kind) {
    case 'incident':
      return currentIncidentCard(work, number, drawnFor);
    case 'alert':
      return currentAlertCard(work, number, drawnFor);
    case 'proposal':
      return currentProposalCard(work, number, drawnFor);
    case 'person':
      return currentPersonCard(work, number, drawnFor, { faceId: shown });
    case 'camera': {
      const card = await currentCameraCard(work, number, drawnFor?.view, shown);
      const ref = formatReference({ kind, number });
      return shown === null || card.key === keyShowing(ref, shown) ? card : null;
    }
    case 'camera_event':
      return currentCameraEventCard(work, number, drawnFor?.view);
    case 'case':
      return currentCaseCard(work, number, drawnFor?.view);
    case 'action':
      return currentActionCard(work, number, drawnFor?.view);
    case 'appeal':
      return currentAppealCard(work, number, drawnFor?.view);
    default:
      return null;
  }
}

/** The alert, for whoever may read alerts. */
export async function seeAlert(work: Pick<Work, 'tx' | 'principal'>, number: number, find = findAlert): Promise<Alert> {
  authorise(work.principal, 'alerts.read');
  const alert = await find(work.tx, number);
  if (!alert) throw unknownAlert(work, number);
  return alert;
}

const unknownAlert = (work: Pick<Work, 'principal'>, number: number): SafeNestError =>
  new SafeNestError(
    'not_found',
    wordsFor(work, objectionWords).noSuch(formatReference({ kind: 'alert', number }), 'alert'),
  );
