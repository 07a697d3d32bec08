import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../../src/db/scope.ts';
import { ROLES, type Role } from '../../../src/domain/role.ts';
import { consoleRoutes } from '../../../src/http/console/routes/index.ts';
import type { Evaluation, EvaluationTables } from '../../../src/http/services.ts';
import { addMember } from '../../../src/pipeline/members.ts';
import { databases } from '../../support/database.ts';
import { postForm, signIn } from '../../support/sign-in.ts';
import { openDesk } from '../../support/web-desk.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../../support/web-server.ts';

const EVIL = '<script>alert(1)</script>';
const figures: EvaluationTables = {
  title: 'Questions, offline',
  measured: '2 measured',
  tables: [
    {
      title: 'all',
      rows: [
        ['metric', 'value'],
        ['right tool', '50.0 %'],
      ],
    },
    {
      title: 'by kind',
      rows: [
        ['kind', 'n', 'right tool'],
        ['search', '2', '50.0 %'],
      ],
    },
  ],
  failures: [`1 officer: ${EVIL} → (unclear)`],
  notes: [],
};
let measured = false;
const evaluation: Evaluation = {
  last: async () => [{ ...figures, failures: [] }],
  run: async () => {
    measured = true;
    return figures;
  },
  now: () => ({ running: false, latest: measured ? figures : null }),
};

describe.each(databases)('the studio on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  const cookies = {} as Record<Role, string>;
  const get = (path: string, role: Role = 'admin') =>
    server.call('GET', path, { cookie: cookies[role], headers: { accept: 'text/html' } });
  const ask = async (text: string, role: Role) => {
    const { status } = await postForm(server, '/console/chat', { text }, cookies[role]);
    expect(status).toBe(303);
  };
  /** The newest turn's own page, as the conversation links it. */
  const traceOf = async (role: Role) =>
    [...(await get('/', role)).text.matchAll(/\/studio\/turns\/[\w-]+/g)].at(-1)![0];
  const rows = (table: 'incident' | 'chat_turn' | 'proposal') =>
    withOrg(server.services.db, org.orgId, (tx) => tx.selectFrom(table).select('id').execute());

  beforeAll(async () => {
    server = await openWebServer(kind, {
      pages: consoleRoutes,
      desk: (opened) => openDesk(opened, () => server.clock.now),
      services: { evaluation },
    });
    org = await server.organisation();
    for (const role of ROLES) {
      const member = await org.work((work) =>
        addMember(work, { name: `${role} ${EVIL}`, email: `${role}@harbour.example`, role }),
      );
      cookies[role] = await signIn(server, org, member.id);
    }
    await ask(`failed logins today ${EVIL}`, 'admin');
    await ask('close INC-99', 'officer');
    await ask('report an incident: lost badge', 'employee');
  });
  afterAll(() => server.close());

  test.each(['/studio', '/studio/try', '/studio/evaluation', '/studio/turns', '/studio/cost'])(
    '%s is for admins',
    async (path) => {
      for (const role of ROLES) {
        const page = await get(path, role);
        expect(page.status, role).toBe(role === 'admin' ? 200 : 403);
        expect(page.text).not.toContain(EVIL);
        expect(page.text).not.toMatch(/\sstyle="|\son[a-z]+="|<style|<script(?! type="module" src=")/);
      }
    },
  );

  test('a prompt is shown with its version and hash', async () => {
    const { text } = await get('/studio');
    expect(text).toMatch(/desk <span class="tag">version \d+/);
    expect(text).toMatch(/SHA-256 [0-9a-f]{64}/);
    expect(text).toContain('{{ranges}}');
  });

  test('a trial answers with its steps, remembers nothing, changes nothing, and is audited', async () => {
    const before = {
      incidents: await rows('incident'),
      turns: await rows('chat_turn'),
      proposals: await rows('proposal'),
    };
    const tried = { prompt: 'Answer in one word. {{role}}', question: 'open an incident: fire', model: 'offline' };
    const page = await postForm(server, '/studio/try', tried, cookies.admin);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Answer in one word. {{role}}');
    expect(page.text).toContain('<details class="steps" open');
    expect(page.text).toContain('This is a trial: nothing was changed');
    expect({
      incidents: await rows('incident'),
      turns: await rows('chat_turn'),
      proposals: await rows('proposal'),
    }).toEqual(before);
    const audit = await get('/audit?action=assistant.trial');
    expect(audit.text).toContain('prompts/desk');
    // the log is for ever: it holds that something was tried, and no word of it
    expect(audit.text).not.toContain('open an incident: fire');
  });

  test('a prompt that cannot be filled in is refused and kept in the form', async () => {
    const tried = { prompt: `{{password}} ${EVIL}`, question: 'hello', model: 'offline' };
    const page = await postForm(server, '/studio/try', tried, cookies.admin);
    expect(page.text).toContain('Nothing fills in {{password}}');
    expect(page.text).toContain('{{password}} &lt;script&gt;');
    for (const role of ROLES.filter((one) => one !== 'admin'))
      expect((await postForm(server, '/studio/try', tried, cookies[role])).status).toBe(403);
  });

  test('the evaluation shows what was written down, and measures anew when asked', async () => {
    expect((await get('/studio/evaluation')).text).toContain('50.0 %');
    const fresh = await postForm(server, '/studio/evaluation', {}, cookies.admin);
    expect(fresh.text).toContain('Here: Questions, offline');
    expect(fresh.text).toContain('1 question read wrongly');
    expect(fresh.text).not.toContain(EVIL);
  });

  test('turns are listed with who asked and what guardrails did, and can be narrowed', async () => {
    const all = (await get('/studio/turns')).text;
    expect(all).toContain('failed logins today &lt;script&gt;');
    expect(all).toContain('close INC-99');
    expect(all).toContain('Searched the logs');
    const [, owner] = /<option value="(member:[\w-]+)">employee/.exec(all)!;
    const theirs = (await get(`/studio/turns?who=${owner}`)).text;
    expect(theirs).toContain('lost badge');
    expect(theirs).not.toContain('close INC-99');
    const flagged = (await get('/studio/turns?flagged=yes')).text;
    expect(flagged).toContain('close INC-99');
    expect(flagged).not.toContain('lost badge');
    expect((await get('/studio/turns?who=member:nobody')).text).toContain('No turn fits this choice');
  });

  test('a trace says how the answer came about, to whoever asked and to admins', async () => {
    const path = await traceOf('admin');
    const page = (await get(path)).text;
    expect(page).toContain('Searched the logs');
    expect(page).toMatch(/desk, version \d+/);
    expect(page).toMatch(/href="\/audit\?subject=[\w-]+"/);
    expect(page).toContain('characters answered');
    const audit = await get(/\/audit\?subject=[\w-]+/.exec(page)![0]);
    expect(audit.text).toContain('assistant.turn');

    const own = await traceOf('employee');
    const theirs = await get(own, 'employee');
    expect(theirs.status).toBe(200);
    expect(theirs.text).not.toContain('/audit?subject=');
    expect((await get(own)).status).toBe(200);
    // Somebody else's is not there, also for who reads the audit log.
    for (const role of ['officer', 'manager', 'moderator'] as const)
      expect((await get(own, role)).status, role).toBe(404);
    expect((await get('/studio/turns/nonsense')).status).toBe(404);
    expect((await get('/studio/turns/01890a5d-ac96-774b-bcce-b302099a8057')).status).toBe(404);
  });

  test('in the conversation each answer says how it was found, without scripts', async () => {
    const desk = (await get('/')).text;
    expect(desk).toContain('<details class="steps"><summary>How I found this');
    expect(desk).toMatch(/Searched the logs<\/span> <span class="step-args">.*outcome: failure/);
  });

  test('another organisation sees none of it', async () => {
    const other = await server.organisation('Elsewhere');
    const cookie = await signIn(server, other, other.adminId);
    const headers = { accept: 'text/html' };
    const path = await traceOf('admin');
    expect((await server.call('GET', path, { cookie, headers })).status).toBe(404);
    expect((await server.call('GET', '/studio/turns', { cookie, headers })).text).toContain('Nothing asked yet');
  });
});
