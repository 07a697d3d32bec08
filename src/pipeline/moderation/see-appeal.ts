import { countAppeals, findAppeal, listAppeals, type StoredAppeal } from '../../db/appeals.ts';
import { evidenceOf } from '../../db/case-evidence.ts';
import { countCases, findCaseById } from '../../db/cases.ts';
import { countByHand, findActionById } from '../../db/moderation-actions.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { AppealState } from '../../domain/moderation.ts';
import { formatReference } from '../../domain/reference.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import type { AppealShown } from '../../messages/views/appeal-card.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';

type Looking = Pick<Work, 'tx' | 'principal'>;

/** The appeal, for whoever may see what moderation does. Fails with `forbidden` or `not_found`. */
export async function seeAppeal({ tx, principal }: Looking, number: number): Promise<StoredAppeal> {
  authorise(principal, 'moderation.read');
  const found = await findAppeal(tx, number);
  if (!found)
    throw new SafeNestError(
      'not_found',
      wordsFor({ principal }, objectionWords).noSuch(formatReference({ kind: 'appeal', number }), 'appeal'),
    );
  return found;
}

/** Appeals, newest first; for whoever may see what moderation does. */
export async function seeAppeals(
  { tx, principal }: Looking,
  page: { states?: readonly AppealState[]; before?: number; limit: number },
): Promise<StoredAppeal[]> {
  authorise(principal, 'moderation.read');
  return listAppeals(tx, page);
}

/** How many appeals there are in each state; for whoever may see what moderation does. */
export async function appealCounts({ tx, principal }: Looking): Promise<Record<AppealState, number>> {
  authorise(principal, 'moderation.read');
  return countAppeals(tx);
}

/** What waits for a moderator: `cases` with what has to be done by hand about any of them, which is `tasks`. */
export interface WaitingInModeration {
  cases: number;
  tasks: number;
  appeals: number;
}

/** How much waits for a moderator; for whoever may see what moderation does. */
export async function waitingInModeration({ tx, principal }: Looking): Promise<WaitingInModeration> {
  authorise(principal, 'moderation.read');
  const tasks = await countByHand(tx);
  return { cases: (await countCases(tx)).open + tasks, tasks, appeals: (await countAppeals(tx)).open };
}

/** All that the card of an appeal shows, whoever sees it. */
export async function shownAppeal(tx: OrgDb, appeal: StoredAppeal): Promise<AppealShown> {
  const action = (await findActionById(tx, appeal.actionId))!;
  const about = action.caseId ? await findCaseById(tx, action.caseId) : null;
  const evidence = about ? await evidenceOf(tx, about.id) : [];
  return {
    appeal,
    action,
    caseRef: about && formatReference({ kind: 'case', number: about.number }),
    evidence: evidence.filter(({ author }) => author === action.account),
  };
}
