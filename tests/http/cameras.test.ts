import { request as httpRequest } from 'node:http';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Vision } from '../../src/models/vision.ts';
import { databases } from '../support/database.ts';
import { blindVision } from '../support/vision.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const TRIANGLE = [
  [0, 0],
  [1, 0],
  [0.5, 1],
];

describe.each(databases)('cameras over HTTP, $name', (kind) => {
  let server: TestServer;
  let vision: Vision;
  let org: WebOrganisation;
  let other: WebOrganisation;
  let frame: Buffer;
  let cameras = 0;

  beforeAll(async () => {
    vision = await blindVision();
    server = await openWebServer(kind, { vision });
    org = await server.organisation('Harbour');
    other = await server.organisation('Elsewhere');
    frame = await sharp({ create: { width: 320, height: 180, channels: 3, background: '#336699' } })
      .jpeg()
      .toBuffer();
  });
  afterAll(async () => {
    await server.close();
    await vision.close();
  });

  const officer = () => org.keys.officer;
  async function newCamera(fields: Record<string, unknown> = {}): Promise<{ ref: string; id: string }> {
    const body = { name: `Camera ${++cameras}`, ...fields };
    const { status, json } = await server.call('POST', '/api/v1/cameras', { key: officer(), body });
    expect(status, JSON.stringify(json)).toBe(201);
    return json as unknown as { ref: string; id: string };
  }
  const send = (ref: string, body: Uint8Array | FormData, query = '', key = officer()) =>
    server.call('POST', `/api/v1/cameras/${ref}/frames${query}`, {
      key,
      body,
      ...(body instanceof FormData ? {} : { headers: { 'content-type': 'image/jpeg' } }),
    });
  const pictures = async (): Promise<number> => {
    const rows = await org.work(({ tx }) =>
      tx.selectFrom('picture').select('id').where('org_id', '=', org.orgId).execute(),
    );
    return rows.length;
  };

  test('are added, read, changed and listed', async () => {
    const { ref } = await newCamera({
      name: 'Front door',
      location: 'Gate 2',
      zones: [{ name: 'Steps', kind: 'entry', polygon: TRIANGLE }],
    });
    const read = await server.call('GET', `/api/v1/cameras/${ref}`, { key: org.keys.manager });
    expect(read.json).toMatchObject({
      name: 'Front door',
      location: 'Gate 2',
      folder: 'front-door',
      state: 'never',
      snapshot_url: null,
      zones: [{ name: 'Steps', kind: 'entry', polygon: TRIANGLE }],
    });
    const changed = await server.call('PATCH', `/api/v1/cameras/${ref}`, {
      key: officer(),
      body: { enabled: false, mask: [TRIANGLE] },
    });
    expect(changed.json).toMatchObject({ state: 'off', mask: [TRIANGLE], location: 'Gate 2' });
    const list = await server.call('GET', '/api/v1/cameras', { key: org.keys.manager });
    expect(list.json.items!.map((camera) => camera.ref)).toContain(ref);
  });

  test('two of one name, a folder that leads elsewhere, and polygons outside the picture are refused', async () => {
    await newCamera({ name: 'Twin', folder: 'twin' });
    const refused = async (body: Record<string, unknown>) =>
      (await server.call('POST', '/api/v1/cameras', { key: officer(), body })).status;
    expect(await refused({ name: 'tWIN' })).toBe(409);
    expect(await refused({ name: 'Other', folder: 'twin' })).toBe(409);
    for (const folder of ['..', '../x', 'a/b', '/etc', '.hidden', 'Ünder', 'x\u0000y'])
      expect([folder, await refused({ name: 'Odd', folder })]).toEqual([folder, 400]);
    for (const polygon of [
      [],
      [[0, 0]],
      [
        [0, 0],
        [1, 1],
        [2, 0],
      ],
      [
        [0, 0],
        [Number.NaN, 1],
        [1, 0],
      ],
      [
        [0, 0],
        [0.5, 0],
        [1, 0],
      ],
    ])
      expect(await refused({ name: 'Zoned', zones: [{ name: 'z', kind: 'entry', polygon }] })).toBe(400);
    expect(
      await refused({
        name: 'Many',
        zones: Array.from({ length: 33 }, (_, i) => ({ name: `z${i}`, kind: 'entry', polygon: TRIANGLE })),
      }),
    ).toBe(400);
  });

  test('are theirs who may: roles, and other organisations', async () => {
    const { ref, id } = await newCamera();
    expect((await server.call('GET', '/api/v1/cameras', { key: org.keys.moderator })).status).toBe(403);
    expect((await server.call('POST', '/api/v1/cameras', { key: org.keys.manager, body: { name: 'x' } })).status).toBe(
      403,
    );
    expect((await send(ref, frame, '', org.keys.manager)).status).toBe(403);
    expect((await send('CAM-999', frame)).status).toBe(404);
    expect((await send('INC-1', frame)).status).toBe(404);
    const foreign = await server.call('GET', `/api/v1/faces/detections?camera_id=${id}`, { key: other.keys.admin });
    expect(foreign.status).toBe(404);
  });

  test('a picture is taken once for its bytes and time, however it is sent', async () => {
    const { ref } = await newCamera();
    const before = await pictures();
    const at = '2026-03-02T11:59:00Z';
    const first = await send(ref, frame, `?taken_at=${at}`);
    expect(first.json).toMatchObject({
      status: 'taken',
      taken_at: '2026-03-02T11:59:00.000Z',
      width: 320,
      height: 180,
    });
    const form = new FormData();
    form.set('taken_at', '2026-03-02T12:59:00+01:00');
    form.set('file', new Blob([new Uint8Array(frame)]), 'whatever.txt');
    const [again, more] = await Promise.all([send(ref, form), send(ref, frame, `?taken_at=${at}`)]);
    expect([again.json.status, more.json.status]).toEqual(['duplicate', 'duplicate']);
    expect(again.json.picture_id).toBe(first.json.picture_id);
    expect((await send(ref, frame, '?taken_at=2026-03-02T11:58:00Z')).json.status).toBe('taken');
    expect(await pictures()).toBe(before + 2);
    const camera = (await server.call('GET', `/api/v1/cameras/${ref}`, { key: officer() })).json;
    expect(camera).toMatchObject({ state: 'online', last_seen_at: '2026-03-02T11:59:00.000Z' });
    const shown = await fetch(String(camera.snapshot_url));
    expect([shown.status, Buffer.from(await shown.arrayBuffer()).equals(frame)]).toEqual([200, true]);
    // a clock that runs ahead does not move time
    expect((await send(ref, frame, '?taken_at=2031-01-01T00:00:00Z')).json.taken_at).toBe(NOON.toISOString());
  });

  test('what the privacy mask hides is never kept', async () => {
    const all = [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    ];
    const { ref } = await newCamera({ mask: all });
    const { json } = await send(ref, frame);
    const shown = await fetch(String(json.picture_url));
    const { dominant } = await sharp(Buffer.from(await shown.arrayBuffer())).stats();
    expect(dominant.r + dominant.g + dominant.b).toBeLessThan(30);
  });

  test('what is no picture, or is one of the nasty ones, is refused in words; the next good one is taken', async () => {
    const { ref } = await newCamera();
    const before = await pictures();
    const png = await sharp(frame).png().toBuffer();
    const chunk = (type: string, data: Buffer): Buffer => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(data.length, 0);
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, data, Buffer.alloc(4)]);
    };
    const huge = Buffer.from([0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20, 8, 2, 0, 0, 0]);
    const bomb = Buffer.concat([
      png.subarray(0, 8),
      chunk('IHDR', huge),
      chunk('IDAT', deflateSync(Buffer.alloc(5_000_000))),
      chunk('IEND', Buffer.alloc(0)),
    ]);
    const nasty: [string, Buffer, number[]][] = [
      ['nothing', Buffer.alloc(0), [400]],
      ['cut short', frame.subarray(0, frame.length >> 1), [400]],
      ['only a beginning', frame.subarray(0, 4), [400, 415]],
      ['20,000 × 20,000', bomb, [400, 413]],
      [
        'a drawing with an address',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:1/x"/></svg>'),
        [415],
      ],
      ['a page', Buffer.from('<html><script>1</script>'), [415]],
      ['a PDF', Buffer.from('%PDF-1.7\n'), [415]],
      ['a ZIP', Buffer.from('PK\x03\x04 and more of it'), [415]],
      ['a program', Buffer.from('\x7fELF\x02\x01\x01'), [415]],
    ];
    for (const [name, bytes, statuses] of nasty) {
      const { status, json } = await send(ref, bytes);
      expect([name, statuses.includes(status)], `${name}: ${status} ${json?.detail}`).toEqual([name, true]);
      expect(String(json.detail)).toMatch(/^[A-Z].{10,}\.$/);
    }
    expect(await pictures()).toBe(before);
    expect((await send(ref, frame)).json.status).toBe('taken');
  });

  test('too much is refused as soon as it is too much, also when its length is not said', async () => {
    const { ref } = await newCamera();
    const big = await send(ref, Buffer.alloc(20 * 2 ** 20 + 1));
    expect([big.status, big.json.code]).toEqual([413, 'too_large']);
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(20 * 2 ** 20 + 1)]), 'a.jpg');
    expect((await send(ref, form)).status).toBe(413);
    const two = new FormData();
    two.append('file', new Blob([new Uint8Array(frame)]), 'a.jpg');
    two.append('file', new Blob([new Uint8Array(frame)]), 'b.jpg');
    expect((await send(ref, two)).status).toBe(413);
    const endless = await new Promise<number>((resolve) => {
      const asked = httpRequest(`${server.url}/api/v1/cameras/${ref}/frames`, {
        method: 'POST',
        headers: { authorization: `Bearer ${officer()}`, 'content-type': 'image/jpeg' },
      });
      const piece = Buffer.alloc(1_000_000);
      let done = false;
      const more = (): void => {
        if (!done) asked.write(piece, () => setImmediate(more));
      };
      asked.on('response', (response) => {
        done = true;
        resolve(response.statusCode!);
        asked.destroy();
      });
      asked.on('error', () => {});
      more();
    });
    expect(endless).toBe(413);
  });

  test('broken forms and odd times are refused', async () => {
    const { ref } = await newCamera();
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
      const broken = await server.call('POST', `/api/v1/cameras/${ref}/frames`, {
        key: officer(),
        headers: { 'content-type': type },
        body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhello',
      });
      expect([type, broken.status]).toEqual([type, 400]);
    }
    expect((await send(ref, new FormData())).status).toBe(400);
    for (const at of ['yesterday', '2026-13-01T00:00:00Z', '2026-03-02', '1772452740'])
      expect([at, (await send(ref, frame, `?taken_at=${at}`)).status]).toEqual([at, 400]);
    const polluted = new FormData();
    polluted.set('__proto__', 'x');
    polluted.set('file', new Blob([new Uint8Array(frame)]), 'a.jpg');
    expect((await send(ref, polluted)).status).toBe(400);
  });

  test('a camera that is switched off takes nothing and says so', async () => {
    const { ref } = await newCamera({ enabled: false });
    const { status, json } = await send(ref, frame);
    expect([status, json.detail]).toEqual([409, expect.stringContaining('switched off')]);
  });

  test('without models pictures are taken and cameras work; only recognition says what is missing', async () => {
    const { ref } = await newCamera();
    expect((await send(ref, frame)).json.status).toBe('taken');
    expect(await server.look()).toBeGreaterThan(0);
    const asked = { key: officer(), headers: { 'content-type': 'image/jpeg' }, body: frame };
    expect((await server.call('POST', '/api/v1/faces/detect', asked)).status).toBe(403);
    const consent = { state: 'given', text: 'Our policy' };
    await server.call('POST', '/api/v1/consents', { key: org.keys.admin, body: consent });
    const { status, json } = await server.call('POST', '/api/v1/faces/detect', asked);
    expect([status, json.detail]).toEqual([503, expect.stringContaining('safenest -- models fetch')]);
  });

  test('removing one takes its pictures, and their bytes are erased', async () => {
    const { ref } = await newCamera();
    const { json } = await send(ref, await sharp(frame).negate().jpeg().toBuffer());
    expect((await server.call('DELETE', `/api/v1/cameras/${ref}`, { key: org.keys.manager })).status).toBe(403);
    const removed = await server.call('DELETE', `/api/v1/cameras/${ref}`, { key: officer() });
    expect(removed.json).toMatchObject({ ref, pictures: 1 });
    expect((await fetch(String(json.picture_url))).status).toBe(404);
    expect((await server.call('GET', `/api/v1/cameras/${ref}`, { key: officer() })).status).toBe(404);
    expect((await send(ref, frame)).status).toBe(404);
  });
});
