import type { Alert } from './alert.ts';
import { type Severity, severityRank } from './severity.ts';

export const EXCEPTION_KINDS = ['snooze', 'expected'] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** What an `expected` exception covers: findings that are all of it. Null covers any. */
export interface ExceptionScope {
  ruleId: string | null;
  account: string | null;
  address: string | null;
  cameraId: string | null;
  personId: string | null;
}

/** What is not told for a while. It counts all the same, and never holds back what is worse than it was when somebody said so. */
export interface AlertException extends ExceptionScope {
  id: string;
  kind: ExceptionKind;
  /** The alert whose button was pressed. */
  alertId: string;
  alertNumber: number;
  /** Of a snooze: the matter. */
  fingerprint: string | null;
  worst: Severity;
  reason: string;
  createdAt: Date;
  createdBy: string;
  createdById: string | null;
  until: Date;
  endedAt: Date | null;
  endedBy: string | null;
  /** What was held back, and when last. */
  suppressed: number;
  lastSuppressedAt: Date | null;
}

/** Whether it holds at that moment. */
export const holds = ({ until, endedAt }: Pick<AlertException, 'until' | 'endedAt'>, now: Date): boolean =>
  endedAt === null && until > now;

/** What a finding is about, as far as an exception asks. */
export interface FindingScope {
  fingerprint: string;
  severity: Severity;
  ruleId: string;
  happenings: readonly { account: string | null; address: string | null }[];
  cameraId: string | null;
  personId: string | null;
}

/** Whether an exception covers all of a finding: one login from elsewhere, or a worse severity, and it is told. */
export function covers(exception: AlertException, finding: FindingScope): boolean {
  if (severityRank(finding.severity) > severityRank(exception.worst)) return false;
  if (exception.kind === 'snooze') return exception.fingerprint === finding.fingerprint;
  const { ruleId, account, address, cameraId, personId } = exception;
  if (account === null && address === null && cameraId === null) return false;
  return (
    (ruleId === null || ruleId === finding.ruleId) &&
    (cameraId === null || cameraId === finding.cameraId) &&
    (personId === null || personId === finding.personId) &&
    ((account === null && address === null) ||
      (finding.happenings.length > 0 &&
        finding.happenings.every(
          (one) => (account === null || one.account === account) && (address === null || one.address === address),
        )))
  );
}

/** What “expected” means of an alert: its one account, one address, or camera; null where it is about too many of them to name one. */
export function expectedScope(
  alert: Pick<Alert, 'ruleId' | 'account' | 'address' | 'cameraId' | 'personId'>,
): ExceptionScope | null {
  const { ruleId, account, address, cameraId, personId } = alert;
  if (cameraId !== null) return ruleId === null ? null : { ruleId, account: null, address: null, cameraId, personId };
  if (account === null && address === null) return null;
  // of one half alone the rule has to be said as well: else it would cover nearly anything
  if (ruleId === null && (account === null || address === null)) return null;
  return { ruleId, account, address, cameraId: null, personId: null };
}

const HOUR_MS = 3_600_000;
/** What the buttons offer, in hours. */
export const SNOOZE_HOURS = [1, 24, 168] as const;
/** How long what is expected stays so where nobody says otherwise; and the longest either may be. */
export const EXPECTED_DAYS = [7, 30, 90] as const;
export const LONGEST_MS = { snooze: 30 * 24 * HOUR_MS, expected: 365 * 24 * HOUR_MS } as const satisfies Record<
  ExceptionKind,
  number
>;
