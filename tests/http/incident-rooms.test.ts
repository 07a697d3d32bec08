import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRoom } from '../../src/db/incident-rooms.ts';
import { ROLES } from '../../src/domain/role.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { listAudit } from '../../src/pipeline/audit.ts';
import { bindChannel } from '../../src/pipeline/chat-channels.ts';
import { connectWorkspace } from '../../src/pipeline/chat-workspaces.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { addMember } from '../../src/pipeline/members.ts';
import { roomSetting, setRooms } from '../../src/pipeline/rooms/rooms.ts';
import { fakeConnections } from '../support/chat-connections.ts';
import { databases } from '../support/database.ts';
import { cookieOf, postForm, signIn } from '../support/sign-in.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const PATH = '/api/v1/incident-rooms';

describe.each(databases)('rooms of incidents over HTTP on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let other: WebOrganisation;
  let admin: string;
  let manager: string;
  beforeAll(async () => {
    server = await openWebServer(kind, { pages: consoleRoutes, services: { connections: fakeConnections() } });
    [org, other] = [await server.organisation(), await server.organisation()];
    await org.work((w) => connectWorkspace(w, { platform: 'slack', workspace: 'T1', name: 'Harbour' }));
    admin = await signIn(server, org, org.adminId);
    const member = await org.work((w) =>
      addMember(w, { name: 'Mira', email: 'mira@harbour.example', role: 'manager' }),
    );
    manager = await signIn(server, org, member.id);
  });
  afterAll(() => server.close());
  const page = async (path: string, cookie = admin): Promise<string> =>
    (await server.call('GET', path, { cookie, headers: { accept: 'text/html' } })).text;
  /** Posts a form, and answers the page that the browser shows then. */
  const submit = async (path: string, fields: Record<string, string>, cookie = admin): Promise<string> => {
    const answer = await postForm(server, path, fields, cookie);
    expect(answer.status, answer.text).toBe(303);
    return page(answer.headers.get('location')!, `${cookie}; ${cookieOf(answer.headers)}`);
  };
  const setting = () => org.work(({ tx }) => roomSetting(tx));

  test('the API tells the setting and changes it, for admins alone and of their organisation', async () => {
    const off = { enabled: false, severity_floor: null };
    expect((await server.call('GET', PATH, { key: org.keys.admin })).json).toEqual(off);
    const on = { enabled: true, severity_floor: 'high' };
    const changed = await server.call('PATCH', PATH, { key: org.keys.admin, body: on });
    expect([changed.status, changed.json]).toEqual([200, on]);
    expect((await server.call('GET', PATH, { key: org.keys.admin })).json).toEqual(on);
    expect((await server.call('GET', PATH, { key: other.keys.admin })).json).toEqual(off);
    for (const role of ROLES.filter((one) => one !== 'admin')) {
      expect((await server.call('GET', PATH, { key: org.keys[role] })).status, role).toBe(403);
      expect((await server.call('PATCH', PATH, { key: org.keys[role], body: off })).status, role).toBe(403);
    }
    expect((await server.call('GET', PATH)).status).toBe(401);
    for (const body of [{}, { enabled: 'yes' }, { ...on, severity_floor: 'worst' }, { ...on, more: 1 }, [], null])
      expect((await server.call('PATCH', PATH, { key: org.keys.admin, body })).status, JSON.stringify(body)).toBe(400);
    expect(await setting()).toEqual({ enabled: true, floor: 'high' });
    const { items } = await org.work(({ tx }) => listAudit(tx, { action: 'chat_rooms.set', limit: 5 }));
    expect(items).toHaveLength(1);
  });

  test('the form on the Channels page shows the setting and changes it', async () => {
    await org.work((w) => setRooms(w, { enabled: false, floor: null }));
    expect(await page('/channels')).toContain('Rooms of incidents');
    const told = await submit('/channels/rooms', { enabled: 'yes', floor: 'critical' });
    expect(told).toContain('Incidents can have rooms of their own.');
    expect(told).toMatch(/<option value="yes" selected[^>]*>On, when somebody asks/);
    expect(told).toMatch(/<option value="critical" selected/);
    expect(await setting()).toEqual({ enabled: true, floor: 'critical' });
    // what is no severity is none
    expect(await submit('/channels/rooms', { enabled: 'yes', floor: '<script>' })).not.toContain('<script>alert');
    expect(await setting()).toEqual({ enabled: true, floor: null });
    expect((await postForm(server, '/channels/rooms', { enabled: 'no' }, manager)).status).toBe(403);
    expect((await setting()).enabled).toBe(true);
    expect(await submit('/channels/rooms', { enabled: 'no', floor: '' })).toContain('Incidents get no rooms.');
    expect((await setting()).enabled).toBe(false);
  });

  test('the buttons on the page of an incident open its room and let somebody in', async () => {
    const incident = await org.work((w) => openIncident(w, { title: 'Fence cut <b>', severity: 'high' }));
    const path = `/incidents/INC-${incident.number}`;
    const room = () => org.work(({ tx }) => findRoom(tx, incident.id));
    const button = (verb: string): string => `action="${path}/room"><input type="hidden" name="do" value="${verb}">`;
    expect(await page(path)).not.toContain('id="room-title"');
    expect(await submit(`${path}/room`, { do: 'open' })).toContain('an admin turns them on');
    await org.work((w) => setRooms(w, { enabled: true, floor: null }));
    expect(await page(path)).toContain(button('open'));
    // whoever may only read is shown no button, and pressing one all the same opens nothing
    expect(await page(path, manager)).not.toContain(button('open'));
    expect(await submit(`${path}/room`, { do: 'open' }, manager)).not.toContain('There is no channel');
    expect(await room()).toBeNull();
    expect(await submit(`${path}/room`, { do: 'open' })).toContain('There is no channel to open a room from');
    expect(await submit(`${path}/room`, { do: 'join' })).toContain('has no room that can be joined');

    await org.work(async (w) => {
      await bindChannel(w, { platform: 'slack', workspace: 'T1', channel: 'C1' }, { purpose: 'alerts', floor: 'low' });
    });
    expect(await submit(`${path}/room`, { do: 'open' })).toContain('A room is being opened: inc-');
    expect(await room()).toMatchObject({ state: 'opening', platform: 'slack', parent: 'C1' });
    expect(await page(path)).not.toContain(button('open'));
    expect(await submit(`${path}/room`, { do: 'open' })).toContain('There is a room already: inc-');
    expect(await submit(`${path}/room`, { do: 'join' }, manager)).toContain('You are let into inc-');
    expect(await page(path)).toContain('<li>Mira <span class="quiet">is let in soon</span></li>');
  });
});
