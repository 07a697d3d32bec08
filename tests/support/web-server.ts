import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withOrg } from '../../src/db/scope.ts';
import type { OrgId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Role } from '../../src/domain/role.ts';
import { createAttemptLimiter } from '../../src/http/auth/rate-limit.ts';
import { createLive, type Live } from '../../src/http/live.ts';
import { createServer, type Pages } from '../../src/http/server.ts';
import type { Desk, HttpServices } from '../../src/http/services.ts';
import { createJobs, type JobHandlers, type Jobs } from '../../src/jobs/queue.ts';
import { silentLog } from '../../src/log.ts';
import { createFolderFiles } from '../../src/media/folder-files.ts';
import type { Vision } from '../../src/models/vision.ts';
import { createApiKey } from '../../src/pipeline/api-keys.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { lookAtPicture } from '../../src/pipeline/cameras/look-at-picture.ts';
import { deliveryServices } from '../../src/pipeline/delivery/delivery-services.ts';
import { parseNetworks } from '../../src/pipeline/delivery/guarded-address.ts';
import { pushKeys } from '../../src/pipeline/delivery/send-push.ts';
import { createSenders } from '../../src/pipeline/delivery/senders.ts';
import { createOrganisation, systemPrincipal } from '../../src/pipeline/members.ts';
import { createIntake } from '../../src/pipeline/moderation/intake.ts';
import { tokenKey } from '../../src/pipeline/sealed-tokens.ts';
import { ticketServices } from '../../src/pipeline/tickets/tracker.ts';
import type { AuditKey, Work } from '../../src/pipeline/work.ts';
import { fakeConnections } from './chat-connections.ts';
import type { TestDatabase, TestDatabaseKind } from './database.ts';

/** A server that really listens, on a database of its own. `clock.now` is what it takes for the time. */
export interface TestServer {
  url: string;
  services: HttpServices;
  clock: { now: Date };
  jobs: Jobs;
  live: Live;
  /** Has the pictures looked at that cameras have sent since; answers how many. */
  look(): Promise<number>;
  organisation(name?: string): Promise<WebOrganisation>;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

/** An organisation as createOrganisation makes it, with a key of every role. */
export interface WebOrganisation {
  orgId: OrgId;
  adminId: string;
  keys: Record<Role, string>;
  work<T>(change: (work: Work) => Promise<T>): Promise<T>;
}

export interface CallOptions {
  key?: string;
  cookie?: string;
  headers?: Record<string, string>;
  /** Sent as JSON, unless it is text or bytes already. */
  body?: unknown;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body, when it is JSON. */
  json: Record<string, unknown> & { items?: Record<string, unknown>[] };
}

const SECRET = 'a secret for tests, long enough';
export const NOON = new Date('2026-03-02T12:00:00Z');
const ROLES: Role[] = ['admin', 'officer', 'moderator', 'manager', 'employee'];

export async function openWebServer(
  kind: TestDatabaseKind,
  options: {
    services?: Partial<HttpServices>;
    handlers?: Partial<JobHandlers>;
    desk?: (test: { database: TestDatabase; auditKey: AuditKey }) => Desk;
    pages?: Pages;
    /** What looks at pictures; the pictures of cameras are looked at when `look` is called. */
    vision?: Vision;
    /** Whose certificates browsers' services show. */
    ca?: string;
  } = {},
): Promise<TestServer> {
  const test = await kind.open();
  const folder = await mkdtemp(join(tmpdir(), 'safenest-web-'));
  const clock = { now: NOON };
  const nothing = async (): Promise<void> => {};
  const jobs = createJobs({
    backend: { kind: 'postgres', pool: test.database.jobsPool() },
    handlers: {
      deliver_outbox: nothing,
      sweep_outbox: nothing,
      answer_inbound: nothing,
      sweep_inbox: nothing,
      expire_sign_ins: nothing,
      make_backup: async () => {},
      apply_retention: nothing,
      erase_files: nothing,
      look_at_picture: nothing,
      sweep_pictures: nothing,
      renew_faces: nothing,
      work_messages: nothing,
      sweep_messages: nothing,
      describe_case: nothing,
      carry_out_action: nothing,
      sweep_actions: nothing,
      tend_room: nothing,
      sweep_rooms: nothing,
      tend_ticket: nothing,
      sweep_tickets: nothing,
      read_tickets: nothing,
      follow_tickets: nothing,
      tell_appeal: nothing,
      deliver_to_target: nothing,
      sweep_deliveries: nothing,
      fetch_list: nothing,
      sweep_lists: nothing,
      watch_alerts: nothing,
      tell_members: nothing,
      close_camera_events: nothing,
      sweep_reports: nothing,
      make_report: nothing,
      recommend_rules: nothing,
      index_history: nothing,
      sweep_history: nothing,
      renew_history: nothing,
      score_logins: nothing,
      learn_cameras: nothing,
      train_anomalies: nothing,
      verify_audit: nothing,
      ...options.handlers,
    },
    log: silentLog(),
    schedules: [],
    attempts: 1,
  });
  const live = createLive(test.database, silentLog());
  await live.start();
  const key = auditKey(SECRET);
  const services: HttpServices = {
    db: test.db,
    auditKey: key,
    desk: options.desk?.({ database: test, auditKey: key }) ?? silentDesk,
    jobs,
    live,
    files: createFolderFiles(folder),
    health: async () => ({ ok: true, checks: [] }),
    wake: () => {},
    now: () => clock.now,
    log: silentLog(),
    publicUrl: null,
    secret: SECRET,
    oidc: null,
    limiter: createAttemptLimiter(),
    connections: fakeConnections(),
    messages: createIntake({ db: test.db, now: () => clock.now, enqueue: nothing, onError: nothing }),
    ...options.services,
  };
  const beside = {
    allowed: parseNetworks('127.0.0.1'),
    mail: null,
    mqttUrl: null,
    push: pushKeys(SECRET, null),
    publicUrl: 'https://desk.example.org',
    now: services.now,
    timeoutMs: 3000,
    ...(options.ca ? { ca: options.ca } : {}),
  };
  services.delivery ??= deliveryServices({
    db: test.db,
    key: tokenKey(SECRET),
    now: services.now,
    network: beside,
    senders: createSenders(beside),
    enqueue: async () => 'job',
  });
  services.tickets ??= ticketServices({
    db: test.db,
    key: tokenKey('a secret for tests'),
    network: { allowed: parseNetworks('127.0.0.1') },
    now: services.now,
  });
  services.lists ??= {
    db: test.db,
    now: services.now,
    auditKey: key,
    key: tokenKey(SECRET),
    network: { allowed: parseNetworks('127.0.0.1'), timeoutMs: 3000 },
  };
  services.reports ??= { db: test.db, now: services.now, auditKey: key, wake: services.wake, log: services.log };
  const unseen: { orgId: OrgId; pictureId: string }[] = [];
  if (options.vision)
    services.cameras = {
      db: test.db,
      files: services.files,
      vision: options.vision,
      now: services.now,
      log: services.log,
      window: { gapMs: 60_000, longestMs: 600_000 },
      enqueue: async (orgId, pictureId) => void unseen.push({ orgId, pictureId }),
    };
  const server = createServer(services, options.pages ? { pages: options.pages } : {});
  const url = await server.listen(0, '127.0.0.1');

  return {
    url,
    services,
    clock,
    jobs,
    live,
    async look() {
      const looked = unseen.splice(0);
      for (const { orgId, pictureId } of looked) await lookAtPicture(services.cameras!, orgId, pictureId);
      return looked.length;
    },
    organisation: (name = 'Harbour Works') => makeOrganisation(services, clock, name),
    call: (method, path, callOptions) => call(url, method, path, callOptions),
    async close() {
      await server.close();
      await live.stop();
      await jobs.stop();
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeOrganisation(services: HttpServices, clock: { now: Date }, name: string): Promise<WebOrganisation> {
  const place = { platform: 'cli', audience: 'private' } as const;
  const { orgId, admin } = await createOrganisation(services.db, {
    name,
    timeZone: 'Europe/Berlin',
    admin: { name: 'Ada Admin', email: `ada@${randomBytes(6).toString('hex')}.example` },
    auditKey: services.auditKey,
    now: clock.now,
    place,
  });
  const principal: Principal = systemPrincipal(orgId, 'Europe/Berlin', place);
  const work: WebOrganisation['work'] = (change) =>
    withOrg(services.db, orgId, (tx) => change({ tx, principal, now: clock.now, auditKey: services.auditKey }));
  const keys = {} as Record<Role, string>;
  for (const role of ROLES) keys[role] = (await work((w) => createApiKey(w, { name: `${role} key`, role }))).key;
  return { orgId, adminId: admin!.id, keys, work };
}

async function call(url: string, method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const { key, cookie, body } = options;
  const ready = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    body: body === undefined ? null : ready ? (body as BodyInit) : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? (JSON.parse(text) as Answer['json']) : {},
  };
}

/** For tests that ask the desk nothing. */
const silentDesk: Desk = {
  async *respond() {
    yield { kind: 'failed', message: 'This desk answers nothing.' };
  },
};
