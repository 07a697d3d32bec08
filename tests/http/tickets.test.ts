import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTicket, saveTicket } from '../../src/db/incident-tickets.ts';
import { findIncident } from '../../src/db/incidents.ts';
import { ROLES } from '../../src/domain/role.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { addMember } from '../../src/pipeline/members.ts';
import { databases } from '../support/database.ts';
import { JIRA_TOKEN, startJira } from '../support/jira-server.ts';
import { cookieOf, postForm, signIn } from '../support/sign-in.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const PATH = '/api/v1/ticket-tracker';

describe('tickets of incidents over HTTP', () => {
  let server: TestServer;
  let jira: Awaited<ReturnType<typeof startJira>>;
  let org: WebOrganisation;
  let other: WebOrganisation;
  let admin: string;
  let manager: string;
  beforeAll(async () => {
    jira = await startJira();
    server = await openWebServer(databases[0]!, { pages: consoleRoutes });
    [org, other] = [await server.organisation(), await server.organisation()];
    admin = await signIn(server, org, org.adminId);
    const member = await org.work((w) =>
      addMember(w, { name: 'Mira', email: 'mira@harbour.example', role: 'manager' }),
    );
    manager = await signIn(server, org, member.id);
  });
  afterAll(async () => {
    await server.close();
    await jira.close();
  });
  const page = async (path: string, cookie = admin): Promise<string> =>
    (await server.call('GET', path, { cookie, headers: { accept: 'text/html' } })).text;
  /** Posts a form, and answers the page that the browser shows then. */
  const submit = async (path: string, fields: Record<string, string>, cookie = admin): Promise<string> => {
    const answer = await postForm(server, path, fields, cookie);
    expect(answer.status, answer.text).toBe(303);
    return page(answer.headers.get('location')!, `${cookie}; ${cookieOf(answer.headers)}`);
  };
  const api = (method: string, path: string, body?: unknown, key = org.keys.admin) =>
    server.call(method, path, { key, ...(body === undefined ? {} : { body }) });
  const settings = () => ({ kind: 'jira_cloud', site: jira.url, project: 'SEC', email: 'bot@example.com' });

  test('the API connects Jira for admins alone, tests it, and tells its token to nobody', async () => {
    expect((await api('GET', PATH)).json).toEqual({ tracker: null });
    const set = await api('PATCH', PATH, { ...settings(), token: JIRA_TOKEN, severity_floor: 'critical' });
    expect([set.status, set.json]).toMatchObject([200, { site: jira.url, severity_floor: 'critical', linked: 0 }]);
    expect(set.text).not.toContain(JIRA_TOKEN);
    expect((await api('GET', PATH)).text).not.toContain(JIRA_TOKEN);
    expect((await api('POST', `${PATH}/test`)).json).toEqual({ account: 'SafeNest Bot', project: 'Security' });
    expect((await api('GET', PATH, undefined, other.keys.admin)).json).toEqual({ tracker: null });
    for (const role of ROLES.filter((one) => one !== 'admin'))
      for (const [method, path, body] of [
        ['GET', PATH],
        ['PATCH', PATH, settings()],
        ['DELETE', PATH],
        ['POST', `${PATH}/test`],
        ['POST', `${PATH}/try-again`],
      ] as const)
        expect((await api(method, path, body, org.keys[role])).status, `${role} ${method} ${path}`).toBe(403);
    for (const body of [
      {},
      { ...settings(), site: 'javascript:alert(1)' },
      { ...settings(), project: 'SEC" OR 1=1' },
      { ...settings(), token: 'x'.repeat(3000) },
      { ...settings(), token: 'a\r\nX-Evil: 1' },
      { ...settings(), email: null },
      { ...settings(), more: 1 },
      [],
    ])
      expect((await api('PATCH', PATH, body)).status, JSON.stringify(body).slice(0, 80)).toBe(400);
    expect((await api('PATCH', PATH, { ...settings(), token: 'wrong' })).status).toBe(200);
    const refused = await api('POST', `${PATH}/test`);
    expect([refused.status, refused.json]).toMatchObject([409, { detail: expect.stringContaining('(401)') }]);
    expect((await api('PATCH', PATH, { ...settings(), token: JIRA_TOKEN })).json).toMatchObject({ last_error: null });
  });

  test('an incident’s ticket by API: asked for once, shown, let go of and taken back', async () => {
    const { number } = await org.work((w) => openIncident(w, { title: 'Fence cut' }));
    const path = `/api/v1/incidents/INC-${number}/ticket`;
    expect((await api('GET', path)).json).toEqual({ ticket: null });
    expect((await api('POST', path, undefined, org.keys.manager)).status).toBe(403);
    expect((await api('POST', path, undefined, other.keys.admin)).status).toBe(404);
    expect((await api('POST', path)).json).toEqual({ is_new: true, key: null });
    expect((await api('POST', path)).json).toEqual({ is_new: false, key: null });
    expect((await api('GET', path, undefined, org.keys.manager)).json).toMatchObject({
      ticket: { state: 'waiting', key: null, url: null },
    });
    expect((await api('GET', path, undefined, org.keys.employee)).status).toBe(404);
    const { entry } = (await api('DELETE', path)).json as { entry: string };
    expect((await api('GET', path)).json).toMatchObject({ ticket: { state: 'unlinked' } });
    expect((await api('POST', `/api/v1/incidents/INC-${number}/undo`, { entry })).status).toBe(200);
    expect((await api('GET', path)).json).toMatchObject({ ticket: { state: 'waiting' } });
  });

  test('the Tickets page connects Jira, and an incident’s page shows and makes its ticket', async () => {
    await api('DELETE', PATH);
    expect(await page('/tickets')).toContain('No issue tracker is connected');
    expect(await page('/tickets', manager)).not.toContain('name="token"');
    const incident = await org.work((w) => openIncident(w, { title: 'Fence cut <b>' }));
    const path = `/incidents/INC-${incident.number}`;
    expect(await page(path)).not.toContain('id="ticket-title"');
    expect(await submit(`${path}/ticket`, { do: 'create' })).toContain('an admin connects Jira');
    const form = {
      ...settings(),
      issue_type: 'Task',
      token: JIRA_TOKEN,
      floor: 'high',
      comments: 'no',
      closes: 'yes',
      language: 'de',
    };
    expect(await submit('/tickets', { ...form, token: '' })).toContain('Give the token');
    const shown = await submit('/tickets', form);
    expect(shown).toContain('From high upward, and those somebody asks for');
    expect(shown).not.toContain(JIRA_TOKEN);
    expect(await submit('/tickets/test', {})).toContain('It works: SafeNest Bot sees Security.');
    expect(await submit('/tickets', { ...form, project: '<script>alert(1)</script>' })).not.toContain('<script>alert');
    expect(await submit('/tickets', { ...form, token: '', project: 'NOPE' })).toContain('project NOPE');
    expect(await submit('/tickets/test', {})).toContain('There is no project NOPE');
    expect(await page('/tickets')).toContain('It has failed since');
    expect((await postForm(server, '/tickets/remove', {}, manager)).status).toBe(403);

    expect(await page(path)).toContain('name="do" value="create"');
    expect(await page(path, manager)).not.toContain('name="do" value="create"');
    expect((await postForm(server, `${path}/ticket`, { do: 'create' }, manager)).status).toBe(403);
    expect(await submit(`${path}/ticket`, { do: 'create' })).toContain('A ticket is being created.');
    await org.work(async ({ tx }) => {
      const { id } = (await findTicket(tx, (await findIncident(tx, incident.number))!.id))!;
      await saveTicket(tx, id, {
        state: 'linked',
        key: 'SEC-7',
        issueId: '7',
        status: '<i>Waiting</i>',
        category: 'new',
      });
    });
    const linked = await page(path);
    expect(linked).toContain(`href="${jira.url}/browse/SEC-7"`);
    expect(linked).toContain('SEC-7 (&lt;i&gt;Waiting&lt;/i&gt;)');
    expect(await submit(`${path}/ticket`, { do: 'unlink' })).toContain('SEC-7 is unlinked');
  });
});
