import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Role } from '../../src/domain/role.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, deskKey, testDesk } from '../support/desk.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const HOUR = 3_600_000;

describe.each(databases)('who did what, by chat on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let other: TestOrganisation;
  const who: Partial<Record<Role, Principal>> = {};
  const member = async (role: Role, name: string) => {
    who[role] = { ...(await org.member(role, { name })), timeZone: 'Europe/Berlin' };
  };
  const did = (principal: Principal, action: string, subject: string | null, hoursAgo: number, detail = {}) =>
    withOrg(opened.db, principal.orgId, (tx) =>
      audit(
        { tx, principal, now: new Date(NOW.getTime() - hoursAgo * HOUR), auditKey: deskKey },
        { action, subject, detail },
      ),
    );
  beforeAll(async () => {
    opened = await open();
    org = await newOrganisation(opened.db, { timeZone: 'Europe/Berlin' });
    other = await newOrganisation(opened.db, { timeZone: 'Europe/Berlin' });
    await member('admin', 'Ada Novak');
    await member('manager', 'Priya Raman');
    await member('officer', 'Maria Lindqvist');
    await did(who.admin!, 'rule.update', 'RULE-8', 40);
    await did(who.admin!, 'proposal.approve', 'PROP-1', 30);
    await did(who.admin!, 'assistant.turn', null, 3);
    await did(who.admin!, 'sign_in', null, 3);
    await did(who.officer!, 'incident.update', 'INC-2', 2, { changes: ['Status: open → closed'] });
    await did(await other.member('admin', { name: 'Ada Novak' }), 'rule.update', 'RULE-8', 1);
  });
  afterAll(() => opened?.close());
  const asked = async (role: Role, text: string, session?: string) =>
    (
      await ask(
        testDesk(opened.db, () => NOW),
        who[role]!,
        text,
        session,
      )
    ).answer;

  test('what a member did is told by the audit log: how much, what, and where all of it stands', async () => {
    const week = await asked('manager', 'what did ada do this week?');
    expect(week.text).toMatch(/^2 things done by Ada Novak in SafeNest \(this week/);
    expect(week.text).toMatch(/approved a proposal \[PROP-1\][\s\S]*changed a rule \[RULE-8\]/);
    expect(week.text).toContain('[audit log](/audit?who=Ada+Novak&range=this_week)');
    expect((await asked('manager', 'and maria?', week.sessionId)).text).toMatch(
      /^1 thing done by Maria Lindqvist[\s\S]*changed an incident \[INC-2\] \(“Status: open → closed”\)/,
    );
  });

  test('who changed a rule, and what was done of late; nothing of another organisation', async () => {
    expect((await asked('admin', 'who changed RULE-8?')).text).toMatch(
      /^1 entry about \[RULE-8\][^\n]*: Ada Novak 1\.\n• [^\n]*, Ada Novak: changed a rule/,
    );
    expect((await asked('admin', 'what was done since yesterday?')).text).toMatch(
      /^2 things were done in SafeNest[^\n]*Ada Novak 1 and Maria Lindqvist 1/,
    );
    expect((await asked('admin', 'did priya change anything?')).text).toMatch(/^Nothing by Priya Raman stands/);
    expect((await asked('admin', 'was hat Ada diese Woche gemacht?')).text).toMatch(/^2 Mal hat Ada Novak/);
  });

  test('who may not read the audit log is told who may, and shown no more than the logins of the account', async () => {
    expect((await asked('officer', 'did ada change anything?')).text).toMatch(/audit log is for an admin or a manager/);
    const bare = await asked('officer', 'what did ada do this week?');
    expect(bare.steps.map(({ tool }) => tool)).toEqual(['search_logs']);
    expect(bare.text).toContain('audit log, which an admin or a manager reads');
  });

  test('whatever is asked for is taken as text', async () => {
    const hostile = ["'; drop table audit_entry; --", '%', 'RULE-8', '\u0000', 'a'.repeat(200)];
    for (const name of hostile) {
      const { text } = await asked('admin', `what did ${name} do this week?`);
      expect(text).not.toMatch(/approved a proposal/);
    }
    expect((await asked('admin', 'who changed RULE-8?')).text).toContain('changed a rule');
  });
});
