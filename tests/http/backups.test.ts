import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { type Backups, backupsCheck, createBackups } from '../../src/pipeline/backup/backups.ts';
import { newBackupPath } from '../../src/pipeline/backup/kept-backups.ts';
import { makeBackup } from '../../src/pipeline/backup/make-backup.ts';
import { ensureMachineKey, localKey, MACHINE_KEYS } from '../../src/pipeline/local-key.ts';
import { databases, type TestDatabase } from '../support/database.ts';
import { cookieOf, postForm, signIn } from '../support/sign-in.ts';
import { openDesk } from '../support/web-desk.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

let server: TestServer;
let org: WebOrganisation;
let cookie: string;
let folder: string;
let backups: Backups;
const restarted: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safenest-backups-'));
  let opened: TestDatabase | null = null;
  server = await openWebServer(databases[0]!, {
    pages: consoleRoutes,
    // made below, with what the server makes
    services: {
      backups: {
        state: () => backups.state(),
        begin: (request) => backups.begin(request),
        find: (name) => backups.find(name),
        restore: (name) => backups.restore(name),
      },
    },
    desk: (given) => {
      opened = given.database;
      return openDesk(given, () => server.clock.now);
    },
  });
  const { services, clock } = server;
  backups = createBackups({
    folder,
    db: services.db,
    auditKey: services.auditKey,
    secret: services.secret,
    nightly: { keep: 14, at: '02:00', timeZone: 'UTC' },
    restored: null,
    async make(request) {
      const path = await newBackupPath(folder, request.kind, clock.now);
      const parts = { database: opened!.database, files: services.files, store: 'folder' as const };
      return {
        path,
        manifest: await makeBackup({ ...parts, secret: services.secret }, path, { ...request, now: clock.now }),
      };
    },
    restart: (path) => restarted.push(path),
    now: () => clock.now,
    log: services.log,
  });
  org = await server.organisation();
  cookie = await signIn(server, org, org.adminId);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const page = (path = '/health/backups', flash = '') =>
  server.call('GET', path, { cookie: `${cookie}; ${flash}`, headers: { accept: 'text/html' } });
const submit = async (path: string, fields: Record<string, string>) => {
  const answer = await postForm(server, path, fields, cookie);
  return answer.status === 303 ? page(answer.headers.get('location')!, cookieOf(answer.headers)) : answer;
};
const check = () => backupsCheck(backups, () => server.clock.now).check();

test('an admin of the only organisation makes, downloads and restores backups', async () => {
  expect((await page()).text).toContain('No backups yet');
  expect(await check()).toBe('the first comes tonight');
  expect((await submit('/health/backups', { pictures: 'yes' })).text).toContain('A backup is being made');
  const name = await vi.waitFor(async () => {
    const { text } = await page();
    return /safenest-[\d-]+manual\.tar/.exec(text)![0];
  });
  expect(await check()).toMatch(/less than an hour old, 1 kept/);
  const downloaded = await server.call('GET', `/health/backups/${name}`, { cookie });
  expect(downloaded.headers.get('content-disposition')).toContain(name);
  expect(downloaded.headers.get('content-length')).toBe(String((await readFile(join(folder, name))).length));
  expect((await page('/health/backups/..%2f..%2fetc%2fpasswd')).status).toBe(404);

  expect((await submit('/health/backups/restore', { name, confirm: 'restore' })).text).toContain('Nothing was changed');
  expect(restarted).toEqual([]);
  expect((await submit('/health/backups/restore', { name, confirm: 'RESTORE' })).text).toContain('SafeNest goes back');
  expect(restarted).toEqual([join(folder, name)]);
  const audit = await server.call('GET', '/api/v1/audit', { key: org.keys.admin });
  expect(audit.json.items!.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['backup.make', 'backup.download']),
  );

  // one that was altered stays on the list, and is refused
  const bytes = await readFile(join(folder, name));
  bytes[520]! ^= 1;
  await writeFile(join(folder, name), bytes);
  expect((await submit('/health/backups/restore', { name, confirm: 'RESTORE' })).text).toContain('was altered');
  expect(restarted).toHaveLength(1);
  const { now } = server.clock;
  server.clock.now = new Date(now.getTime() + 60 * 3_600_000);
  await expect(check()).rejects.toThrow('the last is 60 hours old');
  server.clock.now = now;
});

test('by API it is begun and listed, by admins alone', async () => {
  expect((await server.call('GET', '/api/v1/backups', { key: org.keys.manager })).status).toBe(403);
  const begun = await server.call('POST', '/api/v1/backups', { key: org.keys.admin, body: { pictures: false } });
  expect(begun.status).toBe(202);
  expect(begun.json.running).not.toBeNull();
  const again = await server.call('POST', '/api/v1/backups', { key: org.keys.admin, body: {} });
  expect([202, 409]).toContain(again.status);
  await vi.waitFor(async () => {
    const { json } = await server.call('GET', '/api/v1/backups', { key: org.keys.admin });
    expect(json).toMatchObject({ running: null, failed: null });
    expect((json.kept as unknown[]).length).toBeGreaterThan(1);
  });
});

test('where there are several organisations, nobody’s admin but the machine’s own commands', async () => {
  const guest = await server.organisation('Guests');
  expect((await page()).text).toContain('serves several organisations');
  expect((await page()).status).toBe(403);
  const [one] = await backups.state().then(({ kept }) => kept);
  expect((await page(`/health/backups/${one!.name}`)).status).toBe(403);
  for (const key of [org.keys.admin, guest.keys.admin])
    for (const method of ['GET', 'POST'])
      expect(
        (await server.call(method, '/api/v1/backups', { key, ...(method === 'POST' ? { body: {} } : {}) })).status,
      ).toBe(403);
  expect((await submit('/health/backups/restore', { name: one!.name, confirm: 'RESTORE' })).text).toContain(
    'several organisations',
  );
  expect(restarted).toHaveLength(1);

  const key = localKey(server.services.secret);
  await ensureMachineKey((change) => org.work(change), MACHINE_KEYS.commandLine, key);
  expect((await server.call('GET', '/api/v1/backups', { key })).status).toBe(200);
});
