/* biome-ignore-all lint/suspicious/noExplicitAny: answers are read here as clients read them */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Vision } from '../../src/models/vision.ts';
import { databases } from '../support/database.ts';
import { openVision, photographs } from '../support/vision.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const vision: Vision | null = await openVision();
const people = await photographs();
const POLICY = { state: 'given', text: 'Faces are recognised to keep the building safe.' };

// one database is enough here: what the two do differently is tested below the routes
describe.skipIf(!vision || !people)('faces and people over HTTP', () => {
  let server: TestServer;
  let org: WebOrganisation;
  let other: WebOrganisation;
  const refs: Record<string, string> = {};
  const [names, files] = [[...people!.keys()], people!];
  const [one, two, three] = names as [string, string, string];

  beforeAll(async () => {
    server = await openWebServer(databases.at(-1)!, { vision: vision! });
    org = await server.organisation('Harbour');
    other = await server.organisation('Elsewhere');
    for (const { keys } of [org, other])
      await server.call('POST', '/api/v1/consents', { key: keys.admin, body: POLICY });
  });
  afterAll(async () => {
    await server.close();
    await vision?.close();
  });

  const officer = () => org.keys.officer;
  async function enrol(pictures: readonly (string | Buffer)[], fields: Record<string, string> = {}, key = officer()) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    for (const [i, picture] of pictures.entries()) {
      const bytes = typeof picture === 'string' ? await readFile(picture) : picture;
      form.append(
        'file',
        new Blob([new Uint8Array(bytes)]),
        typeof picture === 'string' ? basename(picture) : `${i}.jpg`,
      );
    }
    const { status, json } = await server.call('POST', '/api/v1/faces/enroll', { key, body: form });
    return { status, json: json as any };
  }
  async function detect(picture: string | Buffer, query = '', key = officer()) {
    const body = typeof picture === 'string' ? await readFile(picture) : picture;
    const answer = await server.call('POST', `/api/v1/faces/detect${query}`, {
      key,
      body,
      headers: { 'content-type': 'application/octet-stream' },
    });
    return { status: answer.status, json: answer.json as any };
  }
  /** A picture of somebody with nobody else in it, which they were not enrolled with. */
  async function alone(name: string): Promise<string> {
    for (const file of files.get(name)!.slice(6)) {
      const { json } = await detect(file);
      if (json.faces.length === 1 && json.faces[0].match.result === 'match') return file;
    }
    throw new Error(`there is no picture of ${name} alone`);
  }
  const get = async (path: string, key = officer()) => {
    const { status, json } = await server.call('GET', `/api/v1${path}`, { key });
    return { status, json: json as any };
  };
  const post = async (path: string, body: unknown = {}, key = officer()) => {
    const { status, json } = await server.call('POST', `/api/v1${path}`, { key, body });
    return { status, json: json as any };
  };

  test('three people are enrolled, each picture with a verdict', async () => {
    for (const name of [one, two, three]) {
      const { status, json } = await enrol(files.get(name)!.slice(0, 6), { name: name.replaceAll('_', ' ') });
      expect([status, json.person?.name, json.accepted >= 2], JSON.stringify(json)).toEqual([
        200,
        name.replaceAll('_', ' '),
        true,
      ]);
      for (const picture of json.pictures) expect(picture.verdict).toMatch(/^[a-z_]+$/);
      refs[name] = json.person.ref;
      const face = json.pictures.find((picture: any) => picture.verdict === 'accepted');
      const shown = await fetch(face.face_url);
      expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    }
  }, 120_000);

  test('another picture is told to be theirs, a stranger’s nobody’s; numbers explain it', async () => {
    const { json } = await detect(files.get(two)![7]!, '?similar=2');
    const [face] = json.faces;
    expect(face.match).toMatchObject({ result: 'match', person: { ref: refs[two] } });
    expect(face.match.similarity).toBeGreaterThanOrEqual(face.match.threshold);
    expect(face.similar[0].person.ref).toBe(refs[two]);
    expect(face.embedding).toBeUndefined();
    for (const part of face.box) expect(part >= 0 && part <= 1).toBe(true);
    const stranger = await detect(files.get(names[5]!)![0]!);
    expect(['no_match', 'unsure']).toContain(stranger.json.faces[0].match.result);
    // nothing of it was kept
    expect(
      (await get('/faces/detections?since=2026-01-01T00:00:00Z')).json.items.every(
        (f: any) => f.source === 'enrolment',
      ),
    ).toBe(true);
  }, 60_000);

  test('embeddings are given to whoever may enrol, and to nobody else', async () => {
    const { json } = await detect(files.get(one)![5]!, '?embeddings=true&live=true');
    const { embedding, live } = json.faces[0];
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 3);
    expect(live === null || (live >= 0 && live <= 1)).toBe(true);
    expect((await detect(files.get(one)![5]!, '?embeddings=true', org.keys.manager)).status).toBe(403);
    expect((await detect(files.get(one)![5]!, '', org.keys.manager)).status).toBe(200);
    expect((await detect(files.get(one)![5]!, '', org.keys.moderator)).status).toBe(403);
  }, 60_000);

  test('another organisation knows nobody of these', async () => {
    const { json } = await detect(files.get(one)![0]!, '', other.keys.officer);
    expect(json.faces[0].match).toMatchObject({ result: 'no_match', person: null });
    expect((await get(`/people/${refs[one]}`, other.keys.admin)).status).toBe(404);
    expect((await get('/people', other.keys.admin)).json.items).toEqual([]);
  }, 60_000);

  test('without the organisation’s consent nothing is looked for, and an admin alone records it', async () => {
    const third = await server.organisation('Third');
    const { status, json } = await detect(files.get(one)![0]!, '', third.keys.officer);
    expect([status, json.detail]).toEqual([403, expect.stringContaining('consent')]);
    expect((await enrol([files.get(one)![0]!], {}, third.keys.officer)).status).toBe(403);
    expect((await post('/consents', POLICY, third.keys.officer)).status).toBe(403);
    expect((await post('/consents', POLICY, third.keys.admin)).status).toBe(201);
    expect((await detect(files.get(one)![0]!, '', third.keys.officer)).status).toBe(200);
    expect((await post('/consents', { ...POLICY, state: 'withdrawn' }, third.keys.admin)).status).toBe(201);
    expect((await detect(files.get(one)![0]!, '', third.keys.officer)).status).toBe(403);
    expect((await get('/consents', third.keys.manager)).json.items.map((c: any) => c.state)).toEqual([
      'withdrawn',
      'given',
    ]);
  }, 60_000);

  test('verdicts of bad pictures; a thousand at once, none, and both a name and a person are refused', async () => {
    const blank = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#888888' } })
      .jpeg()
      .toBuffer();
    const tiny = await sharp(await readFile(files.get(one)![6]!))
      .resize(40, 40)
      .jpeg()
      .toBuffer();
    const cut = (await readFile(files.get(one)![6]!)).subarray(0, 500);
    const { json } = await enrol([blank, tiny, cut, files.get(two)![8]!, files.get(one)![0]!], { person: refs[one]! });
    const verdicts = json.pictures.map((picture: any) => picture.verdict);
    expect(verdicts[0]).toBe('no_face');
    expect(['too_small', 'no_face', 'blurred']).toContain(verdicts[1]);
    expect(verdicts[2]).toBe('unreadable');
    expect(verdicts[3]).toBe('someone_else');
    expect(verdicts[4]).toBe('duplicate');
    expect(json.accepted).toBe(0);
    const thousand = await enrol(
      Array.from({ length: 1000 }, () => blank),
      { name: 'Many' },
    );
    expect([thousand.status, thousand.json.code]).toEqual([413, 'too_large']);
    expect((await enrol([], { name: 'Nobody' })).status).toBe(400);
    expect((await enrol([blank], { name: 'Both', person: refs[one]! })).status).toBe(400);
    expect((await enrol([blank], { name: 'x', despite: 'everything' })).status).toBe(400);
    expect((await enrol([blank], { person: 'PER-999' })).status).toBe(404);
    const nobody = await enrol([blank], { name: 'Blank' });
    expect(nobody.json).toMatchObject({ person: null, accepted: 0 });
    expect((await get('/people?query=Blank')).json.items).toEqual([]);
  }, 120_000);

  test('identities by reference, label and id, with faces and sightings; lists page', async () => {
    const byRef = (await get(`/faces/identities/${refs[two]}`)).json;
    expect(byRef).toMatchObject({ ref: refs[two], name: two.replaceAll('_', ' '), consent: null });
    expect(byRef.latest_faces.length).toBeGreaterThanOrEqual(2);
    expect((await get(`/faces/identities/${byRef.label}`)).json.id).toBe(byRef.id);
    expect((await get(`/faces/identities/${byRef.id}`)).json.ref).toBe(refs[two]);
    for (const unknown of ['PER-999', 'Person_00000000', '01234567-89ab-7def-8123-456789abcdef', 'nobody'])
      expect([unknown, (await get(`/faces/identities/${unknown}`)).status]).toEqual([unknown, 404]);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { json } = await get(`/faces/detections?person=${refs[two]}&limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...json.items.map((face: any) => face.id));
      if (json.next === null) break;
      cursor = json.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(byRef.faces);
    for (const bad of ['cursor=x', 'cursor=1_2', 'since=soon', 'camera_id=CAM-99', 'limit=1000'])
      expect([bad, [400, 404].includes((await get(`/faces/detections?${bad}`)).status)]).toEqual([bad, true]);
  });

  test('people are renamed, merged, split, and all of it taken back', async () => {
    const key = officer();
    const renamed = await server.call('PATCH', `/api/v1/people/${refs[three]}`, { key, body: { name: 'Renamed' } });
    const change = String(renamed.json.change_id);
    expect((await get(`/people/${refs[three]}`)).json.name).toBe('Renamed');
    expect((await post(`/people/${refs[one]}/changes/${change}/undo`)).status).not.toBe(200);
    expect((await post(`/people/${refs[three]}/changes/${change}/undo`)).json.person.name).toBe(
      three.replaceAll('_', ' '),
    );
    expect((await post(`/people/${refs[three]}/changes/${change}/undo`)).status).toBe(409);

    const merged = await post(`/people/${refs[one]}/merge`, { from: refs[three] });
    expect(merged.status).toBe(200);
    expect((await get(`/people/${refs[three]}`)).json.ref).toBe(refs[one]);
    expect((await post(`/people/${refs[one]}/changes/${merged.json.change_id}/undo`)).status).toBe(200);
    expect((await get(`/people/${refs[three]}`)).json.ref).toBe(refs[three]);

    const [face] = (await get(`/faces/detections?person=${refs[three]}`)).json.items;
    const split = await post(`/people/${refs[three]}/split`, { faces: [face.id] });
    expect(split.json.made.label).toMatch(/^Person_[0-9A-F]{8}$/);
    expect((await post(`/people/${refs[three]}/merge`, { from: split.json.made.ref })).status).toBe(409);
    expect((await post(`/people/${refs[three]}/changes/${split.json.change_id}/undo`)).status).toBe(200);
    const kinds = (await get(`/people/${refs[three]}/changes`)).json.items.map((one: any) => [
      one.kind,
      one.undone_at !== null,
    ]);
    expect(kinds).toEqual([
      ['split', true],
      ['rename', true],
    ]);
    for (const [path, body] of [
      ['merge', { from: refs[three] }],
      ['split', { faces: [face.id] }],
    ] as const)
      expect((await post(`/people/${refs[three]}/${path}`, body, org.keys.manager)).status).toBe(403);
  });

  test('a camera’s picture is told as a sighting; “not this person” and “this is right”', async () => {
    const camera = await post('/cameras', { name: 'Loading dock' });
    const body = await readFile(await alone(two));
    const sent = await server.call('POST', `/api/v1/cameras/${camera.json.ref}/frames?taken_at=2026-03-02T11:00:00Z`, {
      key: officer(),
      body,
      headers: { 'content-type': 'image/jpeg' },
    });
    expect(sent.json.status).toBe('taken');
    await server.look();
    const { json } = await get(`/sightings?person=${refs[two]}`);
    expect(json).toMatchObject({ count: 1, people: 1, next: null });
    expect(json.items[0]).toMatchObject({
      person: { ref: refs[two] },
      camera: { ref: camera.json.ref },
      match: { result: 'match' },
    });
    expect(json.items[0].event).toMatch(/^EVT-/);
    expect((await fetch(json.items[0].face_url)).status).toBe(200);
    const found = (await get(`/faces/detections?camera_id=${camera.json.id}&since=2026-03-02T10:00:00Z`)).json.items;
    expect(found).toHaveLength(1);
    expect((await get(`/faces/detections?camera_id=${camera.json.ref}&since=2026-03-02T11:30:00Z`)).json.items).toEqual(
      [],
    );

    const rejected = await post(`/faces/${found[0].id}/reject`);
    expect(rejected.json.made?.label ?? null).toMatch(/^Person_/);
    expect((await get(`/sightings?person=${refs[two]}`)).json.count).toBe(0);
    expect((await post(`/faces/${found[0].id}/reject`, { person: refs[two] })).status).toBe(409);
    const right = await post(`/faces/${found[0].id}/confirm`, { person: refs[two] });
    expect([right.status, right.json.person.ref]).toEqual([200, refs[two]]);
    expect((await get(`/sightings?person=${refs[two]}`)).json.count).toBe(1);
    expect((await post('/faces/nonsense/confirm', {})).status).toBe(404);
  }, 60_000);

  test('consent of one’s own, its withdrawal, and being forgotten', async () => {
    const path = `/people/${refs[three]}/consents`;
    expect((await post(path, { state: 'given', text: 'Yes.' })).status).toBe(201);
    expect((await post(path, { state: 'withdrawn', text: 'No more.' })).status).toBe(201);
    expect((await post(path, { state: 'given', text: 'x', at: '2031-01-01T00:00:00Z' })).status).toBe(400);
    expect((await detect(files.get(three)![5]!)).json.faces[0].match.person?.ref).not.toBe(refs[three]);
    const { latest_faces } = (await get(`/faces/identities/${refs[two]}`)).json;
    const link = latest_faces[0].picture_url;
    expect((await fetch(link)).status).toBe(200);
    expect((await server.call('DELETE', `/api/v1/people/${refs[two]}`, { key: org.keys.manager })).status).toBe(403);
    const gone = await server.call('DELETE', `/api/v1/people/${refs[two]}`, { key: officer() });
    expect(gone.json).toMatchObject({ ref: refs[two] });
    // deleted, or not shown before the face is blackened
    expect([404, 503]).toContain((await fetch(link)).status);
    expect((await get(`/people/${refs[two]}`)).status).toBe(404);
    expect((await detect(files.get(two)![7]!)).json.faces[0].match.result).not.toBe('match');
    const lines = (await get('/audit?action=person.forget', org.keys.admin)).json.items;
    expect(JSON.stringify(lines)).not.toContain(two.replaceAll('_', ' '));
  }, 60_000);
});
