import type { GrowingAlert } from '../db/alerts.ts';
import { type AlertException, covers } from '../domain/alert-exception.ts';
import { severityRank } from '../domain/severity.ts';
import type { AlertFinding, Happening } from './alert-finding.ts';
import { severityOf } from './alert-growth.ts';

/** What one exception held back. */
export interface Suppressed {
  exceptionId: string;
  happening: string;
}

/** Findings without those that somebody said are expected, and what of them was held back. */
export function withoutExpected(
  findings: readonly AlertFinding[],
  exceptions: readonly AlertException[],
): { told: AlertFinding[]; held: Suppressed[] } {
  const expected = exceptions.filter(({ kind }) => kind === 'expected');
  if (expected.length === 0) return { told: [...findings], held: [] };
  const told: AlertFinding[] = [];
  const held: Suppressed[] = [];
  for (const finding of findings) {
    const { fingerprint, happenings, voice, shown } = finding;
    const scope = {
      fingerprint,
      happenings,
      severity: severityOf(finding, happenings.length),
      ruleId: voice.rule.id,
      cameraId: shown?.cameraId ?? null,
      personId: shown?.personId ?? null,
    };
    const by = expected.find((exception) => covers(exception, scope));
    if (by) held.push(...happenings.map(({ id }) => ({ exceptionId: by.id, happening: String(id) })));
    else told.push(finding);
  }
  return { told, held };
}

/** The snooze that keeps an alert from being told; null where none does, or where it is worse than when it was snoozed. */
export const snoozeOf = (
  { fingerprint, severity }: Pick<GrowingAlert, 'fingerprint' | 'severity'>,
  exceptions: readonly AlertException[],
): AlertException | null =>
  exceptions.find(
    (one) =>
      one.kind === 'snooze' && one.fingerprint === fingerprint && severityRank(severity) <= severityRank(one.worst),
  ) ?? null;

/** What a snooze held back of an alert's growth. */
export const heldBy = (exception: AlertException, happenings: Iterable<Happening>): Suppressed[] =>
  [...happenings].map(({ id }) => ({ exceptionId: exception.id, happening: String(id) }));
