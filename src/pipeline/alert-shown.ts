import { acknowledgementOf } from '../db/alert-acknowledgements.ts';
import { lostOf, toldAgainOf } from '../db/alert-escalations.ts';
import { exceptionsOfAlert } from '../db/alert-exceptions.ts';
import { findCameraById } from '../db/cameras.ts';
import { listFaces } from '../db/faces.ts';
import { questionOfAlert } from '../db/login-questions.ts';
import { findPersonsById } from '../db/persons.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Alert } from '../domain/alert.ts';
import type { Camera } from '../domain/camera.ts';
import type { Person } from '../domain/person.ts';
import { can } from '../domain/role.ts';
import { type AlertCourse, type AlertPerson, knownSince } from '../messages/views/alert-card.ts';
import { alertPolicyOf } from './alert-policy.ts';
import { whoTheyAre } from './recognition/people.ts';
import type { Work } from './work.ts';

/**
 * What an alert's card is drawn with beside the alert: the camera, who it is about, and their face in its picture; and what goes on
 * about it.
 */
export async function shownWithAlert(
  tx: OrgDb,
  alert: Pick<Alert, 'id' | 'fingerprint' | 'cameraId' | 'personId' | 'pictureId'>,
  now: Date = new Date(),
): Promise<{ camera: Camera | null; person: AlertPerson | null; course: AlertCourse }> {
  return { ...(await seenWithAlert(tx, alert)), course: await courseOf(tx, alert, now) };
}

/** What goes on about an alert beside its status: whether it is left alone, whom it was told again, who was asked. */
async function courseOf(tx: OrgDb, alert: Pick<Alert, 'id' | 'fingerprint'>, now: Date): Promise<AlertCourse> {
  return {
    held: await heldOf(tx, alert.id),
    exceptions: await exceptionsOfAlert(tx, alert, now),
    toldAgain: await toldAgainOf(tx, alert.id),
    lost: await lostOf(tx, alert.id),
    question: await questionOfAlert(tx, alert.id),
  };
}

/** Whether whoever has it is asked if they are still on it, and how often that lapsed. */
async function heldOf(tx: OrgDb, alertId: string): Promise<AlertCourse['held']> {
  const held = await acknowledgementOf(tx, alertId);
  if (!held || (held.askedAt === null && held.lapses === 0)) return null;
  const wait = held.askedAt && (await alertPolicyOf(tx)).lapse;
  const until = wait ? new Date(held.askedAt!.getTime() + wait.waitMinutes * 60_000) : null;
  return { name: held.byName, until, lapses: held.lapses };
}

async function seenWithAlert(
  tx: OrgDb,
  { cameraId, personId, pictureId }: Pick<Alert, 'cameraId' | 'personId' | 'pictureId'>,
): Promise<{ camera: Camera | null; person: AlertPerson | null }> {
  const camera = cameraId ? await findCameraById(tx, cameraId) : null;
  const told = personId ? ((await findPersonsById(tx, [personId])).get(personId) ?? null) : null;
  const whole = told && (await whoTheyAre(tx, told));
  if (!whole) return { camera, person: null };
  const [face] = pictureId ? await listFaces(tx, { pictureId, personId: whole.id, limit: 1 }) : [];
  return {
    camera,
    person: {
      person: whole,
      face: face ? { ...face, vouched: face.assigned === 'confirmed' || face.assigned === 'enrolled' } : null,
    },
  };
}

/** Alerts with who each is about, where that was not known when it was raised; as they are for whoever may not read about people. */
export async function withKnown<A extends Alert>(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  alerts: readonly A[],
): Promise<A[]> {
  const ids = alerts.flatMap(({ personId }) => personId ?? []);
  if (ids.length === 0 || !can(principal.role, 'people.read')) return [...alerts];
  const people = await findPersonsById(tx, [...new Set(ids)]);
  const known = new Map<string, Person>();
  for (const [id, person] of people) known.set(id, await whoTheyAre(tx, person));
  return alerts.map((alert) => {
    const person = alert.personId === null ? undefined : known.get(alert.personId);
    if (!person?.name || knownSince(person, alert.title) === null) return alert;
    return { ...alert, knownAs: { number: person.number, name: person.name } };
  });
}
