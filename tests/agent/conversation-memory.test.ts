import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastTurns, ownerOf, privateOwnerOf, runningSession } from '../../src/db/chat-sessions.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import type { Place, Principal } from '../../src/domain/principal.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, testDesk } from '../support/desk.ts';

const now = new Date('2026-11-21T12:00:00Z');

describe.each(databases)('what a conversation on a chat platform remembers, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  let colleague: Principal;
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
    officer = await org.member('officer', { name: 'Maria' });
    colleague = await org.member('officer', { name: 'Tom' });
    await raiseTestAlert(database.db, org.orgId, { lastSeen: now });
  });
  afterAll(() => database.close());
  const desk = () => testDesk(database.db, () => now);
  const at = (who: Principal, place: Place): Principal => ({ ...who, place });
  const thread = (readers: Place['readers']): Place => ({
    platform: 'slack',
    audience: 'shared',
    readers,
    conversation: `C1 ${newId()}`,
  });
  const remembered = (who: Principal, owner: typeof ownerOf) =>
    withOrg(database.db, org.orgId, async (tx) => {
      const session = await runningSession(tx, owner(who), now);
      return session === null ? [] : (await lastTurns(tx, session, 10)).map((turn) => turn.question);
    });

  test('a thread is one conversation, whoever speaks', async () => {
    const place = thread(['officer']);
    const first = await ask(desk(), at(officer, place), 'Which alerts are open?');
    const second = await ask(desk(), at(colleague, place), 'Open the first one.');
    expect(second.answer.sessionId).toBe(first.answer.sessionId);
    expect(second.answer.text).toContain('ALR-1');
    expect(await remembered(at(officer, place), ownerOf)).toEqual(['Which alerts are open?', 'Open the first one.']);
  });

  test('another thread, and a direct message, know nothing of it', async () => {
    const one = thread(['officer']);
    await ask(desk(), at(officer, one), 'Which alerts are open?');
    const other = await ask(desk(), at(officer, thread(['officer'])), 'Open the first one.');
    const direct = await ask(
      desk(),
      at(officer, { platform: 'slack', audience: 'private', conversation: 'D1' }),
      'Open the first one.',
    );
    expect(other.answer.text).not.toContain('ALR-1');
    expect(direct.answer.text).not.toContain('ALR-1');
  });

  test('what one person was told alone is not in what the channel shares', async () => {
    const place = thread([null]);
    const told = await ask(desk(), at(officer, place), 'Which alerts are open?');
    expect(told.answer.privateNotice).toContain('Maria');
    expect(told.answer.text).toContain('ALR-1');
    expect(await remembered(at(officer, place), ownerOf)).toEqual([]);
    expect(await remembered(at(officer, place), privateOwnerOf)).toEqual(['Which alerts are open?']);
    // somebody else in the same thread goes on from nothing, and is told privately as well
    const other = await ask(desk(), at(colleague, place), 'Open the first one.');
    expect(other.answer.text).not.toContain('ALR-1');
    // the asker goes on from what they were told, again alone
    const next = await ask(desk(), at(officer, place), 'Open the first one.');
    expect(next.answer.text).toContain('ALR-1');
    expect(next.answer.privateNotice).toBeDefined();
  });

  test('whoever may not see an incident is told so alone, as of one that is not there', async () => {
    const employee = await org.member('employee', { name: 'Jonas' });
    for (const ref of ['INC-1', 'INC-99']) {
      const { answer } = await ask(desk(), at(employee, thread(['officer', 'employee'])), `open ${ref}`);
      expect(answer.text).toContain(`I find no ${ref}`);
      expect(answer.privateNotice).toContain('Jonas');
    }
  });
});
