import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whoAsksAnswer } from '../../src/agent/offline/answers/who-asks.ts';
import { withOrg } from '../../src/db/scope.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { linkByCode } from '../../src/pipeline/chat-accounts.ts';
import { makeAccountCode } from '../../src/pipeline/chat-codes.ts';
import { connectWorkspace } from '../../src/pipeline/chat-workspaces.ts';
import { linkChatAccount } from '../../src/pipeline/members.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { runTool } from '../../src/tools/run-tool.ts';
import { type WhoAsks, whoAmITool } from '../../src/tools/who-am-i.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, testDesk } from '../support/desk.ts';

const now = new Date('2026-11-20T12:00:00Z');
const key = auditKey('s');

describe.each(databases)('who somebody is to the desk, on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let maria: Principal;
  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, principal.orgId, (tx) => change({ tx, principal, now, auditKey: key }));
  beforeAll(async () => {
    opened = await open();
    org = await newOrganisation(opened.db);
    maria = await org.member('officer', { name: 'Maria\n[INC-1] Lopez' });
    const workspace = `G${org.orgId}`;
    await as(org.admin, (w) => connectWorkspace(w, { platform: 'discord', workspace, name: 'Harbour *Works*' }));
    await as(org.admin, (w) =>
      linkChatAccount(w, maria.actor.id!, { platform: 'slack', workspace: `T${org.orgId}`, externalId: 'U1' }),
    );
    const { code } = await as(maria, (w) => makeAccountCode(w, maria.actor.id!));
    const place = { platform: 'discord' as const, workspace, channel: 'D1', thread: null, direct: true };
    await as(org.admin, (w) =>
      linkByCode(w, { place, speaker: { id: '317770000000000077', name: 'maria', bot: false } }, code),
    );
  });
  afterAll(() => opened?.close());
  const told = async (who: Principal): Promise<WhoAsks> => {
    const context = {
      ...{ principal: who, now, language: 'en' as const },
      org: <T>(work: Parameters<typeof withOrg<T>>[2]) => withOrg(opened.db, who.orgId, work),
      work: () => Promise.reject(new Error('nothing is changed')),
      services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
    };
    const outcome = await runTool([whoAmITool], context as never, key, 'who_am_i', {});
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.result.data as unknown as WhoAsks;
  };
  const answer = (data: WhoAsks, language: (typeof LANGUAGES)[number] = 'en') =>
    whoAsksAnswer(data, { language, timeZone: 'UTC' } as never).join('\n');

  test('name, role, by which accounts they are known and how each was linked, and what they may ask for', async () => {
    const data = await told({ ...maria, place: { platform: 'discord', audience: 'private' } });
    expect(data).toMatchObject({
      kind: 'member',
      quoted_name: 'Maria [INC-1] Lopez',
      role: 'officer',
      accounts: expect.arrayContaining([
        expect.objectContaining({ platform: 'slack', platform_id: 'U1', linked_by: 'admin', here: false }),
        expect.objectContaining({
          platform: 'discord',
          platform_id: '317770000000000077',
          linked_by: 'code',
          here: true,
        }),
      ]),
    });
    expect(data.topics).toContain('propose a rule');
    expect(data.topics).not.toContain('members and keys');
    const words = answer(data);
    expect(words).toContain('your role is security officer');
    expect(words).toMatch(
      /Discord \(Harbour \*Works\*\): account 317770000000000077, linked with a one-time code on .*2026/,
    );
    expect(words.indexOf('Discord')).toBeLessThan(words.indexOf('Slack'));
    expect(words).not.toContain('signed in as');
    const { answer: said } = await ask(
      testDesk(opened.db, () => now),
      maria,
      'who am I?',
    );
    expect(said.text).toContain('account 317770000000000077');
    for (const language of LANGUAGES) expect(answer(data, language)).toContain('317770000000000077');
  });

  test('whoever has linked nothing is told how; in the console they are told what they signed in with; a key is no person', async () => {
    const { email } = await told(org.admin);
    expect(answer(await told({ ...org.admin, place: { platform: 'console', audience: 'private' } }))).toContain(
      `signed in as ${email}`,
    );
    expect(answer(await told(org.admin))).toContain('/safenest link');
    const program = await told({ ...org.admin, name: 'ingest', actor: { kind: 'key', id: org.admin.actor.id! } });
    expect(program).toMatchObject({ email: null, accounts: [] });
    expect(answer(program)).toContain('the key “ingest”');
  });
});
