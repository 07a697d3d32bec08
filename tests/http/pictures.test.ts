import { createHash } from 'node:crypto';
import { get } from 'node:http';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { deletePictures } from '../../src/db/pictures.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { StoredPicture } from '../../src/domain/picture.ts';
import { pictureLinksOf } from '../../src/http/routes/pictures.ts';
import { checkedBytes } from '../../src/media/files.ts';
import { keepPicture, signPicture } from '../../src/pipeline/pictures.ts';
import { databases } from '../support/database.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

describe.each(databases)('pictures over HTTP, $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let other: WebOrganisation;
  let picture: StoredPicture;
  let bytes: Buffer;
  const later = new Date(NOON.getTime() + 10 * 60_000);

  const keep = (to: WebOrganisation, given: Buffer, mediaType = 'image/jpeg') =>
    keepPicture(
      (change) => withOrg(server.services.db, to.orgId, change),
      server.services.files,
      to.orgId,
      { bytes: given, mediaType, width: 200, height: 100, class: 'frame', cameraId: null, takenAt: NOON },
      NOON,
    );
  const link = (options: Partial<Parameters<typeof signPicture>[0]> = {}) =>
    `/media/pictures/${signPicture({ orgId: org.orgId, pictureId: picture.id, expiresAt: later, ...options }, server.services.secret)}`;
  /** As a browser asks that has a copy; fetch itself says that it wants no copies. */
  const statusOf = (path: string, etag: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const request = get(server.url + path, { headers: { 'if-none-match': etag } }, (response) => {
        response.resume();
        resolve(response.statusCode!);
      });
      request.once('error', reject);
    });
  const fetched = async (path: string) => {
    const response = await fetch(server.url + path, { redirect: 'manual' });
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  };

  beforeAll(async () => {
    server = await openWebServer(kind);
    org = await server.organisation('Harbour');
    other = await server.organisation('Elsewhere');
    const left = { create: { width: 100, height: 100, channels: 3, background: '#ff0000' } } as const;
    bytes = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#0000ff' } })
      .composite([{ input: await sharp(left).png().toBuffer(), left: 0, top: 0 }])
      .jpeg()
      .toBuffer();
    picture = await keep(org, bytes);
  });
  afterAll(() => server.close());

  test('a signed link shows the very bytes, to whoever holds it, and nothing more', async () => {
    const { status, headers, bytes: got } = await fetched(link());
    expect(status).toBe(200);
    expect(createHash('sha256').update(got).digest('hex')).toBe(picture.sha256);
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('set-cookie')).toBeNull();
    expect(await statusOf(link(), headers.get('etag')!)).toBe(304);
  });

  test('of a picture whose bytes are not those that were kept nothing is sent but why', async () => {
    const hurt = await keep(org, await sharp(bytes).negate().jpeg().toBuffer());
    const { files } = server.services;
    const open = vi
      .spyOn(files, 'get')
      .mockImplementation(async () => checkedBytes(hurt.storageKey, Readable.from([bytes])));
    const response = await fetch(server.url + link({ pictureId: hurt.id }));
    open.mockRestore();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      503,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(await response.text()).toContain('damaged');
    expect(response.headers.get('etag')).toBeNull();
  });

  test('a link to a part shows that part and a little around it, as a JPEG', async () => {
    const { status, headers, bytes: got } = await fetched(link({ box: [0.7, 0.2, 0.2, 0.4] }));
    expect([status, headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const { data, info } = await sharp(got).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([60, 60]);
    expect([data[0]! < 60, data[2]! > 200]).toEqual([true, true]);
  });

  test('a picture that browsers do not show is sent as a JPEG, whatever it says it is', async () => {
    const gif = await sharp(bytes).gif().toBuffer();
    for (const mediaType of ['image/gif', 'text/html']) {
      const kept = await keep(org, gif, mediaType);
      const { headers, bytes: got } = await fetched(link({ pictureId: kept.id }));
      expect(headers.get('content-type')).toBe('image/jpeg');
      expect((await sharp(got).metadata()).format).toBe('jpeg');
    }
  });

  test('links that were changed, made with another secret, or are too old show nothing', async () => {
    const good = link();
    for (const at of [20, 60, good.length - 3]) {
      const changed = good.slice(0, at) + (good[at] === 'x' ? 'y' : 'x') + good.slice(at + 1);
      expect((await fetched(changed)).status).toBe(401);
    }
    for (const token of ['.', 'x.y', 'x'.repeat(3000), '%2e%2e%2f', 'a.b.c'])
      expect([401, 404]).toContain((await fetched(`/media/pictures/${token}`)).status);
    const foreign = signPicture({ orgId: org.orgId, pictureId: picture.id, expiresAt: later }, 'another secret');
    expect((await fetched(`/media/pictures/${foreign}`)).status).toBe(401);
    server.clock.now = new Date(later.getTime());
    const old = await fetched(good);
    server.clock.now = NOON;
    expect([old.status, JSON.parse(old.bytes.toString()).code]).toEqual([410, 'expired']);
  });

  test('a link is bound to its organisation, and a download link is none', async () => {
    expect((await fetched(link({ orgId: other.orgId }))).status).toBe(404);
    const token = link().split('/').at(-1)!;
    expect((await fetched(`/files/${token}`)).status).toBe(401);
  });

  test('what was deleted is not shown any more, not even to whoever has a copy', async () => {
    const kept = await keep(org, await sharp(bytes).negate().jpeg().toBuffer());
    const path = link({ pictureId: kept.id });
    const { status, headers } = await fetched(path);
    expect(status).toBe(200);
    await withOrg(server.services.db, org.orgId, (tx) => deletePictures(tx, [kept.id]));
    expect(await statusOf(path, headers.get('etag')!)).toBe(404);
  });

  test('by id: who may see people or cameras, in their own organisation', async () => {
    const statuses = async (path: string, keys: WebOrganisation['keys']) =>
      Promise.all(
        Object.entries(keys).map(async ([role, key]) => [role, (await server.call('GET', path, { key })).status]),
      );
    const path = `/api/v1/pictures/${picture.id}`;
    expect(Object.fromEntries(await statuses(path, org.keys))).toEqual({
      admin: 200,
      officer: 200,
      moderator: 403,
      manager: 200,
      employee: 403,
    });
    expect((await server.call('GET', path, { key: other.keys.admin })).status).toBe(404);
    expect((await server.call('GET', '/api/v1/pictures/nonsense', { key: org.keys.admin })).status).toBe(404);
    expect((await server.call('GET', path)).status).toBe(401);
    // people without a session sign in first and come back
    expect((await fetched(`/pictures/${picture.id}`)).headers.get('location')).toContain('/sign-in?next=');
  });

  test('links of one page are the same when it is drawn again', () => {
    const links = pictureLinksOf(server.services, org.orgId);
    expect(links(picture.id)).toBe(pictureLinksOf(server.services, org.orgId)(picture.id));
    expect(links(picture.id)).toMatch(/^\/media\/pictures\/[\w-]+\.[\w-]+$/);
  });
});
