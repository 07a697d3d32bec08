import {
  claimTicket,
  entriesAfter,
  holdsTicket,
  lastSeq,
  releaseTicket,
  saveTicket,
  type TicketPatch,
} from '../../db/incident-tickets.ts';
import { addEntry, alertNumbersOf, findIncidentById, lockIncident } from '../../db/incidents.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import { type Db, type OrgDb, withOrg } from '../../db/scope.ts';
import { findTracker, noteTrackerFails, noteTrackerWorks } from '../../db/ticket-trackers.ts';
import type { OrgId } from '../../domain/id.ts';
import type { EntryKind, Incident } from '../../domain/incident.ts';
import { formatReference } from '../../domain/reference.ts';
import { categoryOf, type IncidentTicket, type TicketTracker } from '../../domain/ticket.ts';
import type { Log } from '../../log.ts';
import { audit } from '../audit.ts';
import { systemPrincipal } from '../members.ts';
import { openTokens, type TokenKey } from '../sealed-tokens.ts';
import type { AuditKey } from '../work.ts';
import { JiraAway, JiraBusy, JiraMissing, type JiraNetwork } from './call-jira.ts';
import { type Jira, jiraOf } from './jira.ts';
import { commentOf, descriptionOf, isOf, isOurs, summaryOf, trackerOf } from './ticket-text.ts';

export interface TicketParts {
  db: Db;
  now: () => Date;
  auditKey: AuditKey;
  /** Opens the trackers' tokens. */
  key: TokenKey;
  network: JiraNetwork;
  /** The page of a reference, as people outside the console open it; null where there is no such address. */
  link: (ref: string) => string | null;
  wake: (orgId: OrgId) => void;
  log: Log;
}

/** So long one worker has a ticket to itself. */
const LEASE_MS = 120_000;
/** So much of it has to be left to begin what must not be done twice. */
const SAFE_MS = 60_000;
/** What was begun and not heard of may still be on its way, or not yet be found by a search. */
const SETTLE_MS = 60_000;
const BACKOFF = { firstMs: 5000, mostMs: 15 * 60_000 };
/** What did not work for a day is not tried any more, until somebody wants it or the incident changes. */
export const PATIENCE_MS = 86_400_000;
const MOST_STEPS = 200;
const LINES_AT_ONCE = 50;

/** Lines that a ticket is told of, always and where comments are mirrored. */
const TOLD: ReadonlySet<EntryKind> = new Set(['status', 'severity', 'title', 'assigned', 'resolution', 'undone']);

interface Taken {
  ticket: IncidentTicket;
  incident: Incident;
  tracker: TicketTracker;
  jira: Jira;
  until: Date;
}

/** What a step came to. */
interface Step {
  patch?: TicketPatch;
  /** Its line of the timeline, and in the audit log. */
  line?: { text: string; action: string; detail: Record<string, unknown> };
  /** The incident's cards say something else now. */
  told?: true;
  /** The tracker did something: what was wrong with it is over. */
  works?: true;
  /** The tracker did not, and why; it is left alone until then. */
  fails?: { why: string; resumeAt: Date | null };
  /** When it goes on; at once where absent, null: when something happens. */
  at?: Date | null;
}

/** The tracker of an organisation, ready to be asked; null where it has none, or does not use it. */
export async function openTracker(
  tx: OrgDb,
  { key, network }: Pick<TicketParts, 'key' | 'network'>,
): Promise<{ tracker: TicketTracker; jira: Jira; resumeAt: Date | null; readAt: Date | null } | null> {
  const found = await findTracker(tx);
  if (!found?.tracker.enabled) return null;
  const { tracker, sealed, health } = found;
  const jira = jiraOf(tracker, openTokens(key, tokenId(tx.orgId), sealed), network);
  return { tracker, jira, resumeAt: health.resumeAt, readAt: health.readAt };
}

/** Under what a tracker's token is sealed. */
export const tokenId = (orgId: OrgId): string => `ticket tracker ${orgId}`;

/**
 * Does what is to be done with a ticket, one thing after the other, each once however often it is begun: makes it, names it anew, tells
 * it what happened, moves it on. Answers when to look again.
 */
export async function tendTicket(
  parts: TicketParts,
  orgId: OrgId,
  id: string,
  signal: AbortSignal,
): Promise<Date | null> {
  const { db, now } = parts;
  for (let i = 0; i < MOST_STEPS; i++) {
    signal.throwIfAborted();
    const until = new Date(now().getTime() + LEASE_MS);
    const taken = await withOrg(db, orgId, (tx) => take(parts, tx, id, until));
    if (taken === null || taken instanceof Date) return taken;
    const step = await nextStep(parts, orgId, taken).catch((error: unknown) => failedStep(parts, taken, error));
    const at = step.at === undefined ? now() : step.at;
    await withOrg(db, orgId, async (tx) => {
      // whoever changes an incident locks that before its ticket
      if (step.line) await lockIncident(tx, taken.incident.number);
      if (step.works) await noteTrackerWorks(tx);
      if (step.fails) await noteTrackerFails(tx, step.fails.why, now(), step.fails.resumeAt);
      // somebody else has taken it on after the lease, or it was let go of
      if (!(await holdsTicket(tx, id, until))) return;
      await settle(parts, tx, taken, step);
      await releaseTicket(tx, id, until, at);
    });
    if (step.told || step.line) parts.wake(orgId);
    if (step.at !== undefined) return at;
  }
  return now();
}

/** A ticket to work on; when to look again where the tracker asked for patience; null where there is nothing to do. */
async function take(parts: TicketParts, tx: OrgDb, id: string, until: Date): Promise<Taken | Date | null> {
  const now = parts.now();
  const ticket = await claimTicket(tx, id, now, until);
  if (!ticket) return null;
  const leave = async (at: Date | null): Promise<Date | null> => {
    await saveTicket(tx, id, { attempts: Math.max(0, ticket.attempts - 1) });
    await releaseTicket(tx, id, until, at);
    return at;
  };
  const incident = await findIncidentById(tx, ticket.incidentId);
  const opened = await openTracker(tx, parts);
  // of another site, or of a tracker that is switched off: it waits for its own
  if (!incident || !opened || opened.tracker.site !== ticket.site) return leave(null);
  if (ticket.state !== 'waiting' && ticket.state !== 'linked') return leave(null);
  if (opened.resumeAt && opened.resumeAt > now) return leave(opened.resumeAt);
  const { tracker, jira } = opened;
  return { ticket, incident, tracker, jira, until };
}

async function settle(
  { now, auditKey }: Pick<TicketParts, 'now' | 'auditKey'>,
  tx: OrgDb,
  { ticket, incident }: Taken,
  { patch = {}, line, told }: Step,
): Promise<void> {
  await saveTicket(tx, ticket.id, patch);
  if (line) {
    const key = patch.key ?? ticket.key;
    await addEntry(tx, incident.id, {
      kind: 'ticket',
      text: line.text,
      change: null,
      at: now(),
      actorId: null,
      actorName: key ? trackerOf(key) : 'Jira',
    });
    const principal = systemPrincipal(tx.orgId, await organisationTimeZone(tx), {
      platform: 'cli',
      audience: 'private',
    });
    const { action, detail } = line;
    await audit({ tx, principal, now: now(), auditKey, via: 'tickets' }, { action, detail, subject: refOf(incident) });
  }
  if (told || line)
    await addOutboxOnce(tx, [{ kind: 'incident_changed', subject: incident.id, severity: incident.severity }]);
}

const refOf = ({ number }: Incident): string => formatReference({ kind: 'incident', number });
/** What was wrong is over. */
const fine = { attempts: 0, problem: null, failingSince: null } as const;

const nextStep = (parts: TicketParts, orgId: OrgId, taken: Taken): Promise<Step> =>
  taken.ticket.state === 'waiting' ? make(parts, orgId, taken) : tellNext(parts, orgId, taken);

/** Writes something down before it is sent, where the ticket is still ours for long enough; false: it is left. */
async function begin({ db, now }: TicketParts, orgId: OrgId, { ticket, until }: Taken, patch: TicketPatch) {
  if (until.getTime() - now().getTime() < SAFE_MS) return false;
  return withOrg(db, orgId, async (tx) => {
    if (!(await holdsTicket(tx, ticket.id, until))) return false;
    await saveTicket(tx, ticket.id, patch);
    return true;
  });
}

async function make(parts: TicketParts, orgId: OrgId, taken: Taken): Promise<Step> {
  const { ticket, incident, tracker, jira } = taken;
  const now = parts.now();
  if (incident.status === 'withdrawn')
    return { patch: { state: 'failed', problem: `${refOf(incident)} was withdrawn before.` }, told: true, at: null };
  if (ticket.begunAt) {
    const settled = new Date(ticket.begunAt.getTime() + SETTLE_MS);
    if (settled > now) return { at: settled };
    const found = await jira.withLabel(ticket.label);
    if (found) return made(taken, found);
  }
  const seq = await withOrg(parts.db, orgId, (tx) => lastSeq(tx, incident.id));
  const { alerts, timeZone } = await withOrg(parts.db, orgId, async (tx) => ({
    alerts: await alertNumbersOf(tx, incident.id),
    timeZone: await organisationTimeZone(tx),
  }));
  const told: TicketPatch = { begunAt: now, toldSeq: seq, toldTitle: incident.title, toldCategory: 'new' };
  if (!(await begin(parts, orgId, taken, told))) return {};
  const link = parts.link(refOf(incident));
  const issue = await jira
    .create({
      summary: summaryOf(incident),
      description: descriptionOf(incident, { alerts, link, timeZone, language: tracker.language }),
      label: ticket.label,
    })
    .catch(async (error: unknown) => {
      // what was refused was not made: there is nothing to look for
      if (!(error instanceof JiraAway)) await begin(parts, orgId, taken, { begunAt: null });
      throw error;
    });
  return made(taken, issue);
}

const made = ({ tracker }: Taken, { id, key }: { id: string; key: string }): Step => ({
  patch: { ...fine, state: 'linked', issueId: id, key },
  line: { text: `Ticket: ${key}`, action: 'incident.ticket_made', detail: { key, site: tracker.site } },
  works: true,
});

/** What a ticket is told next of its incident. */
async function tellNext(parts: TicketParts, orgId: OrgId, taken: Taken): Promise<Step> {
  const { ticket, incident, tracker, jira } = taken;
  const issueId = ticket.issueId!;
  if (incident.title !== ticket.toldTitle) {
    await jira.rename(issueId, summaryOf(incident));
    return { patch: { ...fine, toldTitle: incident.title }, works: true };
  }
  const entries = await withOrg(parts.db, orgId, (tx) => entriesAfter(tx, incident.id, ticket.toldSeq, LINES_AT_ONCE));
  const own = trackerOf(ticket.key ?? '');
  const entry = entries.find(
    ({ kind, actorId, actorName }) =>
      (TOLD.has(kind) || (kind === 'comment' && tracker.comments)) && !(actorId === null && actorName === own),
  );
  if (entry) {
    const told: Step = { patch: { ...fine, toldSeq: entry.seq, telling: null }, works: true };
    // begun before: it may stand there already
    if (ticket.telling === entry.id) {
      const alike = (await jira.comments(issueId, ticket.seenComment)).filter((one) => isOf(one, entry.id));
      const ownIds = alike.length > 0 ? await jira.ownIds() : [];
      if (alike.some((one) => isOurs(one, ownIds))) return told;
    }
    if (!(await begin(parts, orgId, taken, { telling: entry.id }))) return {};
    await jira.comment(issueId, commentOf(incident, entry, tracker.language));
    return told;
  }
  const last = entries.at(-1);
  if (last) return { patch: { toldSeq: last.seq, telling: null } };
  const category = categoryOf(incident.status);
  if (category !== ticket.toldCategory) {
    await jira.moveTo(issueId, category);
    return { patch: { ...fine, toldCategory: category }, works: true };
  }
  return { patch: fine, at: null };
}

/** What a step comes to that the tracker did not do: it is tried again, or the ticket is gone there. */
async function failedStep(parts: TicketParts, { ticket, incident, jira }: Taken, error: unknown): Promise<Step> {
  const now = parts.now();
  const why = error instanceof Error ? error.message : String(error);
  parts.log.warn({ ticket: ticket.id, why }, 'a ticket could not be looked after');
  if (error instanceof JiraMissing && ticket.state === 'linked' && (await isMissing(jira, ticket))) return gone(ticket);
  const since = ticket.failingSince ?? now;
  const failing = { failingSince: since, problem: why };
  const resumeAt = error instanceof JiraBusy ? new Date(now.getTime() + error.afterMs) : null;
  const shown = ticket.problem === why ? {} : { told: true as const };
  if (now.getTime() - since.getTime() > PATIENCE_MS) {
    const state = ticket.state === 'waiting' ? { state: 'failed' as const } : {};
    parts.log.error({ ticket: ticket.id, incident: refOf(incident), why }, 'a ticket is given up');
    return { patch: { ...failing, ...state }, fails: { why, resumeAt }, told: true, at: null };
  }
  const wait = Math.min(BACKOFF.mostMs, BACKOFF.firstMs * 2 ** Math.min(10, Math.max(0, ticket.attempts - 1)));
  const at = new Date(now.getTime() + wait);
  return { patch: failing, fails: { why, resumeAt }, ...shown, at: resumeAt && resumeAt > at ? resumeAt : at };
}

const isMissing = (jira: Jira, { issueId }: IncidentTicket): Promise<boolean> =>
  jira.issue(issueId!).then(
    () => false,
    (error: unknown) => error instanceof JiraMissing,
  );

const gone = ({ key }: IncidentTicket): Step => ({
  patch: { state: 'gone', problem: null, failingSince: null },
  line: { text: `Ticket not found any more: ${key}`, action: 'incident.ticket_gone', detail: { key } },
  at: null,
});
