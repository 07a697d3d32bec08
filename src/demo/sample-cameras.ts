import { Temporal } from 'temporal-polyfill';
import { listCameras } from '../db/cameras.ts';
import { activeMembers } from '../db/incidents.ts';
import { findOrganisation } from '../db/organisations.ts';
import { holdReports, releaseReports } from '../db/report-schedules.ts';
import { type Db, withOrg } from '../db/scope.ts';
import type { Camera } from '../domain/camera.ts';
import type { OrgId } from '../domain/id.ts';
import type { Log } from '../log.ts';
import { drawnPicture } from '../media/drawn-picture.ts';
import type { FileStore } from '../media/files.ts';
import type { SeenObject, Vision } from '../models/vision.ts';
import { trainCameras } from '../pipeline/anomaly/baselines/learn-cameras.ts';
import type { CameraContext } from '../pipeline/cameras/camera-context.ts';
import { closeCameraEvents } from '../pipeline/cameras/close-events.ts';
import { lookAtPicture } from '../pipeline/cameras/look-at-picture.ts';
import { createCamera } from '../pipeline/cameras/registry.ts';
import { takeFrame } from '../pipeline/cameras/take-frame.ts';
import { memberPrincipal } from '../pipeline/members.ts';
import { recordOrganisationConsent } from '../pipeline/recognition/consents.ts';
import { listRules, updateRule } from '../pipeline/rules.ts';
import type { AuditKey, Work } from '../pipeline/work.ts';
import { isNight, OUTFITS, SAMPLE_CAMERAS, type SampleFrame, sampleFrames } from './camera-day.ts';
import { storeCameraPast } from './camera-past.ts';
import { boxOf, type Drawn, drawScene } from './draw-scene.ts';

export interface SampleCameraServices {
  db: Db;
  files: FileStore;
  auditKey: AuditKey;
  now: () => Date;
  log: Log;
  wake?: CameraContext['wake'];
}

/** By day there are visitors and couriers. */
const AT_NIGHT = { from: '21:00', to: '06:00' };
const CONSENT =
  'Sample: the clinic’s policy on pictures at its gates. Everything these cameras show is drawn; there is nobody on them.';

/** Who has the first reports wait. */
const HOLDS = 'The sample’s cameras';

/** Adds the cameras of a sample organisation that has none, without pictures yet: what leaves lines in the audit log. */
export async function prepareSampleCameras(services: SampleCameraServices, orgId: OrgId): Promise<void> {
  const { known, timeZone } = await camerasOf(services.db, orgId);
  if (known.length > 0) return;
  await setUp(services, orgId, beginOf(services.now(), timeZone));
  // a report made before the cameras told what they saw would count less than the desk shows
  await withOrg(services.db, orgId, (tx) => holdReports(tx, { since: services.now(), by: HOLDS }));
}

/**
 * Gives the cameras of a sample organisation six weeks of which no pictures are left, and drawn pictures of yesterday and today up to now, told as cameras' pictures
 * are told: events, numbered visitors, alerts. What is on a picture is known from its drawing, so no model is needed. Filled again, it gets
 * what has happened since. Answers how many pictures were added; none where somebody took the cameras away.
 */
export async function fillSampleCameras(services: SampleCameraServices, orgId: OrgId): Promise<number> {
  const added = await fillUp(services, orgId);
  await withOrg(services.db, orgId, (tx) => releaseReports(tx, HOLDS));
  return added;
}

async function fillUp(services: SampleCameraServices, orgId: OrgId): Promise<number> {
  const { db, now } = services;
  const { timeZone, known } = await camerasOf(db, orgId);
  const ours = known.filter(({ folder }) => SAMPLE_CAMERAS.some(({ camera }) => camera.folder === folder));
  if (ours.length === 0) return 0;
  const begin = beginOf(now(), timeZone);
  const seen = ours.flatMap(({ lastSeenAt }) => (lastSeenAt ? [lastSeenAt.getTime()] : []));
  const since = new Date(Math.max(begin.getTime(), ...seen));

  if (seen.length === 0) {
    await withOrg(db, orgId, (tx) => storeCameraPast(tx, ours, begin, timeZone));
    await trainCameras({ org: (work) => withOrg(db, orgId, work), now: begin });
  }
  let clock = since;
  let drawing: Drawn[] = [];
  const context: CameraContext = {
    db,
    files: services.files,
    vision: drawnVision(() => drawing),
    now: () => clock,
    log: services.log,
    window: { gapMs: 60_000, longestMs: 600_000 },
    enqueue: async () => {},
    ...(services.wake ? { wake: services.wake } : {}),
  };
  let added = 0;
  for (const frame of sampleFrames(since, now(), { timeZone })) {
    const camera = ours.find(({ folder }) => folder === folderOf(frame));
    // somebody may have taken it away, or switched it off
    if (!camera?.enabled) continue;
    if (frame.at.getTime() - clock.getTime() > 120_000) await closeCameraEvents(context, orgId);
    clock = frame.at;
    drawing = frame.things;
    const bytes = await drawnPicture(drawScene(frame.place, frame.things, { night: isNight(frame.at, timeZone) }));
    const { picture, status } = await takeFrame(context, orgId, camera.id, bytes, { takenAt: frame.at });
    if (status === 'duplicate') continue;
    await lookAtPicture(context, orgId, picture.id);
    added++;
  }
  clock = now();
  await closeCameraEvents(context, orgId);
  return added;
}

const camerasOf = (db: Db, orgId: OrgId): Promise<{ timeZone: string; known: Camera[] }> =>
  withOrg(db, orgId, async (tx) => ({
    timeZone: (await findOrganisation(tx))?.timeZone ?? 'UTC',
    known: await listCameras(tx),
  }));

/** The morning of the day before: what people did before it is told already, and a night lies behind it. */
const beginOf = (now: Date, timeZone: string): Date =>
  new Date(
    Temporal.Instant.fromEpochMilliseconds(now.getTime())
      .toZonedDateTimeISO(timeZone)
      .subtract({ days: 1 })
      .withPlainTime('07:00').epochMilliseconds,
  );

const folderOf = ({ place }: SampleFrame): string | undefined =>
  SAMPLE_CAMERAS.find((one) => one.place === place)?.camera.folder;

/** Cameras, the organisation's consent, and rules that tell of whoever comes at night, also where no face is seen. */
function setUp({ db, auditKey }: SampleCameraServices, orgId: OrgId, now: Date): Promise<Camera[]> {
  return withOrg(db, orgId, async (tx) => {
    const admin = (await activeMembers(tx)).find(({ role }) => role === 'admin');
    const principal = admin && (await memberPrincipal(tx, admin.id, { platform: 'console', audience: 'private' }));
    if (!principal) throw new Error('the sample has no active admin');
    const work: Work = { tx, principal, now, auditKey };
    const cameras: Camera[] = [];
    for (const { camera } of SAMPLE_CAMERAS) cameras.push(await createCamera(work, camera));
    await recordOrganisationConsent(work, { state: 'given', text: CONSENT });
    for (const { kind, number } of await listRules(tx, ['active']))
      if (kind === 'unknown_person' || kind === 'zone_entry')
        await updateRule(work, number, {
          params: { ...AT_NIGHT, ...(kind === 'unknown_person' && { faceless: true }) },
        });
    return cameras;
  });
}

/** Sees in a picture what was drawn in it. */
function drawnVision(drawing: () => readonly Drawn[]): Vision {
  return {
    embedder: null,
    reid: { id: 'drawn-clothing', dimensions: OUTFITS.length },
    status: () => [
      { task: 'object-detect', name: 'drawn', state: 'ready', path: null, problem: null, mend: null },
      { task: 'appearance', name: 'drawn', state: 'ready', path: null, problem: null, mend: null },
    ],
    faces: async () => [],
    objects: async () =>
      drawing().map(
        (one): SeenObject => ({
          kind: one.kind,
          box: boxOf(one),
          score: 0.93,
          appearance: one.kind === 'person' ? Float32Array.from(OUTFITS, (coat) => Number(coat === one.coat)) : null,
        }),
      ),
    load: () => ({ workers: 0, busy: 0, waiting: 0 }),
    close: async () => {},
  };
}
