import { acknowledgementOf } from '../db/alert-acknowledgements.ts';
import {
  findNudge,
  NO_ACCOUNT,
  NOT_NEEDED,
  NOT_THEIRS,
  type Nudge,
  saveNudge,
  untoldNudges,
} from '../db/alert-escalations.ts';
import { findAlertById } from '../db/alerts.ts';
import { findMember, listChatAccounts } from '../db/members.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import { type Db, type OrgDb, type Viewer, withOrg, withSystem } from '../db/scope.ts';
import type { Alert } from '../domain/alert.ts';
import type { OrgId } from '../domain/id.ts';
import type { Language } from '../domain/language.ts';
import type { Member } from '../domain/member.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { cardText } from '../messages/card-text.ts';
import { exceptionWords } from '../messages/catalogue/alert-exceptions.ts';
import { lapsingWords } from '../messages/catalogue/lapsing.ts';
import { stormWords } from '../messages/catalogue/storms.ts';
import type { Links } from '../messages/links.ts';
import type { OutboundMessage } from '../messages/outbound.ts';
import { alertCard } from '../messages/views/alert-card.ts';
import { stormCard, worstOf } from '../messages/views/storm-card.ts';
import { shownWithAlert } from './alert-shown.ts';
import { languageOfMember } from './member-language.ts';
import type { AskingParts } from './question-jobs.ts';
import { stillUnacknowledged } from './still-unacknowledged.ts';

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

async function tellOne({ db, now, platforms, links, wake }: AskingParts & { links: Links }, orgId: OrgId, id: string) {
  const found = await withOrg(db, orgId, async (tx) => {
    const nudge = await findNudge(tx, id);
    if (!nudge?.memberId || nudge.doneAt) return null;
    const ids = [nudge.alertId, ...nudge.others];
    const alerts = nudge.asks ? await stillAsked(tx, nudge.memberId, ids) : await stillUnacknowledged(tx, ids, now());
    const [alert] = alerts;
    const member = await findMember(tx, nudge.memberId);
    if (!alert || !member?.active || !can(member.role, 'alerts.read')) {
      await saveNudge(tx, id, { doneAt: now(), outcome: NOT_NEEDED });
      return null;
    }
    const timeZone = member.timeZone ?? (await organisationTimeZone(tx));
    const language = await languageOfMember(tx, member.id);
    const accounts = await listChatAccounts(tx, member.id);
    const shown = nudge.others.length > 0 ? {} : await shownWithAlert(tx, alert, now());
    return { nudge, alerts, member, timeZone, language, accounts, shown };
  });
  if (!found) return;
  const { nudge, accounts, member } = found;
  const theirs = await visibleTo(
    db,
    { orgId, actor: { kind: 'member', id: member.id }, role: member.role },
    found.alerts,
  );
  if (theirs.length === 0) return withOrg(db, orgId, (tx) => saveNudge(tx, id, { doneAt: now(), outcome: NOT_THEIRS }));
  found.alerts = theirs;
  const message = messageOf(orgId, found, links);
  let why = NO_ACCOUNT;
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
  const isOver = again === null || tired;
  await withOrg(db, orgId, async (tx) => {
    await saveNudge(tx, id, {
      outcome: why,
      attempts: nudge.attempts + 1,
      ...(isOver ? { doneAt: now() } : { retryAt: new Date(now().getTime() + wait) }),
    });
    // wherever it stands it says that they were not reached
    const news = found.alerts.map(({ id: subject, severity }) => ({
      kind: 'alert_changed' as const,
      subject,
      severity,
    }));
    if (isOver && why !== NO_ACCOUNT) await addOutboxOnce(tx, news);
  });
  if (isOver) wake(orgId);
}

interface Found {
  nudge: Nudge;
  alerts: readonly Alert[];
  member: Pick<Member, 'id' | 'role'>;
  timeZone: string;
  language: Language;
  shown: Partial<Awaited<ReturnType<typeof shownWithAlert>>>;
}

/** Those that somebody sees: they may be limited to some cameras. */
const visibleTo = (db: Db, viewer: Viewer, alerts: readonly Alert[]): Promise<Alert[]> =>
  withOrg(db, viewer, async (tx) => {
    const seen: Alert[] = [];
    for (const alert of alerts) if (await findAlertById(tx, alert.id)) seen.push(alert);
    return seen;
  });

/** Those that they are asked about and have not answered for. */
async function stillAsked(tx: OrgDb, memberId: string, ids: readonly string[]): Promise<Alert[]> {
  const alerts: Alert[] = [];
  for (const id of ids) {
    const alert = await findAlertById(tx, id);
    const held = await acknowledgementOf(tx, id);
    if (alert?.status === 'acknowledged' && held?.askedAt && held.memberId === memberId) alerts.push(alert);
  }
  return alerts;
}

/** One alert with the buttons of the member's role, or several as one message. */
function messageOf(orgId: OrgId, found: Found, links: Links): OutboundMessage {
  const { nudge, alerts, member, timeZone, language, shown } = found;
  const mayDo = (one: Parameters<typeof can>[1]): boolean => can(member.role, one);
  const severity = worstOf(alerts);
  const lapsing = lapsingWords[language];
  if (nudge.others.length > 0) {
    const key = `nudge ${nudge.id}`;
    const card = stormCard(key, alerts, {
      urls: links,
      language,
      ...(nudge.asks
        ? { title: lapsing.askAll(alerts.length), lead: lapsing.askAllWhy, button: lapsing.stillAll }
        : {
            title: stormWords[language].nudge(alerts.length, Math.max(1, nudge.minutes)),
            lead: stormWords[language].wait,
          }),
      ...(mayDo('alerts.write') ? { value: key } : {}),
    });
    return { orgId, text: cardText(card, timeZone), card, severity, language };
  }
  const alert = alerts[0]!;
  const card = alertCard(alert, { can: mayDo, timeZone, language, urls: links, forms: true, ...shown });
  const ref = formatReference({ kind: 'alert', number: alert.number });
  const words = nudge.asks ? lapsing.ask(ref, nudge.minutes) : exceptionWords[language].nudge(ref, nudge.minutes);
  return {
    orgId,
    text: `${words} ${cardText(card, timeZone)}`,
    card: { ...card, parts: [{ kind: 'text', text: words }, ...card.parts] },
    severity,
    language,
  };
}
