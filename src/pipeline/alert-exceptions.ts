import {
  endExceptionRow,
  exceptionsOfAlert,
  insertException,
  listExceptions,
  lockException,
  suppressedBy,
} from '../db/alert-exceptions.ts';
import { findAlertById, listAlerts, lockAlert } from '../db/alerts.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import type { Alert } from '../domain/alert.ts';
import {
  type AlertException,
  type ExceptionKind,
  type ExceptionScope,
  expectedScope,
  holds,
  LONGEST_MS,
} from '../domain/alert-exception.ts';
import { isUuid, newId } from '../domain/id.ts';
import { formatReference } from '../domain/reference.ts';
import type { Rule } from '../domain/rule.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { timeText } from '../messages/time-text.ts';
import { changeAlertStatus, lastStatusChange } from './alerts.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import type { Work } from './work.ts';

const LONGEST_REASON = 500;
/** A clock that is a little off makes no moment past. */
const SOONEST_MS = 60_000;
const LISTED = 200;

export interface ExceptionAsked {
  number: number;
  until: Date;
  reason?: string;
}

/** Has a matter not told for a while: it grows, counts and is seen, and who is in the channels hears of it when that is over. */
export async function snoozeAlert(work: Work, asked: ExceptionAsked): Promise<AlertException> {
  const alert = await alertToExcept(work, asked);
  if (alert.status === 'resolved' || alert.status === 'false_alarm')
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).settled(refOf(alert)));
  // a second snooze of one matter replaces the first
  for (const before of await exceptionsOfAlert(work.tx, alert, work.now))
    if (before.kind === 'snooze') await endExceptionRow(work.tx, before.id, work.principal.name, work.now);
  return except(work, alert, 'snooze', { ...asked, scope: NOTHING });
}

const NOTHING: ExceptionScope = { ruleId: null, account: null, address: null, cameraId: null, personId: null };

/**
 * Says that what an alert is about is expected: findings of the same account and address (or camera) raise no alert until then, of its
 * rule alone unless `anyRule`. The alert itself becomes a false alarm. Refuses alerts about too much to name.
 */
export async function expectAlert(
  work: Work,
  { anyRule = false, ...asked }: ExceptionAsked & { anyRule?: boolean },
): Promise<AlertException> {
  const alert = await alertToExcept(work, asked);
  const scope = expectedScope(alert);
  if (!scope) throw new SafeNestError('conflict', wordsFor(work, objectionWords).tooWide(refOf(alert)));
  if (anyRule && (scope.account === null || scope.address === null))
    throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).bothNeeded);
  const made = await except(work, alert, 'expected', { ...asked, scope: anyRule ? { ...scope, ruleId: null } : scope });
  if (alert.status !== 'false_alarm') {
    const note = `Expected until ${timeText(made.until, work.principal.timeZone)}${made.reason ? `: ${made.reason}` : ''}`;
    await changeAlertStatus(work, { number: alert.number, status: 'false_alarm', note });
  }
  return made;
}

/**
 * Has a rule tell nothing about one account until then, from wherever: an exception that is made from its newest alert about them, which
 * stays as it is. Null where there is no such alert: nothing of it is known yet that could be called expected.
 */
export async function muteRuleFor(
  work: Work,
  { rule, account, ...asked }: Omit<ExceptionAsked, 'number'> & { rule: Pick<Rule, 'id'>; account: string },
): Promise<{ exception: AlertException; alert: Alert } | null> {
  authorise(work.principal, 'alerts.write');
  const [newest] = await listAlerts(work.tx, { ruleId: rule.id, account, limit: 1 });
  if (!newest) return null;
  const alert = await alertToExcept(work, { ...asked, number: newest.number });
  const scope: ExceptionScope = { ...NOTHING, ruleId: rule.id, account };
  // a second one of the same takes the place of the first
  for (const before of await exceptionsOfAlert(work.tx, alert, work.now))
    if (
      before.kind === 'expected' &&
      before.ruleId === rule.id &&
      before.account === account &&
      before.address === null
    )
      await endExceptionRow(work.tx, before.id, work.principal.name, work.now);
  return { exception: await except(work, alert, 'expected', { ...asked, scope }), alert };
}

/** Ends one exception now, in the name of whoever asks. Answers it as it is; what was over already stays so. */
export async function endException(work: Work, id: string): Promise<AlertException> {
  authorise(work.principal, 'alerts.write');
  const found = isUuid(id) ? await lockException(work.tx, id) : null;
  if (!found) throw new SafeNestError('not_found', 'There is no such exception.');
  if (!holds(found, work.now)) return found;
  await end(work, found);
  return { ...found, endedAt: work.now, endedBy: work.principal.name };
}

/**
 * Has an alert told again: ends all exceptions that were made from it, and where calling it expected made it a false alarm and nobody
 * said anything since, it is again what it was. Answers those that were ended.
 */
export async function tellAgain(work: Work, number: number): Promise<{ alert: Alert; ended: AlertException[] }> {
  authorise(work.principal, 'alerts.write');
  const alert = await lockAlert(work.tx, number);
  if (!alert) throw new SafeNestError('not_found', `There is no ${formatReference({ kind: 'alert', number })}.`);
  const live = await endExceptionsOf(work, alert);
  const last = live.some(({ kind }) => kind === 'expected') ? await lastStatusChange(work.tx, number) : null;
  const byThat = last && live.some(({ createdAt }) => createdAt.getTime() === last.at.getTime());
  if (!byThat || alert.status !== 'false_alarm') return { alert, ended: live };
  return {
    alert: await changeAlertStatus(work, { number, status: last.before, isUndo: true }),
    ended: live,
  };
}

/** Ends all exceptions that were made from an alert, in the name of whoever works; answers them. */
export async function endExceptionsOf(work: Work, alert: Alert): Promise<AlertException[]> {
  const live = await exceptionsOfAlert(work.tx, alert, work.now);
  for (const one of live) await end(work, one);
  return live;
}

/** The newest first; `live` only those that hold now. */
export async function listAlertExceptions(
  { tx, principal, now }: Pick<Work, 'tx' | 'principal' | 'now'>,
  { live }: { live: boolean },
): Promise<AlertException[]> {
  authorise(principal, 'alerts.read');
  return listExceptions(tx, { ...(live ? { live: now } : {}), limit: LISTED });
}

/** The events that one held back, latest first. */
export async function seeSuppressed(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  id: string,
  limit = 50,
): Promise<{ happening: string; at: Date }[]> {
  authorise(principal, 'logs.read');
  return isUuid(id) ? suppressedBy(tx, id, limit) : [];
}

async function alertToExcept({ tx, principal, now }: Work, { number, until }: ExceptionAsked): Promise<Alert> {
  authorise(principal, 'alerts.write');
  if (Number.isNaN(until.getTime()) || until.getTime() < now.getTime() + SOONEST_MS)
    throw new SafeNestError('invalid_input', 'Say a time that is still to come, at least a minute away.');
  const alert = await lockAlert(tx, number);
  if (!alert) throw new SafeNestError('not_found', `There is no ${formatReference({ kind: 'alert', number })}.`);
  return alert;
}

async function except(
  work: Work,
  alert: Alert,
  kind: ExceptionKind,
  { until, reason, scope }: Omit<ExceptionAsked, 'number'> & { scope: ExceptionScope },
): Promise<AlertException> {
  const { tx, principal, now } = work;
  const longest = LONGEST_MS[kind];
  if (until.getTime() > now.getTime() + longest)
    throw new SafeNestError(
      'invalid_input',
      `That is too long: at most ${Math.round(longest / 86_400_000)} days. Nothing is left untold for ever; change the rule for that.`,
    );
  const said = oneLine(reason ?? '', LONGEST_REASON);
  const made: AlertException = {
    id: newId(now.getTime()),
    kind,
    alertId: alert.id,
    alertNumber: alert.number,
    fingerprint: kind === 'snooze' ? alert.fingerprint : null,
    ...scope,
    worst: alert.severity,
    reason: said,
    createdAt: now,
    createdBy: principal.name,
    createdById: principal.actor.id,
    until,
    endedAt: null,
    endedBy: null,
    suppressed: 0,
    lastSuppressedAt: null,
  };
  await insertException(tx, made);
  await audit(work, {
    action: `alert.${kind === 'snooze' ? 'snooze' : 'expect'}`,
    subject: refOf(alert),
    detail: { until: until.toISOString(), ...covering(made), ...(said ? { reason: said } : {}) },
  });
  await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: alert.id, severity: alert.severity }]);
  return made;
}

async function end(work: Work, exception: AlertException): Promise<void> {
  const { tx, principal, now } = work;
  await endExceptionRow(tx, exception.id, principal.name, now);
  const alert = await findAlertById(tx, exception.alertId);
  await audit(work, {
    action: 'alert.exception_end',
    subject: formatReference({ kind: 'alert', number: exception.alertNumber }),
    detail: { kind: exception.kind, suppressed: exception.suppressed, ...covering(exception) },
  });
  if (alert) await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: alert.id, severity: alert.severity }]);
}

const covering = ({ kind, account, address, ruleId, cameraId }: AlertException): Record<string, unknown> =>
  kind === 'snooze'
    ? {}
    : {
        ...(account === null ? {} : { account }),
        ...(address === null ? {} : { address }),
        ...(cameraId === null ? {} : { camera: true }),
        any_rule: ruleId === null,
      };

const refOf = ({ number }: { number: number }): string => formatReference({ kind: 'alert', number });
