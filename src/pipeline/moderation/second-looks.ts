import { findCase } from '../../db/cases.ts';
import type { Span } from '../../db/moderation-records.ts';
import type { OrgDb } from '../../db/scope.ts';
import {
  type Agreement,
  agreements,
  drawSecondLooks,
  lockSecondLook,
  nextSecondLook,
  type SecondLook,
  saveSecondLook,
} from '../../db/second-looks.ts';
import type { CaseEvidence, ContextMessage, ModerationCase, ModerationStep } from '../../domain/moderation.ts';
import type { Principal } from '../../domain/principal.ts';
import { formatReference } from '../../domain/reference.ts';
import { cleanText } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { requireSpan } from './export-records.ts';
import { shownCase, unknownCase } from './see-case.ts';

export const MOST_DRAWN = 50;

/** Draws decided cases at random, so many of each moderator, for others to look at once more. */
export async function drawSample(
  work: Work,
  { each, ...span }: Span & { each: number },
): Promise<{ cases: number; members: number }> {
  authorise(work.principal, 'audit.read');
  requireSpan(span);
  if (!Number.isInteger(each) || each < 1 || each > MOST_DRAWN)
    throw new SafeNestError('invalid_input', `Draw 1 to ${MOST_DRAWN} cases of each moderator.`);
  const drawn = await drawSecondLooks(work.tx, span, { each, now: work.now });
  if (drawn.cases > 0)
    await audit(work, {
      action: 'moderation.draw_sample',
      subject: `${span.from.toISOString()} to ${span.to.toISOString()}`,
      detail: { each, ...drawn },
    });
  return drawn;
}

/** A case as it is looked at once more: what was said, and nothing of what was decided. */
export interface BlindCase {
  case: ModerationCase;
  evidence: readonly CaseEvidence[];
  context: readonly ContextMessage[];
}

/** The next case for a moderator to look at once more, none that they decided themselves; null where none waits. */
export async function nextBlindCase({ tx, principal }: { tx: OrgDb; principal: Principal }): Promise<BlindCase | null> {
  authorise(principal, 'moderation.write');
  const next = principal.actor.kind === 'member' ? await nextSecondLook(tx, principal.actor.id) : null;
  const found = next && (await findCase(tx, next.caseNumber));
  if (!found) return null;
  const { case: one, evidence, context = [] } = await shownCase(tx, found);
  return { case: one, evidence, context };
}

/**
 * What somebody would have done about a case, without having been shown what was. Fails with `forbidden` for whoever decided it, and
 * `conflict` where somebody has looked already. Answers the look with the first decision, which may be told from then on.
 */
export async function lookAgain(
  work: Work,
  number: number,
  { step, note = '' }: { step: ModerationStep | 'dismiss'; note?: string },
): Promise<SecondLook> {
  const { tx, principal, now } = work;
  authorise(principal, 'moderation.write');
  const { actor } = principal;
  const look = await lockSecondLook(tx, number);
  if (!look) throw unknownCase(work, number);
  if (actor.kind !== 'member' || actor.id === look.aboutId)
    throw new SafeNestError('forbidden', 'Another moderator looks at what you decided.');
  if (look.answer !== null) throw new SafeNestError('conflict', 'Somebody has looked at this case already.');
  const answer = step === 'dismiss' ? 'dismiss' : 'act';
  await saveSecondLook(tx, look.caseId, {
    answer,
    step: step === 'dismiss' ? null : step,
    note: cleanText(note).slice(0, 2000),
    byId: actor.id,
    byName: principal.name.slice(0, 200),
    at: now,
  });
  await audit(work, {
    action: 'moderation.second_look',
    subject: formatReference({ kind: 'case', number }),
    detail: { would: step, agrees: answer === look.was },
  });
  return { ...look, answer, byName: principal.name };
}

/** How often a second moderator would have decided the same, by moderator and by rule. */
export async function seeAgreements({
  tx,
  principal,
}: {
  tx: OrgDb;
  principal: Principal;
}): Promise<{ members: Agreement[]; triggers: Agreement[]; waiting: number }> {
  authorise(principal, 'audit.read');
  return agreements(tx);
}
