import { alertEvents, findAlertById } from '../db/alerts.ts';
import { openQuestionsOf } from '../db/login-questions.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Alert } from '../domain/alert.ts';
import type { Card } from '../messages/card.ts';
import { questionCard } from '../messages/views/question-card.ts';
import type { Work } from './work.ts';

/** The questions “was this you?” that wait for the press of whoever looks, the oldest first; nothing else of the alerts is in them. */
export async function ownQuestions({ tx, principal, now }: Pick<Work, 'tx' | 'principal' | 'now'>): Promise<Card[]> {
  const { kind, id } = principal.actor;
  if (kind !== 'member' || id === null) return [];
  const cards: Card[] = [];
  for (const question of await openQuestionsOf(tx, id, now)) {
    const alert = await findAlertById(tx, question.alertId);
    if (!alert) continue;
    // each has a key of its own: one that was pressed does not stand for another
    const card = questionCard(question, await loginAskedAbout(tx, alert), principal.timeZone);
    cards.push({ ...card, key: `question ${question.id}` });
  }
  return cards;
}

/** The first login that an alert stands on, or what another system reported, as far as the member whose account it is may know of it. */
export async function loginAskedAbout(tx: OrgDb, alert: Alert): Promise<Parameters<typeof questionCard>[1]> {
  const [event] = await alertEvents(tx, alert.id, 1);
  return {
    at: event?.occurredAt ?? alert.lastSeen,
    address: alert.address ?? event?.address ?? null,
    country: alert.country ?? event?.country ?? null,
    reported: alert.told?.telling.kind === 'signal' ? alert.told.telling : null,
  };
}
