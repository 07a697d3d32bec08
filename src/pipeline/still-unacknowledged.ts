import { exceptionsOfAlert } from '../db/alert-exceptions.ts';
import { findAlertById } from '../db/alerts.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Alert } from '../domain/alert.ts';
import { snoozeOf } from './suppress-findings.ts';

/** Those of them that are open and not left alone, in their order. */
export async function stillUnacknowledged(tx: OrgDb, ids: readonly string[], now: Date): Promise<Alert[]> {
  const alerts: Alert[] = [];
  for (const id of ids) {
    const alert = await findAlertById(tx, id);
    if (alert?.status === 'open' && !snoozeOf(alert, await exceptionsOfAlert(tx, alert, now))) alerts.push(alert);
  }
  return alerts;
}
