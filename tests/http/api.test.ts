import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveBaselines } from '../../src/db/baselines.ts';
import { insertCameraEvent } from '../../src/db/camera-events.ts';
import { nextNumber } from '../../src/db/counters.ts';
import { insertDetections } from '../../src/db/detections.ts';
import { insertFace } from '../../src/db/faces.ts';
import type { FaceDecision } from '../../src/domain/face.ts';
import { newId } from '../../src/domain/id.ts';
import { can, ROLES, type Role } from '../../src/domain/role.ts';
import type { Route } from '../../src/http/define-route.ts';
import { openApiPath } from '../../src/http/openapi.ts';
import { apiRoutes } from '../../src/http/routes/index.ts';
import { emptyPattern } from '../../src/pipeline/anomaly/baselines/baseline.ts';
import { createCamera } from '../../src/pipeline/cameras/registry.ts';
import { recordPicture } from '../../src/pipeline/pictures.ts';
import { proposeWrite } from '../../src/pipeline/proposals/propose.ts';
import { recordPersonConsent } from '../../src/pipeline/recognition/consents.ts';
import { namePerson } from '../../src/pipeline/recognition/name-people.ts';
import { makePerson } from '../../src/pipeline/recognition/people.ts';
import { recordSighting } from '../../src/pipeline/recognition/sightings.ts';
import { databases } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { type Answer, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const login = (id: string, part: Record<string, unknown> = {}) => ({
  event_id: id,
  occurred_at: '2026-03-02T11:00:00Z',
  outcome: 'failure',
  account: 'root',
  address: '203.0.113.9',
  ...part,
});

/** What to send so that a route is reached past its own checks of the input; `REF`s are unknown on purpose. */
const BODIES: Record<string, unknown> = {
  'post /chat': { message: 'help' },
  'post /login-events': { events: [] },
  'post /imports': {
    file_name: 'auth.log',
    format: 'sshd',
    lines: 1,
    stored: 1,
    duplicates: 0,
    unreadable: 0,
    alerts: 0,
  },
  'patch /second-proof': { before: [] },
  'post /model-pictures': { allowed: false },
  'post /push-devices': {},
  'patch /push-devices': {},
  'patch /model-budget': {},
  'post /backups': {},
  'post /rules/:ref/examples': { from: 'ALR-1', fires: true },
  'post /signals': [],
  'post /signals/alertmanager': { alerts: [] },
  'patch /alerts/:ref': { status: 'resolved' },
  'patch /anomalies/:ref': { verdict: null },
  'post /incidents': { title: 'Matrix' },
  'patch /incidents/:ref': { status: 'closed' },
  'post /incidents/:ref/comments': { text: 'x' },
  'post /incidents/:ref/undo': { entry: '01890a5d-ac96-774b-bcce-b302099a8057' },
  'post /incidents/:ref/alerts': { alerts: ['ALR-1'] },
  'patch /incidents/:ref/review': { section: 'well', text: 'x' },
  'post /incidents/:ref/reports': { kind: 'tactical', texts: {} },
  'patch /review-settings': {},
  'patch /incident-rooms': { enabled: false },
  'patch /ticket-tracker': { kind: 'jira_data_center', site: 'https://jira.example.com', project: 'SEC', token: 'x' },
  'patch /autonomy': {},
  'patch /on-call': { members: [], every: 'week', at: 540 },
  'post /on-call/covers': { member_id: '01890a5d-ac96-774b-bcce-b302099a8057', until: '2026-03-03T12:00:00Z' },
  'post /rules': { kind: 'failed_logins' },
  'patch /rules/:ref': { severity: 'low' },
  'post /rules/:ref/revert': { version: 1 },
  'post /reports': { range: 'yesterday' },
  'patch /report-schedule': { daily_hour: 7 },
  'patch /rule-approvals': { people: 1 },
  'post /proposals/:ref/decide': { decision: 'reject', nonce: 'x' },
  'post /members': { name: 'X', email: 'x@matrix.example', role: 'employee' },
  'patch /members/:id': { name: 'Y' },
  'post /keys': { name: 'x', role: 'employee' },
  'post /members/:id/chat-accounts': { platform: 'slack', workspace: 'T1', external_id: 'U1' },
  'post /connections/:platform/app': { token: 'x' },
  'post /connections/codes': { member_id: '01890a5d-ac96-774b-bcce-b302099a8057' },
  'patch /connections/workspaces/:id': { link_by_email: true },
  'post /events/ingest': { events: [] },
  'post /moderation/channels': { platform: 'forum', workspace: '', channel: 'matrix' },
  'post /moderation/words': { kind: 'allow', term: 'matrix' },
  'post /moderation/lists': { name: 'Matrix' },
  'post /moderation/lists/subscribe': { name: 'Matrix’s', url: 'https://lists.example/x' },
  'post /moderation/lists/exceptions': { kind: 'word', value: 'matrix' },
  'patch /moderation/lists/:id': { effect: 'off' },
  'post /moderation/lists/:id/import': { entries: [] },
  'patch /moderation/lists/:id/entries/:entry': { effect: null },
  'post /moderation/screen': { texts: ['x'] },
  'post /moderation/actions/:ref/appeal': { account: 'mallory', text: 'A quotation.' },
  'post /cases/:ref/act-on-all': { step: 'note' },
  'post /moderation/actions/:ref/undo-all': {},
  'post /moderation/second-looks': { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
  'post /moderation/second-looks/:ref': { step: 'dismiss' },
  'post /cases/next': {},
  'post /cases/:ref/claim': {},
  'post /channels': { platform: 'slack', workspace: 'T1', channel: 'C1', purpose: 'alerts' },
  'patch /channels/:id': { least_role: null },
  'post /cameras': { name: 'Matrix' },
  'post /camera-events/review': { events: ['EVT-999'] },
  'patch /cameras/:ref': { enabled: false },
  'post /faces/:id/confirm': {},
  'post /faces/:id/reject': {},
  'post /faces/give': { faces: ['01890a5d-ac96-774b-bcce-b302099a8057'] },
  'post /faces/dismiss': { faces: ['01890a5d-ac96-774b-bcce-b302099a8057'], as: 'nobody' },
  'post /faces/reopen': { faces: ['01890a5d-ac96-774b-bcce-b302099a8057'] },
  'patch /people/:ref': { name: 'Matrix' },
  'post /people/:ref/merge': { from: 'PER-998' },
  'post /people/:ref/split': { faces: ['01890a5d-ac96-774b-bcce-b302099a8057'] },
  'post /people/:ref/consents': { state: 'given', text: 'Yes.' },
  'post /consents': { state: 'given', text: 'Our policy.' },
};

/** Who may do what: the permission each route asks for. A new route must be written here, too. */
const PERMISSIONS: Record<string, string | null> = {
  'post /chat': null,
  'post /login-events': 'logs.write',
  'post /imports': 'logs.write',
  'get /second-proof': 'members.read',
  'patch /second-proof': 'members.write',
  'get /review-items': 'cameras.read',
  'get /model-pictures': 'cameras.read',
  'post /model-pictures': 'rules.write',
  'get /push-devices': 'alerts.read',
  'post /push-devices': 'alerts.read',
  'patch /push-devices': 'alerts.read',
  'delete /push-devices/:id': 'alerts.read',
  'post /push-devices/:id/test': 'alerts.read',
  'delete /members/:id/pin': 'members.write',
  'post /signals': 'logs.write',
  'post /signals/alertmanager': 'logs.write',
  'get /signals': 'logs.read',
  'get /logs': 'logs.read',
  'get /logs/:ref': 'logs.read',
  'get /alerts': 'alerts.read',
  'get /alerts/:ref': 'alerts.read',
  'patch /alerts/:ref': 'alerts.write',
  'get /alert-pauses': 'alerts.read',
  'post /alert-pauses': 'alerts.write',
  'delete /alert-pauses/:id': 'alerts.write',
  'get /camera-access': 'members.write',
  'post /camera-access': 'members.write',
  'get /alert-exceptions': 'alerts.read',
  'post /alerts/:ref/exceptions': 'alerts.write',
  'delete /alert-exceptions/:id': 'alerts.write',
  'post /alerts/:ref/ask': 'alerts.write',
  'get /anomalies': 'logs.read',
  'get /anomalies/:ref': 'logs.read',
  'patch /anomalies/:ref': 'alerts.write',
  'get /baselines': 'logs.read',
  'get /baselines/:kind': 'logs.read',
  'delete /baselines/account': 'people.write',
  'get /posture': 'logs.read',
  'get /incidents': null,
  'post /incidents': 'incidents.create',
  'get /incidents/:ref': null,
  'patch /incidents/:ref': 'incidents.write',
  'get /incidents/:ref/similar': null,
  'get /incidents/:ref/timeline': null,
  'post /incidents/:ref/comments': null,
  'post /incidents/:ref/undo': null,
  'get /incidents/:ref/people': null,
  'post /incidents/:ref/people': null,
  'get /incidents/:ref/bookmarks': null,
  'post /incidents/:ref/bookmarks': 'incidents.write',
  'get /incidents/:ref/tasks': null,
  'post /incidents/:ref/tasks': 'incidents.write',
  'patch /incidents/:ref/tasks/:number': null,
  'get /alerts/:ref/incidents': 'incidents.write',
  'post /incidents/:ref/alerts': 'incidents.write',
  'delete /incidents/:ref/alerts/:alert': 'incidents.write',
  'get /incidents/:ref/review': 'incidents.read',
  'post /incidents/:ref/review': 'incidents.write',
  'patch /incidents/:ref/review': 'incidents.write',
  'post /incidents/:ref/reports': 'incidents.write',
  'get /review-settings': 'incidents.read',
  'get /recognition-settings': 'people.read',
  'patch /recognition-settings': 'rules.write',
  'post /recognition-settings/preview': 'people.read',
  'patch /review-settings': 'rules.write',
  'get /incident-rooms': 'chat.write',
  'patch /incident-rooms': 'chat.write',
  'get /ticket-tracker': 'chat.write',
  'patch /ticket-tracker': 'chat.write',
  'delete /ticket-tracker': 'chat.write',
  'post /ticket-tracker/test': 'chat.write',
  'post /ticket-tracker/try-again': 'chat.write',
  'get /incidents/:ref/ticket': null,
  'post /incidents/:ref/ticket': 'incidents.write',
  'delete /incidents/:ref/ticket': 'incidents.write',
  'get /autonomy': 'moderation.read',
  'patch /autonomy': 'moderation.write',
  'get /incidents/:ref/evidence': null,
  'post /incidents/:ref/evidence': null,
  'get /cameras': 'cameras.read',
  'post /cameras': 'cameras.write',
  'get /cameras/:ref': 'cameras.read',
  'patch /cameras/:ref': 'cameras.write',
  'delete /cameras/:ref': 'cameras.write',
  'post /cameras/:ref/frames': 'cameras.write',
  'get /camera-events': 'cameras.read',
  'post /camera-events/review': 'cameras.write',
  'get /camera-events/:ref': 'cameras.read',
  'post /faces/enroll': 'people.write',
  'post /faces/detect': 'people.read',
  'get /faces/detections': 'people.read',
  'get /faces/identities/:id': 'people.read',
  'get /faces/open': 'people.read',
  'post /faces/give': 'people.write',
  'post /faces/dismiss': 'people.write',
  'post /faces/reopen': 'people.write',
  'delete /faces/:id': 'people.write',
  'post /faces/:id/confirm': 'people.write',
  'post /faces/:id/reject': 'people.write',
  'get /people': 'people.read',
  'get /people/:ref': 'people.read',
  'patch /people/:ref': 'people.write',
  'delete /people/:ref': 'people.write',
  'post /people/:ref/merge': 'people.write',
  'post /people/:ref/split': 'people.write',
  'get /people/:ref/changes': 'people.read',
  'post /people/:ref/changes/:id/undo': 'people.write',
  'get /people/:ref/consents': 'people.read',
  'post /people/:ref/consents': 'people.write',
  'get /sightings': 'people.read',
  'get /consents': 'people.read',
  'post /consents': 'members.write',
  'get /pictures/:id': 'cameras.read',
  'post /events/ingest': 'moderation.write',
  'get /cases': 'moderation.read',
  'get /cases/:ref': 'moderation.read',
  'get /moderation/actions': 'moderation.read',
  'get /moderation/actions/:ref': 'moderation.read',
  'post /moderation/actions/:ref/done': 'moderation.write',
  'post /moderation/actions/:ref/appeal': 'moderation.write',
  'get /moderation/appeals': 'moderation.read',
  'get /moderation/appeals/:ref': 'moderation.read',
  'get /moderation/policy/silent': 'moderation.read',
  'get /moderation/policy': 'moderation.read',
  'post /moderation/policy': 'moderation.rules',
  'get /moderation/channels': 'moderation.read',
  'post /moderation/channels': 'moderation.rules',
  'get /moderation/words': 'moderation.read',
  'post /moderation/words': 'moderation.rules',
  'post /moderation/automod': 'moderation.rules',
  'delete /moderation/words/:id': 'moderation.rules',
  'get /moderation/lists': 'moderation.read',
  'post /moderation/lists': 'moderation.rules',
  'post /moderation/lists/subscribe': 'moderation.rules',
  'get /moderation/lists/exceptions': 'moderation.read',
  'post /moderation/lists/exceptions': 'moderation.rules',
  'delete /moderation/lists/exceptions': 'moderation.rules',
  'get /moderation/lists/:id': 'moderation.read',
  'patch /moderation/lists/:id': 'moderation.rules',
  'delete /moderation/lists/:id': 'moderation.rules',
  'get /moderation/lists/:id/entries': 'moderation.read',
  'post /moderation/lists/:id/import': 'moderation.rules',
  'patch /moderation/lists/:id/entries/:entry': 'moderation.rules',
  'delete /moderation/lists/:id/entries/:entry': 'moderation.rules',
  'post /moderation/lists/:id/fetch': 'moderation.rules',
  'post /moderation/lists/:id/share': 'moderation.rules',
  'delete /moderation/lists/:id/share': 'moderation.rules',
  'get /moderation/lists/:id/file': 'moderation.read',
  'post /moderation/screen': 'moderation.read',
  'get /rules': 'rules.read',
  'post /rules': 'rules.write',
  'get /rules/:ref': 'rules.read',
  'get /rules/:ref/examples': 'rules.read',
  'post /rules/:ref/examples': 'rules.propose',
  'post /rules/:ref/examples/:number/drop': 'rules.propose',
  'post /rules/:ref/examples/:number/restore': 'rules.propose',
  'get /model-budget': 'rules.write',
  'patch /model-budget': 'rules.write',
  'get /backups': 'members.write',
  'post /backups': 'members.write',
  'patch /rules/:ref': 'rules.write',
  'get /rules/:ref/versions': 'rules.read',
  'post /rules/:ref/revert': 'rules.write',
  'get /reports': 'logs.read',
  'post /reports': 'logs.read',
  'get /reports/:ref': 'logs.read',
  'get /report-schedule': 'logs.read',
  'patch /report-schedule': 'rules.write',
  'get /rule-approvals': 'rules.read',
  'patch /rule-approvals': 'rules.write',
  'get /proposals': null,
  'get /proposals/:ref': null,
  'post /proposals/:ref/decide': null,
  'get /help': null,
  'get /history/search': 'alerts.read',
  'get /usage': 'health.read',
  'get /organisation': null,
  'get /members': 'members.read',
  'post /members': 'members.write',
  'get /members/:id': 'members.read',
  'patch /members/:id': 'members.write',
  'post /members/:id/sign-in-link': 'members.write',
  'get /members/:id/chat-accounts': 'members.read',
  'post /members/:id/chat-accounts': 'members.write',
  'delete /members/:id/chat-accounts/:account': 'members.write',
  'post /members/:id/chat-code': 'members.write',
  'get /connections': 'chat.write',
  'get /connections/checks': 'chat.write',
  'post /connections/:platform/app': 'chat.write',
  'delete /connections/:platform/app': 'chat.write',
  'post /connections/codes': 'chat.write',
  'patch /connections/workspaces/:id': 'chat.write',
  'delete /connections/workspaces/:id': 'chat.write',
  'get /member-accounts': 'members.read',
  'post /member-accounts': 'members.write',
  'delete /member-accounts/:account': 'members.write',
  'get /delivery-targets': 'chat.write',
  'post /delivery-targets': 'chat.write',
  'patch /delivery-targets/:id': 'chat.write',
  'delete /delivery-targets/:id': 'chat.write',
  'post /delivery-targets/:id/test': 'chat.write',
  'post /delivery-targets/:id/send-again': 'chat.write',
  'get /deliveries/dead': 'chat.write',
  'get /alert-policy': 'rules.read',
  'patch /alert-policy': 'rules.write',
  'get /on-call': 'alerts.read',
  'patch /on-call': 'rules.write',
  'post /on-call/covers': 'rules.write',
  'delete /on-call/covers/:id': 'rules.write',
  'get /channels': 'chat.write',
  'get /standard-answers': 'chat.write',
  'post /standard-answers': 'chat.write',
  'patch /standard-answers/:id': 'chat.write',
  'delete /standard-answers/:id': 'chat.write',
  'post /cases/:ref/act-on-all': 'moderation.write',
  'post /moderation/actions/:ref/undo-all': 'moderation.write',
  'get /moderation/export': 'audit.read',
  'get /moderation/second-looks': 'audit.read',
  'post /moderation/second-looks': 'audit.read',
  'get /moderation/second-looks/next': 'moderation.write',
  'post /moderation/second-looks/:ref': 'moderation.write',
  'post /cases/next': 'moderation.write',
  'post /cases/:ref/claim': 'moderation.write',
  'post /channels': 'chat.write',
  'patch /channels/:id': 'chat.write',
  'delete /cases/:ref/claim': 'moderation.write',
  'delete /channels/:id/bindings/:purpose': 'chat.write',
  'post /channels/:id/test': 'chat.write',
  'get /keys': 'keys.write',
  'post /keys': 'keys.write',
  'delete /keys/:id': 'keys.write',
  'get /health': 'health.read',
  'get /jobs': 'jobs.read',
  'get /jobs/dead': 'jobs.read',
  'post /jobs/dead/:id/retry': 'jobs.write',
  'delete /jobs/dead/:id': 'jobs.write',
  'get /audit': 'audit.read',
  'get /audit/verify': 'audit.read',
  'get /retention': 'audit.read',
  'patch /retention': 'members.write',
  'post /retention/run': 'members.write',
};

/** Somebody seen by a camera; the first of both. */
async function fillRecognition({ work }: WebOrganisation): Promise<void> {
  await work(async (w) => {
    const camera = await createCamera(w, { name: 'Front door', zones: [], mask: [] });
    const person = await makePerson(w, { name: 'Ada' });
    const facts = { mediaType: 'image/jpeg', width: 10, height: 10, class: 'event' as const, cameraId: camera.id };
    const bytes = { key: 'k', sha256: '0'.repeat(64), size: 1 };
    const picture = await recordPicture(w.tx, bytes, { ...facts, takenAt: w.now }, w.now);
    const event = { id: newId(), number: await nextNumber(w.tx, 'camera_event'), cameraId: camera.id };
    const told = {
      objects: { person: { most: 1, score: 0.9 } },
      zones: ['Door'],
      risk: 10,
      reasons: ['x'],
      summary: 'y',
    };
    const times = { startedAt: w.now, endedAt: w.now, closedAt: null, updatedAt: w.now };
    await insertCameraEvent(w.tx, {
      ...event,
      ...told,
      ...times,
      pictures: 1,
      bestPictureId: picture.id,
      summaryBy: 'rules',
    });
    const nearest = { personId: person.id, similarity: 0.7, pictures: 3 };
    const decision: FaceDecision = {
      result: 'match',
      model: 'm',
      threshold: 0.4,
      unsureFrom: 0.3,
      nearest,
      runnerUp: null,
      reason: null,
    };
    const faceId = newId();
    await insertFace(w.tx, {
      id: faceId,
      pictureId: picture.id,
      personId: person.id,
      cameraEventId: event.id,
      at: w.now,
      box: [0, 0, 1, 1],
      points: Array.from({ length: 5 }, () => [0.5, 0.5] as const),
      score: 0.9,
      quality: { size: 90, sharpness: 90, turned: 0, overall: 0.9 },
      source: 'camera',
      assigned: 'matched',
      decision,
    });
    await recordSighting(w, {
      personId: person.id,
      cameraId: camera.id,
      cameraEventId: event.id,
      at: w.now,
      faceId,
      decision,
    });
    const box = [0, 0, 1, 1] as const;
    const seen = { kind: 'person', box, score: 0.9, zones: ['Door'], personId: person.id, colours: null };
    await insertDetections(w.tx, [{ id: newId(), cameraEventId: event.id, pictureId: picture.id, at: w.now, ...seen }]);
    await namePerson(w, person.number, 'Ada L.');
    await recordPersonConsent(w, person, { state: 'given', text: 'Yes.' });
  });
}

const nameOf = (route: Route): string => `${route.method} ${route.path}`;
/** The route's path with names nobody has. */
const pathOf = (route: Route): string =>
  `/api/v1${route.path
    .replace(':ref', /^\/(logs|anomalies)/.test(route.path) ? 'LOG-000001' : 'X-999')
    .replace('/baselines/:kind', '/baselines/organisation')
    .replace('/baselines/account', '/baselines/account?name=nobody')
    .replace(':number', '1')
    .replace(':id', '01890a5d-ac96-774b-bcce-b302099a8057')
    .replace(':platform', 'discord')
    .replace(':purpose', 'alerts')
    .replace(/\/history\/search$/, '/history/search?query=blocked')}`;

/** A backup holds every organisation: where there are several, as here, no admin of one has to do with it (tests/http/backups.test.ts). */
const OPERATORS: readonly string[] = ['get /backups', 'post /backups'];

test('every route has its line in the table of permissions', () => {
  expect(Object.fromEntries(apiRoutes.map((route) => [nameOf(route), route.permission]))).toEqual(PERMISSIONS);
});

describe.each(databases)('the API on the $name database', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let other: WebOrganisation;
  beforeAll(async () => {
    server = await openWebServer(kind);
    org = await server.organisation();
    other = await server.organisation('Somebody Else');
  });
  afterAll(() => server?.close());

  const send = (route: Route, who: { key?: string; cookie?: string }): Promise<Answer> => {
    const body = BODIES[nameOf(route)];
    return server.call(route.method.toUpperCase(), pathOf(route), { ...who, ...(body === undefined ? {} : { body }) });
  };

  test('nobody gets in without a key or a session, whatever the route', async () => {
    for (const route of apiRoutes) {
      for (const who of [{}, { key: 'sn_nobody' }, { cookie: 'safenest_session=nobody' }]) {
        const { status, json, headers } = await send(route, who);
        expect([nameOf(route), status, json.code]).toEqual([nameOf(route), 401, 'unauthenticated']);
        expect(headers.get('www-authenticate')).toContain('Bearer');
      }
    }
  });

  test.each(ROLES)('%s may do what the table says, and no more', async (role: Role) => {
    for (const route of apiRoutes) {
      const permission = PERMISSIONS[nameOf(route)] as Route['permission'];
      const { status, json } = await send(route, { key: org.keys[role] });
      const allowed = !OPERATORS.includes(nameOf(route)) && (permission === null || can(role, permission));
      if (allowed) expect([nameOf(route), status === 403, status === 401]).toEqual([nameOf(route), false, false]);
      else expect([nameOf(route), status, json.code]).toEqual([nameOf(route), 403, 'forbidden']);
    }
  });

  test('the permission is judged before the input: who may not ask learns nothing about it', async () => {
    const refused = await server.call('POST', '/api/v1/members', { key: org.keys.officer, body: '{not json' });
    expect(refused.status).toBe(403);
  });

  test('X-API-Key and a session do as well as Authorization', async () => {
    const byHeader = await server.call('GET', '/api/v1/members', { headers: { 'x-api-key': org.keys.admin } });
    expect(byHeader.status).toBe(200);
    const cookie = await signIn(server, org, org.adminId);
    expect((await server.call('GET', '/api/v1/organisation', { cookie })).json.you).toMatchObject({
      kind: 'member',
      role: 'admin',
    });
  });

  test('OpenAPI lists exactly the routes there are, and the page shows each', async () => {
    const { json } = await server.call('GET', '/api/openapi.json');
    const listed = Object.entries(json.paths as Record<string, Record<string, unknown>>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(listed.sort()).toEqual(apiRoutes.map((route) => `${route.method} ${openApiPath(route)}`).sort());
    // what is told of an event is what checks it
    const events = JSON.stringify((json.paths as Record<string, Record<string, unknown>>)['/api/v1/login-events']);
    for (const field of ['event_id', 'occurred_at', 'outcome', 'latitude']) expect(events).toContain(`"${field}"`);
    const page = await server.call('GET', '/api/docs');
    for (const route of apiRoutes)
      expect(page.text).toContain(`<code>${route.method.toUpperCase()} ${openApiPath(route)}</code>`);
    expect(page.text).not.toMatch(/\[object|undefined/);
  });

  test('logins come in, raise an alert, and are found again, as the document says they look', async () => {
    const events = Array.from({ length: 30 }, (_, i) =>
      login(`burst-${i}`, { occurred_at: new Date(Date.UTC(2026, 2, 2, 11, 0, i)).toISOString() }),
    );
    const sent = await server.call('POST', '/api/v1/login-events', { key: org.keys.officer, body: { events } });
    expect(sent.json).toMatchObject({ accepted: 30, duplicate: 0, rejected: [] });
    expect(sent.json.alerts).toEqual([
      { ref: 'ALR-1', severity: expect.any(String), title: expect.stringContaining('203.0.113.9'), is_new: true },
    ]);
    const twice = await server.call('POST', '/api/v1/login-events', { key: org.keys.officer, body: events[0] });
    expect(twice.json).toMatchObject({ accepted: 0, duplicate: 1, results: [{ status: 'duplicate' }], alerts: [] });

    const key = org.keys.officer;
    const alerts = await server.call('GET', '/api/v1/alerts?severity=medium,high,critical&status=open', { key });
    expect(alerts.json.items).toHaveLength(1);
    const alert = await server.call('GET', '/api/v1/alerts/alr-1', { key });
    expect(alert.json).toMatchObject({ ref: 'ALR-1', count: 30, address: '203.0.113.9', incident: null });
    const found = await server.call('GET', '/api/v1/logs?kinds=login&user=root&limit=20', { key });
    expect(found.json.items).toHaveLength(20);
    const rest = await server.call('GET', `/api/v1/logs?kinds=login&user=root&limit=20&cursor=${found.json.next}`, {
      key,
    });
    expect(rest.json.items).toHaveLength(10);
    expect(rest.json.next).toBeNull();
    const refs = [...found.json.items!, ...rest.json.items!].map((row) => row.ref);
    expect(new Set(refs).size).toBe(30);
    expect((await server.call('GET', `/api/v1/logs/${refs[0]}`, { key })).json.ref).toBe(refs[0]);

    const opened = await server.call('POST', '/api/v1/incidents', {
      key,
      body: { title: 'Someone guesses', alerts: ['ALR-1'] },
    });
    expect(opened.status).toBe(201);
    const ref = opened.json.ref as string;
    expect(opened.json.alerts).toEqual(['ALR-1']);
    expect((await server.call('GET', '/api/v1/alerts/ALR-1', { key })).json.incident).toBe(ref);
    await server.call('POST', `/api/v1/incidents/${ref}/comments`, { key, body: { text: 'Looking' } });
    const changed = await server.call('PATCH', `/api/v1/incidents/${ref}`, { key, body: { status: 'contained' } });
    expect(changed.json).toMatchObject({ status: 'contained', entries: [expect.any(String)] });
    const undo = (body: object) => server.call('POST', `/api/v1/incidents/${ref}/undo`, { key, body });
    const tasks = `/api/v1/incidents/${ref}/tasks`;
    const task = await server.call('POST', tasks, { key, body: { title: 'Rotate keys', due: '2030-01-01T12:00:00Z' } });
    expect(task).toMatchObject({ status: 201, json: { number: 1, due_at: '2030-01-01T12:00:00.000Z', done_at: null } });
    expect((await server.call('PATCH', `${tasks}/1`, { key, body: { done: true } })).json.done_by).toEqual(
      expect.any(String),
    );
    expect((await server.call('PATCH', `${tasks}/9`, { key, body: { done: true } })).status).toBe(404);
    expect((await server.call('PATCH', `${tasks}/x`, { key, body: { done: true } })).status).toBe(400);
    expect((await server.call('POST', tasks, { key, body: { title: 'Late', due: 'yesterday' } })).status).toBe(400);
    const [ticked] = (await server.call('PATCH', `${tasks}/1`, { key, body: { done: false } })).json
      .entries as string[];
    expect((await undo({ entry: ticked })).status).toBe(200);
    const people = `/api/v1/incidents/${ref}/people`;
    const { json: moved } = await server.call('POST', people, { key, body: { add: [org.adminId, 'nobody here'] } });
    expect(moved).toMatchObject({ code: 'invalid_input' });
    const [entry] = changed.json.entries as string[];
    expect((await undo({})).status).toBe(400);
    expect((await undo({ entry })).json.status).toBe('open');
    // sent again, it takes back nothing more
    expect(await undo({ entry })).toMatchObject({ status: 409, json: { code: 'conflict' } });
    const timeline = await server.call('GET', `/api/v1/incidents/${ref}/timeline`, { key });
    expect(timeline.json.items!.map((entry) => entry.kind)).toEqual([
      ...['opened', 'comment', 'status', 'task', 'task', 'task', 'undone', 'undone'],
    ]);
    await server.call('PATCH', '/api/v1/alerts/ALR-1', { key, body: { status: 'resolved', note: 'Blocked' } });
    expect((await server.call('GET', '/api/v1/alerts?status=open', { key })).json.items).toEqual([]);
  });

  test('every list and every thing looks as its schema says', async () => {
    const key = org.keys.admin;
    const memberId = org.adminId;
    await org.work((work) => proposeWrite(work, { kind: 'create_rule', args: { rule: 'RULE-9' }, untrusted: false }));
    await fillRecognition(org);
    await server.call('POST', '/api/v1/reports', { key, body: { range: 'today' } });
    await server.call('POST', '/api/v1/incidents/INC-1/review', { key });
    await org.work(({ tx, now }) =>
      saveBaselines(tx, [{ kind: 'organisation', name: '', pattern: emptyPattern(), habit: null }], now),
    );
    const list = (await server.call('POST', '/api/v1/moderation/lists', { key, body: { name: 'Ours' } })).json
      .id as string;
    const entries = [{ kind: 'domain', value: 'bad.example' }];
    await server.call('POST', `/api/v1/moderation/lists/${list}/import`, { key, body: { entries } });
    await server.call('POST', '/api/v1/moderation/lists/exceptions', { key, body: entries[0] });
    for (const route of apiRoutes) {
      if (route.method !== 'get' || !route.answer || OPERATORS.includes(nameOf(route))) continue;
      // there is no case here: tests/http/console/moderation.test.ts and tests/http/moderation-actions.test.ts look at one
      if (/^\/(?:cases|moderation\/actions|moderation\/appeals)\/:ref$/.test(route.path)) continue;
      const path = `/api/v1${route.path
        .replace('/incidents/:ref', '/incidents/INC-1')
        .replace('/alerts/:ref', '/alerts/ALR-1')
        .replace('/rules/:ref', '/rules/RULE-1')
        .replace('/proposals/:ref', '/proposals/PROP-1')
        .replace('/reports/:ref', '/reports/RPT-1')
        .replace('/cameras/:ref', '/cameras/CAM-1')
        .replace('/camera-events/:ref', '/camera-events/EVT-1')
        .replace('/people/:ref', '/people/PER-1')
        .replace('/identities/:id', '/identities/PER-1')
        .replace('/members/:id', `/members/${memberId}`)
        .replace(/\/(help|history\/search)$/, '/$1?query=close%20an%20incident')
        .replace('/moderation/lists/:id', `/moderation/lists/${list}`)
        .replace('/moderation/export', '/moderation/export?from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z')
        .replace('/baselines/:kind', '/baselines/organisation')
        .replace(/^\/(logs|anomalies)\/:ref/, `/$1/${await anyLog(key)}`)}`;
      const { status, json } = await server.call('GET', path, { key });
      expect([nameOf(route), status]).toEqual([nameOf(route), 200]);
      expect([nameOf(route), route.answer.safeParse(json).error?.message]).toEqual([nameOf(route), undefined]);
    }
  });

  const anyLog = async (key: string): Promise<string> =>
    (await server.call('GET', '/api/v1/logs?kinds=login&limit=1', { key })).json.items![0]!.ref as string;

  test('another organisation’s things are as unknown as things that never were', async () => {
    const key = other.keys.admin;
    const ref = (await server.call('GET', '/api/v1/incidents', { key: org.keys.admin })).json.items![0]!.ref as string;
    const log = await anyLog(org.keys.admin);
    const keyId = (await server.call('GET', '/api/v1/keys', { key: org.keys.admin })).json.items![0]!.id as string;
    const nobody = '01890a5d-ac96-774b-bcce-b302099a8057';
    const pairs: [string, string, string, unknown?][] = [
      ['GET', '/alerts/ALR-1', '/alerts/ALR-999'],
      ['PATCH', '/alerts/ALR-1', '/alerts/ALR-999', { status: 'resolved' }],
      ['GET', `/incidents/${ref}`, '/incidents/INC-999'],
      ['PATCH', `/incidents/${ref}`, '/incidents/INC-999', { status: 'closed' }],
      ['GET', `/incidents/${ref}/timeline`, '/incidents/INC-999/timeline'],
      ['GET', `/incidents/${ref}/evidence`, '/incidents/INC-999/evidence'],
      ['POST', `/incidents/${ref}/comments`, '/incidents/INC-999/comments', { text: 'x' }],
      ['POST', `/incidents/${ref}/undo`, '/incidents/INC-999/undo', { entry: nobody }],
      ['GET', '/proposals/PROP-1', '/proposals/PROP-999'],
      ['POST', '/proposals/PROP-1/decide', '/proposals/PROP-999/decide', { decision: 'approve', nonce: 'x' }],
      ['GET', `/logs/${log}`, '/logs/LOG-ZZZZZZ'],
      ['GET', `/members/${org.adminId}`, `/members/${nobody}`],
      ['PATCH', `/members/${org.adminId}`, `/members/${nobody}`, { name: 'Mine now' }],
      ['GET', '/cameras/CAM-1', '/cameras/CAM-999'],
      ['PATCH', '/cameras/CAM-1', '/cameras/CAM-999', { enabled: false }],
      ['DELETE', '/cameras/CAM-1', '/cameras/CAM-999'],
      ['GET', '/camera-events/EVT-1', '/camera-events/EVT-999'],
      ['GET', '/people/PER-1', '/people/PER-999'],
      ['DELETE', '/people/PER-1', '/people/PER-999'],
      ['GET', '/faces/identities/PER-1', '/faces/identities/PER-999'],
      ['POST', `/members/${org.adminId}/sign-in-link`, `/members/${nobody}/sign-in-link`],
      ['DELETE', `/keys/${keyId}`, `/keys/${nobody}`],
    ];
    const bare = (answer: Answer): unknown => ({
      status: answer.status,
      ...answer.json,
      request_id: '',
      detail: String(answer.json.detail).replaceAll(/\b(ALR|INC|PROP|LOG|CAM|EVT|PER)-\w+/g, 'REF'),
    });
    for (const [method, theirs, never, body] of pairs) {
      const options = { key, ...(body === undefined ? {} : { body }) };
      const answer = await server.call(method, `/api/v1${theirs}`, options);
      expect([method, theirs, answer.status]).toEqual([method, theirs, 404]);
      expect(bare(answer)).toEqual(bare(await server.call(method, `/api/v1${never}`, options)));
    }
    for (const list of [
      '/alerts',
      '/incidents',
      '/logs',
      '/cameras',
      '/camera-events',
      '/people',
      '/sightings',
      '/faces/detections',
    ])
      expect((await server.call('GET', `/api/v1${list}`, { key })).json.items).toEqual([]);
    expect((await server.call('GET', '/api/v1/members', { key })).json.items).toHaveLength(1);
    expect((await server.call('GET', '/api/v1/organisation', { key })).json.name).toBe('Somebody Else');
    const linked = await server.call('POST', '/api/v1/incidents', { key, body: { title: 'x', alerts: ['ALR-1'] } });
    expect(linked.status).toBe(404);
  });

  test('an employee sees the incidents they opened, and no others', async () => {
    const { json: member } = await server.call('POST', '/api/v1/members', {
      key: org.keys.admin,
      body: { name: 'Emil', email: 'emil@example.org', role: 'employee' },
    });
    const cookie = await signIn(server, org, member.id as string);
    expect((await server.call('GET', '/api/v1/incidents', { cookie })).json.items).toEqual([]);
    const { json } = await server.call('POST', '/api/v1/incidents', { cookie, body: { title: 'A strange mail' } });
    const { items } = (await server.call('GET', '/api/v1/incidents', { cookie })).json;
    expect(items!.map((incident) => incident.ref)).toEqual([json.ref]);
    expect((await server.call('GET', '/api/v1/incidents/INC-1', { cookie })).status).toBe(404);
    const comment = { cookie, body: { text: 'Here it is' } };
    expect((await server.call('POST', `/api/v1/incidents/${json.ref}/comments`, comment)).status).toBe(201);
  });

  test('keys are made, used, expire and are revoked', async () => {
    const admin = org.keys.admin;
    const made = await server.call('POST', '/api/v1/keys', {
      key: admin,
      body: { name: 'importer', role: 'officer', expires_at: '2026-03-02T14:00:00+01:00' },
    });
    expect(made.status).toBe(201);
    const key = made.json.key as string;
    expect(key).toMatch(/^sn_[\w-]{43}$/);
    expect((await server.call('GET', '/api/v1/alerts', { key })).status).toBe(200);
    const listed = await server.call('GET', '/api/v1/keys', { key: admin });
    expect(listed.text).not.toContain(key);
    expect(listed.json.items!.find((one) => one.id === made.json.id)).toMatchObject({
      prefix: key.slice(0, 9),
      last_used_at: '2026-03-02T12:00:00.000Z',
    });
    server.clock.now = new Date('2026-03-02T13:00:00Z');
    expect((await server.call('GET', '/api/v1/alerts', { key })).status).toBe(401);
    server.clock.now = new Date('2026-03-02T12:00:00Z');
    expect((await server.call('GET', '/api/v1/alerts', { key })).status).toBe(200);
    const revoked = await server.call('DELETE', `/api/v1/keys/${made.json.id}`, { key: admin });
    expect(revoked.json.revoked_at).toBe('2026-03-02T12:00:00.000Z');
    expect((await server.call('GET', '/api/v1/alerts', { key })).status).toBe(401);
    const past = { name: 'late', role: 'officer', expires_at: '2020-01-01T00:00:00Z' };
    expect((await server.call('POST', '/api/v1/keys', { key: admin, body: past })).status).toBe(400);
  });

  test('rules are listed in words, added, changed and put away', async () => {
    const key = org.keys.admin;
    const { items } = (await server.call('GET', '/api/v1/rules', { key })).json;
    expect(items!.length).toBeGreaterThan(5);
    expect(items!.every((rule) => String(rule.words).length > 10)).toBe(true);
    const added = await server.call('POST', '/api/v1/rules', {
      key,
      body: {
        kind: 'country',
        name: 'Not from there',
        params: { countries: ['XX'] },
        state: 'active',
        cooldown_seconds: 60,
      },
    });
    expect(added.status).toBe(201);
    expect(added.json).toMatchObject({ name: 'Not from there', cooldown_seconds: 60, state: 'active' });
    const changed = await server.call('PATCH', `/api/v1/rules/${added.json.ref}`, { key, body: { state: 'retired' } });
    expect(changed.json.state).toBe('retired');
    const wrong = await server.call('PATCH', '/api/v1/rules/RULE-1', { key, body: { params: { threshold: 'many' } } });
    expect(wrong.status).toBe(400);
    expect(wrong.json.errors).toEqual([expect.objectContaining({ field: expect.stringContaining('threshold') })]);
  });

  test('the audit log tells what was done, in pages, and proves itself', async () => {
    const key = org.keys.manager;
    const first = await server.call('GET', '/api/v1/audit?limit=3', { key });
    expect(first.json.items).toHaveLength(3);
    const second = await server.call('GET', `/api/v1/audit?limit=3&cursor=${first.json.next}`, { key });
    const seen = [...first.json.items!, ...second.json.items!].map((entry) => entry.sequence as number);
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
    const made = await server.call('GET', '/api/v1/audit?action=key.revoke', { key });
    expect(made.json.items).toEqual([expect.objectContaining({ actor: 'admin key', place: 'api' })]);
    const { json } = await server.call('GET', '/api/v1/audit/verify', { key });
    expect(json).toMatchObject({ ok: true, entries: expect.any(Number) });
  });
});
