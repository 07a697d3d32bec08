import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { myLoginsAnswer } from '../../src/agent/offline/answers/my-logins.ts';
import { insertLogins } from '../../src/db/events.ts';
import { saveMemberAccount } from '../../src/db/member-accounts.ts';
import { withOrg } from '../../src/db/scope.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { type MyLogins, myLoginsTool } from '../../src/tools/my-logins.ts';
import { runTool } from '../../src/tools/run-tool.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { officeLogin } from '../support/office-logins.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const hoursAgo = (n: number): Date => new Date(NOW.getTime() - n * 3_600_000);

describe.each(databases)('somebody’s own sign-ins on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let email: string;
  beforeAll(async () => {
    opened = await open();
    org = await newOrganisation(opened.db);
    await withOrg(opened.db, org.orgId, async (tx) => {
      email = (
        await tx.selectFrom('member').select('email').where('id', '=', org.admin.actor.id!).executeTakeFirstOrThrow()
      ).email;
      await insertLogins(
        tx,
        [
          officeLogin('own', hoursAgo(2), { account: email, address: '203.0.113.9', country: 'SG', city: 'Singapore' }),
          officeLogin('wrong', hoursAgo(3), { account: email, outcome: 'failure' }),
          officeLogin('other', hoursAgo(1), { account: 'tomas' }),
          officeLogin('alike', hoursAgo(1), { account: `${email}.evil` }),
          officeLogin('old', hoursAgo(24 * 40), { account: email }),
        ],
        NOW,
      );
    });
  });
  afterAll(() => opened?.close());

  const call = async (input: object = {}, who: Principal = org.admin) => {
    const context = {
      ...{ principal: who, now: NOW, language: 'en' as const },
      org: <T>(work: Parameters<typeof withOrg<T>>[2]) => withOrg(opened.db, who.orgId, work),
      work: () => Promise.reject(new Error('nothing is changed')),
      services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
    };
    return runTool([myLoginsTool], context as never, auditKey('s'), 'my_logins', input);
  };
  const told = async (input: object = {}, who: Principal = org.admin): Promise<MyLogins> => {
    const outcome = await call(input, who);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.result.data as unknown as MyLogins;
  };

  test('an employee sees their own, and nobody else’s', async () => {
    const employee = { ...org.admin, role: 'employee' as const };
    const data = await told({}, employee);
    expect(data).toMatchObject({ count: 2, failed: 1, quoted_accounts: [email] });
    expect(data.rows).toMatchObject([
      { outcome: 'success', address: '203.0.113.9', quoted_place: 'Singapore, Singapore' },
      { outcome: 'failure' },
    ]);
    expect(await told({ failed: true }, employee)).toMatchObject({ count: 1, rows: [{ outcome: 'failure' }] });
    expect(await told({ range: 'yesterday' }, employee)).toMatchObject({ count: 0, rows: [] });
  });

  test('what alerts stand on is told first, what came from elsewhere before the rest', async () => {
    const mine = { ...org.admin, role: 'employee' as const };
    expect((await told({}, mine)).noticed).toEqual({ count: 0, rows: [] });
    const number = await raiseTestAlert(opened.db, org.orgId, { account: email });
    await withOrg(opened.db, org.orgId, async (tx) => {
      const { id } = await tx.selectFrom('alert').select('id').where('number', '=', number).executeTakeFirstOrThrow();
      const events = await tx.selectFrom('event').select('seq').where('account', 'in', [email, 'tomas']).execute();
      for (const { seq } of events)
        await tx.insertInto('alert_event').values({ org_id: tx.orgId, alert_id: id, event_seq: seq }).execute();
    });
    const data = await told({}, mine);
    // not one of somebody else’s, whatever alert it stands in
    expect(data.noticed).toMatchObject({
      count: 2,
      rows: [{ quoted_place: 'Singapore, Singapore' }, { outcome: 'failure' }],
    });
    for (const language of LANGUAGES) {
      const [, lead, first] = myLoginsAnswer(data, { ...CONTEXT, language });
      expect(lead).toContain('2');
      expect(first).toContain(data.noticed.rows[0]!.ref);
    }
  });

  test.each([{ account: 'tomas' }, { user: 'tomas' }, { member_id: 'x' }, { accounts: ['tomas'] }])(
    'no argument names another account: %o',
    async (hostile) => {
      const outcome = await call(hostile);
      expect(outcome.ok ? JSON.stringify(outcome.result.data) : '').not.toContain('tomas');
    },
  );

  test('an address that is said to be somebody else’s is not theirs, and what is said to be theirs is', async () => {
    const other = await newOrganisation(opened.db);
    await withOrg(opened.db, org.orgId, (tx) =>
      saveMemberAccount(tx, { account: 'tomas', memberId: org.admin.actor.id!, now: NOW, by: 'test' }),
    );
    expect(await told()).toMatchObject({ count: 3, quoted_accounts: ['tomas', email] });
    // another organisation's member of whatever address sees nothing of it
    expect(await told({}, other.admin)).toMatchObject({ count: 0 });
  });

  test('who is no member has none, rather than everybody’s', async () => {
    const key = { ...org.admin, actor: { kind: 'key' as const, id: org.admin.actor.id! } };
    const data = await told({}, key);
    expect(data).toMatchObject({ quoted_accounts: [], count: 0, rows: [] });
    for (const language of LANGUAGES) expect(myLoginsAnswer(data, { ...CONTEXT, language })).toHaveLength(1);
  });

  test('every language tells when, from where and with what', async () => {
    const data = await told();
    for (const language of LANGUAGES) {
      const said = myLoginsAnswer(data, { ...CONTEXT, language }).join('\n');
      expect(said).toMatch(/Singapore, Singap/);
      expect(said).toContain(`[${data.rows[0]!.ref}]`);
    }
  });
});

const CONTEXT = { now: NOW, timeZone: 'UTC', role: 'employee' as const, tools: new Set<string>(), history: [] };
