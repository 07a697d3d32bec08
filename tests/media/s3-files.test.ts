import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newOrgId } from '../../src/domain/id.ts';
import { createS3Files, type S3Settings } from '../../src/media/s3-files.ts';
import { chunks, filesContract } from '../contracts/files.ts';
import { type S3Server, startS3Server } from '../support/s3-server.ts';

let server: S3Server;
beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server.close());
afterEach(() => {
  server.objects.clear();
  server.requests.length = 0;
});

const settings = (changed: Partial<S3Settings> = {}): S3Settings => ({
  bucket: server.bucket,
  region: server.region,
  endpoint: server.url,
  credentials: server.credentials,
  pathStyle: true,
  prefix: 'desk/',
  ...changed,
});

filesContract('a bucket', async () => {
  const files = createS3Files(settings());
  return {
    files,
    held: async () => [...server.objects.keys()].map((key) => key.slice('desk/'.length)),
    async damage(key) {
      server.objects.get(`desk/${key}`)!.bytes = Buffer.from('the bytes as they are!');
    },
    async age(key, ms) {
      server.objects.get(`desk/${key}`)!.at = new Date(Date.now() - ms);
    },
    close: async () => files.close(),
  };
});

describe('a bucket', () => {
  const org = newOrgId();

  test('a server that stumbles, or cuts an upload off, is asked again; the file is there once and whole', async () => {
    const files = createS3Files(settings());
    server.failNext(2, 503);
    const { key } = await files.put(org, chunks('stumbling'), 100);
    server.cutNextUpload();
    const large = Buffer.alloc(2_000_000, 'x');
    const second = await files.put(org, chunks(large), 4e6);
    expect((await buffer(await files.get(key))).toString()).toBe('stumbling');
    expect((await buffer(await files.get(second.key))).equals(large)).toBe(true);
    expect(server.objects.size).toBe(2);
    expect(server.requests.filter((line) => line.startsWith('PUT')).length).toBeGreaterThanOrEqual(5);
    files.close();
  });

  test('what is wrong is said in words that name the setting, without a secret', async () => {
    const cases: [Partial<S3Settings>, RegExp][] = [
      [{ credentials: { ...server.credentials, secretAccessKey: 'not-the-secret' } }, /S3_SECRET_ACCESS_KEY/],
      [{ credentials: { ...server.credentials, accessKeyId: 'NOBODY' } }, /S3_ACCESS_KEY_ID/],
      [{ bucket: 'no-such-bucket' }, /no bucket no-such-bucket/],
      [{ endpoint: 'http://127.0.0.1:1' }, /S3_ENDPOINT/],
    ];
    for (const [changed, words] of cases) {
      const files = createS3Files(settings(changed));
      for (const attempt of [() => files.put(org, chunks('x'), 10), () => files.check()]) {
        const error = await attempt().then(
          () => null,
          (thrown: Error) => thrown,
        );
        expect(error).toMatchObject({ code: 'unavailable', message: expect.stringMatching(words) });
        expect(error!.message).not.toContain('not-the-secret');
      }
      files.close();
    }
  });

  test('a bucket that is away is not a file that is gone', async () => {
    const files = createS3Files(settings());
    const { key } = await files.put(org, chunks('x'), 10);
    server.failNext(20, 500);
    await expect(files.get(key)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(files.delete(key, 1000)).rejects.toMatchObject({ code: 'unavailable' });
    server.failNext(0, 500);
    expect((await buffer(await files.get(key))).toString()).toBe('x');
    files.close();
  });
});
