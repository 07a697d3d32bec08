import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { isGoodPin } from '../../src/domain/second-proof.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import type { InboundEvent } from '../../src/messages/inbound.ts';
import { performAction, proofFormAtPress } from '../../src/pipeline/actions.ts';
import { listAudit } from '../../src/pipeline/audit.ts';
import { seeAutonomy, setAutonomy } from '../../src/pipeline/autonomy.ts';
import { formOf } from '../../src/pipeline/forms.ts';
import { addMember, memberPrincipal } from '../../src/pipeline/members.ts';
import { proposeWrite } from '../../src/pipeline/proposals/propose.ts';
import { draftRule, listRules } from '../../src/pipeline/rules.ts';
import { openHandle, sealHandle } from '../../src/pipeline/sealed-handles.ts';
import { tokenKey } from '../../src/pipeline/sealed-tokens.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { actionsOf } from '../support/cards.ts';
import { databases } from '../support/database.ts';
import { cookieOf, postForm, signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const PIN = '482915';

describe.each(databases)('a second proof before what is critical, on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let admin: string;
  let ada: Principal;
  let eve: Principal;
  beforeAll(async () => {
    server = await openWebServer(kind, { pages: consoleRoutes });
    org = await server.organisation();
    admin = await signIn(server, org, org.adminId);
    const second = await org.work((work) =>
      addMember(work, { name: 'Eve', email: 'eve@harbour.example', role: 'admin' }),
    );
    const inSlack = (id: string) =>
      withOrg(server.services.db, org.orgId, (tx) =>
        memberPrincipal(tx, id, { platform: 'slack', audience: 'private' }),
      );
    ada = (await inSlack(org.adminId))!;
    eve = (await inSlack(second.id))!;
  });
  afterAll(() => server.close());
  const api = (method: string, path: string, body?: unknown) =>
    server.call(method, `/api/v1${path}`, { key: org.keys.admin, ...(body === undefined ? {} : { body }) });
  const submit = async (path: string, fields: Record<string, string>): Promise<string> => {
    const answer = await postForm(server, path, fields, admin);
    if (answer.status !== 303) return answer.text;
    const cookie = `${admin}; ${cookieOf(answer.headers)}`;
    return (await server.call('GET', answer.headers.get('location')!, { cookie, headers: { accept: 'text/html' } }))
      .text;
  };
  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(server.services.db, org.orgId, (tx) =>
      change({ tx, principal, now: NOON, auditKey: server.services.auditKey }),
    );
  const level = () => as(ada, async ({ tx }) => (await seeAutonomy(tx, NOON)).level);
  const propose = (threshold: number) =>
    as(ada, async (work) => {
      const { number } = await draftRule(work, { kind: 'failed_logins', name: 'Asked', params: { threshold } });
      const args = { rule: `RULE-${number}` };
      return (await proposeWrite(work, { kind: 'create_rule', args, untrusted: false })).proposal;
    });
  const approved = async () =>
    (await as(ada, ({ tx }) => listRules(tx))).filter(({ name, state }) => name === 'Asked' && state === 'active')
      .length;
  const auditText = () => as(ada, async ({ tx }) => JSON.stringify(await listAudit(tx, { limit: 200 })));

  test('what is easily guessed is no PIN', () => {
    expect(['482915', '1230984', '111112'].map(isGoodPin)).toEqual([true, true, true]);
    expect(['111111', '123456', '987654', '12345', '1234567890123', '12a456', ''].some(isGoodPin)).toBe(false);
  });

  test('nothing is asked until an admin says so; then the console asks, and a wrong PIN does nothing', async () => {
    await as(ada, (work) => setAutonomy(work, { level: 'paused' }));
    expect(await submit('/automation/resume', {})).toContain('It goes on.');
    expect(await submit('/members/second-proof', { 'before.pause': 'on', 'before.rules': 'on' })).toContain('Saved.');
    await as(ada, (work) => setAutonomy(work, { level: 'paused' }));
    const asked = await submit('/automation/resume', {});
    expect(asked).toContain('Give your PIN to do this');
    expect(await level()).toBe('paused');
    expect(await submit('/automation/resume', { proof_pin: PIN })).toContain('you have none yet');
    expect(await submit('/account/pin', { next: '123456' })).toContain('not counted up or down');
    expect(await submit('/account/pin', { next: PIN })).toContain('Your PIN is set.');
    const wrong = await submit('/automation/resume', { proof_pin: '482916' });
    expect(wrong).toContain('That is not your PIN. Nothing was done. 4 more wrong ones');
    expect(wrong).not.toContain('482916');
    expect(await level()).toBe('paused');
    // a pause made to end sooner is as good as lifted; one made longer asks for nothing
    const ends = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
    const pausedFor = (minutes: number) =>
      as(ada, (work) => setAutonomy(work, { level: 'paused', until: ends(minutes) }));
    await expect(pausedFor(1)).rejects.toThrow('asks for your PIN');
    expect(await submit('/automation/resume', { proof_pin: PIN })).toContain('It goes on.');
    expect(await level()).not.toBe('paused');
    await pausedFor(60);
    expect(await pausedFor(90)).toMatchObject({ until: ends(90) });
    await expect(pausedFor(60)).rejects.toThrow('asks for your PIN');
    expect(await submit('/automation/resume', { proof_pin: PIN })).toContain('It goes on.');
    // less of it needs the PIN, too
    expect(await submit('/members/second-proof', { 'before.rules': 'on' })).toContain('Give your PIN to do this');
    expect((await api('GET', '/second-proof')).json).toEqual({ before: ['rules', 'pause'] });
  });

  test('in chat whoever presses is asked alone; a form takes the PIN, and then it is done', async () => {
    const { number, nonce } = await propose(21);
    const value = `PROP-${number}:${nonce}`;
    const asked = await as(ada, (work) => performAction(work, { id: 'proposal.approve', value }));
    expect(asked).toMatchObject({ done: false, alone: true });
    const [button] = actionsOf(asked.card!);
    expect(button).toMatchObject({ id: 'proof.open', label: 'Give my PIN…' });
    const waiting = { id: 'proof.give', value: button!.value };
    const form = await as(ada, (work) => formOf(work, { id: 'proof.open', value: button!.value }, 'de'));
    expect(JSON.stringify(form)).toContain('Ihre PIN');
    const give = (who: Principal, pin: string) =>
      as(who, (work) => performAction(work, { ...waiting, fields: { pin } }));
    await expect(give(eve, PIN)).rejects.toThrow('waited too long');
    expect(await give(ada, '000000')).toMatchObject({
      done: false,
      alone: true,
      text: expect.stringContaining('4 more'),
    });
    expect(await approved()).toBe(0);
    expect(await give(ada, PIN)).toMatchObject({ done: true });
    expect(await approved()).toBe(1);
    await expect(give(ada, PIN)).rejects.toThrow('waited too long');
    // the press itself is answered with the form, and has done nothing
    const third = await propose(24);
    const press = { id: 'proposal.approve', value: `PROP-${third.number}:${third.nonce}` };
    const asking = await as(ada, (work) => proofFormAtPress(work, press, 'de'));
    expect(JSON.stringify(asking)).toContain('Ihre PIN');
    expect(await approved()).toBe(1);
    const given = actionsOf(asking!)[0]!;
    expect(given.id).toBe('proof.give');
    expect(
      await as(ada, (work) => performAction(work, { id: given.id, value: given.value, fields: { pin: PIN } })),
    ).toMatchObject({ done: true });
    // what stands against it otherwise is said when it is worked on, and what needs none asks for none
    expect(await as(ada, (work) => proofFormAtPress(work, press, 'en'))).toBeNull();
    expect(await as(ada, (work) => proofFormAtPress(work, { ...press, id: 'proposal.reject' }, 'en'))).toBeNull();
    // saying no asks for nothing
    const other = await propose(22);
    const rejected = { id: 'proposal.reject', value: `PROP-${other.number}:${other.nonce}` };
    expect(await as(eve, (work) => performAction(work, rejected))).toMatchObject({ done: true });
  });

  test('a button of the console asks on a page, for a script by its address', async () => {
    const { number, nonce } = await propose(23);
    const fields = { id: 'proposal.approve', value: `PROP-${number}:${nonce}`, back: '/proposals' };
    expect(await submit('/console/actions', fields)).toContain('Give your PIN to do this');
    expect(await submit('/console/actions', { ...fields, proof_pin: PIN })).not.toContain('Give your PIN');
    expect((await api('GET', `/proposals/PROP-${number}`)).json.state).toBe('approved');
    const page = await server.call('GET', `/proof?${new URLSearchParams(fields)}`, { cookie: admin });
    expect(page.text).toContain(`PROP-${number}`);
  });

  test('a session alone makes no way around it: no key, link, member or role that may what is asked for', async () => {
    const session = (method: string, path: string, body: unknown) =>
      server.call(method, `/api/v1${path}`, { cookie: admin, headers: { 'sec-fetch-site': 'same-origin' }, body });
    const refused = { status: 403, text: expect.stringContaining('asks for your PIN') };
    expect(await session('POST', '/keys', { name: 'A way in', role: 'admin' })).toMatchObject(refused);
    expect((await session('POST', '/keys', { name: 'Reads', role: 'employee' })).status).toBe(201);
    expect(await session('POST', `/members/${eve.actor.id}/sign-in-link`, {})).toMatchObject(refused);
    expect(await session('POST', `/members/${org.adminId}/sign-in-link`, {})).toMatchObject(refused);
    const member = { name: 'Mal', email: 'mal@harbour.example' };
    expect(await session('POST', '/members', { ...member, role: 'admin' })).toMatchObject(refused);
    const made = await session('POST', '/members', { ...member, role: 'employee' });
    expect(made.status).toBe(201);
    expect(await session('PATCH', `/members/${made.json.id}`, { role: 'admin' })).toMatchObject(refused);
    // with the PIN the console makes it, and a key is not asked
    const key = { name: 'A way in', role: 'admin' };
    expect(await submit('/keys', key)).toContain('Give your PIN to do this');
    expect(await submit('/keys', { ...key, proof_pin: PIN })).toContain('sn_');
    expect((await api('POST', '/keys', { name: 'By a key', role: 'admin' })).status).toBe(201);
  });

  test('without a password, a first PIN or password takes a session that has just begun', async () => {
    const cookie = await signIn(server, org, eve.actor.id!);
    const set = async (path: string, next: string, session: string) => {
      const { headers } = await postForm(server, path, { next }, session);
      const said = `${session}; ${cookieOf(headers)}`;
      return (await server.call('GET', '/account', { cookie: said, headers: { accept: 'text/html' } })).text;
    };
    server.clock.now = new Date(NOON.getTime() + 11 * 60_000);
    expect(await set('/account/pin', PIN, cookie)).toContain('within 10 minutes of signing in');
    expect(await set('/account/password', 'a long enough sentence', cookie)).toContain('within 10 minutes');
    const fresh = await signIn(server, org, eve.actor.id!);
    server.clock.now = NOON;
    expect(await set('/account/pin', PIN, fresh)).toContain('Your PIN is set.');
  });

  test('five wrong ones lock it, the right one is refused then, and another admin resets it', async () => {
    await as(ada, (work) => setAutonomy(work, { level: 'paused' }));
    for (const pin of ['000001', '000002', '000003', '000004']) await submit('/automation/resume', { proof_pin: pin });
    expect(await submit('/automation/resume', { proof_pin: '000005' })).toContain('Your PIN is locked');
    expect(await submit('/automation/resume', { proof_pin: PIN })).toContain('Your PIN is locked');
    expect(await level()).toBe('paused');
    expect(await submit(`/members/${org.adminId}/reset-pin`, {})).toContain('another admin resets');
    expect((await api('DELETE', `/members/${org.adminId}/pin`)).status).toBe(204);
    expect(await submit('/account/pin', { next: '735192' })).toContain('Your PIN is set.');
    expect(await submit('/automation/resume', { proof_pin: '735192' })).toContain('It goes on.');
  });

  test('no PIN is written anywhere but as its hash: not in the audit log, not in the inbox', async () => {
    const log = await auditText();
    for (const pin of [PIN, '482916', '735192', '000005']) expect(log).not.toContain(pin);
    expect(log).toContain('member.pin_locked');
    const key = tokenKey('a secret for tests, long enough');
    const event: InboundEvent = {
      id: 'e1',
      app: 'settings',
      place: { platform: 'slack', workspace: 'T1', channel: 'C1', thread: null, direct: false },
      speaker: { id: 'U1', name: 'Ada', bot: false },
      at: NOON.toISOString(),
      kind: 'form',
      action: 'proof.give',
      value: 'x',
      fields: { pin: PIN },
      message: null,
    };
    const stored = sealHandle(key, event);
    expect(JSON.stringify(stored)).not.toContain(PIN);
    expect(openHandle(key, stored)).toEqual(event);
  });
});
