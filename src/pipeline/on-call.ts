import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { activeMembers } from '../db/incidents.ts';
import { chatAccountsOf } from '../db/members.ts';
import {
  coversFrom,
  deleteCover,
  findRota,
  insertCover,
  lockOnCall,
  type StoredCover,
  saveRota,
} from '../db/on-call.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import type { OrgDb } from '../db/scope.ts';
import { newId } from '../domain/id.ts';
import type { Named } from '../domain/incident-work.ts';
import { anchorAt, inTurn, MOST_ON_ROTA, type OnCall, onCallAt, type Rota, shiftsOf } from '../domain/on-call.ts';
import { mayBeOnCall } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { alertPolicyOf } from './alert-policy.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import type { HealthCheck } from './health.ts';
import type { Work } from './work.ts';

const DAY_MS = 86_400_000;
/** How far ahead the console and the API show. */
export const AHEAD_MS = 28 * DAY_MS;
const MOST_COVERS = 100;
const LONGEST_COVER_MS = 92 * DAY_MS;
const FARTHEST_MS = 366 * DAY_MS;

const rotaSchema = z.strictObject({
  /** The first has the turn that runs now. */
  members: z.array(z.uuid()).max(MOST_ON_ROTA),
  every: z.enum(['day', 'week']),
  weekday: z.int().min(1).max(7).default(1),
  at: z
    .int()
    .min(0)
    .max(24 * 60 - 1),
});

const coverSchema = z.strictObject({ memberId: z.uuid(), from: z.date(), until: z.date() });

export interface SeenOnCall extends OnCall {
  covers: StoredCover[];
  /** Members of the rota in order, whose turn it is now first. */
  order: (Named & { able: boolean })[];
  /** Everybody who may be on call. */
  people: Named[];
  /** Of those in the order or covering: who has linked no chat account, so that nobody can write to them. */
  unreached: ReadonlySet<string>;
}

/** Who is on call from a moment on, and who may be. */
export async function seeOnCall(tx: OrgDb, now: Date): Promise<SeenOnCall> {
  const members = await activeMembers(tx);
  const people = members.filter(mayBeOnCall).map(({ id, name }) => ({ id, name }));
  const able = new Set(people.map(({ id }) => id));
  const [rota, covers, timeZone] = [await findRota(tx), await coversFrom(tx, now), await organisationTimeZone(tx)];
  const names = new Map(members.map(({ id, name }) => [id, name]));
  return {
    rota,
    covers,
    timeZone,
    able,
    people,
    unreached: await withoutAccount(tx, [...(rota?.members ?? []), ...covers.map(({ memberId }) => memberId)]),
    order: rota
      ? inTurn(rota, now, timeZone).map((id) => ({
          id,
          name: names.get(id) ?? 'Somebody who left',
          able: able.has(id),
        }))
      : [],
  };
}

/** Of these members, those who have linked no chat account. */
async function withoutAccount(tx: OrgDb, ids: readonly string[]): Promise<Set<string>> {
  const reached = new Set((await chatAccountsOf(tx, [...new Set(ids)])).map(({ memberId }) => memberId));
  return new Set(ids.filter((id) => !reached.has(id)));
}

/** What those are called who are in the order or cover and whom nobody can write to. */
export const unreachedNames = ({ people, unreached }: Pick<SeenOnCall, 'people' | 'unreached'>): string[] =>
  people.filter(({ id }) => unreached.has(id)).map(({ name }) => name);

/** The member who is on call now; null for nobody. */
export async function whoIsOnCall(tx: OrgDb, now: Date): Promise<Named | null> {
  const seen = await seeOnCall(tx, now);
  const found = onCallAt(seen, now);
  return found && seen.people.find(({ id }) => id === found.memberId)!;
}

/** Shifts with names, for people. */
export const namedShifts = (seen: SeenOnCall, span: { from: Date; to: Date }) =>
  shiftsOf(seen, span).map((shift) => ({ ...shift, name: seen.people.find(({ id }) => id === shift.memberId)!.name }));

/** Sets who takes turns, in order: the first has the turn that runs now. Without members nobody does. */
export async function setRota(work: Work, input: z.input<typeof rotaSchema>): Promise<Rota> {
  const { tx, now, principal } = work;
  authorise(principal, 'rules.write');
  const { members, every, weekday, at } = checked(rotaSchema, input);
  await lockOnCall(tx);
  const seen = await seeOnCall(tx, now);
  const before = seen.rota && shownRota(seen);
  if (new Set(members).size < members.length)
    throw new SafeNestError('invalid_input', 'Somebody is named twice: each has one place in the order.');
  const stay = new Set(seen.rota?.members);
  // whoever is there already may stay: they are skipped while they cannot be told
  if (members.some((id) => !seen.able.has(id) && !stay.has(id)))
    throw new SafeNestError('not_found', 'There is no such member, or their role may not see alerts.');
  const after = { members, every, weekday: every === 'day' ? 1 : weekday, at };
  if (seen.rota && isDeepStrictEqual(before, after)) return seen.rota;
  if (members.length === 0 && (await tellsOnCall(tx)))
    throw new SafeNestError('conflict', 'A step of the Delivery page tells whoever is on call: change that first.');
  const rota = { ...after, anchor: anchorAt(after, now, seen.timeZone) };
  await saveRota(tx, rota, { at: now, by: principal.name });
  await audit(work, { action: 'on_call.set', detail: { before, after } });
  return rota;
}

/** Whether anybody is told of alerts by being on call. */
async function tellsOnCall(tx: OrgDb): Promise<boolean> {
  const { steps, chains } = await alertPolicyOf(tx);
  return [...steps, ...chains.flatMap((chain) => chain.steps)].some(({ to }) =>
    to.some(({ kind }) => kind === 'on_call'),
  );
}

/** Whether a step that is followed now tells whoever is on call, and who that is (null for nobody); and whom no step can reach. */
export async function seeToldOnCall(tx: OrgDb, now: Date): Promise<ToldOnCall> {
  const { floor, steps, chains } = await alertPolicyOf(tx);
  const followed = [...(floor === null ? [] : steps), ...chains.flatMap((chain) => chain.steps)].flatMap(
    ({ to }) => to,
  );
  const told = followed.some(({ kind }) => kind === 'on_call');
  const ids = followed.flatMap((to) => (to.kind === 'member' ? [to.id] : []));
  const lonely = await withoutAccount(tx, ids);
  const seen = await seeOnCall(tx, now);
  const named = (await activeMembers(tx)).filter(({ id }) => lonely.has(id)).map(({ name }) => name);
  return {
    told,
    member: await whoIsOnCall(tx, now),
    unreached: [...new Set([...named, ...(told ? unreachedNames(seen) : [])])],
  };
}

interface ToldOnCall {
  told: boolean;
  member: Named | null;
  /** Names of members whom a step tells, by name or by being on call, and who have linked no chat account. */
  unreached: string[];
}

/** Whether a step that tells whoever is on call has somebody to tell, and whether whom steps tell can be written to. */
export const onCallCheck = (see: () => Promise<ToldOnCall>): HealthCheck => ({
  name: 'on call',
  mend: 'Put somebody who may see alerts in the order on the On call page, or say that somebody covers; or take “Whoever is on call” out of the steps on the Delivery page. Who has linked no chat account links one with /safenest link, or an admin does it on their member’s page.',
  async check() {
    const { told, member, unreached } = await see();
    if (told && !member) throw new Error('Nobody is on call, so a step that tells whoever is on call tells nobody.');
    if (unreached.length > 0)
      throw new Error(
        `A step of the Delivery page tells ${unreached.map((name) => oneLine(name, 80)).join(', ')}, and cannot: no chat account is linked.`,
      );
    if (!told) return 'no step of the Delivery page tells whoever is on call';
    return `${member!.name} is on call and told of alerts`;
  },
});

/** As it would be set now to stay what it is. */
const shownRota = ({ rota, order }: SeenOnCall) => {
  const { every, weekday, at } = rota!;
  return { members: order.map(({ id }) => id), every, weekday, at };
};

/** Somebody is on call for a while, whoever's turn it is. What was said last holds where several overlap. */
export async function addCover(
  work: Work,
  input: z.input<typeof coverSchema>,
): Promise<StoredCover & { name: string }> {
  authorise(work.principal, 'rules.write');
  return putCover(work, checked(coverSchema, input));
}

/** The same for whoever agreed to it, whatever their role. */
export async function putCover(
  work: Work,
  { memberId, from, until }: { memberId: string; from: Date; until: Date },
): Promise<StoredCover & { name: string }> {
  const { tx, now, principal } = work;
  if (until <= now || until <= from)
    throw new SafeNestError('invalid_input', 'The end has to come after the beginning, and may not be over.');
  if (until.getTime() - from.getTime() > LONGEST_COVER_MS || until.getTime() > now.getTime() + FARTHEST_MS)
    throw new SafeNestError('invalid_input', 'Three months at most, within a year: change the order for more.');
  await lockOnCall(tx);
  const seen = await seeOnCall(tx, now);
  const member = seen.people.find(({ id }) => id === memberId);
  if (!member) throw new SafeNestError('not_found', 'There is no such member, or their role may not see alerts.');
  if (seen.covers.length >= MOST_COVERS)
    throw new SafeNestError('too_large', `There are ${MOST_COVERS} covers already: take some back first.`);
  const cover = { id: newId(now.getTime()), memberId, from, until, madeAt: now, by: principal.name };
  await insertCover(tx, cover);
  await audit(work, {
    action: 'on_call.cover',
    subject: member.name,
    detail: { id: cover.id, member: memberId, from: from.toISOString(), until: until.toISOString() },
  });
  return { ...cover, name: member.name };
}

/** Takes a cover back: who is on call is again whoever it would be without it. */
export async function removeCover(work: Work, id: string): Promise<{ name: string }> {
  authorise(work.principal, 'rules.write');
  return takeCover(work, id);
}

/** The same for whoever may take back what was agreed. */
export async function takeCover(work: Work, id: string): Promise<{ name: string }> {
  const { tx, now } = work;
  await lockOnCall(tx);
  const seen = await seeOnCall(tx, now);
  const cover = seen.covers.find((one) => one.id === id);
  if (!cover || !(await deleteCover(tx, id)))
    throw new SafeNestError('not_found', 'There is no such cover any more: it is over, or was taken back.');
  const name = seen.people.find((one) => one.id === cover.memberId)?.name ?? 'Somebody who left';
  await audit(work, {
    action: 'on_call.uncover',
    subject: name,
    detail: { id, member: cover.memberId, from: cover.from.toISOString(), until: cover.until.toISOString() },
  });
  return { name };
}
