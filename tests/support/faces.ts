import { insertCameraEvent } from '../../src/db/camera-events.ts';
import { findCameraById, insertCamera } from '../../src/db/cameras.ts';
import { nextNumber } from '../../src/db/counters.ts';
import { insertPicture } from '../../src/db/pictures.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import type { StoredPicture } from '../../src/domain/picture.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Embedder, SeenFace } from '../../src/models/vision.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { recordOrganisationConsent } from '../../src/pipeline/recognition/consents.ts';
import { identify } from '../../src/pipeline/recognition/identify.ts';
import { type RecordedFace, recordFaces } from '../../src/pipeline/recognition/record-faces.ts';
import { recordSighting } from '../../src/pipeline/recognition/sightings.ts';
import type { Work } from '../../src/pipeline/work.ts';
import type { TestDatabase } from './database.ts';

/** An embedder of a few numbers: faces in tests are directions. */
export const embedder: Embedder = { id: 'test-v1', dimensions: 16, threshold: 0.42, unsureFrom: 0.32 };

/** A vector of length 1. */
export function direction(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

/** Somebody’s looks: one axis of their own. `like` mixes in those of others, e.g. `{ 3: 0.5 }`. */
export function looks(axis: number, like: Record<number, number> = {}): Float32Array {
  const values = Array.from({ length: embedder.dimensions }, (_, i) => (i === axis ? 1 : (like[i] ?? 0)));
  return direction(values);
}

/** A good picture of a face, 100 pixels wide; the boxes of several are side by side. */
export const seenFace = (embedding: Float32Array | null, part: Partial<SeenFace> = {}): SeenFace => ({
  box: [100, 100, 100, 100],
  points: [
    [130, 140],
    [170, 140],
    [150, 160],
    [135, 180],
    [165, 180],
  ],
  score: 0.9,
  quality: { size: 100, sharpness: 200, turned: 0.1, overall: 0.9 },
  live: null,
  embedding,
  ...part,
});

/** An organisation whose faces may be recognised, with a camera. */
export function faceDesk(opened: TestDatabase, admin: Principal, now = new Date('2026-11-20T12:00:00Z')) {
  const key = auditKey('secret');
  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>, at = now): Promise<T> =>
    withOrg(opened.db, admin.orgId, (tx) => change({ tx, principal, now: at, auditKey: key }));
  const inOrg = <T>(change: (work: Work) => Promise<T>, at = now): Promise<T> => as(admin, change, at);
  let cameras = 0;

  const picture = async (work: Work, part: Partial<StoredPicture> = {}): Promise<StoredPicture> => {
    const stored: StoredPicture = {
      id: newId(),
      storageKey: `${admin.orgId}/${newId()}`,
      sha256: newId().replaceAll('-', '').padEnd(64, '0'),
      mediaType: 'image/jpeg',
      size: 1000,
      width: 1000,
      height: 1000,
      class: 'frame',
      cameraId: null,
      takenAt: work.now,
      addedAt: work.now,
      ...part,
    };
    await insertPicture(work.tx, stored);
    return stored;
  };

  return {
    as,
    inOrg,
    picture,
    allow: () => inOrg((work) => recordOrganisationConsent(work, { state: 'given', text: 'Our policy' })),
    async camera(name = `Camera ${cameras++}`) {
      const id = newId();
      await inOrg(async ({ tx }) =>
        insertCamera(tx, {
          id,
          number: await nextNumber(tx, 'camera'),
          name,
          folder: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
          location: '',
          enabled: true,
          zones: [],
          mask: [],
          stricter: 0,
          notes: '',
          lastSeenAt: null,
          lastPictureId: null,
          createdAt: now,
          updatedAt: now,
          updatedBy: 'x',
        }),
      );
      return id;
    },
    async event(cameraId: string, at = now) {
      const id = newId();
      await inOrg(async ({ tx }) =>
        insertCameraEvent(tx, {
          id,
          number: await nextNumber(tx, 'camera_event'),
          cameraId,
          startedAt: at,
          endedAt: at,
          pictures: 1,
          bestPictureId: null,
          objects: {},
          zones: [],
          risk: 0,
          reasons: [],
          summary: '',
          summaryBy: null,
          closedAt: null,
          updatedAt: at,
        }),
      );
      return id;
    },
    /** A camera’s picture of these faces, as an event’s where one is given. */
    async see(
      faces: readonly SeenFace[],
      given: { at?: Date; event?: { id: string; cameraId: string } } = {},
    ): Promise<RecordedFace[]> {
      const { at = now, event } = given;
      return inOrg(async (work) => {
        const stored = await picture(work, { takenAt: at, cameraId: event?.cameraId ?? null });
        const camera = event ? ((await findCameraById(work.tx, event.cameraId)) ?? undefined) : undefined;
        const decisions = await identify(work.tx, faces, embedder, { camera });
        const recorded = await recordFaces(work, stored, faces, decisions, {
          source: 'camera',
          cameraEventId: event?.id ?? null,
          embedder,
          ...(camera && { camera }),
        });
        for (const { person, face } of recorded)
          if (event && person)
            await recordSighting(work, {
              personId: person.id,
              cameraId: event.cameraId,
              cameraEventId: event.id,
              at,
              faceId: face.id,
              decision: face.decision!,
            });
        return recorded;
      }, at);
    },
  };
}
