import { findNudge, saveNudge, untoldNudges } from '../db/alert-escalations.ts';
import { findAlertById } from '../db/alerts.ts';
import { findMember, listChatAccounts } from '../db/members.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { withOrg, withSystem } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { cardText } from '../messages/card-text.ts';
import { exceptionWords } from '../messages/catalogue/alert-exceptions.ts';
import type { Links } from '../messages/links.ts';
import type { OutboundMessage } from '../messages/outbound.ts';
import { alertCard } from '../messages/views/alert-card.ts';
import { shownWithAlert } from './alert-shown.ts';
import type { AskingParts } from './question-jobs.ts';

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Somebody who cannot be reached for so long is not told any more: the next step's people are. */
const PATIENCE_MS = 3_600_000;

/** Tells members alone that nobody acknowledged an alert, unless somebody did meanwhile. */
export async function tellNudged(parts: AskingParts & { links: Links }, signal: AbortSignal): Promise<number> {
  const due = await withSystem(parts.db, (tx) => untoldNudges(tx, parts.now()));
  for (const { orgId, id } of due) {
    signal.throwIfAborted();
    await tellOne(parts, orgId, id);
  }
  return due.length;
}

async function tellOne({ db, now, platforms, links }: AskingParts & { links: Links }, orgId: OrgId, id: string) {
  const found = await withOrg(db, orgId, async (tx) => {
    const nudge = await findNudge(tx, id);
    if (!nudge?.memberId || nudge.doneAt) return null;
    const alert = await findAlertById(tx, nudge.alertId);
    const member = await findMember(tx, nudge.memberId);
    if (!alert || alert.status !== 'open' || !member?.active || !can(member.role, 'alerts.read')) {
      await saveNudge(tx, id, { doneAt: now(), outcome: 'Nobody needs to be told any more.' });
      return null;
    }
    const timeZone = member.timeZone ?? (await organisationTimeZone(tx));
    const accounts = await listChatAccounts(tx, member.id);
    return { nudge, alert, member, timeZone, accounts, shown: await shownWithAlert(tx, alert, now()) };
  });
  if (!found) return;
  const { nudge, alert, member, timeZone, accounts, shown } = found;
  const view = { can: (one: Parameters<typeof can>[1]) => can(member.role, one), timeZone, urls: links, forms: true };
  const card = alertCard(alert, { ...view, ...shown });
  const words = exceptionWords.en.nudge(formatReference({ kind: 'alert', number: alert.number }), nudge.minutes);
  const message: OutboundMessage = {
    orgId,
    text: `${words} ${cardText(card, timeZone)}`,
    card: { ...card, parts: [{ kind: 'text', text: words }, ...card.parts] },
    severity: alert.severity,
  };
  let why = 'They have no chat account that could be written to.';
  let again: number | null = null;
  for (const { platform, workspace, externalId: account } of accounts) {
    const carried = await platforms.tell({ platform, workspace, account }, message, `nudge ${id}`);
    if (carried === 'none') continue;
    if (carried.kind === 'done')
      return withOrg(db, orgId, (tx) => saveNudge(tx, id, { doneAt: now(), told: carried.done, outcome: '' }));
    why = carried.why;
    if (carried.kind === 'later') again = carried.afterMs;
  }
  const tired = now().getTime() - nudge.createdAt.getTime() > PATIENCE_MS;
  const wait = Math.min(LONGEST_WAIT_MS, Math.max(again ?? 0, FIRST_WAIT_MS * 2 ** Math.min(nudge.attempts, 8)));
  await withOrg(db, orgId, (tx) =>
    saveNudge(tx, id, {
      outcome: why,
      attempts: nudge.attempts + 1,
      ...(again === null || tired ? { doneAt: now() } : { retryAt: new Date(now().getTime() + wait) }),
    }),
  );
}
