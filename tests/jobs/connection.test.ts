import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../../src/domain/id.ts';
import { Queue } from '../../src/jobs/backend.ts';
import { createJobs, type Jobs, type JobsOptions } from '../../src/jobs/queue.ts';
import { silentLog } from '../../src/log.ts';
import { databases } from '../support/database.ts';

const idle = async (): Promise<void> => {};
function create(ran: string[], options: Pick<JobsOptions, 'backend' | 'prefix'> & Partial<JobsOptions>): Jobs {
  return createJobs({
    handlers: {
      deliver_outbox: async ({ outboxId }) => void ran.push(outboxId),
      sweep_outbox: idle,
      answer_inbound: idle,
      sweep_inbox: idle,
      expire_sign_ins: idle,
      make_backup: async () => {},
      apply_retention: idle,
      erase_files: idle,
      look_at_picture: idle,
      sweep_pictures: idle,
      renew_faces: idle,
      work_messages: idle,
      sweep_messages: idle,
      describe_case: idle,
      carry_out_action: idle,
      sweep_actions: idle,
      tend_room: idle,
      sweep_rooms: idle,
      tend_ticket: idle,
      sweep_tickets: idle,
      read_tickets: idle,
      follow_tickets: idle,
      tell_appeal: idle,
      deliver_to_target: idle,
      sweep_deliveries: idle,
      fetch_list: idle,
      sweep_lists: idle,
      watch_alerts: idle,
      tell_members: idle,
      close_camera_events: idle,
      sweep_reports: idle,
      make_report: idle,
      recommend_rules: idle,
      index_history: idle,
      sweep_history: idle,
      renew_history: idle,
      score_logins: idle,
      learn_cameras: idle,
      train_anomalies: idle,
      verify_audit: idle,
    },
    schedules: [],
    log: silentLog(),
    connectMs: 1000,
    ...options,
  });
}
const add = (jobs: Jobs, outboxId: string): Promise<string> => jobs.add('deliver_outbox', { orgId: newId(), outboxId });

/** Errors nobody caught would end the service. */
const uncaught: unknown[] = [];
const note = (error: unknown): void => void uncaught.push(error);
beforeEach(() => {
  process.on('unhandledRejection', note).on('uncaughtException', note);
});
afterEach(() => {
  process.off('unhandledRejection', note).off('uncaughtException', note);
  expect(uncaught.splice(0)).toEqual([]);
});

test('a Redis that is not there is said so in time', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  const jobs = create([], { backend: { kind: 'redis', url: `redis://127.0.0.1:${port}` } });
  await expect(jobs.start()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('REDIS_URL'),
  });
  await expect(add(jobs, newId())).rejects.toMatchObject({ code: 'unavailable' });
  await jobs.stop();
});

const redis = process.env.TEST_REDIS_URL;
describe.runIf(redis)('on Redis', () => {
  let cable: Cable;
  beforeEach(async () => {
    cable = await layCable(new URL(redis!));
  });
  afterEach(() => cable.cut());

  test('while Redis is away adding fails at once; when it is back, all goes on', async () => {
    const prefix = `test-${newId()}`;
    const ran: string[] = [];
    const jobs = create(ran, { backend: { kind: 'redis', url: `redis://127.0.0.1:${cable.port}` }, prefix });
    await jobs.start();
    const [before, after] = [newId(), newId()];
    await add(jobs, before);
    await vi.waitFor(() => expect(ran).toEqual([before]), 5000);

    await cable.cut();
    const asked = Date.now();
    await expect(add(jobs, newId())).rejects.toThrow();
    await expect(jobs.counts()).rejects.toThrow();
    expect(Date.now() - asked).toBeLessThan(5000);

    await cable.mend();
    await vi.waitFor(() => add(jobs, after), { timeout: 10_000, interval: 100 });
    await vi.waitFor(() => expect(ran).toEqual([before, after]), { timeout: 10_000, interval: 100 });
    await jobs.stop();
    const queue = new Queue(prefix, { connection: { kind: 'redis', url: redis! } });
    await queue.obliterate({ force: true });
    await queue.close();
  });
});

describe.runIf(databases.some((kind) => kind.name === 'postgres'))('on PostgreSQL', () => {
  test('after the server has cut every connection, jobs run again', async () => {
    const { database, close } = await databases.find((kind) => kind.name === 'postgres')!.open();
    const ran: string[] = [];
    const jobs = create(ran, { backend: { kind: 'postgres', pool: database.jobsPool() } });
    await jobs.start();
    const [before, after] = [newId(), newId()];
    await add(jobs, before);
    await vi.waitFor(() => expect(ran).toEqual([before]), 5000);
    const { rowCount } = await database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    expect(rowCount).toBeGreaterThan(0);
    await vi.waitFor(() => add(jobs, after), { timeout: 10_000, interval: 100 });
    await vi.waitFor(() => expect(ran).toContain(after), { timeout: 10_000, interval: 100 });
    await jobs.stop();
    await close();
  });
});

interface Cable {
  port: number;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** A way to a server that can be cut. */
async function layCable(to: URL): Promise<Cable> {
  let server: Server;
  const sockets = new Set<Socket>();
  let port = 0;
  async function mend(): Promise<void> {
    server = createServer((here) => {
      const there = dial(Number(to.port), to.hostname);
      for (const [socket, other] of [
        [here, there],
        [there, here],
      ] as const) {
        sockets.add(socket);
        socket.on('error', () => {}).on('close', () => other.destroy());
      }
      here.pipe(there).pipe(here);
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  }
  await mend();
  return {
    get port() {
      return port;
    },
    mend,
    async cut() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      await closed;
    },
  };
}
