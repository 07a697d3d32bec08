import { appealAgainst, type StoredAppeal } from '../../db/appeals.ts';
import { evidenceOf } from '../../db/case-evidence.ts';
import { findCaseById } from '../../db/cases.ts';
import { type ActionFilter, findAction, listActions, type StoredAction } from '../../db/moderation-actions.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { formatReference } from '../../domain/reference.ts';
import { SafeNestError } from '../../errors.ts';
import { cardText } from '../../messages/card-text.ts';
import { affectedCard } from '../../messages/views/affected-card.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { refOfAction } from './acted.ts';

type Looking = Pick<Work, 'tx' | 'principal'>;

/** What was done, newest first; for whoever may see what moderation does. */
export async function seeActions({ tx, principal }: Looking, filter: ActionFilter): Promise<StoredAction[]> {
  authorise(principal, 'moderation.read');
  return listActions(tx, filter);
}

/** One thing that was done, with its case, what was said against it, and the words for whom it was done to. */
export interface ActionSeen {
  action: StoredAction;
  caseRef: string | null;
  appeal: StoredAppeal | null;
  /** In English: what was done, why, until when, what they wrote. */
  tells: string;
}

/** The same for whoever may see what moderation does. Fails with `not_found`. */
export async function seeAction({ tx, principal }: Looking, number: number): Promise<ActionSeen> {
  authorise(principal, 'moderation.read');
  const action = await findAction(tx, number);
  if (!action) throw new SafeNestError('not_found', `There is no ${refOfAction({ number })}.`);
  const about = action.caseId === null ? null : await findCaseById(tx, action.caseId);
  const quotes = about ? (await evidenceOf(tx, about.id)).filter(({ author }) => author === action.account) : [];
  const appeal = await appealAgainst(tx, action.id);
  const timeZone = await organisationTimeZone(tx);
  return {
    action,
    caseRef: about && formatReference({ kind: 'case', number: about.number }),
    appeal,
    tells: cardText(affectedCard({ action, quotes, appealed: appeal !== null }, timeZone, 'en'), timeZone),
  };
}
