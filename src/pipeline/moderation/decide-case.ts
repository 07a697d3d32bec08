import { lockCase, saveCase } from '../../db/cases.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import type { CaseState, Dismissal, ModerationCase } from '../../domain/moderation.ts';
import { formatReference } from '../../domain/reference.ts';
import { cleanText } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { keepHolding, letGo, requireToldOfClaim } from './case-claim.ts';
import { unknownCase } from './see-case.ts';

/** How a case was decided. `done` is false where it was so already: then nothing was written and nobody is told. */
export interface CaseDecided {
  case: ModerationCase;
  done: boolean;
}

const LONGEST_NOTE = 2000;

/**
 * Says that nothing is to be done about a case, and why; what is no violation, or was a joke or a quotation, is a label against the
 * rules that fired. One that something was done about fails with `conflict`: that is taken back first; so does one that somebody else has
 * in hand, unless `anyway` says that this is known.
 */
export async function dismissCase(
  work: Work,
  number: number,
  { as, note = '', anyway = false }: { as: Dismissal; note?: string; anyway?: boolean },
): Promise<CaseDecided> {
  const found = await lockedCase(work, number);
  if (found.state === 'dismissed') return { case: found, done: false };
  if (found.state === 'acted')
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).caseActedOn(refOf(found)));
  requireToldOfClaim(work, found, anyway);
  const words = cleanText(note);
  if (words.length > LONGEST_NOTE)
    throw new SafeNestError('too_large', `The reason is longer than ${LONGEST_NOTE} characters.`);
  return decided(work, found, { state: 'dismissed', dismissedAs: as, note: words || null }, 'case.dismiss', {
    as,
    note: words,
  });
}

/** Opens a case again that was dismissed or overturned. One that waits for a decision stays as it is; what was done is taken back at its action. */
export async function reopenCase(work: Work, number: number): Promise<CaseDecided> {
  const found = await lockedCase(work, number);
  if (found.state === 'open') return { case: found, done: false };
  if (found.state === 'acted')
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).takeBackFirst(refOf(found)));
  return decided(work, found, { state: 'open', dismissedAs: null, note: null }, 'case.reopen', {});
}

/**
 * Says that what the policy did about a case by itself was right: from then on it is decided by whoever looked, and a label for its rules.
 * Fails with `conflict` where nothing was done.
 */
export async function confirmCase(work: Work, number: number): Promise<CaseDecided> {
  const found = await lockedCase(work, number);
  if (found.state !== 'acted')
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).nothingStands(refOf(found)));
  if (found.decidedById !== null) return { case: found, done: false };
  return decided(work, found, { state: 'acted' }, 'case.confirm', {});
}

/**
 * Says, in the transaction that does something about a case, that it was acted on. What the policy did by itself is decided by the first
 * person who goes on with it. Whoever does it was asked for their rights there;
 * its audit line stands there, too.
 */
export async function caseActedOn(work: Work, caseId: string, reason: string): Promise<ModerationCase> {
  return settled(work, caseId, (found) => ({
    state: 'acted',
    note: cleanText(reason).slice(0, LONGEST_NOTE) || null,
    dismissedAs: null,
    ...(found.state === 'acted' && (found.decidedById !== null || work.principal.actor.id === null)
      ? { decidedAt: found.decidedAt, decidedBy: found.decidedBy, decidedById: found.decidedById }
      : {}),
  }));
}

/** Says, in the transaction that takes back the last of what was done about a case, that it was overturned; after an appeal a label against its rules. */
export async function caseOverturned(work: Work, caseId: string, why: string): Promise<ModerationCase> {
  return settled(work, caseId, () => ({ state: 'overturned', note: cleanText(why).slice(0, LONGEST_NOTE) || null }));
}

/** Says, in the transaction that learns that nothing is left of what was done about a case, that it waits for a decision again. */
export async function caseUndecided(work: Work, caseId: string): Promise<ModerationCase> {
  return settled(work, caseId, () => ({ state: 'open', note: null, dismissedAs: null }));
}

/** Says that a case is looked into as an incident. */
export async function linkCaseIncident(work: Work, caseId: string, incidentId: string): Promise<ModerationCase> {
  const found = await lockCase(work.tx, { id: caseId });
  if (!found) throw new SafeNestError('not_found', 'There is no such case.');
  const linked = { ...found, incidentId, updatedAt: work.now };
  await saveCase(work.tx, linked);
  await tell(work, linked);
  return linked;
}

/** Has a case's card drawn anew: something that it shows has changed. */
export async function caseChanged(
  work: Pick<Work, 'tx'>,
  { id: subject, severity }: Pick<ModerationCase, 'id' | 'severity'>,
) {
  await addOutboxOnce(work.tx, [{ kind: 'case_changed', subject, severity }]);
}

/** The case, locked, for whoever may decide it. Fails with `forbidden` or `not_found`. */
export async function lockedCase(work: Work, number: number): Promise<ModerationCase> {
  authorise(work.principal, 'moderation.write');
  const found = await lockCase(work.tx, { number });
  if (!found) throw unknownCase(work, number);
  return keepHolding(work, found);
}

type Decision = Partial<ModerationCase> & { state: CaseState };

async function decided(
  work: Work,
  found: ModerationCase,
  decision: Decision,
  action: string,
  detail: Record<string, unknown>,
): Promise<CaseDecided> {
  const after = await written(work, found, decision);
  await audit(work, {
    action,
    subject: refOf(found),
    detail: { before: found.state, triggers: found.triggers, ...detail },
  });
  return { case: after, done: true };
}

async function settled(work: Work, id: string, decide: (found: ModerationCase) => Decision): Promise<ModerationCase> {
  const found = await lockCase(work.tx, { id });
  if (!found) throw new SafeNestError('not_found', 'There is no such case.');
  return written(work, found, decide(found));
}

async function written(work: Work, found: ModerationCase, decision: Decision): Promise<ModerationCase> {
  const { principal, now } = work;
  const open = decision.state === 'open';
  const after: ModerationCase = {
    ...found,
    updatedAt: now,
    decidedAt: open ? null : now,
    decidedBy: open ? null : principal.name,
    decidedById: open ? null : principal.actor.id,
    ...decision,
  };
  await saveCase(work.tx, after);
  await tell(work, after);
  return open ? after : letGo(work, after);
}

const tell = caseChanged;

const refOf = ({ number }: Pick<ModerationCase, 'number'>): string => formatReference({ kind: 'case', number });
