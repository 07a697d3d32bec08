import { feedbackDue, lockFeedback, saveAsking } from '../../db/incident-feedback.ts';
import { findMember, listChatAccounts } from '../../db/members.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { withOrg, withSystem } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import { cardText } from '../../messages/card-text.ts';
import { handlingCard } from '../../messages/views/feedback-question.ts';
import { languageOfMember } from '../member-language.ts';
import type { AskingParts } from '../question-jobs.ts';

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Somebody who cannot be reached for so long finds the question in the console alone. */
const PATIENCE_MS = 86_400_000;

/** Asks those who took part in closed incidents, alone, how handling them went. */
export async function askHandling(parts: AskingParts, signal: AbortSignal): Promise<number> {
  const due = await withSystem(parts.db, (tx) => feedbackDue(tx, parts.now()));
  for (const { orgId, id } of due) {
    signal.throwIfAborted();
    await askOne(parts, orgId, id);
  }
  return due.length;
}

async function askOne({ db, now, platforms }: AskingParts, orgId: OrgId, id: string): Promise<void> {
  const found = await withOrg(db, orgId, async (tx) => {
    const asked = await lockFeedback(tx, { id });
    if (asked?.state !== 'sending') return null;
    const member = await findMember(tx, asked.memberId);
    const accounts = member?.active ? await listChatAccounts(tx, member.id) : [];
    const timeZone = member?.timeZone ?? (await organisationTimeZone(tx));
    return { asked, accounts, timeZone, language: await languageOfMember(tx, asked.memberId) };
  });
  if (!found) return;
  const { asked, accounts, timeZone, language } = found;
  const card = handlingCard(asked, language);
  const message = { orgId, text: cardText(card, timeZone), card, language };
  let again: number | null = null;
  for (const { platform, workspace, externalId: account } of accounts) {
    const carried = await platforms.tell({ platform, workspace, account }, message, `handling ${id}`);
    if (carried === 'none') continue;
    if (carried.kind === 'done')
      return withOrg(db, orgId, (tx) => saveAsking(tx, id, { state: 'asked', told: carried.done, retryAt: null }));
    if (carried.kind === 'later') again = carried.afterMs;
  }
  const tired = now().getTime() - asked.askedAt.getTime() > PATIENCE_MS;
  const wait = Math.min(LONGEST_WAIT_MS, Math.max(again ?? 0, FIRST_WAIT_MS * 2 ** Math.min(asked.attempts, 8)));
  await withOrg(db, orgId, (tx) =>
    // who has no account that takes it reads it in the review
    saveAsking(tx, id, {
      attempts: asked.attempts + 1,
      ...(again === null || tired ? { state: 'asked', retryAt: null } : { retryAt: new Date(now().getTime() + wait) }),
    }),
  );
}
