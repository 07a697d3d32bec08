import { findNudge } from '../db/alert-escalations.ts';
import { alertsOfStorm } from '../db/alert-storms.ts';
import { findAlertById } from '../db/alerts.ts';
import { findAppealById } from '../db/appeals.ts';
import { findCaseById } from '../db/cases.ts';
import { findIncidentById } from '../db/incidents.ts';
import { announcedBy } from '../db/outbox.ts';
import { findProposalById } from '../db/proposals.ts';
import { findReportById } from '../db/reports.ts';
import { findRuleById } from '../db/rules.ts';
import type { Alert } from '../domain/alert.ts';
import { formatReference, type Reference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { isSafeNestError } from '../errors.ts';
import type { Citation } from '../messages/card.ts';
import type { ChatPlace } from '../messages/inbound.ts';
import { pathOf } from '../messages/links.ts';
import type { Announcement, Posted } from '../messages/outbound.ts';
import { cardOf } from './current-card.ts';
import type { Work } from './work.ts';

/** The message that something was said under: the one its thread hangs on, or the one it answers; null where there is none. */
export function underOf({
  place: { channel, thread, direct },
  messageId,
  replyTo,
}: {
  place: Pick<ChatPlace, 'channel' | 'thread' | 'direct'>;
  messageId?: string;
  replyTo?: string;
}): { channel: string; messageId: string } | null {
  // of a message of its own the thread is the one that an answer to it would begin
  const root = thread === null || thread === messageId ? replyTo : thread;
  return direct || root === undefined ? null : { channel, messageId: root };
}

type Looking = Pick<Work, 'tx' | 'principal' | 'now'>;

/** What channels were told of in a message, as far as one person may see it: each with a line that says what it is. */
export interface AnnouncedMatters {
  citations: Citation[];
  lines: string[];
}

/** Of many alerts in one message. */
const MOST = 20;

/** The matters that a message told its channel of; null where it told of none, or of none that the principal may see. */
export async function announcedMatters(
  work: Looking,
  posted: Pick<Posted, 'channel' | 'messageId'>,
): Promise<AnnouncedMatters | null> {
  const told = await announcedBy(work.tx, posted);
  if (!told) return null;
  const alerts = await alertsTold(work, told);
  if (alerts) {
    if (alerts.length === 0 || !can(work.principal.role, 'alerts.read')) return null;
    return {
      citations: alerts.map(({ number, lastSeen }) => citationOf({ kind: 'alert', number }, lastSeen)),
      lines: alerts.map(
        ({ number, severity, title }) =>
          `[${formatReference({ kind: 'alert', number })}] ${severity}: ${oneLine(title, 200)}`,
      ),
    };
  }
  const about = await referenceTold(work, told);
  const title = about && (await titleOf(work, about));
  if (!title) return null;
  return { citations: [citationOf(about, told.at)], lines: [`[${formatReference(about)}] ${title}`] };
}

/** What a room is about, as far as one person may see it. */
export async function matterOfRoom(work: Looking, incident: number): Promise<AnnouncedMatters | null> {
  const about: Reference = { kind: 'incident', number: incident };
  const title = await titleOf(work, about);
  if (!title) return null;
  return { citations: [citationOf(about, work.now)], lines: [`[${formatReference(about)}] ${title}`] };
}

/** The alerts that it tells of; null where it tells of something else. */
async function alertsTold({ tx }: Looking, { kind, subject }: Announcement): Promise<Alert[] | null> {
  if (kind === 'alerts_rolled_up') return (await alertsOfStorm(tx, subject)).slice(0, MOST);
  if (kind !== 'alert_raised' && kind !== 'alert_changed' && kind !== 'alert_nudged') return null;
  const nudge = kind === 'alert_nudged' ? await findNudge(tx, subject) : null;
  const ids = kind === 'alert_nudged' ? (nudge ? [nudge.alertId, ...nudge.others] : []) : [subject];
  const alerts: Alert[] = [];
  for (const id of ids.slice(0, MOST)) {
    const alert = await findAlertById(tx, id);
    if (alert) alerts.push(alert);
  }
  return alerts;
}

async function referenceTold({ tx }: Looking, { kind, subject }: Announcement): Promise<Reference | null> {
  switch (kind) {
    case 'incident_changed':
      return numbered('incident', await findIncidentById(tx, subject));
    case 'proposal_changed':
      return numbered('proposal', await findProposalById(tx, subject));
    case 'rule_changed':
      return numbered('rule', await findRuleById(tx, subject));
    case 'case_changed':
      return numbered('case', await findCaseById(tx, subject));
    case 'appeal_changed':
      return numbered('appeal', await findAppealById(tx, subject));
    case 'report_made':
      return numbered('report', await findReportById(tx, subject));
    default:
      return null;
  }
}

const numbered = (kind: Reference['kind'], found: { number: number } | null): Reference | null =>
  found && { kind, number: found.number };

/** What its card is headed; null where the principal may not see it. */
async function titleOf(work: Looking, about: Reference): Promise<string | null> {
  if (about.kind === 'report') return can(work.principal.role, 'logs.read') ? formatReference(about) : null;
  try {
    const card = await cardOf(work, about);
    const heading = card?.parts.find((part) => part.kind === 'heading');
    return heading ? oneLine(heading.text, 200) : null;
  } catch (error) {
    if (isSafeNestError(error) && (error.code === 'forbidden' || error.code === 'not_found')) return null;
    throw error;
  }
}

function citationOf(about: Reference, at: Date): Citation {
  const ref = formatReference(about);
  return { ref, kind: about.kind, at: at.toISOString(), url: pathOf(ref) };
}
