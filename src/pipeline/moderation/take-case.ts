import { endClaim } from '../../db/case-claims.ts';
import { lockCase, openCasesInOrder } from '../../db/cases.ts';
import { claimAt, type ModerationCase } from '../../domain/moderation.ts';
import { readsIn } from '../../domain/principal.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { claimedAt, heldText } from '../../messages/case-claim-text.ts';
import { claimWords } from '../../messages/catalogue/case-claims.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { holdCase, letGo, othersClaim } from './case-claim.ts';
import { caseChanged, lockedCase } from './decide-case.ts';

/** What came of it. `done` is false where it was so already, or cannot be. */
export interface Taken {
  case: ModerationCase;
  done: boolean;
  /** A sentence or two, in the language of whoever pressed. */
  text: string;
}

/** Of so many that wait the next one is found; beyond them nobody gets in a day. */
const MOST_WAITING = 1000;

/**
 * Takes an open case in hand, so that others see that somebody works on it, until it is decided, given back, or left alone for as long as
 * the policy says. One that somebody else has stays theirs, unless `over` says that it is taken from them. Fails with `forbidden`,
 * `not_found`, or `conflict` for a case that was decided.
 */
export async function takeCase(work: Work, number: number, { over = false } = {}): Promise<Taken> {
  const found = await lockedCase(work, number);
  requireOpen(work, found);
  const before = claimAt(found, work.now);
  const other = othersClaim(found, work.principal, work.now);
  if (other && !over)
    return {
      case: found,
      done: false,
      text: heldText(refOf(found), other, work.principal.timeZone, readsIn(work.principal)),
    };
  const held = await holdCase(work, found);
  if (before && !other) return { case: held, done: false, text: wordsFor(work, claimWords).yoursAlready(refOf(found)) };
  await audit(work, {
    action: other ? 'case.take_over' : 'case.take',
    subject: refOf(found),
    detail: other ? { before: other.by } : {},
  });
  await caseChanged(work, held);
  const from = other && { name: oneLine(other.by, 80), since: claimedAt(other, work.principal.timeZone) };
  return { case: held, done: true, text: wordsFor(work, claimWords).yours(refOf(found), from) };
}

/** Gives a case back that one has in hand: it is free for others. Somebody else's stays theirs. */
export async function giveBackCase(work: Work, number: number): Promise<Taken> {
  const found = await lockedCase(work, number);
  const claim = claimAt(found, work.now);
  if (!claim) return { case: found, done: false, text: wordsFor(work, claimWords).nobodyHas(refOf(found)) };
  if (othersClaim(found, work.principal, work.now))
    return {
      case: found,
      done: false,
      text: heldText(refOf(found), claim, work.principal.timeZone, readsIn(work.principal)),
    };
  const free = await letGo(work, found);
  await audit(work, { action: 'case.give_back', subject: refOf(found) });
  await caseChanged(work, free);
  return { case: free, done: true, text: wordsFor(work, claimWords).free(refOf(found)) };
}

/**
 * Takes the case in hand that is to be worked on next: the worst first, of those the oldest, none that somebody else has. After the case
 * `after`, which is given back where one has it, come those behind it, and then those before. Null where none waits.
 */
export async function nextCase(work: Work, after: number | null): Promise<ModerationCase | null> {
  authorise(work.principal, 'moderation.write');
  const waiting = await openCasesInOrder(work.tx, MOST_WAITING);
  const at = waiting.findIndex(({ number }) => number === after);
  const inOrder = [...waiting.slice(at + 1), ...waiting.slice(0, Math.max(at, 0))];
  for (const { number, claim, state } of inOrder) {
    if (othersClaim({ claim, state }, work.principal, work.now)) continue;
    // whoever was quicker has it by now
    const locked = await lockCase(work.tx, { number });
    if (locked?.state !== 'open' || othersClaim(locked, work.principal, work.now)) continue;
    const taken = await takeCase(work, number);
    if (after !== null && at >= 0) await giveBackOwn(work, waiting[at]!);
    return taken.case;
  }
  return null;
}

async function giveBackOwn(work: Work, { claim, state, number }: ModerationCase): Promise<void> {
  if (claimAt({ claim, state }, work.now)?.byId === work.principal.actor.id) await giveBackCase(work, number);
}

/** Says of a case that whoever had it in hand let that lapse; nothing where they pressed something since. */
export async function lapseClaim(work: Work, caseId: string): Promise<void> {
  const found = await lockCase(work.tx, { id: caseId });
  if (!found?.claim || !(await endClaim(work.tx, caseId, work.now))) return;
  await audit(work, { action: 'case.lapse', subject: refOf(found), detail: { before: found.claim.by } });
  await caseChanged(work, found);
}

function requireOpen(work: Work, found: ModerationCase): void {
  if (found.state === 'open') return;
  throw new SafeNestError('conflict', wordsFor(work, claimWords).decided(refOf(found), found.decidedBy));
}

const refOf = ({ number }: { number: number }): string => formatReference({ kind: 'case', number });
