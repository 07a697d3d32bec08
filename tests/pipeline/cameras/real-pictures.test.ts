import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAlerts } from '../../../src/db/alerts.ts';
import { listCameraEvents, peopleOfEvent } from '../../../src/db/camera-events.ts';
import type { Camera } from '../../../src/domain/camera.ts';
import { silentLog } from '../../../src/log.ts';
import { createVision, type Vision } from '../../../src/models/vision.ts';
import { closeCameraEvents } from '../../../src/pipeline/cameras/close-events.ts';
import { lookAtPicture } from '../../../src/pipeline/cameras/look-at-picture.ts';
import { takeFrame } from '../../../src/pipeline/cameras/take-frame.ts';
import { enrol } from '../../../src/pipeline/recognition/enrol.ts';
import { type CameraWorld, cameraWorld } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { sharedFile } from '../../support/shared-data.ts';

const models = sharedFile('models');
const people = sharedFile('data/lfw10');
const clips = sharedFile('data/intel-clips');
const START = Date.parse('2026-03-02T12:00:00Z');
const at = (seconds: number): Date => new Date(START + seconds * 1000);
const photo = (name: string, number: number): Buffer =>
  readFileSync(join(people!, name, `${name}_${String(number).padStart(4, '0')}.jpg`));

/** The last of the databases there are: real pictures take their time. */
const kind = databases.at(-1)!;

describe.skipIf(!models || !people || !clips)(`real pictures of cameras, on ${kind.name}`, () => {
  let opened: TestDatabase;
  let vision: Vision;
  let world: CameraWorld;
  let door: Camera;
  beforeAll(async () => {
    opened = await kind.open();
    vision = await createVision({ folder: models!, workers: 1, log: silentLog() });
    world = await cameraWorld(opened.db, { now: at(0) });
    world.context.vision = vision;
    await world.consent();
    door = await world.camera({ name: 'Front door' });
  }, 60_000);
  afterAll(async () => {
    await vision?.close();
    await world?.close();
    await opened?.close();
  });
  const send = async (camera: Camera, when: Date, bytes: Uint8Array) => {
    if (world.clock.now < when) world.clock.now = when;
    const { picture } = await takeFrame(world.context, world.orgId, camera.id, bytes, { takenAt: when });
    return lookAtPicture(world.context, world.orgId, picture.id);
  };
  const seenIn = async (eventId: string) => world.org((tx) => peopleOfEvent(tx, eventId));

  test('somebody enrolled is known at the door; a stranger is numbered, told of, and known again', async () => {
    const { person } = await enrol(
      { orgId: world.orgId, work: (change) => world.as(world.admin, change), vision, files: world.context.files },
      {
        name: 'Gerhard',
        consent: 'Yes.',
        pictures: [1, 2, 3].map((n) => ({ name: `${n}.jpg`, bytes: photo('Gerhard_Schroeder', n) })),
      },
    );
    const known = await send(door, at(10), photo('Gerhard_Schroeder', 7));
    expect(known?.detections.map(({ personId }) => personId)).toContain(person!.id);
    expect(known?.alerts).toEqual([]);

    const stranger = await send(door, at(1000), photo('Hugo_Chavez', 1));
    expect(stranger?.alerts).toMatchObject([{ isNew: true, severity: 'medium' }]);
    const again = await send(door, at(2000), photo('Hugo_Chavez', 3));
    const [first] = await seenIn(stranger!.event.id);
    expect(await seenIn(again!.event.id)).toMatchObject([{ personId: first!.personId, name: null, by: 'face' }]);
    const alerts = await world.org((tx) => listAlerts(tx, { limit: 10 }));
    expect(alerts).toMatchObject([{ kind: 'unknown_person', count: 2, personId: first!.personId, cameraId: door.id }]);
  }, 60_000);

  test('a burst of a clip is one event that says how many people there were', async () => {
    const room = await world.camera({
      name: 'Classroom',
      zones: [
        {
          name: 'Room',
          kind: 'public',
          polygon: [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ],
        },
      ],
    });
    const clip = join(clips!, 'classroom.gif');
    for (let page = 0; page < 8; page++)
      await send(
        room,
        at(5000 + page),
        await sharp(clip, { page: page * 5 })
          .jpeg({ quality: 95 })
          .toBuffer(),
      );
    const events = await world.org((tx) => listCameraEvents(tx, { cameraId: room.id, limit: 10 }));
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ pictures: 8, zones: ['Room'] });
    expect(events[0]!.objects.person!.most).toBeGreaterThanOrEqual(3);
    world.clock.now = at(6000);
    await closeCameraEvents(world.context, world.orgId);
    const [over] = await world.org((tx) => listCameraEvents(tx, { cameraId: room.id, limit: 1 }));
    expect(over?.summary).toMatch(/^\d+ people .*at Classroom, in Room; 8 pictures\.$/);
  }, 60_000);

  test('what people wear is told as a person would: in black in a classroom, in light and dark in a hazy hall', async () => {
    const hall = await world.camera({ name: 'Hall' });
    const frame = (clip: string, page: number) =>
      sharp(join(clips!, `${clip}.gif`), { page })
        .jpeg({ quality: 92 })
        .toBuffer();
    const wearing = async (bytes: Uint8Array, seconds: number) => {
      const told = await send(hall, at(seconds), bytes);
      return told!.detections
        .filter(({ kind, colours }) => kind === 'person' && colours)
        .map(({ colours }) => colours!);
    };
    const students = await wearing(await frame('classroom', 30), 5000);
    expect(students.length).toBeGreaterThanOrEqual(2);
    for (const { upper } of students) expect(Object.keys(upper ?? {})).toContain('black');
    const walkers = await wearing(await frame('face-demographics-walking', 20), 9000);
    expect(walkers.some(({ upper }) => upper?.black)).toBe(true);
    expect(walkers.some(({ upper }) => (upper?.grey ?? 0) + (upper?.white ?? 0) > 0.6)).toBe(true);
  }, 60_000);
});
