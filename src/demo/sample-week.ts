import { Temporal } from 'temporal-polyfill';
import { listAlerts, raisedWhenSeen } from '../db/alerts.ts';
import { activeMembers, countIncidents } from '../db/incidents.ts';
import { findOrganisation } from '../db/organisations.ts';
import { type OrgDb, withOrg } from '../db/scope.ts';
import type { Alert, AlertStatus } from '../domain/alert.ts';
import type { OrgId } from '../domain/id.ts';
import { INCIDENT_STATUSES } from '../domain/incident.ts';
import type { Principal } from '../domain/principal.ts';
import { changeAlertStatus } from '../pipeline/alerts.ts';
import { commentOnIncident, openIncident, updateIncident } from '../pipeline/incidents.ts';
import { type IngestServices, ingestLogins } from '../pipeline/ingest-logins.ts';
import { seeMemberAccounts, setMemberAccount } from '../pipeline/member-accounts.ts';
import { addMember, memberPrincipal, systemPrincipal } from '../pipeline/members.ts';
import { listRules, updateRule } from '../pipeline/rules.ts';
import type { AuditKey, Work } from '../pipeline/work.ts';
import { accountOf, OFFICE, sampleMembers } from './northwind.ts';
import { nextSampleEvents } from './sample-events.ts';

export { sampleMembers } from './northwind.ts';
export { nextSampleEvents, sampleEvents } from './sample-events.ts';

/** When, by whom, and what they did. */
type Step = [at: Date, email: string, act: (work: Work) => Promise<unknown>];

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const PLACE: Principal['place'] = { platform: 'console', audience: 'private' };

/** When a sample that is filled now begins: whoever makes the organisation dates it so, and its audit log runs in order. */
export const sampleBegin = (now: Date): Date => new Date(now.getTime() - WEEK_MS);

/**
 * Fills a sample organisation with its members and the logins of the seven days up to now; at the first time also with
 * what people did about the older alerts. Filled again, it gets what has happened since and nothing twice.
 */
export async function fillSample(
  services: IngestServices & { auditKey: AuditKey },
  orgId: OrgId,
): Promise<{ events: number; alerts: number; incidents: number }> {
  const { db, auditKey } = services;
  const now = services.now();
  const begin = sampleBegin(now);
  const timeZone = await withOrg(db, orgId, async (tx) => {
    const zone = (await findOrganisation(tx))?.timeZone ?? 'UTC';
    await prepare({ tx, principal: systemPrincipal(orgId, zone, PLACE), now: begin, auditKey });
    return zone;
  });

  const filled = { events: 0, alerts: 0, incidents: 0 };
  for (const [start, end] of daysBetween(begin, now, timeZone)) {
    // each day's alerts are raised on that day, as they would have been
    const ingested = await ingestLogins(
      { ...services, now: () => end },
      orgId,
      nextSampleEvents(start, end, { timeZone }),
    );
    // a day is taken in at once: its alerts were raised when what they tell of was seen, not at midnight
    await withOrg(db, orgId, (tx) => raisedWhenSeen(tx, end));
    filled.events += ingested.accepted;
    filled.alerts += ingested.alerts.filter((alert) => alert.isNew).length;
  }
  const yesterday = startOfDay(now, timeZone).subtract({ days: 1 });
  filled.incidents = await withOrg(db, orgId, (tx) => workThrough(tx, auditKey, toDate(yesterday)));
  return filled;
}

/** The members that are missing, with whose account is whose, and the two rules a clinic with night and weekend duty would switch on. */
async function prepare(work: Work): Promise<void> {
  const known = new Set((await activeMembers(work.tx)).map((member) => member.email));
  for (const member of sampleMembers) if (!known.has(member.email)) await addMember(work, member);
  const owned = new Set((await seeMemberAccounts(work)).map(({ account }) => account));
  for (const { id, name, email } of await activeMembers(work.tx)) {
    const isOurs = sampleMembers.some((member) => member.email === email && member.name === name);
    if (isOurs && !owned.has(accountOf({ name }))) await setMemberAccount(work, accountOf({ name }), id);
  }
  for (const rule of await listRules(work.tx, ['draft'])) {
    if (rule.kind === 'time_window') {
      const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
      await updateRule(work, rule.number, { state: 'active', params: { days } });
    }
    if (rule.kind === 'first_seen') await updateRule(work, rule.number, { state: 'active' });
  }
}

/** What people did about the alerts from before `until`; nothing when any incident was ever opened. How many it opened. */
async function workThrough(tx: OrgDb, auditKey: AuditKey, until: Date): Promise<number> {
  const counts = await countIncidents(tx, { statuses: INCIDENT_STATUSES });
  if (Object.values(counts).some((count) => count > 0)) return 0;
  const members = await activeMembers(tx);
  const as = async (email: string, now: Date): Promise<Work> => {
    const member = members.find((one) => one.email === email);
    const principal = member && (await memberPrincipal(tx, member.id, PLACE));
    if (!principal) throw new Error(`the sample has no active member ${email}`);
    return { tx, principal, now, auditKey };
  };
  const maria = 'maria@example.com';
  const alerts = (await listAlerts(tx, { to: until, statuses: ['open'], limit: 500 })).reverse();
  const grave = alerts.filter((alert) => alert.severity === 'high' || alert.severity === 'critical');
  const past = grave.find(isNoMistake);
  const ofPast = past ? alertsAround(alerts, past) : [];
  const running = grave.findLast((alert) => isNoMistake(alert) && !ofPast.includes(alert));
  const steps: Step[] = [];

  if (past) {
    const at = after(past);
    let number = 0;
    steps.push(
      [
        at(25),
        maria,
        async (work) => {
          ({ number } = await openIncident(work, {
            title: `Check: ${past.title}`,
            summary: 'Found in the morning review. Is somebody inside, and since when?',
            alertNumbers: numbersOf(ofPast),
          }));
        },
      ],
      [at(26), maria, (work) => updateIncident(work, number, { assignee: 'me', status: 'investigating' })],
      [
        at(58),
        maria,
        (work) => commentOnIncident(work, number, 'Address blocked at the gateway, sessions ended, password reset.'),
      ],
      [at(60), maria, (work) => updateIncident(work, number, { status: 'contained' })],
      [
        at(170),
        'ada@example.com',
        (work) => commentOnIncident(work, number, 'Mailbox rules and forwards checked: nothing was changed.'),
      ],
      [
        at(200),
        maria,
        (work) =>
          updateIncident(work, number, {
            status: 'closed',
            resolution:
              'The address is blocked, the account has a new password and a second factor; no data left the clinic.',
          }),
      ],
    );
  }
  if (running) {
    const at = after(running);
    let number = 0;
    steps.push(
      [
        at(40),
        'priya@example.com',
        async (work) => {
          ({ number } = await openIncident(work, {
            title: `Follow up: ${running.title}`,
            summary: 'Please find out whether this was one of us.',
            alertNumbers: numbersOf(alertsAround(alerts, running)),
          }));
        },
      ],
      [at(55), 'ada@example.com', (work) => updateIncident(work, number, { assignee: maria, status: 'investigating' })],
      [at(95), maria, (work) => commentOnIncident(work, number, 'Asked for a call back; waiting for the ward.')],
    );
  }
  for (const alert of alerts) {
    const { status, note } = verdictOn(alert, ofPast, running ? alertsAround(alerts, running) : []);
    steps.push([
      after(alert)(20 + (alert.number % 5) * 15),
      maria,
      (work) => changeAlertStatus(work, { number: alert.number, status, note }),
    ]);
  }
  // The audit log is written in the order in which things happened.
  for (const [at, email, act] of steps.sort(([a], [b]) => a.getTime() - b.getTime())) await act(await as(email, at));
  return Number(past !== undefined) + Number(running !== undefined);
}

function verdictOn(alert: Alert, past: Alert[], running: Alert[]): { status: AlertStatus; note?: string } {
  if (past.includes(alert)) return { status: 'resolved', note: 'Handled in the incident.' };
  if (running.includes(alert)) return { status: 'acknowledged' };
  if (alert.kind === 'time_window') return { status: 'resolved', note: 'Night duty; confirmed with the ward.' };
  if (alert.kind === 'first_seen' && alert.severity === 'low') {
    return { status: 'false_alarm', note: 'A new computer, handed out by IT.' };
  }
  if (!isNoMistake(alert)) return { status: 'false_alarm', note: 'A forgotten password; confirmed by phone.' };
  if (alert.kind === 'failed_logins' || alert.kind === 'password_spray') {
    return { status: 'resolved', note: 'Blocked at the gateway; nobody got in.' };
  }
  if (alert.number % 3 === 0) return { status: 'acknowledged' };
  return { status: 'resolved', note: 'It was not them: sessions ended, password reset.' };
}

/** Failures from the clinic's own office are people who mistype. */
const isNoMistake = (alert: Alert): boolean => alert.address !== OFFICE.address;

/** The alert and those of the same account or address within half a day: one matter. */
const alertsAround = (alerts: readonly Alert[], one: Alert): Alert[] =>
  alerts.filter(
    (alert) =>
      Math.abs(alert.lastSeen.getTime() - one.lastSeen.getTime()) < 12 * 60 * 60 * 1000 &&
      (alert === one ||
        (one.account !== null && alert.account === one.account) ||
        (one.address !== null && alert.address === one.address)),
  );

const numbersOf = (alerts: readonly Alert[]): number[] => alerts.map((alert) => alert.number);

const after =
  (alert: Alert) =>
  (minutes: number): Date =>
    new Date(alert.lastSeen.getTime() + minutes * 60_000);

/** From `begin` to `end` in pieces that stop at the zone's midnights. */
function daysBetween(begin: Date, end: Date, timeZone: string): [Date, Date][] {
  const pieces: [Date, Date][] = [];
  let start = begin;
  while (start < end) {
    const midnight = toDate(startOfDay(start, timeZone).add({ days: 1 }));
    const stop = midnight <= start || midnight > end ? end : midnight;
    pieces.push([start, stop]);
    start = stop;
  }
  return pieces;
}

const startOfDay = (at: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).startOfDay();

const toDate = (at: Temporal.ZonedDateTime): Date => new Date(at.epochMilliseconds);
