import { findUntold, saveTold, type Untold, untoldParticipants } from '../db/incident-people.ts';
import { addEntry, findIncidentById } from '../db/incidents.ts';
import { findMember, listChatAccounts } from '../db/members.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import { withOrg, withSystem } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { cardText } from '../messages/card-text.ts';
import { incidentWorkWords } from '../messages/catalogue/incident-work.ts';
import type { Links } from '../messages/links.ts';
import { incidentCard } from '../messages/views/incident-card.ts';
import { shownWithIncident } from './incident-shown.ts';
import { languageOfMember } from './member-language.ts';
import type { AskingParts } from './question-jobs.ts';

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Who cannot be reached for so long sees it in the console. */
const PATIENCE_MS = 3_600_000;

/** Tells members alone, once, that somebody else made them take part in an incident, or called them to it; nobody whom it no longer concerns. */
export async function tellParticipants(parts: AskingParts & { links: Links }, signal: AbortSignal): Promise<number> {
  const due = await withSystem(parts.db, (tx) => untoldParticipants(tx, parts.now()));
  for (const { orgId, ...one } of due) {
    signal.throwIfAborted();
    await tellOne(parts, orgId, one);
  }
  return due.length;
}

async function tellOne({ db, now, platforms, links, wake }: AskingParts & { links: Links }, orgId: OrgId, one: Untold) {
  const found = await withOrg(db, orgId, async (tx) => {
    const untold = await findUntold(tx, one);
    const incident = untold && (await findIncidentById(tx, one.incidentId));
    const member = await findMember(tx, one.memberId);
    const isOpen = incident?.status !== 'closed' && incident?.status !== 'withdrawn';
    if (!incident || !isOpen || !member?.active || !can(member.role, 'incidents.read')) {
      await saveTold(tx, one, {});
      return null;
    }
    const timeZone = member.timeZone ?? (await organisationTimeZone(tx));
    const language = await languageOfMember(tx, member.id);
    const accounts = await listChatAccounts(tx, member.id);
    return { untold, incident, member, timeZone, language, accounts, work: await shownWithIncident(tx, incident.id) };
  });
  if (!found) return;
  const { untold, incident, member, timeZone, language, accounts, work } = found;
  const view = { can: (permission: Parameters<typeof can>[1]) => can(member.role, permission), timeZone, language };
  const card = incidentCard(incident, { ...view, ...work, memberId: member.id, urls: links, forms: true });
  const ref = formatReference({ kind: 'incident', number: incident.number });
  const { told, calls } = incidentWorkWords[language];
  const words = (untold.calledAt ? calls : told)(oneLine(untold.by, 80), ref);
  const { severity } = incident;
  const message = {
    ...{ orgId, severity, language, text: `${words} ${cardText(card, timeZone)}` },
    card: { ...card, parts: [{ kind: 'text' as const, text: words }, ...card.parts] },
  };
  let again: number | null = null;
  for (const { platform, workspace, externalId: account } of accounts) {
    const call = untold.calledAt ? ` ${untold.calledAt.getTime()}` : '';
    const key = `participant ${one.incidentId} ${one.memberId}${call}`;
    const carried = await platforms.tell({ platform, workspace, account }, message, key);
    if (carried === 'none') continue;
    if (carried.kind === 'done') return withOrg(db, orgId, (tx) => saveTold(tx, one, { toldAt: now() }));
    if (carried.kind === 'later') again = carried.afterMs;
  }
  const tired = now().getTime() - untold.since.getTime() > PATIENCE_MS;
  const wait = Math.min(LONGEST_WAIT_MS, Math.max(again ?? 0, FIRST_WAIT_MS * 2 ** Math.min(untold.attempts, 8)));
  const isOver = again === null || tired;
  await withOrg(db, orgId, async (tx) => {
    await saveTold(tx, one, isOver ? {} : { retryAt: new Date(now().getTime() + wait) });
    // who has no account was named as not told when they were added
    if (!isOver || accounts.length === 0) return;
    await addEntry(tx, incident.id, {
      ...{ kind: 'people', at: now(), actorId: null, actorName: 'SafeNest', change: null },
      text: `Could not reach ${oneLine(member.name, 80)}: their chat did not take the message`,
    });
    await addOutboxOnce(tx, [{ kind: 'incident_changed', subject: incident.id, severity }]);
  });
  if (isOver) wake(orgId);
}
