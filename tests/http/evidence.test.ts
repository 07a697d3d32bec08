import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { downloadPath } from '../../src/http/routes/evidence.ts';
import { databases } from '../support/database.ts';
import { type Answer, NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(200, 7)]);
const PATH = '/api/v1/incidents/INC-1/evidence';

describe.each(databases)('evidence on the $name database', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let other: WebOrganisation;
  beforeAll(async () => {
    server = await openWebServer(kind);
    org = await server.organisation();
    other = await server.organisation('Somebody Else');
    for (const { keys } of [org, other])
      await server.call('POST', '/api/v1/incidents', { key: keys.officer, body: { title: 'Seen on a camera' } });
  });
  afterAll(() => server?.close());

  const form = (name: string, bytes: Uint8Array | string): FormData => {
    const data = new FormData();
    data.set('file', new Blob([bytes as BlobPart]), name);
    return data;
  };
  const upload = (body: unknown, key = org.keys.officer, path = PATH): Promise<Answer> =>
    server.call('POST', path, { key, body });
  const sendBytes = (bytes: Uint8Array | string, name: string): Promise<Answer> =>
    server.call('POST', `${PATH}?name=${encodeURIComponent(name)}`, {
      key: org.keys.officer,
      body: bytes,
      headers: { 'content-type': 'application/octet-stream' },
    });

  test('a file in a form, or as it is, is kept and comes back byte for byte', async () => {
    const first = await upload(form('Foto “1”.png', new Uint8Array(PNG)));
    expect(first.status).toBe(201);
    expect(first.json).toMatchObject({
      file_name: expect.stringContaining('Foto'),
      media_type: 'image/png',
      size: PNG.length,
      sha256: createHash('sha256').update(PNG).digest('hex'),
      added_by: 'officer key',
    });
    server.clock.now = new Date(NOON.getTime() + 1000);
    const second = await sendBytes('line one\nline two\n', 'notes.txt');
    expect(second.json).toMatchObject({ file_name: 'notes.txt', media_type: 'text/plain', size: 18 });

    const { items } = (await server.call('GET', PATH, { key: org.keys.moderator })).json;
    expect(items!.map((file) => file.file_name)).toEqual([first.json.file_name, 'notes.txt']);
    const download = await fetch(server.url + String(items![0]!.url));
    expect(download.status).toBe(200);
    expect(Buffer.from(await download.arrayBuffer()).equals(PNG)).toBe(true);
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename/);
    expect(download.headers.get('content-type')).toBe('image/png');
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');
    expect(download.headers.get('content-security-policy')).toContain('sandbox');
  });

  test('what a file is, its bytes say', async () => {
    const page = await sendBytes('<script>alert(1)</script>', 'page.html');
    expect(page.json).toMatchObject({ media_type: 'text/plain', file_name: 'page.html.txt' });
    const program = await sendBytes(Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff), 'photo.png');
    expect([program.status, program.json.code]).toEqual([415, 'unsupported_type']);
  });

  test('an upload that is too large, empty, broken or no upload leaves nothing behind', async () => {
    const before = (await server.call('GET', PATH, { key: org.keys.officer })).json.items!.length;
    const large = await upload(form('large.txt', 'x'.repeat(25 * 2 ** 20 + 1)));
    expect([large.status, large.json.code]).toEqual([413, 'too_large']);
    expect((await sendBytes('', 'empty.txt')).status).toBe(400);
    expect((await upload(new FormData())).status).toBe(400);
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
      const broken = await server.call('POST', PATH, {
        key: org.keys.officer,
        headers: { 'content-type': type },
        body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello',
      });
      expect([type, broken.status]).toEqual([type, 400]);
    }
    expect((await server.call('GET', PATH, { key: org.keys.officer })).json.items).toHaveLength(before);
  });

  test('who may not change the incident may not add to it', async () => {
    expect((await upload(form('a.txt', 'x'), org.keys.moderator)).status).toBe(403);
    expect((await upload(form('a.txt', 'x'), org.keys.employee)).status).toBe(404);
    expect((await upload(form('a.txt', 'x'), org.keys.officer, '/api/v1/incidents/INC-9/evidence')).status).toBe(404);
  });

  test('a download address cannot be changed, does not last, and stays in its organisation', async () => {
    const { items } = (await server.call('GET', PATH, { key: org.keys.officer })).json;
    const url = String(items![0]!.url);
    for (const position of [10, 60, url.length - 3]) {
      const letter = url[position] === 'x' ? 'y' : 'x';
      const tampered = url.slice(0, position) + letter + url.slice(position + 1);
      expect((await server.call('GET', tampered)).status).toBe(401);
    }
    for (const token of ['', '.', 'x.y', 'x'.repeat(2000)]) {
      const { status } = await server.call('GET', `/files/${token}`);
      expect([token, status === 401 || status === 404]).toEqual([token, true]);
    }
    const elsewhere = downloadPath(server.services, NOON, { orgId: other.orgId, evidenceId: String(items![0]!.id) });
    expect((await server.call('GET', elsewhere)).status).toBe(404);
    server.clock.now = new Date(NOON.getTime() + 16 * 60_000);
    expect((await server.call('GET', url)).status).toBe(410);
    server.clock.now = NOON;
    expect((await server.call('GET', url)).status).toBe(200);
  });
});
