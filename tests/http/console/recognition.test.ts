import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCameraByFolder } from '../../../src/db/cameras.ts';
import { insertDetections } from '../../../src/db/detections.ts';
import { newId } from '../../../src/domain/id.ts';
import type { Person } from '../../../src/domain/person.ts';
import { LARGEST_PICTURE, pictureTooLarge } from '../../../src/domain/picture.ts';
import { formatReference } from '../../../src/domain/reference.ts';
import { ROLES, type Role } from '../../../src/domain/role.ts';
import { consoleRoutes } from '../../../src/http/console/routes/index.ts';
import { createCamera } from '../../../src/pipeline/cameras/registry.ts';
import { addMember, systemPrincipal } from '../../../src/pipeline/members.ts';
import { rejectFace } from '../../../src/pipeline/recognition/judge-faces.ts';
import { recordSighting } from '../../../src/pipeline/recognition/sightings.ts';
import { pictureBytes, type ScriptedVision, scriptedVision } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { embedder, faceDesk, looks, seenFace } from '../../support/faces.ts';
import { cookieOf, signIn } from '../../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../../support/web-server.ts';

const EVIL = '<script>alert(1)</script>';
const SQUARE = [
  [0.1, 0.1],
  [0.9, 0.1],
  [0.9, 0.9],
];
const READERS: Role[] = ['admin', 'officer', 'manager'];
const WRITERS: Role[] = ['admin', 'officer'];

/** The last of the databases there are: what is tested here is what pages make of it. */
const kind = databases.at(-1)!;

describe(`the console's pages of cameras and people, on ${kind.name}`, () => {
  let server: TestServer;
  let vision: ScriptedVision;
  let org: WebOrganisation;
  let elsewhere: WebOrganisation;
  const cookies = {} as Record<Role, string>;
  let stranger: Person;
  let other: Person;
  let third: Person;
  let foreign: { person: string; face: string; camera: string };
  let faces: string[];

  const deskOf = (one: WebOrganisation) =>
    faceDesk(
      { db: server.services.db } as TestDatabase,
      systemPrincipal(one.orgId, 'Europe/Berlin', { platform: 'cli', audience: 'private' }),
      NOON,
    );

  beforeAll(async () => {
    vision = scriptedVision();
    Object.assign(vision, { embedder });
    server = await openWebServer(kind, { pages: consoleRoutes, vision });
    org = await server.organisation();
    for (const role of ROLES) {
      const member = await org.work((work) =>
        addMember(work, { name: `${role} ${EVIL}`, email: `${role}@harbour.example`, role }),
      );
      cookies[role] = await signIn(server, org, member.id);
    }
    await org.work((work) => createCamera(work, { name: `Door ${EVIL}`, location: EVIL }));
    const desk = deskOf(org);
    await desk.allow();
    const seen = [];
    for (const axis of [0, 1, 2]) seen.push((await desk.see([seenFace(looks(axis))]))[0]!);
    seen.push((await desk.see([seenFace(looks(0))]))[0]!);
    [stranger, other, third] = seen.map(({ person }) => person!) as [Person, Person, Person];
    faces = [seen[0]!.face.id, seen[3]!.face.id];

    elsewhere = await server.organisation('Elsewhere');
    const desks = deskOf(elsewhere);
    await desks.allow();
    // numbers are each organisation's own: theirs go further than ours
    let last = (await desks.see([seenFace(looks(0))]))[0]!;
    for (const axis of [1, 2, 3, 4, 5]) last = (await desks.see([seenFace(looks(axis))]))[0]!;
    for (let n = 0; n < 5; n++) await elsewhere.work((work) => createCamera(work, { name: `Theirs ${n}` }));
    foreign = { person: refOf(last.person!), face: last.face.id, camera: 'CAM-5' };
  });
  afterAll(() => server.close());

  const get = (path: string, role: Role = 'admin') =>
    server.call('GET', path, { cookie: cookies[role], headers: { accept: 'text/html' } });
  const post = (path: string, fields: [string, string][], role: Role = 'admin') =>
    server.call('POST', path, {
      cookie: cookies[role],
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        accept: 'text/html',
      },
      body: new URLSearchParams(fields).toString(),
    });
  /** Posts, and answers the words that the next page shows on top. */
  const told = async (path: string, fields: [string, string][], role: Role = 'admin'): Promise<string> => {
    const answer = await post(path, fields, role);
    expect(answer.status, answer.text.slice(0, 2000)).toBe(303);
    const page = await server.call('GET', answer.headers.get('location')!, {
      cookie: `${cookies[role]}; ${cookieOf(answer.headers)}`,
      headers: { accept: 'text/html' },
    });
    return /class="flash flash-[a-z]+"[^>]*>(?:<svg.*?<\/svg>)?<p>(.*?)<\/p>/s.exec(page.text)?.[1] ?? '';
  };
  const refOf = ({ number }: Person): string => formatReference({ kind: 'person', number });
  const zones = (value: unknown, mask: unknown = []): [string, string][] => [
    ['zones', typeof value === 'string' ? value : JSON.stringify(value)],
    ['mask', typeof mask === 'string' ? mask : JSON.stringify(mask)],
  ];

  test('an alert of somebody unknown asks who it is, and says where their face is; whoever may not name them is not asked', async () => {
    const desk = deskOf(org);
    const cameraId = await desk.camera();
    const event = { id: await desk.event(cameraId), cameraId };
    const [seen] = await desk.see([seenFace(looks(9))], { event });
    const [{ id: personId }, { id: faceId, pictureId }] = [seen!.person!, seen!.face];
    await desk.inOrg(async ({ tx, now }) => {
      const none = { account: null, address: null, country: null, rule_id: null, status_by: null, status_note: null };
      await tx
        .insertInto('alert')
        .values({
          ...none,
          id: newId(),
          org_id: tx.orgId,
          number: 77,
          kind: 'unknown_person',
          fingerprint: `unknown_person:${personId}`,
          severity: 'high',
          title: 'Somebody unknown at the door',
          facts: '[]',
          first_seen: now,
          last_seen: now,
          count: 1,
          raised_at: now,
          updated_at: now,
          incident_id: null,
          camera_id: cameraId,
          person_id: personId,
          picture_id: pictureId,
        })
        .execute();
    });
    const ref = refOf(seen!.person!);
    const page = (await get('/alerts/ALR-77', 'officer')).text;
    expect(page).toContain(`action="/people/${ref}/name"`);
    for (const button of ['person.confirm', 'person.reject', 'person.forget'])
      expect(page).toContain(`name="id" value="${button}"`);
    expect(page).toContain(`value="${ref}/${faceId}"`);
    expect(page).toMatch(new RegExp(`<text class="name name-person"[^>]*>${seen!.person!.label}</text>`));
    const manager = (await get('/alerts/ALR-77', 'manager')).text;
    expect(manager).toContain(seen!.person!.label);
    expect(manager).not.toMatch(/\/name"|person\.(confirm|reject|forget)/);
    expect(
      await told(
        `/people/${ref}/name`,
        [
          ['name', 'Noor Haddad'],
          ['back', '/alerts/ALR-77'],
        ],
        'officer',
      ),
    ).toContain('This is Noor Haddad from now on.');
    expect((await get('/alerts/ALR-77', 'officer')).text).toMatch(/<text class="name name-person"[^>]*>Noor Haddad/);
    const away = await post(
      `/people/${ref}/name`,
      [
        ['name', 'Noor H.'],
        ['back', 'https://evil.example/'],
      ],
      'officer',
    );
    expect(away.headers.get('location')).not.toContain('evil');
  });

  test('who sees what', async () => {
    for (const path of ['/cameras', '/cameras/CAM-1', '/events', '/people', `/people/${refOf(stranger)}`])
      for (const role of ROLES) {
        const page = await get(path, role);
        expect(page.status, `${role} at ${path}`).toBe(READERS.includes(role) ? 200 : 403);
        expect(page.text).not.toContain(EVIL);
        expect(page.text).not.toMatch(/\sstyle="|\son[a-z]+="|<style|<script(?! type="module" src=")/);
        if (page.status === 403) expect(page.text).toContain('Not for your role');
      }
    for (const role of ROLES) {
      expect((await get('/people/enrol', role)).status, role).toBe(WRITERS.includes(role) ? 200 : 403);
      expect((await get('/people/similar', role)).status, role).toBe(READERS.includes(role) ? 200 : 403);
    }
  });

  test('a manager looks and changes nothing', async () => {
    for (const path of ['/cameras', '/cameras/CAM-1', '/people', `/people/${refOf(stranger)}`]) {
      const { text } = await get(path, 'manager');
      expect(text, path).not.toMatch(/<form[^>]+method="post"/);
    }
    const person = `/people/${refOf(stranger)}`;
    const forms: Record<string, [string, string][]> = {
      '/cameras': [['name', 'Mine']],
      '/cameras/CAM-1': [['name', 'Mine']],
      '/cameras/CAM-1/zones': zones([]),
      '/cameras/CAM-1/state': [['enabled', 'no']],
      '/cameras/CAM-1/remove': [],
      '/people/consent': [['text', 'I say so']],
      '/people/merge': [stranger, other].map((one) => ['person', refOf(one)]),
      [`${person}/name`]: [['name', 'Mallory']],
      [`${person}/faces`]: [['wrong', faces[0]!]],
      [`${person}/consent`]: [['text', 'Yes']],
      [`${person}/undo`]: [['change', faces[0]!]],
      [`${person}/forget`]: [],
      '/people/unsure': [['one', `${faces[0]} nobody`]],
      '/people/enrol': [],
    };
    for (const [path, fields] of Object.entries(forms))
      for (const role of ROLES.filter((one) => !WRITERS.includes(one)))
        expect((await post(path, fields, role)).status, `${role} posts to ${path}`).toBe(403);
    expect((await post('/people/consent', [['text', 'x']], 'officer')).status).toBe(403);
    expect((await get(person)).text).toContain(stranger.label);
  });

  test('broken drawings are refused in words, and what was drawn before stays', async () => {
    expect(await told('/cameras/CAM-1/zones', zones([{ name: 'Door', kind: 'entry', polygon: SQUARE }]))).toContain(
      'Saved: 1 zone, 0 privacy masks.',
    );
    const named = (part: object): object => ({ name: 'A', kind: 'entry', polygon: SQUARE, ...part });
    const broken: [zones: unknown, mask?: unknown][] = [
      ['{'],
      [''],
      ['null'],
      ['"zones"'],
      [{}],
      [[null]],
      [[named({ polygon: [[-1, 0], ...SQUARE] })]],
      [[named({ polygon: [[1e308, 0], ...SQUARE] })]],
      [[named({ polygon: SQUARE.slice(1) })]],
      [[named({ polygon: Array.from({ length: 65 }, (_, n) => [n / 65, (n % 2) / 2]) })]],
      [
        [
          named({
            polygon: [
              [0.5, 0.5],
              [0.5, 0.5],
              [0.5, 0.5],
            ],
          }),
        ],
      ],
      [[named({ kind: 'secret' })]],
      [[named({ name: '' })]],
      [[named({ name: 'x'.repeat(61) })]],
      [[named({}), named({ name: 'a' })]],
      [[named({ extra: 1 })]],
      [Array.from({ length: 33 }, (_, n) => named({ name: `Zone ${n}` }))],
      [[], 'nonsense'],
      [
        [],
        [
          [
            [0, 0],
            [2, 2],
            [0, 1],
          ],
        ],
      ],
      ['[{"__proto__":{"name":"A"},"kind":"entry"}]'],
    ];
    for (const [drawn, mask] of broken) {
      const words = await told('/cameras/CAM-1/zones', zones(drawn, mask ?? []));
      expect(words, JSON.stringify([drawn, mask])).not.toBe('');
      expect(words, JSON.stringify([drawn, mask])).not.toMatch(/Saved|undefined|\[object/);
    }
    const huge = await post('/cameras/CAM-1/zones', zones(`[${'[0,0],'.repeat(50_000)}[0,0]]`));
    expect(huge.status).toBe(413);
    expect(huge.headers.get('content-type')).toContain('text/html');
    expect((await post('/cameras/CAM-1/zones', zones('[]\0'))).status).toBeLessThan(500);
    const { json } = await server.call('GET', '/api/v1/cameras/CAM-1', { key: org.keys.officer });
    expect(json).toMatchObject({ zones: [{ name: 'Door', kind: 'entry', polygon: SQUARE }], mask: [] });
  });

  test('two people are merged, not one, three, the same or somebody elsewhere', async () => {
    const merge = (...refs: string[]) =>
      told(
        '/people/merge',
        refs.map((ref) => ['person', ref]),
      );
    const two = 'Choose exactly two people to merge.';
    expect(await merge()).toBe(two);
    expect(await merge(refOf(stranger))).toBe(two);
    expect(await merge(refOf(stranger), refOf(other), refOf(third))).toBe(two);
    expect(await merge(refOf(stranger), 'CAM-1')).toBe(two);
    expect(await merge(refOf(stranger), EVIL)).toBe(two);
    expect(await merge(refOf(stranger), refOf(stranger))).not.toContain('are one now');
    expect(await merge(refOf(stranger), foreign.person)).not.toContain('are one now');
    expect(await merge(refOf(stranger), 'PER-999999999')).not.toContain('are one now');
    for (const one of [stranger, other, third]) expect((await get(`/people/${refOf(one)}`)).text).toContain(one.label);
  });

  test('pictures of others, or of nobody, are neither split off nor judged', async () => {
    const path = `/people/${refOf(stranger)}/faces`;
    const nobody = '00000000-0000-7000-8000-000000000000';
    for (const face of [foreign.face, nobody, 'x', "' or 1=1 --", '']) {
      for (const what of ['right', 'wrong', 'face'])
        expect(await told(path, [[what, face]]), `${what} ${face}`).not.toMatch(
          /Confirmed|Taken away|somebody new now/,
        );
    }
    expect(await told(path, [])).not.toBe('');
    expect(
      await told(path, [
        ['face', faces[0]!],
        ['face', foreign.face],
      ]),
    ).not.toContain('somebody new now');
    // of all their pictures nothing would be left
    expect(
      await told(
        path,
        faces.map((face) => ['face', face]),
      ),
    ).not.toContain('somebody new now');
    expect(await told(path, [['face', faces[1]!]])).toContain('somebody new now');
  });

  test('what belongs to others, or was never given out, is not there', async () => {
    for (const path of [
      `/people/${foreign.person}`,
      `/cameras/${foreign.camera}`,
      '/people/CAM-1',
      '/people/PER-0',
      '/people/PER-99999999999999999999',
      '/cameras/PER-1',
      '/events/EVT-9',
      '/events/ALR-1',
      `/people/${encodeURIComponent(EVIL)}`,
      `/people/enrol?person=${foreign.person}`,
    ]) {
      const page = await get(path);
      expect(page.status, path).toBe(404);
      expect(page.text).not.toContain(EVIL);
    }
    expect(await told(`/people/${refOf(other)}/undo`, [['change', foreign.face]])).not.toContain('Undone.');
    expect((await post(`/people/${foreign.person}/forget`, [])).status).toBe(303);
    const theirs = await server.call('GET', `/api/v1/people/${foreign.person}`, { key: elsewhere.keys.officer });
    expect(theirs.status, theirs.text).toBe(200);
  });

  test('odd addresses show a page', async () => {
    for (const path of [
      '/people?before=-1',
      '/people?before=99999999999',
      '/people?before=1e300',
      '/people?q=%00&who=everyone&archived=maybe',
      `/people?q=${encodeURIComponent(EVIL)}`,
      '/people?q=%25_%5C',
      '/events?before=NaN&camera=CAM-99&risk=low',
      '/events?before=999999999999&camera=PER-1',
      '/events?camera=a&camera=b',
      '/people/enrol?person=x',
    ]) {
      const page = await get(path);
      expect(page.status, path).toBe(200);
      expect(page.text).not.toContain(EVIL);
    }
  });

  describe('a search by picture', () => {
    const send = async (files: { name: string; bytes: Uint8Array<ArrayBuffer> }[], role: Role = 'manager') => {
      const form = new FormData();
      for (const { name, bytes } of files) form.append('picture', new File([bytes], name));
      return server.call('POST', '/people/similar', {
        cookie: cookies[role],
        headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html' },
        body: form,
      });
    };
    const picture = async () => ({
      name: `${EVIL}.png`,
      bytes: new Uint8Array(await pictureBytes(7, { width: 300, height: 300 })),
    });
    const count = (table: 'picture' | 'face') =>
      org.work(async ({ tx }) => (await tx.selectFrom(table).select('id').execute()).length);

    test('tells who is most like each face, with the numbers and a way to them, and keeps nothing', async () => {
      const before = [await count('picture'), await count('face')];
      vision.scene = {
        faces: [
          seenFace(looks(2, { 0: 0.3 }), { box: [160, 20, 90, 90] }),
          seenFace(looks(12), { box: [20, 20, 90, 90] }),
        ],
      };
      const { status, text } = await send([await picture()]);
      expect(status).toBe(200);
      expect(text).not.toContain(EVIL);
      // from left to right: the stranger first
      const [left, right] = [text.indexOf('Face 1 of 2'), text.indexOf('Face 2 of 2')];
      expect(text.slice(left, right)).toContain('nobody known');
      expect(text.slice(right)).toContain('recognised');
      expect(text.slice(right)).toContain(`href="/people/${refOf(third)}"`);
      expect(text.slice(right)).toMatch(/0\.96 alike, enough for a match/);
      expect(text).toContain('src="data:image/jpeg;base64,');
      expect([await count('picture'), await count('face')]).toEqual(before);
    });

    test('says what it cannot do: no face, no picture, none at all, somebody who may not', async () => {
      vision.scene = { faces: [] };
      expect((await send([await picture()])).text).toContain('No face was found');
      expect((await send([{ name: 'x.jpg', bytes: new TextEncoder().encode('no picture') }])).text).toMatch(
        /role="alert"><p>This is no picture that can be read/,
      );
      expect((await send([])).text).toMatch(/role="alert"/);
      expect((await send([await picture()], 'employee')).status).toBe(403);
      const page = await get('/people', 'manager');
      expect(page.text).toContain('href="/people/similar"');
    });
  });

  test('a time somebody was seen without a face is taken away, one or several, and not what others are', async () => {
    const desk = deskOf(org);
    const cameraId = await desk.camera('Back yard');
    const seen = (await desk.see([seenFace(looks(11))]))[0]!.person!;
    const dressed = async (personId: string, minutes: number) => {
      const at = new Date(NOON.getTime() + minutes * 60_000);
      const eventId = await desk.event(cameraId, at);
      const one = await desk.inOrg((work) =>
        recordSighting(work, {
          personId,
          cameraId,
          cameraEventId: eventId,
          at,
          faceId: null,
          decision: {
            result: 'match',
            model: 'x',
            threshold: 0.9,
            unsureFrom: 0.8,
            nearest: null,
            runnerUp: null,
            reason: 'clothing',
          },
        }),
      );
      return one.id;
    };
    const ids = [await dressed(seen.id, 0), await dressed(seen.id, 60), await dressed(seen.id, 120)];
    const theirs = await dressed(other.id, 180);
    const path = `/people/${refOf(seen)}`;
    const page = (await get(path)).text;
    for (const id of ids) expect(page).toContain(`name="wrong" value="${id}"`);
    expect((await get(path, 'manager')).text).not.toContain('/sightings"');
    expect((await post(`${path}/sightings`, [['wrong', ids[0]!]], 'manager')).status).toBe(403);
    for (const bad of [theirs, foreign.face, 'x', ''])
      expect(await told(`${path}/sightings`, [['wrong', bad]]), bad).not.toContain('Taken away');
    expect(await told(`${path}/sightings`, [['wrong', ids[0]!]])).toMatch(
      /Who was seen then is Person_[0-9A-F]{8} now/,
    );
    expect(
      await told(
        `${path}/sightings`,
        ids.slice(1).map((id) => ['sighting', id] as [string, string]),
      ),
    ).toContain('Taken away, and remembered.');
    const after = (await get(path)).text;
    for (const id of ids) expect(after).not.toContain(id);
    expect(after).toContain('Split by');
  });

  test('somebody is hidden from lists and found all the same, and a picture stands for them that somebody chose', async () => {
    const desk = deskOf(org);
    const [first] = await desk.see([seenFace(looks(12))]);
    const [second] = await desk.see([
      seenFace(looks(12, { 11: 0.05 }), { quality: { ...seenFace(null).quality, overall: 0.95 } }),
    ]);
    const path = `/people/${refOf(first!.person!)}`;
    const [worse, better] = [first!.face.id, second!.face.id];
    expect(second!.person!.id).toBe(first!.person!.id);
    const listed = async (query = '') => (await get(`/people${query}`)).text.includes(`href="${path}"`);
    for (const fields of [[['hidden', 'yes']], [['portrait', worse]]] as [string, string][][])
      expect((await post(`${path}/${fields[0]![0] === 'hidden' ? 'shown' : 'faces'}`, fields, 'manager')).status).toBe(
        403,
      );
    expect(await told(`${path}/shown`, [['hidden', 'yes']])).toContain('left out of lists now');
    expect([await listed(), await listed('?hidden=yes')]).toEqual([false, true]);
    expect((await get(path)).text).toContain('hidden from lists');
    expect((await desk.see([seenFace(looks(12, { 10: 0.05 }))]))[0]!.person!.id).toBe(first!.person!.id);

    const shown = async () => /class="portrait" src="([^"]+)"/.exec((await get(path)).text)![1]!;
    const best = await shown();
    expect(await told(`${path}/faces`, [['portrait', worse]])).toContain('stands for them now');
    expect(await shown()).not.toBe(best);
    for (const bad of ['x', faces[0]!, foreign.face])
      expect(await told(`${path}/faces`, [['portrait', bad]]), bad).toContain('That is no picture of');
    const api = (method: string, body?: unknown, key = org.keys.admin) =>
      server.call(method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) });
    expect((await api('GET')).json).toMatchObject({ hidden: true, portrait: worse });
    // the picture is given to nobody when it is no longer theirs
    await desk.inOrg((work) => rejectFace(work, worse));
    expect(await shown()).toBe(best);
    expect((await api('PATCH', { portrait: better, hidden: false })).status).toBe(200);
    expect((await api('GET')).json).toMatchObject({ hidden: false, portrait: better });
    expect((await api('PATCH', {})).status).toBe(400);
    expect(await told(`${path}/shown`, [['portrait', 'best']])).toContain('shows them best');
    expect(await listed()).toBe(true);
  });

  test('how sure recognition is: tried on the organisation’s own faces, saved by admins alone, put back', async () => {
    const path = '/people/recognition';
    for (const role of ROLES) expect((await get(path, role)).status, role).toBe(READERS.includes(role) ? 200 : 403);
    expect((await get(path, 'officer')).text).not.toMatch(/Try these values|>Save</);
    expect((await get('/people')).text).toContain(`href="${path}"`);
    for (const role of ROLES.filter((one) => one !== 'admin'))
      for (const to of [path, `${path}/back`]) expect((await post(to, [['leastSize', '30']], role)).status).toBe(403);
    const page = (await get(path)).text;
    expect(page).toContain('Nobody changed anything so far');
    expect(page).toMatch(/name="matchOffset" value="0" min="-0.04" max="0.2" step="0.01" required aria-describedby/);
    const desk = deskOf(org);
    const event = { id: await desk.event(await desk.camera('Dim yard')), cameraId: '' };
    event.cameraId = (await org.work(({ tx }) => findCameraByFolder(tx, 'dim-yard')))!.id;
    await desk.see([seenFace(looks(3))]);
    await desk.see([seenFace(looks(14, { 3: 0.6 }))], { event });
    const tried = (await get(`${path}?matchOffset=0.2&leastSize=1`)).text;
    // what is out of range is not tried
    expect(tried).toContain('name="matchOffset" value="0"');
    expect((await get(`${path}?matchOffset=0.2`)).text).toMatch(
      /would no longer be told as somebody; people called 0 of them wrong/,
    );
    // fields are called as the page calls them
    for (const [name, value, wrong] of [
      ['leastSize', '1', '“Least size of a face, in pixels” must be at least 20'],
      ['matchOffset', '-1', '“How alike a face must be to be somebody” must be at least -0.04'],
      ['facesForName', '1.5', '“Faces that must agree before a name is told” must be a whole number'],
    ] as const)
      expect(await told(path, [[name, value]])).toContain(wrong);
    expect(await told(path, [['leastSize', EVIL]])).not.toContain('Saved');
    expect(await told(`${path}/back`, [])).toContain('Nothing was changed so far.');
    expect(
      await told(path, [
        ['leastSize', '40'],
        ['matchOffset', '0,05'],
      ]),
    ).toContain('Saved.');
    const after = (await get(path)).text;
    expect(after).not.toContain(EVIL);
    expect(after).toContain('How alike a face must be to be somebody: 0 → 0.05');
    expect(await told(`${path}/back`, [])).toContain('What held before holds again.');
    expect((await get(path)).text).toContain('name="leastSize" value="20"');
    expect(await told('/cameras/CAM-1', [['stricter', '0.3']])).not.toContain('Saved');
    expect(await told('/cameras/CAM-1', [['stricter', '0,06']])).toContain('Saved');
    expect((await get('/cameras/CAM-1')).text).toContain('name="stricter" value="0.06"');
    await told('/cameras/CAM-1', [['stricter', '0']]);

    const api = (method: string, body?: unknown, key = org.keys.admin, rest = '') =>
      server.call(method, `/api/v1/recognition-settings${rest}`, { key, ...(body === undefined ? {} : { body }) });
    expect((await api('PATCH', { least_size: 30 }, org.keys.officer)).status).toBe(403);
    for (const bad of [
      { least_size: 1 },
      { match_offset: -1 },
      { match_offset: 0.001 },
      { more: 1 },
      { least_size: EVIL },
    ])
      expect((await api('PATCH', bad)).status, JSON.stringify(bad)).toBe(400);
    expect((await api('PATCH', { least_size: 30 })).json).toMatchObject({ least_size: 30, match_offset: 0 });
    expect((await api('GET', undefined, org.keys.manager)).json).toMatchObject({
      least_size: 30,
      previous: { least_size: 20 },
    });
    const preview = await api('POST', { match_offset: 0.2 }, org.keys.manager, '/preview');
    expect(preview.json).toMatchObject({ days: 30, lost: { wrong: 0 } });
    expect((await api('GET', undefined, elsewhere.keys.admin)).json).toMatchObject({
      least_size: 20,
      changed_by: null,
    });
    expect((await api('GET', undefined, org.keys.moderator)).status).toBe(403);
    await api('PATCH', { least_size: 20 });
  });

  test('for how many days what is kept: admins set less than the installation does, never more', async () => {
    for (const role of ROLES)
      expect((await get('/retention', role)).status, role).toBe(['admin', 'manager'].includes(role) ? 200 : 403);
    expect((await get('/audit')).text).toContain('href="/retention"');
    expect((await get('/retention', 'manager')).text).not.toContain('>Save<');
    expect((await post('/retention', [['frameDays', '3']], 'manager')).status).toBe(403);
    const empty = (await get('/retention')).text;
    expect(empty).toContain('Nothing was old enough so far');
    expect(empty).toContain('name="ask"');
    for (const bad of ['0', '31', '1.5', EVIL, '1e9'])
      expect(await told('/retention', [['frameDays', bad]]), bad).toContain('Days are whole numbers');
    expect(await told('/retention', [['frameDays', '14']])).toContain('Saved.');
    expect((await get('/retention')).text).toContain('14 days; this installation keeps 30 days');
    const api = (method: string, body?: unknown, key = org.keys.admin) =>
      server.call(method, '/api/v1/retention', { key, ...(body === undefined ? {} : { body }) });
    expect((await api('GET', undefined, org.keys.manager)).json).toMatchObject({
      limits: { frame_days: 14, event_days: 365 },
      installation: { frame_days: 30 },
      own: { frame_days: 14 },
    });
    expect((await api('PATCH', { frame_days: 31 })).status).toBe(400);
    expect((await api('PATCH', { frame_days: 7 }, org.keys.officer)).status).toBe(403);
    expect((await api('PATCH', { frame_days: null, event_days: 90 })).json).toMatchObject({
      limits: { frame_days: 30, event_days: 90 },
    });
    expect((await api('GET', undefined, elsewhere.keys.admin)).json.own).toEqual({});
    await api('PATCH', { event_days: null });
  });

  test('faces nobody is sure of are settled one by one and several at once, and each can be undone', async () => {
    const desk = deskOf(org);
    const cameraId = await desk.camera(`Loading dock ${EVIL}`);
    const unsure: string[] = [];
    for (const axis of [13, 14, 15]) {
      const event = { id: await desk.event(cameraId), cameraId };
      const [seen] = await desk.see([seenFace(looks(axis, { 2: 0.4 }))], { event });
      expect(seen).toMatchObject({ person: null, face: { decision: { result: 'unsure' } } });
      unsure.push(seen!.face.id);
    }
    const [one, two, three] = unsure as [string, string, string];
    const path = '/people/unsure';
    for (const role of ROLES) expect((await get(path, role)).status, role).toBe(READERS.includes(role) ? 200 : 403);
    const manager = (await get(path, 'manager')).text;
    expect(manager).toContain(`href="/people/${refOf(third)}"`);
    expect(manager).not.toMatch(/<form[^>]+method="post"/);
    expect((await post(path, [['one', `${one} nobody`]], 'manager')).status).toBe(403);
    expect((await post(`${path}/undo`, [['at', NOON.toISOString()]], 'manager')).status).toBe(403);
    const page = (await get(path, 'officer')).text;
    expect(page).not.toContain(EVIL);
    expect(page).toContain(`name="one" value="${one} ${refOf(third)}"`);
    expect(page).toMatch(/0\.37 alike, needed 0\.42/);
    expect((await get('/people', 'officer')).text).toMatch(/href="\/people\/unsure">Unsure faces/);

    for (const bad of [
      'x',
      `${foreign.face} nobody`,
      `${one} CAM-1`,
      `${one} PER-99999999`,
      `x ${EVIL}`,
      `${EVIL} nobody`,
    ])
      expect(await told(path, [['one', bad]]), bad).not.toMatch(/put away|now\b/);
    expect(await told(path, [['one', `${one} ${refOf(third)}`]])).toContain('1 face is ');
    expect(
      await told(path, [
        ['all', 'person'],
        ['who', ''],
      ]),
    ).toContain('Say who they are');
    expect(await told(path, [['all', 'not_a_face']])).toContain('Choose at least one face');
    expect(
      await told(path, [
        ['face', two],
        ['face', three],
        ['all', 'new'],
        ['who', 'Ines Roca'],
      ]),
    ).toMatch(/2 faces are Ines Roca now, who is new/);
    const done = (await get(path)).text;
    expect(done).toContain('2 faces were given to Ines Roca by');
    const change = /name="change" value="([0-9a-f-]{36})"/.exec(done)![1]!;
    expect(await told(`${path}/undo`, [['change', change]])).toContain('Undone');
    expect(
      await told(path, [
        ['face', two],
        ['face', three],
        ['all', 'nobody'],
      ]),
    ).toContain('2 faces put away');
    expect((await get(`${path}?state=dismissed`)).text).toContain(two);
    expect(
      await told(path, [
        ['face', two],
        ['all', 'open'],
      ]),
    ).toContain('1 face brought back');
    const at = /name="at" value="([^"]+)"/.exec((await get(path)).text)![1]!;
    expect(await told(`${path}/undo`, [['at', at]])).toContain('Undone');
    for (const nonsense of ['', 'x', EVIL])
      expect(await told(`${path}/undo`, [['at', nonsense]])).not.toContain('Undone');
    expect((await get(`${path}?state=x&camera=PER-1&after=${EVIL}`)).status).toBe(200);

    // on the person's page: given to another, deleted after it was asked
    const faces = `/people/${refOf(third)}/faces`;
    expect(
      await told(faces, [
        ['face', one],
        ['other', refOf(other)],
        ['give', 'yes'],
      ]),
    ).toContain('1 picture given to');
    const sure = await post(`/people/${refOf(other)}/faces`, [['remove', one]]);
    expect([sure.status, sure.text.includes('This cannot be undone')]).toEqual([200, true]);
    expect(
      await told(`/people/${refOf(other)}/faces`, [
        ['remove', one],
        ['sure', 'yes'],
      ]),
    ).toContain('Deleted');
    expect((await get(`/people/${refOf(other)}`)).text).not.toContain(one);
  });

  test('events are marked as reviewed, one or several, found by it, and by API', async () => {
    const desk = deskOf(org);
    const cameraId = await desk.camera('Gate');
    await desk.event(cameraId);
    await desk.event(cameraId);
    const list = (await get('/events?reviewed=no', 'officer')).text;
    const refs = [...list.matchAll(/name="event" value="(EVT-\d+)"/g)].map(([, ref]) => ref!);
    expect(refs.length).toBeGreaterThanOrEqual(2);
    const [one, two] = refs as [string, string];
    expect((await get('/events', 'manager')).text).not.toMatch(/<form[^>]+method="post"/);
    expect((await post('/events/review', [['event', one]], 'manager')).status).toBe(403);
    for (const bad of [[], [['event', 'EVT-999999']], [['event', 'PER-1']], [['event', EVIL]]] as [string, string][][])
      expect(await told('/events/review', bad)).not.toContain('marked');
    expect(
      await told('/events/review', [
        ['event', one],
        ['event', two],
        ['reviewed', 'yes'],
      ]),
    ).toBe('2 events marked as reviewed.');
    expect((await get('/events?reviewed=no')).text).not.toContain(`value="${one}"`);
    expect((await get('/events?reviewed=yes')).text).toContain(`value="${one}"`);
    expect((await get(`/events/${one}`)).text).toContain('Not reviewed after all');
    expect(
      await told('/events/review', [
        ['event', two],
        ['reviewed', 'no'],
      ]),
    ).toBe('1 event marked as not reviewed.');
    const { json } = await server.call('GET', '/api/v1/camera-events?reviewed=true', { key: org.keys.officer });
    expect(json.items).toMatchObject([{ ref: one, reviewed: { by: expect.any(String) } }]);
    const api = (events: string[], key = org.keys.officer) =>
      server.call('POST', '/api/v1/camera-events/review', {
        key,
        body: JSON.stringify({ events }),
        headers: { 'content-type': 'application/json' },
      });
    expect((await api([one, two])).json).toEqual({ changed: 1 });
    expect((await api(['EVT-999999'])).status).toBe(404);
    expect((await api(Array.from({ length: 201 }, () => one))).status).toBe(400);
    expect((await api([one], elsewhere.keys.officer)).status).toBe(404);
  });

  test('events are found by the colours of clothes and vehicles, here and by API', async () => {
    const desk = deskOf(org);
    const cameraId = await desk.camera('Colour gate');
    await desk.event(cameraId);
    await org.work(async ({ tx }) => {
      const event = await tx
        .selectFrom('camera_event')
        .select(['id', 'best_picture_id'])
        .where('org_id', '=', tx.orgId)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow();
      const picture = await tx
        .selectFrom('picture')
        .select('id')
        .where('org_id', '=', tx.orgId)
        .limit(1)
        .executeTakeFirstOrThrow();
      await insertDetections(tx, [
        {
          id: newId(),
          cameraEventId: event.id,
          pictureId: event.best_picture_id ?? picture.id,
          at: new Date(),
          kind: 'person',
          box: [0.1, 0.1, 0.2, 0.8],
          score: 0.9,
          zones: [],
          personId: null,
          colours: { upper: { purple: 0.62 }, lower: { black: 0.8 } },
        },
      ]);
    });
    const found = await server.call('GET', '/api/v1/camera-events?upper=purple&lower=black', { key: org.keys.officer });
    expect(found.json.items).toMatchObject([
      {
        colours: [
          { kind: 'person', part: 'upper', colour: 'purple', share: expect.closeTo(0.62), pictures: 1 },
          { kind: 'person', part: 'lower', colour: 'black' },
        ],
      },
    ]);
    const ref = found.json.items![0]!.ref as string;
    const page = (await get('/events?upper=purple')).text;
    expect(page).toContain('person: purple above (62 %), black below (80 %)');
    expect(page).toMatch(/<option value="purple" selected>/);
    expect((await get(`/events/${ref}`)).text).toContain('Colours (estimates)');
    expect((await get('/events?lower=purple')).text).toContain('Nothing fits');
    expect((await get(`/events?upper=${encodeURIComponent(EVIL)}`)).status).toBe(200);
    for (const bad of ['upper=mauve', 'colour=%00', "lower=red'"])
      expect((await server.call('GET', `/api/v1/camera-events?${bad}`, { key: org.keys.officer })).status).toBe(400);
  });

  test('what several cameras saw at once stands together, with its alert, and is reviewed together', async () => {
    const desk = deskOf(org);
    const [gate, side, roof] = [
      await desk.camera('North gate'),
      await desk.camera('North side'),
      await desk.camera('Roof'),
    ];
    const when = new Date(NOON.getTime() + 3_600_000);
    const ids = [await desk.event(gate, when), await desk.event(side, when), await desk.event(roof, when)];
    const numbers = await org.work(async ({ tx }) => {
      const { org_id } = await tx
        .updateTable('camera')
        .set({ location: 'North yard' })
        .where('id', 'in', [gate, side])
        .returning('org_id')
        .executeTakeFirstOrThrow();
      await tx.updateTable('camera_event').set({ risk: 50 }).where('id', '=', ids[1]!).execute();
      const alert = await tx.selectFrom('alert').select('id').where('number', '=', 77).executeTakeFirstOrThrow();
      await tx
        .insertInto('alert_camera_event')
        .values({ org_id, alert_id: alert.id, camera_event_id: ids[0]! })
        .execute();
      const rows = await tx.selectFrom('camera_event').select(['id', 'number']).where('id', 'in', ids).execute();
      return ids.map((id) => `EVT-${rows.find((row) => row.id === id)!.number}`);
    });
    const [one, two, three] = numbers as [string, string, string];
    const items = async (query = '') =>
      (await server.call('GET', `/api/v1/review-items?limit=50${query}`, { key: org.keys.manager })).json.items!.map(
        ({ severity, alert_severity, reviewed, risk, events }) => ({
          severity,
          alert_severity,
          reviewed,
          risk,
          refs: (events as { ref: string }[]).map(({ ref }) => ref),
        }),
      );
    const whole = (await items()).find(({ refs }) => refs.includes(one))!;
    expect(whole).toMatchObject({ severity: 'alert', alert_severity: 'high', reviewed: false, risk: 50 });
    expect(whole.refs.toSorted()).toEqual([one, two].toSorted());
    expect((await items()).find(({ refs }) => refs.includes(three))).toMatchObject({
      severity: 'detection',
      refs: [three],
    });
    // the riskiest stands for all of them
    const list = (await get('/events')).text;
    expect(list).toContain(`name="event" value="${two} ${one}"`);
    expect(list).toMatch(new RegExp(`${two}</a> and 1 more at once`));
    expect(list).toContain('alert, high');
    expect(
      await told('/events/review', [
        ['event', `${two} ${one}`],
        ['reviewed', 'yes'],
      ]),
    ).toBe('2 events marked as reviewed.');
    expect((await items('&reviewed=false')).some(({ refs }) => refs.includes(one))).toBe(false);
    expect((await items('&reviewed=true')).find(({ refs }) => refs.includes(one))).toMatchObject({ reviewed: true });
    expect((await server.call('GET', '/api/v1/review-items', { key: elsewhere.keys.admin })).text).not.toContain(
      'North yard',
    );
  });

  test('whether the language model may look at pictures is an admin’s to agree to; what it sees stands with the event', async () => {
    const api = (body: unknown, key = org.keys.admin) => server.call('POST', '/api/v1/model-pictures', { key, body });
    expect((await server.call('GET', '/api/v1/model-pictures', { key: org.keys.officer })).json).toMatchObject({
      allowed: false,
      since: null,
      words: expect.stringContaining('leave this house'),
    });
    expect((await api({ allowed: true })).status).toBe(400);
    expect((await api({ allowed: true, agreed: true }, org.keys.officer)).status).toBe(403);
    expect((await get('/model-pictures', 'officer')).status).toBe(403);
    expect((await get('/model-pictures')).text).toContain('No, it may not');
    expect(await told('/model-pictures', [['allowed', 'yes']])).toContain('Agree to what is sent first');
    expect(
      await told('/model-pictures', [
        ['allowed', 'yes'],
        ['agreed', 'yes'],
      ]),
    ).toContain('It may look at pictures');
    expect((await get('/model-pictures')).text).toContain('Yes, it may');
    expect((await server.call('GET', '/api/v1/model-pictures', { key: elsewhere.keys.admin })).json.allowed).toBe(
      false,
    );
    expect((await api({ allowed: false })).json).toMatchObject({ allowed: false });

    const desk = deskOf(org);
    const eventId = await desk.event(await desk.camera('Seen gate'));
    const view = { title: EVIL, scene: `A box. ${EVIL}`, confidence: 0.8, concerns: [EVIL], threat: 2, pictures: 6 };
    const { number } = await org.work(({ tx }) =>
      tx
        .updateTable('camera_event')
        .set({ assessment: JSON.stringify(view), summary_by: 'openai:local', summary: 'A box is carried.' })
        .where('id', '=', eventId)
        .returning('number')
        .executeTakeFirstOrThrow(),
    );
    const shown = (await get(`/events/EVT-${number}`)).text;
    expect(shown).toContain('What the language model sees');
    expect(shown).toContain('A threat (2 of 2)');
    expect(shown).not.toContain(EVIL);
    expect(shown).toContain('old enough by the settings, or somebody they showed was forgotten');
    const { json } = await server.call('GET', `/api/v1/camera-events/EVT-${number}`, { key: org.keys.officer });
    const { threat, ...rest } = view;
    expect(json.view).toEqual({ ...rest, threat_level: threat });
  });

  test('an enrolment without pictures, without a name, or that is no form', async () => {
    const enrol = async (body: FormData | string, headers: Record<string, string> = {}) =>
      server.call('POST', '/people/enrol', {
        cookie: cookies.officer,
        headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html', ...headers },
        body,
      });
    const form = (fields: Record<string, string>, files: number): FormData => {
      const made = new FormData();
      for (const [name, value] of Object.entries(fields)) made.append(name, value);
      for (let n = 0; n < files; n++) made.append('pictures', new File([`no picture ${n}`], `${EVIL}${n}.jpg`));
      return made;
    };
    const unreadable = await enrol(form({ name: 'Dana' }, 2));
    expect(unreadable.status).toBe(200);
    expect(unreadable.text).toContain('Nobody was enrolled');
    expect(unreadable.text).toContain('value="Dana"');
    expect(unreadable.text).not.toContain(EVIL);
    for (const body of [
      form({ name: 'Dana' }, 0),
      form({ name: '' }, 1),
      form({ name: 'Dana\0' }, 1),
      form({ name: 'x'.repeat(5000) }, 1),
      form({ name: 'Dana', person: foreign.person }, 1),
      form({ name: 'Dana' }, 11),
    ]) {
      const answer = await enrol(body);
      expect([200, 303]).toContain(answer.status);
      expect(answer.text).not.toContain(EVIL);
    }
    // a form that is refused as a whole keeps what was typed
    const many = await enrol(form({ name: 'Dana Whitfield', consent: 'Yes, by e-mail' }, 11));
    expect(many.text).toMatch(/role="alert"><p>More than 10 files came/);
    expect(many.text).toContain('value="Dana Whitfield"');
    expect(many.text).toContain('>Yes, by e-mail</textarea>');
    const large = form({ name: 'Dana Whitfield', consent: 'Yes, by e-mail' }, 0);
    large.append('pictures', new File([new Uint8Array(LARGEST_PICTURE + 1)], 'large.jpg'));
    const tooLarge = await enrol(large);
    expect(tooLarge.text).toContain(pictureTooLarge());
    expect(tooLarge.text).toContain('value="Dana Whitfield"');
    expect(tooLarge.text).toContain('>Yes, by e-mail</textarea>');
    const plain = await enrol('name=Dana', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(plain.status).toBeLessThan(500);
    expect((await get('/people')).text).not.toContain('Dana<');
  });
});
