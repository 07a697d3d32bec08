import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertAppeal, type StoredAppeal } from '../../../src/db/appeals.ts';
import { listAuditEntries } from '../../../src/db/audit.ts';
import { findAction, listActions } from '../../../src/db/moderation-actions.ts';
import { savePin } from '../../../src/db/second-proof.ts';
import { newId } from '../../../src/domain/id.ts';
import { ROLES, type Role } from '../../../src/domain/role.ts';
import { consoleRoutes } from '../../../src/http/console/routes/index.ts';
import { caseRoutes } from '../../../src/http/routes/cases.ts';
import { connectWorkspace } from '../../../src/pipeline/chat-workspaces.ts';
import { addMember, memberByEmail, systemPrincipal } from '../../../src/pipeline/members.ts';
import {
  createOrganisationScreeners,
  type OrganisationScreeners,
} from '../../../src/pipeline/moderation/organisation-screeners.ts';
import { currentPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { setSecondProofs } from '../../../src/pipeline/second-proof.ts';
import { hashSecret } from '../../../src/pipeline/sign-in.ts';
import { fakeConnections } from '../../support/chat-connections.ts';
import { databases } from '../../support/database.ts';
import { moderationDesk, PILE_ON } from '../../support/moderation-desk.ts';
import { cookieOf, signIn } from '../../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../../support/web-server.ts';
import { wordScreener } from '../../support/word-screener.ts';

const EVIL = '<script>alert(1)</script>';
const READERS: Role[] = ['admin', 'officer', 'moderator', 'manager'];
const kind = databases.at(-1)!;

describe(`the console's pages of moderation, on ${kind.name}`, () => {
  let server: TestServer;
  let org: WebOrganisation;
  let elsewhere: WebOrganisation;
  let desk: Awaited<ReturnType<typeof moderationDesk>>;
  const cookies = {} as Record<Role, string>;
  let strangers: string;

  const deskOf = (one: WebOrganisation) =>
    moderationDesk(server.services, {
      org: {
        orgId: one.orgId,
        admin: systemPrincipal(one.orgId, 'Europe/Berlin', { platform: 'cli', audience: 'private' }),
        member: () => Promise.reject(new Error('members are added by their own names here')),
      },
    });

  beforeAll(async () => {
    const screening: OrganisationScreeners = { of: (id) => screeners.of(id), forget: (id) => screeners.forget(id) };
    server = await openWebServer(kind, {
      pages: consoleRoutes,
      services: { screening, connections: fakeConnections() },
    });
    const { db } = server.services;
    const screeners = createOrganisationScreeners({ db, screener: wordScreener(), now: () => NOON });
    org = await server.organisation();
    for (const role of ROLES) {
      const member = await org.work((work) =>
        addMember(work, { name: `${role} ${EVIL}`, email: `${role}@harbour.example`, role }),
      );
      cookies[role] = await signIn(server, org, member.id);
    }
    elsewhere = await server.organisation('Elsewhere');
    strangers = await signIn(server, elsewhere, elsewhere.adminId);
  });
  afterAll(() => server.close());

  const get = (path: string, role: Role = 'moderator') =>
    server.call('GET', path, { cookie: cookies[role], headers: { accept: 'text/html' } });
  const post = (path: string, fields: Record<string, string>, role: Role = 'admin') =>
    server.call('POST', path, {
      cookie: cookies[role],
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        accept: 'text/html',
      },
      body: new URLSearchParams(fields).toString(),
    });
  /** Posts, and answers the words that the next page shows on top. */
  const told = async (path: string, fields: Record<string, string>, role: Role = 'admin'): Promise<string> => {
    const answer = await post(path, fields, role);
    expect(answer.status, answer.text.slice(0, 2000)).toBe(303);
    const page = await server.call('GET', answer.headers.get('location')!, {
      cookie: `${cookies[role]}; ${cookieOf(answer.headers)}`,
      headers: { accept: 'text/html' },
    });
    return /class="flash flash-[a-z]+"[^>]*>(?:<svg.*?<\/svg>)?<p>(.*?)<\/p>/s.exec(page.text)?.[1] ?? '';
  };

  test('the empty queue says how a channel is guarded', async () => {
    const { status, text } = await get('/moderation');
    expect(status).toBe(200);
    expect(text).toContain('No channel is guarded yet');
    expect(text).toContain('href="/moderation/channels"');
    expect(text).toMatch(/href="\/moderation" aria-current="page"/);
  });

  test('the queue shows what waits, the worst first, and decided cases after it', async () => {
    desk = await deskOf(org);
    await desk.say(PILE_ON);
    await desk.say([[100, 'mallory', `${EVIL} i will kill you`, 'dana']]);
    server.clock.now = desk.now();
    const { text } = await get('/moderation');
    expect(text).not.toContain('<script>alert');
    const order = [...text.matchAll(/href="\/cases\/(CASE-\d+)"/g)].map(([, ref]) => ref);
    expect(order.toSorted()).toEqual(['CASE-1', 'CASE-2']);
    expect(text).toContain('Mallory');
    expect(text).toContain('#general');
    const [worst, other] = await Promise.all(order.map((ref) => get(`/cases/${ref}`)));
    const rank = (page: string) => ['critical', 'high', 'medium', 'low'].findIndex((s) => page.includes(`sev-${s}`));
    expect(rank(worst!.text)).toBeLessThanOrEqual(rank(other!.text));
    expect((await get('/moderation?state=dismissed')).text).not.toContain('/cases/CASE-');
    expect((await get('/moderation?state=nonsense')).status).toBe(200);
  });

  test('a case shows what was said with the worst covered, and nothing of it is markup', async () => {
    const { status, text } = await get('/cases/CASE-2');
    expect(status).toBe(200);
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    // what is covered does not leave the server before somebody asks for it, and that they did is written down
    expect(text).toMatch(/<blockquote class="said-masked">.*▒/s);
    expect(text).not.toMatch(/>kill<\/mark>/);
    const before = (await org.work(({ tx }) => listAuditEntries(tx, { action: 'case.reveal', limit: 10 }))).length;
    const shown = await post('/cases/CASE-2/reveal', {}, 'manager');
    expect(shown.status).toBe(200);
    expect(shown.text).toMatch(/<mark title="Toxicity, weight [\d.]+">kill<\/mark>/);
    expect(shown.text).not.toContain('said-masked');
    expect(shown.text).not.toContain('<script>alert');
    const lines = await org.work(({ tx }) => listAuditEntries(tx, { action: 'case.reveal', limit: 10 }));
    expect(lines).toHaveLength(before + 1);
    expect(lines[0]).toMatchObject({ subject: 'CASE-2' });
    expect((await post('/cases/CASE-2/reveal', {}, 'employee')).status).toBe(403);
    expect((await get('/cases/CASE-2')).text).not.toMatch(/>kill<\/mark>/);
    expect((await get('/cases/CASE-1')).text).toContain('How it escalated');
    // an address that was never given out, and one of another organisation
    expect((await get('/cases/CASE-99')).status).toBe(404);
    expect((await get('/cases/ALR-1')).status).toBe(404);
    for (const path of ['/cases/CASE-1', '/cases/CASE-2'])
      expect((await server.call('GET', path, { cookie: strangers, headers: { accept: 'text/html' } })).status).toBe(
        404,
      );
  });

  test('who may not see cases sees nothing of them; who may not decide has no buttons', async () => {
    for (const path of ['/moderation', '/cases/CASE-1', '/moderation/actions/ACT-1', '/console/live/cases']) {
      const { status, text } = await get(path, 'employee');
      expect(status, path).toBe(403);
      expect(text).not.toContain('Mallory');
    }
    for (const role of READERS) expect((await get('/cases/CASE-1', role)).status, role).toBe(200);
    expect((await get('/cases/CASE-1', 'moderator')).text).toContain('value="case.timeout"');
    const manager = (await get('/cases/CASE-1', 'manager')).text;
    expect(manager).not.toContain('value="case.timeout"');
    expect(manager).not.toContain('/dismiss"');
    expect((await post('/cases/CASE-1/dismiss', { as: 'no_violation' }, 'manager')).status).toBe(403);
    expect((await desk.cases()).every(({ state }) => state === 'open')).toBe(true);
  });

  test('a case is dismissed with its reason, once', async () => {
    expect(await told('/cases/CASE-2/dismiss', { as: 'whatever' }, 'moderator')).toContain('choose one of the reasons');
    const dismiss = { as: 'joke_or_quote', note: `a film ${EVIL}` };
    expect(await told('/cases/CASE-2/dismiss', dismiss, 'moderator')).toBe('CASE-2 is dismissed.');
    expect(await told('/cases/CASE-2/dismiss', dismiss, 'moderator')).toBe('CASE-2 was dismissed already.');
    const { text } = await get('/cases/CASE-2');
    expect(text).toContain('“a film &lt;script&gt;');
    expect(text).toContain('value="case.undo"');
    expect((await get('/moderation?state=dismissed')).text).toContain('/cases/CASE-2');
  });

  test('what was done stands on its case with who, until when, and the button that takes it back', async () => {
    const [one] = (await desk.cases()).filter(({ number }) => number === 1);
    await desk.as(({ tx, now }) =>
      tx
        .insertInto('moderation_action')
        .values({
          id: newId(),
          org_id: tx.orgId,
          number: 5,
          case_id: one!.id,
          guarded_channel_id: desk.channel.id,
          step: 'timeout',
          account: 'mallory',
          account_name: `Mallory ${EVIL}`,
          reason: EVIL,
          requested_by: 'Mo',
          state: 'done',
          created_at: now,
          updated_at: now,
          done_at: now,
          expires_at: new Date(now.getTime() + 86_400_000),
        })
        .execute(),
    );
    const { text } = await get('/cases/CASE-1');
    const item = /<li id="ACT-5">(.*?)<\/li>/s.exec(text)![1]!;
    expect(item).toContain('by Mo');
    expect(item).toContain('until');
    expect(item).toMatch(/name="id" value="case.undo"><input type="hidden" name="value" value="ACT-5"/);
    expect(text).not.toContain('<script>alert');
    const moved = await get('/moderation/actions/ACT-5');
    expect([moved.status, moved.headers.get('location')]).toEqual([302, '/cases/CASE-1#ACT-5']);
    expect((await get('/moderation/actions/ACT-6')).status).toBe(404);
  });

  test('words are added, tried and taken out; a refusal says why and keeps what was written', async () => {
    const add = { kind: 'block', attribute: 'insult', weight: '95', note: EVIL };
    expect(await told('/moderation/words', { ...add, term: `snollygoster ${EVIL}` })).toContain(
      'It counts from now on',
    );
    expect(await told('/moderation/words', { ...add, term: 'snollygoster' })).toContain('on the list');
    expect(await told('/moderation/words', { kind: 'allow', term: 'idiot' })).toContain('on the list');
    const automod = '/moderation/words/automod';
    expect(await told(automod, { workspace: 'nowhere' })).toContain('No such server of Discord is connected');
    await org.work((work) => connectWorkspace(work, { platform: 'discord', workspace: 'G1', name: EVIL }));
    expect((await get('/moderation/words', 'admin')).text).toContain('Put the words there');
    expect((await get('/moderation/words', 'moderator')).text).not.toContain('Put the words there');
    expect(await told(automod, { workspace: 'G1' })).toMatch(/^2 words in 1 rule of the AutoMod of/);
    expect(await told(automod, { workspace: 'G1', remove: 'on' })).toContain('Nothing of ours is in the AutoMod');
    expect((await post(automod, { workspace: 'G1' }, 'moderator')).status).toBe(403);
    const bomb = await post('/moderation/words', { ...add, kind: 'pattern', term: '(a)\\1+' });
    expect(bomb.status).toBe(200);
    expect(bomb.text).toContain('This pattern is refused');
    expect(bomb.text).toContain('value="(a)\\1+"');
    expect((await post('/moderation/words', { ...add, term: 'snollygoster' })).text).toContain('on the list already');
    expect((await post('/moderation/words', { ...add, term: 'x', weight: 'many' })).status).toBe(200);

    const often = await post('/moderation/words/preview', { ...add, kind: 'pattern', term: 'k[i1]ll y' });
    expect(often.text).toMatch(/It stands in \d+ of the last \d+ messages\..*i will kill you/s);
    expect(often.text).toContain('value="k[i1]ll y"');
    expect(often.text).not.toContain('<script>alert');
    const never = await post('/moderation/words/preview', { ...add, term: 'snickersnee' });
    expect(never.text).toContain('It stands in none of the last');
    expect((await post('/moderation/words/preview', { ...add, kind: 'pattern', term: '.*' })).text).toContain(
      'it fits the empty text',
    );
    expect((await post('/moderation/words/preview', { ...add, term: 'y' }, 'moderator')).status).toBe(403);

    const list = (await get('/moderation/words')).text;
    expect(list).not.toContain('snickersnee');
    expect(list).not.toContain('<script>alert');
    expect(list).not.toContain('Add a word');
    expect((await get('/moderation/words', 'employee')).status).toBe(403);
    expect((await post('/moderation/words', { ...add, term: 'y' }, 'moderator')).status).toBe(403);

    const text = `${EVIL} you snollygoster moron`;
    const tried = await post('/moderation/words/try', { text }, 'moderator');
    expect(tried.text).toMatch(/<mark title="Insult, weight 0.95">snollygoster<\/mark>/);
    expect(tried.text).toMatch(/>Insult<\/th>.*?95 %/s);
    expect(tried.text).not.toContain('<script>alert');
    expect((await post('/moderation/words/try', { text: 'idiot' }, 'moderator')).text).not.toContain('<mark');

    const id = /action="\/moderation\/words\/([0-9a-f-]{36})\/remove"/.exec(
      (await get('/moderation/words', 'admin')).text,
    )![1]!;
    expect((await post(`/moderation/words/${id}/remove`, {}, 'moderator')).status).toBe(403);
    expect(await told(`/moderation/words/${id}/remove`, {})).toBe('It is off the list.');
    expect(await told(`/moderation/words/${id}/remove`, {})).toContain('There is no such word');
    const theirs = await server.call('GET', '/moderation/words', {
      cookie: strangers,
      headers: { accept: 'text/html' },
    });
    expect(theirs.text).not.toContain('snollygoster');
  });

  test('channels are guarded as strictly as said, and left alone again', async () => {
    expect((await get('/moderation/channels')).text).not.toContain('Guard a channel</h2>');
    const added = await told('/moderation/channels', {
      place: 'own',
      platform_name: 'Forum',
      channel: 'lounge',
      name: `lounge ${EVIL}`,
      strictness: 'strict',
    });
    expect(added).toContain('is guarded from now on (strict)');
    const page = (await get('/moderation/channels', 'admin')).text;
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('lounge');
    const row = { platform: 'forum', workspace: '', channel: 'lounge' };
    expect(await told('/moderation/channels', { ...row, strictness: 'off' })).toContain('left alone');
    expect(await told('/moderation/channels', { ...row, strictness: 'harsh' })).toContain('Say how strictly');
    expect(await told('/moderation/channels', { place: 'slack/T999', channel: 'C1', strictness: 'normal' })).toContain(
      'not connected',
    );
    expect(
      await told('/moderation/channels', { place: 'own', platform_name: 'a b', channel: 'C1', strictness: 'normal' }),
    ).toContain('small letters');
    expect((await post('/moderation/channels', { ...row, strictness: 'strict' }, 'moderator')).status).toBe(403);
    expect((await get('/moderation/channels', 'employee')).status).toBe(403);
    const theirs = await server.call('GET', '/moderation/channels', {
      cookie: strangers,
      headers: { accept: 'text/html' },
    });
    expect(theirs.text).not.toContain('lounge');
  });

  test('appeals stand on a page of their own, with how many wait in the tabs', async () => {
    const none = await get('/moderation/appeals');
    expect(none.text).toContain('Nobody has appealed');
    await org.work(async ({ tx, now }) => {
      const action = (await findAction(tx, 5))!;
      const appeal: StoredAppeal = {
        id: newId(now.getTime()),
        number: 1,
        actionId: action.id,
        account: action.account,
        text: `It was a joke ${EVIL}`,
        state: 'open',
        createdAt: now,
        updatedAt: now,
        decidedAt: null,
        decidedBy: null,
        decidedById: null,
        note: null,
        toldAt: null,
      };
      await insertAppeal(tx, appeal);
    });
    const list = await get('/moderation/appeals');
    expect(list.text).toContain('href="/moderation/appeals/APL-1"');
    expect(list.text).toContain('It was a joke');
    expect(list.text).not.toContain('<script>alert');
    expect(list.text).toContain('Waiting <b>1</b>');
    expect((await get('/moderation/appeals?state=upheld')).text).not.toContain('APL-1');
    for (const path of ['/moderation', '/moderation/channels', '/moderation/words', '/moderation/policy'])
      expect((await get(path)).text, path).toMatch(/href="\/moderation\/appeals">Appeals <b>1 /);
    expect((await get('/moderation/appeals/APL-1')).text).toContain('href="/moderation/appeals"');
    expect((await get('/moderation/appeals', 'employee')).status).toBe(403);
    const theirs = await server.call('GET', '/moderation/appeals', {
      cookie: strangers,
      headers: { accept: 'text/html' },
    });
    expect(theirs.text).toContain('Nobody has appealed');
  });

  test('the API tells the same: cases with their evidence, and the policy', async () => {
    const api = (path: string, role: Role, body?: unknown) =>
      server.call(body === undefined ? 'GET' : 'POST', `/api/v1${path}`, { key: org.keys[role], body });
    const list = await api('/cases?state=open&limit=1', 'moderator');
    expect(list.json.items).toEqual([expect.objectContaining({ ref: 'CASE-1', state: 'open' })]);
    const one = await api('/cases/CASE-1', 'manager');
    expect(one.json).toMatchObject({ ref: 'CASE-1', actions: [{ ref: 'ACT-5', step: 'timeout' }] });
    expect((one.json as { evidence: unknown[] }).evidence.length).toBeGreaterThan(2);
    const route = caseRoutes.find(({ path }) => path === '/cases/:ref')!;
    expect(route.answer!.safeParse(one.json).error?.message).toBeUndefined();
    expect((await api('/cases/CASE-99', 'manager')).status).toBe(404);
    for (const path of ['/cases', '/cases/CASE-1', '/moderation/policy'])
      expect((await api(path, 'employee')).status, path).toBe(403);
    expect((await server.call('GET', '/api/v1/cases', { key: elsewhere.keys.admin })).json.items).toEqual([]);

    const { version, policy } = (await api('/moderation/policy', 'moderator')).json;
    expect(version).toBe(0);
    expect((await api('/moderation/policy', 'moderator', { policy })).status).toBe(403);
    expect((await api('/moderation/policy', 'admin', { policy, based_on: 0 })).json).toMatchObject({ version: 0 });
    expect((await api('/moderation/policy', 'admin', { policy, based_on: 3 })).status).toBe(409);
    expect((await api('/moderation/policy', 'admin', { policy: { ladder: [] } })).status).toBe(400);
  });

  /** What a browser would send of the page's form. */
  const formOf = (page: string): Record<string, string> => {
    const form: Record<string, string> = {};
    for (const [, tag] of page.matchAll(/<input ([^>]*)>/g)) {
      const name = /name="([^"]*)"/.exec(tag!)?.[1];
      if (name && (!tag!.includes('checkbox') || / checked/.test(tag!)))
        form[name] = /value="([^"]*)"/.exec(tag!)?.[1] ?? '';
    }
    for (const [, name, text] of page.matchAll(/<textarea name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g))
      form[name!] = text!;
    for (const [, name, options] of page.matchAll(/<select[^>]* name="([^"]*)"[^>]*>(.*?)<\/select>/gs))
      form[name!] = /value="([^"]*)" selected/.exec(options!)?.[1] ?? '';
    delete form.ask;
    delete form.version;
    return form;
  };

  test('the policy is looked at before it holds, set, and gone back from', async () => {
    const page = (await get('/moderation/policy', 'admin')).text;
    expect(page).toContain('The usual policy holds');
    const form = formOf(page);
    expect(await told('/moderation/policy', form)).toBe('Nothing was changed.');

    const stricter = { ...form, 'abuse.strict': '0.5', 'abuse.normal': '0.5', 'two.mute': 'on', note: EVIL };
    const fired = (text: string): number =>
      Number(/name="abuse\.on".*?As your channels are set: (\d+)/s.exec(text)![1]);
    const preview = await post('/moderation/policy/preview', stricter);
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('A preview');
    expect(preview.text).not.toContain('<script>alert');
    expect(fired(preview.text)).toBeGreaterThan(0);
    expect(fired(preview.text)).toBeGreaterThanOrEqual(fired(page));
    expect((await get('/moderation/policy', 'admin')).text).toContain('The usual policy holds');

    const refused = await post('/moderation/policy', { ...stricter, 'abuse.normal': '0.4', 'mode.ban': 'automatic' });
    expect(refused.text).toContain('The policy cannot hold like this');
    expect(refused.text).toMatch(/name="abuse.normal"[^>]* value="0.4"/);
    expect((await post('/moderation/policy', { ...stricter, half_life: 'long' })).text).toContain('cannot hold');

    const bad = await post('/moderation/policy', { ...stricter, 'links.refused': 'no domain', 'spam.seconds': '9' });
    expect(bad.text).toContain('The refused domains must be a domain');
    expect(bad.text).toContain('The seconds in which one person’s posts count together');
    Object.assign(stricter, {
      'links.on': 'on',
      'links.refused': 'https://Bad.example/x\nworse.example',
      'files.most': '8',
    });
    expect(await told('/moderation/policy', stricter)).toBe('Version 1 holds from now on.');
    expect((await post('/moderation/policy', { ...stricter, half_life: '10' })).text).toContain(
      'changed by somebody else',
    );
    const set = (await get('/moderation/policy', 'admin')).text;
    expect(formOf(set)).toMatchObject({
      ...{ 'abuse.normal': '0.5', 'two.mute': 'on', based_on: '1' },
      ...{ 'links.on': 'on', 'links.refused': 'bad.example\nworse.example', 'files.most': '8' },
    });
    expect(set).not.toContain('<script>alert');
    expect(await told('/moderation/policy/restore', { version: '0' })).toContain('Version 2 holds');
    expect(formOf((await get('/moderation/policy', 'admin')).text)).toMatchObject({
      'abuse.normal': form['abuse.normal']!,
    });
    expect(await told('/moderation/policy/restore', { version: '77' })).toContain('There is no version 77');

    // a rule that runs silently is counted, and turned on by one press
    const quiet = formOf((await get('/moderation/policy', 'admin')).text);
    expect(quiet).toMatchObject({ 'profanity.on': 'off', claim_minutes: '15' });
    expect(await told('/moderation/policy', { ...quiet, 'profanity.on': 'silent', claim_minutes: '5' })).toContain(
      'holds',
    );
    expect((await get('/moderation/policy', 'admin')).text).toContain('would have opened 0 cases in 30 days');
    expect((await post('/moderation/policy/turn-on', { trigger: 'profanity' }, 'moderator')).status).toBe(403);
    expect(await told('/moderation/policy/turn-on', { trigger: 'profanity' })).toContain('It opens cases from now on');
    expect(formOf((await get('/moderation/policy', 'admin')).text)).toMatchObject({
      'profanity.on': 'on',
      claim_minutes: '5',
    });

    // who and what is exempt stands in the same form
    const plain = formOf((await get('/moderation/policy', 'admin')).text);
    const [, place] = /<option value="(forum\/[^"]*general)"/.exec((await get('/moderation/policy', 'admin')).text)!;
    const exempt = {
      ...plain,
      'exempt.account.0.platform': 'Forum',
      'exempt.account.0.account': 'mallory',
      'exempt.account.0.why': EVIL,
      'exempt.channel.0.place': place!,
      'exempt.channel.0.profanity': 'on',
      'exempt.channel.0.flood': 'on',
    };
    expect(await told('/moderation/policy', exempt)).toBe('Version 5 holds from now on.');
    const { policy } = await org.work(({ tx }) => currentPolicy(tx));
    expect(policy.exemptions).toEqual({
      accounts: [{ platform: 'forum', account: 'mallory', why: EVIL }],
      channels: [{ platform: 'forum', workspace: '', channel: 'general', triggers: ['profanity', 'flood'], why: '' }],
    });
    const held = (await get('/moderation/policy', 'admin')).text;
    expect(held).not.toContain('<script>alert');
    expect(formOf(held)).toMatchObject({ 'exempt.account.0.account': 'mallory', 'exempt.channel.0.flood': 'on' });
    expect(held).toContain('name="exempt.account.1.account"');
    expect(
      (await post('/moderation/policy', { ...formOf(held), 'exempt.account.1.account': 'x'.repeat(300) })).text,
    ).toContain('cannot hold');
    // a form of before this release says nothing of them, and an emptied row takes one out
    const { exemptions: _, ...older } = formOf(held);
    expect(await told('/moderation/policy', { ...older, 'points.low': '1.5' })).toContain('Version 6 holds');
    expect((await org.work(({ tx }) => currentPolicy(tx))).policy.exemptions).toEqual(policy.exemptions);
    const last = formOf((await get('/moderation/policy', 'admin')).text);
    expect(await told('/moderation/policy', { ...last, 'exempt.account.0.account': ' ' })).toContain('Version 7 holds');
    expect((await org.work(({ tx }) => currentPolicy(tx))).policy.exemptions.accounts).toEqual([]);

    expect((await get('/moderation/policy', 'moderator')).text).toContain('<fieldset class="plain" disabled>');
    expect((await get('/moderation/policy', 'employee')).status).toBe(403);
    for (const path of ['', '/preview', '/restore'])
      expect((await post(`/moderation/policy${path}`, form, 'moderator')).status).toBe(403);
    const theirs = await server.call('GET', '/moderation/policy', {
      cookie: strangers,
      headers: { accept: 'text/html' },
    });
    expect(theirs.text).toContain('The usual policy holds');
  });

  test('several are acted on by one form, and taken back by one button', async () => {
    expect((await get('/cases/CASE-1', 'manager')).text).not.toContain('Act on several at once');
    expect((await get('/cases/CASE-1')).text).toContain('Act on several at once');
    expect(await told('/cases/CASE-1/act-on-all', { step: 'warning' })).toContain('Tick whom it is about');
    expect((await post('/cases/CASE-1/act-on-all', { whom: 'eve', step: 'warning' }, 'manager')).status).toBe(403);
    const sent = await server.call('POST', '/cases/CASE-1/act-on-all', {
      cookie: cookies.moderator,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: `whom=eve&whom=trent&step=warning&reason=${encodeURIComponent(EVIL)}`,
    });
    expect(sent.status).toBe(303);
    const { text } = await get('/cases/CASE-1');
    expect(text).toContain('Undo all 2');
    // a ban that a PIN is asked for asks once, on a page that knows everybody who was ticked
    await org.work((work) => setSecondProofs(work, ['ban']));
    const ban = (more = '') =>
      server.call('POST', '/cases/CASE-1/act-on-all', {
        cookie: cookies.moderator,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        body: `whom=eve&whom=trent&step=ban&reason=Again${more}`,
      });
    const actions = () => org.work(async ({ tx }) => (await listActions(tx, { limit: 50 })).length);
    const before = await actions();
    const asked = await ban();
    expect(asked.text).toContain('Give your PIN to do this');
    for (const account of ['eve', 'trent'])
      expect(asked.text).toContain(`<input type="hidden" name="whom" value="${account}">`);
    expect(await actions()).toBe(before);
    await org.work(async ({ tx }) => {
      const { id } = await memberByEmail(tx, 'moderator@harbour.example');
      await savePin(tx, id, await hashSecret('482915'), NOON);
    });
    const wrong = await ban('&proof_pin=482916');
    expect(wrong.text).toContain('That is not your PIN');
    expect(wrong.text).toContain('name="whom" value="eve"');
    expect((await ban('&proof_pin=482915')).status).toBe(303);
    expect(await actions()).toBe(before + 2);
    await org.work((work) => setSecondProofs(work, []));
    expect(text).toMatch(/name="id" value="case.undo"><input type="hidden" name="value" value="ACT-2"/);
    expect(text).not.toContain('<script>alert');
  });

  test('a period stands in numbers, and whoever may read the audit log takes it out as a file', async () => {
    const day = NOON.toISOString().slice(0, 10);
    const page = await get(`/moderation/transparency?from=${day}&to=${day}`, 'moderator');
    expect(page.text).toContain('Messages screened');
    expect(page.text).not.toContain('As a file');
    expect((await get('/moderation/transparency', 'employee')).status).toBe(403);
    expect((await get('/moderation/transparency?from=2000-01-01&to=2026-01-01')).text).toContain('400 days at most');
    expect((await get('/moderation/transparency?from=2000-01-01&to=2000-01-02')).text).toContain(
      'Nothing was screened or decided in these days',
    );
    const file = `/moderation/transparency/file?from=${day}&to=${day}&format=csv&people=pseudonyms`;
    expect((await get(file, 'moderator')).status).toBe(403);
    const { status, headers, text } = await get(file, 'manager');
    expect([status, headers.get('content-disposition')]).toEqual([
      200,
      expect.stringContaining(`moderation-${day}-to-${day}.csv`),
    ]);
    expect(text).toContain('case,CASE-1,');
    expect(text).not.toContain('Mallory');
  });

  test('a list is made, shared by a link, subscribed to elsewhere, and its sharing ended', async () => {
    expect((await post('/moderation/lists', { name: 'x' }, 'moderator')).status).toBe(403);
    expect(await told('/moderation/lists', { name: `Ring ${EVIL}`, effect: 'watch' })).toContain('Put something on it');
    const at = /\/moderation\/lists\/[0-9a-f-]{36}/.exec((await get('/moderation/lists', 'admin')).text)![0];
    const entry = { kind: 'account', platform: 'forum', value: `mal${EVIL}`, reason: EVIL };
    expect(await told(`${at}/entries`, entry)).toContain('is on the list');
    const form = new FormData();
    form.set('file', new File(['kind,value,reason\ndomain,bad.example,phishing\nplanet,Mars,'], 'list.csv'));
    const sent = await fetch(`${server.url}${at}/import`, {
      method: 'POST',
      body: form,
      headers: { cookie: cookies.admin, 'sec-fetch-site': 'same-origin' },
      redirect: 'manual',
    });
    expect(sent.status).toBe(303);
    expect(await told(`${at}/share`, {})).toContain('may read the list');
    const { text } = await get(at, 'admin');
    expect(text).toContain('bad.example');
    expect(text).toContain('line 3: kind');
    expect(text).not.toContain('<script>alert');
    const link = /https?:[^<\s]*\/media\/lists\/[\w.-]+/.exec(text)![0];
    expect((await get(at, 'moderator')).text).not.toContain('/media/lists/');
    expect((await get('/moderation/lists?look=BAD.example')).text).toContain('phishing');
    expect((await get('/moderation/lists', 'employee')).status).toBe(403);
    const theirs = (path: string, body: unknown, method = 'POST') =>
      server.call(method, `/api/v1/moderation/lists${path}`, { key: elsewhere.keys.admin, body: body as never });
    const subscribed = await theirs('/subscribe', { name: 'From the harbour', url: link });
    expect([subscribed.status, subscribed.text.includes('/media/lists/')]).toEqual([201, false]);
    const { id } = JSON.parse(subscribed.text);
    expect(JSON.parse((await theirs(`/${id}/fetch`, {})).text)).toMatchObject({ entries: 2, changed: { added: 2 } });
    expect((await fetch(link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).status).toBe(404);
    await told(`${at}/unshare`, {});
    expect((await fetch(link)).status).toBe(404);
    const refused = await theirs(`/${id}/fetch`, {});
    expect([refused.status, refused.text.includes('not be shared any more')]).toEqual([409, true]);
    expect((await theirs(`/${id}`, undefined, 'DELETE')).status).toBe(204);
    expect(await told(`${at}/remove`, {})).toContain('2 entries');
  });

  test('decided cases are drawn and looked at once more on a page of its own', async () => {
    const day = NOON.toISOString().slice(0, 10);
    const draw = { from: day, to: day, each: '2' };
    expect((await post('/moderation/second-looks/draw', draw, 'moderator')).status).toBe(403);
    expect(await told('/moderation/second-looks/draw', { ...draw, each: '9000' })).toContain('Draw 1 to 50');
    expect(await told('/moderation/second-looks/draw', draw)).toMatch(/wait for a second look|left to draw/);
    for (const role of ['admin', 'moderator', 'officer', 'manager'] as const) {
      const { status, text } = await get('/moderation/second-looks', role);
      expect([role, status]).toEqual([role, 200]);
      expect(text).not.toContain('<script>alert');
    }
    expect(await told('/moderation/second-looks', { case: '1', step: 'hug' }, 'officer')).toContain(
      'Say what you would',
    );
    expect((await get('/moderation/second-looks', 'employee')).status).toBe(403);
  });
});
