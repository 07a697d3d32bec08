import { findAlertById } from '../db/alerts.ts';
import { dueQuestions, lockQuestion, saveQuestion } from '../db/login-questions.ts';
import { findMember, listChatAccounts } from '../db/members.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import { type Db, withOrg, withSystem } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import type { Log } from '../log.ts';
import { cardText } from '../messages/card-text.ts';
import type { OutboundMessage, Posted } from '../messages/outbound.ts';
import { questionCard } from '../messages/views/question-card.ts';
import { languageOfMember } from './member-language.ts';
import type { ModerationPlatforms } from './moderation/carry-out.ts';
import { loginAskedAbout } from './own-questions.ts';

/** What telling people alone needs. */
export interface AskingParts {
  db: Db;
  now: () => Date;
  platforms: Pick<ModerationPlatforms, 'tell' | 'retell'>;
  wake: (orgId: OrgId) => void;
  log: Log;
}

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** Sends the questions that wait, ends those that nobody answered, and has those that are over say so where they stand. */
export async function workQuestions(parts: AskingParts, signal: AbortSignal): Promise<number> {
  const due = await withSystem(parts.db, (tx) => dueQuestions(tx, parts.now()));
  for (const { orgId, id } of due) {
    signal.throwIfAborted();
    await workQuestion(parts, orgId, id);
  }
  return due.length;
}

async function workQuestion(parts: AskingParts, orgId: OrgId, id: string): Promise<void> {
  const { db, now } = parts;
  const found = await withOrg(db, orgId, async (tx) => {
    const question = await lockQuestion(tx, id);
    if (!question || question.retoldAt) return null;
    if ((question.state === 'asked' || question.state === 'sending') && question.expiresAt <= now()) {
      // one that never arrived is not one that was not answered
      question.state = question.state === 'asked' ? 'expired' : 'undeliverable';
      await saveQuestion(tx, id, { state: question.state, ...(question.told ? {} : { retoldAt: now() }) });
      const ended = await findAlertById(tx, question.alertId);
      if (ended) await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: ended.id, severity: ended.severity }]);
    }
    const alert = await findAlertById(tx, question.alertId);
    const member = await findMember(tx, question.memberId);
    const accounts = member?.active ? await listChatAccounts(tx, member.id) : [];
    const timeZone = member?.timeZone ?? (await organisationTimeZone(tx));
    const language = await languageOfMember(tx, question.memberId);
    const login = alert && (await loginAskedAbout(tx, alert));
    return { question, accounts, timeZone, language, login };
  });
  if (!found?.login) return;
  const { question, accounts, timeZone, language, login } = found;
  const card = questionCard(question, login, timeZone, language);
  const message: OutboundMessage = { orgId, text: cardText(card, timeZone), card, language };
  const outcome =
    question.state === 'sending'
      ? await send(parts, accounts, message, id)
      : question.told
        ? await retell(parts, question.told, message)
        : ({ kind: 'over' } as const);
  await withOrg(db, orgId, async (tx) => {
    const after = await lockQuestion(tx, id);
    if (!after) return;
    if (outcome.kind === 'later') {
      const wait = Math.min(
        LONGEST_WAIT_MS,
        Math.max(outcome.afterMs, FIRST_WAIT_MS * 2 ** Math.min(after.attempts, 8)),
      );
      const retryAt = new Date(now().getTime() + wait);
      await saveQuestion(tx, id, { attempts: after.attempts + 1, outcome: outcome.why, retryAt });
      return;
    }
    if (outcome.kind === 'over') return saveQuestion(tx, id, { retoldAt: now(), retryAt: null });
    const state = outcome.kind === 'refused' ? 'undeliverable' : 'asked';
    await saveQuestion(tx, id, {
      // whoever was quicker has answered already
      ...(after.state === 'sending' ? { state } : {}),
      ...(outcome.kind === 'told' && { told: outcome.posted, outcome: '' }),
      ...(outcome.kind === 'refused' && { outcome: outcome.why, retoldAt: now() }),
      attempts: 0,
      retryAt: null,
    });
    const alert = await findAlertById(tx, after.alertId);
    if (alert) await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: alert.id, severity: alert.severity }]);
  });
  parts.wake(orgId);
}

type Came =
  | { kind: 'told'; posted: Posted }
  /** It stands in the console alone. */
  | { kind: 'console' }
  | { kind: 'over' }
  | { kind: 'later'; afterMs: number; why: string }
  | { kind: 'refused'; why: string };

/** To one of their accounts: the first that takes it. Whoever has none reads it in the console, where everybody's questions stand. */
async function send(
  { platforms }: AskingParts,
  accounts: readonly { platform: string; workspace: string; externalId: string }[],
  message: OutboundMessage,
  id: string,
): Promise<Came> {
  if (accounts.length === 0) return { kind: 'console' };
  let last: Came = { kind: 'refused', why: 'They have no chat account that could be written to.' };
  for (const { platform, workspace, externalId: account } of accounts) {
    const carried = await platforms.tell({ platform, workspace, account }, message, `question ${id}`);
    if (carried === 'none') continue;
    if (carried.kind === 'done') return { kind: 'told', posted: carried.done };
    if (carried.kind === 'later') return carried;
    last = carried;
  }
  return last;
}

async function retell({ platforms, log }: AskingParts, told: Posted, message: OutboundMessage): Promise<Came> {
  const carried = await platforms.retell(told, message);
  if (carried !== 'none' && carried.kind === 'later') return carried;
  if (carried !== 'none' && carried.kind === 'refused')
    log.info({ why: carried.why }, 'a question that is over still stands as it was');
  return { kind: 'over' };
}
