import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { listAlerts } from '../../src/db/alerts.ts';
import { listCameraEvents, peopleOfEvent } from '../../src/db/camera-events.ts';
import { listCameras } from '../../src/db/cameras.ts';
import { findPicture } from '../../src/db/pictures.ts';
import { withOrg } from '../../src/db/scope.ts';
import { countUnseen } from '../../src/db/unseen-pictures.ts';
import { sampleFrames } from '../../src/demo/camera-day.ts';
import { fillSampleCameras, prepareSampleCameras } from '../../src/demo/sample-cameras.ts';
import { sampleBegin, sampleMembers } from '../../src/demo/sample-week.ts';
import { silentLog } from '../../src/log.ts';
import { decodePicture } from '../../src/media/decode-picture.ts';
import { createFolderFiles } from '../../src/media/folder-files.ts';
import { auditKey, verifyAudit } from '../../src/pipeline/audit.ts';
import { createOrganisation } from '../../src/pipeline/members.ts';
import { readPicture } from '../../src/pipeline/pictures.ts';
import { dueReports } from '../../src/pipeline/reports/due-reports.ts';
import { databases, type TestDatabase } from '../support/database.ts';

const KEY = auditKey('a secret for tests');
const ZONE = 'Europe/Berlin';

describe.each(databases)('the cameras of the sample on $name', ({ open }) => {
  let opened: TestDatabase | null = null;
  let folder = '';
  afterEach(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  // in the morning, just after midnight, and as the visitor of the night comes
  test.each(['2026-11-21T08:00:00Z', '2026-11-22T23:30:00Z', '2026-03-29T20:50:00Z'])(
    'at %s they show a night with a stranger, without any model',
    async (at) => {
      opened = await open();
      folder = await mkdtemp(join(tmpdir(), 'safenest-sample-'));
      const { db } = opened;
      const now = new Date(at);
      const { orgId } = await createOrganisation(db, {
        name: 'Northwind Clinic',
        timeZone: ZONE,
        sample: true,
        admin: sampleMembers[0]!,
        auditKey: KEY,
        now: sampleBegin(now),
        place: { platform: 'cli', audience: 'private' },
      });
      const files = createFolderFiles(folder);
      const services = { db, files, auditKey: KEY, log: silentLog(), now: () => now };
      const read = <T>(look: Parameters<typeof withOrg<T>>[2]) => withOrg(db, orgId, look);
      expect(await fillSampleCameras(services, orgId)).toBe(0);
      const due = async () => (await dueReports(db, now)).filter((one) => one.orgId === orgId).map(({ kind }) => kind);
      const dueAtFirst = await due();
      await prepareSampleCameras(services, orgId);
      // what is made before the cameras told what they saw would count less than the desk shows
      expect(await due()).toEqual([]);
      expect(await fillSampleCameras(services, orgId)).toBeGreaterThan(12);
      expect(await due()).toEqual(dueAtFirst);
      expect(dueAtFirst).toContain('weekly');

      const cameras = await read(listCameras);
      expect(cameras.map(({ name }) => name).sort()).toEqual(['Main gate', 'Pharmacy loading dock']);
      for (const { lastSeenAt, lastPictureId } of cameras) {
        expect(now.getTime() - lastSeenAt!.getTime()).toBeLessThan(3_600_000);
        expect(lastPictureId).not.toBeNull();
      }
      const events = await read((tx) => listCameraEvents(tx, { limit: 100 }));
      expect(events.length).toBeGreaterThanOrEqual(6);
      const alerts = await read((tx) => listAlerts(tx, { limit: 100 }));
      // one alert a night, not one a picture
      const strangers = alerts.filter(({ kind }) => kind === 'unknown_person');
      expect(strangers.length).toBeLessThanOrEqual(2);
      const stranger = strangers.find(({ count }) => count === 2)!;
      expect(alerts.some(({ kind }) => kind === 'zone_entry')).toBe(true);
      expect(stranger.facts).toContainEqual({
        label: 'What is usual',
        value: 'people late in the evening are rare here',
      });
      // the same visitor at both cameras
      const where = new Set<string>();
      for (const event of events)
        for (const { personId, by } of await read((tx) => peopleOfEvent(tx, event.id)))
          if (personId === stranger.personId) where.add(`${event.cameraId} ${by}`);
      expect(where.size).toBe(2);
      const shown = await read((tx) => findPicture(tx, stranger.pictureId!));
      expect((await decodePicture(await readPicture(files, shown!))).pixels).toMatchObject({ width: 960, height: 540 });
      expect(await read((tx) => countUnseen(tx, 100))).toBe(0);
      expect(await read((tx) => verifyAudit(tx, KEY))).toMatchObject({ ok: true });

      expect(await fillSampleCameras(services, orgId)).toBe(0);
      const later = new Date(now.getTime() + 6 * 3_600_000);
      const since = new Date(Math.max(...cameras.map(({ lastSeenAt }) => lastSeenAt!.getTime())));
      expect(await fillSampleCameras({ ...services, now: () => later }, orgId)).toBe(
        sampleFrames(since, later, { timeZone: ZONE }).length,
      );
    },
    60_000,
  );
});
