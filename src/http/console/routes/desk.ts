import { countAlerts, listAlerts } from '../../../db/alerts.ts';
import { lastTurns, ownerOf, runningSession, startSession } from '../../../db/chat-sessions.ts';
import { listReports } from '../../../db/reports.ts';
import type { OrgDb } from '../../../db/scope.ts';
import { formatReference, parseReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { isSafeNestError } from '../../../errors.ts';
import type { Card } from '../../../messages/card.ts';
import { reportText } from '../../../messages/views/report-text.ts';
import { withKnown } from '../../../pipeline/alert-shown.ts';
import { currentAlertCard, currentIncidentCard } from '../../../pipeline/current-card.ts';
import { ownQuestions } from '../../../pipeline/own-questions.ts';
import { type DeskView, deskPage, type TurnView } from '../pages/desk.ts';
import type { Pages, Visit } from '../visit.ts';

export const FEED_LENGTH = 30;
const TURNS_SHOWN = 20;
const REPORT_IS_NEWS_MS = 3 * 86_400_000;

export function deskRoutes(pages: Pages): void {
  pages.show('/', null, async (visit, tx) => {
    const { principal, clock } = visit;
    const seesAlerts = can(principal.role, 'alerts.read');
    const sessionId = await runningSession(tx, ownerOf(principal), clock.now);
    return {
      title: 'What needs me now?',
      current: 'desk',
      layout: 'desk',
      script: 'desk.js',
      body: deskPage({
        principal,
        clock,
        sessionId,
        turns: sessionId ? await turnsOf(visit, tx, sessionId) : [],
        questions: await ownQuestions({ tx, principal, now: clock.now }),
        alerts: seesAlerts
          ? await withKnown({ tx, principal }, await listAlerts(tx, { order: 'raised', limit: FEED_LENGTH }))
          : null,
        openAlerts: seesAlerts ? await countAlerts(tx, { statuses: ['open'] }) : 0,
        report: can(principal.role, 'logs.read') ? await freshReport(tx, clock.now) : null,
      }),
    };
  });

  pages.act(
    '/console/chat/new',
    null,
    async ({ principal, clock, org }) => {
      await org((tx) => startSession(tx, ownerOf(principal), clock.now));
      return { to: '/' };
    },
    () => '/',
  );
}

/** The newest report that came by itself, as long as it is news. */
async function freshReport(tx: OrgDb, now: Date): Promise<DeskView['report']> {
  const [latest] = (await listReports(tx, { limit: 5 })).filter(({ kind }) => kind !== 'asked');
  if (!latest || now.getTime() - latest.madeAt.getTime() > REPORT_IS_NEWS_MS) return null;
  const ref = formatReference({ kind: 'report', number: latest.number });
  return { ref, title: reportText(latest, 'en').title, kind: latest.kind === 'daily' ? 'daily' : 'weekly' };
}

/**
 * The conversation so far. Cards of alerts and incidents show how these stand now, not how they stood when the question was asked; every
 * other card is the answer's own, and stays what was told there.
 */
async function turnsOf(visit: Visit, tx: OrgDb, sessionId: string): Promise<TurnView[]> {
  const turns = await lastTurns(tx, sessionId, TURNS_SHOWN);
  const current = new Map<string, Card>();
  for (const { key } of turns.flatMap((turn) => turn.cards)) {
    const card = current.has(key) ? null : await currentCard(visit, tx, key);
    if (card) current.set(key, card);
  }
  return turns.map(({ id, at, question, answer, steps, cards, trace, helpful }) => ({
    id,
    at,
    question,
    answer,
    linked: trace.standard !== undefined,
    steps,
    cards: cards.map((card) => current.get(card.key) ?? card),
    pictures: Array.isArray(trace.pictures) ? trace.pictures.filter((one) => typeof one === 'string') : [],
    model: typeof trace.model === 'string' ? trace.model : null,
    helpful,
    refused: trace.refused === true,
    ...(typeof trace.failure === 'string' ? { problem: trace.failure } : {}),
  }));
}

async function currentCard({ principal }: Visit, tx: OrgDb, key: string): Promise<Card | null> {
  const reference = parseReference(key);
  try {
    if (reference?.kind === 'incident') return await currentIncidentCard({ tx, principal }, reference.number);
    if (reference?.kind === 'alert') return await currentAlertCard({ tx, principal }, reference.number);
  } catch (error) {
    if (!isSafeNestError(error)) throw error;
  }
  return null;
}
