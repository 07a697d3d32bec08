import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { camerasAnswer } from '../../src/agent/offline/answers/cameras.ts';
import { sightingsAnswer, whoIsAnswer } from '../../src/agent/offline/answers/people.ts';
import type { Core } from '../../src/app/core.ts';
import { createRecognition } from '../../src/app/recognition.ts';
import { readConfig } from '../../src/config.ts';
import { findAlert, listAlerts } from '../../src/db/alerts.ts';
import { insertChatAccount } from '../../src/db/members.ts';
import { addOutboxOnce } from '../../src/db/outbox.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { parseReference } from '../../src/domain/reference.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import type { HttpServices } from '../../src/http/services.ts';
import { silentLog } from '../../src/log.ts';
import { cameraAnswerWords } from '../../src/messages/catalogue/camera-answers.ts';
import { untakenAlerts } from '../../src/pipeline/alert-limits.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { deliverToTarget } from '../../src/pipeline/delivery/deliver-to-target.ts';
import { fanOut } from '../../src/pipeline/delivery/fan-out.ts';
import { addDevice } from '../../src/pipeline/delivery/push-devices.ts';
import type { Senders } from '../../src/pipeline/delivery/senders.ts';
import { checkHealth } from '../../src/pipeline/health.ts';
import { addMember, memberPrincipal } from '../../src/pipeline/members.ts';
import { tellNudged } from '../../src/pipeline/nudge-members.ts';
import { pictureLinks } from '../../src/pipeline/pictures.ts';
import { proposeWrite } from '../../src/pipeline/proposals/propose.ts';
import { recordOrganisationConsent } from '../../src/pipeline/recognition/consents.ts';
import { namePerson } from '../../src/pipeline/recognition/name-people.ts';
import { tokenKey } from '../../src/pipeline/sealed-tokens.ts';
import type { ToolContext } from '../../src/tools/define-tool.ts';
import { TOOLS } from '../../src/tools/index.ts';
import { runTool } from '../../src/tools/run-tool.ts';
import { body, direction, face, scriptedVision } from '../support/cameras.ts';
import { databases } from '../support/database.ts';
import { startPushService } from '../support/push-service.ts';
import { postForm, signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const WHOLE = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

describe.each(databases)('who sees which cameras, on $name', (kind) => {
  const vision = scriptedVision();
  let server: TestServer;
  let org: WebOrganisation;
  let limited: { id: string; cookie: string };
  let full: { id: string; cookie: string };
  /** What only whoever sees the vault may come across. */
  const secrets: string[] = [];
  let vault: { event: string; picture: string; person: string; alert: string };
  let health: HttpServices['health'] = async () => ({ ok: true, checks: [] });

  beforeAll(async () => {
    server = await openWebServer(kind, { vision, pages: consoleRoutes, services: { health: (of) => health(of) } });
    org = await server.organisation();
    await org.work((w) => recordOrganisationConsent(w, { state: 'given', text: 'We agreed.' }));
    const member = async (name: string) => {
      const { id } = await org.work((w) => addMember(w, { name, email: `${name}@harbour.example`, role: 'officer' }));
      return { id, cookie: await signIn(server, org, id) };
    };
    limited = await member('lea');
    full = await member('max');
    const camera = (name: string) =>
      server.call('POST', '/api/v1/cameras', {
        key: org.keys.officer,
        body: { name, zones: [{ name: `${name} zone`, kind: 'restricted', polygon: WHOLE }] },
      });
    await camera('Door');
    await camera('Vault');
    for (const [n, ref] of ['CAM-1', 'CAM-2'].entries()) {
      vision.scene = { objects: [body([10, 10, 30, 80])], faces: [face([15, 15, 20, 20], direction(n))] };
      const frame = await sharp({ create: { width: 100, height: 100, channels: 3, background: `#${n}${n}6699` } })
        .png()
        .toBuffer();
      const sent = await server.call('POST', `/api/v1/cameras/${ref}/frames`, {
        key: org.keys.officer,
        body: frame,
        headers: { 'content-type': 'image/png' },
      });
      expect(sent.status, sent.text).toBe(200);
      expect(await server.look()).toBe(1);
    }
    const rows = await org.work(async ({ tx }) => ({
      event: await tx
        .selectFrom('camera_event')
        .selectAll()
        .where('number', '=', 2)
        .where('org_id', '=', tx.orgId)
        .executeTakeFirstOrThrow(),
      sighting: await tx
        .selectFrom('sighting')
        .innerJoin('person', 'person.id', 'sighting.person_id')
        .innerJoin('camera', 'camera.id', 'sighting.camera_id')
        .selectAll('person')
        .where('camera.number', '=', 2)
        .where('sighting.org_id', '=', tx.orgId)
        .executeTakeFirstOrThrow(),
      alerts: await listAlerts(tx, { limit: 10 }),
    }));
    const alert = rows.alerts.find(({ cameraId }) => cameraId === rows.event.camera_id)!;
    vault = {
      event: `EVT-${rows.event.number}`,
      picture: rows.event.best_picture_id!,
      person: `PER-${rows.sighting.number}`,
      alert: `ALR-${alert.number}`,
    };
    secrets.push('Vault', vault.picture, rows.sighting.label, `"${vault.event}"`, `/alerts/${vault.alert}"`);
    const limit = await server.call('POST', '/api/v1/camera-access', {
      key: org.keys.admin,
      body: { member: limited.id, cameras: ['CAM-1'] },
    });
    expect(limit.json).toMatchObject({ limit: { member: { name: 'lea' }, cameras: ['CAM-1'] } });
  });
  afterAll(() => server?.close());

  const get = (path: string, cookie: string) =>
    server.call('GET', path, {
      cookie,
      headers: { accept: path.startsWith('/api') ? 'application/json' : 'text/html' },
    });

  test('lists, pages, searches and pictures leave out what is at another camera', async () => {
    const lists = [
      '/api/v1/cameras',
      '/api/v1/camera-events',
      '/api/v1/sightings',
      '/api/v1/people',
      '/api/v1/faces/detections',
      '/api/v1/alerts',
      '/api/v1/baselines?kind=camera',
      '/cameras',
      '/events',
      '/api/v1/review-items',
      '/people',
      '/alerts',
    ];
    for (const path of lists) {
      const [seen, all] = [await get(path, limited.cookie), await get(path, full.cookie)];
      expect(seen.status, `${path} ${seen.text.slice(0, 200)}`).toBe(200);
      for (const secret of secrets) expect(seen.text, path).not.toContain(secret);
      if (!path.includes('baselines'))
        expect(
          secrets.some((secret) => all.text.includes(secret)),
          path,
        ).toBe(true);
    }
    for (const path of [
      '/api/v1/cameras/CAM-2',
      `/api/v1/camera-events/${vault.event}`,
      `/api/v1/people/${vault.person}`,
      `/api/v1/alerts/${vault.alert}`,
      `/api/v1/pictures/${vault.picture}`,
      `/pictures/${vault.picture}`,
      '/cameras/CAM-2',
      `/events/${vault.event}`,
      `/people/${vault.person}`,
      `/alerts/${vault.alert}`,
    ]) {
      const seen = await get(path, limited.cookie);
      expect(seen.status, path).toBe(404);
      expect(seen.text.replaceAll(/CAM-2|Vault zone/g, ''), path).not.toContain('Vault');
      expect((await get(path, full.cookie)).status, path).toBe(200);
    }
    expect((await get('/cameras/CAM-1', limited.cookie)).status).toBe(200);
    for (const query of ['camera=CAM-2', 'camera_id=CAM-2', "camera=CAM-1'%20or%201=1--"])
      expect((await get(`/api/v1/camera-events?${query}`, limited.cookie)).text).not.toContain(vault.picture);
  });

  test('rules that name another camera or its zones, their versions and proposals are not there', async () => {
    const made = async (body: object) => {
      const answer = await server.call('POST', '/api/v1/rules', { key: org.keys.admin, body });
      expect(answer.status, answer.text).toBe(201);
      return answer.json.ref as string;
    };
    const byCamera = await made({ kind: 'zone_entry', name: 'By camera', params: { cameras: ['vault'] } });
    const byNumber = await made({ kind: 'zone_entry', name: 'By number', params: { cameras: ['Door', 'CAM-2'] } });
    const byZone = await made({ kind: 'zone_entry', name: 'By zone', params: { zones: ['Vault zone'] } });
    const ours = await made({ kind: 'zone_entry', name: 'Ours', params: { cameras: ['door'], zones: ['Door zone'] } });
    await org.work((w) => proposeWrite(w, { kind: 'create_rule', args: { rule: byCamera }, untrusted: false }));
    for (const path of ['/api/v1/rules', '/rules', '/api/v1/proposals', '/proposals']) {
      const [seen, all] = [await get(path, limited.cookie), await get(path, full.cookie)];
      expect(seen.status, path).toBe(200);
      expect(seen.text.toLowerCase(), path).not.toContain('vault');
      expect(all.text.toLowerCase(), path).toContain('vault');
      if (path.endsWith('rules')) expect(seen.text).toContain('Ours');
    }
    for (const ref of [byCamera, byNumber, byZone])
      for (const path of [`/api/v1/rules/${ref}`, `/api/v1/rules/${ref}/versions`, `/rules/${ref}`]) {
        expect((await get(path, limited.cookie)).status, path).toBe(404);
        expect((await get(path, full.cookie)).status, path).toBe(200);
      }
    expect((await get(`/api/v1/rules/${ours}`, limited.cookie)).status).toBe(200);
    // whoever names what they may not see gets no fault of ours
    const tried = await server.call('POST', '/api/v1/rules', {
      cookie: limited.cookie,
      body: { kind: 'zone_entry', name: 'Guessed', params: { cameras: ['CAM-2'] } },
    });
    expect(tried.status, tried.text).toBeLessThan(500);
  });

  test('the history tells nothing of it, and no report of all cameras is theirs', async () => {
    const found = (id: string) =>
      withOrg(
        server.services.db,
        { orgId: org.orgId as never, actor: { kind: 'member', id }, role: 'officer' },
        async (tx) =>
          (await tx.selectFrom('history_document').select('title').where('org_id', '=', tx.orgId).execute()).map(
            ({ title }) => title,
          ),
      );
    await org.work(async ({ tx }) => {
      const of = async (number: number) =>
        (
          await tx
            .selectFrom('camera')
            .select('id')
            .where('number', '=', number)
            .where('org_id', '=', tx.orgId)
            .executeTakeFirstOrThrow()
        ).id;
      const alerts = await tx.selectFrom('alert').select(['id', 'camera_id']).where('org_id', '=', tx.orgId).execute();
      const person = await tx
        .selectFrom('person')
        .select('id')
        .where('org_id', '=', tx.orgId)
        .executeTakeFirstOrThrow();
      for (const [name, number] of [
        ['Door', 1],
        ['Vault', 2],
      ] as const) {
        const camera = await of(number);
        const alert = alerts.find((one) => one.camera_id === camera)!;
        for (const [kind, key] of [
          ['alert', alert.id],
          ['sightings', `${person.id} ${camera} 2026-03-02`],
        ] as const)
          await tx
            .insertInto('history_document')
            .values({
              org_id: tx.orgId,
              kind,
              key,
              ref: 'PER-1',
              title: `${kind} at ${name}`,
              text: 'x',
              permission: 'people.read',
              at: NOON,
              person_id: null,
              hash: '0'.repeat(64),
              change: 1,
              indexed_at: NOON,
            })
            .execute();
      }
    });
    expect((await found(limited.id)).sort()).toEqual(['alert at Door', 'sightings at Door']);
    expect(await found(full.id)).toHaveLength(4);
    const asked = await server.call('POST', '/api/v1/reports', {
      cookie: limited.cookie,
      body: { period: 'last_7_days' },
      headers: { origin: server.url },
    });
    expect(asked.status).toBeGreaterThanOrEqual(400);
  });

  test('a link that somebody passed on opens for nobody who is signed in and may not see it', async () => {
    const link = pictureLinks({ orgId: org.orgId as never, secret: server.services.secret, base: '', now: NOON })(
      vault.picture,
    );
    expect((await server.call('GET', link, { cookie: limited.cookie })).status).toBe(404);
    expect((await server.call('GET', link, { cookie: full.cookie })).status).toBe(200);
  });

  test('the assistant’s tools show and say nothing of it', async () => {
    const principal = (id: string, place: Principal['place']) =>
      withOrg(server.services.db, org.orgId as never, (tx) => memberPrincipal(tx, id, place)) as Promise<Principal>;
    const call = async (who: Principal, name: string, input: Record<string, unknown>) => {
      const context: ToolContext = {
        principal: who,
        now: NOON,
        language: 'en',
        org: (work) => withOrg(server.services.db, who, work),
        work: (change) =>
          withOrg(server.services.db, who, (tx) =>
            change({ tx, principal: who, now: NOON, auditKey: server.services.auditKey }),
          ),
        services: {
          health: async () => ({ ok: true, checks: [] }),
          wake: () => {},
          pictureLinks: () => (id) => `/media/pictures/${id}`,
        },
      };
      return JSON.stringify(await runTool(TOOLS, context, server.services.auditKey, name, input));
    };
    const alone = { platform: 'console', audience: 'private' } as const;
    const lea = await principal(limited.id, alone);
    const max = await principal(full.id, alone);
    for (const [name, input] of [
      ['show_camera', {}],
      ['show_camera', { camera: 'Vault' }],
      ['show_camera', { camera: 'CAM-2' }],
      ['find_sightings', {}],
      ['find_sightings', { camera: 'Vault' }],
      ['who_is', { person: vault.person }],
      ['open_alert', { ref: vault.alert }],
    ] as const) {
      const said = (await call(lea, name, input)).replaceAll(/“Vault”|"Vault"/g, '');
      for (const secret of secrets) expect(said, `${name} ${JSON.stringify(input)}`).not.toContain(secret);
    }
    expect(await call(max, 'show_camera', { camera: 'Vault' })).toContain(vault.picture);
    // what was seen is told as what their cameras saw: elsewhere somebody may have been
    const person = Number(vault.person.slice('PER-'.length));
    await org.work((w) => namePerson(w, person, 'Vera Vault-Keeper'));
    const seen = { person: 'Vera Vault-Keeper' };
    expect(await call(max, 'find_sightings', seen)).not.toContain('limited');
    for (const [language, mine] of [
      ['en', 'Vera Vault-Keeper was not seen at the cameras you may look at.'],
      ['de', 'Vera Vault-Keeper wurde an den für Sie freigegebenen Kameras nicht gesehen.'],
      ['fr', 'Vera Vault-Keeper n’a pas été vu aux caméras que vous pouvez voir.'],
      ['es', 'No se vio a Vera Vault-Keeper en las cámaras que usted puede ver.'],
    ] as const) {
      const context = { language, now: NOON, timeZone: 'UTC' } as never;
      const told = JSON.parse(await call(lea, 'find_sightings', seen)).result.data;
      expect(sightingsAnswer(seen, told, context).join(' ')).toBe(mine);
      const all = JSON.parse(await call(lea, 'find_sightings', {})).result.data;
      expect(sightingsAnswer({}, all, context)[0]).toContain(cameraAnswerWords[language].mine);
      const named = JSON.parse(await call(lea, 'who_is', { label: 'Vera Vault-Keeper' })).result.data;
      expect(whoIsAnswer(named, false, context).join(' ')).toContain(cameraAnswerWords[language].mine);
      const cameras = JSON.parse(await call(lea, 'show_camera', { object: 'truck' })).result.data;
      expect(camerasAnswer(cameras, context).join(' ')).toContain(cameraAnswerWords[language].onlyMine);
    }
    expect(await call(lea, 'find_sightings', { camera: 'Roof' })).toContain(
      'There are: Door. Only the cameras you may look at count in this.',
    );
    expect(await call(lea, 'who_is', { label: 'Vera Vault-Keeper' })).toContain('"kind":"context"');
    // in a channel in which somebody limited may read along, no picture is shown at all
    const channel = { platform: 'slack', audience: 'shared', readers: ['officer'], camerasLimited: true } as const;
    expect(await call(await principal(full.id, channel), 'show_camera', { camera: 'Vault' })).not.toContain(
      vault.picture,
    );
  });

  test('what reaches into all cameras is not theirs to change, nor who sees what', async () => {
    const post = (path: string, fields: Record<string, unknown>, method = 'POST') =>
      server.call(method, path, { cookie: limited.cookie, body: fields, headers: { origin: server.url } });
    for (const [path, fields, method] of [
      ['/api/v1/cameras/CAM-1', { enabled: false }, 'PATCH'],
      ['/api/v1/cameras/CAM-2', { enabled: false }, 'PATCH'],
      ['/api/v1/people/PER-1/merge', { into: vault.person }, 'POST'],
      ['/api/v1/people/PER-1', {}, 'DELETE'],
      ['/api/v1/camera-access', { member: limited.id, cameras: null }, 'POST'],
    ] as const)
      expect((await post(path, fields, method)).status, path).toBe(403);
    expect((await get('/camera-access', limited.cookie)).status).toBe(403);
    expect((await post(`/api/v1/alerts/${vault.alert}`, { status: 'resolved' }, 'PATCH')).status).toBe(404);
  });

  test('nobody is written to about an alert at a camera that is not theirs', async () => {
    const told: string[] = [];
    for (const { id } of [limited, full]) {
      await org.work(({ tx }) =>
        insertChatAccount(tx, {
          ...{ id: newId(), memberId: id, platform: 'slack', workspace: 'T1' },
          externalId: `U${id}`,
          linkedAt: NOON,
        }),
      );
      await org.work(async ({ tx }) => {
        const alert = await tx
          .selectFrom('alert')
          .select('id')
          .where('number', '=', Number(vault.alert.slice(4)))
          .where('org_id', '=', tx.orgId)
          .executeTakeFirstOrThrow();
        await tx
          .insertInto('alert_nudge')
          .values({
            id: newId(),
            org_id: tx.orgId,
            alert_id: alert.id,
            step: 0,
            channel_id: null,
            member_id: id,
            minutes: 5,
            created_at: NOON,
            done_at: null,
            retry_at: null,
          })
          .execute();
      });
    }
    await tellNudged(
      {
        db: server.services.db,
        now: () => NOON,
        links: (ref) => ref,
        log: silentLog(),
        wake: () => {},
        platforms: {
          tell: async ({ account }) => {
            told.push(account);
            return { kind: 'done', done: { platform: 'slack', channel: 'D1', messageId: '1' } };
          },
          retell: async () => 'none',
        },
      },
      new AbortController().signal,
    );
    expect(told).toEqual([`U${full.id}`]);
  });

  test('the health page tells of their cameras alone, and names no alert of another', async () => {
    const later = new Date(NOON.getTime() + 7_200_000);
    const recognition = await createRecognition(
      readConfig({ SAFENEST_DATA: '/nowhere', SAFENEST_MODELS: '/nowhere' }),
      { db: server.services.db } as Core,
      {
        files: server.services.files,
        organisation: org.orgId,
        measured: (opened) => opened,
        enqueue: async () => {},
        now: () => later,
        log: silentLog(),
      },
    );
    health = async (of) => checkHealth(recognition.checks(of));
    const shown = async (cookie: string) => [
      (await server.call('GET', '/health', { cookie, headers: { accept: 'text/html' } })).text,
      (await server.call('GET', '/api/v1/health', { cookie })).text,
    ];
    for (const text of await shown(full.cookie)) expect(text).toMatch(/2 of 2 on; 2 silent: .*Vault/);
    for (const text of await shown(limited.cookie)) {
      expect(text).toContain('1 of 1 on; 1 silent: Door');
      expect(text).not.toContain('Vault');
    }
    await recognition.stop();
    // every place is told of some alerts alone, so that of the vault goes nowhere
    const body = { kind: 'webhook', name: 'Few', purposes: ['alerts'], severity_floor: 'low', only: ['nobody'] };
    const settings = { url: 'https://hooks.example.org/x' };
    const made = await server.call('POST', '/api/v1/delivery-targets', {
      key: org.keys.admin,
      body: { ...body, settings },
    });
    expect(made.status, made.text).toBe(201);
    const untaken = async (id: string) => {
      const place = { platform: 'console', audience: 'private' } as const;
      const viewer = await org.work(async ({ tx }) => (await memberPrincipal(tx, id, place))!);
      return (await withOrg(server.services.db, viewer, (tx) => untakenAlerts(tx, NOON))).last;
    };
    expect(await untaken(full.id)).toContain(vault.alert);
    expect(await untaken(limited.id)).not.toContain(vault.alert);
    await server.call('DELETE', `/api/v1/delivery-targets/${made.json.id}`, { key: org.keys.admin });
  });

  test('their browser is told of no alert of a camera that is not theirs', async () => {
    const officers = [];
    for (const { id } of [limited, full])
      officers.push(
        await org.work(
          async ({ tx }) => (await memberPrincipal(tx, id, { platform: 'console', audience: 'private' }))!,
        ),
      );
    const service = await startPushService();
    const devices: { id: string }[] = [];
    for (const principal of officers)
      devices.push(
        await withOrg(server.services.db, principal, (tx) =>
          addDevice(
            { tx, principal, now: NOON, auditKey: server.services.auditKey },
            tokenKey('x'),
            service.browser().subscription,
            'phone',
          ),
        ),
      );
    await service.stop();
    const number = parseReference(vault.alert)!.number;
    await org.work(async ({ tx }) => {
      await tx.updateTable('delivery_target').set({ severity_floor: 'low' }).where('kind', '=', 'push').execute();
      const alert = (await findAlert(tx, number))!;
      const rows = await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: alert.id, severity: alert.severity }]);
      for (const { outboxId } of rows)
        await fanOut(
          tx,
          outboxId,
          (news, language) => composeAnnouncement(tx, news, (ref) => ref, NOON, undefined, language),
          NOON,
        );
    });
    const told: string[] = [];
    const senders: Senders = {
      forget: async () => {},
      async send({ target }) {
        told.push(target.id);
        return null;
      },
    };
    const { db, auditKey } = server.services;
    const parts = { db, auditKey, key: tokenKey('x'), senders, now: () => NOON, log: silentLog() };
    for (const { id } of devices) await deliverToTarget(parts, org.orgId, id, new AbortController().signal);
    expect(told).toEqual([devices[1]!.id]);
  });

  test('limits are checked, hold for a role, and end', async () => {
    const limit = (fields: Record<string, unknown>) =>
      server.call('POST', '/api/v1/camera-access', { key: org.keys.admin, body: fields });
    expect((await limit({ member: org.adminId, cameras: [] })).status).toBe(409);
    expect((await limit({ role: 'admin', cameras: [] })).status).toBeGreaterThanOrEqual(400);
    expect((await limit({ cameras: [] })).status).toBe(400);
    expect((await limit({ member: limited.id, role: 'officer', cameras: [] })).status).toBe(400);
    expect((await limit({ member: limited.id, cameras: ['CAM-99'] })).status).toBe(404);
    expect((await limit({ member: "x' or true", cameras: [] })).status).toBe(404);

    expect((await limit({ role: 'officer', cameras: [] })).status).toBe(200);
    expect((await get('/api/v1/cameras', full.cookie)).json.items).toEqual([]);
    // their own goes before that of the role
    expect((await get('/api/v1/cameras', limited.cookie)).json.items).toHaveLength(1);
    // programs see what their role lets them
    expect((await server.call('GET', '/api/v1/cameras', { key: org.keys.officer })).json.items).toHaveLength(2);

    const admin = await signIn(server, org, org.adminId);
    expect((await get('/camera-access', admin)).text).toContain('no camera');
    expect((await postForm(server, '/camera-access', { whom: 'officer', all: 'yes' }, admin)).status).toBe(303);
    expect(
      (await postForm(server, '/camera-access', { whom: limited.id, camera_1: 'yes', camera_2: 'yes' }, admin)).status,
    ).toBe(303);
    expect((await get('/api/v1/cameras', full.cookie)).json.items).toHaveLength(2);
    expect((await get('/api/v1/cameras', limited.cookie)).json.items).toHaveLength(2);
    // a camera that is added later is not among them
    await server.call('POST', '/api/v1/cameras', { key: org.keys.officer, body: { name: 'Roof' } });
    expect((await get('/api/v1/cameras', limited.cookie)).text).not.toContain('Roof');
  });
});
