import { describe, expect, test } from 'vitest';
import { findAlert } from '../../src/db/alerts.ts';
import { nextNumber } from '../../src/db/counters.ts';
import { addOutbox } from '../../src/db/outbox.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Role } from '../../src/domain/role.ts';
import type { Announcement, OutboundMessage } from '../../src/messages/outbound.ts';
import { updateCamera } from '../../src/pipeline/cameras/registry.ts';
import { redrawn } from '../../src/pipeline/chat-messages.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { body, type CameraWorld, cameraWorld } from '../support/cameras.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { ask, deskKey, testDesk } from '../support/desk.ts';

const pictures = (id: string): string => `/pictures/${id}?signed`;
const at = new Date('2026-11-23T06:00:00Z');
const posted = { platform: 'slack', workspace: 'T1', channel: 'C1', messageId: '1.1' };
const readBy = (principal: Principal, role: Role): Principal => ({
  ...principal,
  place: { platform: 'slack', audience: 'shared', readers: [role], conversation: 'c' },
});

/** The message about a matter as it is drawn anew for a channel that this role reads. */
async function pressedBefore(
  { database, world }: { database: TestDatabase; world: CameraWorld },
  presser: Principal,
  { role, kind, subject, ref }: { role: Role; kind: Announcement['kind']; subject: string; ref: string },
): Promise<OutboundMessage> {
  return withOrg(database.db, world.orgId, async (tx) => {
    const id = await addOutbox(tx, { kind, subject });
    await tx
      .updateTable('outbox')
      .set({ posted: JSON.stringify([posted]) })
      .where('id', '=', id)
      .execute();
    const principal = readBy(presser, role);
    return (await redrawn({ tx, principal, now: world.clock.now, pictures }, posted, ref))!;
  });
}

describe.each(databases)('a message that is drawn anew after a press, on $name', ({ open }) => {
  test('shows its channel no more than its readers may see: no picture, no face; of an incident what they see on its page', async () => {
    const database = await open();
    const world = await cameraWorld(database.db);
    const camera = await world.camera({ name: 'Front door' });
    const { taken } = await world.send(camera, world.clock.now, { objects: [body([10, 10, 30, 60])] });
    const officer = await world.member('officer');
    const number = await withOrg(database.db, world.orgId, async (tx) => {
      const next = await nextNumber(tx, 'alert');
      await tx
        .insertInto('alert')
        .values({
          id: newId(),
          org_id: world.orgId,
          number: next,
          kind: 'unknown_person',
          fingerprint: 'somebody',
          severity: 'high',
          title: 'Somebody at Front door',
          first_seen: world.clock.now,
          last_seen: world.clock.now,
          count: 1,
          raised_at: world.clock.now,
          updated_at: world.clock.now,
          camera_id: camera.id,
          picture_id: taken.picture.id,
        })
        .execute();
      return next;
    });
    const alert = (await withOrg(database.db, world.orgId, (tx) => findAlert(tx, number)))!;
    const about = { kind: 'alert_raised', subject: alert.id, ref: `ALR-${number}` } as const;
    const images = ({ card }: OutboundMessage) => card!.parts.filter(({ kind }) => kind === 'image').length;
    expect(images(await pressedBefore({ database, world }, officer, { ...about, role: 'officer' }))).toBe(1);
    const forModerators = await pressedBefore({ database, world }, officer, { ...about, role: 'moderator' });
    expect(images(forModerators)).toBe(0);
    expect(forModerators.card!.parts.some(({ kind }) => kind === 'actions')).toBe(true);

    const incident = await withOrg(database.db, world.orgId, (tx) =>
      openIncident(
        { tx, principal: officer, now: world.clock.now, auditKey: deskKey },
        { title: 'Laptop lost', severity: 'high', summary: 'It was Jo, by 10.0.0.7' },
      ),
    );
    const opened = {
      kind: 'incident_changed',
      subject: incident.id,
      ref: `INC-${incident.number}`,
    } as const;
    expect(JSON.stringify(await pressedBefore({ database, world }, officer, { ...opened, role: 'officer' }))).toContain(
      'It was Jo',
    );
    expect(
      JSON.stringify(await pressedBefore({ database, world }, officer, { ...opened, role: 'moderator' })),
    ).toContain('It was Jo');
    const brief = await pressedBefore({ database, world }, officer, { ...opened, role: 'employee' });
    expect(JSON.stringify(brief)).toContain(opened.ref);
    expect(JSON.stringify(brief)).not.toContain('It was Jo');
    await world.close();
    await database.close();
  });

  test('an answer about a camera keeps the picture that it tells of, and its button as it is now', async () => {
    const database = await open();
    const world = await cameraWorld(database.db);
    const camera = await world.camera({ name: 'Front door' });
    const started = world.clock.now;
    const [first, second] = [
      await world.send(camera, started, {}),
      await world.send(camera, new Date(started.getTime() + 600_000), {}),
    ].map(({ taken }) => taken.picture.id);
    world.clock.now = new Date(started.getTime() + 900_000);
    const desk = testDesk(database.db, () => world.clock.now, undefined, {
      services: { health: async () => ({ ok: true, checks: [] }), wake: () => {}, pictureLinks: () => pictures },
    });
    const time = started.toISOString().slice(11, 16);
    const { answer } = await ask(desk, world.admin, `show me the front door at ${time}`);
    const shownOn = (message: OutboundMessage | null): unknown[] =>
      [...(message?.card ? [message.card] : []), ...(message?.more ?? [])].flatMap(({ parts }) =>
        parts.flatMap((part) =>
          part.kind === 'image' ? [part.url] : part.kind === 'actions' ? part.actions.map(({ id }) => id) : [],
        ),
      );
    const again = () =>
      withOrg(database.db, world.orgId, (tx) =>
        redrawn({ tx, principal: world.admin, now: world.clock.now, pictures }, posted, ''),
      );
    await withOrg(database.db, world.orgId, (tx) =>
      tx
        .insertInto('inbox')
        .values({
          id: newId(),
          org_id: world.orgId,
          platform: 'slack',
          workspace: 'T1',
          event_id: 'E1',
          conversation: 'C1',
          event: JSON.stringify({}),
          received_at: at,
          claimed_until: null,
          begun_at: at,
          done_at: at,
          last_error: null,
          reply: JSON.stringify(posted),
          shows: JSON.stringify({ turn: answer.turnId }),
        })
        .execute(),
    );
    expect(shownOn(await again())).toEqual(expect.arrayContaining([pictures(first!), 'camera.disable']));
    await world.as(world.admin, (work) => updateCamera(work, camera.number, { enabled: false }));
    const off = shownOn(await again());
    expect(off).toEqual(expect.arrayContaining([pictures(first!), 'camera.enable']));
    expect(off).not.toContain(pictures(second!));
    await world.close();
    await database.close();
  });

  test('an answer without a card has its line of buttons once', async () => {
    const database = await open();
    const org = await newOrganisation(database.db);
    const jonas = await org.member('employee');
    const { answer } = await ask(
      testDesk(database.db, () => at),
      jonas,
      'logins of maria',
    );
    const now = await withOrg(database.db, org.orgId, async (tx) => {
      await tx
        .insertInto('inbox')
        .values({
          id: newId(),
          org_id: org.orgId,
          platform: 'slack',
          workspace: 'T1',
          event_id: 'E1',
          conversation: 'C1',
          event: JSON.stringify({}),
          received_at: at,
          claimed_until: null,
          begun_at: at,
          done_at: at,
          last_error: null,
          reply: JSON.stringify(posted),
          shows: JSON.stringify({ turn: answer.turnId }),
        })
        .execute();
      return (await redrawn({ tx, principal: jonas, now: at, pictures }, posted, ''))!;
    });
    const drawn = [...(now.card ? [now.card] : []), ...(now.more ?? [])];
    expect(drawn.filter(({ key }) => key.startsWith('answer:'))).toHaveLength(1);
    await database.close();
  });
});
