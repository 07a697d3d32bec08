import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../../src/domain/role.ts';
import { ROLES } from '../../../src/domain/role.ts';
import { consoleRoutes } from '../../../src/http/console/routes/index.ts';
import { ingestLogins } from '../../../src/pipeline/ingest-logins.ts';
import { addMember } from '../../../src/pipeline/members.ts';
import { databases } from '../../support/database.ts';
import { cookieOf, postForm, signIn } from '../../support/sign-in.ts';
import { openDesk } from '../../support/web-desk.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../../support/web-server.ts';

const EVIL = '<script>alert(1)</script>';
const ATTACKER = '203.0.113.9';

describe.each(databases)('console pages on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  const cookies = {} as Record<Role, string>;

  beforeAll(async () => {
    server = await openWebServer(kind, {
      pages: consoleRoutes,
      desk: (test) => openDesk(test, () => server.clock.now),
    });
    org = await server.organisation();
    for (const role of ROLES) {
      const member = await org.work((work) =>
        addMember(work, { name: `${role} ${EVIL}`, email: `${role}@harbour.example`, role }),
      );
      cookies[role] = await signIn(server, org, member.id);
    }
    await guess(org, server, 60, 60);
  });
  afterAll(() => server.close());

  const get = (path: string, role: Role = 'admin') =>
    server.call('GET', path, { cookie: cookies[role], headers: { accept: 'text/html' } });
  const post = (path: string, fields: Record<string, string>, role: Role = 'admin') =>
    postForm(server, path, fields, cookies[role]);
  /** Posts, follows the redirect, and answers the page that the browser then shows. */
  const submit = async (path: string, fields: Record<string, string>, role: Role = 'admin') => {
    const answer = await post(path, fields, role);
    expect(answer.status, answer.text).toBe(303);
    const flash = cookieOf(answer.headers);
    const page = await server.call('GET', answer.headers.get('location')!, {
      cookie: `${cookies[role]}; ${flash}`,
      headers: { accept: 'text/html' },
    });
    return { to: answer.headers.get('location')!, page };
  };

  describe('who sees what', () => {
    const PAGES: Record<string, Role[]> = {
      '/': [...ROLES],
      '/incidents': [...ROLES],
      '/alerts': ['admin', 'officer', 'moderator', 'manager'],
      '/alerts/ALR-1': ['admin', 'officer', 'moderator', 'manager'],
      '/logs': ['admin', 'officer', 'manager'],
      '/anomalies': ['admin', 'officer', 'manager'],
      '/baselines': ['admin', 'officer', 'manager'],
      '/baselines?kind=camera': ['admin', 'officer', 'manager'],
      '/posture': ['admin', 'officer', 'manager'],
      '/rules': ['admin', 'officer', 'manager'],
      '/rules/RULE-1': ['admin', 'officer', 'manager'],
      '/audit': ['admin', 'manager'],
      '/health': ['admin', 'officer', 'manager'],
      '/automation': ['admin', 'officer', 'moderator', 'manager'],
      '/members': ['admin', 'officer', 'moderator', 'manager'],
      '/keys': ['admin'],
      '/connections': ['admin'],
      '/channels': ['admin'],
      '/cards': ['admin'],
      '/account': [...ROLES],
      '/help': [...ROLES],
    };
    test.each(Object.entries(PAGES))('%s', async (path, allowed) => {
      for (const role of ROLES) {
        const page = await get(path, role);
        expect(page.status, `${role} at ${path}`).toBe(allowed.includes(role) ? 200 : 403);
        expect(page.headers.get('content-type')).toContain('text/html');
        expect(page.text).not.toContain(EVIL);
        expect(page.text).not.toMatch(/\sstyle="|\son[a-z]+="|<style|<script(?! type="module" src=")/);
        if (page.status === 403) expect(page.text).toMatch(/This page is for .*admins/);
      }
    });

    test('the way around names only pages one may see', async () => {
      const links = async (role: Role) =>
        [...(await get('/account', role)).text.matchAll(/<li><a href="([^"]+)"/g)].map((match) => match[1]);
      expect(await links('employee')).toEqual(['/', '/incidents', '/help']);
      expect(await links('admin')).toContain('/keys');
    });

    test('whoever is not signed in is asked to, and comes back to where they were going', async () => {
      const answer = await server.call('GET', '/alerts?status=open', { headers: { accept: 'text/html' } });
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe('/sign-in?next=%2Falerts%3Fstatus%3Dopen');
    });

    test('what is not there is a page too', async () => {
      for (const path of ['/nothing', '/alerts/ALR-9999', '/incidents/INC-0', '/logs/LOG-000000', '/rules/INC-1']) {
        const page = await get(path);
        expect(page.status, path).toBe(404);
        expect(page.text).toContain('There is nothing here');
        expect(page.text).toContain('<p class="side-org"');
      }
    });

    test('a probe at /health gets JSON still', async () => {
      expect((await server.call('GET', '/health')).json).toEqual({ ok: true });
    });
  });

  test('assets are for anyone, lasting under their version, and sheets come in a layer', async () => {
    const [, path] = /href="(\/static\/[^"]+pico\.css)"/.exec((await server.call('GET', '/sign-in')).text)!;
    const pico = await server.call('GET', path!);
    expect(pico.headers.get('cache-control')).toContain('immutable');
    expect(pico.text.startsWith('@layer pico{')).toBe(true);
    expect((await server.call('GET', path!.replace(/static\/[^/]+/, 'static/old'))).headers.get('cache-control')).toBe(
      'no-cache',
    );
    expect((await server.call('GET', '/static/x/..%2f..%2fpackage.json')).status).not.toBe(200);
  });

  describe('alerts and logs', () => {
    test('an alert says why, from where, and what can be done', async () => {
      const page = (await get('/alerts/ALR-1')).text;
      expect(page).toContain(`href="/logs?ip=${ATTACKER}"`);
      expect(page).toContain('Why we think so');
      expect(page).toContain('href="/rules/RULE-1"');
      expect(page).toContain('value="alert.acknowledge"');
      expect((await get('/alerts/ALR-1', 'moderator')).text).not.toContain('value="alert.acknowledge"');
    });

    test('a button without scripts leads back with a word about what it did', async () => {
      const { to, page } = await submit('/console/actions', {
        id: 'alert.acknowledge',
        value: 'ALR-1',
        back: '/alerts/ALR-1',
      });
      expect(to).toBe('/alerts/ALR-1');
      expect(page.text).toContain('ALR-1 is now acknowledged.');
      expect(page.text).toContain('Acknowledged');
    });

    test('a button with scripts answers the card as it is now', async () => {
      const answer = await server.call('POST', '/console/actions', {
        cookie: cookies.officer,
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
        },
        body: 'id=alert.resolve&value=ALR-1',
      });
      expect(answer.json).toMatchObject({ key: 'ALR-1', text: 'ALR-1 is now resolved.' });
      expect(String(answer.json.html)).toContain('data-card="ALR-1"');
    });

    test('a way back leads nowhere but here', async () => {
      for (const back of ['https://evil.example/', '//evil.example', 'javascript:alert(1)']) {
        const answer = await post('/console/actions', { id: 'alert.resolve', value: 'ALR-1', back });
        expect(answer.headers.get('location')).toBe('/');
      }
    });

    test('a role that may not is refused in words, and nothing changes', async () => {
      const { page } = await submit('/console/actions', { id: 'alert.false_alarm', value: 'ALR-1' }, 'moderator');
      expect(page.text).toContain('role=&quot;alert&quot;'.replaceAll('&quot;', '"'));
      expect((await get('/alerts/ALR-1')).text).not.toContain('>False alarm<');
    });

    test('another site’s form is refused', async () => {
      const answer = await server.call('POST', '/console/actions', {
        cookie: cookies.admin,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
        body: 'id=alert.resolve&value=ALR-1',
      });
      expect(answer.status).toBe(403);
    });

    test('the search finds, counts, groups, and keeps what was typed', async () => {
      const page = (await get(`/logs?query=password&kinds=login&group_by=ip&user=${encodeURIComponent(EVIL)}`)).text;
      expect(page).not.toContain(EVIL);
      const found = (await get('/logs?query=%22Failed+password%22&kinds=login&group_by=ip&range=today')).text;
      expect(found).toContain('60 logins');
      expect(found).toContain(`>${ATTACKER} <b>60</b>`);
      expect(found).toContain('value="&quot;Failed password&quot;"');
      expect(found).toContain('Logins of the last 30 days');
      const [, log] = /href="(\/logs\/LOG-[0-9A-Z]+)"/.exec(found)!;
      const event = (await get(log!)).text;
      expect(event).toContain('as sshd wrote it');
      expect(event).toContain('href="/alerts/ALR-1"');
    });

    test('what cannot be read is said where it was typed', async () => {
      expect((await get('/logs?range=whenever')).text).toContain('“whenever” is no time I can read');
      expect((await get('/alerts?range=whenever')).text).toContain('“whenever” is no time I can read');
      expect((await get('/logs?ip=nowhere')).text).toContain('is no IP address');
    });

    test('picked days are a range; without one, the form says three ways and where the rest is', async () => {
      const picked = (await get('/logs?kinds=login&first_day=2015-12-10&last_day=2015-12-10')).text;
      expect(picked).toContain('name="first_day" value="2015-12-10"');
      expect(picked).toContain('Nothing fits');
      expect((await get('/logs?kinds=login&first_day=2015-12-10&last_day=')).text).toContain('Failed');
      expect((await get('/logs?last_day=2015-12-10&range=today')).text).toContain('value="1970-01-01/2015-12-10"');
      expect((await get('/logs?range=whenever')).text).toContain('href="/help/asking#how-do-i-say-a-time"');
      expect((await get('/help/asking')).text).toContain('id="how-do-i-say-a-time"');
    });

    test('a login says how it went, and nothing twice', async () => {
      const page = (await get('/logs?kinds=login&range=today')).text;
      const [row] = /<tr><td class="tight"><time.*?<\/tr>/.exec(page)!;
      expect(row).toContain('<span class="outcome outcome-failure">Failed</span>');
      expect(row!.split(ATTACKER)).toHaveLength(2);
    });

    test('the older page goes on where the first one ends', async () => {
      await guess(org, server, 30, 90, '198.51.100.77', 'q');
      const first = (await get('/logs?kinds=login')).text;
      const [, older] = /href="([^"]+)">Older</.exec(first)!;
      const refs = (page: string) => [...page.matchAll(/href="\/logs\/(LOG-[0-9A-Z]+)"/g)].map((match) => match[1]);
      const second = refs((await get(older!.replaceAll('&amp;', '&'))).text);
      expect(refs(first)).toHaveLength(25);
      expect(second).toHaveLength(25);
      expect(new Set([...refs(first), ...second])).toHaveProperty('size', 50);
    });
  });

  describe('incidents', () => {
    test('from opening to undo, without scripts', async () => {
      const opened = await submit(
        '/incidents',
        { title: `Odd ${EVIL}`, summary: 'See ALR-1', severity: 'high' },
        'officer',
      );
      expect(opened.to).toBe('/incidents/INC-1');
      expect(opened.page.text).toContain('Opened INC-1.');
      expect(opened.page.text).not.toContain(EVIL);
      expect(opened.page.text).toContain('href="/alerts/ALR-1"');

      await submit('/incidents/INC-1', { assignee: 'me' }, 'officer');
      const linked = await submit('/incidents/INC-1/alerts', { alert: 'alr-1' }, 'officer');
      expect(linked.page.text).toContain('Linked ALR-1.');
      const commented = await submit('/incidents/INC-1/comments', { text: `Blocked it ${EVIL}` }, 'officer');
      expect(commented.page.text).toContain('Blocked it &lt;script&gt;');
      const closed = await submit('/incidents/INC-1', { status: 'closed', resolution: 'It was a test' }, 'officer');
      expect(closed.page.text).toContain('Closed: It was a test');

      const entries = [...closed.page.text.matchAll(/name="entry" value="([^"]+)"/g)].map((match) => match[1]!);
      const undone = await submit('/incidents/INC-1/undo', { entry: entries.at(-1)! }, 'officer');
      expect(undone.page.text).toContain('Undone: Closed: It was a test');
      expect(undone.page.text).toContain('<dt>Status</dt><dd>Open</dd>');
      expect((await get('/incidents', 'officer')).text).toContain('INC-1');
    });

    test('evidence goes up, comes down, and what is refused is said on the page', async () => {
      const form = new FormData();
      form.set('file', new Blob(['Failed password for root\n'], { type: 'text/plain' }), 'auth.log');
      const upload = (body: FormData) =>
        server.call('POST', '/incidents/INC-1/evidence', {
          cookie: cookies.officer,
          headers: { 'sec-fetch-site': 'same-origin' },
          body,
        });
      expect((await upload(form)).status).toBe(303);
      const page = (await get('/incidents/INC-1')).text;
      const [, url] = /href="(\/files\/[^"]+)" download>auth\.log</.exec(page)!;
      expect((await server.call('GET', url!)).text).toBe('Failed password for root\n');

      const bad = new FormData();
      bad.set('file', new Blob([new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])]), 'run.log');
      const refused = await upload(bad);
      expect(refused.status).toBe(303);
      const flash = cookieOf(refused.headers);
      const after = await server.call('GET', '/incidents/INC-1', { cookie: `${cookies.officer}; ${flash}` });
      expect(after.text).toContain('flash-problem');
      expect(after.text).not.toContain('run.log</a>');
    });

    test('who opened one sees it and may comment; others of their role do not see it', async () => {
      const { to } = await submit('/incidents', { title: 'My phone is gone', severity: 'low' }, 'employee');
      expect((await get(to, 'employee')).text).toContain('Comment');
      expect((await get('/incidents/INC-1', 'employee')).status).toBe(404);
      expect((await get('/incidents', 'employee')).text).not.toContain('INC-1<');
    });

    test('the same file again is said to be here already', async () => {
      const said = [];
      for (const name of ['twice.log', 'again.log']) {
        const form = new FormData();
        form.set('file', new Blob(['Failed password for dana\n'], { type: 'text/plain' }), name);
        const headers = { 'sec-fetch-site': 'same-origin' };
        const up = await server.call('POST', '/incidents/INC-1/evidence', {
          cookie: cookies.officer,
          headers,
          body: form,
        });
        server.clock.now = new Date(server.clock.now.getTime() + 1000);
        const cookie = `${cookies.officer}; ${cookieOf(up.headers)}`;
        said.push((await server.call('GET', '/incidents/INC-1', { cookie })).text);
      }
      server.clock.now = NOON;
      expect(said[0]).toContain('Added twice.log.');
      expect(said[1]).toContain('This file is already here, as twice.log.');
    });
  });

  describe('rules', () => {
    test('an admin changes the numbers; what the detector refuses is said, and nothing changes', async () => {
      const form = { name: 'Guessing', severity: 'high', cooldown: '1.5', cooldown_unit: 'hours' };
      const saved = await submit('/rules/RULE-1', { ...form, 'param.threshold': '7' });
      expect(saved.page.text).toContain('Saved.');
      expect(saved.page.text).toContain('More than 7 failed');
      const refused = await submit('/rules/RULE-1', { ...form, 'param.threshold': 'many' });
      expect(refused.page.text).toContain('“Alert on more failures than” must be');
      expect(refused.page.text).not.toMatch(/params\.|NaN|Invalid input/);
      expect(saved.page.text).toMatch(/name="cooldown"[^>]* value="90"/);
      expect((await submit('/rules/RULE-1', { ...form, cooldown: 'long' })).page.text).toContain('must be a number');
      expect(refused.page.text).toContain('flash-problem');
      expect(refused.page.text).toContain('More than 7 failed');
      expect((await get('/rules/RULE-1', 'officer')).text).not.toContain('param.threshold');
      expect((await post('/rules/RULE-1', form, 'officer')).status).toBe(403);
    });

    test('an alert is kept as an example by one press; a change that breaks it is refused; it is dropped and put back', async () => {
      const alert = (await get('/alerts/ALR-1')).text;
      expect(alert).toContain('action="/alerts/ALR-1/example"');
      expect((await get('/rules/RULE-1')).text).toContain('Press <em>Keep as example</em>');
      const kept = await submit('/alerts/ALR-1/example', { rule: 'RULE-1', fires: 'yes' });
      expect(kept.page.text).toContain('Kept as example 1.');
      expect(kept.page.text).toContain('action="/rules/RULE-1/examples/1/drop"');
      const form = { name: 'Guessing', severity: 'high', cooldown: '1.5', cooldown_unit: 'hours' };
      const refused = await submit('/rules/RULE-1', { ...form, 'param.threshold': '1000' });
      expect(refused.page.text).toMatch(/Nothing was changed: RULE-1 would no longer notice its example 1/);
      expect((await submit('/rules/RULE-1/examples/1/drop', {})).page.text).toContain('can be put back');
      expect((await submit('/rules/RULE-1/examples/1/restore', {})).page.text).toContain('The example is back.');
      await submit('/rules/RULE-1/examples/1/drop', {});
      expect((await submit('/alerts/ALR-1/example', { rule: 'RULE-1' })).page.text).toContain(
        'whether the rule should',
      );
      expect((await get('/rules/RULE-1', 'manager')).text).not.toContain('examples/1/restore');
    });

    test('off and on again', async () => {
      expect((await submit('/rules/RULE-1/state', { state: 'retired' })).page.text).toContain('The rule is off.');
      expect((await submit('/rules/RULE-1/state', { state: 'active' })).page.text).toContain('The rule is on.');
    });
  });

  describe('organisation', () => {
    test('a new member gets a link that is shown once and works', async () => {
      const page = await post('/members', { name: 'New One', email: 'new@harbour.example', role: 'officer' });
      const [, link] = /<code class="secret" id="secret">([^<]+)<\/code>/.exec(page.text)!;
      expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\/link\?token=/);
      expect((await get('/members')).text).not.toContain('class="secret"');
      const token = new URL(link!).searchParams.get('token')!;
      expect((await postForm(server, '/sign-in/link', { token })).status).toBe(303);
      const again = await submit('/members', { name: 'New One', email: 'new@harbour.example', role: 'officer' });
      expect(again.page.text).toContain('is a member already');
    });

    test('a key is shown once, works, and stops working when revoked', async () => {
      const made = await post('/keys', { name: 'Log shipper', role: 'officer' });
      const [, key] = /<code class="secret" id="secret">([^<]+)<\/code>/.exec(made.text)!;
      expect((await server.call('GET', '/api/v1/alerts', { key: key! })).status).toBe(200);
      const page = (await get('/keys')).text;
      expect(page).not.toContain(key!);
      const row = page.slice(page.indexOf('Log shipper'));
      const [, revoke] = /action="(\/keys\/[^"]+\/revoke)"/.exec(row)!;
      const asked = await post(revoke!, { ask: 'Revoke it?' });
      expect(asked.text).toContain('<h1>Revoke it?</h1>');
      expect((await server.call('GET', '/api/v1/alerts', { key: key! })).status).toBe(200);
      await submit(revoke!, {});
      expect((await server.call('GET', '/api/v1/alerts', { key: key! })).status).toBe(401);
    });

    test('a key may be made for a while only', async () => {
      await post('/keys', { name: 'For a month', role: 'officer', days: '30' });
      const page = (await get('/keys')).text;
      const row = page.slice(page.indexOf('For a month'));
      const day = new Date(server.clock.now.getTime() + 30 * 86_400_000).toISOString().slice(0, 10);
      expect(row.slice(0, row.indexOf('</tr>'))).toContain(`datetime="${day}`);
    });

    test('nobody is offered to shut themselves out or change their own role', async () => {
      const page = (await get('/members')).text;
      const rows = page.match(/<tr>.*?<\/tr>/gs)!.filter((row) => row.includes('@'));
      const mine = rows.filter((row) => row.includes('<span class="tag">you</span>'));
      expect(mine).toHaveLength(1);
      expect(mine[0]).not.toMatch(/Disable|<select/);
      expect(rows.filter((row) => row.includes('Disable')).length).toBe(rows.length - 1);
    });

    test('the audit log says what was done, and verifies', async () => {
      const page = (await get('/audit?action=incident.')).text;
      expect(page).toContain('Opened an incident<br><small class="mono">incident.open</small>');
      expect(page).not.toContain('>sign_in<');
      expect((await post('/audit/verify', {})).text).toContain('Unbroken');
    });

    test('one’s own name, time zone and password', async () => {
      const saved = await submit('/account', { name: 'Renamed', time_zone: 'Asia/Tokyo' }, 'manager');
      expect(saved.page.text).toContain('Renamed');
      expect((await get('/alerts/ALR-1', 'manager')).text).toContain('(Asia/Tokyo)');
      const wrong = await submit('/account', { name: 'Renamed', time_zone: 'Mars/Olympus' }, 'manager');
      expect(wrong.page.text).toContain('IANA time zone');
      const short = await submit('/account/password', { next: 'short' }, 'manager');
      expect(short.page.text).toContain('at least 12');
      const set = await submit('/account/password', { next: 'a long enough sentence' }, 'manager');
      expect(set.page.text).toContain('Your password is set.');
    });
  });

  describe('the desk', () => {
    test('a question without scripts: asked, answered, there in the conversation', async () => {
      const { to, page } = await submit('/console/chat', { text: 'Which alerts came in today?' }, 'officer');
      expect(to).toBe('/');
      expect(page.text).toContain('Which alerts came in today?');
      expect(page.text).toContain('href="/alerts/ALR-1"');
      // A conversation is the newer one by its time, and the test's clock stands still by itself.
      server.clock.now = new Date(NOON.getTime() + 1000);
      const fresh = await submit('/console/chat/new', {}, 'officer');
      expect(fresh.page.text).not.toContain('Which alerts came in today?');
      expect(fresh.page.text).toContain('What would you like to know?');
    });

    test('a question with scripts: status, text and cards stream, and the end is what a reload shows', async () => {
      await guess(org, server, 60, 20, '192.0.2.99', 'h');
      const events = await stream('Show high-risk events from today and open an incident.');
      const names = events.map((event) => event.name);
      expect(names[0]).toBe('status');
      expect(names).toContain('text');
      expect(names).toContain('card');
      expect(names.at(-1)).toBe('done');
      const card = events.find((event) => event.name === 'card' && /^INC-/.test(String(event.data.key)))!;
      expect(card.data.html).toContain('Assign to me');
      const done = events.at(-1)!.data;
      expect(done.html).toContain(`data-card="${card.data.key}"`);
      const page = (await get('/', 'officer')).text;
      expect(page).toContain(`name="session" value="${done.session}"`);
      expect(page).toContain(`data-card="${card.data.key}"`);
    });

    test('cards of earlier answers show how things stand now', async () => {
      const page = (await get('/', 'officer')).text;
      const key = /data-card="(INC-\d+)"/.exec(page)![1]!;
      await submit('/console/actions', { id: 'incident.close', value: key, back: '/' }, 'officer');
      expect((await get('/', 'officer')).text).toContain('value="incident.reopen"');
    });

    test('an action that asks first is asked on a page of its own without scripts', async () => {
      const page = await post('/console/actions', {
        id: 'incident.undo',
        value: 'INC-1',
        ask: 'Withdraw INC-1?',
        label: 'Undo',
        back: '/',
      });
      expect(page.status).toBe(200);
      expect(page.text).toContain('<h1>Withdraw INC-1?</h1>');
      expect(page.text).not.toContain('name="ask"');
    });

    test('nothing asked, too much asked, somebody else’s conversation', async () => {
      expect((await submit('/console/chat', { text: '  ' })).page.text).toContain('Write a question first.');
      const long = await server.call('POST', '/console/chat', {
        cookie: cookies.officer,
        headers: { accept: 'text/event-stream', 'sec-fetch-site': 'same-origin' },
        body: { text: 'x'.repeat(4001) },
      });
      expect(long.status).toBe(400);
      const session = /name="session" value="([^"]+)"/.exec((await get('/', 'officer')).text)![1]!;
      const stolen = await server.call('POST', '/console/chat', {
        cookie: cookies.manager,
        headers: { accept: 'text/event-stream', 'sec-fetch-site': 'same-origin' },
        body: { text: 'help', session },
      });
      expect(stolen.status).toBe(404);
    });

    test('live: the whole list first, then each alert as it happens, and never another organisation’s', async () => {
      const response = await fetch(`${server.url}/console/live`, { headers: { cookie: cookies.moderator } });
      const events = read(response);
      const list = (await events.next()).value!;
      expect(list.name).toBe('list');
      expect(list.data.html).toContain('ALR-1');

      const other = await server.organisation('Elsewhere');
      await server.live.publish(other.orgId, { type: 'alert', ref: 'ALR-1', key: 'ALR-1' });
      const [alert] = await guess(org, server, 15, 10, '192.0.2.200', 'live');
      await server.live.publish(org.orgId, { type: 'alert', ref: `ALR-${alert}`, key: `ALR-${alert}` });
      const news = (await events.next()).value!;
      expect(news).toMatchObject({ name: 'alert', data: { key: `ALR-${alert}` } });
      expect(news.data.words).toMatch(/^(Low|Medium|High|Critical) alert: /);
      await events.return(undefined);
    });

    test('live alerts are only for those who may see alerts', async () => {
      const answer = await server.call('GET', '/console/live', { cookie: cookies.employee });
      expect(answer.status).toBe(403);
    });

    async function stream(text: string): Promise<SentEvent[]> {
      const response = await fetch(`${server.url}/console/chat`, {
        method: 'POST',
        headers: {
          cookie: cookies.officer,
          accept: 'text/event-stream',
          'content-type': 'application/json',
          'sec-fetch-site': 'same-origin',
        },
        body: JSON.stringify({ text }),
      });
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      const events = [];
      for await (const event of read(response)) events.push(event);
      return events;
    }
  });

  test('roles, people and tasks are worked on where the incident is', async () => {
    const { to } = await submit('/incidents', { title: 'Keys leaked', severity: 'high' }, 'officer');
    await submit(`${to}/tasks`, { title: `Rotate keys ${EVIL}`, assignee: 'me', due: 'tomorrow noon' }, 'officer');
    await submit(`${to}/tasks`, { title: 'Tell legal', assignee: '', due: '' }, 'officer');
    await submit(to, { scribe: '', liaison: '' }, 'officer');
    await submit(`${to}/people`, { add: 'me' }, 'admin');
    const page = (await get(to, 'officer')).text;
    expect(page).toContain('2 to do, 0 done');
    expect(page).not.toContain(EVIL);
    const ticked = await submit(`${to}/tasks/1`, { done: 'yes' }, 'officer');
    expect(ticked.to).toBe(`${to}#tasks`);
    expect((await get(to, 'officer')).text).toContain('1 to do, 1 done');
    await submit(`${to}/tasks/1`, { done: 'no' }, 'officer');
    expect((await get(to, 'officer')).text).toContain('2 to do, 0 done');
    // who may only look sees all of it and no form
    const seen = (await get(to, 'manager')).text;
    expect(seen).toContain('2 to do, 0 done');
    expect(seen).not.toContain(`action="${to}/tasks`);
  });
});

interface SentEvent {
  name: string;
  data: Record<string, unknown>;
}

/** The events of a stream as a browser reads them. */
async function* read(response: Response): AsyncGenerator<SentEvent> {
  let rest = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    rest += chunk;
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const block = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const match = /^event: (.+)\ndata: (.+)$/.exec(block);
      if (match) yield { name: match[1]!, data: JSON.parse(match[2]!) as SentEvent['data'] };
    }
  }
}

/** Failed logins of one address, the first `minutesAgo`; answers the numbers of the alerts they raised or grew. */
async function guess(
  org: WebOrganisation,
  server: TestServer,
  times: number,
  minutesAgo: number,
  address = ATTACKER,
  id = 'e',
): Promise<number[]> {
  const { alerts } = await ingestLogins(
    { db: server.services.db, now: () => NOON, wake: () => {} },
    org.orgId,
    Array.from({ length: times }, (_, index) => ({
      eventId: `${id}-${index}`,
      occurredAt: new Date(NOON.getTime() - minutesAgo * 60_000 + index * 1000),
      outcome: 'failure' as const,
      account: 'root',
      address,
      country: 'NL',
      city: null,
      latitude: null,
      longitude: null,
      device: null,
      method: 'password',
      reason: EVIL,
      text: `Failed password for root from ${address} port ${5000 + index} ssh2 ${EVIL}`,
      source: 'sshd',
    })),
  );
  return alerts.map((alert) => alert.number);
}
