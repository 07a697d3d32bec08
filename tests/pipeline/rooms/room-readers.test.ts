import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoomPatch } from '../../../src/db/incident-rooms.ts';
import { findRoom, saveRoom } from '../../../src/db/incident-rooms.ts';
import { findIncident } from '../../../src/db/incidents.ts';
import { withOrg } from '../../../src/db/scope.ts';
import { openIncident } from '../../../src/pipeline/incidents.ts';
import { newsChannels } from '../../../src/pipeline/news-channels.ts';
import { readersOfRoom } from '../../../src/pipeline/rooms/room-readers.ts';
import { openRoom, setRooms } from '../../../src/pipeline/rooms/rooms.ts';
import { chatDesk } from '../../support/chat-desk.ts';
import { databases, newOrganisation } from '../../support/database.ts';

let opened: Awaited<ReturnType<(typeof databases)[number]['open']>>;
beforeAll(async () => {
  opened = await databases[0]!.open();
}, 120_000);
afterAll(() => opened?.close());

test('who reads a room is who the platform says is in it: a stranger, a silence or an empty one counts as nobody known', async () => {
  const { db } = opened;
  const { orgId, admin, member } = await newOrganisation(db);
  const desk = chatDesk(db, []);
  const workspace = `T${orgId}`;
  await desk.connect(admin, 'slack', workspace);
  const [officer, manager, employee] = [await member('officer'), await member('manager'), await member('employee')];
  for (const [who, id] of [
    [officer, 'UOFF'],
    [manager, 'UMAN'],
    [employee, 'UEMP'],
  ] as const)
    await desk.link(admin, who, { platform: 'slack', workspace, id });
  const channel = { platform: 'slack' as const, workspace, channel: 'C1' };
  const pressed = { ...officer, place: { platform: 'slack', audience: 'shared', channel } as const };
  await desk.work(pressed, (work) => openIncident(work, { title: 'Break-in' }));
  await expect(desk.work(pressed, (work) => openRoom(work, 1))).rejects.toMatchObject({ code: 'conflict' });
  await expect(desk.work(officer, (work) => setRooms(work, { enabled: true, floor: null }))).rejects.toMatchObject({
    code: 'forbidden',
  });
  await desk.work(admin, (work) => setRooms(work, { enabled: true, floor: null }));
  expect(await desk.work(pressed, (work) => openRoom(work, 1))).toMatchObject({ isNew: true, name: 'inc-1-break-in' });
  expect(await desk.work(pressed, (work) => openRoom(work, 1))).toMatchObject({ isNew: false });
  await expect(desk.work({ ...manager, place: pressed.place }, (work) => openRoom(work, 1))).rejects.toMatchObject({
    code: 'forbidden',
  });

  const now = new Date();
  const readers = (patch: RoomPatch) =>
    withOrg(db, orgId, async (tx) => {
      const incident = (await findIncident(tx, 1))!;
      await saveRoom(tx, (await findRoom(tx, incident.id))!.id, {
        state: 'open',
        channel: 'CROOM',
        readAt: now,
        ...patch,
      });
      const news = {
        purpose: 'alerts',
        pending: true,
        needs: 'incidents.read',
        state: { kind: 'incident', ref: 'INC-1', status: 'open', severity: 'medium', by: null, assignee: null },
      } as const;
      const told = (await newsChannels(tx, news, now)).find((one) => one.channel === 'CROOM');
      return {
        least: await readersOfRoom(tx, (await findRoom(tx, incident.id))!, now),
        brief: told?.brief,
        withoutLogs: told?.withoutLogs,
        over: told?.over,
      };
    });
  expect(await readers({ readers: ['UOFF'] })).toEqual({
    least: 'officer',
    brief: false,
    withoutLogs: false,
    over: undefined,
  });
  expect((await readers({ readers: ['UOFF', 'UMAN'] })).brief).toBe(false);
  expect(await readers({ readers: ['UOFF', 'UEMP'] })).toMatchObject({
    least: 'employee',
    brief: true,
    withoutLogs: true,
  });
  for (const unknown of [['UOFF', 'USTRANGER'], [], null])
    expect(await readers({ readers: unknown })).toMatchObject({ least: null, brief: true, withoutLogs: true });
  expect((await readers({ readers: ['UOFF'], readAt: new Date(now.getTime() - 20 * 60_000) })).least).toBeNull();
  // what was archived is left as it stands
  expect((await readers({ readers: ['UOFF'], state: 'archived' })).over).toBe(true);
}, 120_000);
