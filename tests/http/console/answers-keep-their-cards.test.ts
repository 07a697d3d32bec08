import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { offlineModel } from '../../../src/agent/chat-model.ts';
import { createDesk } from '../../../src/agent/respond.ts';
import type { Person } from '../../../src/domain/person.ts';
import { formatReference } from '../../../src/domain/reference.ts';
import { consoleRoutes } from '../../../src/http/console/routes/index.ts';
import { silentLog } from '../../../src/log.ts';
import { addMember, systemPrincipal } from '../../../src/pipeline/members.ts';
import { drawPerson } from '../../../src/pipeline/recognition/draw-person.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { toolsFor } from '../../../src/tools/index.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { faceDesk, looks, seenFace } from '../../support/faces.ts';
import { postForm, signIn } from '../../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../../support/web-server.ts';

/** The last of the databases there are: what is tested here is what a page makes of a conversation. */
const kind = databases.at(-1)!;
const minutesAgo = (minutes: number): Date => new Date(NOON.getTime() - minutes * 60_000);

describe(`a conversation that is loaded again, on ${kind.name}`, () => {
  let server: TestServer;
  let org: WebOrganisation;
  let cookie: string;
  let desk: ReturnType<typeof faceDesk>;
  let dana: Person;
  let daniel: Person;
  let pictures: string[];

  beforeAll(async () => {
    server = await openWebServer(kind, {
      pages: consoleRoutes,
      desk: ({ database, auditKey }) =>
        createDesk({
          db: database.db,
          tools: toolsFor,
          services: {
            health: async () => ({ ok: true, checks: [] }),
            wake: () => {},
            pictureLinks: () => (id) => `/media/pictures/${id}`,
          },
          model: offlineModel,
          auditKey,
          now: () => server.clock.now,
          log: silentLog(),
          publicUrl: null,
        }),
    });
    org = await server.organisation();
    const admin = await org.work((work) =>
      addMember(work, { name: 'Ada', email: 'ada@harbour.example', role: 'admin' }),
    );
    cookie = await signIn(server, org, admin.id);
    desk = faceDesk(
      { db: server.services.db } as TestDatabase,
      systemPrincipal(org.orgId, 'UTC', { platform: 'cli', audience: 'private' }),
      NOON,
    );
    await desk.allow();
    const door = await desk.camera('Loading bay');
    const seen = [];
    for (const [axis, ago] of [
      [0, 120],
      [1, 60],
    ] as const) {
      const at = minutesAgo(ago);
      const event = { id: await desk.event(door, at), cameraId: door };
      seen.push((await desk.see([seenFace(looks(axis))], { at, event }))[0]!);
    }
    pictures = seen.map(({ face }) => face.pictureId);
    [dana, daniel] = seen.map(({ person }) => person!) as [Person, Person];
    await desk.inOrg((work) => namePerson(work, dana.number, 'Dana Whitfield'));
    await desk.inOrg((work) => namePerson(work, daniel.number, 'Daniel Brook'));
  }, 60_000);
  afterAll(() => server.close());

  /** What stands on the page below each question, after the whole of them was asked and the page loaded again. */
  async function reloaded(questions: readonly string[]): Promise<string[]> {
    for (const text of questions) {
      server.clock.now = new Date(server.clock.now.getTime() + 1000);
      expect((await postForm(server, '/console/chat', { text }, cookie)).status).toBe(303);
    }
    const page = await server.call('GET', '/', { cookie, headers: { accept: 'text/html' } });
    return page.text
      .split('<article class="turn"')
      .slice(-questions.length)
      .map((turn) => /<div class="answer-cards">([\s\S]*?)<div class="feedback"/.exec(turn)![1]!);
  }

  test('shows below each answer the people of that answer', async () => {
    const cards = await reloaded(['when did we last see Dana Whitfield?', 'when did we last see Daniel Brook?']);
    expect(cards).toHaveLength(2);
    expect(cards[0]).toContain('Dana Whitfield');
    expect(cards[0]).toContain(pictures[0]);
    expect(cards[1]).toContain('Daniel Brook');
    expect(cards[1]).toContain(pictures[1]);
    expect(cards[1]).not.toContain('Dana Whitfield');
    expect(cards[1]).not.toContain(pictures[0]);
  });

  test('shows below each answer about a camera the picture of its own time', async () => {
    const cards = await reloaded(['show me the loading bay at 11:00', 'show me the loading bay at 12:00']);
    expect(cards.map((card) => pictures.filter((id) => card.includes(id)))).toEqual([[pictures[0]], [pictures[1]]]);
    // a press on one leaves the other as it is
    const keys = cards.map((card) => /data-card="([^"]+)"/.exec(card)![1]);
    expect(keys).toEqual(pictures.map((id) => `CAM-1/${id}`));
    const pressed = await server.call('POST', '/console/actions', {
      cookie,
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        origin: server.url,
      },
      body: new URLSearchParams({ id: 'camera.disable', value: keys[0]!, back: '/' }).toString(),
    });
    expect(pressed.json).toMatchObject({ text: 'CAM-1 is switched off.', key: keys[0] });
    expect(pressed.json.html).toContain(pictures[0]);
  });

  test('keeps whose face each of two cards of one person asks about', async () => {
    const faces = await desk.inOrg(({ tx }) =>
      tx.selectFrom('face').select(['id', 'person_id']).where('person_id', '=', dana.id).execute(),
    );
    await desk.see([seenFace(looks(0))], { at: minutesAgo(30) });
    const all = await desk.inOrg(({ tx }) =>
      tx.selectFrom('face').select('id').where('person_id', '=', dana.id).orderBy('id').execute(),
    );
    expect(all).toHaveLength(faces.length + 1);
    const view = { timeZone: 'UTC', can: () => true };
    const cards = await desk.inOrg(async (work) =>
      Promise.all(all.map(({ id }) => drawPerson(work, dana, view, { faceId: id }))),
    );
    const ref = formatReference({ kind: 'person', number: dana.number });
    expect(cards.map(({ key }) => key)).toEqual(all.map(({ id }) => `${ref}/${id}`));
    const [plain] = await desk.inOrg(async (work) => [await drawPerson(work, dana, view)]);
    expect(plain!.key).toBe(ref);
  });

  test('of an event in the list it is said whom its picture shows, where others are of others', async () => {
    const dock = await desk.camera('Dock');
    const event = { id: await desk.event(dock, minutesAgo(20)), cameraId: dock };
    const [first] = await desk.see([seenFace(looks(0))], { at: minutesAgo(20), event });
    await desk.see([seenFace(looks(1))], { at: minutesAgo(20), event });
    await desk.inOrg(({ tx }) =>
      tx
        .updateTable('camera_event')
        .set({ pictures: 2, best_picture_id: first!.face.pictureId })
        .where('id', '=', event.id)
        .execute(),
    );
    const { text } = await server.call('GET', '/events?camera=CAM-2', { cookie, headers: { accept: 'text/html' } });
    const [tile] = /<li class="tile">[\s\S]*?<\/li>/.exec(text)!;
    expect(tile).toContain(first!.face.pictureId);
    expect(tile).toContain('<p class="quiet">On this picture: Dana Whitfield</p>');
  });
});
