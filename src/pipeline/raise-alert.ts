import { countSuppressed, liveExceptions, onceExpected } from '../db/alert-exceptions.ts';
import {
  type AlertLink,
  absorbAlerts,
  alertsOf,
  type GrowingAlert,
  growAlerts,
  insertAlerts,
  linkEvents,
  nowKnown,
} from '../db/alerts.ts';
import { linkCameraEvents } from '../db/camera-events.ts';
import { nextNumbers } from '../db/counters.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import { keepPicturesAs } from '../db/pictures.ts';
import type { OrgDb } from '../db/scope.ts';
import { linkSignals } from '../db/signals.ts';
import type { Severity } from '../domain/severity.ts';
import type { WaitingNews } from '../messages/outbound.ts';
import { type AlertFinding, type Happening, type RuleVoice, signalHappening } from './alert-finding.ts';
import { bornAlert, grow, takeOver } from './alert-growth.ts';
import { type Assigned, assign, gather } from './alert-matters.ts';
import { withoutPaused } from './alert-pauses.ts';
import { changeChains } from './alert-policy.ts';
import { heldBy, type Suppressed, snoozeOf, withoutExpected } from './suppress-findings.ts';

/** An alert that was raised, or grew. */
export interface AlertChange {
  number: number;
  severity: Severity;
  title: string;
  isNew: boolean;
}

/**
 * The one place where alerts are born and grow, whatever they stand on: logins, what cameras saw, or signals. A finding belongs to
 * the alert of its fingerprint whose time, widened by the rule's cooldown on both sides, it touches, unless people settled that
 * and it goes beyond what they settled; two alerts that turn out to touch become one, the older. Every alert raised or grown gets its outbox row in this
 * transaction, which must hold the organisation's ingestion lock. What people said is expected raises nothing, and what they
 * snoozed is not told, unless it got worse; both are counted. While alerts are paused nothing is raised that is not critical.
 */
export async function raiseAlerts(
  tx: OrgDb,
  now: Date,
  found: readonly AlertFinding[],
  rules: readonly RuleVoice[],
): Promise<{ changes: AlertChange[]; news: WaitingNews[] }> {
  if (found.length === 0) return { changes: [], news: [] };
  const exceptions = await liveExceptions(tx, now);
  const { told, held } = withoutExpected(found, exceptions);
  const findings = await withoutPaused(tx, told, now);
  if (findings.length === 0) {
    await countSuppressed(tx, held, now);
    return { changes: [], news: [] };
  }
  const recognised = await recognise(tx, findings);
  const matters = gather(findings);
  const known = await alertsOf(
    tx,
    [...new Set(matters.map((matter) => matter.fingerprint))],
    new Date(Math.min(...matters.map((matter) => matter.first - matter.reachMs))),
    new Date(Math.max(...matters.map((matter) => matter.last + matter.reachMs))),
  );
  const assigned = assign(
    matters,
    known,
    await onceExpected(
      tx,
      known.map(({ id }) => id),
    ),
  );

  const raised = assigned.filter(({ alert }) => alert === null);
  const firstNumber = raised.length > 0 ? await nextNumbers(tx, 'alert', raised.length) : 0;
  const bearers = new Map(rules.map((voice) => [voice.rule.id, voice]));
  const born = raised.map(({ matter }, i) => {
    const alert = bornAlert(matter, firstNumber + i, now);
    grow(alert, matter, matter.happenings.values(), bearers);
    return { alert, matter };
  });
  await insertAlerts(
    tx,
    born.map(({ alert }) => alert),
    now,
  );
  await absorbAlerts(
    tx,
    assigned.flatMap(({ alert: whole, absorbed }) => absorbed.map((part) => ({ part, whole: whole! }))),
    now,
  );

  const joined = assigned.flatMap((one) => (one.alert ? [{ ...one, alert: one.alert }] : []));
  const before = new Map(joined.map(({ alert: { id, severity, noticedBy } }) => [id, { severity, noticedBy }]));
  const fresh = await linkHappenings(tx, [...born, ...joined]);
  const grown: GrowingAlert[] = [];
  const gotLonger: GrowingAlert[] = [];
  for (const { alert, matter, absorbed } of joined) {
    const happenings = fresh.get(alert.id);
    const isNoticedAnew = matter.findings.some(({ voice }) => !alert.noticedBy.includes(voice.rule.id));
    if (!happenings && absorbed.length === 0 && !isNoticedAnew) {
      const isKnownNow = recognised.has(alert.id);
      if (goOn(alert, matter, bearers, isKnownNow)) (isKnownNow ? grown : gotLonger).push(alert);
      continue;
    }
    for (const part of absorbed) takeOver(alert, part);
    grow(alert, matter, happenings ?? [], bearers);
    grown.push(alert);
  }
  await growAlerts(tx, [...grown, ...gotLonger], now);
  await changeChains(
    tx,
    grown.map((after) => ({ id: after.id, before: before.get(after.id)!, after })),
    now,
  );

  const all = [...born.map(({ alert }) => alert), ...grown, ...gotLonger];
  const pictures = all.flatMap(({ pictureId }) => (pictureId === null ? [] : [pictureId]));
  if (pictures.length > 0) await keepPicturesAs(tx, pictures, 'event');
  const snoozed: Suppressed[] = [];
  const isTold = (alert: GrowingAlert, happenings: Iterable<Happening>): boolean => {
    const snooze = snoozeOf(alert, exceptions);
    if (snooze) snoozed.push(...heldBy(snooze, happenings));
    return snooze === null;
  };
  const toldBorn = born.filter(({ alert, matter }) => isTold(alert, matter.happenings.values()));
  const toldGrown = grown.filter((alert) => isTold(alert, fresh.get(alert.id) ?? []));
  await countSuppressed(tx, [...held, ...snoozed], now);
  const news = await addOutboxOnce(tx, [
    ...toldBorn.map(({ alert: { id, severity } }) => ({ kind: 'alert_raised' as const, subject: id, severity })),
    ...toldGrown.map(({ id, severity }) => ({ kind: 'alert_changed' as const, subject: id, severity })),
    ...assigned.flatMap(({ absorbed }) => absorbed.map(({ id }) => ({ kind: 'alert_changed' as const, subject: id }))),
  ]);
  const changes = [
    ...born.map(({ alert }) => ({ alert, isNew: true })),
    ...grown.map((alert) => ({ alert, isNew: false })),
  ].map(({ alert: { number, severity, title }, isNew }) => ({ number, severity, title, isNew }));
  return { changes, news };
}

/** Has alerts that were told before it was known who they are about go on as theirs; answers their ids. */
async function recognise(tx: OrgDb, findings: readonly AlertFinding[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (const { formerly, fingerprint, happenings, shown } of findings) {
    const [only] = happenings;
    if (formerly === undefined || only?.kind !== 'camera_event') continue;
    const about = { formerly, fingerprint, cameraEventId: only.id, personId: shown?.personId ?? null };
    for (const id of await nowKnown(tx, about)) known.add(id);
  }
  return known;
}

/** Says what alerts stand on; answers what was new, by alert. */
async function linkHappenings(
  tx: OrgDb,
  alerts: readonly { alert: GrowingAlert; matter: Assigned['matter'] }[],
): Promise<Map<string, Happening[]>> {
  const logins: AlertLink[] = [];
  const signals: AlertLink[] = [];
  const cameraEvents: { alertId: string; cameraEventId: string }[] = [];
  const byId = new Map<Happening['id'], Happening>();
  for (const { alert, matter } of alerts)
    for (const happening of matter.happenings.values()) {
      byId.set(happening.id, happening);
      switch (happening.kind) {
        case 'login':
          logins.push({ alertId: alert.id, sequence: happening.id });
          break;
        case 'signal':
          signals.push({ alertId: alert.id, sequence: happening.sequence });
          break;
        case 'camera_event':
          cameraEvents.push({ alertId: alert.id, cameraEventId: happening.id });
      }
    }
  const added = [
    ...(await linkEvents(tx, logins)).map(({ alertId, sequence }) => ({ alertId, id: sequence })),
    ...(await linkSignals(tx, signals)).map(({ alertId, sequence }) => ({ alertId, id: signalHappening(sequence) })),
    ...(await linkCameraEvents(tx, cameraEvents)).map(({ alertId, cameraEventId }) => ({ alertId, id: cameraEventId })),
  ];
  const fresh = new Map<string, Happening[]>();
  for (const { alertId, id } of added) {
    const happenings = fresh.get(alertId);
    if (happenings) happenings.push(byId.get(id)!);
    else fresh.set(alertId, [byId.get(id)!]);
  }
  return fresh;
}

/** What an alert stands on goes on: it is told anew, and nobody is told of that alone. */
function goOn(
  alert: GrowingAlert,
  matter: Assigned['matter'],
  bearers: ReadonlyMap<string, RuleVoice>,
  isKnownNow: boolean,
): boolean {
  if (matter.last <= alert.lastSeen.getTime() && !isKnownNow) return false;
  alert.lastSeen = new Date(Math.max(matter.last, alert.lastSeen.getTime()));
  grow(alert, matter, [], bearers);
  return true;
}
