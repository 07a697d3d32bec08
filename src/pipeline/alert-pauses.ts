import { countHeld, endPauseRow, findPause, insertPause, livePauses } from '../db/alert-pauses.ts';
import { listCameras } from '../db/cameras.ts';
import type { OrgDb } from '../db/scope.ts';
import { type AlertPause, LONGEST_PAUSE_MS, type PauseScope, pauses } from '../domain/alert-pause.ts';
import { isUuid, newId } from '../domain/id.ts';
import { SafeNestError } from '../errors.ts';
import type { AlertFinding } from './alert-finding.ts';
import { severityOf } from './alert-growth.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { refOf } from './cameras/registry.ts';
import type { Work } from './work.ts';

/** A clock that is a little off makes no moment past. */
const SOONEST_MS = 60_000;

export interface PauseAsked {
  scope: PauseScope;
  /** Of one camera: its number. */
  camera?: number;
  until: Date;
}

/** A pause with the camera it is of, as people call it. */
export interface ShownPause extends AlertPause {
  camera: { ref: string; name: string } | null;
}

/** Pauses alerts until then, a week at most; one of the same things that holds is replaced. What is critical is raised all the same. */
export async function pauseAlerts(work: Work, { scope, camera, until }: PauseAsked): Promise<ShownPause> {
  const { tx, principal, now } = work;
  authorise(principal, 'alerts.write');
  if (Number.isNaN(until.getTime()) || until.getTime() < now.getTime() + SOONEST_MS)
    throw new SafeNestError('invalid_input', 'Say a time that is still to come, at least a minute away.');
  if (until.getTime() > now.getTime() + LONGEST_PAUSE_MS)
    throw new SafeNestError('invalid_input', 'That is too long: alerts are paused for 7 days at most.');
  const of = scope === 'camera' ? (await listCameras(tx)).find(({ number }) => number === camera) : undefined;
  if (scope === 'camera' && !of) throw new SafeNestError('not_found', 'There is no such camera.');
  for (const before of await livePauses(tx, now))
    if (before.scope === scope && before.cameraId === (of?.id ?? null))
      await endPauseRow(tx, before.id, principal.name, now);
  const made: AlertPause = {
    id: newId(now.getTime()),
    scope,
    cameraId: of?.id ?? null,
    createdAt: now,
    createdBy: principal.name,
    until,
    endedAt: null,
    endedBy: null,
    held: 0,
  };
  await insertPause(tx, made);
  await audit(work, {
    action: 'alerts.pause',
    subject: of ? refOf(of) : scope,
    detail: { until: until.toISOString() },
  });
  return { ...made, camera: of ? { ref: refOf(of), name: of.name } : null };
}

/** Ends one now; what was over already stays so. */
export async function endPause(work: Work, id: string): Promise<ShownPause> {
  const { tx, principal, now } = work;
  authorise(principal, 'alerts.write');
  const found = isUuid(id) ? await findPause(tx, id) : null;
  if (!found) throw new SafeNestError('not_found', 'There is no such pause.');
  const [shown] = await withCameras(tx, [found]);
  if (!(found.until > now && (await endPauseRow(tx, id, principal.name, now)))) return shown!;
  await audit(work, {
    action: 'alerts.resume',
    subject: shown!.camera?.ref ?? found.scope,
    detail: { held: found.held },
  });
  return { ...shown!, endedAt: now, endedBy: principal.name };
}

/** Those that hold now. */
export async function seePauses({ tx, principal, now }: Pick<Work, 'tx' | 'principal' | 'now'>): Promise<ShownPause[]> {
  authorise(principal, 'alerts.read');
  return withCameras(tx, await livePauses(tx, now));
}

/** Findings without those that a pause keeps from raising an alert; they are counted. */
export async function withoutPaused(tx: OrgDb, findings: readonly AlertFinding[], now: Date): Promise<AlertFinding[]> {
  const live = findings.length === 0 ? [] : await livePauses(tx, now);
  if (live.length === 0) return [...findings];
  const held = new Map<string, number>();
  const told = findings.filter((finding) => {
    const of = { severity: severityOf(finding, finding.happenings.length), cameraId: finding.shown?.cameraId ?? null };
    const by = live.find((pause) => pauses(pause, of));
    if (by) held.set(by.id, (held.get(by.id) ?? 0) + 1);
    return !by;
  });
  for (const [id, count] of held) await countHeld(tx, id, count);
  return told;
}

async function withCameras(tx: OrgDb, all: readonly AlertPause[]): Promise<ShownPause[]> {
  const cameras = all.some(({ cameraId }) => cameraId !== null) ? await listCameras(tx) : [];
  return all.map((pause) => {
    const of = cameras.find(({ id }) => id === pause.cameraId);
    return { ...pause, camera: of ? { ref: refOf(of), name: of.name } : null };
  });
}
