import { insertCase } from '../../db/cases.ts';
import { nextNumber } from '../../db/counters.ts';
import type { OrgDb } from '../../db/scope.ts';
import { newId } from '../../domain/id.ts';
import type { ModerationCase } from '../../domain/moderation.ts';
import { BY_RULES, caseSummary } from '../../messages/case-text.ts';

/** What is known of a case when it begins; the rest is the same of every one. */
export type BeginningCase = Pick<
  ModerationCase,
  | 'sessionId'
  | 'channel'
  | 'thread'
  | 'kind'
  | 'severity'
  | 'offender'
  | 'target'
  | 'offenders'
  | 'score'
  | 'triggers'
  | 'reasons'
  | 'course'
  | 'recommendation'
  | 'policyVersion'
>;

/** Stores a new case with the next number: it waits, nobody has it in hand, and the rules word it. */
export async function beginCase(tx: OrgDb, now: Date, known: BeginningCase): Promise<ModerationCase> {
  const begun: ModerationCase = {
    ...known,
    id: newId(now.getTime()),
    number: await nextNumber(tx, 'case'),
    state: 'open',
    summary: '',
    summaryBy: BY_RULES,
    alike: [],
    incidentId: null,
    openedAt: now,
    updatedAt: now,
    decidedAt: null,
    decidedBy: null,
    decidedById: null,
    note: null,
    dismissedAs: null,
    notThem: [],
    claim: null,
  };
  begun.summary = caseSummary(begun, 'en');
  await insertCase(tx, begun);
  return begun;
}
