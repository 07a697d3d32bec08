import { findCaseById, lockCase, saveCase } from '../../db/cases.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import { type Db, withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import type { ModerationCase } from '../../domain/moderation.ts';
import type { Log } from '../../log.ts';
import type { WaitingNews } from '../../messages/outbound.ts';
import { caseFacts, type WordCase, withWording } from './case-wording.ts';
import { currentPolicy } from './policy.ts';
import { evidenceIn } from './see-case.ts';

export interface DescribingParts {
  db: Db;
  now: () => Date;
  /** A language model's words; the rules' stand where there is none. */
  word: WordCase | undefined;
  /** Told after the commit what waits to be told. */
  wake: (orgId: OrgId, news: readonly WaitingNews[]) => void;
  log: Log;
}

/**
 * Has a language model word a case that waits for a decision, from its evidence alone, outside of any transaction; the card was told in
 * the rules' words already and is edited. What was decided meanwhile is left alone. Answers whether the case was worded.
 */
export async function describeCase(
  { db, now, word, wake, log }: DescribingParts,
  orgId: OrgId,
  caseId: string,
  signal?: AbortSignal,
): Promise<boolean> {
  if (!word) return false;
  const seen = await withOrg(db, orgId, async (tx) => {
    const found = await findCaseById(tx, caseId);
    return found?.state === 'open' ? { found, evidence: (await evidenceIn(tx, found)).evidence } : null;
  });
  const known = seen && seen.evidence.length > 0 ? caseFacts(seen.found, seen.evidence) : null;
  if (!seen || !known) return false;
  const said = await word(orgId, known.facts, signal).catch((err: unknown) => {
    signal?.throwIfAborted();
    log.warn({ err }, 'the language model could not word a case');
    return null;
  });
  if (!said) return false;
  const news = await withOrg(db, orgId, async (tx) => {
    const current = await lockCase(tx, { id: caseId });
    if (!current || !isSame(current, seen.found)) return [];
    const { policy } = await currentPolicy(tx);
    const worded = withWording(current, policy, known, said);
    if (!worded) {
      log.info({ model: said.model, case: current.number }, 'what the language model said of a case did not hold');
      return [];
    }
    await saveCase(tx, { ...worded, updatedAt: now() });
    return addOutboxOnce(tx, [{ kind: 'case_changed', subject: caseId, severity: worded.severity }]);
  });
  if (news.length > 0) wake(orgId, news);
  return news.length > 0;
}

/** Whether the words that were made still fit: nobody decided, and it is about the same people. */
const isSame = (now: ModerationCase, then: ModerationCase): boolean =>
  now.state === 'open' &&
  now.kind === then.kind &&
  now.offender.account === then.offender.account &&
  now.notThem.length === then.notThem.length;
