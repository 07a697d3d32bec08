import { expect, test, vi } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { chatDesk } from '../support/chat-desk.ts';
import { databases, newOrganisation } from '../support/database.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';

test('an answer that waited for Slack is not shown to somebody who may see less by then', async () => {
  const database = await databases[0]!.open();
  const fixture = await openSlackFixture();
  const org = await newOrganisation(database.db);
  let now = new Date();
  const desk = chatDesk(database.db, [fixture.platform], { now: () => now });
  await desk.connect(org.admin, 'slack', fixture.workspace);
  const officer = await org.member('officer');
  const ada = await fixture.person('Ada');
  await desk.link(org.admin, officer, { platform: 'slack', workspace: fixture.workspace, id: ada.id });
  await fixture.platform.start(desk.dispatch.deliver);
  const number = await raiseTestAlert(database.db, org.orgId, { title: 'A secret matter', lastSeen: now });
  for (let time = 0; time < 8; time++)
    for (const method of ['chat.postMessage', 'chat.startStream']) fixture.server.failNext('server_error', method);
  await fixture.say(ada, 'direct', `open ALR-${number}`);
  await desk.idle();
  const waiting = () =>
    withOrg(database.db, org.orgId, (tx) =>
      tx.selectFrom('inbox').select(['conversation', 'due_at', 'done_at']).executeTakeFirst(),
    );
  await vi.waitFor(async () => expect((await waiting())?.due_at).toBeTruthy(), { timeout: 20_000, interval: 50 });
  await withOrg(database.db, org.orgId, (tx) =>
    tx.updateTable('member').set({ role: 'employee' }).where('id', '=', officer.actor.id!).execute(),
  );
  await vi.waitFor(
    async () => {
      const row = (await waiting())!;
      if (row.done_at) return;
      now = new Date(now.getTime() + 30 * 60_000);
      await desk.services.enqueue(org.orgId, row.conversation);
      await desk.idle();
      expect((await waiting())!.done_at).not.toBeNull();
    },
    { timeout: 30_000, interval: 50 },
  );
  const seen = fixture.onlyFor(ada).map(({ text }) => text);
  expect(seen.join()).toContain('Your role has changed');
  expect(seen.join()).not.toContain('A secret matter');
  await fixture.platform.stop();
  await fixture.close();
  await database.close();
});
