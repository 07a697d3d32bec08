import { cameraEventsAround, insertCameraEvent, saveCameraEvent } from '../../db/camera-events.ts';
import { lockCamera } from '../../db/cameras.ts';
import { nextNumber } from '../../db/counters.ts';
import { bestPictureOf, detectionsInPicture, insertAppearances, insertDetections } from '../../db/detections.ts';
import { lockIngestion } from '../../db/events.ts';
import { findRecognitionSettings } from '../../db/recognition-settings.ts';
import type { OrgDb } from '../../db/scope.ts';
import { takeUnseen } from '../../db/unseen-pictures.ts';
import type { Camera, CameraEvent, Detection, SeenObjects } from '../../domain/camera.ts';
import { type EventWindow, eventFor } from '../../domain/event-window.ts';
import { newId } from '../../domain/id.ts';
import type { StoredPicture } from '../../domain/picture.ts';
import type { Severity } from '../../domain/severity.ts';
import { oneLine } from '../../domain/text.ts';
import type { WaitingNews } from '../../messages/outbound.ts';
import type { SeenFace, SeenObject } from '../../models/vision.ts';
import { systemPrincipal } from '../members.ts';
import { type AlertChange, raiseAlerts } from '../raise-alert.ts';
import { settleEvent } from '../recognition/settle-event.ts';
import type { CameraContext } from './camera-context.ts';
import { type InFrame, inFrame } from './in-frame.ts';
import { type Observed, observe } from './observed.ts';
import { type Assessed, assessByRules } from './risk.ts';
import { activeCameraRules, cameraVoice, judge } from './rules/index.ts';
import { whoIsInFrame } from './who-is-in-frame.ts';

/** What a picture came to. */
export interface Told {
  event: CameraEvent;
  detections: Detection[];
  alerts: AlertChange[];
  /** What must be delivered after the commit. */
  news: WaitingNews[];
}

interface Looked {
  picture: StoredPicture;
  camera: Camera;
  timeZone: string;
  seen: {
    objects: readonly SeenObject[];
    faces: readonly SeenFace[];
    /** Pixels of the picture that was looked at. */
    size: { width: number; height: number };
  };
}

/**
 * Writes down what was seen in a picture: the event it belongs to, what and who is in it, and the alerts that follow. One
 * picture of a camera after the other; null where it was told already, or there is nothing to tell.
 */
export async function tellPicture(
  tx: OrgDb,
  { vision, now: clock, window }: Pick<CameraContext, 'vision' | 'now' | 'window'>,
  { picture, timeZone, seen, ...asked }: Looked,
): Promise<Told | null> {
  const now = clock();
  const camera = await lockCamera(tx, asked.camera.id);
  if (!(await takeUnseen(tx, picture.id)) || !camera) return null;
  const { leastScore } = await findRecognitionSettings(tx);
  const sure = { ...seen, faces: seen.faces.filter(({ score }) => score >= leastScore) };
  const { things, faces } = inFrame(seen.size, sure, camera.zones);
  if (things.length === 0) return null;

  const event = await eventOf(tx, camera, picture, window, now);
  const principal = systemPrincipal(tx.orgId, timeZone, { platform: 'cli', audience: 'private' });
  const who = await whoIsInFrame(
    { tx, principal, now },
    { picture, size: seen.size, event, camera, things, faces, vision },
  );
  const detections = things.map(
    (thing, i): Detection => ({
      id: newId(now.getTime()),
      cameraEventId: event.id,
      pictureId: picture.id,
      at: picture.takenAt,
      kind: thing.kind,
      box: thing.box,
      score: thing.score,
      zones: thing.zones,
      personId: who[i] ?? null,
      // what people wear is theirs: only where they may be told apart
      colours: thing.kind !== 'person' || who.compared(i) ? thing.colours : null,
    }),
  );
  await insertDetections(tx, detections);
  const { reid } = vision;
  // how somebody is dressed is only compared where faces are: both tell people apart
  if (reid)
    await insertAppearances(
      tx,
      things.flatMap(({ appearance }, i) =>
        appearance && who.compared(i)
          ? [{ detectionId: detections[i]!.id, model: reid.id, at: picture.takenAt, embedding: appearance }]
          : [],
      ),
    );
  // by all its pictures together, before rules ask who is in it
  if (
    vision.embedder &&
    faces.length > 0 &&
    (await settleEvent({ tx, principal, now }, event, vision.embedder, camera)) > 0
  ) {
    const shown = new Map((await detectionsInPicture(tx, picture.id)).map(({ id, personId }) => [id, personId]));
    for (const detection of detections) detection.personId = shown.get(detection.id) ?? null;
  }
  addTo(event, picture, things, now);
  event.bestPictureId = (await bestPictureOf(tx, event.id)) ?? picture.id;
  const { observed, ...raised } = await judgeEvent(tx, { camera, event, timeZone, over: false }, now);
  await saveCameraEvent(tx, observed.event);
  return { event: observed.event, detections, ...raised };
}

/** An alert of this severity makes an event at least so risky. */
const RISK_OF: Record<Severity, number> = { low: 20, medium: 40, high: 60, critical: 80 };

/**
 * Judges an event as it stands: its risk and reasons, by the rules of thumb where not given, then the alerts that the
 * organisation's rules raise, which make it riskier. No risk ever goes down again.
 */
export async function judgeEvent(
  tx: OrgDb,
  known: Pick<Observed, 'camera' | 'event' | 'timeZone' | 'over'>,
  now: Date,
  assess: (seen: Observed) => Assessed = assessByRules,
): Promise<{ observed: Observed; alerts: AlertChange[]; news: WaitingNews[] }> {
  const seen = await observe(tx, known);
  const assessed = assess(seen);
  const event = { ...seen.event, reasons: assessed.reasons, risk: Math.max(assessed.risk, seen.event.risk) };
  const observed = { ...seen, event };
  const rules = await activeCameraRules(tx);
  const findings = judge(rules, observed);
  if (findings.length === 0) return { observed, alerts: [], news: [] };
  const noticed = [...new Set(findings.map(({ voice }) => voice.rule))];
  event.risk = Math.max(event.risk, ...noticed.map(({ severity }) => RISK_OF[severity]));
  event.reasons = [...noticed.map(({ number, name }) => `rule: RULE-${number} ${oneLine(name, 80)}`), ...event.reasons];
  // two cameras that see one visitor at once raise one alert
  await lockIngestion(tx);
  const { changes, news } = await raiseAlerts(tx, now, findings, rules.map(cameraVoice));
  return { observed, alerts: changes, news };
}

/** The event a picture belongs to; a new one where there is none. A late picture opens a closed one again. */
async function eventOf(
  tx: OrgDb,
  camera: Camera,
  { takenAt }: StoredPicture,
  window: EventWindow,
  now: Date,
): Promise<CameraEvent> {
  const reach = window.gapMs;
  const around = await cameraEventsAround(
    tx,
    camera.id,
    new Date(takenAt.getTime() - reach),
    new Date(takenAt.getTime() + reach),
  );
  const known = eventFor(takenAt, around, window);
  if (known) return known;
  const event: CameraEvent = {
    id: newId(now.getTime()),
    number: await nextNumber(tx, 'camera_event'),
    cameraId: camera.id,
    startedAt: takenAt,
    endedAt: takenAt,
    pictures: 0,
    bestPictureId: null,
    objects: {},
    zones: [],
    risk: 0,
    reasons: [],
    summary: '',
    summaryBy: null,
    closedAt: null,
    updatedAt: now,
  };
  await insertCameraEvent(tx, event);
  return event;
}

function addTo(event: CameraEvent, { takenAt }: StoredPicture, things: readonly InFrame[], now: Date): void {
  event.pictures++;
  if (takenAt < event.startedAt) event.startedAt = takenAt;
  if (takenAt > event.endedAt) event.endedAt = takenAt;
  const objects: SeenObjects = { ...event.objects };
  const counted = new Map<string, number>();
  for (const { kind, score, zones } of things) {
    const count = (counted.get(kind) ?? 0) + 1;
    counted.set(kind, count);
    const before = objects[kind];
    const entered = [...new Set([...(before?.zones ?? []), ...zones])].sort();
    objects[kind] = {
      most: Math.max(before?.most ?? 0, count),
      score: Math.max(before?.score ?? 0, score),
      ...(entered.length > 0 && { zones: entered }),
      ...(before?.forgotten && { forgotten: before.forgotten }),
    };
  }
  event.objects = objects;
  event.zones = [...new Set([...event.zones, ...things.flatMap(({ zones }) => zones)])].sort();
  event.closedAt = null;
  event.updatedAt = now;
}
