import { solvedOf, solveThread } from '../db/asked-threads.ts';
import { ownerOf, privateOwnerOf } from '../db/chat-sessions.ts';
import type { OrgDb } from '../db/scope.ts';
import { findTurn, rateTurn } from '../db/turns.ts';
import { isUuid } from '../domain/id.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { feedbackWords } from '../messages/catalogue/feedback.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import {
  type AnsweredTurn,
  type AsksSolved,
  feedbackCard,
  parseFeedbackValue,
} from '../messages/views/feedback-card.ts';
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
    throw new SafeNestError('not_found', wordsFor({ principal }, objectionWords).noAnswer);
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
  if (!turn) throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat('which answer'));
  await rateAnswer(work, turn.turnId, helpful);
  const { said } = feedbackWords[turn.language];
  const card = feedbackCard(turn, helpful, await asksSolved(work.tx, turn.turnId));
  return { text: helpful ? said.helpful : said.unhelpful, card, done: true };
}

/** “Solved”, by a button under the answer that asks it in its thread: once; whoever is second is told who said so. */
export async function pressSolved(
  work: Pick<Work, 'tx' | 'principal' | 'now'>,
  value: string,
): Promise<{ text: string; card: Card; done: boolean }> {
  const turn = parseFeedbackValue(value.slice(0, 100));
  if (!turn) throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).ofWhat('which answer'));
  const before = await solvedOf(work.tx, turn.turnId);
  await rateAnswer(work, turn.turnId, true);
  const solved = await solveThread(work.tx, turn.turnId, { at: work.now, by: oneLine(work.principal.name, 80) });
  if (!solved) throw new SafeNestError('not_found', wordsFor(work, objectionWords).asksNothing);
  const words = feedbackWords[turn.language];
  const text = before ? words.solvedBy(before.by) : words.solvedNow;
  return { text, card: feedbackCard(turn, true, solved), done: !before };
}

/** What the answer of a turn asks of its thread; undefined where it asks nothing. */
export async function asksSolved(tx: OrgDb, turnId: string): Promise<AsksSolved | undefined> {
  const solved = await solvedOf(tx, turnId);
  return solved === undefined ? undefined : (solved ?? 'open');
}

/** The line under an answer as it is now; null where it is not the reader's, or not kept any more. */
export async function currentFeedback(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  answered: AnsweredTurn,
): Promise<Card | null> {
  const turn = isUuid(answered.turnId) ? await findTurn(tx, answered.turnId) : undefined;
  if (!turn || !mayRate(principal, turn.owner)) return null;
  return feedbackCard(answered, turn.helpful, await asksSolved(tx, answered.turnId));
}
