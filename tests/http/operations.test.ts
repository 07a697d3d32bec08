import { randomUUID } from 'node:crypto';
import { get, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMeasures } from '../../src/http/measures.ts';
import { databases } from '../support/database.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const newMeasures = () =>
  createMeasures({
    visionLoad: () => ({ workers: 0, busy: 0, waiting: 0 }),
    outboxAge: async () => 0,
    storage: async () => ({ database: 0, files: 0, diskFree: 0 }),
  });

describe.each(databases)('running it, on the $name database', (kind) => {
  const measures = newMeasures();
  let server: TestServer;
  let org: WebOrganisation;
  beforeAll(async () => {
    server = await openWebServer(kind, {
      services: { measures },
      handlers: {
        sweep_outbox: async () => {
          throw new Error('the outbox is on fire');
        },
        deliver_outbox: async () => {
          throw new Error('nobody answers');
        },
      },
    });
    org = await server.organisation();
    await server.jobs.start();
  });
  afterAll(() => server?.close());

  test('health and readiness', async () => {
    expect((await server.call('GET', '/health')).json).toEqual({ ok: true });
    expect((await server.call('GET', '/ready')).json).toEqual({ ok: true, database: true, jobs: true });
  });

  test('metrics tell what came in, without one series per address', async () => {
    await server.call('POST', '/api/v1/login-events', {
      key: org.keys.officer,
      body: [
        { event_id: 'm1', occurred_at: '2026-03-02T11:00:00Z', outcome: 'success', account: 'anna' },
        { event_id: 'm2' },
      ],
    });
    await server.call('GET', '/api/v1/alerts/ALR-17', { key: org.keys.officer });
    await server.call('GET', '/no-such-page');
    const { text, headers } = await server.call('GET', '/metrics');
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toContain('safenest_events_ingested_total{result="accepted"} 1');
    expect(text).toContain('safenest_events_ingested_total{result="rejected"} 1');
    expect(text).toMatch(
      /safenest_http_request_seconds_count\{method="GET",route="\/api\/v1\/alerts\/:ref",status="404"\} 1/,
    );
    expect(text).toMatch(/safenest_http_request_seconds_count\{method="GET",route="other",status="404"\} 1/);
    expect(text).toContain('safenest_jobs{state="waiting"} 0');
    expect(text).toContain('safenest_nodejs_eventloop_lag_seconds');
    expect(text).not.toContain('ALR-17');
  });

  test('metrics through a proxy need a key that may read health', async () => {
    const forwarded = { 'x-forwarded-for': '198.51.100.1' };
    const get = (key?: string) => server.call('GET', '/metrics', { headers: forwarded, ...(key ? { key } : {}) });
    expect((await get()).status).toBe(401);
    expect((await get(org.keys.employee)).status).toBe(403);
    expect((await get(org.keys.officer)).status).toBe(200);
    // another organisation’s cameras are not theirs to count
    measures.picture('another', 'CAM-1');
    measures.picture(org.orgId, 'CAM-2');
    const { text } = await get(org.keys.officer);
    expect(text).toContain(`safenest_camera_pictures_total{organisation="${org.orgId}",camera="CAM-2"} 1`);
    expect(text).not.toContain('another');
    expect((await server.call('GET', '/metrics')).text).toContain('another');
  });

  test('a page whose name was made to lead here reads no metrics', async () => {
    const { port } = new URL(server.url);
    const status = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        get({ host: '127.0.0.1', port, path: '/metrics', headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).on('error', reject);
      });
    for (const host of ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '127.0.0.1.evil.example'])
      expect([host, await status(host)]).toEqual([host, 401]);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])
      expect([host, await status(host)]).toEqual([host, 200]);
  });

  test('a sign-in link leads here, whatever the request said its Host was', async () => {
    const { port } = new URL(server.url);
    const body = await new Promise<string>((resolve, reject) => {
      const path = `/api/v1/members/${org.adminId}/sign-in-link`;
      const headers = { host: 'evil.example', authorization: `Bearer ${org.keys.admin}` };
      request({ host: '127.0.0.1', port, path, method: 'POST', headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += String(chunk);
        });
        answer.on('end', () => resolve(text));
      })
        .on('error', reject)
        .end();
    });
    expect((JSON.parse(body) as { url: string }).url).toContain(`${server.url}/sign-in/link?token=`);
  });

  test('a job that died is listed, tried again and dropped', async () => {
    await server.jobs.add('sweep_outbox', {});
    const key = org.keys.admin;
    const dead = async () => (await server.call('GET', '/api/v1/jobs/dead', { key })).json.items!;
    await expect.poll(dead, { timeout: 15_000 }).toHaveLength(1);
    const [job] = await dead();
    expect(job).toMatchObject({ name: 'sweep_outbox', error: expect.stringContaining('on fire'), attempts: 1 });
    expect((await server.call('GET', '/api/v1/jobs', { key })).json).toMatchObject({ dead: 1, waiting: 0 });
    expect((await server.call('POST', `/api/v1/jobs/dead/${job!.id}/retry`, { key })).status).toBe(204);
    await expect.poll(dead, { timeout: 15_000 }).toHaveLength(1);
    const [again] = await dead();
    expect((await server.call('DELETE', `/api/v1/jobs/dead/${again!.id}`, { key })).status).toBe(204);
    expect(await dead()).toEqual([]);
    expect((await server.call('DELETE', `/api/v1/jobs/dead/${again!.id}`, { key })).status).toBe(404);
    const { json } = await server.call('GET', '/api/v1/audit?action=job.drop', { key });
    expect(json.items).toHaveLength(1);
  });

  test('a dead job is there for the organisation it worked for; what works for all, for the oldest one', async () => {
    const second = await server.organisation('Second');
    const list = async (owner: WebOrganisation) =>
      (await server.call('GET', '/api/v1/jobs/dead', { key: owner.keys.admin })).json.items!.map(({ name }) => name);
    await server.jobs.add('sweep_outbox', {});
    await server.jobs.add('deliver_outbox', { orgId: second.orgId, outboxId: randomUUID() });
    await expect.poll(() => list(org), { timeout: 15_000 }).toEqual(['sweep_outbox']);
    await expect.poll(() => list(second), { timeout: 15_000 }).toEqual(['deliver_outbox']);
    const counts = async (owner: WebOrganisation) =>
      (await server.call('GET', '/api/v1/jobs', { key: owner.keys.admin })).json.dead;
    expect([await counts(org), await counts(second)]).toEqual([1, 1]);

    const [ours] = (await server.call('GET', '/api/v1/jobs/dead', { key: org.keys.admin })).json.items!;
    const path = `/api/v1/jobs/dead/${ours!.id}`;
    expect((await server.call('POST', `${path}/retry`, { key: second.keys.admin })).status).toBe(404);
    expect((await server.call('DELETE', path, { key: second.keys.admin })).status).toBe(404);
    expect(await list(org)).toEqual(['sweep_outbox']);
    expect((await server.call('DELETE', path, { key: org.keys.admin })).status).toBe(204);
    // no page is so far down that asking for it breaks anything
    const far = await server.call('GET', '/api/v1/jobs/dead?cursor=999999999999', { key: org.keys.admin });
    expect(far).toMatchObject({ status: 200, json: { items: [], next: null } });
  });
});

test('a server whose queue does not answer lives, but is not ready', async () => {
  const server = await openWebServer(databases[0]!, {
    services: { jobs: { counts: () => new Promise(() => {}) } as never },
  });
  try {
    expect((await server.call('GET', '/health')).status).toBe(200);
    const { status, json } = await server.call('GET', '/ready');
    expect([status, json]).toEqual([503, { ok: false, database: true, jobs: false }]);
  } finally {
    await server.close();
  }
});

test('a port that is taken is told in words', async () => {
  const server = await openWebServer(databases[0]!);
  const { createServer } = await import('../../src/http/server.ts');
  const second = createServer(server.services);
  await expect(second.listen(Number(new URL(server.url).port), '127.0.0.1')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('PORT'),
  });
  await server.close();
});
