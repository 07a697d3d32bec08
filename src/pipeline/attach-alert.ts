import { z } from 'zod';
import { findIncidentById } from '../db/incidents.ts';
import { joinableIncidents } from '../db/joinable-incidents.ts';
import type { Alert } from '../domain/alert.ts';
import { type JoinableIncident, MOST_JOINABLE } from '../domain/joinable-incident.ts';
import type { Language } from '../domain/language.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import { SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { outcomeWords } from '../messages/catalogue/outcomes.ts';
import { attachForm } from '../messages/views/attach-form.ts';
import { authorise } from './authorise.ts';
import { checked, incidentField } from './checked.ts';
import { seeAlert } from './current-card.ts';
import { linkAlerts, unlinkAlerts } from './incidents.ts';
import type { Work } from './work.ts';

const fieldsSchema = z.object({ incident: incidentField });

type Told = { text: string; done: boolean };

/** The incidents an alert can be added to, for whoever may add it. */
export async function seeJoinable(work: Pick<Work, 'tx' | 'principal'>, alert: Alert): Promise<JoinableIncident[]> {
  authorise(work.principal, 'incidents.write');
  return joinableIncidents(work.tx, alert, MOST_JOINABLE);
}

/** The form that adds an alert to an incident. Refuses whoever may not, and where there is none to add it to. */
export async function attachFormOf(
  work: Pick<Work, 'tx' | 'principal'>,
  number: number,
  language: Language,
): Promise<Card> {
  authorise(work.principal, 'incidents.write');
  const alert = await seeAlert(work, number);
  const home = alert.incidentId ? await findIncidentById(work.tx, alert.incidentId) : null;
  const ref = refOf('alert', number);
  if (home)
    throw new SafeNestError('conflict', wordsFor(work, outcomeWords).belongs(ref, refOf('incident', home.number)));
  const incidents = await seeJoinable(work, alert);
  if (incidents.length === 0) throw new SafeNestError('conflict', wordsFor(work, objectionWords).nothingToJoin(ref));
  return attachForm(alert, incidents, language);
}

/** Throws `invalid_input` where what was chosen is no incident. */
export const checkAttach = (fields: Record<string, string>): unknown => checked(fieldsSchema, fields);

/** Does what the form says. */
export async function submitAttach(
  work: Work,
  number: number,
  fields: Record<string, string>,
): Promise<Told & { ref: { kind: 'alert'; number: number } }> {
  const ref = { kind: 'alert' as const, number };
  const { incident } = checked(fieldsSchema, fields);
  authorise(work.principal, 'incidents.write');
  const alert = await seeAlert(work, number);
  const home = alert.incidentId ? await findIncidentById(work.tx, alert.incidentId) : null;
  const name = formatReference(ref);
  const words = wordsFor(work, outcomeWords);
  if (home) return { ref, text: words.belongs(name, refOf('incident', home.number)), done: false };
  await linkAlerts(work, incident, [number]);
  return { ref, text: words.attached(name, refOf('incident', incident)), done: true };
}

/** Takes an alert off the incident that its button names; where it belongs to another by now, that is said and nothing done. */
export async function detachAlert(work: Work, alert: Alert, named = ''): Promise<Told> {
  const ref = refOf('alert', alert.number);
  const reference = named.length <= 40 ? parseReference(named) : null;
  if (reference?.kind !== 'incident')
    throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat('which incident'));
  const incident = refOf('incident', reference.number);
  if ((await unlinkAlerts(work, reference.number, [alert.number])) !== null)
    return { text: wordsFor(work, outcomeWords).detached(ref, incident), done: true };
  const home = alert.incidentId ? await findIncidentById(work.tx, alert.incidentId) : null;
  const now = home ? refOf('incident', home.number) : null;
  return { text: wordsFor(work, outcomeWords).notPart(ref, incident, now), done: false };
}

const refOf = (kind: 'alert' | 'incident', number: number): string => formatReference({ kind, number });
