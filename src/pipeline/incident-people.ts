import { addParticipant, callParticipant, participantsOf, removeParticipant } from '../db/incident-people.ts';
import { listChatAccounts } from '../db/members.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Incident, IncidentEntry } from '../domain/incident.ts';
import { MOST_PARTICIPANTS, type Named, type Participant } from '../domain/incident-work.ts';
import type { Principal } from '../domain/principal.ts';
import { can, type Role } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { authorise } from './authorise.ts';
import { lockVisibleIncident, memberOf, record, refOf } from './incident-record.ts';
import { meansOnCall, memberCalled } from './member-called.ts';
import type { Work } from './work.ts';

/** At once; more is a list of its own. */
const MOST_AT_ONCE = 20;

/**
 * The member a person means: `me`, an e-mail address, a whole name, a first name, the beginning of a name. Fails with
 * `invalid_input` when nobody or several fit, or when that member may not see incidents.
 */
export async function resolveAssignee(tx: OrgDb, principal: Principal, text: string, now?: Date): Promise<Named> {
  return assignable(await memberCalled(tx, principal, text, now), principal);
}

export function assignable<M extends { name: string; role: Role }>(member: M, principal: Principal): M {
  if (can(member.role, 'incidents.read')) return member;
  throw new SafeNestError('invalid_input', wordsFor({ principal }, objectionWords).mayNotSee(member.name, member.role));
}

/** Makes a member who was given something in an incident take part; unless they gave it to themselves, they are told so once. */
export const joinAs = (work: Work, incident: Pick<Incident, 'id'>, memberId: string): Promise<boolean> =>
  addParticipant(work.tx, incident.id, {
    memberId,
    now: work.now,
    ...(memberOf(work.principal) === memberId ? {} : { addedBy: work.principal.name }),
  });

/** Names of those for whom something changed; `called` are told once more, `unreached` could not be told for want of a chat account. */
export interface PeopleMoved {
  added: string[];
  called: string[];
  unreached: string[];
  removed: string[];
}

/**
 * Makes members take part, and takes others off. Whoever takes part already and is wanted because they are on call, or with
 * `callsAll` whoever is, is called. Answers whose names that changed anything for.
 */
export async function changePeople(
  work: Work,
  number: number,
  { add = [], remove = [], callsAll = false }: WantedPeople,
): Promise<PeopleMoved & { incident: Incident }> {
  const { tx, principal, now } = work;
  const incident = await lockVisibleIncident(work, number);
  if (add.length + remove.length > MOST_AT_ONCE)
    throw new SafeNestError('too_large', `At most ${MOST_AT_ONCE} people at once.`);
  const coming: (Named & { isCall: boolean })[] = [];
  for (const text of add) {
    const { id, name } = await mayTakePart(work, incident, text);
    coming.push({ id, name, isCall: callsAll || meansOnCall(text) });
  }
  const going: Named[] = [];
  for (const text of remove) going.push(await memberCalled(tx, principal, text));
  // who takes part may leave; everything else is for those who work on incidents
  const isMine = coming.length === 0 && going.every(({ id }) => id === memberOf(principal));
  if (!isMine) authorise(principal, 'incidents.write');
  const here = await participantsOf(tx, incident.id);
  if (here.length + coming.length > MOST_PARTICIPANTS)
    throw new SafeNestError('too_large', `${refOf(incident)} has ${MOST_PARTICIPANTS} people; no more fit.`);
  const added: string[] = [];
  const removed: string[] = [];
  const called: string[] = [];
  const unreached: string[] = [];
  for (const { id, name, isCall } of coming) {
    const isOther = id !== memberOf(principal);
    if (await joinAs(work, incident, id)) {
      added.push(name);
      await write(work, incident, { text: `Added ${name}`, before: null, after: id });
    } else if (isCall && isOther) {
      called.push(name);
      await callParticipant(tx, incident.id, { memberId: id, by: principal.name, now });
      const text = `Called ${name}`;
      const line = { action: 'incident.people', detail: { change: text } };
      await record(work, incident, { kind: 'people', text, change: null }, line);
    } else continue;
    if (isOther && (await listChatAccounts(tx, id)).length === 0) unreached.push(name);
  }
  for (const { id, name } of going) {
    const role = roleOf(incident, id);
    if (role) {
      throw new SafeNestError('conflict', wordsFor(work, objectionWords).holdsRole(name, role, refOf(incident)));
    }
    if (!here.some((one) => one.id === id)) continue;
    removed.push(name);
    await write(work, incident, { text: `Took ${name} off`, before: id, after: null });
    // last: whoever takes themselves off would be back by the line that says so
    await removeParticipant(tx, incident.id, id, now);
  }
  return { added, called, unreached, removed, incident };
}

/** Names, e-mail addresses, `me` or `on call`. */
export interface WantedPeople {
  add?: readonly string[];
  remove?: readonly string[];
  callsAll?: boolean;
}

/** Who takes part, for whoever may see the incident. */
export const seePeople = (tx: OrgDb, incident: Pick<Incident, 'id'>): Promise<Participant[]> =>
  participantsOf(tx, incident.id);

/** Takes back that somebody was added or taken off. */
export async function undoPeople(
  work: Work,
  incident: Incident,
  { before, after }: Change,
  why: Refuse,
): Promise<void> {
  const id = String(before ?? after);
  const isHere = (await participantsOf(work.tx, incident.id)).some((one) => one.id === id);
  if (isHere !== (after !== null)) throw why(isHere ? 'they take part again' : 'they do not take part any more');
  if (after === null) await addParticipant(work.tx, incident.id, { memberId: id, now: work.now });
  else await removeParticipant(work.tx, incident.id, id, work.now);
}

type Change = NonNullable<IncidentEntry['change']>;
type Refuse = (why: string) => SafeNestError;

const write = (work: Work, incident: Incident, { text, before, after }: { text: string } & Omit<Change, 'field'>) =>
  record(
    work,
    incident,
    { kind: 'people', text, change: { field: 'people', before, after } },
    { action: 'incident.people', detail: { change: text } },
  );

async function mayTakePart({ tx, principal, now }: Work, incident: Incident, text: string): Promise<Named> {
  const member = await memberCalled(tx, principal, text, now);
  if (can(member.role, 'incidents.read') || member.id === incident.createdById) return member;
  const words = wordsFor({ principal }, objectionWords);
  throw new SafeNestError('invalid_input', words.mayNotSee(member.name, member.role, 'participant'));
}

const roleOf = ({ assigneeId, scribe, liaison }: Incident, id: string): 'commander' | 'scribe' | 'liaison' | null =>
  assigneeId === id ? 'commander' : scribe?.id === id ? 'scribe' : liaison?.id === id ? 'liaison' : null;
