import { chatAccountsOf } from '../db/members.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Named } from '../domain/incident-work.ts';
import { MOST_COVERED, type Shift, shiftsOf } from '../domain/on-call.ts';
import type { Proposal } from '../domain/proposal.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { coverWords } from '../messages/catalogue/covers.ts';
import { memberCalled } from './member-called.ts';
import { AHEAD_MS, type SeenOnCall, seeOnCall } from './on-call.ts';
import { proposeWrite } from './proposals/propose.ts';
import type { Work } from './work.ts';

export interface CoverWish {
  /** Who takes it, as they are called or by id; null for whoever says yes. */
  who: string | { id: string } | null;
  /** Whose turn it is, as they are called. */
  of: string;
  /** The stretch in question; whose turn it is is on call for some of it. Null: their shift that runs, or their next. */
  span: { from: Date; to: Date } | null;
  /** Each takes the other's whole shift. */
  swap: boolean;
  why: string;
  untrusted: boolean;
}

export type CoverAsked =
  | { was: 'new' | 'waiting'; proposal: Proposal; asked: Named | null; unreached: boolean }
  /** Whoever it is is not on call then; their next shift. */
  | { was: 'nothing'; who: string; next: Shift | null };

/** Asks whoever it concerns to agree that somebody takes somebody's turn. */
export async function proposeCover(work: Work, wish: CoverWish): Promise<CoverAsked> {
  const { tx, principal, now } = work;
  const seen = await seeOnCall(tx, now);
  const owner = await memberCalled(tx, principal, wish.of);
  const taker =
    wish.who === null
      ? null
      : typeof wish.who === 'string'
        ? await memberCalled(tx, principal, wish.who)
        : seen.people.find(({ id }) => id === (wish.who as { id: string }).id);
  if (taker === undefined)
    throw new SafeNestError('not_found', 'There is no such member, or their role may not see alerts.');
  const words = wordsFor(work, coverWords);
  if (taker?.id === owner.id || (wish.swap && !taker)) throw new SafeNestError('invalid_input', words.samePerson);
  const ahead = { from: now, to: new Date(now.getTime() + AHEAD_MS) };
  const all = shiftsOf(seen, ahead);
  const next = (id: string): Shift | null => all.find(({ memberId }) => memberId === id) ?? null;
  const found =
    wish.swap && taker ? swapped(all, owner.id, taker.id, wish.span) : theirs(seen, owner.id, wish.span, all);
  if (found.length === 0) return { was: 'nothing', who: owner.name, next: next(owner.id) };
  const covers = found.slice(0, MOST_COVERED).map(({ memberId, from, until }) => ({
    member: memberId === owner.id ? (taker?.id ?? null) : owner.id,
    of: memberId,
    ...{ from: from.toISOString(), until: until.toISOString() },
  }));
  const { proposal, was } = await proposeWrite(work, {
    kind: 'cover_shift',
    args: { covers, ...(wish.swap ? { swap: true } : {}) },
    ...{ why: wish.why, untrusted: wish.untrusted, again: true },
  });
  const { asks } = proposal.args;
  const asked = seen.people.find(({ id }) => id === asks) ?? null;
  const unreached = asked !== null && (await chatAccountsOf(tx, [asked.id])).length === 0;
  return { was: was === 'new' ? 'new' : 'waiting', proposal, asked, unreached };
}

/** Somebody's turns in a stretch; without one their next. */
function theirs(seen: SeenOnCall, id: string, span: CoverWish['span'], all: readonly Shift[]): Shift[] {
  if (span) return shiftsOf(seen, span).filter(({ memberId }) => memberId === id);
  return all.filter(({ memberId }) => memberId === id).slice(0, 1);
}

/** One whole shift of each: that of the stretch, whosever it is, and the next of the other. */
function swapped(all: readonly Shift[], one: string, other: string, span: CoverWish['span']): Shift[] {
  const meets = ({ from, until }: Shift): boolean => span === null || (from < span.to && span.from < until);
  const of = (id: string, some: (shift: Shift) => boolean): Shift | undefined =>
    all.find((shift) => shift.memberId === id && some(shift));
  const [mine, theirs] = [of(one, meets), of(other, meets)];
  const pair = mine ? [mine, of(other, () => true)] : [of(one, () => true), theirs];
  return pair.every((shift) => shift !== undefined) ? (pair as Shift[]) : [];
}

/** Somebody's shifts of the next weeks, for a form that offers them. */
export async function ownShifts(tx: OrgDb, id: string, now: Date): Promise<Shift[]> {
  const seen = await seeOnCall(tx, now);
  return shiftsOf(seen, { from: now, to: new Date(now.getTime() + AHEAD_MS) }).filter(
    ({ memberId }) => memberId === id,
  );
}
