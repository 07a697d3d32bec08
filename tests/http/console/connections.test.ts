import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleRoutes } from '../../../src/http/console/routes/index.ts';
import { listAudit } from '../../../src/pipeline/audit.ts';
import { linkByCode } from '../../../src/pipeline/chat-accounts.ts';
import { connectWorkspace } from '../../../src/pipeline/chat-workspaces.ts';
import { addMember } from '../../../src/pipeline/members.ts';
import { fakeConnections } from '../../support/chat-connections.ts';
import { databases } from '../../support/database.ts';
import { cookieOf, postForm, signIn } from '../../support/sign-in.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../../support/web-server.ts';

const EVIL = '<script>alert(1)</script>';
const BOT_TOKEN = 'xoxb-17-18-not-to-be-seen';

describe.each(databases)('connections and channels on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let admin: string;
  let employee: string;
  let employeeId: string;
  const connections = fakeConnections();

  beforeAll(async () => {
    server = await openWebServer(kind, { pages: consoleRoutes, services: { connections } });
    org = await server.organisation();
    admin = await signIn(server, org, org.adminId);
    const member = await org.work((w) =>
      addMember(w, { name: 'Emil', email: 'emil@harbour.example', role: 'employee' }),
    );
    employeeId = member.id;
    employee = await signIn(server, org, member.id);
    await org.work((w) => connectWorkspace(w, { platform: 'slack', workspace: 'T1', name: `Harbour ${EVIL}` }));
  });
  afterAll(() => server.close());

  const get = (path: string, cookie = admin) => server.call('GET', path, { cookie, headers: { accept: 'text/html' } });
  const post = (path: string, fields: Record<string, string>, cookie = admin) => postForm(server, path, fields, cookie);
  /** Posts, and answers the page that the browser shows then. */
  const submit = async (path: string, fields: Record<string, string>, cookie = admin): Promise<string> => {
    const answer = await post(path, fields, cookie);
    expect(answer.status, answer.text).toBe(303);
    const page = await server.call('GET', answer.headers.get('location')!, {
      cookie: `${cookie}; ${cookieOf(answer.headers)}`,
      headers: { accept: 'text/html' },
    });
    return page.text;
  };
  const workspaceId = async (): Promise<string> =>
    /connections\/workspaces\/([0-9a-f-]{36})\/disconnect/.exec((await get('/connections')).text)![1]!;
  const channelId = async (): Promise<string> =>
    /action="\/channels\/([0-9a-f-]{36})\/test"/.exec((await get('/channels')).text)![1]!;

  test('tokens are taken, checked at once, and never shown again', async () => {
    const answer = await post('/connections/slack', { botToken: BOT_TOKEN, appToken: 'xapp-1-A0SAFENEST-2-hidden' });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('1 thing to mend');
    expect(answer.text).toContain('Install the app again.');
    const page = (await get('/connections')).text;
    expect(page).toContain('A0SAFENEST');
    for (const text of [answer.text, page]) expect(text).not.toMatch(/not-to-be-seen|2-hidden/);
    const { items } = await org.work(({ tx }) => listAudit(tx, { action: 'chat_app.set', limit: 1 }));
    expect(JSON.stringify(items)).not.toMatch(/not-to-be-seen|2-hidden/);
    expect(items[0]).toMatchObject({ subject: 'slack' });

    expect(await submit('/connections/slack', { botToken: 'xoxp-wrong' })).toContain('must begin with xoxb-');
    expect(await submit('/connections/slack/remove', {})).toContain('The app is removed from Slack.');
    expect((await get('/connections')).text).not.toContain('A0SAFENEST');
  });

  test('a name from the platform is text, and the switch of its e-mail addresses is kept', async () => {
    const page = (await get('/connections')).text;
    expect(page).toContain('Harbour &lt;script&gt;');
    expect(page).not.toContain(EVIL);
    const path = `/connections/workspaces/${await workspaceId()}/email`;
    expect(await submit(path, { on: 'true' })).toContain('Turn off');
    expect(await submit(path, { on: 'false' })).toContain('Turn on');
  });

  test('a code for a workspace is shown once', async () => {
    const { status, text } = await post('/connections/code', { platform: 'teams' });
    expect(status).toBe(200);
    const [code] = /[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(text)!;
    expect(text).toContain(`@SafeNest connect ${code}`);
    expect((await get('/connections')).text).not.toContain(code);
  });

  test('the manifest is a file; what needs a bot first says so', async () => {
    const manifest = await get('/connections/slack/manifest.json');
    expect(manifest.headers.get('content-disposition')).toContain('safenest-slack-manifest.json');
    expect(manifest.json).toMatchObject({ settings: { socket_mode_enabled: false } });
    expect((await get('/connections/slack/manifest.json?socket=1')).json).toMatchObject({
      settings: { socket_mode_enabled: true },
    });
    for (const path of ['/connections/teams/package.zip', '/connections/discord/invite']) {
      const answer = await get(path);
      expect(answer.status, path).toBe(409);
      expect(answer.text).toContain('first');
    }
    expect((await get('/connections/slack/manifest.json', employee)).status).toBe(403);
  });

  test('a channel is added, changed, tested, and told no more', async () => {
    const fields = { purpose: 'alerts', floor: 'high', from: '22:00', to: '07:00', zone: 'Europe/Berlin' };
    const added = { workspace: await workspaceId(), channel: 'C1', name: `#sec ${EVIL}`, ...fields };
    let page = await submit('/channels', added);
    expect(page).toContain('from high upward');
    expect(page).toContain('Quiet from 22:00 to 07:00 (Europe/Berlin)');
    expect(page).not.toContain(EVIL);

    const path = `/channels/${await channelId()}`;
    page = await submit(`${path}/bindings`, { ...fields, floor: 'critical', from: '', to: '' });
    expect(page).toContain('from critical upward');
    expect(page).toContain('At any hour.');
    expect(await submit(`${path}/bindings`, { ...fields, to: '' })).toContain('a beginning and an end');
    expect(await submit(`${path}/bindings`, { ...fields, to: '22:00' })).toContain('different times');

    page = await submit(`${path}/bindings`, { ...fields, only: 'svc-*, <b>x' });
    expect(page).toContain('only of &lt;b&gt;x, svc-*');
    expect(await submit(`${path}/bindings`, { ...fields, only: 'RULE-999' })).toContain(
      'no rule or camera called “RULE-999”',
    );
    expect(await submit(`${path}/bindings`, fields)).not.toContain('only of');

    page = await submit(`${path}/readers`, { role: 'moderator' });
    expect(page).toContain('what stands in the logs goes to the asker alone');
    expect(page).toMatch(/value="moderator" selected/);
    expect(await submit(`${path}/readers`, { role: '' })).toMatch(/value="" selected/);

    expect(page).toContain('I answer here when somebody mentions me');
    page = await submit(`${path}/answers`, { when: 'questions', alone: 'yes', bots: 'no' });
    expect(page).toContain('I answer every question here that I can answer');
    expect(page).toContain('Answers go to whoever asked, alone.');
    expect(page).toMatch(/value="questions" selected/);
    expect(await submit(`${path}/answers`, { when: 'always' })).toContain('Choose when');
    expect((await post(`${path}/answers`, { when: 'never' }, employee)).status).toBe(403);

    expect(await submit(`${path}/test`, {})).toContain('A test message stands in');
    expect(connections.said).toHaveLength(1);
    expect(await submit(`${path}/bindings/alerts/remove`, {})).toContain('of alerts no more');
  });

  test('what the platform refuses is said where it was asked', async () => {
    await submit('/channels', { workspace: await workspaceId(), channel: 'gone', name: 'a', purpose: 'reports' });
    const page = (await get('/channels')).text;
    const ids = [...page.matchAll(/action="\/channels\/([0-9a-f-]{36})\/test"/g)].map((match) => match[1]);
    const answers = await Promise.all(ids.map((id) => submit(`/channels/${id}/test`, {})));
    expect(answers.filter((text) => text.includes('The bot is not in this channel. Invite it.'))).toHaveLength(1);
  });

  test('somebody links their own account with a code, and unlinks it', async () => {
    const { text } = await post('/account/chat', {}, employee);
    const [code] = /[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(text)!;
    expect(text).toContain(`/safenest link ${code}`);
    expect((await get('/account', employee)).text).not.toContain(code);
    const place = { platform: 'slack', workspace: 'T1', channel: 'D1', thread: null, direct: true } as const;
    const speaker = { id: 'U17', name: 'Emil', bot: false };
    await org.work((w) => linkByCode(w, { place, speaker }, code));
    const page = (await get('/account', employee)).text;
    expect(page).toContain('U17');
    expect((await get('/members')).text).toContain('Unlink Emil from Slack');
    const [, path] = /action="(\/account\/chat\/[0-9a-f-]{36}\/unlink)"/.exec(page)!;
    expect(await submit(path!, {}, employee)).toContain('Unlinked.');
    expect((await get('/account', employee)).text).not.toContain('U17');
  });

  test('an admin makes codes for others, links by hand and unlinks; nobody else does', async () => {
    expect((await post(`/members/${employeeId}/chat`, {})).text).toContain('One-time code for Emil');
    const link = { member: employeeId, workspace: await workspaceId(), account: 'U18' };
    expect((await post('/members/chat', link, employee)).status).toBe(403);
    expect(await submit('/members/chat', link)).toContain('Linked.');
    const [, path] = /action="(\/members\/chat\/[0-9a-f-]{36}\/unlink)"/.exec((await get('/members')).text)!;
    expect((await post(path!, {}, employee)).status).toBe(403);
    expect(await submit(path!, {})).toContain('Unlinked.');
  });

  test('somebody else’s account cannot be unlinked as one’s own', async () => {
    await submit('/members/chat', { member: org.adminId, workspace: await workspaceId(), account: 'U19' });
    const [, id] = /action="\/members\/chat\/([0-9a-f-]{36})\/unlink"/.exec((await get('/members')).text)!;
    const answer = await submit(`/account/chat/${id}/unlink`, {}, employee);
    expect(answer).not.toContain('Unlinked.');
    expect((await get('/account')).text).toContain('U19');
  });

  test('every card is drawn four times, and nothing of it can be pressed', async () => {
    const { status, text } = await get('/cards');
    expect(status).toBe(200);
    for (const name of ['drawn-console', 'drawn-slack', 'drawn-discord', 'drawn-teams'])
      expect(text.split(`${name}`).length, name).toBeGreaterThan(16);
    expect(text).not.toContain('<!channel>');
    expect(text).not.toMatch(/\[(component|undefined|Action)/);
    expect((await get('/cards?view=posture')).text).toContain('src="data:image/png');
  });

  test('a standard answer is written, changed and removed after a question', async () => {
    expect((await get('/standard-answers')).text).toContain('No standard answer is kept yet');
    expect((await get('/standard-answers', employee)).status).toBe(403);
    const phrases = `When is the fire drill?\r\n\r\nNext drill ${EVIL}`;
    let page = await submit('/standard-answers', { phrases, answer: `On Friday.\r\n${EVIL}`, channel: '' });
    expect(page).toContain('When is the fire drill?');
    expect(page).toContain('Wherever it is asked');
    expect(page).not.toContain(EVIL);
    const path = /action="(\/standard-answers\/[0-9a-f-]{36})"/.exec(page)![1]!;
    expect(await submit(path, { phrases: ' \n', answer: 'On Monday.' })).toContain('On Friday.');
    page = await submit(path, { phrases, answer: 'On Monday.', channel: '' });
    expect(page).toContain('On Monday.');
    expect((await post(path, { phrases, answer: 'No.' }, employee)).status).toBe(403);
    expect(await submit(`${path}/remove`, {})).toContain('No standard answer is kept yet');
  });

  test('a workspace is disconnected after a question, with its channels', async () => {
    const path = `/connections/workspaces/${await workspaceId()}/disconnect`;
    expect((await post(path, { ask: 'Sure?' })).text).toContain('Yes, do it');
    expect(await submit(path, {})).toContain('Disconnected');
    expect((await get('/channels')).text).toContain('No chat is connected');
  });
});
