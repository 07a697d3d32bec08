import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { type Db, type OrgDb, withOrg } from '../../src/db/scope.ts';
import type { Camera } from '../../src/domain/camera.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { silentLog } from '../../src/log.ts';
import { createFolderFiles } from '../../src/media/folder-files.ts';
import type { SeenFace, SeenObject, Vision } from '../../src/models/vision.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import type { CameraContext } from '../../src/pipeline/cameras/camera-context.ts';
import { lookAtPicture } from '../../src/pipeline/cameras/look-at-picture.ts';
import { createCamera, type NewCamera } from '../../src/pipeline/cameras/registry.ts';
import { type TakenFrame, takeFrame } from '../../src/pipeline/cameras/take-frame.ts';
import type { Told } from '../../src/pipeline/cameras/tell-picture.ts';
import { recordOrganisationConsent } from '../../src/pipeline/recognition/consents.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { newOrganisation, type TestOrganisation } from './database.ts';

/** What a test has the models see. */
export interface Scene {
  objects?: SeenObject[];
  faces?: SeenFace[];
}

/** Models that see what they are told to. */
export interface ScriptedVision extends Vision {
  scene: Scene;
  /** How often they were asked. */
  asked: { objects: number; faces: number };
}

export const DIMENSIONS = 4;
export const SIZE = { width: 100, height: 100 };

export function scriptedVision(
  ready: readonly string[] = ['face-detect', 'face-embed', 'object-detect', 'appearance'],
): ScriptedVision {
  const vision: ScriptedVision = {
    scene: {},
    asked: { objects: 0, faces: 0 },
    embedder: { id: 'test-embedder', dimensions: DIMENSIONS, threshold: 0.5, unsureFrom: 0.4 },
    reid: { id: 'test-clothing', dimensions: DIMENSIONS },
    status: () =>
      (['face-detect', 'face-embed', 'object-detect', 'appearance'] as const).map((task) => ({
        task,
        name: task,
        state: ready.includes(task) ? 'ready' : 'missing',
        path: null,
        problem: null,
        mend: null,
      })),
    async objects() {
      vision.asked.objects++;
      return vision.scene.objects ?? [];
    },
    async faces() {
      vision.asked.faces++;
      return vision.scene.faces ?? [];
    },
    load: () => ({ workers: 1, busy: 0, waiting: 0 }),
    close: async () => {},
  };
  return vision;
}

/** A vector of length 1 in a direction of its own, or near one. */
export function direction(axis: number, towards = axis, share = 0): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  vector[axis] = 1 - share;
  vector[towards] = (vector[towards] ?? 0) + share;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

type PixelBox = [x: number, y: number, width: number, height: number];

/** Somebody standing there, in pixels of a picture of 100 × 100. */
export const body = (box: PixelBox, appearance: Float32Array | null = null, score = 0.9): SeenObject => ({
  kind: 'person',
  box,
  score,
  appearance,
});

/** A face good enough to recognise others by, unless `size` says otherwise. */
export function face([x, y, width, height]: PixelBox, embedding: Float32Array, size = 80): SeenFace {
  return {
    box: [x, y, width, height],
    points: [0.3, 0.7, 0.5, 0.35, 0.65].map((at, i) => [
      x + at * width,
      y + (0.3 + 0.12 * i) * height,
    ]) as SeenFace['points'],
    score: 0.95,
    quality: { size, sharpness: 200, turned: 0.1, overall: 0.9 },
    live: null,
    embedding,
  };
}

/** A small picture that is unlike the one of any other number. */
export const pictureBytes = (number: number, size = SIZE): Promise<Buffer> =>
  sharp({ create: { ...size, channels: 3, background: { r: number % 256, g: (number >> 8) % 256, b: 90 } } })
    .png()
    .toBuffer();

export interface CameraWorld extends TestOrganisation {
  context: CameraContext;
  vision: ScriptedVision;
  /** What the clock says; moved by `send`. */
  clock: { now: Date };
  as<T>(who: Principal, change: (work: Work) => Promise<T>): Promise<T>;
  org<T>(read: (tx: OrgDb) => Promise<T>): Promise<T>;
  camera(input: NewCamera): Promise<Camera>;
  consent(): Promise<void>;
  /** Sends a new picture, taken then, on which the models see this, and has it looked at. */
  send(camera: Camera, at: Date, scene: Scene): Promise<{ taken: TakenFrame; told: Told | null }>;
  close(): Promise<void>;
}

/** An organisation with cameras, whose pictures are looked at when a test says so. */
export async function cameraWorld(
  db: Db,
  {
    vision = scriptedVision(),
    now = new Date('2026-03-02T12:00:00Z'),
    size = SIZE,
  }: { vision?: ScriptedVision; now?: Date; size?: typeof SIZE } = {},
): Promise<CameraWorld> {
  const organisation = await newOrganisation(db);
  const { orgId, admin } = organisation;
  const folder = await mkdtemp(join(tmpdir(), 'safenest-cameras-'));
  const clock = { now };
  const context: CameraContext = {
    db,
    files: createFolderFiles(folder),
    vision,
    now: () => clock.now,
    log: silentLog(),
    window: { gapMs: 60_000, longestMs: 600_000 },
    enqueue: async () => {},
  };
  const as: CameraWorld['as'] = (principal, change) =>
    withOrg(db, orgId, (tx) => change({ tx, principal, now: clock.now, auditKey: auditKey('s') }));
  let pictures = 0;
  return {
    ...organisation,
    context,
    vision,
    clock,
    as,
    org: (read) => withOrg(db, orgId, read),
    camera: (input) => as(admin, (work) => createCamera(work, input)),
    consent: async () =>
      void (await as(admin, (work) => recordOrganisationConsent(work, { state: 'given', text: 'We agreed.' }))),
    async send(camera, at, scene) {
      if (clock.now < at) clock.now = at;
      vision.scene = scene;
      const taken = await takeFrame(context, orgId, camera.id, await pictureBytes(pictures++, size), { takenAt: at });
      return { taken, told: await lookAtPicture(context, orgId, taken.picture.id) };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
