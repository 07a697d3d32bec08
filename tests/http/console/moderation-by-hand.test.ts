import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../../src/domain/role.ts';
import { consoleRoutes } from '../../../src/http/console/routes/index.ts';
import { addMember, systemPrincipal } from '../../../src/pipeline/members.ts';
import { databases } from '../../support/database.ts';
import { moderationDesk, PILE_ON } from '../../support/moderation-desk.ts';
import { signIn } from '../../support/sign-in.ts';
import { openWebServer, type TestServer, type WebOrganisation } from '../../support/web-server.ts';

const kind = databases.at(-1)!;

describe(`everybody of a case on its page, and what is done by hand in the queue, on ${kind.name}`, () => {
  let server: TestServer;
  let org: WebOrganisation;
  const cookies = {} as Record<Role, string>;

  beforeAll(async () => {
    server = await openWebServer(kind, { pages: consoleRoutes });
    org = await server.organisation();
    for (const role of ['moderator', 'manager'] as const) {
      const member = await org.work((work) =>
        addMember(work, { name: `Mo ${role}`, email: `${role}@harbour.example`, role }),
      );
      cookies[role] = await signIn(server, org, member.id);
    }
    const desk = await moderationDesk(server.services, {
      org: {
        orgId: org.orgId,
        admin: systemPrincipal(org.orgId, 'Europe/Berlin', { platform: 'cli', audience: 'private' }),
        member: () => Promise.reject(new Error('nobody')),
      },
    });
    await desk.say(PILE_ON);
    server.clock.now = desk.now();
  });
  afterAll(() => server.close());

  const get = async (path: string, role: Role = 'moderator') => {
    const answer = await server.call('GET', path, { cookie: cookies[role], headers: { accept: 'text/html' } });
    expect(answer.status, path).toBe(200);
    return answer.text;
  };
  const press = async (id: string, value: string) => {
    const answer = await server.call('POST', '/console/actions', {
      cookie: cookies.moderator,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        accept: 'text/html',
      },
      body: new URLSearchParams({ id, value, back: '/cases/CASE-1' }).toString(),
    });
    expect(answer.status, answer.text.slice(0, 500)).toBe(303);
  };
  const row = (page: string, account: string) =>
    /<h2 id="people-title">.*?<\/section>/s
      .exec(page)![0]
      .split('<li>')
      .find((item) => item.includes(`<code>${account}</code>`));

  test('each of them has a row with the account and buttons of their own, before and after a step about one', async () => {
    const page = await get('/cases/CASE-1');
    for (const account of ['mallory', 'trent', 'eve'])
      for (const id of ['case.warn', 'case.timeout', 'case.mute', 'case.ban'])
        expect(row(page, account), `${account} ${id}`).toContain(
          `name="id" value="${id}"><input type="hidden" name="value" value="CASE-1:${account}"`,
        );
    expect(row(page, 'mallory')).toContain('Ban Mallory (mallory)?');
    expect(row(page, 'dana')!.match(/"case\.\w+"/g)).toEqual(['"case.take_out"']);
    expect(row(await get('/cases/CASE-1', 'manager'), 'mallory')).not.toContain('case.timeout');
    await press('case.timeout', 'CASE-1:mallory');
    const after = await get('/cases/CASE-1');
    expect(row(after, 'mallory')).toContain('ACT-1');
    expect(row(after, 'mallory')).not.toContain('case.timeout');
    expect(row(after, 'trent')).toContain('case.timeout');
  });

  test('what is to be done by hand stands first, with whose it is, counted, and is done there', async () => {
    await org.work(({ tx }) =>
      tx
        .updateTable('moderation_action')
        .set({ state: 'task', way: 'human_task' })
        .where('org_id', '=', tx.orgId)
        .execute(),
    );
    const queue = await get('/moderation');
    expect(queue.indexOf('To be done by hand')).toBeLessThan(queue.indexOf('>Decided<'));
    const item = /<li id="ACT-1">.*?<\/li>/s.exec(queue)![0];
    expect(item).toContain('For <strong>Mo moderator</strong>');
    expect(item).toContain('<code>mallory</code>');
    expect(item).toContain('Timeout 24 h');
    expect(item).toContain('href="/cases/CASE-1"');
    expect(item).toContain('value="action.by_hand"');
    expect(queue).toMatch(/href="\/moderation" aria-current="page">Cases <b>1 /);
    expect(await get('/moderation', 'manager')).not.toContain('value="action.by_hand"');
    expect(await get('/cases/CASE-1')).toContain('By hand, by <strong>Mo moderator</strong>');

    await press('action.by_hand', 'ACT-1');
    expect(await get('/moderation')).not.toContain('To be done by hand');
    await press('case.undo', 'ACT-1');
    const back = await get('/moderation');
    expect(back).toContain('Take back: ');
    expect(await get('/cases/CASE-1')).toContain('to be taken back, said by Mo moderator');
    await press('action.by_hand', 'ACT-1');
    expect(await get('/cases/CASE-1')).toContain('Taken back by hand by Mo moderator.');
    expect(await get('/moderation')).not.toContain('Take back: ');
  });
});
