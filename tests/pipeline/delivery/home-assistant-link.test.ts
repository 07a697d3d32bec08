import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { livePauses } from '../../../src/db/alert-pauses.ts';
import { listAlerts } from '../../../src/db/alerts.ts';
import { findCamera } from '../../../src/db/cameras.ts';
import { findPerson } from '../../../src/db/persons.ts';
import type { Camera } from '../../../src/domain/camera.ts';
import { silentLog } from '../../../src/log.ts';
import { auditKey, listAudit } from '../../../src/pipeline/audit.ts';
import { updateCamera } from '../../../src/pipeline/cameras/registry.ts';
import { addTarget, changeTarget, removeTarget } from '../../../src/pipeline/delivery/delivery-targets.ts';
import { parseNetworks } from '../../../src/pipeline/delivery/guarded-address.ts';
import { createHomeAssistant } from '../../../src/pipeline/delivery/home-assistant-link.ts';
import { recordPersonConsent } from '../../../src/pipeline/recognition/consents.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { tokenKey } from '../../../src/pipeline/sealed-tokens.ts';
import { body, type CameraWorld, cameraWorld, direction, face } from '../../support/cameras.ts';
import { databases, newOrganisation, type TestDatabase } from '../../support/database.ts';
import { startBroker, type TestBroker } from '../../support/mqtt-broker.ts';

const SEAL = tokenKey('a secret for tests');
const KEEPING = { key: SEAL, allowed: parseNetworks('127.0.0.1') };
const AT = new Date('2026-03-02T12:00:00Z');

describe.each(databases)('Home Assistant on $name', ({ open }) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  let broker: TestBroker;
  let home: ReturnType<typeof createHomeAssistant>;
  let door: Camera;
  let dock: Camera;
  beforeAll(async () => {
    opened = await open();
    world = await cameraWorld(opened.db, { now: AT });
    await world.consent();
    broker = await startBroker({ password: 'right' });
    door = await world.camera({ name: 'Front door' });
    dock = await world.camera({ name: 'Dock' });
    home = createHomeAssistant({
      db: opened.db,
      key: SEAL,
      auditKey: auditKey('s'),
      files: world.context.files,
      network: { allowed: parseNetworks('127.0.0.1'), installationUrl: null },
      publicUrl: 'https://desk.example.org',
      silentMs: 3_600_000,
      now: () => world.clock.now,
      log: silentLog(),
    });
  });
  afterAll(async () => {
    await home.stop();
    await broker.close();
    await world.close();
    await opened.close();
  });
  const place = (part: Record<string, unknown> = {}, name = 'House') => ({
    kind: 'mqtt' as const,
    name,
    purposes: ['alerts' as const],
    settings: { url: broker.url, user: 'desk', prefix: 'nest/a', cameras: true, ...part },
    password: 'right',
  });
  /** What stands at the broker, retained. */
  const kept = (): Map<string, string> => {
    const all = new Map<string, string>();
    for (const { topic, payload, retain } of broker.messages) {
      if (!retain) continue;
      if (payload === '') all.delete(topic);
      else all.set(topic, payload);
    }
    return all;
  };
  const press = async (topic: string, payload: string | Buffer, retain = false): Promise<void> => {
    const client = await mqtt.connectAsync(broker.url, { username: 'x', password: 'right' });
    await client.publishAsync(topic, payload, { qos: 1, retain });
    await client.endAsync();
  };
  const add = (input: ReturnType<typeof place>) => world.as(world.admin, (work) => addTarget(work, KEEPING, input));

  test('is told of each camera and of who agreed, and forgets what is no longer so', async () => {
    const { told } = await world.send(door, AT, {
      objects: [body([10, 10, 30, 80])],
      faces: [face([15, 15, 20, 20], direction(0))],
    });
    expect(told).not.toBeNull();
    const person = await world.org((tx) =>
      tx.selectFrom('person').selectAll().where('org_id', '=', tx.orgId).executeTakeFirstOrThrow(),
    );
    await world.as(world.admin, (work) => namePerson(work, person.number, 'Dana Whitfield'));
    const { target } = await add(place({ pictures: true, people: [person.number] }));
    await home.pass();
    const first = kept();
    const node = `safenest_${target.id.replaceAll('-', '').slice(-12)}`;
    expect(JSON.parse(first.get(`homeassistant/binary_sensor/${node}/camera_1_online/config`)!)).toMatchObject({
      name: 'Front door online',
      state_topic: 'nest/a/cameras/1/online',
      availability_topic: 'nest/a/link',
    });
    expect(first.get('nest/a/link')).toBe('online');
    expect(first.get('nest/a/cameras/1/online')).toBe('ON');
    expect(first.get('nest/a/cameras/1/people')).toBe('1');
    expect(first.get('nest/a/cameras/2/online')).toBe('OFF');
    // somebody who did not agree is neither named nor told of
    expect([...first].join('\n')).not.toContain('Dana');
    expect(JSON.parse(first.get('nest/a/cameras/1/event')!)).toMatchObject({ summary: '1 person' });
    // pictures are shown and never kept there
    const pictures = broker.messages.filter(({ topic }) => topic === 'nest/a/cameras/1/picture');
    expect(pictures.map(({ retain }) => retain)).toEqual([false]);

    const known = await world.org((tx) => findPerson(tx, person.number));
    await world.as(world.admin, (work) => recordPersonConsent(work, known!, { state: 'given', text: 'Yes.' }));
    await home.pass();
    expect(JSON.parse(kept().get(`nest/a/people/${person.number}`)!)).toMatchObject({ camera: 'Front door' });
    world.clock.now = new Date(AT.getTime() + 120_000);
    await world.as(world.admin, (work) => recordPersonConsent(work, known!, { state: 'withdrawn', text: 'No.' }));
    await home.pass();
    expect([...kept()].join('\n')).not.toMatch(/Dana|people\/\d|person_/);
    expect(kept().get('nest/a/cameras/1/people')).toBe('0');

    // nothing changed: nothing is said
    const said = broker.messages.length;
    await home.pass();
    expect(broker.messages.length).toBe(said);

    // without an admin's word nothing is listened to
    await press('nest/a/cameras/1/enabled/set', 'OFF');
    await press('nest/a/pause/set', 'ON');
    await home.pass();
    expect((await world.org((tx) => findCamera(tx, 1)))?.enabled).toBe(true);
    await world.as(world.admin, (work) => removeTarget(work, target.id));
    await home.pass();
    expect([...kept().keys()].filter((topic) => topic.startsWith('nest/a') || topic.includes('camera_'))).toEqual([
      ...(kept().has('nest/a/cameras/1/enabled/set') ? ['nest/a/cameras/1/enabled/set'] : []),
    ]);
  });

  test('its switches turn a camera off and pause alerts, with a line in the audit log', async () => {
    const { target } = await add(place({ control: true }, 'Switches'));
    await home.pass();
    expect(kept().get('nest/a/cameras/2/enabled')).toBe('ON');
    await press('nest/a/cameras/2/enabled/set', 'OFF');
    await press('nest/a/pause/set', 'ON');
    await vi.waitFor(async () => {
      expect(kept().get('nest/a/cameras/2/enabled')).toBe('OFF');
      expect(kept().get('nest/a/pause')).toBe('ON');
    });
    expect((await world.org((tx) => findCamera(tx, dock.number)))?.enabled).toBe(false);
    const audit = await world.org(async (tx) => (await listAudit(tx, { limit: 20 })).items);
    expect(audit).toContainEqual(expect.objectContaining({ action: 'camera.update', subject: 'CAM-2' }));
    expect(audit).toContainEqual(
      expect.objectContaining({ action: 'alerts.pause', actorName: 'Home Assistant (Switches)' }),
    );

    // paused: what a camera sees raises nothing
    const [pause] = await world.org((tx) => livePauses(tx, world.clock.now));
    expect(pause).toMatchObject({ scope: 'cameras' });
    const intruder = async (axis: number): Promise<number> => {
      const at = new Date(world.clock.now.getTime() + 1_200_000);
      await world.send(door, at, {
        objects: [body([10, 10, 30, 80])],
        faces: [face([15, 15, 20, 20], direction(axis))],
      });
      return (await world.org((tx) => listAlerts(tx, { limit: 100 }))).length;
    };
    await world.as(world.admin, (work) =>
      updateCamera(work, 1, {
        zones: [
          {
            name: 'Vault',
            kind: 'restricted',
            polygon: [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 1],
            ],
          },
        ],
      }),
    );
    const raised = (await world.org((tx) => listAlerts(tx, { limit: 100 }))).length;
    expect(await intruder(1)).toBe(raised);
    expect((await world.org((tx) => livePauses(tx, world.clock.now)))[0]!.held).toBeGreaterThan(0);
    await press('nest/a/pause/set', 'OFF');
    await vi.waitFor(async () => expect(await world.org((tx) => livePauses(tx, world.clock.now))).toEqual([]));

    // nothing else is obeyed: other topics, other words, what was kept for us, and far too much
    const other = await newOrganisation(opened.db);
    expect(other.orgId).not.toBe(world.orgId);
    const before = (await world.org((tx) => listAudit(tx, { limit: 100 }))).items.length;
    for (const [topic, payload] of [
      ['nest/a/cameras/2/enabled/set', 'on'],
      ['nest/a/cameras/2/enabled/set', 'ON\n'],
      ['nest/a/cameras/2/enabled/set', '{"state":"ON"}'],
      ['nest/a/cameras/999/enabled/set', 'ON'],
      ['nest/a/cameras/-1/enabled/set', 'ON'],
      ['nest/a/cameras/2/delete/set', 'ON'],
      ['nest/b/cameras/2/enabled/set', 'ON'],
      ['nest/a/cameras/2/enabled', 'ON'],
      ['nest/a/pause/set', 'ON; drop table camera'],
      ['nest/a/pause/set', ''],
    ] as const)
      await press(topic, payload);
    await press('nest/a/pause/set', Buffer.alloc(100_000, 0x4f));
    await home.pass();
    expect((await world.org((tx) => listAudit(tx, { limit: 100 }))).items.length).toBe(before);
    expect((await world.org((tx) => findCamera(tx, dock.number)))?.enabled).toBe(false);

    // the setting taken back: a press that is already on its way does nothing
    await world.as(world.admin, (work) => {
      world.clock.now = new Date(world.clock.now.getTime() + 1000);
      return changeTarget({ ...work, now: world.clock.now }, KEEPING, target.id, place({ control: false }, 'Switches'));
    });
    await press('nest/a/cameras/2/enabled/set', 'ON');
    await home.pass();
    expect((await world.org((tx) => findCamera(tx, dock.number)))?.enabled).toBe(false);
    expect(kept().has('nest/a/pause')).toBe(false);
    // what a broker kept from another day is no press
    await press('nest/a/cameras/2/enabled/set', 'ON', true);
    await world.as(world.admin, (work) => {
      world.clock.now = new Date(world.clock.now.getTime() + 1000);
      return changeTarget({ ...work, now: world.clock.now }, KEEPING, target.id, place({ control: true }, 'Switches'));
    });
    await home.pass();
    await home.pass();
    expect((await world.org((tx) => findCamera(tx, dock.number)))?.enabled).toBe(false);
  });
});
