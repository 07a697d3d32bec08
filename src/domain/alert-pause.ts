import type { Severity } from './severity.ts';

export const PAUSE_SCOPES = ['all', 'cameras', 'camera'] as const;
export type PauseScope = (typeof PAUSE_SCOPES)[number];

/** For a while nothing raises an alert: of everything, of all cameras, or of one. What is critical does all the same. */
export interface AlertPause {
  id: string;
  scope: PauseScope;
  cameraId: string | null;
  createdAt: Date;
  createdBy: string;
  until: Date;
  endedAt: Date | null;
  endedBy: string | null;
  /** Findings that raised nothing because of it. */
  held: number;
}

const HOUR_MS = 3_600_000;
/** Nobody pauses alerts for ever. */
export const LONGEST_PAUSE_MS = 7 * 24 * HOUR_MS;
export const USUAL_PAUSE_MS = 8 * HOUR_MS;
export const PAUSE_HOURS = [1, 2, 8, 24, 72] as const;

/** Whether a pause keeps a finding from raising an alert. */
export function pauses(
  { scope, cameraId }: Pick<AlertPause, 'scope' | 'cameraId'>,
  finding: { severity: Severity; cameraId: string | null },
): boolean {
  if (finding.severity === 'critical') return false;
  switch (scope) {
    case 'all':
      return true;
    case 'cameras':
      return finding.cameraId !== null;
    case 'camera':
      return finding.cameraId === cameraId;
  }
}
