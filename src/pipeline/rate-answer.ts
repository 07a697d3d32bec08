import { ownerOf, privateOwnerOf } from '../db/chat-sessions.ts';
import { findTurn, rateTurn } from '../db/turns.ts';
import { isUuid } from '../domain/id.ts';
import { SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { feedbackWords } from '../messages/catalogue/feedback.ts';
import { type AnsweredTurn, feedbackCard, parseFeedbackValue } from '../messages/views/feedback-card.ts';
import type { Work } from './work.ts';

/**
 * Notes whether an answer helped; the last word counts. For whoever was answered: of an answer to a whole channel, everybody in it. Who
 * says it is kept nowhere, so it is no matter for the audit log.
 */
export async function rateAnswer(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  turnId: string,
  helpful: boolean,
): Promise<void> {
  const turn = isUuid(turnId) ? await findTurn(tx, turnId) : undefined;
  if (!turn || !mayRate(principal, turn.owner))
    throw new SafeNestError('not_found', 'There is no such answer of yours; it may be older than answers are kept.');
  await rateTurn(tx, turn.id, helpful);
}

const mayRate = (principal: Work['principal'], owner: string): boolean =>
  owner === 'shared' || owner === ownerOf(principal).owner || owner === privateOwnerOf(principal).owner;

/** The same by a button under the answer. */
export async function pressFeedback(
  work: Pick<Work, 'tx' | 'principal'>,
  value: string,
  helpful: boolean,
): Promise<{ text: string; card: Card; done: boolean }> {
  const turn = parseFeedbackValue(value.slice(0, 100));
  if (!turn) throw new SafeNestError('invalid_input', 'This button does not say which answer it is for.');
  await rateAnswer(work, turn.turnId, helpful);
  const { said } = feedbackWords[turn.language];
  return { text: helpful ? said.helpful : said.unhelpful, card: feedbackCard(turn, helpful), done: true };
}

/** The line under an answer as it is now; null where it is not the reader's, or not kept any more. */
export async function currentFeedback(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  answered: AnsweredTurn,
): Promise<Card | null> {
  const turn = isUuid(answered.turnId) ? await findTurn(tx, answered.turnId) : undefined;
  return turn && mayRate(principal, turn.owner) ? feedbackCard(answered, turn.helpful) : null;
}
