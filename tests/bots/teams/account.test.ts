import { afterAll, beforeAll, expect, test } from 'vitest';
import { chatAccountsOf } from '../../../src/db/members.ts';
import { withOrg } from '../../../src/db/scope.ts';
import { type ChatDesk, chatDesk } from '../../support/chat-desk.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../support/database.ts';
import { openTeams, type TeamsFixture } from '../../support/teams-fixture.ts';

let database: TestDatabase;
let org: TestOrganisation;
let teams: TeamsFixture;
let desk: ChatDesk;
beforeAll(async () => {
  database = await databases[0]!.open();
  org = await newOrganisation(database.db);
  teams = await openTeams();
  desk = chatDesk(database.db, [teams.platform]);
  await teams.platform.start(desk.dispatch.deliver);
  await desk.connect(org.admin, 'teams', teams.workspace);
});
afterAll(async () => {
  await teams.platform.stop();
  await teams.close();
  await database.close();
});
const linked = async (member: string) =>
  (await withOrg(database.db, org.orgId, (tx) => chatAccountsOf(tx, [member]))).map(({ externalId }) => externalId);

test('somebody linked under Teams’ own id of them is known on, from then on by the id of their account', async () => {
  const officer = await org.member('officer', { name: 'Ada Novak' });
  const ada = await teams.person('Ada Novak');
  const { botId } = teams.server.tenant.people.get(ada.id)!;
  await desk.link(org.admin, officer, { platform: 'teams', workspace: teams.workspace, id: botId });
  await teams.say(ada, 'direct', 'help');
  await desk.idle();
  expect(teams.onlyFor(ada).map(({ text }) => text)).toEqual([expect.stringContaining('status')]);
  expect(await linked(officer.actor.id!)).toEqual([ada.id]);
});

test('an admin links by the object id that Entra shows, however it writes it', async () => {
  const officer = await org.member('officer', { name: 'Sam Okafor' });
  const sam = await teams.person('Sam Okafor');
  await desk.link(org.admin, officer, { platform: 'teams', workspace: teams.workspace, id: sam.id.toUpperCase() });
  await teams.say(sam, 'direct', 'help');
  await desk.idle();
  expect(teams.onlyFor(sam).map(({ text }) => text)).toEqual([expect.stringContaining('status')]);
});
