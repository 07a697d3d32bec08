import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findIncident } from '../../../src/db/incidents.ts';
import { withOrg } from '../../../src/db/scope.ts';
import { openIncident } from '../../../src/pipeline/incidents.ts';
import { type ChatDesk, chatDesk } from '../../support/chat-desk.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../support/database.ts';
import { openSlackFixture, type SlackFixture } from '../../support/slack-fixture.ts';

// what is asked here is asked of Slack; the databases are alike in it
const { open } = databases[0]!;
/** How long an answer is waited for: looked for again and again, also on a busy machine. */
const PATIENT = { timeout: 60_000 };
vi.setConfig({ testTimeout: 180_000 });
let database: TestDatabase;
let slack: SlackFixture;
let org: TestOrganisation;
let desk: ChatDesk;
beforeEach(async () => {
  database = await open();
  slack = await openSlackFixture();
  org = await newOrganisation(database.db);
  desk = chatDesk(database.db, [slack.platform]);
  await desk.connect(org.admin, 'slack', slack.workspace);
  await slack.platform.start(desk.dispatch.deliver);
});
afterEach(async () => {
  await slack.platform.stop();
  await slack.close();
  await database.close();
});

test('a form sent from a conversation between two people opens its incident and tells its sender', async () => {
  const [maria, otto] = [await slack.person('Maria'), await slack.person('Otto')];
  const officer = await org.member('officer');
  await desk.link(org.admin, officer, { platform: 'slack', workspace: slack.workspace, id: maria.id });
  const { workspace } = slack.server;
  workspace.channels.set('DHUMANS', {
    name: 'directmessage',
    members: new Set([maria.id, otto.id]),
    direct: 'nobody',
  } as never);
  const said = workspace.write({ channel: 'DHUMANS', user: otto.id, text: 'my badge was stolen' });
  await slack.shortcut!(maria, { channel: 'DHUMANS' }, said.ts);
  await vi.waitFor(() => expect(slack.form(maria)).toBeTruthy(), PATIENT);
  await slack.submit(maria, {});
  await desk.idle();
  expect((await withOrg(database.db, org.orgId, (tx) => findIncident(tx, 1)))?.title).toContain('badge');
  await vi.waitFor(
    () =>
      expect(
        slack
          .onlyFor(maria)
          .map(({ text }) => text)
          .join(),
      ).toContain('INC-1'),
    PATIENT,
  );
  expect(slack.visible('DHUMANS').map(({ text }) => text)).toEqual([]);
});

test('what is pressed on the app’s own page shows there', async () => {
  const maria = await slack.person('Maria');
  const officer = await org.member('officer', { name: 'Maria' });
  await desk.link(org.admin, officer, { platform: 'slack', workspace: slack.workspace, id: maria.id });
  await desk.work(officer, (work) => openIncident(work, { title: 'Laptop lost', severity: 'low' }));
  await slack.openHome!(maria);
  await vi.waitFor(() => expect(slack.home!(maria)?.text ?? '').toContain('Laptop lost'), PATIENT);
  await desk.idle();
  await slack.server.deliver({
    type: 'block_actions',
    team: { id: slack.workspace },
    user: { id: maria.id },
    trigger_id: 'pressed.at.home',
    container: { type: 'view' },
    actions: [{ type: 'button', action_id: 'incident.close', value: 'INC-1', action_ts: '1700000000.000001' }],
  });
  await vi.waitFor(() => expect(slack.home!(maria)?.text ?? '').not.toContain('Laptop lost'), PATIENT);
  await desk.idle();
  expect((await withOrg(database.db, org.orgId, (tx) => findIncident(tx, 1)))?.status).toBe('closed');
});
