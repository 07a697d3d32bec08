import { acknowledgementOf, endAcknowledgement, noteAcknowledged } from '../db/alert-acknowledgements.ts';
import { lockAlert, setAlertStatus } from '../db/alerts.ts';
import { listAuditEntries } from '../db/audit.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import type { OrgDb } from '../db/scope.ts';
import { ALERT_STATUSES, type Alert, type AlertStatus } from '../domain/alert.ts';
import { formatReference } from '../domain/reference.ts';
import { cleanText } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import type { Work } from './work.ts';

const LONGEST_NOTE = 2000;

/** What the audit log calls it when an alert gets this status. */
export const ALERT_ACTIONS: Record<AlertStatus, string> = {
  open: 'alert.reopen',
  acknowledged: 'alert.acknowledge',
  resolved: 'alert.resolve',
  false_alarm: 'alert.false_alarm',
};

/** When an alert got the status it has, as the audit log tells it; null while nobody has set one. */
export async function statusSetAt(tx: OrgDb, { number, status, statusBy }: Alert): Promise<Date | null> {
  if (statusBy === null) return null;
  const subject = formatReference({ kind: 'alert', number });
  const [set] = await listAuditEntries(tx, { subject, action: ALERT_ACTIONS[status], limit: 1 });
  return set?.at ?? null;
}

/** Says what became of an alert. What is so already stays as it is, without a second line in the log, unless a note is new. */
export async function changeAlertStatus(
  work: Work,
  { number, status, note, isUndo }: { number: number; status: AlertStatus; note?: string; isUndo?: true },
): Promise<Alert> {
  const { tx, principal, now } = work;
  authorise(principal, 'alerts.write');
  const subject = formatReference({ kind: 'alert', number });
  const said = note === undefined ? null : cleanText(note) || null;
  if (said !== null && [...said].length > LONGEST_NOTE) {
    throw new SafeNestError(
      'invalid_input',
      `The note must have at most ${LONGEST_NOTE.toLocaleString('en-GB')} characters.`,
    );
  }
  const before = await lockAlert(tx, number);
  if (!before) throw new SafeNestError('not_found', `There is no ${subject}.`);
  if (before.status === status && (said === null || said === before.statusNote))
    return status === 'acknowledged' ? stillOnIt(work, before) : before;
  const after = await setAlertStatus(tx, before.id, { status, by: principal.name, note: said, now });
  if (status === 'acknowledged') await noteAcknowledged(tx, before.id, takenBy(work));
  else await endAcknowledgement(tx, before.id, status !== 'open');
  await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: before.id, severity: before.severity }]);
  const detail = {
    before: before.status,
    after: status,
    ...(said === null ? {} : { note: said }),
    ...(isUndo && { undo: true }),
  };
  await audit(work, { action: ALERT_ACTIONS[status], subject, detail });
  return after;
}

/** Whoever says so is still on an acknowledged alert: it is theirs, and lapses no sooner than one acknowledged now. Nothing where nobody asked. */
async function stillOnIt(work: Work, alert: Alert): Promise<Alert> {
  const { tx, principal, now } = work;
  const held = await acknowledgementOf(tx, alert.id);
  if (!held?.askedAt) return alert;
  await noteAcknowledged(tx, alert.id, takenBy(work));
  const change = { status: alert.status, by: principal.name, note: alert.statusNote, now };
  const after = await setAlertStatus(tx, alert.id, change);
  await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: alert.id, severity: alert.severity }]);
  const subject = formatReference({ kind: 'alert', number: alert.number });
  await audit(work, { action: 'alert.still', subject, detail: { lapses: held.lapses } });
  return after;
}

const takenBy = ({ principal: { actor, name }, now }: Work) => ({
  memberId: actor.kind === 'member' ? actor.id : null,
  byName: name,
  now,
});

/** The last change of an alert's status. */
export interface StatusChange {
  status: AlertStatus;
  before: AlertStatus;
  who: string;
  actorId: string | null;
  at: Date;
  /** It took back another one. */
  isUndo: boolean;
}

/** Gives an alert the status it had before the last change, unless `check` throws: it is handed that change, null where there is none. */
export async function undoAlertStatus(
  work: Work,
  number: number,
  check: (last: StatusChange | null) => void,
): Promise<Alert> {
  const { tx, principal } = work;
  authorise(principal, 'alerts.write');
  const alert = await lockAlert(tx, number);
  if (!alert) throw new SafeNestError('not_found', `There is no ${formatReference({ kind: 'alert', number })}.`);
  const last = await lastStatusChange(tx, number);
  check(last);
  return last ? changeAlertStatus(work, { number, status: last.before, isUndo: true }) : alert;
}

const STATUS_OF = new Map(ALERT_STATUSES.map((status) => [ALERT_ACTIONS[status], status]));

/** As the audit log tells it; the newest of the few lines that any alert has. */
export async function lastStatusChange(tx: OrgDb, number: number): Promise<StatusChange | null> {
  const entries = await listAuditEntries(tx, {
    subject: formatReference({ kind: 'alert', number }),
    action: 'alert.',
    limit: 20,
  });
  for (const { action, detail, actor, actorName, at } of entries) {
    const status = STATUS_OF.get(action);
    const before = ALERT_STATUSES.find((one) => one === detail.before);
    if (status && before)
      return { status, before, who: actorName, actorId: actor.id, at, isUndo: detail.undo === true };
  }
  return null;
}
